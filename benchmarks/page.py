"""Write `docs/benchmarks.md` from the figures of the last run of each kind, which are kept beside this file as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.results import Results, Way, from_json, way_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RECORDED = Path(__file__).with_name("recorded")
MB = 1_000_000

HEAD = """\
# Benchmarks

Written by `scripts/bench` from its last runs; no figure here was typed. Run it yourself: `scripts/bench` (a generated
catalogue of the real size) or `scripts/bench --catalogue real` (needs the real pages). Machines differ, and this was
shared while it measured (see its load): **ratios are what to look at**, every pair of them from one run, and seconds of
CPU rather than the wall clock's, which had others to wait for.

What is compared, on the same records:

- **mendelgraph**: what this project does. The whole build uses a process a core; its steps are timed in one process.
- **rdflib + pyshacl**: the same triples as rdflib terms in a `Dataset`, rdflib's serialisers, gzip, pyshacl with our
  shapes. It starts from facts that lie ready as rows of text, so deciding which triples there are costs it nothing;
  for the whole job it is given our reading, extracting and aligning, as nothing else does them.
- **Morph-KGC** with an RML mapping, **maplib** with OTTR templates: they too start from facts that lie ready, as tables
  with a column for each property, IRIs made. Neither can read facts from prose. All their triples are compared with
  ours, numbers by value; blank nodes of lists are IRIs there. They make no named graphs, and one file of N-Triples.
"""

SCALE = """\
## Many catalogues

Generated catalogues of 1,350 conditions each, with less text and fewer facts than real pages so that a hundred fit the
disk (`python -m benchmarks.scale`). Names are unique across catalogues, but for the usual share of shared ones.
"""


def record(folder: Path, name: str, told: object) -> None:
    """Keep the figures of a run, in place of those of the last one of its kind."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_page(recorded: Path) -> str:
    """Write the page from what is recorded."""
    told = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(recorded.glob("*.json"))}
    parts = [HEAD]
    parts += ["\n".join(_catalogue(from_json(told[name]))) for name in ("real", "generated") if name in told]
    if "scale" in told:
        parts.append("\n".join(_scale(told["scale"])))
    if "questions" in told:
        parts.append("\n".join(_questions(told["questions"])))
    if "endpoint" in told:
        parts.append("\n".join(_endpoint(told["endpoint"])))
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _catalogue(results: Results) -> Iterator[str]:
    build = results.build
    yield f"## {results.catalogue.capitalize()}: {build.conditions:,} conditions\n"
    yield (
        "; ".join(f"{name}: {said}" for name, said in results.machine.items()) + f". Vocabulary: {results.vocabulary}."
    )
    yield "Versions: " + "; ".join(
        way.version if " " in way.version else f"{way.name} {way.version}" for way in results.ways
    )
    yield ""
    yield from _whole(results)
    yield ""
    yield from _steps(results)
    yield ""
    yield from _engines(results)
    rows = [(f"`{start.name}`", f"{start.seconds:.2f}", f"{start.cpu:.2f}") for start in results.starts]
    yield from _table(("what a user waits for", "wall s, the best of a few", "CPU s"), rows)


def _whole(results: Results) -> Iterator[str]:
    build, ours = results.build, results.build.measured
    yield "### The whole job: pages to a validated release with all dumps\n"
    yield from _table(
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
        made = sum(rdflib.steps[step] for step in ("describe", "dump", "load")) * share
        seconds = given + made + (rdflib.validation(build.triples) or 0)
        peak = f"{rdflib.peak / MB:,.0f} for the sample"
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
    mine = dict(ours.steps)
    mine["dump"] = mine.pop("all parts") - mine["validate"]
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
    yield from _table(head, [_step(said, mine.get(step), theirs.get(step)) for step, said in names.items()])
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


def _engines(results: Results) -> Iterator[str]:
    ways = [way for way in results.ways if "describe" in way.steps]
    if len(ways) < 2:
        return
    yield "### Facts to triples and a file of them, the part that mapping engines can do\n"
    head = ("", "facts to terms, CPU s", "written, CPU s", "triples a CPU second", "peak memory MB", "same triples")
    yield from _table(head, [_engine(way) for way in ways])
    yield (
        "\nOurs and rdflib's files are three dumps, sorted (ours) and packed; the engines' are one of N-Triples. Their "
        "import and the making of their tables are left out.\n"
    )


def _engine(way: Way) -> tuple[str, ...]:
    steps = dict(way.steps)
    if "all parts" in steps:
        steps["dump"] = steps["all parts"] - steps["validate"]
    same = "" if way.compared is None else "yes"  # a run with other triples is refused
    rate = way.triples / (steps["describe"] + steps["dump"])
    return way.name, f"{steps['describe']:.2f}", f"{steps['dump']:.2f}", f"{rate:,.0f}", f"{way.peak / MB:,.0f}", same


def _scale(told: dict[str, Any]) -> Iterator[str]:
    yield SCALE
    yield "; ".join(f"{name}: {said}" for name, said in told["machine"].items()) + "\n"
    head = (
        "conditions", "statements", "wall s", "CPU s", "CPU s a catalogue", "CPU ms a condition", "peak memory MB, all",
        "of the writer", "of a worker", "release GB", "load of 15 min",
    )  # fmt: skip
    yield from _table(
        head,
        [
            (
                f"{row['conditions']:,}",
                f"{row['quads']:,}",
                f"{row['seconds']:,.0f}",
                f"{row['cpu']:,.0f}",
                f"{row['cpu'] / row['catalogues']:,.1f}",
                f"{row['cpu'] / row['conditions'] * 1000:.1f}",
                f"{row['peak'] / MB:,.0f}",
                f"{row['peak_first'] / MB:,.0f}",
                f"{row['peak_other'] / MB:,.0f}",
                f"{row['disk'] / MB / 1000:.1f}",
                f"{row['load']:.1f}",
            )
            for row in told["rows"]
        ],
    )


def _questions(told: dict[str, Any]) -> Iterator[str]:
    rows = told["rows"]
    slow = sum(row["p95"] > told["goal"] for row in rows)
    yield "## The query book\n"
    yield (
        f"{len(rows)} questions, asked of the embedded store of the last run with their defaults; "
        f"over {told['goal']:.0f} ms by the wall clock at the 95th of 100 runs: {slow}. The slowest:\n"
    )
    head = ("question", "rows", "p50 ms", "p95 ms")
    shown = [(row["name"], f"{row['rows']:,}", f"{row['p50']:.1f}", f"{row['p95']:.1f}") for row in rows[:8]]
    yield from _table(head, shown)


def _endpoint(told: dict[str, Any]) -> Iterator[str]:
    yield "## The endpoint\n\nRequests a second over HTTP, and in brackets the ratio to the bare Oxigraph server.\n"
    servers = list(dict.fromkeys(row["server"] for row in told["rows"]))
    by_question: dict[str, dict[str, str]] = {}
    for row in told["rows"]:
        ratio = f" ({row['ratio']:.2f})" if row["ratio"] is not None else ""
        wrong = "" if row["same"] else ", other answer"
        said = "fails" if row["rate"] is None else f"{row['rate']:,.0f}{ratio}{wrong}"
        by_question.setdefault(row["question"], {})[row["server"]] = said
    rows = [(question, *(said.get(server, "") for server in servers)) for question, said in by_question.items()]
    yield from _table(("question", *servers), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "--:|" * (len(head) - 1)
    yield from (f"| {' | '.join(row)} |" for row in rows)
