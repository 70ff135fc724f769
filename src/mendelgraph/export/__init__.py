"""A release in the formats that others read. A row of FORMATS is a format.

Every writer takes quads in the order of `sort_quads` and writes the same bytes for the same quads. N-Quads and TriG
keep the named graphs (one for each layer of each record); the others hold the union of all layers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from mendelgraph.errors import UnknownNameError
from mendelgraph.export.archive import write_zip
from mendelgraph.export.order import sort_quads
from mendelgraph.queries import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pyoxigraph import Quad

__all__ = ["FORMATS", "Format", "find_format", "sort_quads", "write", "write_parts"]


class Format(NamedTuple):
    """Describe a format; `writer` is the module of this package and the function that writes it.

    `options` are what the writer takes besides quads, as text; those in `needs` it cannot do without. A writer
    `in_parts` returns files by name, which `write` puts into a zip archive.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    writer: tuple[str, str]
    options: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    in_parts: bool = False


def _in_parts(name: str, title: str, suffix: str, writer: tuple[str, str]) -> Format:
    return Format(name, title, suffix, "application/zip", writer, in_parts=True)


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
        Format("sssom-rdf", "SSSOM, the same as Turtle", ".sssom.ttl", "text/turtle", ("sssom_rdf", "write_sssom_rdf")),
        _in_parts("kgx", "KGX, nodes and edges as TSV", ".kgx.zip", ("kgx", "write_kgx")),
        _in_parts("kgx-jsonl", "KGX, nodes and edges as JSON Lines", ".kgx.zip", ("kgx", "write_kgx_jsonl")),
        Format(
            "schema-org",
            "schema.org and Bioschemas, as JSON-LD",
            ".schema.jsonld",
            "application/ld+json",
            ("schema_org", "write_schema_org"),
        ),
        Format(
            "nanopub",
            "nanopublications of genes and modes, as TriG",
            ".nanopub.trig",
            "application/trig",
            ("nanopub", "write_nanopub"),
            options=("key", "creator"),
        ),
        _in_parts("linkset", "links by vocabulary and by dialect", ".linkset.zip", ("linkset", "write_linkset")),
        Format(
            "graphml",
            "GraphML, a drawing",
            ".graphml",
            "application/xml",
            ("drawing", "write_graphml"),
        ),
        Format(
            "cytoscape",
            "Cytoscape's JSON, the same drawing",
            ".cyjs",
            "application/json",
            ("drawing", "write_cytoscape"),
        ),
        _in_parts("tables", "tables as CSV", ".tables.zip", ("tables", "write_csv")),
        _in_parts("parquet", "the same tables as Parquet", ".parquet.zip", ("tables", "write_parquet")),
        Format(
            "quickstatements",
            "statements that Wikidata lacks",
            ".quickstatements.tsv",
            "text/tab-separated-values",
            ("quickstatements", "write_quickstatements"),
            options=("wikidata",),
            needs=("wikidata",),
        ),
    )
}


def find_format(name: str) -> Format:
    """Return a format by its name; raise UnknownNameError with the near names."""
    if name not in FORMATS:
        raise UnknownNameError(f"no export format {name!r}{suggest(name, FORMATS) or '; known: ' + ', '.join(FORMATS)}")
    return FORMATS[name]


def write(quads: Iterable[Quad], format_name: str, out: BinaryIO, **options: str) -> tuple[str, ...]:
    """Write quads, sorted as by `sort_quads`, in a format of FORMATS, with the options that it takes.

    Returns sentences for who gave the options: what of them came to nothing.
    """
    row = find_format(format_name)
    if not row.in_parts:
        return tuple(_writer(row, options)(quads, out, **options) or ())
    write_zip(write_parts(quads, format_name, **options), out)
    return ()


def write_parts(quads: Iterable[Quad], format_name: str, **options: str) -> dict[str, bytes]:
    """Return the files of a format that has several, by name; raise ValueError for a format that is one file."""
    row = find_format(format_name)
    if not row.in_parts:
        raise ValueError(f"{format_name} is one file")
    files: dict[str, bytes] = _writer(row, options)(quads, **options)
    return files


def _writer(row: Format, options: Mapping[str, str]) -> Callable[..., Any]:
    for option in options:
        if option not in row.options:
            raise UnknownNameError(f"the format {row.name} takes no option {option!r}")
    module, function = row.writer
    writer: Callable[..., Any] = getattr(import_module(f"mendelgraph.export.{module}"), function)
    return writer
