"""One resource in each format: what the server answers with and what lies beside its page."""

from __future__ import annotations

import json
import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.context import NODE, expand_term, our_context
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF
from mendelgraph.site.records import Graph, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Triple

    from mendelgraph.export.context import Context, Json, Object


class Download(NamedTuple):
    """Describe a format of a resource's document."""

    suffix: str
    name: str
    media_type: str


_TYPE, _NIL = RDF.type.value, str(RDF.nil)
_PREFIXED = re.compile(rb"[\t ^(]([A-Za-z][\w.-]*:)")
"""What may be a prefix in the engine's Turtle."""
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters that XML forbids, as UTF-8."""

DOWNLOADS = (
    Download(".ttl", "Turtle", "text/turtle"),
    Download(".jsonld", "JSON-LD", "application/ld+json"),
    Download(".nt", "N-Triples", "application/n-triples"),
    Download(".rdf", "RDF/XML", "application/rdf+xml"),
)


class Resource:
    """Hold the triples of a resource as N-Triples lines, and as the engine's where a format needs them so."""

    def __init__(self, lines: Iterable[str], graph: Graph | None = None) -> None:
        self.lines = by_subject(lines)
        self._graph = graph

    @cached_property
    def triples(self) -> list[Triple]:
        """Return the triples as the engine reads them."""
        return parse_lines(self.lines)

    @property
    def graph(self) -> Graph:
        """Return the triples by subject."""
        return self._graph or Graph(self.lines)


def write_download(triples: Iterable[Triple], suffix: str) -> bytes:
    """Write triples in the format of a suffix of DOWNLOADS."""
    return _WRITERS[suffix](Resource(f"{triple} ." for triple in triples))


def write_downloads(lines: Iterable[str], graph: Graph | None = None) -> Iterator[tuple[str, bytes]]:
    """Write N-Triples lines in every format, by suffix; `graph` are the same by subject, if somebody has them so."""
    resource = Resource(lines, graph)
    return ((form.suffix, _WRITERS[form.suffix](resource)) for form in DOWNLOADS)


def parse_lines(lines: Iterable[str]) -> list[Triple]:
    """Return the engine's triples of N-Triples lines, which it wrote itself and need not be checked again."""
    return [quad.triple for quad in parse("\n".join(lines), format=RdfFormat.N_TRIPLES, lenient=True)]


def by_subject(lines: Iterable[str]) -> list[str]:
    """Return distinct lines so that each subject's stand together, in the order in which subjects first came."""
    subjects: dict[str, dict[str, None]] = {}
    for line in lines:
        subjects.setdefault(line.partition(" ")[0], {})[line] = None
    return [line for block in subjects.values() for line in block]


def write_turtle(resource: Resource) -> bytes:
    """Write Turtle with the prefixes that are used, sorted."""
    written = serialize(resource.triples, format=RdfFormat.TURTLE, prefixes=output_prefixes()) or b""
    lines = written.split(b"\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    body = b"\n".join(lines[first:])
    names = set(_PREFIXED.findall(body))
    used = [line for line in sorted(lines[:first]) if line.split(b" ", 2)[1] in names]
    return b"\n".join([*used, b"", body.replace(b" .\n", b" .\n\n").rstrip(b"\n"), b""])


def write_ntriples(resource: Resource) -> bytes:
    """Write N-Triples."""
    return "".join(f"{line}\n" for line in resource.lines).encode()


def write_rdfxml(resource: Resource) -> bytes:
    """Write RDF/XML; raise InputError for a character that XML cannot hold."""
    written = serialize(resource.triples, format=RdfFormat.RDF_XML, prefixes=output_prefixes()) or b""
    suspect = len(written.translate(None, _CONTROLS)) < len(written) or b"\xef\xbf" in written
    if suspect and (found := _NOT_XML.search(written)):  # the search takes ten times as long as the suspicion
        raise InputError(f"a text holds {found[0]!r}, which XML cannot hold", where=str(resource.triples[0].subject))
    return written


def write_jsonld(resource: Resource) -> bytes:
    """Write flattened JSON-LD, compacted with our context: one line a node, lists within the node that has them."""
    graph, context = resource.graph, our_context()
    lines = (_ENCODER.encode(_node(key, graph, context)).encode() for key in graph.nodes if not key.startswith("_:"))
    return b'{"@context":' + _context() + b',\n"@graph":[\n' + b",\n".join(lines) + b"\n]}\n"


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@cache
def _context() -> bytes:
    return _ENCODER.encode(our_context().definition).encode()


def _node(subject: str, graph: Graph, context: Context) -> Object:
    written: Object = {context.keyword("@id"): _short(subject, context)}
    for predicate, terms in graph.nodes[subject].items():
        if predicate == _TYPE:
            classes: list[Json] = [context.compact_iri(term[1:-1], vocabulary=True) for term in terms]
            written[context.keyword("@type")] = classes if len(classes) > 1 else classes[0]
        else:
            _put(written, f"<{predicate}>", terms, graph, context)
    return written


def _put(written: Object, predicate: str, terms: list[str], graph: Graph, context: Context) -> None:
    for term in terms:
        if term[0] == '"':
            lexical, _, kind = term.rpartition('"')
            context.plan(predicate, kind).put_literal(written, lexical[1:])
        elif term[0] == "_" or term == _NIL:
            context.put_list(written, predicate, map(expand_term, graph.list_terms(value_of(term))))
        else:
            plan = context.plan(predicate, NODE)
            short = context.compact_iri(term[1:-1], vocabulary=True) if plan.vocabulary else _short(term[1:-1], context)
            plan.put(written, {context.keyword("@id"): short} if isinstance(plan.sample, dict) else short)


def _short(iri: str, context: Context) -> str:
    """Return an IRI as the context shortens it; most are our own, which no prefix fits, and that is told at once."""
    return context.compact_iri(iri, vocabulary=False) if iri.startswith(_starts()) else iri


@cache
def _starts() -> tuple[str, ...]:
    return tuple(start for _, start in our_context().prefixes)


_WRITERS: dict[str, Callable[[Resource], bytes]] = {
    ".ttl": write_turtle,
    ".jsonld": write_jsonld,
    ".nt": write_ntriples,
    ".rdf": write_rdfxml,
}
