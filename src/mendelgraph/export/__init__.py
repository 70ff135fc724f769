"""A release in the formats that others read. A row of FORMATS is a format.

Every writer takes quads in the order of `sort_quads` and writes the same bytes for the same quads. N-Quads and TriG
keep the named graphs (one for each layer of each record); the others hold the union of all layers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mendelgraph.errors import UnknownNameError
from mendelgraph.export.order import sort_quads
from mendelgraph.queries import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

__all__ = ["FORMATS", "Format", "find_format", "sort_quads", "write"]


class Format(NamedTuple):
    """Describe a format; `writer` is the module of this package and the function that writes it."""

    name: str
    title: str
    suffix: str
    media_type: str
    writer: tuple[str, str]


FORMATS = {
    row.name: row
    for row in (
        Format("turtle", "Turtle, all layers in one graph", ".ttl", "text/turtle", ("rdf", "write_turtle")),
        Format("jsonld", "JSON-LD, one tree a condition", ".jsonld", "application/ld+json", ("jsonld", "write_jsonld")),
        Format(
            "ntriples", "N-Triples, all layers in one graph", ".nt", "application/n-triples", ("rdf", "write_ntriples")
        ),
        Format(
            "nquads",
            "N-Quads, a graph for each layer of a record",
            ".nq",
            "application/n-quads",
            ("rdf", "write_nquads"),
        ),
        Format("trig", "TriG, a graph for each layer of a record", ".trig", "application/trig", ("rdf", "write_trig")),
        Format("rdfxml", "RDF/XML, all layers in one graph", ".rdf", "application/rdf+xml", ("rdf", "write_rdfxml")),
        Format("sssom", "SSSOM/TSV, the mappings", ".sssom.tsv", "text/tab-separated-values", ("sssom", "write_sssom")),
    )
}


def find_format(name: str) -> Format:
    """Return a format by its name; raise UnknownNameError with the near names."""
    if name not in FORMATS:
        raise UnknownNameError(f"no export format {name!r}{suggest(name, FORMATS) or '; known: ' + ', '.join(FORMATS)}")
    return FORMATS[name]


def write(quads: Iterable[Quad], format_name: str, out: BinaryIO) -> None:
    """Write quads, sorted as by `sort_quads`, in a format of FORMATS."""
    module, function = find_format(format_name).writer
    writer = getattr(import_module(f"mendelgraph.export.{module}"), function)
    writer(quads, out)
