"""Author lists as NLM prints them: `Jan de Beur S, Gardner RJ 3rd, et al; FOP Research Group`.

A person is one or more names, then initials without stops, then perhaps a suffix. A group is told from a title by its
capitals, and by a word such as "Consortium" where it stands alone; a piece that is neither makes the whole no list.
"""

from __future__ import annotations

import re

_SUFFIX = re.compile(r"Jr|Sr|2nd|3rd|[4-9]th|II|III|IV")
_NAME = re.compile(r"[^\W\d_][^\W\d_'’`ʼ‐-]*(?:['’`ʼ‐-][^\W\d_]+)*['’]?")
_GROUP_WORD = re.compile(
    r"\b(?:Academy|Alliance|Association|Board|Cent(?:er|re)s?|Clinic|Collaboration|Collaborative|Collaborators|College"
    r"|Commission|Committee|Conference|Consortium|Council|Department|Federation|Force|Foundation|Groups?|Initiative"
    r"|Institutes?|Investigators|Laboratory|Network|Organization|Panel|Party|Program(?:me)?|Project|Registry|Researchers"
    r"|Society|Study|Team|Trialists|Unit|University)\b"
)
_SMALL_WORD = re.compile(r"an?|and|at|by|del?|der|des|di|du|e|en|et|for|from|in|la|le|of|on|the|to|und|with|y")
_LONGEST = 250


def is_person(text: str) -> bool:
    """Tell a person as NLM prints one.

    >>> is_person("Jan de Beur S"), is_person("Gardner RJ 3rd"), is_person("FOP Research Group")
    (True, True, False)
    """
    words = text.split()
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    return len(words) > 1 and _is_initials(words[-1]) and all(_NAME.fullmatch(word) for word in words[:-1])


def _is_initials(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) <= 5


def _is_group(text: str, *, alone: bool) -> bool:
    words = [word for raw in text.split() if (word := raw.strip("(),'’&"))]
    capital = all(_SMALL_WORD.fullmatch(word) or word[0].isupper() or word[0].isdigit() for word in words)
    framed = bool(words) and not _SMALL_WORD.fullmatch(words[0]) and not text.endswith(",") and len(text) <= _LONGEST
    return framed and capital and (not alone or bool(_GROUP_WORD.search(text)))


def _is_single_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text[0].isupper()


def read_authors(text: str) -> tuple[str, ...] | None:
    """Read a list of authors, or return None where the text is none.

    >>> read_authors("Shore EM, Jan de Beur S, et al; FOP Research Group")
    ('Shore EM', 'Jan de Beur S', 'et al', 'FOP Research Group')
    >>> read_authors("Progressive osseous heteroplasia") is None
    True
    """
    parts = [part.strip() for part in text.split(";")]
    items = [item.strip() for part in parts for item in _split_part(part)]
    persons = sum(is_person(item) for item in items)
    fits = all(
        is_person(item)
        or (item == "et al" and number > 0)
        or (persons > 0 and _is_single_name(item))
        or _is_group(item, alone=persons == 0)
        for number, item in enumerate(items)
    )
    return tuple(items) if items and fits else None


def _split_part(part: str) -> list[str]:
    # A comma also stands within a group's name, so it splits only what holds a person.
    items = part.split(", ")
    return items if any(is_person(item) for item in items) else [part]


def print_authors(authors: tuple[str, ...]) -> str:
    """Print a list of authors, groups set off by semicolons.

    >>> print_authors(("Shore EM", "Kaplan FS", "FOP Research Group"))
    'Shore EM, Kaplan FS; FOP Research Group'
    """
    text = ""
    for before, author in zip((None, *authors), authors, strict=False):
        plain = before is not None and not _is_set_off(before) and not _is_set_off(author)
        text += ("" if before is None else ", " if plain else "; ") + author
    return text


def _is_set_off(author: str) -> bool:
    return not (is_person(author) or author == "et al" or _is_single_name(author))
