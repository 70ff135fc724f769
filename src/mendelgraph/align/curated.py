"""Curated decisions from `data/mappings/*.sssom.tsv`: they win over the rules, and are themselves checked on load."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.alignments import Justification, Mapping, Match, Vote
from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie, make_curie, prefixes
from mendelgraph.resources import resources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Lookup

    from mendelgraph.vocabulary.terms import Vocabulary

COLUMNS = (
    "subject_id",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "mapping_justification",
    "author_label",
    "confidence",
    "comment",
)
ROOTS = {"MONDO": Curie("MONDO", "0000001"), "DOID": Curie("DOID", "4"), "HP": Curie("HP", "0000001")}
WHOLE = 5000
"""Terms below its root from which a vocabulary counts as whole: Mondo, DO and HPO have twice as many and more."""
_PREDICATES = {f"skos:{match.value}": match for match in Match}


class CuratedRow(NamedTuple):
    """Hold a decision: the condition's slug, the target, how they relate (or that they do not), who says so and why."""

    slug: str
    match: Match
    denied: bool
    target: Curie
    confidence: float
    author: str
    comment: str
    where: str


@dataclass(frozen=True, slots=True)
class CuratedMappings:
    """Hold the decisions by slug."""

    rows: Lookup[str, tuple[CuratedRow, ...]] = field(default_factory=dict)

    def of(self, slug: str) -> tuple[CuratedRow, ...]:
        """Return the decisions about a condition."""
        return self.rows.get(slug, ())


def read_curated(text: str, *, where: str) -> tuple[CuratedRow, ...]:
    """Read an SSSOM table of decisions: `#` header lines, then the columns of COLUMNS (more are allowed).

    Raises InputError naming file and line for a missing column, an unknown predicate, a malformed identifier, a
    confidence outside 0 to 1, or a decision without author or comment.
    """
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.DictReader(lines[start:], delimiter="\t")
    if missing := set(COLUMNS) - set(reader.fieldnames or ()):
        raise InputError(f"column {', '.join(sorted(missing))} is missing", where=where)
    return tuple(_read_row(row, f"{where}, line {line}") for line, row in enumerate(reader, start=start + 2))


def _read_row(row: dict[str, str], where: str) -> CuratedRow:
    value = {column: (row[column] or "").strip() for column in COLUMNS}
    prefix, _, slug = value["subject_id"].partition(":")
    if prefix != "ghr" or not slug:
        raise InputError(f"subject {value['subject_id']!r} is not ghr:SLUG", where=where)
    match = _PREDICATES.get(value["predicate_id"])
    if match is None:
        raise InputError(f"unknown predicate {value['predicate_id']!r}; use {', '.join(_PREDICATES)}", where=where)
    if value["predicate_modifier"] not in {"", "Not"}:
        raise InputError(f"predicate_modifier {value['predicate_modifier']!r}: leave empty or write Not", where=where)
    if not value["author_label"] or not value["comment"]:
        raise InputError("a decision needs author_label and a comment that says why", where=where)
    return CuratedRow(
        slug,
        match,
        value["predicate_modifier"] == "Not",
        _target(value["object_id"], where),
        _confidence(value["confidence"], where),
        value["author_label"],
        value["comment"],
        where,
    )


def _target(text: str, where: str) -> Curie:
    prefix, _, local = text.partition(":")
    if prefix not in prefixes():
        raise InputError(f"unknown prefix in {text!r}; data/prefixes.tsv lists the known ones", where=where)
    try:
        return make_curie(prefix, local)
    except InputError as error:
        raise InputError(error.what, where=where) from error


def _confidence(text: str, where: str) -> float:
    try:
        value = float(text or "1")
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise InputError(f"confidence {text!r} is not a number from 0 to 1", where=where)
    return value


def collect_curated(rows: Iterable[CuratedRow]) -> CuratedMappings:
    """Collect decisions by slug; raise InputError where two exact ones go into one vocabulary or two contradict."""
    by_slug: dict[str, list[CuratedRow]] = {}
    exact: dict[tuple[str, str], CuratedRow] = {}
    decided: dict[tuple[str, Match, Curie], CuratedRow] = {}
    for row in rows:
        if other := decided.setdefault((row.slug, row.match, row.target), row).where.replace(row.where, ""):
            raise InputError(f"{row.target} was already decided for {row.slug} at {other}", where=row.where)
        if row.match is Match.EXACT and not row.denied:
            first = exact.setdefault((row.slug, row.target.prefix), row)
            if first is not row:
                raise InputError(
                    f"ghr:{row.slug} already matches {first.target} exactly ({first.where}); keep one", where=row.where
                )
        by_slug.setdefault(row.slug, []).append(row)
    return CuratedMappings({slug: tuple(found) for slug, found in sorted(by_slug.items())})


def check_curated(curated: CuratedMappings, vocabulary: Vocabulary) -> None:
    """Raise InputError for a decision whose target is obsolete, or unknown to a vocabulary that the index has whole.

    The embedded slices leave out most terms, so there an unknown target proves nothing.
    """
    for row in (row for found in curated.rows.values() for row in found):
        term = vocabulary.term(row.target)
        if term is None and not row.denied and _is_whole(row.target.prefix, vocabulary):
            raise InputError(f"unknown target {row.target}: the vocabulary has no such term", where=row.where)
        if term and term.obsolete and not row.denied:
            instead = ", ".join(map(str, term.replaced_by)) or "nothing"
            raise InputError(f"target {row.target} is obsolete, replaced by {instead}", where=row.where)


def _is_whole(prefix: str, vocabulary: Vocabulary) -> bool:
    """Tell whether the index has a whole vocabulary, by the number of terms below its root."""
    return prefix in ROOTS and len(vocabulary.descendants(ROOTS[prefix])) >= WHOLE


def curated_mapping(row: CuratedRow, vocabulary: Vocabulary, version: str) -> Mapping:
    """Turn a decision into a mapping; a denied one is a refusal."""
    term = vocabulary.term(row.target)
    return Mapping(
        row.target,
        term.label if term else "",
        row.match,
        Justification.CURATED,
        row.confidence,
        (Vote("curator", not row.denied, row.comment, row.author),),
        "mendelgraph-curated",
        version,
        refused=row.denied,
        reason=row.comment if row.denied else "",
        curator=row.author,
    )


@cache
def embedded_curated() -> CuratedMappings:
    """Return the decisions that travel with the package."""
    files = sorted((resources() / "data" / "mappings").glob("*.sssom.tsv"))
    return collect_curated(
        row for path in files for row in read_curated(path.read_text(encoding="utf-8"), where=path.name)
    )
