"""A condition matches one disease exactly, a group closely, or asks."""

from __future__ import annotations

from mendelgraph.align import align, collect_names
from mendelgraph.align.curated import CuratedMappings
from mendelgraph.alignments import Justification, Match


def aligned(stated, vocabulary):
    return align(stated, vocabulary, neighbours=collect_names([stated]), curated=CuratedMappings(), citations={})


def hub(record, match=None, *, refused=False):
    return [
        str(mapping.target)
        for mapping in record.mappings
        if mapping.target.prefix == "MONDO" and mapping.refused is refused and match in (None, mapping.match)
    ]


def add_disease(vocabulary, curie, label, omim="", **names):
    vocabulary.add_term(curie, label, **names)
    if omim:
        vocabulary.add_xref(curie, f"OMIM:{omim}")


def add_group(vocabulary):
    add_disease(vocabulary, "MONDO:0000010", "Kapp syndrome")
    add_disease(vocabulary, "MONDO:0000011", "Kapp syndrome 1", "100001")
    add_disease(vocabulary, "MONDO:0000012", "Kapp syndrome 2", "100002")
    vocabulary.add_child("MONDO:0000010", "MONDO:0000011")
    vocabulary.add_child("MONDO:0000010", "MONDO:0000012")
    vocabulary.add_gene("HGNC:1", "KAP1", "101")
    vocabulary.add_gene_link("HGNC:1", "MONDO:0000011")


