"""One resource in each format: what the server answers with and what lies beside its page."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.context import compact, our_context
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.graph.namespaces import RDF, XSD
from mendelgraph.site.records import Graph, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple

    from mendelgraph.export.context import Json, Object
    from mendelgraph.site.records import Term


class Download(NamedTuple):
    """Describe a format of a resource's document."""

    suffix: str
    name: str
    media_type: str


_NIL = RDF.nil
SAMPLE = "urn:x-sample:value"
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters that XML forbids, as UTF-8."""

DOWNLOADS = (
    Download(".ttl", "Turtle", "text/turtle"),
    Download(".jsonld", "JSON-LD", "application/ld+json"),
    Download(".nt", "N-Triples", "application/n-triples"),
    Download(".rdf", "RDF/XML", "application/rdf+xml"),
)


def write_download(triples: Iterable[Triple], suffix: str) -> bytes:
    """Write triples in the format of a suffix of DOWNLOADS."""
    return _WRITERS[suffix](by_subject(triples))


def by_subject(triples: Iterable[Triple]) -> list[Triple]:
    """Return distinct triples so that each subject's stand together, in the order in which subjects first came."""
    subjects: dict[object, dict[Triple, None]] = {}
    for triple in triples:
        subjects.setdefault(triple.subject, {})[triple] = None
    return [triple for block in subjects.values() for triple in block]


def write_turtle(triples: list[Triple]) -> bytes:
    """Write Turtle with the prefixes that are used, sorted."""
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=output_prefixes()) or b""
    lines = written.split(b"\n")
    first = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    body = b"\n".join(lines[first:])
    used = [line for line in sorted(lines[:first]) if line.split(b" ", 2)[1] in body]
    return b"\n".join([*used, b"", body.replace(b" .\n", b" .\n\n").rstrip(b"\n"), b""])


def write_ntriples(triples: list[Triple]) -> bytes:
    """Write N-Triples."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def write_rdfxml(triples: list[Triple]) -> bytes:
    """Write RDF/XML; raise InputError for a character that XML cannot hold."""
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=output_prefixes()) or b""
    if found := _NOT_XML.search(written):
        raise InputError(f"a text holds {found[0]!r}, which XML cannot hold", where=str(triples[0].subject))
    return written


def write_jsonld(triples: list[Triple]) -> bytes:
    """Write flattened JSON-LD, compacted with our context: one line a node, lists within the node that has them."""
    graph = Graph(triples)
    lines = (
        json.dumps(_node(subject, graph), ensure_ascii=False, separators=(",", ":")).encode()
        for subject in graph.nodes
        if not subject.startswith("_:")
    )
    return b'{"@context":' + _context() + b',\n"@graph":[\n' + b",\n".join(lines) + b"\n]}\n"


@cache
def _context() -> bytes:
    return json.dumps(our_context().definition, ensure_ascii=False, separators=(",", ":")).encode()


def _node(subject: str, graph: Graph) -> Object:
    context = our_context()
    node: Object = {context.keyword("@id"): _short(subject, vocabulary=False)}
    for predicate, terms in graph.nodes[subject].items():
        if predicate == RDF.type.value:
            classes: list[Json] = [context.compact_iri(key_of(term), vocabulary=True) for term in terms]
            node[context.keyword("@type")] = classes if len(classes) > 1 else classes[0]
            continue
        for term in terms:
            blank = isinstance(term, BlankNode) or term == _NIL
            name, value = _list(predicate, term, graph) if blank else _value(predicate, term)
            _add(node, name, value)
    return node


def _add(node: Object, name: str, value: Json) -> None:
    """Put a value beside those that a property has; a value that is an array alone is a set of one."""
    held = node.get(name)
    if held is None:
        node[name] = value
    else:
        more = value if isinstance(value, list) else [value]
        node[name] = [*(held if isinstance(held, list) else [held]), *more]


def _value(predicate: str, term: Term) -> tuple[str, Json]:
    """Return the property's name and a value; how it looks depends on its kind alone, so one of each is compacted."""
    if isinstance(term, Literal):
        name, sample = _sample(predicate, term.language or "", term.datatype.value)
        return name, _filled(sample, term.value)
    name, sample = _sample(predicate, None, "")
    coerced = our_context().terms.get(predicate)
    vocabulary = bool(coerced and coerced.type == "@vocab")
    return name, _filled(sample, _short(key_of(term), vocabulary=vocabulary))


def _short(iri: str, *, vocabulary: bool) -> str:
    """Return an IRI as the context shortens it; most are our own, which no prefix fits, and that is told at once."""
    context = our_context()
    if vocabulary or iri.startswith(_starts()):
        return context.compact_iri(iri, vocabulary=vocabulary)
    return iri


@cache
def _starts() -> tuple[str, ...]:
    return tuple(start for _, start in our_context().prefixes)


@lru_cache(maxsize=4096)
def _sample(predicate: str, language: str | None, datatype: str) -> tuple[str, Json]:
    if language is None:
        return _compact(predicate, {"@id": SAMPLE})
    return _compact(
        predicate,
        _literal(Literal(SAMPLE, language=language) if language else Literal(SAMPLE, datatype=NamedNode(datatype))),
    )


def _filled(sample: Json, value: str) -> Json:
    """Put a value in the place of the sample."""
    if isinstance(sample, str):
        return value if sample == SAMPLE else sample
    if isinstance(sample, list):
        return [_filled(each, value) for each in sample]
    return {key: _filled(each, value) for key, each in sample.items()} if isinstance(sample, dict) else sample


def _list(predicate: str, head: Term, graph: Graph) -> tuple[str, Json]:
    items: list[Json] = [_literal(term) for term in graph.list_terms(key_of(head))]
    return _compact(predicate, {"@list": items})


def _compact(predicate: str, value: Object) -> tuple[str, Json]:
    return next(iter(compact({predicate: [value]}, our_context()).items()))


def _literal(term: Term) -> Object:
    if not isinstance(term, Literal):
        return {"@id": key_of(term)}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return (
        {"@value": term.value} if term.datatype == XSD.string else {"@value": term.value, "@type": term.datatype.value}
    )


_WRITERS: dict[str, Callable[[list[Triple]], bytes]] = {
    ".ttl": write_turtle,
    ".jsonld": write_jsonld,
    ".nt": write_ntriples,
    ".rdf": write_rdfxml,
}
