"""Generated pages: the same each time, alike to the real ones, and stating what was planned, in words that are read."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from itertools import chain
from pathlib import Path
from statistics import mean

import pytest

from benchmarks.distribution import CONFLICTED, FULL, LEAN, MODES, SPREAD, measure_modes, measure_pages
from benchmarks.generator import make_pages, write_catalogues
from benchmarks.invention import invent_acronym, invent_word
from benchmarks.plan import Plan
from benchmarks.pool import Pool, read_pool
from mendelgraph.align import embedded_citations
from mendelgraph.extract import extract
from mendelgraph.facts import StatedRecord
from mendelgraph.records import Role
from mendelgraph.sources import read, read_catalogue
from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.vocabulary.names import fold_name

PAGES = 60


@pytest.fixture(scope="module")
def pool() -> Pool:
    return read_pool(None)


@pytest.fixture(scope="module")
def plans(pool: Pool) -> dict[str, Plan]:
    made = make_pages(pool, catalogue=0, pages=PAGES, seed=1, richness=FULL)
    return {page.plan.slug: page.plan for page in made}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("catalogues")
    write_catalogues(place, pages=PAGES)
    return place


@pytest.fixture(scope="module")
def stated(folder: Path) -> list[StatedRecord]:
    catalogue = read(folder)
    assert not catalogue.refusals
    assert not catalogue.disagreements
    return [extract(record) for record in catalogue.conditions]


def digest(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_planned_page_is_read(plans: dict[str, Plan], stated: list[StatedRecord]) -> None:
    assert {one.record.slug for one in stated} == set(plans)
    assert all(len(one.record.documents) == 2 for one in stated)


@pytest.mark.parametrize(
    ("field", "planned", "found"),
    [
        (
            "genes",
            lambda p: {(g.gene.symbol, g.role) for g in p.genes},
            lambda s: {(g.symbol, g.role) for g in s.genes},
        ),
        ("entrez", lambda p: {g.gene.entrez for g in p.genes}, lambda s: {g.entrez for g in s.genes}),
        ("modes", lambda p: set(p.modes), lambda s: {fact.mode for fact in s.inheritance}),
        ("qualifiers", lambda p: set(p.qualifiers), lambda s: {fact.qualifier for fact in s.qualifiers}),
        ("copies", lambda p: {p.copy} - {None}, lambda s: {fact.copy for fact in s.origins}),
        ("measures", lambda p: {f.measure for f in p.frequencies}, lambda s: {f.measure for f in s.frequencies}),
        ("names", lambda p: set(p.other_names), lambda s: {said.value for said in s.record.other_names}),
        (
            "keys",
            lambda p: set(p.term.keys) if p.term else set(),
            lambda s: {tuple(i.identifier) for i in s.identifiers},
        ),
        (
            "references",
            lambda p: p.references,
            lambda s: sum(said.value.fields is not None for said in s.record.references),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_rules_read_what_was_planned(
    field: str, planned: object, found: object, plans: dict[str, Plan], stated: list[StatedRecord]
) -> None:
    differing = [
        (one.record.slug, planned(plans[one.record.slug]), found(one))  # type: ignore[operator]
        for one in stated
        if planned(plans[one.record.slug]) != found(one)  # type: ignore[operator]
    ]
    assert not differing, field


def test_the_same_call_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_catalogues(tmp_path, pages=PAGES)
    assert digest(tmp_path) == digest(folder)


def test_the_first_of_many_catalogues_is_the_one_alone(folder: Path, tmp_path: Path) -> None:
    write_catalogues(tmp_path, catalogues=2, pages=PAGES)
    assert digest(tmp_path / "catalogue-000") == digest(folder / "catalogue-000")
    assert len(list((tmp_path / "catalogue-001" / "pages").iterdir())) == PAGES


def test_another_seed_gives_other_pages(folder: Path, tmp_path: Path) -> None:
    write_catalogues(tmp_path, pages=5, seed=2)
    first = min((tmp_path / "catalogue-000" / "pages").iterdir())
    assert (
        not (folder / "catalogue-000" / "pages" / first.name).exists()
        or first.read_bytes() != (folder / "catalogue-000" / "pages" / first.name).read_bytes()
    )


def test_pages_are_made_one_at_a_time(pool: Pool) -> None:
    pages = make_pages(pool, catalogue=99, pages=1350, seed=1, richness=LEAN)
    assert next(pages).plan.number == 99 * 1350


def test_own_names_and_slugs_are_unique_across_catalogues(pool: Pool) -> None:
    made = list(
        chain.from_iterable(
            make_pages(pool, catalogue=number, pages=100, seed=1, richness=LEAN) for number in range(10)
        )
    )
    assert len({fold_name(page.plan.name) for page in made}) == len({page.plan.slug for page in made}) == 1000


def test_a_realistic_share_of_other_names_is_shared(pool: Pool) -> None:
    made = make_pages(pool, catalogue=5, pages=1350, seed=1, richness=FULL)
    names = [name for page in made for name in {fold_name(name) for name in (page.plan.name, *page.plan.other_names)}]
    shared = sum(times for times in Counter(names).values() if times > 1) / len(names)
    assert CONFLICTED / 3 < shared < CONFLICTED * 3
    assert max(Counter(names).values()) == 2


def test_words_and_acronyms_are_never_given_twice() -> None:
    numbers = [*range(3000), *range(215_000, 217_000)]
    assert len(set(map(invent_word, numbers))) == len(set(map(invent_acronym, numbers))) == len(numbers)


def test_no_identifier_is_invented(stated: list[StatedRecord]) -> None:
    vocabulary = open_vocabulary(None)
    for one in stated:
        assert all(vocabulary.gene_by_entrez(gene.entrez or "") for gene in one.genes)
        assert not any(said.value.pmid or said.value.fields.doi for said in one.record.references if said.value.fields)
    assert not {said.value.text for one in stated for said in one.record.references} & set(embedded_citations())


def test_sections_are_as_long_as_real_ones(stated: list[StatedRecord]) -> None:
    lengths = [len(text.text) for one in stated for text in one.record.prose(Role.CAUSES)]
    low, middle, high = SPREAD["causes"][1], SPREAD["causes"][4], SPREAD["causes"][7]
    assert low < mean(lengths) < high
    assert 0.6 * middle < sorted(lengths)[len(lengths) // 2] < 1.6 * middle


def test_a_page_says_that_it_is_invented(folder: Path) -> None:
    for page in (folder / "catalogue-000" / "pages").iterdir():
        assert "generated for a benchmark" in page.read_text(encoding="utf-8")


def test_the_distribution_is_that_of_the_real_pages(shared: Path) -> None:
    catalogue = read_catalogue([shared / "medlineplus"])
    pages = [extract(record) for record in catalogue.conditions]
    assert len(pages) == 925
    assert measure_pages(pages) == {name: pytest.approx(SPREAD[name], rel=0.1, abs=1) for name in SPREAD}
    assert measure_modes(pages) == {mode: pytest.approx(times, rel=0.1, abs=3) for mode, times in MODES.items()}
