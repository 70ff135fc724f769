"""Scanning bytes finds the same terms as parsing every line, and cuts a file nowhere but between lines."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from mendelgraph.join import scanning
from mendelgraph.join.scanning import count_terms, drop_graphs, may_mention, read_blocks

IRIS = st.sampled_from(
    [
        "https://lab.example/patient/7",
        "https://lab.example/patient/31",
        "https://omim.org/entry/166350",
        "https://lab.example/é/OMIM_166350",
        "http://purl.obolibrary.org/obo/HP_0000006",
        "urn:uuid:0a1b",
    ]
).map(NamedNode)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["OMIM:166350", "a <b> .", 'say "x" .', "a\nb", "\\", "1 2", "\x85", "\u2028"]),
)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="en")),
    TEXTS.map(lambda text: Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#token"))),
)
NODES = st.one_of(IRIS, st.sampled_from("ab").map(BlankNode))
QUADS = st.builds(Quad, NODES, IRIS, st.one_of(NODES, LITERALS), st.one_of(NODES, st.just(DefaultGraph())))


def written(quads: list[Quad]) -> bytes:
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


def spelled(term: object) -> bytes:
    if isinstance(term, Literal):
        return re.match(rb'"(?:[^"\\]|\\.)*"', written([Quad(A, A, term)]).split(b" ", 2)[2])[0]  # type: ignore[index]  # a literal
    return str(term).encode()


A = NamedNode("urn:a")


@given(st.lists(QUADS, max_size=12))
def test_scanning_counts_what_parsing_counts(quads: list[Quad]) -> None:
    terms = [spelled(term) for quad in quads for term in (quad.subject, quad.object)]
    expected = Counter(term for term in terms if may_mention(term))
    assert count_terms(written(quads)) == (len(quads), expected)


@given(st.lists(QUADS, max_size=12))
def test_without_its_graphs_a_line_is_a_triple(quads: list[Quad]) -> None:
    back = list(parse(drop_graphs(written(quads)), format=RdfFormat.N_TRIPLES))
    assert [quad.triple for quad in back] == [quad.triple for quad in quads]


@pytest.mark.parametrize("size", [1, 7, 29, 30, 31, 1000])
def test_blocks_end_where_lines_end(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "BLOCK", size)
    data = b"".join(b"<urn:x:%d> <urn:x:p> <urn:x:o> .\n" % number for number in range(20))
    blocks = list(read_blocks(io.BytesIO(data)))
    assert b"".join(blocks) == data
    assert all(block.endswith(b".\n") for block in blocks)


def test_what_is_of_the_release_is_always_looked_at() -> None:
    line = b"<https://genes.example/7/condition/x> <urn:x:p> <urn:x:o> .\n"
    assert count_terms(line) == (1, Counter())
    assert count_terms(line, b"https://genes.example/7/")[1] == {b"<https://genes.example/7/condition/x>": 1}
