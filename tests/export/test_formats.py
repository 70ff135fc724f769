"""Every format: the same bytes whatever happens, the same graph when read back, accepted by every parser."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys

import pytest
import rdflib
from pyld import jsonld
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
    serialize,
)

from mendelgraph.errors import InputError, UnknownNameError
from mendelgraph.export import FORMATS, find_format, sort_quads, write
from mendelgraph.export.order import by_record

RDF_FORMATS = {
    "turtle": (RdfFormat.TURTLE, "turtle"),
    "trig": (RdfFormat.TRIG, "trig"),
    "ntriples": (RdfFormat.N_TRIPLES, "nt"),
    "nquads": (RdfFormat.N_QUADS, "nquads"),
    "rdfxml": (RdfFormat.RDF_XML, "xml"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
}
WITH_GRAPHS = ("trig", "nquads")


def written(quads: list[Quad], name: str) -> bytes:
    out = io.BytesIO()
    write(iter(quads), name, out)
    return out.getvalue()


def canonical(quads: list[Quad]) -> set[Quad]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def expected(quads: list[Quad], name: str) -> set[Quad]:
    return canonical(quads if name in WITH_GRAPHS else [Quad(*quad.triple) for quad in quads])


@pytest.mark.parametrize("name", RDF_FORMATS)
def test_what_is_written_reads_back_as_the_same_graph(name: str, catalogue: list[Quad]) -> None:
    back = list(parse(input=written(catalogue, name), format=RDF_FORMATS[name][0]))
    assert canonical(back) == expected(catalogue, name)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own readers use what rdflib deprecates
@pytest.mark.parametrize("name", RDF_FORMATS)
def test_rdflib_reads_what_is_written(name: str, example: list[Quad], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib.Dataset()
    dataset.parse(data=written(example, name), format=RDF_FORMATS[name][1])
    back = parse(input=dataset.serialize(format="nquads", encoding="utf-8"), format=RdfFormat.N_QUADS)
    assert canonical(list(back)) == expected(example, name)


def test_pyld_reads_the_json_ld(example: list[Quad]) -> None:
    text = jsonld.to_rdf(json.loads(written(example, "jsonld")), {"format": "application/n-quads"})
    back = list(parse(input=text.encode(), format=RdfFormat.N_QUADS))
    assert canonical(plain_doubles(back)) == expected(plain_doubles(example), "jsonld")


def plain_doubles(quads: list[Quad]) -> list[Quad]:
    """Write doubles one way: pyld makes 9.9E-1 of 0.99."""
    return [
        quad if not is_double(quad.object) else quad_with(quad, Literal(float(quad.object.value))) for quad in quads
    ]


def is_double(term: object) -> bool:
    return isinstance(term, Literal) and term.datatype.value == "http://www.w3.org/2001/XMLSchema#double"


def quad_with(quad: Quad, value: Literal) -> Quad:
    return Quad(quad.subject, quad.predicate, value, quad.graph_name)


SCRIPT = """
import hashlib, io, sys
from pyoxigraph import RdfFormat, parse
from mendelgraph.export import FORMATS, sort_quads, write
quads = sort_quads(parse(input=sys.stdin.buffer.read(), format=RdfFormat.N_QUADS))
for name in (name for name, row in FORMATS.items() if not row.needs):
    out = io.BytesIO()
    write(iter(quads), name, out)
    print(name, hashlib.sha256(out.getvalue()).hexdigest())
"""


def test_bytes_depend_on_neither_hash_seed_nor_order(example: list[Quad]) -> None:
    outputs = set()
    for seed in (1, 2, 3):
        shuffled = sorted(example, key=lambda quad: hashlib.sha256(f"{seed}{quad}".encode()).digest())
        data = serialize(shuffled, format=RdfFormat.N_QUADS)
        environment = {"PYTHONHASHSEED": str(seed), "PATH": ""}
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], input=data, capture_output=True, check=True, env=environment
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == sum(not row.needs for row in FORMATS.values())


def test_turtle_has_sorted_prefixes_and_one_block_a_subject(example: list[Quad]) -> None:
    text = written(example, "turtle").decode()
    head, *blocks = text.rstrip("\n").split("\n\n")
    prefixes = head.splitlines()
    assert prefixes == sorted(prefixes)
    subjects = [block.split(" ", 1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects)) == len({quad.subject for quad in example})
    assert "@prefix ghr:" not in text, "the Bioregistry has ghr: for pages of medlineplus.gov"
    assert "\\/" not in text, "names that need escapes stay whole IRIs"


def test_trig_keeps_the_layers(example: list[Quad]) -> None:
    back = parse(input=written(example, "trig"), format=RdfFormat.TRIG)
    assert {quad.graph_name for quad in back} == {quad.graph_name for quad in example}


def test_a_condition_s_own_block_comes_before_what_lies_below_it(example: list[Quad]) -> None:
    text = written(example, "ntriples").decode()
    order = list(dict.fromkeys(line.split(" ", 1)[0] for line in text.splitlines()))
    condition = "<https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia>"
    assert order[0] == condition


def test_xml_refuses_a_character_that_it_cannot_hold() -> None:
    quads = [Quad(NamedNode("https://a.example/s"), NamedNode("https://a.example/p"), Literal("a\x07b"))]
    with pytest.raises(InputError, match=r"https://a.example/s>: .*'\\x07', which XML cannot hold"):
        written(quads, "rdfxml")
    assert b"\\u0007" in written(quads, "jsonld")


def test_quads_out_of_order_are_an_error() -> None:
    thing = NamedNode("https://a.example/s")
    graphs = [NamedNode(f"https://a.example/graph/condition/{slug}/stated") for slug in ("a", "b", "a")]
    with pytest.raises(ValueError, match=r"not sorted by graph: https://a.example/condition/a comes twice"):
        list(by_record(Quad(thing, thing, thing, graph) for graph in graphs))


def test_sorting_is_idempotent_and_drops_repeats(example: list[Quad]) -> None:
    assert sort_quads([*example, *reversed(example)]) == example


def test_an_unknown_format_is_answered_with_a_near_one() -> None:
    with pytest.raises(UnknownNameError, match="near: turtle"):
        find_format("turtel")


def test_blank_nodes_shared_by_graphs_stay_one_node() -> None:
    cell, thing = BlankNode("c"), NamedNode("https://a.example/s")
    graphs = [NamedNode(f"https://a.example/graph/condition/{slug}/stated") for slug in ("a", "b")]
    first, rest, nil = (
        NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest", "nil")
    )
    listed = NamedNode("http://purl.org/ontology/bibo/authorList")
    quads = sort_quads(
        quad
        for graph in graphs
        for quad in (
            Quad(thing, listed, cell, graph),
            Quad(cell, first, Literal("Shore EM"), graph),
            Quad(cell, rest, nil, graph),
        )
    )
    for name in RDF_FORMATS:
        back = list(parse(input=written(quads, name), format=RDF_FORMATS[name][0]))
        assert canonical(back) == expected(quads, name), name
