"""What is left of a query when names, addresses, texts and comments are put aside: what the engine recurses on.

SPARQL cannot be cut into tokens without being parsed: `<a&&b>` is an address or a comparison, by what stands before it.
Here everything that could be structure is left standing, and only what nothing but an address, a text, a name or a
comment can be is put aside. Where a quote or `#` belongs to the one or the other, so that all behind it is in doubt,
there is no skeleton.
"""

from __future__ import annotations

import re

ADDRESS, TEXT, NAME, VARIABLE, NUMBER = "<>", '""', "x:", "?", "1"
"""What stands in a skeleton for an address, a text (with its language or datatype), and so on; whole numbers stay."""

_HEX = "[0-9a-fA-F]"
_ESCAPE = rf"(?-i:\\(?:[tbnrf\"'\\]|(?:u|U0000)(?![dD][89a-fA-F]){_HEX}{{4}}|U00(?:0[1-9a-fA-F]|10){_HEX}{{4}}))"
_LONG = (rf'"""(?:[^"\\]|{_ESCAPE}|""?(?!"))*+"""', rf"'''(?:[^'\\]|{_ESCAPE}|''?(?!'))*+'''")
_SHORT = (rf'"(?:[^"\\\n\r]|{_ESCAPE})*+"', rf"'(?:[^'\\\n\r]|{_ESCAPE})*+'")
_ESCAPED = r"\\[_~.\-!$&'()*+,;=/?#@%]"
# A dot is part of a name only where the name goes on behind it; else it ends a triple. `true-a:b` may be a difference.
_LOCAL = rf"(?:[\w:%]|{_ESCAPED})(?:[\w:%-]|{_ESCAPED}|\.++(?=[\w:%\\-]))*+"
_TOKEN = re.compile(
    "|".join(
        (
            r"(?P<address><[^<>\"{}|^`\x00-\x20]*+>)",
            rf"(?P<text>(?:{'|'.join((*_LONG, *_SHORT))})(?:@[a-z]+(?:-+[a-z0-9]+)*+)?)",
            r"(?P<comment>#[^\n\r]*+)",
            r"(?P<variable>[?$]\w++)",
            rf"(?P<name>(?:(?<![\w-])(?!true|false)[^\W\d][\w-]*+)?:(?:{_LOCAL})?)",
            r"(?P<number>(?<![\w.])\d++(?:\.\d++(?:e[+-]?\d++)?|e[+-]?\d++))",
            r"(?P<doubt>[\"'\\])",
        )
    ),
    re.IGNORECASE,
)
_STANDS_FOR = {"text": TEXT, "comment": " ", "variable": VARIABLE, "name": NAME, "number": NUMBER}
_SCHEME = re.compile(r"<([a-z][a-z0-9+.-]*):(//)?", re.IGNORECASE)
_DATATYPE = re.compile(rf"{TEXT}\s*\^\^\s*(?:{ADDRESS}|{NAME})")
_AMBIGUOUS = re.compile(r"['#\\]")
_SCHEMES = 10
"""Of how many schemes without `//`, such as `urn`, it is found out whether they are prefixes as well."""


def read_skeleton(query: str) -> str | None:
    """Return the skeleton of a query; None where what is structure depends on how `<`, a quote or a backslash is read.

    >>> read_skeleton('ASK { ?s a:b "}"@en, <http://a.example/#a>, 1.5 } # }')
    'ASK { ? x: "", <>, 1 }  '
    >>> read_skeleton("ASK { FILTER(?a <'b'&&?c>'d') }") is None
    True
    """
    names: dict[str, bool] = {}
    pieces, end = [], 0
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or ""
        stands = _address(found[0], query, names) if kind == "address" else _STANDS_FOR.get(kind)
        if stands is None:
            return None
        pieces += [query[end : found.start()], stands]
        end = found.end()
    return _DATATYPE.sub(TEXT, "".join([*pieces, query[end:]]))


def _address(text: str, query: str, names: dict[str, bool]) -> str | None:
    """Return what stands for an address, the text itself where it may be a comparison, None where that is in doubt."""
    scheme = _SCHEME.match(text)
    if scheme and "\\" not in text and (scheme[2] or not _may_be_prefix(scheme[1], query, names)):
        return ADDRESS
    return None if _AMBIGUOUS.search(text) else text


def _may_be_prefix(name: str, query: str, names: dict[str, bool]) -> bool:
    """Tell whether a name with a colon also stands where no address begins, as the PREFIX line of a prefix does.

    `<a:b>` is a comparison with a name where `a:` is a prefix. With `a://` nothing can be compared.
    """
    if name not in names and len(names) < _SCHEMES:
        names[name] = re.search(rf"(?<!<){re.escape(name)}:", query) is not None
    return names.get(name, True)
