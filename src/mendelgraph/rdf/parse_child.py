"""The child that parses a file from outside: `python -m … SECONDS MEMORY OUTPUT SYNTAX EXTENSION BLANKS`.

Reads stdin, writes N-Quads to stdout. Only `mendelgraph.rdf.reading` runs it.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from itertools import count
from pathlib import PurePath
from typing import IO, TYPE_CHECKING, cast

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple

from mendelgraph.errors import InputError
from mendelgraph.rdf.bounded import MIB, confine, refuse
from mendelgraph.rdf.guards import check_json_ld, check_xml
from mendelgraph.rdf.syntax import Syntax, tell_syntax
from mendelgraph.resources import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 64 * 1024
MAX_UNPACKED = 8192 * MIB
MAX_WHOLE = 512 * MIB
# pyoxigraph reads no token of more than 16 MiB, and N-Quads may write six bytes for a character.
MAX_LITERAL = 2_000_000

FORMATS = {
    Syntax.TURTLE: RdfFormat.TURTLE,
    Syntax.TRIG: RdfFormat.TRIG,
    Syntax.N_TRIPLES: RdfFormat.N_TRIPLES,
    Syntax.N_QUADS: RdfFormat.N_QUADS,
    Syntax.RDF_XML: RdfFormat.RDF_XML,
    Syntax.JSON_LD: RdfFormat.JSON_LD,
}
# JSON-LD drops a relative IRI without a word where no base is known; under this base it can be seen and refused.
NO_BASE = "x-mendelgraph-no-base:///"


class _Unpacked(io.RawIOBase):
    """Read a stream up to a number of bytes, then refuse: a gzip bomb unpacks a thousandfold."""

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream, self.left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a memoryview is all that comes
        data = self.stream.read(len(buffer))
        self.left -= len(data)
        if self.left < 0:
            raise InputError(f"unpacks to more than {MAX_UNPACKED // MIB} MiB")
        buffer[: len(data)] = data
        return len(data)


def _unpack(data: IO[bytes]) -> io.BufferedReader:
    start = data.read(2)
    data.seek(0)
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=data)) if start == b"\x1f\x8b" else data
    return io.BufferedReader(_Unpacked(stream, MAX_UNPACKED), HEAD)


def _whole(stream: IO[bytes]) -> bytes:
    data = stream.read(MAX_WHOLE + 1)
    if len(data) > MAX_WHOLE:
        raise InputError(f"JSON-LD of more than {MAX_WHOLE // MIB} MiB; give N-Quads or Turtle instead")
    return data.removeprefix(b"\xef\xbb\xbf")


def _parse(data: IO[bytes], syntax: Syntax | None, extension: str) -> Iterator[Quad]:
    stream = _unpack(data)
    head = stream.peek(HEAD)
    syntax = syntax or tell_syntax(head, extension)
    if syntax is Syntax.JSON_LD:
        own = resources() / "ontology" / "context.jsonld"
        return pyoxigraph.parse(check_json_ld(_whole(stream), own), format=RdfFormat.JSON_LD, base_iri=NO_BASE)
    if syntax is Syntax.RDF_XML:
        check_xml(stream)
        data.seek(0)
        stream = _unpack(data)
    if head.startswith(b"\xef\xbb\xbf"):
        stream.read(3)
    return pyoxigraph.parse(stream, format=FORMATS[syntax])


def _settled(quads: Iterator[Quad], prefix: str) -> Iterator[Quad]:
    """Rename blank nodes by order, and refuse terms that our engines do not share."""
    numbers = count()
    known: dict[BlankNode, BlankNode] = {}

    def settle(term: object) -> object:
        if isinstance(term, BlankNode):
            if term not in known:
                known[term] = BlankNode(f"{prefix}{next(numbers)}")
            return known[term]
        if isinstance(term, Triple):
            raise InputError("holds an RDF 1.2 triple term; only RDF 1.1 is read here")
        if isinstance(term, NamedNode) and term.value.startswith(NO_BASE):
            raise InputError(f"holds the relative IRI {term.value.removeprefix(NO_BASE)!r} and no @base")
        if isinstance(term, Literal) and len(term.value) > MAX_LITERAL:
            raise InputError(f"holds a literal of more than {MAX_LITERAL:,} characters")
        return term

    for quad in quads:
        yield quad if _is_settled(quad) else Quad(*map(settle, quad))  # type: ignore[arg-type]  # settle keeps each kind


def _is_settled(quad: Quad) -> bool:
    """Tell a quad that `_settled` would not change, as most are: three times quicker than to look at term by term."""
    subject, predicate, value, graph = quad
    return (
        type(subject) is NamedNode
        and type(graph) is not BlankNode
        and (type(value) is NamedNode or (type(value) is Literal and len(value.value) <= MAX_LITERAL))
        and not any(NO_BASE in str(term) for term in (subject, predicate, value, graph))
    )


def _place(error: SyntaxError) -> str:
    hint = " (a relative IRI: the file states no base)" if "No scheme found" in error.msg else ""
    return f"{error.msg.removeprefix('Parser error at ')}{hint}"


def main(arguments: list[str]) -> None:
    """Parse stdin as the arguments say."""
    syntax, extension, blanks = confine(arguments)
    extension = PurePath("x" + extension).suffix
    try:
        quads = _settled(_parse(sys.stdin.buffer, Syntax(syntax) if syntax else None, extension), blanks)
        pyoxigraph.serialize(quads, output=sys.stdout.buffer, format=RdfFormat.N_QUADS)
        sys.stdout.buffer.flush()
    except InputError as error:
        refuse(str(error))
    except SyntaxError as error:
        refuse(_place(error))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        refuse(f"damaged gzip: {error}")
    except MemoryError as error:
        refuse(f"holds something too large for memory: {error}")
    except OSError as error:
        refuse(f"cannot be read or unpacked: {error}")
    except (ValueError, UnicodeError) as error:
        refuse(f"not valid: {error}")


if __name__ == "__main__":
    main(sys.argv[1:])
