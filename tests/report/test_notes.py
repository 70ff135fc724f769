"""What one condition adds to the lists of the report."""

from __future__ import annotations

from dataclasses import replace

from mendelgraph.alignments import (
    AlignedName,
    Match,
    NameUse,
    RecoveredName,
    ResolvedGene,
    Scope,
    SymbolKind,
    Vote,
)
from mendelgraph.facts import GeneFact, GeneRole, InheritanceFact, Mode, Receipt
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import Role
from mendelgraph.report import note_condition

USE = NameUse(parse_curie("MONDO:0000009"), "claw disease", "label", "ND", "mondo")


def receipt(role):
    return (Receipt(role, "0" * 64, 0, 1, "x"),)


def test_a_name_with_another_bearer_is_a_conflict_and_one_with_another_scope_is_disputed(align_as):
    plain = AlignedName("nail rot", Scope.EXACT, acronym=False)
    shared = AlignedName("ND", Scope.RELATED, acronym=True, also_names=(USE,))
    disputed = AlignedName("nail pest", Scope.EXACT, acronym=False, scope_disputed_by=(USE,))
    notes = note_condition(align_as(names=(plain, shared, disputed)))
    assert notes.conflicts == (shared,)
    assert notes.disputed == (disputed,)


def test_refusals_are_grouped_by_what_they_have_in_common(align_as, make_mapping):
    better = Vote("better-candidate", False, "nail disease has more support", "mendelgraph")
    refused = (
        make_mapping("MONDO:0000002", refused=True, votes=(better,), reason="nail disease has more support"),
        make_mapping("DOID:1", refused=True, reason="DOID:1 is obsolete in its vocabulary"),
        make_mapping("HP:0000001", refused=True, curator="A. Curator", reason="a finding, not a disease"),
    )
    notes = note_condition(align_as(mappings=(make_mapping("MONDO:0000001"), *refused)))
    assert [row.group for row in notes.turned_down] == [
        "another term has more support",
        "the target is obsolete in its vocabulary",
        "a curator turned it down",
    ]


def test_codes_differ_only_where_a_vote_says_so(align_as, make_mapping):
    hub = parse_curie("MONDO:0000001")
    votes = (
        Vote("cross-reference", True, "MONDO:0000001 skos:exactMatch", "mondo"),
        Vote("other-code", False, "DOID:1 gives SCTID:222222", "doid"),
    )
    given = make_mapping("SCTID:111111", Match.EXACT, votes=votes, via=hub)
    other_votes = (Vote("cross-reference", True, "DOID:1 oboInOwl:hasDbXref", "doid"),)
    other = make_mapping("SCTID:222222", Match.CLOSE, votes=other_votes, via=parse_curie("DOID:1"))
    [row] = note_condition(align_as(mappings=(given, other))).codes_differ
    assert (row.prefix, row.codes) == (
        "SCTID",
        ((given.target, ("MONDO:0000001",)), (other.target, ("DOID:1",))),
    )
    assert note_condition(align_as(mappings=(given._replace(votes=votes[:1]), other))).codes_differ == ()


def test_a_list_is_held_against_the_sentences_by_what_symbols_stand_for(align_as, stated):
    genes = (
        GeneFact("OLD1", GeneRole.CAUSES, receipt(Role.CAUSES)),
        GeneFact("NEW1", GeneRole.LISTED, receipt(Role.RELATED_GENES)),
        GeneFact("ABC2", GeneRole.LISTED, receipt(Role.RELATED_GENES)),
    )
    modes = (InheritanceFact(Mode.X_LINKED, receipt(Role.INHERITANCE)),)
    resolved = ResolvedGene("OLD1", parse_curie("HGNC:1"), "NEW1", "a gene", SymbolKind.PREVIOUS, (), "2024-10")
    record = align_as(stated=replace(stated, genes=genes, inheritance=modes), genes=(resolved,))
    [row] = note_condition(record).lists
    assert (row.field, row.both, row.list_only, row.prose_only) == ("genes", ("NEW1",), ("ABC2",), ())


def test_the_name_is_shown_with_the_letters_that_a_document_lost(align_as):
    recovered = RecoveredName("Nail disease", "Nägel disease", USE)
    assert note_condition(align_as(recovered=(recovered,))).name == "Nägel disease"
