"""One resource in each format: what the server answers with and what lies beside its page.

Written from text, as the engine and a JSON-LD processor write it, which the tests hold it to: to make terms of what is
only passed on takes three times as long.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.context import expand_term, our_context
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.site.records import Graph, value_of
from mendelgraph.site.spelling import ENCODER, NIL, Said, escape_xml, name_term, put_value, shorten_iri, speller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mendelgraph.export.context import Object


class Download(NamedTuple):
    """Describe a format of a resource's document."""

    suffix: str
    name: str
    media_type: str


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
    """Hold the statements of a resource by subject, in the order in which subjects first came."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.subjects: dict[str, list[str]] = {}
        last, found = "", self.subjects.setdefault
        statements: list[str] = []
        for line in lines:
            subject, _, statement = line.partition(" ")
            if subject != last:
                last, statements = subject, found(subject, [])
            statements.append(statement)

    @cached_property
    def said(self) -> list[tuple[str, list[Said]]]:
        """Return each subject with what is said of it, as formats write it."""
        spell = speller()
        return [(subject, [spell[each] for each in statements]) for subject, statements in self.subjects.items()]

    @property
    def lines(self) -> Iterator[str]:
        """Yield the statements, those of each subject together."""
        return (f"{subject} {statement}" for subject, statements in self.subjects.items() for statement in statements)


def write_download(triples: Iterable[Triple], suffix: str) -> bytes:
    """Write triples in the format of a suffix of DOWNLOADS."""
    return _WRITERS[suffix](Resource(dict.fromkeys(map(str, triples))))


def write_downloads(lines: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Write distinct statements, given as N-Triples has them, in every format, by suffix."""
    resource = Resource(lines)
    return ((form.suffix, _WRITERS[form.suffix](resource)) for form in DOWNLOADS)


def parse_lines(lines: Iterable[str]) -> list[Triple]:
    """Return the engine's triples of statements, which it wrote itself and need not be checked again."""
    text = "".join([f"{line} .\n" for line in lines])
    return [quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES, lenient=True)]


def write_turtle(resource: Resource) -> bytes:
    """Write Turtle with the prefixes that are used, sorted, and an empty line between subjects."""
    pieces: list[str] = []
    used: set[tuple[str, ...]] = set()
    for subject, found in resource.said:
        name = name_term(subject)
        used.add((name.prefix,))
        pieces.append(f"\n{name.text}")
        last, begin = "", " "
        for prefixes, predicate, term, _, _, _, _ in found:
            pieces.append(f" , {term}" if predicate == last else f"{begin}{predicate} {term}")
            last, begin = predicate, " ;\n\t"
            used.add(prefixes)
        pieces.append(" .\n")
    return "".join([*_prefix_lines({prefix for prefixes in used for prefix in prefixes if prefix}), *pieces]).encode()


def _prefix_lines(used: set[str]) -> list[str]:
    bound = output_prefixes()
    return [f"@prefix {prefix}: <{bound[prefix]}> .\n" for prefix in sorted(used)]


def write_ntriples(resource: Resource) -> bytes:
    """Write N-Triples."""
    return "".join([f"{line} .\n" for line in resource.lines]).encode()


def write_rdfxml(resource: Resource) -> bytes:
    """Write RDF/XML; raise InputError for a character that XML cannot hold."""
    written = "".join([_xml_head(), *starmap(_describe, resource.said), "</rdf:RDF>"]).encode()
    suspect = len(written.translate(None, _CONTROLS)) < len(written) or b"\xef\xbf" in written
    if suspect and (found := _NOT_XML.search(written)):  # the search takes ten times as long as the suspicion
        raise InputError(f"a text holds {found[0]!r}, which XML cannot hold", where=next(iter(resource.subjects)))
    return written


def _describe(subject: str, found: list[Said]) -> str:
    """Write a subject as an element of its first class, if that is what is said first."""
    lines = [said.line for said in found]
    name = f'rdf:nodeID="{subject[2:]}"' if subject[0] == "_" else f'rdf:about="{escape_xml(subject[1:-1])}"'
    if (element := found[0].element) is None:
        return f"\t<rdf:Description {name}>\n{''.join(lines)}\t</rdf:Description>\n"
    return f"\t<{element.tag}{element.binding} {name}>\n{''.join(lines[1:])}\t</{element.tag}>\n"


@cache
def _xml_head() -> str:
    """Return what the engine writes before the first subject."""
    node = NamedNode("urn:s")
    written = serialize([Triple(node, node, node)], format=RdfFormat.RDF_XML, prefixes=output_prefixes()) or b""
    return written.decode().partition("\t<rdf:Description")[0]


def write_jsonld(resource: Resource) -> bytes:
    """Write flattened JSON-LD, compacted with our context: one line a node, lists within the node that has them."""
    graph: Graph | None = None
    nodes = []
    for subject, found in resource.said:
        if subject[0] == "_":
            continue
        if (node := _write_node(subject, found)) is None:
            graph = graph or Graph(resource.lines)
            node = ENCODER.encode(_node_with_lists(subject[1:-1], graph))
        nodes.append(node)
    return b"".join([_jsonld_head(), ",\n".join(nodes).encode(), b"\n]}\n"])


@cache
def _jsonld_head() -> bytes:
    return b'{"@context":' + ENCODER.encode(our_context().definition).encode() + b',\n"@graph":[\n'


def _write_node(subject: str, found: list[Said]) -> str | None:
    """Write a node; None if it has lists."""
    members: dict[str, list[str]] = {}
    for _, _, _, _, _, key, value in found:
        if key in members:
            members[key].append(value)
        else:
            members[key] = [value]
    if "" in members:
        return None
    return f"{{{_id_member()}{ENCODER.encode(shorten_iri(subject[1:-1]))},{','.join(starmap(_join, members.items()))}}}"


@cache
def _id_member() -> str:
    return ENCODER.encode(our_context().keyword("@id")) + ":"


def _join(key: str, values: list[str]) -> str:
    if key[-1] == "[":
        return f"{key}{','.join(values)}]"
    return f"{key}[{','.join(values)}]" if len(values) > 1 else key + values[0]


def _node_with_lists(subject: str, graph: Graph) -> Object:
    context = our_context()
    written: Object = {context.keyword("@id"): shorten_iri(subject)}
    for predicate, terms in graph.nodes[subject].items():
        for term in terms:
            if term[0] == "_" or term == NIL:
                context.put_list(written, f"<{predicate}>", map(expand_term, graph.list_terms(value_of(term))))
            else:
                put_value(written, f"<{predicate}>", term)
    return written


_WRITERS: dict[str, Callable[[Resource], bytes]] = {
    ".ttl": write_turtle,
    ".jsonld": write_jsonld,
    ".nt": write_ntriples,
    ".rdf": write_rdfxml,
}
