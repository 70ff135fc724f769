"""What the page reckons from measured figures has right values, and it says in words who is slower."""

from __future__ import annotations

import pytest

from benchmarks.catalogue_section import show_catalogue
from benchmarks.engine_section import compare_costs, show_engines
from benchmarks.isomorphism import Comparison
from benchmarks.measure import Measured
from benchmarks.results import Build, Results, Way, line_through, plain, to_json
from benchmarks.serving_section import CACHE, show_endpoint, show_questions, show_rate

SAME = Comparison(0, 0, ())
MACHINE = {"processor": "abacus", "load before and after": "0.1 and 0.2"}


def measured(cpu: float, megabytes: int) -> Measured:
    return Measured(2 * cpu, cpu, megabytes * 1_000_000, 1)


def ours(triples: int, times: float) -> Way:
    """Return our way: a further triple costs 30 microseconds for three dumps, 12 for one file, nothing is fixed."""
    steps = {
        "import": 0.3, "read": 1.0, "extract": 2.0, "align": 3.0, "describe": 0.1 * times, "validate": 0.4 * times,
        "all parts": 0.6 * times, "n-triples": 0.02 * times, "load": 0.5,
    }  # fmt: skip
    return Way("mendelgraph", steps, triples, "mendelgraph 1", measured(9.0, 150), asked={"q": 0.5})


def rdflib(triples: int, times: float) -> Way:
    steps = {"import": 0.5, "describe": 1.0 * times, "dump": 2.0 * times, "load": 1.0 * times}
    validated = {"100": 2.0, "200": 3.0} if times == 1 else {}
    return Way("rdflib + pyshacl", steps, triples, "rdflib 1", measured(9.0, 300), validated, {"q": 5.0})


def engine(name: str, triples: int, describe: float) -> Way:
    steps = {"import": 0.8, "describe": describe, "dump": 0.0}
    return Way(name, steps, triples, "1", measured(9.0, 640), compared=SAME)


SMALL = (ours(10_000, 1), rdflib(10_000, 1), engine("morph-kgc", 10_000, 4.1), engine("maplib", 10_000, 0.3))
LARGE = (ours(30_000, 3), rdflib(30_000, 3), engine("morph-kgc", 30_000, 4.5), engine("maplib", 30_000, 0.4))
BUILD = Build(measured(50.0, 400), measured(5.0, 500), 1_000, 1_100_000, 1_000_000, 5_000_000)
RESULTS = Results(MACHINE, "real", "an index", BUILD, (), 10, SMALL, 30, LARGE)


def show(results: Results) -> list[str]:
    return "\n".join(show_catalogue(to_json(results))).splitlines()  # type: ignore[arg-type] # as read from a file


def test_the_cost_of_starting_is_told_apart_from_that_of_a_further_triple() -> None:
    text = "\n".join(show_engines(RESULTS))
    rows = text.split("| fixed, CPU s | import, CPU s |\n")[1].splitlines()[1:6]
    assert rows == [
        "| mendelgraph | 30.0 | 0.00 | 0.30 |",
        "| mendelgraph, one file | 12.0 | 0.00 | 0.30 |",
        "| rdflib + pyshacl | 300.0 | 0.00 | 0.50 |",
        "| morph-kgc | 20.0 | 3.90 | 0.80 |",
        "| maplib | 5.0 | 0.25 | 0.80 |",
    ]


def test_each_way_is_compared_with_ours_for_the_same_files() -> None:
    text = "\n".join(show_engines(RESULTS))
    assert "- rdflib + pyshacl is slower than we are: a further triple costs 10.0 times what it costs us." in text
    assert "- morph-kgc is slower than we are: a further triple costs 1.7 times what it costs us." in text
    assert "- maplib is faster than we are: a further triple costs us 2.4 times what it costs there." in text
    assert "what it costs there. Our three dumps cost 6.0 times its one file." in text


def test_a_cost_that_is_lost_in_that_of_starting_is_not_compared() -> None:
    assert "a larger sample would tell" in compare_costs("x", -0.1)


def test_one_amount_tells_no_rate() -> None:
    text = "\n".join(show_engines(RESULTS._replace(larger=(), larger_sample=0)))
    assert "no rate is told" in text
    assert "a further" not in text


def test_only_our_way_is_told_as_one_file() -> None:
    assert [plain(way) is not None for way in SMALL] == [True, False, False, False]


