"""The pages that the Disease Ontology cites are linked both ways, in the aligned layer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from mendelgraph.alignments import AlignedRecord
from mendelgraph.facts import ReferenceFact, StatedRecord, make_receipt
from mendelgraph.graph import Minter, describe
from mendelgraph.graph.namespaces import CITO, DCTERMS, FOAF, RDFS
from mendelgraph.identifiers import Curie
from mendelgraph.records import Citation, ConditionRecord, Role, Said, make_section
from mendelgraph.vocabulary import open_vocabulary

SLUG, TERM = "progressive-osseous-heteroplasia", Curie("DOID", "0111535")
PAGE = NamedNode(f"https://medlineplus.gov/genetics/condition/{SLUG}/")
RECORD = AlignedRecord(StatedRecord(ConditionRecord(SLUG, (), (Said("Progressive osseous heteroplasia", ()),)), ()))

WORK = make_section(Role.REFERENCES, ["Roe AB. Marble bones. J Bone. 2002;34(2):199-206."])
REFERENCE = ReferenceFact(Citation(WORK.text), (make_receipt(WORK, 0, len(WORK.text)),))


def test_a_page_and_the_term_that_cites_it_point_to_each_other() -> None:
    quads = describe(replace(RECORD, cited_by=(TERM,)), Minter())
    found = {(quad.subject, quad.predicate, quad.object) for quad in quads if str(quad.graph_name).endswith("aligned>")}
    term = NamedNode(TERM.iri)
    assert {(PAGE, DCTERMS.isReferencedBy, term), (term, RDFS.seeAlso, PAGE)} <= found


def test_a_page_that_nobody_cites_has_no_such_link() -> None:
    assert [quad for quad in describe(RECORD, Minter()) if quad.predicate == DCTERMS.isReferencedBy] == []


def test_the_embedded_vocabulary_knows_who_cites_a_page() -> None:
    assert TERM in {link.term for link in open_vocabulary(None).citing(SLUG)}


@pytest.mark.parametrize("slug", ["a b", 'a"b', "a<b"])
def test_a_name_that_makes_no_address_has_no_page_that_anything_is_about_or_cites(slug: str) -> None:
    """Readers refuse such a page; a record made by hand may have one, and no broken IRI is written for it."""
    record = replace(RECORD.stated.record, slug=slug, sections=(Said(WORK, ()),))
    stated = replace(RECORD.stated, record=record, references=(REFERENCE,))
    quads = describe(replace(RECORD, stated=stated, cited_by=(TERM,)), Minter())
    about_pages = {DCTERMS.isReferencedBy, RDFS.seeAlso, FOAF.isPrimaryTopicOf, CITO.hasCitingEntity}
    assert {quad.predicate for quad in quads} & about_pages == set()
    assert [quad for quad in quads if quad.predicate == CITO.hasCitedEntity]
