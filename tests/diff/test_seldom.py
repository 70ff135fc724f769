"""What changes seldom: gene pages that come and go, why a mapping moved, and releases that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mendelgraph.alignments import Match
from mendelgraph.diff import Change, Statements, compare
from mendelgraph.diff.releases import PAGE
from mendelgraph.errors import InputError
from mendelgraph.extract import extract_gene
from mendelgraph.graph import Minter, describe_gene_page
from mendelgraph.graph.namespaces import RDFS
from mendelgraph.records import Document, Form, GeneRecord, Role, Said, make_section
from mendelgraph.store import QUADS
from tests.diff.releases import add_quads, make_release
from tests.diff.test_words import gone_elsewhere
from tests.graph.conftest import MONDO, make_aligned

MINT = Minter()


def with_gene(folder: Path, *labels: str) -> Path:
    """Make a release of one condition and the page of a gene with these labels."""
    make_release(folder, [make_aligned()])
    gene, graph = NamedNode(f"{MINT.base}gene/GNAS"), MINT.gene_graph("GNAS", "stated")
    add_quads(folder, [Quad(gene, RDFS.label, Literal(label, language="en"), graph) for label in labels])
    return folder


@pytest.mark.parametrize(
    ("before", "after", "verbs", "counts"),
    [
        ((), ("GNAS",), ["added"], [(0, 1)]),
        (("GNAS",), (), ["removed"], [(1, 0)]),
        (("GNAS",), ("GNAS1",), [], [(1, 1)]),
        (("GNAS",), ("GNAS",), [], []),
    ],
    ids=["added", "removed", "changed", "same"],
)
def test_a_gene_page_comes_and_goes(
    before: tuple[str, ...], after: tuple[str, ...], verbs: list[str], counts: list[tuple[int, int]], tmp_path: Path
) -> None:
    told = list(compare(with_gene(tmp_path / "old", *before), with_gene(tmp_path / "new", *after)))
    changes = [each for each in told if isinstance(each, Change)]
    assert [(each.kind, each.verb.value) for each in changes] == [(PAGE, verb) for verb in verbs]
    assert [(each.deleted, each.added) for each in told if isinstance(each, Statements)] == counts


def with_names(folder: Path, *names: str) -> Path:
    """Make a release of the page of a gene with these other names."""
    document = Document("pages/gnas.html", Form.PAGE_HTML, "c" * 64)
    section = Said(make_section(Role.OTHER_NAMES, ["GSP", "POH"]), (document.id,))
    others = tuple(Said(name, (document.id,)) for name in names)
    page = GeneRecord("GNAS", (document,), (), others, (section,))
    make_release(folder, [])
    add_quads(folder, describe_gene_page(extract_gene(page), None, MINT))
    return folder


def test_what_changed_on_a_gene_page_is_told(tmp_path: Path) -> None:
    told = compare(with_names(tmp_path / "old", "GSP", "POH"), with_names(tmp_path / "new", "GSP"))
    assert [(each.label, each.kind, each.verb.value, each.about) for each in told if isinstance(each, Change)] == [
        ("GNAS", "name", "removed", "POH")
    ]


def why(record: object, tmp_path: Path) -> str:
    old, new = make_release(tmp_path / "old", [make_aligned()]), make_release(tmp_path / "new", [record])  # type: ignore[list-item]
    (moved,) = [
        each
        for each in compare(old, new)
        if isinstance(each, Change) and (each.kind, each.verb) == ("mapping", "moved")
    ]
    return moved.why


def test_a_mapping_moved_for_a_vote_on_the_obsolete_term(tmp_path: Path) -> None:
    assert why(gone_elsewhere(), tmp_path).endswith("is obsolete")


def test_a_mapping_moved_for_a_target_that_is_deprecated(tmp_path: Path) -> None:
    record = gone_elsewhere()
    moved = (record.mappings[0]._replace(votes=()), *record.mappings[1:])
    told = why(replace(record, mappings=moved, obsolete_terms=(MONDO,)), tmp_path)
    assert told == "MONDO:0000001 is obsolete"


def test_a_mapping_moved_because_the_old_target_is_refused_with_a_reason(tmp_path: Path) -> None:
    record = gone_elsewhere()
    old = make_aligned().mappings[0]._replace(refused=True, reason="it is another bone")
    refused = [old._replace(match=match) for match in (Match.CLOSE, Match.NARROW)]
    moved = [record.mappings[0]._replace(votes=()), *record.mappings[1:], *refused]
    assert why(replace(record, mappings=tuple(moved)), tmp_path) == "it is another bone"


def test_a_mapping_may_move_without_a_word(tmp_path: Path) -> None:
    record = gone_elsewhere()
    assert why(replace(record, mappings=(record.mappings[0]._replace(votes=()), *record.mappings[1:])), tmp_path) == ""


def test_quads_that_cannot_be_read_are_an_input_error(tmp_path: Path) -> None:
    old, new = make_release(tmp_path / "old", [make_aligned()]), make_release(tmp_path / "new", [make_aligned()])
    first, *rest = (new / QUADS).read_text(encoding="utf-8").splitlines(keepends=True)
    (new / QUADS).write_text("".join([f"nonsense {first}", *rest]), encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        list(compare(old, new))
