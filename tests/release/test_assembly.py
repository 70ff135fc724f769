"""Dumps that are put together from records' parts are what the writers of `export` make of the whole."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from mendelgraph.export import sort_quads, write
from mendelgraph.export.blocks import Blocks, graph_texts, line_nodes, make_blocks
from mendelgraph.export.order import sort_graphs
from mendelgraph.graph.counts import Sum, count_lines
from mendelgraph.graph.namespaces import BIBO, RDF
from mendelgraph.release.assembly import Assembly
from mendelgraph.release.pipeline import Piece
from mendelgraph.release.portions import Portions
from mendelgraph.release.records import make_ready
from mendelgraph.store import QUADS, open_store, quads_of
from tests.recounting import count_quads

DUMPS = {"mendelgraph.ttl": "turtle", "mendelgraph.jsonld": "jsonld", "mappings.sssom.tsv": "sssom"}
BASE = "https://w3id.org/mendelgraph/"
ARTICLE = NamedNode("https://doi.org/10.1000/182")


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


def blocks_of(graphs: dict[bytes, list[bytes]], lines: list[bytes]) -> Blocks:
    return make_blocks(graph_texts(graphs), lines, line_nodes(lines))


def assemble(folder: Path, records: list[list[Quad]]) -> None:
    folder.mkdir()
    with Assembly(folder, Portions(folder)) as assembly:
        for number, quads in enumerate(records):
            sorted_text = sort_graphs(serialize(quads, format=RdfFormat.N_QUADS) or b"")
            assembly.add(make_ready(Piece(str(number), Counter()), blocks_of(*sorted_text)))
        assembly.close_dumps()
        assembly.finish()


def written(folder: Path, form: str) -> bytes:
    out = BytesIO()
    write(parse(path=folder / QUADS, format=RdfFormat.N_QUADS), form, out)
    return out.getvalue()


def citing(slug: str) -> list[Quad]:
    """Return a condition that cites one article with one list of authors, as every record that cites it does."""
    graph, condition = NamedNode(f"{BASE}graph/condition/{slug}/stated"), NamedNode(f"{BASE}condition/{slug}")
    cell = BlankNode("authors")
    said = [
        Triple(condition, NamedNode("http://purl.org/dc/terms/references"), ARTICLE),
        Triple(ARTICLE, BIBO.authorList, cell),
        Triple(cell, RDF.first, NamedNode("urn:x:author")),
        Triple(cell, RDF.rest, RDF.nil),
    ]
    return [Quad(*triple, graph) for triple in said]


@pytest.mark.parametrize("name", DUMPS)
def test_a_release_has_the_dumps_that_export_writes(release: Path, name: str) -> None:
    assert (release / name).read_bytes() == written(release, DUMPS[name])


def test_the_order_on_text_is_that_on_quads(release: Path) -> None:
    assert sort_quads(quads_of(release)) == list(quads_of(release))


def test_the_store_holds_the_graphs_and_their_union(release: Path) -> None:
    store = open_store(release)
    named = {quad for quad in store if isinstance(quad.graph_name, NamedNode)}
    union = {quad.triple for quad in store if not isinstance(quad.graph_name, NamedNode)}
    assert len(named) == len(set(quads_of(release)))
    assert union == {quad.triple for quad in named}


@pytest.mark.parametrize("name", DUMPS)
def test_a_list_that_two_records_cite_stands_once(tmp_path: Path, name: str) -> None:
    assemble(tmp_path / "dist", [citing("grey-hair"), citing("white-hair")])
    assert (tmp_path / "dist" / name).read_bytes() == written(tmp_path / "dist", DUMPS[name])
    if name.endswith(".jsonld"):
        assert (tmp_path / "dist" / name).read_bytes().count(b"urn:x:author") == 1


def test_counts_added_up_are_those_of_the_whole(release: Path) -> None:
    graphs, every = sort_graphs((release / "mendelgraph.nq").read_bytes())
    records: dict[bytes, dict[bytes, list[bytes]]] = {}
    for graph, lines in graphs.items():
        records.setdefault(graph.rpartition(b"/")[0], {})[graph] = lines
    total, shared = Sum(), set[bytes]()
    for found in records.values():
        own = set().union(*found.values())
        blocks = blocks_of(found, [line for line in every if line in own])
        total.add(blocks.counts)
        shared |= blocks.shared
    assert total.result([count_lines(shared, "")]) == count_quads(quads_of(release))


def test_a_record_links_to_others_only_at_their_top(release: Path) -> None:
    """Else `graph.counts` would count an object twice that lies below one record and is linked from another."""
    below = f"{BASE}condition/"
    for quad in quads_of(release):
        value = quad.object.value if isinstance(quad.object, NamedNode) else ""
        slug, slash, _ = value.removeprefix(below).partition("/")
        if value.startswith(below) and slash:
            assert f"/condition/{slug}/" in quad.graph_name.value, quad
