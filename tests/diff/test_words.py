"""Each kind of change, made in one record, is told in its own words and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mendelgraph.alignments import AlignedName, AlignedRecord, Scope, Vote
from mendelgraph.diff import Change, Statements, compare
from mendelgraph.errors import InputError
from mendelgraph.facts import GeneRole, Mode, NameFact, ParentalCopy, Qualifier, make_receipt
from mendelgraph.graph import Minter
from mendelgraph.graph.namespaces import RDFS
from mendelgraph.identifiers import Curie
from mendelgraph.records import Role, Said, make_section
from mendelgraph.store import MANIFEST
from mendelgraph.vocabulary.terms import VocabularySource
from tests.diff.releases import add_quads, make_release
from tests.graph.conftest import ARTICLE, MONDO, make_aligned, make_stated, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OTHER = Curie("MONDO", "0000009")


def state(**lists: object) -> AlignedRecord:
    return replace(make_aligned(), stated=replace(make_stated(), **lists))  # type: ignore[arg-type]  # a test's own


def one_more_name() -> AlignedRecord:
    record = make_stated().record
    section = make_section(Role.OTHER_NAMES, ["Bone of marble"])
    own = replace(record, sections=(*record.sections, Said(section, ("pages/marble-bone.txt",))))
    name = NameFact("Bone of marble", False, (make_receipt(section, 0, len(section.text)),))
    return replace(make_aligned(), stated=replace(make_stated(), record=own, names=(*make_stated().names, name)))


def rescoped() -> AlignedRecord:
    names = make_aligned().names
    return replace(make_aligned(), names=(names[0]._replace(scope=Scope.RELATED), *names[1:]))


def no_acronym() -> AlignedRecord:
    names = make_aligned().names
    return replace(make_aligned(), names=(names[0]._replace(acronym=False), *names[1:]))


def relabelled() -> AlignedRecord:
    stated = make_stated()
    own = replace(stated.record, names=(Said("Marbl bone", ("quiz/0000001.xml",)), *stated.record.names[:1]))
    return replace(make_aligned(), stated=replace(stated, record=own))


def other_gene_role() -> AlignedRecord:
    genes = make_stated().genes
    return state(genes=(*genes[:2], genes[2]._replace(role=GeneRole.CAUSES)))


def recessive() -> AlignedRecord:
    modes = make_stated().inheritance
    return state(inheritance=(modes[0]._replace(mode=Mode.AUTOSOMAL_RECESSIVE), *modes[1:]), qualifiers=())


def other_qualifier() -> AlignedRecord:
    facts = make_stated().qualifiers
    return state(qualifiers=(facts[0], facts[1]._replace(qualifier=Qualifier.ANTICIPATION)))


def swapped() -> AlignedRecord:
    stated = make_stated()
    return state(
        origins=(stated.origins[0]._replace(copy=ParentalCopy.MATERNAL),),
        genes=(stated.genes[0]._replace(copy=ParentalCopy.MATERNAL), *stated.genes[1:]),
    )


def corrected() -> AlignedRecord:
    fields = ARTICLE.fields
    assert fields
    citation = ARTICLE._replace(fields=fields._replace(title="Marble bones of the mother"))
    stated = make_stated()
    facts = (stated.references[0]._replace(citation=citation), *stated.references[1:])
    own = replace(stated.record, references=(Said(citation, ("pages/marble-bone.txt",)), *stated.record.references[1:]))
    ids = make_aligned().citations
    return replace(
        make_aligned(),
        stated=replace(stated, record=own, references=facts),
        citations=(ids[0]._replace(citation=citation), *ids[1:]),
    )


def gone_elsewhere() -> AlignedRecord:
    mappings = make_aligned().mappings
    votes = (Vote("name-of-obsolete", True, f"Marble bone ({MONDO})", "mondo"),)
    moved = mappings[0]._replace(target=OTHER, label="marble bone, new", votes=votes)
    names = tuple(AlignedName(name.literal, name.scope, name.acronym) for name in make_aligned().names)
    return replace(make_aligned(), mappings=(moved, *mappings[1:]), names=names, recovered=())


def refused_now() -> AlignedRecord:
    mappings = make_aligned().mappings
    turned = mappings[3]._replace(refused=True, reason="it is wider")
    return replace(make_aligned(), mappings=(*mappings[:3], turned))


def moved_receipt() -> AlignedRecord:
    genes = make_stated().genes
    return state(genes=(*genes[:2], genes[2]._replace(receipts=words(genes[2].receipts[0].role, "XYZ adds"))))


DOMINANT = "Autosomal dominant inheritance (HP:0000006)"
PENETRANCE = "Typified by incomplete penetrance (HP:0003829)"
PATERNAL = "paternal allele origin (GENO:0000879)"
COMPOSITE = "Autosomal dominant inheritance with {} imprinting ({})"
MATERNAL_SILENT, PATERNAL_SILENT = (
    COMPOSITE.format("maternal", "HP:0012275"),
    COMPOSITE.format("paternal", "HP:0012274"),
)

CASES: dict[str, tuple[Callable[[], AlignedRecord], set[tuple[str, ...]]]] = {
    "nothing": (make_aligned, set()),
    "name added": (
        one_more_name,
        {("name", "added", "Bone of marble"), ("section", "added", "other names section")},
    ),
    "scope changed": (rescoped, {("name", "changed", "MB", "scope", "exact", "related")}),
    "no acronym": (no_acronym, {("name", "changed", "MB", "synonym type", "acronym")}),
    "condition renamed": (relabelled, {("condition", "renamed", "Marbl bone", "label", "Marble bone", "Marbl bone")}),
    "gene's role changed": (other_gene_role, {("gene", "changed", "XYZ", "role", "contributes", "causes")}),
    "mode changed": (
        recessive,
        {
            ("mode of inheritance", "changed", "HP:0000007", "mode", DOMINANT, "HP:0000007"),
            ("mode of inheritance", "changed", "HP:0000007", "qualifier", PENETRANCE),
            ("qualifier", "removed", "Imprinted (HP:0034338)"),
            ("qualifier", "removed", PENETRANCE),
            ("inference", "removed", f"inferred mode {MATERNAL_SILENT}"),
        },
    ),
    "qualifier changed": (
        other_qualifier,
        {
            ("mode of inheritance", "changed", DOMINANT, "qualifier", PENETRANCE, "HP:0003743"),
            ("qualifier", "removed", PENETRANCE),
            ("qualifier", "added", "HP:0003743"),
        },
    ),
    "parent of origin changed": (
        swapped,
        {
            ("gene", "changed", "MRB1", "parental copy", PATERNAL, "GENO:0000878"),
            ("parent of origin", "changed", "GENO:0000878 MRB1", "copy", PATERNAL, "GENO:0000878"),
            (
                "inference",
                "changed",
                f"inferred mode {PATERNAL_SILENT}",
                "concludes",
                MATERNAL_SILENT,
                PATERNAL_SILENT,
            ),
            (
                "inference",
                "changed",
                f"inferred mode {PATERNAL_SILENT}",
                "rule",
                "paternal copy implies maternal imprinting",
                "maternal copy implies paternal imprinting",
            ),
        },
    ),
    "citation corrected": (
        corrected,
        {("citation", "corrected", ARTICLE.text, "title", "Marble bones of the father", "Marble bones of the mother")},
    ),
    "mapping moved": (
        gone_elsewhere,
        {
            (
                "mapping",
                "moved",
                "marble bone, new (MONDO:0000009) exact match",
                "",
                "marble bone disease (MONDO:0000001)",
                "marble bone, new (MONDO:0000009)",
                "MONDO:0000001 is obsolete",
            ),
            ("name", "changed", "Behet bone", "real spelling", "Behçet bone"),
            ("name", "changed", "Stone: bone", "also names", "Stone bone (HP:0000002)"),
            ("name", "changed", "Stone: bone", "shared with", "https://w3id.org/mendelgraph/condition/stone-bone"),
            ("name", "changed", "Stone: bone", "scope disputed by", "marble bone (DO) (DOID:3)"),
        },
    ),
    "mapping refused": (
        refused_now,
        {
            ("mapping", "changed", "Not marble bone (DO) (DOID:3) close match", "modifier", "", "Not"),
            ("mapping", "changed", "Not marble bone (DO) (DOID:3) close match", "reason", "", "it is wider"),
        },
    ),
    "receipt reworded": (moved_receipt, {("receipts", "changed", "1 fact", "", "", "gene/XYZ/contributes")}),
}


def tell(tmp_path: Path, old: list[AlignedRecord], new: list[AlignedRecord]) -> set[tuple[str, ...]]:
    """The changes without record and label, and without the empty parts at their end."""
    found = compare(make_release(tmp_path / "old", old), make_release(tmp_path / "new", new))
    return {_trim(item) for item in found if isinstance(item, Change)}


def _trim(change: Change) -> tuple[str, ...]:
    said = list(change[2:])
    while not said[-1]:
        said.pop()
    return tuple(said)


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_in_its_words(case: str, tmp_path: Path) -> None:
    make, expected = CASES[case]
    assert tell(tmp_path, [make_aligned()], [make()]) == expected


def imprinted(mode: Mode) -> AlignedRecord:
    """Return a record of one mode, which is qualified twice; no term has a label in the record."""
    stated = make_stated()
    modes = (stated.inheritance[0]._replace(mode=mode),)
    qualifiers = (stated.qualifiers[0], stated.qualifiers[1]._replace(mode=mode))
    return replace(state(inheritance=modes, qualifiers=qualifiers, origins=()), term_labels=())


def test_what_records_share_is_called_as_the_graph_of_terms_calls_it(tmp_path: Path) -> None:
    names = {
        "HP_0000006": "Autosomal dominant inheritance",
        "HP_0000007": "Autosomal recessive inheritance",
        "HP_0034338": "Imprinted",
        "HP_0003829": "Typified by incomplete penetrance",
    }
    dominant, recessive = (f"{name} (HP:{iri[3:]})" for iri, name in list(names.items())[:2])
    terms = [
        Quad(NamedNode(f"http://purl.obolibrary.org/obo/{iri}"), RDFS.label, Literal(name), Minter().terms_graph())
        for iri, name in names.items()
    ]
    old = make_release(tmp_path / "old", [imprinted(Mode.AUTOSOMAL_DOMINANT)])
    new = make_release(tmp_path / "new", [imprinted(Mode.AUTOSOMAL_RECESSIVE)])
    for release in (old, new):
        add_quads(release, terms)
    assert {_trim(each) for each in compare(old, new) if isinstance(each, Change)} == {
        ("mode of inheritance", "changed", recessive, "mode", dominant, recessive),
        ("qualifier", "changed", "Imprinted (HP:0034338)", "qualifies", dominant, recessive),
        ("qualifier", "changed", PENETRANCE, "qualifies", dominant, recessive),
    }


def under(slug: str, label: str | None = None) -> AlignedRecord:
    stated = make_stated()
    own = replace(stated.record, slug=slug)
    names = stated.names
    if label:
        own = replace(own, names=(Said(label, own.names[0].documents),), other_names=())
        names = (NameFact(label, True, names[0].receipts),)
    return replace(make_aligned(), stated=replace(stated, record=own, names=names), names=(), recovered=())


def test_conditions_come_and_go(tmp_path: Path) -> None:
    old = [under("a-bone", "A bone"), under("marble-bone")]
    new = [under("b-bone", "B bone"), under("marble-bone")]
    expected = {("condition", "retired", "A bone"), ("condition", "added", "B bone")}
    assert tell(tmp_path, old, new) == expected


def test_a_condition_under_a_new_slug_has_moved(tmp_path: Path) -> None:
    at = "https://w3id.org/mendelgraph/condition/"
    expected = {("condition", "moved", "Marble bone", "slug", f"{at}marble-bone", f"{at}stone")}
    assert tell(tmp_path, [under("marble-bone")], [under("stone")]) == expected


def test_statements_are_counted_where_no_word_tells_of_them(tmp_path: Path) -> None:
    gene = make_aligned().genes[0]._replace(name="renamed by HGNC")
    old = make_release(tmp_path / "old", [make_aligned()])
    new = make_release(tmp_path / "new", [replace(make_aligned(), genes=(gene, *make_aligned().genes[1:]))])
    record = "https://w3id.org/mendelgraph/condition/marble-bone"
    assert list(compare(old, new)) == [Statements(record, "Marble bone", 1, 1)]


def test_versions_of_the_release_and_of_its_vocabularies_are_told(tmp_path: Path) -> None:
    sources = [VocabularySource("mondo", "Mondo", version, "", digit * 64, "") for version, digit in ("1a", "2b")]
    old = make_release(tmp_path / "old", [], "2026-10-01", (sources[0],))
    new = make_release(tmp_path / "new", [], "2026-11-01", (sources[1],))
    assert [_trim(item) for item in compare(old, new) if isinstance(item, Change)] == [
        ("dataset", "changed", "version", "", "2026-10-01", "2026-11-01"),
        ("vocabulary", "changed", "mondo", "version", "1", "2"),
    ]


def test_vocabularies_that_came_or_went_are_told(tmp_path: Path) -> None:
    sources = [VocabularySource(key, key, "1", "", digit * 64, "") for key, digit in (("mondo", "a"), ("hp", "b"))]
    old = make_release(tmp_path / "old", [], sources=(sources[0],))
    new = make_release(tmp_path / "new", [], sources=(sources[1],))
    assert [_trim(item) for item in compare(old, new) if isinstance(item, Change)] == [
        ("vocabulary", "added", "hp", "version", "", "1"),
        ("vocabulary", "removed", "mondo", "version", "1"),
    ]


def test_releases_of_different_bases_share_no_name(tmp_path: Path) -> None:
    old = make_release(tmp_path / "old", [make_aligned()])
    new = make_release(tmp_path / "new", [make_aligned()], base="https://other.example/")
    with pytest.raises(InputError, match="base IRI"):
        list(compare(old, new))


def test_a_base_that_is_no_iri_is_refused(tmp_path: Path) -> None:
    release = make_release(tmp_path / "old", [])
    manifest = (release / MANIFEST).read_text(encoding="utf-8")
    (release / MANIFEST).write_text(manifest.replace(f'"{Minter().base}"', '"here"'), encoding="utf-8")
    with pytest.raises(InputError, match="no release"):
        list(compare(release, release))


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no release"):
        list(compare(tmp_path, tmp_path))
