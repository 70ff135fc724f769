from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from mendelgraph.diff import PatchSize, apply_patch, write_patch
from mendelgraph.errors import InputError
from mendelgraph.store import QUADS
from tests.diff.releases import make_release
from tests.graph.conftest import ARTICLE, make_aligned

if TYPE_CHECKING:
    from pathlib import Path

    from mendelgraph.alignments import AlignedRecord


def variants() -> list[AlignedRecord]:
    """Records that differ in their facts, their links, or the authors of an article, which are blank nodes."""
    whole = make_aligned()
    fields = ARTICLE.fields
    assert fields
    citation = ARTICLE._replace(fields=fields._replace(authors=("Roe AB",)))
    fewer = replace(whole.stated, references=(whole.stated.references[0]._replace(citation=citation),))
    return [
        whole,
        replace(whole, mappings=(), questions=()),
        replace(whole, stated=replace(whole.stated, genes=(), origins=())),
        replace(whole, stated=fewer, citations=()),
    ]


def named(record: AlignedRecord, slug: str) -> AlignedRecord:
    return replace(record, stated=replace(record.stated, record=replace(record.stated.record, slug=slug)))


def release(folder: Path, chosen: dict[str, int], version: str) -> Path:
    return make_release(folder, [named(variants()[number], slug) for slug, number in chosen.items()], version)


def write(old: Path, new: Path, patch: Path) -> PatchSize:
    with patch.open("wb") as out:
        return write_patch(old, new, out)


CHOSEN = st.dictionaries(st.sampled_from(["a", "a-2", "b", "c"]), st.integers(0, 3), max_size=4)


@given(before=CHOSEN, after=CHOSEN)
def test_old_and_patch_give_new_byte_for_byte(
    before: dict[str, int], after: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("patch")
    old, new = release(place / "old", before, "1"), release(place / "new", after, "2")
    size = write(old, new, place / "patch")
    out = BytesIO()
    assert apply_patch(old / QUADS, place / "patch", out) == size
    assert out.getvalue() == (new / QUADS).read_bytes()


def test_a_patch_has_the_rows_of_the_format(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", {"a": 0}, "2026-10-01"), release(tmp_path / "new", {"a": 3}, "2026-11-01")
    size = write(old, new, tmp_path / "patch")
    rows = (tmp_path / "patch").read_text().splitlines()
    assert rows[:2] == [
        "H id <https://w3id.org/mendelgraph/dataset/2026-11-01> .",
        "H prev <https://w3id.org/mendelgraph/dataset/2026-10-01> .",
    ]
    assert (rows[4], rows[-1]) == ("TX .", "TC .")
    changes = rows[5:-1]
    quads = {(row[0], quad) for row in changes for quad in parse(row[2:], format=RdfFormat.N_QUADS)}
    assert (size.deleted, size.added) == tuple(sum(row[0] == sign for row in changes) for sign in "DA")
    assert len(quads) == len(changes) == sum(size)
    assert any("_:l" in row for row in changes), "the case has no list of authors"


def test_blank_nodes_of_a_list_keep_their_labels_from_release_to_release(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", {"a": 0}, "1"), release(tmp_path / "new", {"b": 0}, "2")
    labels = [
        {str(quad.subject) for quad in parse(path=each / QUADS, format=RdfFormat.N_QUADS) if "_:" in str(quad.subject)}
        for each in (old, new)
    ]
    assert labels[0] == labels[1] != set()


def test_equal_releases_have_an_empty_patch(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", {"a": 0}, "1"), release(tmp_path / "new", {"a": 0}, "1")
    assert write(old, new, tmp_path / "patch") == (0, 0)


DAMAGE = {
    "cut off": (lambda text: text[: text.rindex(b"TC .")], "cut off"),
    "no header": (lambda text: b"", "no RDF Patch"),
    "not a patch": (lambda text: b"<a:s> <a:p> <a:o> <a:g> .\n", "no RDF Patch"),
    "another operation": (lambda text: text.replace(b"TC .", b"PA <a:s> .\nTC ."), "neither A nor D"),
    "no quad": (lambda text: text.replace(b"TC .", b"A nonsense .\nTC ."), "no quad"),
    "out of order": (lambda text: text.replace(b"TC .", b"A <a:s> <a:p> <a:o> <a:g> .\nTC ."), "not sorted"),
    "a row less": (lambda text: b"".join(text.splitlines(keepends=True)[:-2]) + b"TC .\n", "another release"),
    "a row twice": (lambda text: text.replace(b"\nD ", b"\nA ", 1), "does not fit"),
}


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_patch_is_refused(case: str, tmp_path: Path) -> None:
    damage, message = DAMAGE[case]
    old, new = release(tmp_path / "old", {"a": 0, "b": 0}, "1"), release(tmp_path / "new", {"a": 2, "b": 1}, "2")
    write(old, new, tmp_path / "patch")
    (tmp_path / "patch").write_bytes(damage((tmp_path / "patch").read_bytes()))
    with pytest.raises(InputError, match=message):
        apply_patch(old / QUADS, tmp_path / "patch", BytesIO())


def test_a_patch_for_another_release_is_refused(tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", {"a": 0}, "1"), release(tmp_path / "new", {"a": 2}, "2")
    write(old, new, tmp_path / "patch")
    other = release(tmp_path / "other", {"a": 0, "b": 0}, "1")
    with pytest.raises(InputError, match="another release"):
        apply_patch(other / QUADS, tmp_path / "patch", BytesIO())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"<a:s> <a:p> <a:o> <a:g/b/stated> .\n<a:s> <a:p> <a:o> <a:g/a/stated> .\n", "not sorted"),
        (b"nonsense\n", "no N-Quad"),
    ],
    ids=["unsorted", "malformed"],
)
def test_a_damaged_release_is_refused(text: bytes, message: str, tmp_path: Path) -> None:
    old, new = release(tmp_path / "old", {"a": 0}, "1"), release(tmp_path / "new", {"a": 0}, "2")
    (new / QUADS).write_bytes(text)
    with pytest.raises(InputError, match=message):
        write(old, new, tmp_path / "patch")
