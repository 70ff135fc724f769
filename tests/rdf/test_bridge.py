from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.rdf.bridge import from_rdflib, to_rdflib

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
IRIS = st.from_regex(r"https://[a-z]{1,8}\.example/[A-Za-z0-9_.~%2F-]{0,8}", fullmatch=True).filter(
    lambda iri: "%" not in iri
)
OX_TERMS = (
    st.builds(ox.NamedNode, IRIS)
    | st.builds(ox.BlankNode, st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True))
    | st.builds(ox.Literal, TEXT)
    | st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["en", "de", "pt-br"]))
    | st.builds(lambda text, iri: ox.Literal(text, datatype=ox.NamedNode(iri)), TEXT, IRIS)
)

# lexical forms that rdflib rewrites unless it is told not to
FORMS = [
    ("01", "integer"),
    ("2002-01-10Z", "date"),
    ("2002-01-10T01:02:03Z", "dateTime"),
    ("1.50", "decimal"),
    ("1", "boolean"),
    ("not a number", "integer"),
    ("2002", "gYear"),
    ("1E0", "double"),
]


@given(OX_TERMS)
def test_a_term_comes_back_from_rdflib_as_it_was(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> None:
    assert from_rdflib(to_rdflib(term)) == term


@pytest.mark.parametrize(("text", "datatype"), FORMS, ids=[f"{text}-{kind}" for text, kind in FORMS])
def test_lexical_forms_survive_both_ways(text: str, datatype: str) -> None:
    term = ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))
    assert str(to_rdflib(term)) == text
    assert from_rdflib(to_rdflib(term)) == term


def test_rdflib_still_rewrites_literals_by_default() -> None:
    """A tripwire: once rdflib keeps lexical forms, `normalize=False` can go. Libraries switch it off for a process."""
    code = "import rdflib; print(rdflib.Literal('01', datatype=rdflib.XSD.integer))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=300)
    assert told.stdout.split() == [b"1"]


@pytest.mark.parametrize(
    "term",
    [
        ox.DefaultGraph(),
        ox.Triple(ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.NamedNode("a:b")),
        ox.Variable("x"),
    ],
    ids=["default graph", "quoted triple", "variable"],
)
def test_what_is_no_rdf_term_of_ours_is_refused(term: object) -> None:
    with pytest.raises(ValueError, match="unexpected term"):
        to_rdflib(term)  # type: ignore[arg-type] # the point of the test


@pytest.mark.parametrize("term", [rdflib.Variable("x"), rdflib.Graph(), None], ids=["variable", "graph", "nothing"])
def test_what_rdflib_has_and_we_have_not_is_refused(term: object) -> None:
    with pytest.raises(ValueError, match="unexpected term"):
        from_rdflib(term)  # type: ignore[arg-type] # the point of the test


def test_a_malformed_iri_is_refused() -> None:
    with pytest.raises(ValueError, match="IRI"):
        from_rdflib(rdflib.URIRef("https://bones.example/a b"))
