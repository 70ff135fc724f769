"""The syntaxes of RDF that the engine writes."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.order import union
from mendelgraph.export.prefixes import output_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_turtle(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the union of all graphs as Turtle."""
    _write_blocks(union(quads), out, RdfFormat.TURTLE)


def write_trig(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write TriG."""
    _write_blocks(quads, out, RdfFormat.TRIG)


def write_ntriples(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the union of all graphs as N-Triples."""
    serialize(union(quads), output=out, format=RdfFormat.N_TRIPLES)


def write_nquads(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write N-Quads."""
    serialize(quads, output=out, format=RdfFormat.N_QUADS)


def write_rdfxml(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the union of all graphs as RDF/XML; raise InputError for a character that XML cannot hold."""
    serialize(_fit_for_xml(union(quads)), output=out, format=RdfFormat.RDF_XML, prefixes=output_prefixes())


def _fit_for_xml(triples: Iterable[Triple]) -> Iterator[Triple]:
    for triple in triples:
        if isinstance(triple.object, Literal) and (found := _NOT_XML.search(triple.object.value)):
            reason = f"the text of {triple.predicate} holds {found[0]!r}, which XML cannot hold"
            raise InputError(reason, where=str(triple.subject))
        yield triple


class _Blocks:
    """Pass Turtle or TriG on with its prefixes sorted and an empty line after each block.

    The engine writes prefixes in the order of a hash table, which its next version may change, and blocks without a
    break. It escapes line breaks in literals, so ` .` at the end of a line always ends a block.
    """

    def __init__(self, out: BinaryIO, header: bytes) -> None:
        self.out, self.skip, self.rest = out, len(header), b""
        out.write(b"".join(sorted(header.splitlines(keepends=True))) + b"\n")

    def write(self, data: bytes) -> int:
        """Write what is whole lines, and keep the rest for the next call."""
        body, self.skip = data[self.skip :], max(0, self.skip - len(data))
        lines, newline, self.rest = (self.rest + body).rpartition(b"\n")
        self.out.write((lines + newline).replace(b" .\n", b" .\n\n"))
        return len(data)

    def flush(self) -> None:
        """Do nothing: the file that these bytes go to is its owner's."""


def _write_blocks(statements: Iterable[Quad] | Iterable[Triple], out: BinaryIO, syntax: RdfFormat) -> None:
    prefixes = output_prefixes()
    blocks = cast("BinaryIO", _Blocks(out, _header(syntax)))
    serialize(statements, output=blocks, format=syntax, prefixes=prefixes)


def turtle_head() -> bytes:
    """Return the prefixes as `write_turtle` writes them."""
    out = BytesIO()
    _Blocks(out, _header(RdfFormat.TURTLE))
    return out.getvalue()


def turtle_blocks(triples: Iterable[Triple]) -> bytes:
    """Return the blocks of sorted triples, without the prefixes: what `write_turtle` writes of them."""
    out = BytesIO()
    _write_blocks(triples, out, RdfFormat.TURTLE)
    return out.getvalue()[len(turtle_head()) :]


@cache
def _header(syntax: RdfFormat) -> bytes:
    """Return the prefix lines as the engine writes them, which it does only before a first statement."""
    prefixes = output_prefixes()
    nil = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
    written = serialize([Quad(nil, nil, nil)], format=syntax, prefixes=prefixes) or b""
    return b"".join(written.splitlines(keepends=True)[: len(prefixes)])
