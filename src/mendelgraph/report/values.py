"""The report of one build, as frozen values, and the short summary that the command prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mendelgraph.records import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mendelgraph.records import Disagreement, Refusal
    from mendelgraph.report.changes import Changes
    from mendelgraph.report.curating import Unresolved
    from mendelgraph.report.findings import FindingGroup
    from mendelgraph.report.notes import ConditionNotes
    from mendelgraph.report.quality import Quality
    from mendelgraph.report.rot import Rot
    from mendelgraph.vocabulary.terms import VocabularySource


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Hold what one build read, stated, aligned, refused, validated and wrote.

    `unresolved` and `notes` are sorted. `changes` is None where no other release was in the folder before.
    """

    forms: Mapping[str, int]
    conditions: int
    gene_pages: int
    refusals: tuple[Refusal, ...]
    disagreements: tuple[Disagreement, ...]
    counts: Mapping[tuple[str, ...], int]
    triples: Mapping[str, int]
    findings: tuple[FindingGroup, ...]
    vocabularies: tuple[VocabularySource, ...]
    version: str = ""
    notes: tuple[ConditionNotes, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    rot: tuple[Rot, ...] = ()
    changes: Changes | None = None
    quality: Quality | None = None
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def broken(self) -> tuple[Refusal, ...]:
        """Return the inputs that were set aside because they could not be read."""
        return tuple(refusal for refusal in self.refusals if refusal.kind is RefusalKind.BROKEN)

    def severity(self, name: str) -> int:
        """Return how many findings of a severity (`violation`, `warning`, `info`) the shapes gave."""
        return sum(group.times for group in self.findings if group.severity == name)

    def chapter(self, name: str) -> dict[str, int]:
        """Return the counts of a chapter whose keys have two words, by the second, sorted."""
        return {key[1]: count for key, count in sorted(self.counts.items()) if key[0] == name and len(key) == 2}

    def summary(self) -> str:
        """Return the lines that a person reads after a build: read, stated, aligned, refused, validated, written."""
        return "\n".join(f"{word:<10} {text}" for word, text in self._lines())

    def _lines(self) -> Iterator[tuple[str, str]]:
        kinds = Counter(refusal.kind.value for refusal in self.refusals)
        yield (
            "read",
            f"{sum(self.forms.values())} documents: {self.conditions} conditions, {self.gene_pages} gene pages",
        )
        yield "stated", ", ".join(f"{count:,} {kind}" for kind, count in self.chapter("stated").items())
        exact = self.counts.get(("coverage", "MONDO"), 0)
        resolved = sum(self.chapter("genes").values())
        yield "aligned", f"{exact} of {self.conditions} conditions to Mondo, {resolved} gene mentions to HGNC"
        turned_down = sum(count for key, count in self.counts.items() if key[:2] == ("mappings", "refused"))
        questions = sum(self.chapter("questions").values())
        conflicted = self.counts.get(("names", "conflicted"), 0)
        yield (
            "refused",
            f"{turned_down} matches, {conflicted} names that also name something else; {questions} questions",
        )
        if kinds:
            yield "set aside", ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        yield "validated", f"{self.severity('violation')} violations, {self.severity('warning')} warnings"
        yield "written", f"{sum(self.triples.values()):,} statements, {len(self.files)} files"
