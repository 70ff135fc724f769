"""The recorded quality: what `mendelgraph evaluate` gives on the labelled tables, and the check by eye, as files.

`data/quality.json` travels with the package and is shown in every release's report; `docs/quality.md` is for readers
and names where it fails, by slug and value alone, for the sentences are not ours to print.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.evaluation.sample import SIZES, VERDICTS, count_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mendelgraph.evaluation import Evaluation, GoldDisagreement
    from mendelgraph.evaluation.sample import SampleRow
    from mendelgraph.vocabulary.terms import VocabularySource

GOLD = {
    "extraction-dev.tsv": (
        "what the prose of 120 pages states, labelled by one reader; rules were tuned on it, new pages may fare worse"
    ),
    "mondo-dev.tsv": "the Mondo term of a page, from Mondo's NORD table; weights were set on one half of it",
}
"""The labelled tables, and what a reader must know of each."""


class Quality(NamedTuple):
    """Hold what was measured: evaluations in the order of GOLD, the sample, and the vocabularies it was done with."""

    evaluations: tuple[Evaluation, ...]
    sample: tuple[SampleRow, ...]
    vocabularies: tuple[VocabularySource, ...]
    checked: str = ""


def quality_json(quality: Quality) -> str:
    """Return the figures as JSON, for the report of a release."""
    content = {
        "measured": [
            {
                "gold": evaluation.gold,
                "about": GOLD[evaluation.gold],
                "compared": evaluation.compared,
                "scores": [score._asdict() for score in evaluation.scores],
            }
            for evaluation in quality.evaluations
        ],
        "alignment-check": {"sample": len(quality.sample), "verdicts": count_verdicts(quality.sample)},
        "vocabularies": {source.key: source.version for source in quality.vocabularies},
    }
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def quality_page(quality: Quality) -> str:
    """Return the figures, and where they fall short, as Markdown."""
    lines = [
        *_HEAD,
        *(line for item in quality.evaluations for line in _table(item)),
        *_check(quality),
        *_with(quality),
    ]
    return "\n".join(lines) + "\n"


_HEAD = (
    "# How right it is",
    "",
    "Written by `scripts/measure-quality`; a test measures again and compares. The tables are development splits;",
    "rules and weights were tuned on them, so the figures say how well they fit; pages not seen may fare worse.",
    "Figures and failures are those of `mendelgraph evaluate`, which also prints the sentences.",
    "",
)


def _table(evaluation: Evaluation) -> Iterator[str]:
    yield f"## {evaluation.gold}"
    yield ""
    yield f"{evaluation.compared} records compared: {GOLD[evaluation.gold]}."
    yield ""
    yield "| field | precision | recall | F1 | agreed | extra | missed |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for score in evaluation.scores:
        ratios = " | ".join(f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
        yield f"| {score.field} | {ratios} | {score.tp} | {score.fp} | {score.fn} |"
    yield ""
    yield from _failures(evaluation.disagreements)


def _failures(disagreements: Sequence[GoldDisagreement]) -> Iterator[str]:
    if not disagreements:
        return
    yield "Where it fails: `-` is missed, `+` is extra."
    yield ""
    rows = sorted(disagreements, key=lambda row: (row.field, row.slug, row.outcome, row.value))
    for field, found in groupby(rows, key=lambda row: row.field):
        cases = "; ".join(f"{slug} {_signed(values)}" for slug, values in groupby(found, key=lambda row: row.slug))
        yield f"- {field}: {cases}"
    yield ""


def _signed(rows: Iterator[GoldDisagreement]) -> str:
    return ", ".join(f"{'-' if row.outcome == 'missed' else '+'}{row.value}" for row in rows)


def _check(quality: Quality) -> Iterator[str]:
    total = sum(SIZES.values())
    yield f"## {total} alignments looked at one by one"
    yield ""
    sizes = ", ".join(f"{size} {match}" for match, size in SIZES.items())
    yield "Chosen at random by `scripts/sample-alignments` among the published matches to Mondo:"
    yield f"{sizes} (narrow ones only where evidence of their own speaks for them;"
    yield "exact ones take the room of a kind that has fewer). `alignment-check.tsv` has the list with votes, verdicts"
    yield "and notes. One reader, no second reading; asked was whether the match, of this kind, holds."
    yield ""
    if quality.checked:
        yield quality.checked
        yield ""
    yield f"| match | {' | '.join(VERDICTS)} | not looked at |"
    yield "|---|---:|---:|---:|---:|"
    for match, counts in count_verdicts(quality.sample).items():
        yield f"| {match} | {' | '.join(str(counts.get(word, 0)) for word in (*VERDICTS, ''))} |"
    yield ""
    for verdict in ("wrong", "doubtful"):
        rows = [row for row in quality.sample if row.verdict == verdict]
        if rows:
            yield f"{verdict.capitalize()}:"
            yield ""
            yield from (f"- {row.slug} {row.match} {row.target} ({row.label}): {row.note}" for row in rows)
            yield ""


def _with(quality: Quality) -> Iterator[str]:
    yield "## Vocabularies used"
    yield ""
    yield from (f"- {source.title}: {source.version}" for source in quality.vocabularies)
