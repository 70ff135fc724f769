"""The report of one build, as frozen values, and its two plain forms: JSON and a short summary."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mendelgraph.records import RefusalKind
from mendelgraph.report.tally import nest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mendelgraph.records import Disagreement, Refusal
    from mendelgraph.vocabulary.terms import VocabularySource


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Hold what one build read, stated, aligned, refused, validated and wrote."""

    forms: Mapping[str, int]
    conditions: int
    gene_pages: int
    refusals: tuple[Refusal, ...]
    disagreements: tuple[Disagreement, ...]
    counts: Mapping[tuple[str, ...], int]
    triples: Mapping[str, int]
    findings: Mapping[tuple[str, str], int]
    vocabularies: tuple[VocabularySource, ...]
    files: Mapping[str, int] = field(default_factory=dict)

    @property
    def broken(self) -> tuple[Refusal, ...]:
        """Return the inputs that were set aside because they could not be read."""
        return tuple(refusal for refusal in self.refusals if refusal.kind is RefusalKind.BROKEN)

    def severity(self, name: str) -> int:
        """Return how many findings of a severity (`violation`, `warning`, `info`) the shapes gave."""
        return sum(count for (severity, _), count in self.findings.items() if severity == name)

    def as_json(self) -> str:
        """Return the report as JSON, the same text for the same build."""
        return json.dumps(self._tree(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    def _tree(self) -> dict[str, object]:
        return {
            "read": {"documents": dict(self.forms), "conditions": self.conditions, "gene-pages": self.gene_pages},
            "refused": [refusal._asdict() for refusal in self.refusals],
            "disagreements": [
                {
                    "condition": item.slug,
                    "field": item.field,
                    "said": [{"value": str(said.value), "documents": said.documents} for said in item.values],
                }
                for item in self.disagreements
            ],
            "counts": nest(self.counts),
            "triples": dict(self.triples),
            "findings": [
                {"severity": severity, "message": message, "count": count}
                for (severity, message), count in sorted(self.findings.items())
            ],
            "vocabularies": [source._asdict() for source in self.vocabularies],
        }

    def summary(self) -> str:
        """Return the five lines that a person reads after a build: read, aligned, refused, validated, written."""
        return "\n".join(f"{word:<10} {text}" for word, text in self._lines())

    def _lines(self) -> Iterator[tuple[str, str]]:
        kinds = Counter(refusal.kind.value for refusal in self.refusals)
        yield (
            "read",
            f"{sum(self.forms.values())} documents: {self.conditions} conditions, {self.gene_pages} gene pages",
        )
        yield "stated", _listing(self.counts, "stated")
        exact = self.counts.get(("coverage", "MONDO"), 0)
        resolved = sum(count for key, count in self.counts.items() if key[0] == "genes")
        yield "aligned", f"{exact} of {self.conditions} conditions to Mondo, {resolved} gene mentions to HGNC"
        turned_down = sum(count for key, count in self.counts.items() if key[:2] == ("mappings", "refused"))
        questions = sum(count for key, count in self.counts.items() if key[0] == "questions")
        conflicted = self.counts.get(("names", "conflicted"), 0)
        yield (
            "refused",
            f"{turned_down} matches, {conflicted} names that also name something else; {questions} questions",
        )
        if kinds:
            yield "set aside", ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        yield "validated", f"{self.severity('violation')} violations, {self.severity('warning')} warnings"
        yield "written", f"{sum(self.triples.values()):,} statements, {len(self.files)} files"


def _listing(counts: Mapping[tuple[str, ...], int], chapter: str) -> str:
    return ", ".join(f"{count:,} {key[1]}" for key, count in sorted(counts.items()) if key[0] == chapter)
