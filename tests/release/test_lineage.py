"""A release knows the one before it, and the conditions that earlier ones had; IRIs are never forgotten."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, NamedTuple, cast

import pytest

from mendelgraph.errors import InputError
from mendelgraph.graph import Minter
from mendelgraph.graph.namespaces import DCAT, DCTERMS, OWL, PAV, RDFS
from mendelgraph.graph.versions import Lineage, Retired, undated_version
from mendelgraph.release import build
from mendelgraph.resources import resources
from mendelgraph.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import NamedNode

PAGES = resources() / "data" / "conditions"
MINT = Minter()
HEADER = "slug\tlabel\tlast\tsuccessor\n"
ROTOR, POH = "rotor-syndrome", "progressive-osseous-heteroplasia"


class Catalogue(NamedTuple):
    """A folder of pages to build from, and the folder of its releases."""

    pages: Path
    output: Path

    def take(self, slug: str, *, under: str = "") -> None:
        text = (PAGES / f"{slug}.txt").read_text(encoding="utf-8")
        text = text.replace(f"/{slug}/", f"/{under or slug}/")
        (self.pages / f"{under or slug}.txt").write_text(text, encoding="utf-8")

    def drop(self, slug: str) -> None:
        (self.pages / f"{slug}.txt").unlink()

    def build(self, version: str | None) -> None:
        build([self.pages], output=self.output, release=version)

    @property
    def manifest(self) -> dict[str, object]:
        return cast("dict[str, object]", json.loads((self.output / "manifest.json").read_bytes()))

    @property
    def retired(self) -> str:
        return (self.output / "retired.tsv").read_text(encoding="utf-8").removeprefix(HEADER)

    def objects(self, subject: NamedNode, predicate: NamedNode) -> set[str]:
        quads = open_store(self.output).quads_for_pattern(subject, predicate, None, MINT.dataset_graph())
        return {quad.object.value for quad in quads}


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    (tmp_path / "pages").mkdir()
    found = Catalogue(tmp_path / "pages", tmp_path / "dist")
    found.take(POH)
    found.take(ROTOR)
    found.build("2026-01-01")
    return found


def test_the_first_release_has_no_predecessor(catalogue: Catalogue) -> None:
    version = MINT.version("2026-01-01")
    assert catalogue.objects(MINT.dataset(), DCAT.hasVersion) == {version.value}
    assert catalogue.objects(version, DCAT.isVersionOf) == {MINT.dataset().value}
    assert catalogue.objects(version, DCAT.previousVersion) == set()
    assert catalogue.retired == ""


def test_a_release_names_the_one_before_it(catalogue: Catalogue) -> None:
    catalogue.build("2026-02-01")
    version, before = MINT.version("2026-02-01"), MINT.version("2026-01-01")
    assert catalogue.objects(version, DCAT.previousVersion) == {before.value}
    assert catalogue.objects(version, PAV.previousVersion) == {before.value}
    assert catalogue.objects(before, DCAT.version) == {"2026-01-01"}


def test_a_rebuild_of_one_version_keeps_its_predecessor_and_its_bytes(catalogue: Catalogue) -> None:
    catalogue.drop(ROTOR)
    catalogue.build("2026-02-01")
    first = json.loads((catalogue.output / "manifest.json").read_text())["files"]
    catalogue.build("2026-02-01")
    assert json.loads((catalogue.output / "manifest.json").read_text())["files"] == first


def test_a_retired_condition_is_carried_on_until_it_comes_back(catalogue: Catalogue) -> None:
    catalogue.drop(ROTOR)
    rotor = MINT.condition(ROTOR)
    for version in ("2026-02-01", "2026-03-01"):
        catalogue.build(version)
        assert catalogue.retired == f"{ROTOR}\tRotor syndrome\t2026-01-01\t\n"
        assert catalogue.objects(rotor, OWL.deprecated) == {"true"}
        assert catalogue.objects(rotor, RDFS.label) == {"Rotor syndrome"}
        assert catalogue.objects(rotor, DCTERMS.isPartOf) == {MINT.version("2026-01-01").value}
    catalogue.take(ROTOR)
    catalogue.build("2026-04-01")
    assert catalogue.retired == ""
    assert catalogue.objects(rotor, OWL.deprecated) == set()


def test_a_condition_under_a_new_slug_is_its_successor(catalogue: Catalogue) -> None:
    catalogue.drop(ROTOR)
    catalogue.take(ROTOR, under="rotors-syndrome")
    catalogue.build("2026-02-01")
    assert catalogue.retired == f"{ROTOR}\tRotor syndrome\t2026-01-01\trotors-syndrome\n"
    expected = {MINT.condition("rotors-syndrome").value}
    assert catalogue.objects(MINT.condition(ROTOR), DCTERMS.isReplacedBy) == expected


def test_a_release_of_another_base_is_no_predecessor(catalogue: Catalogue) -> None:
    build([catalogue.pages], output=catalogue.output, release="2026-02-01", base="https://other.example/")
    assert json.loads((catalogue.output / "manifest.json").read_text())["previous"] is None


@pytest.mark.parametrize("damage", ["store", "statements", "list"])
def test_what_the_old_release_lost_does_not_stop_the_new_one(catalogue: Catalogue, damage: str) -> None:
    catalogue.drop(ROTOR)
    label = "Rotor syndrome"
    if damage == "store":
        shutil.rmtree(catalogue.output / "store")
    elif damage == "statements":
        (catalogue.output / "mendelgraph.nq").unlink()
        label = ""
    else:
        (catalogue.output / "retired.tsv").write_bytes(b"\xff\n\n a row\n")
    catalogue.build("2026-02-01")
    assert catalogue.retired == f"{ROTOR}\t{label}\t2026-01-01\t\n"


def test_a_condition_whose_name_is_another_name_of_a_new_one_has_that_as_its_successor(catalogue: Catalogue) -> None:
    catalogue.drop(ROTOR)
    page = (PAGES / f"{ROTOR}.txt").read_text(encoding="utf-8").replace(f"/{ROTOR}/", "/rotor-disease/")
    page = page.replace("\n\nRotor syndrome\n", "\n\nRotor disease\n", 1)
    page = page.replace("  • hyperbilirubinemia, Rotor type", "  • Rotor Syndrome")
    (catalogue.pages / "rotor-disease.txt").write_text(page, encoding="utf-8")
    catalogue.build("2026-02-01")
    assert catalogue.retired == f"{ROTOR}\tRotor syndrome\t2026-01-01\trotor-disease\n"


def test_what_an_earlier_build_of_the_same_day_retired_was_last_in_the_release_before(catalogue: Catalogue) -> None:
    catalogue.build("2026-02-01")
    catalogue.drop(ROTOR)
    catalogue.build("2026-02-01")
    assert catalogue.retired == f"{ROTOR}\tRotor syndrome\t2026-01-01\t\n"


@pytest.mark.parametrize("release", ["2026-02-30", "20260201"])
def test_a_date_that_is_none_is_refused_and_leaves_the_old_release(catalogue: Catalogue, release: str) -> None:
    with pytest.raises(InputError):
        catalogue.build(release)
    assert catalogue.manifest["version"] == "2026-01-01"


def test_an_earlier_date_comes_after_the_date_before_it(catalogue: Catalogue) -> None:
    catalogue.build("2026-03-01")
    catalogue.build("2026-02-01")
    assert catalogue.manifest["previous"] == "2026-01-01"
    catalogue.build("2025-12-01")
    assert catalogue.manifest["previous"] is None
    catalogue.build("2026-04-01")
    assert catalogue.manifest["previous"] == "2026-03-01"


def test_an_undated_release_stands_between_dates(catalogue: Catalogue) -> None:
    catalogue.drop(ROTOR)
    catalogue.build(None)
    undated = catalogue.manifest["version"]
    assert catalogue.manifest["previous"] == "2026-01-01"
    catalogue.build("2026-02-01")
    assert catalogue.manifest["previous"] == undated
    catalogue.build(None)
    assert catalogue.manifest["previous"] == "2026-02-01"
    catalogue.build("2026-02-01")
    assert catalogue.manifest["previous"] == "2026-01-01"


def test_previous_versions_of_undated_catalogues_that_take_turns_form_no_circle(catalogue: Catalogue) -> None:
    shutil.rmtree(catalogue.output)
    chain: list[object] = [None]
    for turn in range(4):
        (catalogue.drop if turn % 2 else catalogue.take)(ROTOR)
        catalogue.build(None)
        assert catalogue.manifest["previous"] == chain[-1]
        chain.append(catalogue.manifest["version"])
    assert len(set(chain)) == 5


def test_all_that_a_release_is_left_is_in_its_undated_version() -> None:
    gone = [Retired("a", "A", last, successor) for last in ("2026-09-01", "2026-10-01") for successor in ("", "b")]
    every = [Lineage(previous, rows) for previous in (None, "2026-10-01") for rows in ((), *((row,) for row in gone))]
    assert len({undated_version("4423e168097e", lineage) for lineage in every}) == len(every)


def test_an_undated_release_that_is_built_again_stays_as_it_is(catalogue: Catalogue) -> None:
    catalogue.drop(ROTOR)
    catalogue.build(None)
    first = catalogue.manifest
    catalogue.build(None)
    assert catalogue.manifest == first
