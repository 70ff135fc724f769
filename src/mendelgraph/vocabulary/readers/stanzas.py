"""OBO text, read leniently: the files that standard readers refuse are read as well.

DOID 2020 has a space in an xref of a stanza, GARD gives synonyms no scope, ORDO keeps its synonyms in property values.
Format: https://owlcollab.github.io/oboformat/doc/GO.format.obo-1_4.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.sources.limits import MAX_ELEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ESCAPE = re.compile(r"\\(.)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(.*)')
_CONTROL = {"n": "\n", "t": "\t", "W": " "}


class Stanza(NamedTuple):
    """Hold the tag-value lines of one stanza; the file's header is the stanza of kind `header`."""

    kind: str
    tags: tuple[tuple[str, str], ...]

    def all(self, tag: str) -> list[str]:
        """Return the values of a tag in file order."""
        return [value for name, value in self.tags if name == tag]

    def first(self, tag: str) -> str:
        """Return the first value of a tag, or an empty string."""
        return next((value for name, value in self.tags if name == tag), "")


def stanzas(lines: Iterable[str]) -> Iterator[Stanza]:
    """Yield the header and every stanza of an OBO file; raise ValueError for one of more lines than any has.

    >>> [(stanza.kind, stanza.first("id")) for stanza in stanzas(["ontology: x", "", "[Term]", "id: X:1"])]
    [('header', ''), ('Term', 'X:1')]
    """
    kind = "header"
    tags: list[tuple[str, str]] = []
    for line in lines:
        if line.startswith("[") and line.rstrip().endswith("]"):
            yield Stanza(kind, tuple(tags))
            kind, tags = line.strip()[1:-1], []
        else:
            tag, colon, value = line.partition(": ")
            if colon:
                tags.append((tag, value))
            if len(tags) > MAX_ELEMENTS:
                raise ValueError(f"a stanza of more than {MAX_ELEMENTS:,} lines")
    yield Stanza(kind, tuple(tags))


def unescaped(text: str) -> str:
    r"""Return OBO text without its backslash escapes.

    >>> unescaped(r"Ataxia\, late-onset")
    'Ataxia, late-onset'
    """
    return _ESCAPE.sub(lambda found: _CONTROL.get(found.group(1), found.group(1)), text) if "\\" in text else text


def quoted(value: str) -> tuple[str, str]:
    """Split a value into its quoted text and what follows; an unquoted value is text up to a space.

    >>> quoted('"POH" EXACT ABBREVIATION []')
    ('POH', 'EXACT ABBREVIATION []')
    """
    found = _QUOTED.match(value)
    if not found:
        text, _, rest = value.partition(" ")
        return unescaped(text), rest
    return unescaped(found.group(1)), found.group(2)


def identifier(value: str) -> str:
    """Return the identifier that a value begins with, without qualifiers and trailing name.

    >>> identifier('Orphanet:377789 {x="y"} ! malformation syndrome')
    'Orphanet:377789'
    """
    return unescaped(value.split(" ", 1)[0])
