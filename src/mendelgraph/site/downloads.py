"""One resource in each format: what the server answers with and what lies beside its page.

Written from text, as the engine and a JSON-LD processor write it, which the tests hold it to: to make terms of what is
only passed on takes twice as long.
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
from mendelgraph.site.naming import escape_xml, name_term
from mendelgraph.site.records import Graph, by_subject, value_of
from mendelgraph.site.spelling import ENCODER, NIL, Said, put_value, speller

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mendelgraph.export.context import Object
    from mendelgraph.site.records import Blocks


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
    """Hold what is said of subjects as formats write it."""

    def __init__(self, statements: Blocks) -> None:
        self.statements = statements

    @cached_property
    def said(self) -> list[tuple[str, list[Said]]]:
        """Return each subject with what is said of it."""
        spell = speller()
        return [(subject, [spell[each] for each in found]) for subject, found in self.statements.items()]


def write_download(triples: Iterable[Triple], suffix: str) -> bytes:
    """Write triples in the format of a suffix of DOWNLOADS."""
    return _WRITERS[suffix](Resource(by_subject(dict.fromkeys(map(str, triples)))))


def write_downloads(statements: Blocks) -> Iterator[tuple[str, bytes]]:
    """Write what is said of subjects in every format, by suffix."""
    resource = Resource(statements)
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
    bound = bindings()
    head = [bound[prefix] for prefix in sorted({prefix for prefixes in used for prefix in prefixes if prefix})]
    return "".join([*head, *pieces]).encode()


@cache
def bindings() -> dict[str, str]:
    """Return the line of Turtle that binds each prefix."""
    return {prefix: f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in output_prefixes().items()}


def write_ntriples(resource: Resource) -> bytes:
    """Write N-Triples."""
    pieces = []
    for subject, found in resource.statements.items():
        line = f" .\n{subject} "
        pieces += [line, line.join(found)]
    return "".join(pieces).encode()[3:] + b" .\n"


def write_rdfxml(resource: Resource) -> bytes:
    """Write RDF/XML; raise InputError for a character that XML cannot hold."""
    written = "".join([_xml_head(), *starmap(_describe, resource.said), "</rdf:RDF>"]).encode()
    suspect = len(written.translate(None, _CONTROLS)) < len(written) or b"\xef\xbf" in written
    if suspect and (found := _NOT_XML.search(written)):  # the search takes ten times as long as the suspicion
        raise InputError(f"a text holds {found[0]!r}, which XML cannot hold", where=next(iter(resource.statements)))
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
    nodes = []
    for subject, found in resource.said:
        if subject[0] == "_":
            continue
        nodes.append(_write_node(subject, found) or _write_node_with_lists(subject, resource.statements))
    return b"".join([_jsonld_head(), ",\n".join(nodes).encode(), b"\n]}\n"])


@cache
def _jsonld_head() -> bytes:
    return b'{"@context":' + ENCODER.encode(our_context().definition).encode() + b',\n"@graph":[\n'


def _write_node(subject: str, found: list[Said]) -> str:
    """Write a node; an empty text if it has lists."""
    members: dict[str, str] = {}
    several: set[str] = set()
    for _, _, _, _, _, key, value in found:
        if key in members:
            members[key] += "," + value
            several.add(key)
        else:
            members[key] = value
    if "" in members:
        return ""
    written = [
        f"{key}{value}]" if key[-1] == "[" else f"{key}[{value}]" if key in several else key + value
        for key, value in members.items()
    ]
    iri = our_context().compact_iri(subject[1:-1], vocabulary=False)
    return f"{{{_id_member()}{ENCODER.encode(iri)},{','.join(written)}}}"


@cache
def _id_member() -> str:
    return ENCODER.encode(our_context().keyword("@id")) + ":"


def _write_node_with_lists(subject: str, statements: Blocks) -> str:
    context, graph = our_context(), Graph.of(statements)
    written: Object = {context.keyword("@id"): context.compact_iri(subject[1:-1], vocabulary=False)}
    for statement in statements[subject]:
        predicate, _, term = statement.partition(" ")
        if term[0] == "_" or term == NIL:
            context.put_list(written, predicate, map(expand_term, graph.list_terms(value_of(term))))
        else:
            put_value(written, predicate, term)
    return ENCODER.encode(written)


_WRITERS: dict[str, Callable[[Resource], bytes]] = {
    ".ttl": write_turtle,
    ".jsonld": write_jsonld,
    ".nt": write_ntriples,
    ".rdf": write_rdfxml,
}
