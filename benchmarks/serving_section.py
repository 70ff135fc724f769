"""The page's sections on questions: the query book on the embedded store, and endpoints over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.markdown import show_facts, show_figure, table

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING_KEPT = "mendelgraph serve, nothing kept"


def show_questions(told: dict[str, Any]) -> Iterator[str]:
    """Show the slowest questions of the query book."""
    rows = told["rows"]
    slow = sum(row["p95"] > told["goal"] for row in rows)
    yield "## The query book\n"
    yield from _setting(told)
    yield (
        f"{len(rows)} questions, asked of the embedded store of the last run with their defaults; "
        f"over {told['goal']:.0f} ms by the wall clock at the 95th of 100 runs: {slow}. The slowest:\n"
    )
    head = ("question", "rows", "p50 ms", "p95 ms")
    shown = [(row["name"], f"{row['rows']:,}", f"{row['p50']:.1f}", f"{row['p95']:.1f}") for row in rows[:8]]
    yield from table(head, shown)


CACHE = """\
Each question is sent as up to 1,000 texts in turn, over and over, so that most requests repeat an earlier one.
`mendelgraph serve` keeps its answers and sends the kept one again without asking its store: its column says how fast it
repeats itself, which the other servers do not do. **How fast it answers what nobody asked before is the column "nothing
kept"**, to be compared with the bare Oxigraph server, whose engine both have.
"""


def show_endpoint(told: dict[str, Any]) -> Iterator[str]:
    """Show requests a second of all servers."""
    yield "## The endpoint\n"
    yield from _setting(told)
    if "connections" in told:
        yield (
            f"`wrk` with {told['connections']} connections on the same machine, {told['rounds']} rounds of "
            f"{told['seconds']} s, of which the one in the middle counts.\n"
        )
    yield CACHE
    yield (
        "Requests a second over HTTP, and in brackets the ratio to the bare Oxigraph server. Where a round ended "
        "before the first answer: the seconds that a request alone took.\n"
    )
    servers = list(dict.fromkeys(row["server"] for row in told["rows"]))
    by_question: dict[str, dict[str, str]] = {}
    for row in told["rows"]:
        by_question.setdefault(row["question"], {})[row["server"]] = show_rate(row)
    rows = [(question, *(said.get(server, "") for server in servers)) for question, said in by_question.items()]
    yield from table(("question", *servers), rows)
    ratios = [row["ratio"] for row in told["rows"] if row["server"] == NOTHING_KEPT and row["ratio"] is not None]
    if ratios:
        yield (
            f"\nWith nothing kept ours answers {min(ratios):.2f} to {max(ratios):.2f} times as many requests as the "
            f"bare server, and fewer on {sum(ratio < 1 for ratio in ratios)} of {len(ratios)} questions."
        )


def show_rate(row: dict[str, Any]) -> str:
    """Return what a cell says of a server and a question.

    >>> show_rate({"rate": 11.2, "ratio": 0.0019, "same": True})
    '11 (0.0019)'
    >>> show_rate({"rate": 0.0, "ratio": 0.0, "same": True, "alone": 2.34})
    '2.3 s a request'
    """
    wrong = "" if row["same"] else ", other answer"
    if row["rate"] is None:
        return "fails"
    if not row["rate"]:
        return (f"{row['alone']:.1f} s a request" if "alone" in row else "no answer in a round") + wrong
    ratio = f" ({show_figure(row['ratio'])})" if row["ratio"] is not None else ""
    return f"{show_figure(row['rate'])}{ratio}{wrong}"


def _setting(told: dict[str, Any]) -> Iterator[str]:
    """Say on which machine, with which versions and on which release; what was recorded before says nothing."""
    for name in ("machine", "versions"):
        if name in told:
            yield f"{show_facts(told[name])}.\n"
    if "release" in told:
        yield f"Release: {told['release']}.\n"