def test_dumping_is_all_parts_without_their_validation() -> None:
    assert SMALL[0].dumping == pytest.approx(0.2)
    assert SMALL[0].making == pytest.approx(0.3)
    assert SMALL[1].dumping == pytest.approx(2.0)
    rows = [row for row in show(RESULTS) if row.startswith(("| describe", "| dump", "| load"))]
    assert rows == [
        "| describe: facts to terms | 0.10 | 1.00 | 10.0 |",
        "| dump: sorted N-Quads, Turtle, JSON-LD, packed | 0.20 | 2.00 | 10.0 |",
        "| load into a store in memory | 0.50 | 1.00 | 2.0 |",
    ]


def test_validation_is_on_the_line_through_two_amounts() -> None:
    line = line_through({200: 3.0, 100: 2.0})
    assert (line.fixed, line.each) == pytest.approx((1.0, 0.01))
    assert SMALL[1].validation(10_000) == pytest.approx(101.0)
    page = show(RESULTS)
    assert "| validate: SHACL | 0.40 | 101.00 | 252.5 |" in page
    assert (
        "pyshacl was measured at 2.0 s for 100 triples, 3.0 s for 200 triples; the row above is on that line." in page
    )


def test_the_whole_job_is_reckoned_by_triples_and_validation_on_its_line() -> None:
    """Of 10,000 triples: 6 s of our reading, 4 s of rdflib's; of a million a hundred times that, and 10,001 s."""
    page = show(RESULTS)
    assert "| rdflib + pyshacl, reckoned |  | 11,001 | 300 for the sample | 91 | 220 |" in page
    assert "| mendelgraph build | 100.0 | 50.0 | 400 | 20,000 | 1 |" in page
    assert "| mendelgraph build after one page changed | 10.0 | 5.0 | 500 |  | 0.10 |" in page


def test_memory_is_that_of_the_measured_processes() -> None:
    rows = [row for row in show(RESULTS) if row.endswith((" |  |", " | yes |")) and "10,000" in row]
    assert [row.split(" | ")[4] for row in rows] == ["150", "150", "300", "640", "640"]


ENDPOINT = {
    "machine": MACHINE,
    "versions": {"mendelgraph": "1", "oxigraph serve": "0.5"},
    "release": "real, 5 triples",
    "connections": 8,
    "rounds": 3,
    "seconds": 1,
    "rows": [
        {"question": "a", "server": "oxigraph serve", "rate": 100.0, "ratio": 1.0, "same": True, "alone": 0.1},
        {"question": "a", "server": "mendelgraph serve", "rate": 900.0, "ratio": 9.0, "same": True, "alone": 0.1},
        {"question": "a", "server": "mendelgraph serve, nothing kept", "rate": 80.0, "ratio": 0.8, "same": True},
        {"question": "b", "server": "mendelgraph serve, nothing kept", "rate": 80.0, "ratio": 1.2, "same": True},
    ],
}


def test_the_endpoint_says_where_and_how_it_was_measured_and_that_answers_are_kept() -> None:
    text = "\n".join(show_endpoint(ENDPOINT))
    for said in ("abacus", "oxigraph serve: 0.5", "real, 5 triples", "8 connections", "3 rounds of 1 s", CACHE):
        assert said in text
    assert "0.80 to 1.20 times as many requests as the bare server, and fewer on 1 of 2 questions" in text


@pytest.mark.parametrize(
    ("rate", "ratio", "alone", "said"),
    [
        (0.0, 0.0, 4.26, "4.3 s a request"),
        (0.4, 0.0004, 1.0, "0.40 (0.0004)"),
        (None, None, 0.0, "fails"),
        (1234.5, 0.5, 0.1, "1,234 (0.50)"),
    ],
)
def test_a_slow_answer_is_told_in_seconds(rate: float | None, ratio: float | None, alone: float, said: str) -> None:
    assert show_rate({"rate": rate, "ratio": ratio, "same": True, "alone": alone}) == said


def test_the_query_book_says_where_it_was_measured() -> None:
    row = {"name": "q", "rows": 1, "p50": 1.0, "p95": 2.0}
    text = "\n".join(show_questions({"machine": MACHINE, "release": "real, 5 triples", "goal": 50.0, "rows": [row]}))
    assert "abacus" in text
    assert "real, 5 triples" in text
