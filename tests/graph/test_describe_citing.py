"""The pages that the Disease Ontology cites are linked both ways, in the aligned layer."""

from __future__ import annotations

from dataclasses import replace

from pyoxigraph import NamedNode

from mendelgraph.alignments import AlignedRecord
from mendelgraph.facts import StatedRecord
from mendelgraph.graph import Minter, describe
from mendelgraph.graph.namespaces import DCTERMS, RDFS
from mendelgraph.identifiers import Curie
from mendelgraph.records import ConditionRecord, Said
from mendelgraph.vocabulary import open_vocabulary

SLUG, TERM = "progressive-osseous-heteroplasia", Curie("DOID", "0111535")
PAGE = NamedNode(f"https://medlineplus.gov/genetics/condition/{SLUG}/")
RECORD = AlignedRecord(StatedRecord(ConditionRecord(SLUG, (), (Said("Progressive osseous heteroplasia", ()),)), ()))


def test_a_page_and_the_term_that_cites_it_point_to_each_other() -> None:
    quads = describe(replace(RECORD, cited_by=(TERM,)), Minter())
    found = {(quad.subject, quad.predicate, quad.object) for quad in quads if str(quad.graph_name).endswith("aligned>")}
    term = NamedNode(TERM.iri)
    assert {(PAGE, DCTERMS.isReferencedBy, term), (term, RDFS.seeAlso, PAGE)} <= found


def test_a_page_that_nobody_cites_has_no_such_link() -> None:
    assert [quad for quad in describe(RECORD, Minter()) if quad.predicate == DCTERMS.isReferencedBy] == []


def test_the_embedded_vocabulary_knows_who_cites_a_page() -> None:
    assert TERM in {link.term for link in open_vocabulary(None).citing(SLUG)}
