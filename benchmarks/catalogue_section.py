"""The page's section on a catalogue: the whole build, its steps, the mapping engines, what a user waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.engine_section import show_engines
from benchmarks.markdown import MB, show_facts, table
from benchmarks.results import from_json, way_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.results import Results


def show_catalogue(told: dict[str, Any]) -> Iterator[str]:
    """Show a run on a catalogue."""
    results = from_json(told)
    build = results.build
    yield f"## {results.catalogue.capitalize()}: {build.conditions:,} conditions\n"
    yield f"{show_facts(results.machine)}. Vocabulary: {results.vocabulary}."
    yield "Versions: " + "; ".join(
        way.version if " " in way.version else f"{way.name} {way.version}" for way in results.ways
    )
    yield ""
    yield from _whole(results)
    yield ""
    yield from _steps(results)
    yield ""
    yield from show_engines(results)
    rows = [(f"`{start.name}`", f"{start.seconds:.2f}", f"{start.cpu:.2f}") for start in results.starts]
    yield from table(("what a user waits for", "wall s, the best of a few", "CPU s"), rows)


def _whole(results: Results) -> Iterator[str]:
    build, ours = results.build, results.build.measured
    yield "### The whole job: pages to a validated release with all dumps\n"
    yield from table(
        ("", "wall s", "CPU s", "peak memory MB", "triples a CPU second", "times the CPU"),
        [
            ("mendelgraph build", *_took(ours), f"{build.triples / ours.cpu:,.0f}", "1"),
            (
                "mendelgraph build after one page changed",
                *_took(build.changed),
                "",
                f"{build.changed.cpu / ours.cpu:.2f}",
            ),
            *_rdflib_whole(results),
        ],
    )
    yield (f"\n{build.quads:,} statements in graphs, {build.triples:,} triples, {build.size / MB:,.0f} MB in all.")
    rdflib = way_of(results, "rdflib + pyshacl")
    if rdflib:
        many = max(map(int, rdflib.validated), default=0)
        yield (
            f"The row of rdflib is reckoned from {results.sample} of the conditions, by triples; its validation from "
            f"{many:,} triples, on the line through two measured amounts (below): nobody could wait for all of it."
        )


def _took(measured: Any) -> tuple[str, str, str]:
    return f"{measured.seconds:.1f}", f"{measured.cpu:.1f}", f"{measured.peak / MB:,.0f}"


def _rdflib_whole(results: Results) -> Iterator[tuple[str, ...]]:
    rdflib, ours = way_of(results, "rdflib + pyshacl"), way_of(results, "mendelgraph")
    if rdflib and ours:
        build = results.build
        share = build.triples / rdflib.triples
        given = sum(ours.steps[step] for step in ("read", "extract", "align")) * share
        made = (rdflib.making + rdflib.steps["load"]) * share
        seconds = given + made + (rdflib.validation(build.triples) or 0)
        peak = f"{rdflib.whole.peak / MB:,.0f} for the sample"
        yield (
            "rdflib + pyshacl, reckoned",
            "",
            f"{seconds:,.0f}",
            peak,
            f"{build.triples / seconds:,.0f}",
            f"{seconds / build.measured.cpu:.0f}",
        )


def _steps(results: Results) -> Iterator[str]:
    ours, rdflib = way_of(results, "mendelgraph"), way_of(results, "rdflib + pyshacl")
    if not ours:
        return
    yield f"### Step by step, one process: {results.sample} conditions, {ours.triples:,} triples\n"
    head = ("step", "mendelgraph, CPU s", "rdflib + pyshacl, CPU s", "times as long")
    mine = {**ours.steps, "dump": ours.dumping}
    theirs: dict[str, float | None] = dict(rdflib.steps) if rdflib else {}
    theirs["validate"] = rdflib.validation(rdflib.triples) if rdflib else None
    names = {
        "read": "read",
        "extract": "extract",
        "align": "align",
        "describe": "describe: facts to terms",
        "validate": "validate: SHACL",
        "dump": "dump: sorted N-Quads, Turtle, JSON-LD, packed",
        "load": "load into a store in memory",
    }
    yield from table(head, [_step(said, mine.get(step), theirs.get(step)) for step, said in names.items()])
    if rdflib and rdflib.validated:
        amounts = ", ".join(f"{took:.1f} s for {int(count):,} triples" for count, took in rdflib.validated.items())
        yield f"\npyshacl was measured at {amounts}; the row above is on that line."
    if rdflib:
        yield "\n| question of the query book, ms | mendelgraph's engine | rdflib | times as long |\n|---|--:|--:|--:|"
        for name, took in ours.asked.items():
            yield f"| {name} | {took:.2f} | {rdflib.asked[name]:.1f} | {rdflib.asked[name] / took:,.0f} |"


def _step(name: str, mine: float | None, theirs: float | None) -> tuple[str, ...]:
    ratio = f"{theirs / mine:.1f}" if mine and theirs else ""
    return name, "" if mine is None else f"{mine:.2f}", "" if theirs is None else f"{theirs:.2f}", ratio
