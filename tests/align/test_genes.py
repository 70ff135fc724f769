"""A printed symbol becomes the gene it stands for, or a question; never a guess."""

from __future__ import annotations

import pytest

from mendelgraph.align.genes import resolve_genes, resolve_symbol
from mendelgraph.alignments import Question, ResolvedGene, SymbolKind


@pytest.fixture
def hgnc(vocabulary):
    vocabulary.add_gene("HGNC:4392", "GNAS", "2778", previous="GNAS1", aliases="GNASXL|GPSA")
    vocabulary.add_gene("HGNC:1160", "TWNK", "56652", previous="C10orf2|PEO")
    vocabulary.add_gene("HGNC:1", "AAA", "101", previous="OLD1")
    vocabulary.add_gene("HGNC:2", "BBB", "102", previous="OLD1", aliases="SHARED")
    vocabulary.add_gene("HGNC:3", "CCC", "103", aliases="SHARED")
    vocabulary.add_gene("HGNC:4", "REUSED", "104")
    vocabulary.add_gene("HGNC:5", "NEWER", "105", previous="REUSED")
    return vocabulary


@pytest.mark.parametrize(
    ("symbol", "approved", "kind"),
    [
        pytest.param("GNAS", "GNAS", SymbolKind.APPROVED, id="approved"),
        pytest.param("C10orf2", "TWNK", SymbolKind.PREVIOUS, id="previous"),
        pytest.param("GPSA", "GNAS", SymbolKind.ALIAS, id="alias"),
        pytest.param("REUSED", "REUSED", SymbolKind.APPROVED, id="approved-outranks-another-genes-previous"),
    ],
)
def test_a_symbol_of_one_gene_is_resolved(hgnc, symbol, approved, kind):
    found = resolve_symbol("x", symbol, frozenset(), hgnc)
    assert isinstance(found, ResolvedGene)
    assert (found.printed, found.symbol, found.kind) == (symbol, approved, kind)


@pytest.mark.parametrize(
    ("symbol", "kind", "candidates"),
    [
        pytest.param("OLD1", "ambiguous-gene", ["HGNC:1", "HGNC:2"], id="previous-of-two"),
        pytest.param("SHARED", "ambiguous-gene", ["HGNC:2", "HGNC:3"], id="alias-of-two"),
        pytest.param("NOSUCH", "unknown-gene", [], id="unknown"),
    ],
)
def test_an_unsure_symbol_is_a_question_with_the_candidates(hgnc, symbol, kind, candidates):
    found = resolve_symbol("x", symbol, frozenset(), hgnc)
    assert isinstance(found, Question)
    assert found.kind == kind
    assert list(map(str, found.candidates)) == candidates


@pytest.mark.parametrize(
    ("symbol", "entrez", "approved"),
    [
        pytest.param("OLD1", "102", "BBB", id="decides-between-two"),
        pytest.param("REUSED", "105", "NEWER", id="the-older-gene-of-a-reused-symbol"),
        pytest.param("NOSUCH", "103", "CCC", id="a-symbol-that-hgnc-never-knew"),
    ],
)
def test_the_pages_own_gene_id_decides(hgnc, symbol, entrez, approved):
    found = resolve_symbol("x", symbol, frozenset({entrez}), hgnc)
    assert isinstance(found, ResolvedGene)
    assert found.symbol == approved


@pytest.mark.parametrize("entrez", ["104", "999"], ids=["another-gene", "no-gene"])
def test_a_gene_id_that_contradicts_the_symbol_is_a_question(hgnc, entrez):
    found = resolve_symbol("x", "GNAS", frozenset({entrez}), hgnc)
    assert isinstance(found, Question)
    assert found.kind == "gene-id-differs"
    assert "HGNC:4392" in map(str, found.candidates)


def test_two_gene_ids_for_one_symbol_are_a_question(hgnc):
    found = resolve_symbol("x", "OLD1", frozenset({"101", "102"}), hgnc)
    assert isinstance(found, Question)


def test_a_record_keeps_the_order_of_first_mention(hgnc, state):
    genes, questions = resolve_genes(state("A disease", genes="C10orf2 OLD1 GNAS GNAS"), hgnc)
    assert [gene.printed for gene in genes] == ["C10orf2", "GNAS"]
    assert [question.subject for question in questions] == ["OLD1"]
