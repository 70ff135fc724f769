"""Names that nobody bears: words made of syllables, a different one for each number."""

from __future__ import annotations

ONSETS = ("b", "br", "d", "dr", "f", "g", "gr", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v")
VOWELS = ("a", "e", "o")
SYLLABLES = tuple(onset + vowel for onset in ONSETS for vowel in VOWELS)
_STEP = 99_991
"""A prime that shares no factor with a power of 60, so that neighbours in number are no neighbours in spelling."""


def invent_word(number: int) -> str:
    """Return a word that no other number gets: three syllables for the first 216,000 numbers, then one more each time.

    >>> invent_word(0), invent_word(1), invent_word(216_000)
    ('Bababal', 'Meselal', 'Babababal')
    """
    length, size, first = 3, len(SYLLABLES) ** 3, 0
    while number - first >= size:
        first += size
        length, size = length + 1, size * len(SYLLABLES)
    rest = (number - first) * _STEP % size
    parts = []
    for _ in range(length):
        rest, place = divmod(rest, len(SYLLABLES))
        parts.append(SYLLABLES[place])
    return "".join(parts).capitalize() + "l"


def invent_acronym(number: int) -> str:
    """Return capital letters that no other number gets, five or more: few real acronyms are as long.

    >>> invent_acronym(0), invent_acronym(1), invent_acronym(26**5)
    ('AAAAA', 'BAAAA', 'AAAAAB')
    """
    letters = ""
    while number or len(letters) < 5:
        number, place = divmod(number, 26)
        letters += chr(ord("A") + place)
    return letters


def make_slug(name: str, number: int) -> str:
    """Return a slug as the site would make it, with the page's number, so that it is no real page's.

    >>> make_slug("Bababal disease, type 2", 7)
    'bababal-disease-type-2-g7'
    """
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name.lower().replace("'", ""))
    return "-".join([*kept.split(), f"g{number}"])
