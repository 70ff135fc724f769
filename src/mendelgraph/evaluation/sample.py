"""Alignments chosen at random, in a form that a reader can check in half an hour, with the verdicts given so far.

The choice rests on a hash of the condition and its target, not on a place in a list: when alignment changes, the
sample stays the same but for the rows that changed, and a verdict holds as long as what it was given on.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SEED = "mendelgraph alignment check"
SIZES = {"exact": 300, "close": 100, "broad": 10, "narrow": 90}
"""Rows of each kind of match. Narrow ones count only where evidence of their own speaks for them: the others follow
from Mondo's hierarchy. Where a kind has fewer, exact ones take the room."""
VERDICTS = ("right", "doubtful", "wrong")
_VOTE = re.compile(r"(?P<sign>[+-]) (?P<kind>[\w-]+): (?P<evidence>.*) \[[^\]]*\]")
_SPELLED_OUT = ("gene", "only-disease", "other-genes", "omim", "umls", "orphanet", "page-cited", "curator")
"""Kinds of votes whose evidence helps the reader; that of names is the name itself."""


class SampleRow(NamedTuple):
    """Hold one alignment to check; `verdict` is one of VERDICTS, or empty."""

    slug: str
    name: str
    target: str
    label: str
    match: str
    confidence: str
    votes_for: str
    votes_against: str
    verdict: str = ""
    note: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what a verdict was given on."""
        return self[:5]


def choose_sample(mappings: Iterable[Mapping[str, str]], checked: Iterable[SampleRow] = ()) -> list[SampleRow]:
    """Choose from the rows of a release's `mappings.sssom.tsv`, with the verdicts that still hold."""
    kept = {row.identity: row for row in checked}
    found: dict[str, list[SampleRow]] = {match: [] for match in SIZES}
    for row in mappings:
        if (
            row["object_id"].startswith("MONDO:")
            and not row["predicate_modifier"]
            and "member-of-group" not in row["other"]
        ):
            sample = _sample_row(row)
            found[sample.match].append(sample)
    chosen = [row for match, rows in found.items() for row in sorted(rows, key=_lot)[: SIZES[match]]]
    spare = sorted(found["exact"], key=_lot)[SIZES["exact"] :]
    chosen += spare[: sum(SIZES.values()) - len(chosen)]
    judged = (
        row._replace(verdict=old.verdict, note=old.note) if (old := kept.get(row.identity)) else row for row in chosen
    )
    return sorted(judged, key=lambda row: (list(SIZES).index(row.match), row.slug, row.target))


def _lot(row: SampleRow) -> str:
    return sha256(f"{SEED} {row.slug} {row.target}".encode()).hexdigest()


def _sample_row(row: Mapping[str, str]) -> SampleRow:
    return SampleRow(
        row["subject_id"].removeprefix("ghr:"),
        row["subject_label"],
        row["object_id"],
        row["object_label"],
        row["predicate_id"].removeprefix("skos:").removesuffix("Match"),
        row["confidence"],
        shorten_votes(row["other"], "+"),
        shorten_votes(row["other"], "-"),
    )


def shorten_votes(evidence: str, sign: str) -> str:
    """Return the votes of one sign in short: kinds, how often, and the evidence where it is not a name.

    >>> shorten_votes("said by mondo | + name-is-label: Progeria [mondo] | + gene-agrees: LMNA [ordo]", "+")
    'name-is-label, gene-agrees LMNA'
    """
    votes: Counter[str] = Counter()
    for part in evidence.split(" | "):
        vote = _VOTE.fullmatch(part)
        if vote and vote["sign"] == sign:
            shown = f" {vote['evidence']}" if vote["kind"].startswith(_SPELLED_OUT) else ""
            votes[vote["kind"] + shown] += 1
    return ", ".join(words if times == 1 else f"{words} ×{times}" for words, times in votes.items())


def write_sample(rows: Iterable[SampleRow], head: str = "") -> str:
    """Return the sample as tab-separated text below `head`, lines that begin with `#`."""
    out = io.StringIO()
    out.write(head)
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(SampleRow._fields)
    table.writerows(rows)
    return out.getvalue()


def read_sample(text: str, *, where: str) -> tuple[str, tuple[SampleRow, ...]]:
    """Return the `#` lines of a sample and its rows; raise InputError for other columns or an unknown verdict."""
    lines = text.splitlines(keepends=True)
    head = "".join(line for line in lines if line.startswith("#"))
    reader = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    if tuple(next(reader, ())) != SampleRow._fields:
        raise InputError(f"the columns are not {', '.join(SampleRow._fields)}", where=where)
    rows = []
    for cells in reader:
        if len(cells) != len(SampleRow._fields):
            raise InputError(f"{cells[0] if cells else 'a line'}: {len(cells)} cells instead of 10", where=where)
        row = SampleRow(*cells)
        if row.verdict not in {"", *VERDICTS}:
            raise InputError(f"{row.slug}: verdict {row.verdict!r} is none of {', '.join(VERDICTS)}", where=where)
        rows.append(row)
    return head, tuple(rows)


def count_verdicts(rows: Iterable[SampleRow]) -> dict[str, dict[str, int]]:
    """Count verdicts by kind of match; an empty verdict is a row that nobody has looked at.

    >>> count_verdicts([SampleRow("a", "A", "MONDO:1", "A", "exact", "1", "", "", "right")])
    {'exact': {'right': 1}}
    """
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row.match, Counter())[row.verdict] += 1
    return {match: dict(sorted(counts[match].items())) for match in sorted(counts)}
