"""The conflict ledger, rot, findings and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from mendelgraph.alignments import AlignedName, Match, NameUse, Scope
from mendelgraph.facts import GeneFact, GeneRole, InheritanceFact, Mode
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.report import (
    ConditionNotes,
    conflict_rows,
    find_rot,
    group_findings,
    tally_record,
    write_conflicts,
)
from mendelgraph.report.rot import HIERARCHIES
from mendelgraph.validation import Finding, Severity
from mendelgraph.vocabulary.terms import Term

USE = NameUse(parse_curie("MONDO:0000009"), "claw disease", "label", "ND", "mondo")


def test_the_ledger_has_a_row_for_each_bearer_of_a_name():
    name = AlignedName("ND", Scope.RELATED, True, also_names=(USE,), shared_with=("hoof-disease",))
    rows = conflict_rows([ConditionNotes("nail-disease", "Nail disease", conflicts=(name,))])
    assert write_conflicts(rows).splitlines() == [
        "name\tslug\tcondition\tscope\tbearer\tbearer_label\tuse\tvocabulary",
        "ND\tnail-disease\tNail disease\thasRelatedSynonym\tMONDO:0000009\tclaw disease\tlabel\tmondo",
        "ND\tnail-disease\tNail disease\thasRelatedSynonym\tghr:hoof-disease\t\tname of another page\tthe catalogue",
    ]


class Index:
    """Answer what the search for rot asks: two terms, and how large each vocabulary is."""

    def __init__(self, size: int) -> None:
        self.size = size
        old, new = Curie("DOID", "1"), Curie("DOID", "2")
        self.terms = {old: Term(old, "old disease", "doid", True, (new,)), new: Term(new, "new disease", "doid")}

    def term(self, curie):
        return self.terms.get(curie)

    def descendants(self, root):
        return frozenset(Curie(root.prefix, str(number)) for number in range(self.size))


NOTE = ConditionNotes(
    "nail-disease",
    "Nail disease",
    obsolete=(Curie("DOID", "1"),),
    unlabelled=(Curie("MONDO", "0000077"), Curie("OMIM", "100001")),
)


def test_an_obsolete_target_is_rot_and_its_replacement_is_named():
    [row] = find_rot([NOTE], Index(10))
    assert (row.target, row.state, row.instead) == (
        Curie("DOID", "1"),
        "obsolete",
        ((Curie("DOID", "2"), "new disease"),),
    )


def test_a_target_is_missing_only_from_a_whole_vocabulary():
    found = {(str(row.target), row.state) for row in find_rot([NOTE], Index(5000))}
    assert found == {("DOID:1", "obsolete"), ("MONDO:0000077", "missing")}


def test_the_hierarchies_that_are_searched_have_prefixes_of_ours():
    assert all(root.prefix == prefix and root.iri for prefix, root in HIERARCHIES.items())


def finding(severity, message, focus):
    return Finding(f"<{focus}>", None, None, severity, message, "urn:x:rule", "")


def test_findings_are_told_once_a_rule_the_gravest_first():
    given = [finding(Severity.WARNING, "no DOI", f"urn:x:{number}") for number in range(9)]
    given += [finding(Severity.VIOLATION, "no name", "urn:x:a"), finding(Severity.INFO, "lost", "urn:x:b")]
    groups = group_findings(reversed(given))
    assert groups == group_findings(given)
    assert [(g.severity, g.times) for g in groups] == [("violation", 1), ("warning", 9), ("info", 1)]
    assert groups[1].examples == tuple(f"urn:x:{number}" for number in range(5))


def test_a_condition_counts_once_for_each_mode_however_many_forms_have_it(align_as, stated):
    modes = tuple(InheritanceFact(Mode.X_LINKED, (), form) for form in ("type 1", "type 2"))
    genes = (GeneFact("ABC1", GeneRole.CAUSES, ()), GeneFact("ABC2", GeneRole.MODIFIES, ()))
    counts = tally_record(align_as(stated=replace(stated, inheritance=modes, genes=genes)))
    assert counts["inheritance", "x-linked"] == 1
    assert counts["stated", "inheritance"] == 2
    assert counts["genes-per-condition", "2"] == 1
    assert counts["gene-roles", "modifies"] == 1


def test_coverage_counts_conditions_not_matches(align_as, make_mapping):
    mappings = (
        make_mapping("MONDO:0000001"),
        make_mapping("OMIM:100001", Match.NARROW),
        make_mapping("OMIM:100002", Match.NARROW),
        make_mapping("DOID:1", refused=True),
    )
    counts = tally_record(align_as(mappings=mappings))
    expected = {("coverage", "MONDO"): 1, ("linked", "MONDO"): 1, ("linked", "OMIM"): 1}
    assert {key: n for key, n in counts.items() if key[0] in {"coverage", "linked"}} == expected
    assert counts["mappings", "narrowMatch", "OMIM"] == 2
    assert counts["mappings", "refused", "DOID"] == 1


@pytest.mark.parametrize("mapped", [True, False], ids=["linked", "unlinked"])
def test_a_condition_without_any_link_is_counted_as_such(align_as, make_mapping, mapped):
    counts = tally_record(align_as(mappings=(make_mapping("DOID:1", refused=not mapped),)))
    assert (counts["coverage", "none"] == 0) is mapped


def test_tallies_add_up(align_as):
    one = tally_record(align_as())
    assert sum((one, one), Counter()) == Counter({key: 2 * number for key, number in one.items()})