def test_the_label_and_the_gene_make_an_exact_match(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010")
    vocabulary.add_gene("HGNC:1", "NAIL1", "101")
    vocabulary.add_gene_link("HGNC:1", "OMIM:100010")
    record = aligned(state("Brittle nail disease", genes="NAIL1"), vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000001"]
    [mapping] = [m for m in record.mappings if m.target.prefix == "MONDO"]
    assert mapping.justification is Justification.COMPOSITE
    assert {vote.kind for vote in mapping.votes} == {"name-is-label", "gene-agrees", "only-disease-of-gene"}
    assert 0.5 < mapping.confidence <= 0.99


def test_names_alone_are_a_lexical_match(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    record = aligned(state("Brittle nail disease", "Nail brittleness"), vocabulary)
    assert next(m.justification for m in record.mappings if m.match is Match.EXACT) is Justification.LEXICAL


def test_a_label_alone_is_not_enough(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010")
    record = aligned(state("Brittle nail disease"), vocabulary)
    assert hub(record, Match.EXACT) == []
    assert hub(record, Match.CLOSE) == ["MONDO:0000001"]
    assert [question.kind for question in record.questions] == ["unsure-match"]


def test_other_genes_speak_against_a_match(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    vocabulary.add_gene("HGNC:1", "NAIL1", "101")
    vocabulary.add_gene("HGNC:2", "OTHER", "102")
    vocabulary.add_gene_link("HGNC:1", "MONDO:0000001")
    names = ("Brittle nail disease", "Nail brittleness")
    assert hub(aligned(state(*names), vocabulary), Match.EXACT) == ["MONDO:0000001"]
    record = aligned(state(*names, genes="OTHER", identifiers=(("GTR", "C0000001"),)), vocabulary)
    assert hub(record, Match.EXACT) == []
    assert list(map(str, record.questions[0].candidates)) == ["MONDO:0000001"]


def test_a_group_is_close_and_its_diseases_are_narrow(vocabulary, state):
    add_group(vocabulary)
    record = aligned(state("Kapp syndrome", "Kapp syndrome 1", genes="KAP1"), vocabulary)
    assert hub(record, Match.EXACT) == []
    assert hub(record, Match.CLOSE) == ["MONDO:0000010"]
    assert hub(record, Match.NARROW) == ["MONDO:0000011", "MONDO:0000012"]
    implied = next(mapping for mapping in record.mappings if str(mapping.target) == "MONDO:0000012")
    assert implied.justification is Justification.CHAINED
    assert str(implied.via) == "MONDO:0000010"


def test_the_groups_main_name_goes_before_a_members_synonym(vocabulary, state):
    add_group(vocabulary)
    vocabulary.add_name("MONDO:0000011", "exact", "Kapp syndrome")
    vocabulary.add_name("MONDO:0000011", "exact", "Kapp's disease")
    record = aligned(state("Kapp syndrome", "Kapp's disease", genes="KAP1"), vocabulary)
    assert hub(record, Match.CLOSE) == ["MONDO:0000010"]
    assert hub(record, Match.EXACT) == []


def test_a_subtypes_page_matches_the_subtype(vocabulary, state):
    add_group(vocabulary)
    record = aligned(state("Kapp syndrome 1", "Kapp syndrome", genes="KAP1"), vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000011"]


def test_a_parent_with_an_omim_entry_of_its_own_is_no_group(vocabulary, state):
    add_group(vocabulary)
    vocabulary.add_xref("MONDO:0000010", "OMIM:100000")
    record = aligned(state("Kapp syndrome", slug="kapp-syndrome", identifiers=(("OMIM", "100000"),)), vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000010"]


def test_rivals_with_like_support_are_a_question_with_both(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    add_disease(vocabulary, "MONDO:0000002", "nail fragility", "100011", exact="brittle nail disease|nail brittleness")
    record = aligned(state("Brittle nail disease", "Nail brittleness"), vocabulary)
    assert hub(record, Match.EXACT) == []
    [question] = record.questions
    assert list(map(str, question.candidates)) == ["MONDO:0000001", "MONDO:0000002"]


def test_a_second_home_for_the_page_is_asked_about(vocabulary, state):
    vocabulary.add_term("MONDO:0000001", "KAP1-related wasting", exact="Kapp wasting")
    add_disease(vocabulary, "MONDO:0000002", "spastic wasting 35", "100010")
    vocabulary.add_gene("HGNC:1", "KAP1", "101")
    vocabulary.add_gene_link("HGNC:1", "MONDO:0000001")
    vocabulary.add_gene_link("HGNC:1", "MONDO:0000002")
    record = aligned(state("KAP1-related wasting", "Kapp wasting", genes="KAP1"), vocabulary)
    assert hub(record, Match.EXACT) == []
    assert list(map(str, record.questions[0].candidates)) == ["MONDO:0000001", "MONDO:0000002"]


def test_a_strong_candidate_that_lost_is_kept_as_a_refusal(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    add_disease(vocabulary, "MONDO:0000002", "nail fragility", "100011", exact="brittle nail disease")
    stated = state("Brittle nail disease", "Nail brittleness", identifiers=(("OMIM", "100010"),))
    record = aligned(stated, vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000001"]
    assert hub(record, Match.EXACT, refused=True) == ["MONDO:0000002"]
    [refusal] = [mapping for mapping in record.mappings if mapping.refused]
    assert "brittle nail disease has more support" in refusal.reason
    assert any(not vote.supports for vote in refusal.votes)


def test_an_obsolete_term_gives_its_only_replacement(vocabulary, state):
    vocabulary.add_obsolete("MONDO:0000001", "obsolete nail disease", "MONDO:0000002")
    add_disease(vocabulary, "MONDO:0000002", "nail fragility", "100011")
    vocabulary.add_term("DOID:1", "nail disease")
    vocabulary.add_xref("MONDO:0000001", "DOID:1")
    vocabulary.add_page("DOID:1", "nail-fragility")
    record = aligned(state("Nail fragility"), vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000002"]


def test_an_obsolete_term_without_a_single_replacement_is_never_matched(vocabulary, state):
    vocabulary.add_obsolete("MONDO:0000001", "obsolete nail disease", "MONDO:0000002", "MONDO:0000003")
    vocabulary.add_term("DOID:1", "nail disease")
    vocabulary.add_xref("MONDO:0000001", "DOID:1")
    vocabulary.add_page("DOID:1", "nail-disease")
    record = aligned(state("Nail disease"), vocabulary)
    assert hub(record) == []
    assert [question.kind for question in record.questions] == ["no-match"]


def test_the_names_of_former_vocabularies_concepts_are_evidence_not_truth(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    add_disease(vocabulary, "MONDO:0000002", "myopathy", "100011")
    vocabulary.add_xref("MONDO:0000002", "UMLS:C0026848")
    stated = state("Brittle nail disease", "Nail brittleness", identifiers=(("UMLS", "C0026848"),), assigner="MedQuAD")
    record = aligned(stated, vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000001"]
    assert "UMLS:C0026848" not in {str(mapping.target) for mapping in record.mappings}


def test_nothing_found_is_a_question(vocabulary, state):
    record = aligned(state("An unheard-of disease"), vocabulary)
    assert record.mappings == ()
    [question] = record.questions
    assert (question.kind, question.candidates) == ("no-match", ())


def test_the_address_finds_what_a_maimed_name_cannot(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "Senior-Loken disease", "100010")
    stated = state("Senior-Lken disease", slug="senior-loken-disease", identifiers=(("OMIM", "100010"),))
    assert hub(aligned(stated, vocabulary), Match.EXACT) == ["MONDO:0000001"]


def test_roman_numerals_meet_arabic_ones_as_a_hint(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "nail disease type 2", "100010")
    stated = state("Nail disease type II", identifiers=(("OMIM", "100010"),))
    record = aligned(stated, vocabulary)
    assert {"name-respelled", "omim"} == {vote.kind for vote in record.mappings[0].votes}
    assert hub(record, Match.EXACT) == ["MONDO:0000001"]


def test_a_page_with_names_of_two_diseases_matches_neither_exactly(vocabulary, state):
    vocabulary.add_gene("HGNC:1", "KAP1", "101")
    vocabulary.add_gene("HGNC:2", "KAP2", "102")
    for number in ("1", "2"):
        term, name = f"MONDO:000000{number}", f"wasting {number}"
        add_disease(vocabulary, term, f"spastic {name}", f"10000{number}", exact=name)
        vocabulary.add_gene_link(f"HGNC:{number}", term)
    names = ("KAP-related wasting", "Spastic wasting 1", "Wasting 1", "Spastic wasting 2")
    record = aligned(state(*names, genes="KAP1 KAP2", identifiers=(("OMIM", "100001"),)), vocabulary)
    assert "MONDO:0000001" not in hub(record, Match.EXACT)
    assert set(map(str, record.questions[0].candidates)) == {"MONDO:0000001", "MONDO:0000002"}


def test_genes_beyond_the_term_need_its_main_name(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "wasting by KAP1", "100001", exact="wasting|slow wasting|late wasting")
    for number, symbol in (("1", "KAP1"), ("2", "KAP2"), ("3", "KAP3")):
        vocabulary.add_gene(f"HGNC:{number}", symbol, number)
    vocabulary.add_gene_link("HGNC:1", "MONDO:0000001")
    names = ("Wasting", "Slow wasting", "Late wasting")
    assert hub(aligned(state(*names, genes="KAP1"), vocabulary), Match.EXACT) == ["MONDO:0000001"]
    record = aligned(state(*names, genes="KAP1 KAP2 KAP3"), vocabulary)
    assert hub(record, Match.EXACT) == []
    assert "causal genes" in record.questions[0].detail


def test_the_name_of_an_obsolete_term_speaks_for_its_replacement(vocabulary, state):
    vocabulary.add_obsolete("MONDO:0000001", "old nail disease", "MONDO:0000002")
    add_disease(vocabulary, "MONDO:0000002", "nail fragility", "100011")
    record = aligned(state("Old nail disease", identifiers=(("OMIM", "100011"),)), vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000002"]
    assert "name-of-obsolete" in {vote.kind for vote in record.mappings[0].votes}


def test_a_question_proposes_what_an_obsolete_term_of_the_name_says(vocabulary, state):
    vocabulary.add_term("MONDO:0000002", "nail fragility")
    vocabulary.add_term("MONDO:0000003", "nail softness")
    vocabulary.add_obsolete("MONDO:0000001", "old nail disease", "MONDO:0000002", "MONDO:0000003")
    [question] = aligned(state("Old nail disease"), vocabulary).questions
    assert list(map(str, question.candidates)) == ["MONDO:0000002", "MONDO:0000003"]


def test_an_umbrella_over_one_disease_is_close_and_asked_about(vocabulary, state):
    vocabulary.add_term("MONDO:0000010", "Kapp syndrome", exact="Kapp's disease")
    add_disease(vocabulary, "MONDO:0000011", "inherited Kapp syndrome", "100001")
    vocabulary.add_child("MONDO:0000010", "MONDO:0000011")
    record = aligned(state("Kapp syndrome", "Kapp's disease"), vocabulary)
    assert hub(record, Match.CLOSE) == ["MONDO:0000010"]
    assert list(map(str, record.questions[0].candidates)) == ["MONDO:0000010", "MONDO:0000011"]


def test_a_group_that_only_ids_lead_to_is_broader(vocabulary, state):
    add_group(vocabulary)
    vocabulary.add_xref("MONDO:0000010", "UMLS:C0000001")
    vocabulary.add_xref("MONDO:0000010", "MESH:D000001")
    stated = state("KAP1 fever", genes="KAP1", identifiers=(("GTR", "C0000001"), ("MeSH", "D000001")))
    record = aligned(stated, vocabulary)
    assert hub(record, Match.BROAD) == ["MONDO:0000010"]
    assert hub(record, Match.NARROW) == []
    assert list(map(str, record.questions[0].candidates)) == ["MONDO:0000010", "MONDO:0000011"]


def add_split(vocabulary):
    """Add a disease that was one OMIM entry until a second form was found: the entry is now its first form's."""
    add_group(vocabulary)
    vocabulary.add_xref("MONDO:0000010", "OMIM:100001", "oboInOwl:hasDbXref")
    vocabulary.add_name("MONDO:0000010", "exact", "Kapp's disease")


def test_a_disease_that_gave_its_omim_entry_to_a_form_stays_exact_and_its_forms_narrow(vocabulary, state):
    add_split(vocabulary)
    record = aligned(state("Kapp syndrome", "Kapp's disease", "Kapp syndrome 1", genes="KAP1"), vocabulary)
    assert hub(record, Match.EXACT) == ["MONDO:0000010"]
    assert hub(record, Match.NARROW) == ["MONDO:0000011", "MONDO:0000012"]
    assert hub(record, refused=True) == []
    assert record.questions == ()


def test_such_a_disease_is_a_group_to_a_page_of_another_name(vocabulary, state):
    add_split(vocabulary)
    record = aligned(state("KAP1 wasting", "Kapp syndrome", "Kapp's disease", genes="KAP1"), vocabulary)
    assert hub(record, Match.EXACT) == []
    assert hub(record, Match.CLOSE) == ["MONDO:0000010"]


def test_a_reference_to_an_entry_of_no_form_makes_no_disease_of_a_group(vocabulary, state):
    add_group(vocabulary)
    vocabulary.add_xref("MONDO:0000010", "OMIM:100009", "oboInOwl:hasDbXref")
    record = aligned(state("Kapp syndrome", "Kapp's disease", genes="KAP1"), vocabulary)
    assert hub(record, Match.CLOSE) == ["MONDO:0000010"]


def test_a_loose_name_of_a_group_is_close_and_asked_about(vocabulary, state):
    add_group(vocabulary)
    vocabulary.add_name("MONDO:0000010", "related", "Wasting of Kapp")
    vocabulary.add_xref("MONDO:0000010", "SCTID:1000001")
    vocabulary.add_xref("MONDO:0000010", "MESH:D000001")
    stated = state("Wasting of Kapp", genes="KAP1", identifiers=(("SNOMED CT", "1000001"), ("MeSH", "D000001")))
    vocabulary.add_gene_link("HGNC:1", "MONDO:0000010")
    record = aligned(stated, vocabulary)
    assert hub(record, Match.CLOSE) == ["MONDO:0000010"]
    assert hub(record, Match.BROAD) == []
    assert [question.kind for question in record.questions] == ["unsure-match"]


def test_one_of_several_diseases_of_a_page_is_narrow(vocabulary, state):
    add_disease(vocabulary, "MONDO:0000001", "high oil 4", "100010")
    for number, symbol in enumerate(("OIL1", "OIL2", "OIL4"), 1):
        vocabulary.add_gene(f"HGNC:{number}", symbol, f"10{number}")
    vocabulary.add_gene_link("HGNC:3", "MONDO:0000001")
    vocabulary.add_page("MONDO:0000001", "oily")
    record = aligned(state("Oily", genes="OIL1 OIL2 OIL4"), vocabulary)
    assert hub(record, Match.NARROW) == ["MONDO:0000001"]
    assert hub(record, Match.CLOSE) == []
    [question] = record.questions
    assert "one of the diseases" in question.detail


def test_a_group_gets_its_cross_references_as_close_ones(vocabulary, state):
    add_group(vocabulary)
    vocabulary.add_xref("MONDO:0000010", "OMIMPS:100001")
    vocabulary.add_xref("MONDO:0000010", "DOID:1")
    vocabulary.add_xref("DOID:1", "OMIM:100002", "oboInOwl:hasDbXref", "doid")
    record = aligned(state("Kapp syndrome", "Kapp syndrome 1", genes="KAP1"), vocabulary)
    derived = {str(m.target): m for m in record.mappings if m.target.prefix != "MONDO"}
    assert sorted(derived) == ["DOID:1", "OMIMPS:100001"]
    group = next(m for m in record.mappings if m.match is Match.CLOSE and m.target.prefix == "MONDO")
    for mapping in derived.values():
        assert (mapping.match, mapping.justification, mapping.via) == (Match.CLOSE, Justification.CHAINED, group.target)
        assert mapping.confidence == round(group.confidence * 0.99, 2)
