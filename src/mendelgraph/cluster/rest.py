"""What parts tell, added up, and what stands in no condition's record: gene pages, our ontology, the dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from mendelgraph.cluster.part import write_part
from mendelgraph.export.order import graph_order
from mendelgraph.graph.counts import count_lines
from mendelgraph.graph.versions import Lineage
from mendelgraph.release.dataset import Totals, make_dataset, make_others
from mendelgraph.release.lines import SharedLines
from mendelgraph.release.records import make_ready
from mendelgraph.validation import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mendelgraph.cluster.part import MadePart, PartFile, Told
    from mendelgraph.records import GeneRecord
    from mendelgraph.release.pipeline import Context
    from mendelgraph.validation import Finding


class Gathered:
    """Add up what parts tell, which come in any order. Of a record there stays what is `Told` of it.

    Lines that records share go to files without names in `folder` where they are many.
    """

    def __init__(self, folder: Path) -> None:
        self.totals, self.shared = Totals(), SharedLines(folder)
        self.violations: list[Finding] = []
        self._parts: list[tuple[PartFile, tuple[Told, ...]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shared.close()

    def add(self, part: MadePart) -> None:
        """Add a part."""
        self._parts.append((part.file, tuple(told for told, _ in part.records)))
        for _, added in part.records:
            self.totals.add_counts(added.counts)
            self.shared.add(added.shared)
            self.violations += (found for found in added.findings if found.severity is Severity.VIOLATION)

    @property
    def files(self) -> list[PartFile]:
        """Return the parts' files, in order."""
        return sorted(file for file, _ in self._parts)

    @property
    def told(self) -> Iterator[Told]:
        """Return what is told of the records, in order."""
        return (told for _, records in sorted(self._parts) for told in records)


class Rest(NamedTuple):
    """Hold the last part, the version that all parts together have, and what the shapes say of the last."""

    file: PartFile
    version: str
    findings: tuple[Finding, ...]


def make_rest(
    gathered: Gathered, genes: Sequence[GeneRecord], context: Context, folder: Path, release: str | None
) -> Rest:
    """Make and write the rest, when all parts are gathered."""
    totals, shared = gathered.totals, gathered.shared
    ready = make_others(genes, context)
    for told in gathered.told:
        totals.add_content(told.key, told.layers)
    for made in ready:
        totals.add(made.kept)
        shared.add(made.kept.shared)
    version = release or totals.version()
    counts = totals.statistics(count_lines(portion, "") for portion in shared.portions())
    ready.append(make_ready(*make_dataset(counts, release, context, version, Lineage())))
    ready.sort(key=lambda made: graph_order(made.key))
    file = write_part(len(gathered.files), (bytes(made.parts.quads.plain) for made in ready), folder)
    return Rest(file, version, tuple(finding for made in ready for finding in made.kept.piece.findings))
