"""Whatever a file mentions, and however often in however many spellings: memory is bounded, nothing is crowded out."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from mendelgraph.graph.namespaces import FOAF
from mendelgraph.join import Joining, Knowledge, Outcome, joining
from mendelgraph.store import open_store
from mendelgraph.vocabulary import open_vocabulary

SLUG = "progressive-osseous-heteroplasia"
CONDITION = NamedNode(f"https://w3id.org/mendelgraph/condition/{SLUG}")
PAGE = f"https://medlineplus.gov/genetics/condition/{SLUG}/"


@pytest.fixture(scope="module")
def knowledge(embedded_release: Path) -> Knowledge:
    return Knowledge(open_store(embedded_release))


def mention(iri: str) -> str:
    return f"<https://lab.example/patient/7> <https://lab.example/has> <{iri}> .\n"


FLOODS = {
    Outcome.JOINED: lambda number: f"{PAGE}?page={number}",
    Outcome.ABSENT: lambda number: f"https://omim.org/entry/{900_000 + number}",
    Outcome.UNKNOWN: lambda number: f"https://lab.example/OMIM_{900_000 + number}",
    Outcome.MISS: lambda number: f"http://omim.org/entry/{900_000 + number}",
}
SINGLE = {
    Outcome.JOINED: "https://omim.org/entry/166350",
    Outcome.ABSENT: "https://omim.org/entry/999999",
    Outcome.UNKNOWN: "http://www.wikidata.org/entity/Q52849",
    Outcome.MISS: "https://purl.obolibrary.org/obo/MONDO_0008153",
}


@pytest.mark.parametrize("single", SINGLE, ids=lambda outcome: f"a single {outcome.name}")
@pytest.mark.parametrize("flood", FLOODS, ids=lambda outcome: f"many {outcome.name}")
def test_no_outcome_crowds_out_another(
    flood: Outcome, single: Outcome, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MAX_KEPT", 10)
    work = Joining(knowledge, open_vocabulary(None))
    work.note("".join(mention(FLOODS[flood](number)) for number in range(15)).encode())
    work.note((mention(SINGLE[single]) * 5).encode())
    assert {row.outcome: row.times for row in work.rows() if row.mentioned == SINGLE[single]} == (
        {single: 5} if single is not flood else {}
    )
    assert work.further == {flood: 5 + 5 * (single is flood)}
    assert work.counts()[flood] == 10


def test_what_joins_without_a_row_is_linked_all_the_same(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "MAX_KEPT", 10)
    work = Joining(knowledge, open_vocabulary(None))
    spellings = [f"{PAGE}?page={number}" for number in range(30)]
    late = work.note("".join(map(mention, spellings)).encode())
    added = [*late, *work.enrich()]
    assert {Quad(NamedNode(iri), FOAF.primaryTopic, CONDITION) for iri in spellings} <= set(added)
    assert len(added) == len(set(added)) == work.added
    assert sum(quad.subject == CONDITION for quad in added) > 5


def test_a_condition_is_described_once_however_often_it_is_spelt(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[NamedNode] = []
    describe = Knowledge.describe
    monkeypatch.setattr(Knowledge, "describe", lambda self, link: asked.append(link.thing) or describe(self, link))
    work = Joining(knowledge, open_vocabulary(None))
    work.note("".join(mention(f"{PAGE}?page={number}") for number in range(50)).encode())
    work.enrich()
    assert asked == [CONDITION]


PEAK = """
from mendelgraph.cli import main
from mendelgraph.join import joining
joining.MAX_KEPT = 5_000
main({arguments!r}, standalone_mode=False)
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def peak(*arguments: object) -> int:
    """Join in a process of its own; return the most memory that it held, in KiB.

    VmHWM begins anew with the program, where `ru_maxrss` remembers the test run that it was forked from. A limit
    on the address space would say nothing of memory: each thread of the store's engine reserves what it never uses.
    """
    code = PEAK.format(arguments=["join", *map(str, arguments)])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return int(done.stdout.split()[-1])


LARGE = {
    "few diseases": lambda number: f"http://purl.uniprot.org/mim/{100_000 + number % 5_000}",
    "spellings": lambda number: f"{PAGE}?utm={number}",
    "unknown": lambda number: f"http://purl.obolibrary.org/obo/MONDO_{number:07}",
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LARGE)
def test_memory_does_not_grow_with_the_file(kind: str, embedded_release: Path, tmp_path: Path) -> None:
    """From where every bound is reached, 6 MB and 24 MB are held in the same memory."""
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak of memory is read from /proc")
    file, out = tmp_path / "large.nt", tmp_path / "out.nt"
    peaks = []
    for size in (60_000, 240_000):
        with file.open("w", encoding="utf-8") as text:
            text.writelines(
                f"<https://lab.example/p/{number}> <https://lab.example/has> <{LARGE[kind](number)}> .\n"
                for number in range(size)
            )
        peaks.append(peak(file, "-o", out, "--data", embedded_release))
        with out.open(encoding="utf-8") as written:
            assert sum(1 for _ in written) >= size
    assert peaks[1] - peaks[0] < 10_000, f"{peaks} KiB"


@pytest.mark.slow
def test_many_spellings_take_little_time(knowledge: Knowledge) -> None:
    work = Joining(knowledge, open_vocabulary(None))
    before = time.process_time()
    work.note("".join(mention(f"{PAGE}?utm={number}") for number in range(20_000)).encode())
    added = work.enrich()
    assert time.process_time() - before < 5  # a second here; 15 when each spelling was described
    assert len(added) > 20_000


def test_late_links_are_written_where_they_belong(
    embedded_release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from mendelgraph.cli import main

    monkeypatch.setattr(joining, "MAX_KEPT", 2)
    file = tmp_path / "mine.nt"
    spellings = [f"{PAGE}?page={number}" for number in range(9)]
    file.write_text("".join(map(mention, spellings)), encoding="utf-8")
    for options in ([], ["--added-only"]):
        out = tmp_path / "out.ttl"
        result = CliRunner().invoke(
            main, ["join", str(file), "-o", str(out), "--data", str(embedded_release), *options]
        )
        assert "        2  joined (further mentions, not listed: 7)" in result.stderr
        found = list(parse(path=str(out), format=RdfFormat.TURTLE))
        assert {Quad(NamedNode(iri), FOAF.primaryTopic, CONDITION) for iri in spellings} <= set(found)
        assert f"added {len(found) - (0 if options else 9):,}" in result.stderr
