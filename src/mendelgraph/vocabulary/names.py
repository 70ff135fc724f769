"""When two printed names are the same name: the keys under which the index compares them.

Every rule below joins spellings that publishers use for one name; none joins names that may differ in meaning. Roman
and Arabic numerals stay apart (type I of one scheme is not always type 1 of another), and so do word orders.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# Letters that Unicode's compatibility decomposition leaves whole although they are printed for plain ones.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "α": " alpha ", "β": " beta ", "γ": " gamma ", "δ": " delta ", "ε": " epsilon ", "ζ": " zeta ",
        "η": " eta ", "θ": " theta ", "κ": " kappa ", "λ": " lambda ", "μ": " mu ", "ν": " nu ", "π": " pi ",
        "ρ": " rho ", "σ": " sigma ", "ς": " sigma ", "τ": " tau ", "φ": " phi ", "χ": " chi ", "ψ": " psi ",
        "ω": " omega ",
    }
)  # fmt: skip

# Both forms of an eponym circulate (Alzheimer's disease in MeSH, Alzheimer disease in OMIM and Mondo).
_POSSESSIVE = re.compile(r"(?<=\w)['’‘ʼ`´]s\b|(?<=s)['’‘ʼ`´](?=\s)")
_APOSTROPHE = re.compile(r"['’‘ʼ`´]")
_SEPARATOR = re.compile(r"[\W_]+")

# British and American spellings, root by root, as HPO marks them with its synonym type `uk_spelling`.
_SPELLINGS = (
    ("haem", "hem"), ("aemi", "emi"), ("oedem", "edem"), ("oesoph", "esoph"), ("paed", "ped"), ("foet", "fet"),
    ("gynaec", "gynec"), ("caec", "cec"), ("faec", "fec"), ("rrhoea", "rrhea"), ("anaesth", "anesth"),
    ("aetiol", "etiol"), ("coeliac", "celiac"), ("tumour", "tumor"), ("colour", "color"), ("behaviour", "behavior"),
    ("sulph", "sulf"), ("fibre", "fiber"), ("leukaem", "leukem"), ("glycaem", "glycem"), ("coelom", "celom"),
    ("homoeo", "homeo"), ("oestr", "estr"),
)  # fmt: skip
_BRITISH = re.compile("|".join(british for british, _ in _SPELLINGS))
_AMERICAN = dict(_SPELLINGS)

# Head nouns whose plural names the same class ("Ehlers-Danlos syndromes"); other plurals are left alone.
_PLURAL = re.compile(
    r"\b(syndrome|disease|disorder|tumor|anomal(?=ie)|abnormalit(?=ie)|deficienc(?=ie)|dystroph(?=ie)"
    r"|cancer|carcinoma|cataract|seizure|fracture|cyst|malformation|dysplasia|defect|neoplasm)(?:s|(ies))\b"
)
# The prefix is printed joined, hyphened or apart: nonsyndromic, non-syndromic, non syndromic.
_NON = re.compile(r"\bnon (?=[a-z]{4})")


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return the key under which a name is compared with others.

    In order: case, ligatures and Greek letters spelled out, diacritics removed, possessives and apostrophes dropped,
    hyphens and other punctuation read as spaces, British roots written as American ones, plurals of a few head nouns
    made singular, "non" joined to what follows.

    >>> fold_name("Behçet's  Disease") == fold_name("behcet disease")
    True
    >>> fold_name("α-thalassaemia") == fold_name("Alpha thalassemia")
    True
    >>> fold_name("mucopolysaccharidosis type II") == fold_name("mucopolysaccharidosis type 2")
    False
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = _POSSESSIVE.sub("", plain).translate(_LETTERS)
        decomposed = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    plain = _SEPARATOR.sub(" ", _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain + " "))).strip()
    plain = _settled(_BRITISH, lambda found: _AMERICAN[found.group()], plain)
    plain = _PLURAL.sub(lambda found: found.group(1) + ("y" if found.group(2) else ""), plain)
    return _settled(_NON, lambda _: "non", plain)


def _settled(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: str) -> str:
    """Replace until nothing is left to replace, so that folding a folded name changes nothing."""
    count = 1
    while count:
        text, count = pattern.subn(replacement, text)
    return text


def skeleton_name(name: str) -> str:
    """Return the folded name after every non-ASCII character has been lost, not transliterated.

    MedQuAD lost them this way, so this key lets its names meet the ones they came from.

    >>> skeleton_name("Alström syndrome") == skeleton_name("Alstrm syndrome")
    True
    """
    return fold_name(name.encode("ascii", "ignore").decode("ascii"))


def numeral_key(name: str) -> str:
    """Return a weaker key on which Roman numerals of 1 to 39 meet Arabic ones; a reason to look, never to match.

    A single I, V or X is read as a numeral only after a word that announces one, since letters also number types.

    >>> numeral_key("Mucopolysaccharidosis type II") == numeral_key("mucopolysaccharidosis type 2")
    True
    >>> numeral_key("X-linked ichthyosis")
    'x linked ichthyosis'
    """
    words = fold_name(name).split()
    return " ".join(_arabic(word, words[at - 1] if at else "") for at, word in enumerate(words))


_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_ANNOUNCING = frozenset(
    {"type", "form", "factor", "complex", "group", "subtype", "stage", "grade", "class", "syndrome"}
)


def _arabic(word: str, before: str) -> str:
    found = _ROMAN.fullmatch(word)
    if not word or not found or (len(word) == 1 and before not in _ANNOUNCING):
        return word
    ones = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
    return str(10 * len(found.group(1)) + ones[found.group(2)])
