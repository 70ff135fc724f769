"""The page's part on making triples from facts that lie ready: what a further triple costs, and what starting does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.markdown import MB, table
from benchmarks.results import PLAIN, Line, line_through, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import Results, Way

OURS = "mendelgraph"
LEVEL = 0.1
"""How far two ways may differ before one is called the slower."""


def show_engines(results: Results) -> Iterator[str]:
    """Show what all ways can do, at both amounts, and the line through the two."""
    if len(results.ways) < 2:
        return
    ways = [each for way in (*results.ways, *results.larger) for each in (way, plain(way)) if each]
    yield "### Facts to triples and a file of them, the part that mapping engines can do\n"
    head = ("", "triples", "facts to terms, CPU s", "written, CPU s", "peak memory MB", "same triples")
    yield from table(head, map(_measured, ways))
    yield (
        "\nOurs and rdflib's files are three dumps, sorted (ours) and packed; the engines' are one of N-Triples, so is "
        f"ours in the row of {PLAIN}. We start from records in memory, rdflib from rows in memory, the engines from "
        "tables on disk, whose reading is in their time and whose making is not. Imports are left out. Memory is that "
        "of the whole process, which does all steps above in our rows and in rdflib's.\n"
    )
    if results.larger:
        yield from _show_lines(ways)
    else:
        yield "Measured at one amount, which has the cost of starting in it: no rate is told.\n"


def _measured(way: Way) -> tuple[str, ...]:
    same = "" if way.compared is None else "yes"  # a run with other triples is refused
    took = f"{way.steps['describe']:.2f}", f"{way.dumping:.2f}"
    return way.name, f"{way.triples:,}", *took, f"{way.whole.peak / MB:,.0f}", same


def making_lines(ways: list[Way]) -> dict[str, Line]:
    """Return what making triples costs each way that was measured at two amounts."""
    measured: dict[str, dict[int, float]] = {}
    for way in ways:
        measured.setdefault(way.name, {})[way.triples] = way.making
    return {name: line_through(amounts) for name, amounts in measured.items() if len(amounts) > 1}


def _show_lines(ways: list[Way]) -> Iterator[str]:
    """Show each way's line, and say in words who is slower."""
    lines = making_lines(ways)
    starts = {way.name: way.steps["import"] for way in reversed(ways)}
    mine, alike = lines.get(OURS), lines.get(PLAIN)
    head = ("", "a further 1,000 triples, CPU ms", "fixed, CPU s", "import, CPU s")
    yield from table(
        head,
        [
            (name, f"{line.each * 1e6:.1f}", f"{round(line.fixed, 2) + 0.0:.2f}", f"{starts[name]:.2f}")
            for name, line in lines.items()
        ],
    )
    yield (
        "\nOn the line through the two amounts: what a further triple costs, and what is paid once however few there "
        "are (near nought, above or below, it is what two measurements differ by anyway; far below, a triple costs the "
        "more the more there are).\n"
    )
    for name, line in lines.items():
        if mine and name.startswith("rdflib"):
            yield f"- {compare_costs(name, line.each / mine.each)}"
        elif mine and alike and name not in {OURS, PLAIN}:
            yield f"- {compare_costs(name, line.each / alike.each)} {compare_dumps(mine, line)}".rstrip()
    yield ""


def compare_dumps(ours: Line, theirs: Line) -> str:
    """Say what our three dumps cost beside another's one file; nothing where that cannot be told.

    >>> compare_dumps(Line(0.0, 0.00003), Line(4.0, 0.00001))
    'Our three dumps cost 3.0 times its one file.'
    """
    return f"Our three dumps cost {ours.each / theirs.each:.1f} times its one file." if theirs.each > 0 else ""


def compare_costs(name: str, times: float) -> str:
    """Say how what a further triple costs a way compares with what it costs us for the same files.

    >>> compare_costs("maplib", 0.5)
    'maplib is faster than we are: a further triple costs us 2.0 times what it costs there.'
    >>> compare_costs("rdflib", 6.02)
    'rdflib is slower than we are: a further triple costs 6.0 times what it costs us.'
    >>> compare_costs("x", 1.05)
    'x is as fast as we are: a further triple costs 1.05 times what it costs us.'
    """
    if times <= 0:
        return f"{name}: what a further triple costs is lost in what starting costs; a larger sample would tell."
    if times < 1 - LEVEL:
        return f"{name} is faster than we are: a further triple costs us {1 / times:.1f} times what it costs there."
    if times > 1 + LEVEL:
        return f"{name} is slower than we are: a further triple costs {times:.1f} times what it costs us."
    return f"{name} is as fast as we are: a further triple costs {times:.2f} times what it costs us."
