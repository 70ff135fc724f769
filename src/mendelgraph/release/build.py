"""Read, extract, align, describe, validate, write: the whole way, and what stops it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mendelgraph.errors import ConformanceError, InputError
from mendelgraph.graph import DEFAULT_BASE
from mendelgraph.graph.versions import check_date
from mendelgraph.release.curation import curator_rows
from mendelgraph.release.files import Content, write_manifest, write_report, write_void
from mendelgraph.release.fingerprint import fingerprint_settings
from mendelgraph.release.folder import flush_ahead, replace_release
from mendelgraph.release.predecessor import read_predecessor
from mendelgraph.release.previous import write_changelogs, write_retired
from mendelgraph.release.records import OldRelease
from mendelgraph.release.sources import NOTHING, read_again, read_known
from mendelgraph.release.workers import Settings, make_context, pause_collector
from mendelgraph.release.writing import Order, write_records
from mendelgraph.report import BuildReport, compare_releases, find_rot, read_quality
from mendelgraph.resources import resources
from mendelgraph.validation import Severity, default_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mendelgraph.records import Catalogue, Document
    from mendelgraph.release.pipeline import Context
    from mendelgraph.release.sources import Known, Reading
    from mendelgraph.release.writing import Written
    from mendelgraph.validation import Engine, Finding

SHOWN = 20
"""How many violations an error message shows; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Release:
    """Name a release that was written, with the report of its build."""

    folder: Path
    version: str
    report: BuildReport


def build(
    sources: Sequence[Path | str] = (),
    *,
    output: Path | str = "dist",
    vocabulary: Path | str | None = None,
    base: str = DEFAULT_BASE,
    release: str | None = None,
    engine: Engine | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Release:
    """Build a release from files and folders, or from the embedded catalogue if none are given.

    `vocabulary` is an index file or a folder of vocabulary files (none: the embedded slices), `release` the date of
    issue (YYYY-MM-DD; none: the release is undated and its version is a hash of its content). The folder `output` is
    replaced in whole, or stays as it was.

    Raises InputError where no source can be read at all, or the folder cannot be written, and ConformanceError where
    the result breaks a shape. Sources that cannot be read while others can are in `Release.report.refusals`.
    """
    check_date(release)
    settings = Settings(base, Path(vocabulary) if vocabulary else None, engine or default_engine())
    with pause_collector():
        progress("reading")
        made_by = fingerprint_settings(settings)
        with replace_release(Path(output)) as folder, OldRelease(Path(output), made_by) as old:
            reading = read_sources(sources, read_known(old.folder, old.state.sources))
            context = make_context(settings)
            written = write_records(folder, Order(reading, context, settings, release, old, made_by, progress))
            refuse_violations(written.ledger.violations)
            progress("writing the report")
            with flush_ahead(folder):
                report = _conclude(folder, Path(output), reading.catalogue, written, context)
    return Release(Path(output), written.version, report)


def _conclude(folder: Path, old: Path, catalogue: Catalogue, written: Written, context: Context) -> BuildReport:
    """Write the files that tell of the others, and return the report."""
    version, mint = written.version, context.mint
    layers = written.ledger.layers
    before = read_predecessor(old, mint.base)
    reference = before.reference(version) if before else None
    changes = compare_releases(reference, layers) if reference else None
    report = replace(_report(catalogue, written, context), changes=changes)
    write_void(folder, written.dataset, written.hashes, version, mint)
    write_report(folder, report)
    write_retired(folder, written.lineage)
    names = {row.slug: row.label for row in written.lineage.retired} | {note.slug: note.name for note in report.notes}
    write_changelogs(folder, old, version, report.changes, names)
    content = Content(_documents(catalogue), layers, version, mint.base, written.lineage, reference, written.hashes)
    return replace(report, files=write_manifest(folder, content))


def read_sources(sources: Sequence[Path | str], known: Known = NOTHING) -> Reading:
    """Read the sources, by default the embedded catalogue.

    Raises InputError where not one record is in them, and says why for the first few.
    """
    paths = [Path(source) for source in sources] or [resources() / "data" / "conditions"]
    reading = read_again(paths, known)
    catalogue = reading.catalogue
    if not catalogue.conditions and not catalogue.genes:
        reasons = [f"{refusal.document}: {refusal.reason}" for refusal in catalogue.refusals[:SHOWN]]
        where = ", ".join(map(str, paths))
        raise InputError("\n  ".join(["no condition or gene page could be read", *reasons]), where=where)
    return reading


def refuse_violations(findings: Sequence[Finding]) -> None:
    """Raise ConformanceError for violations, with the first of them in words."""
    violations = [finding for finding in findings if finding.severity is Severity.VIOLATION]
    if violations:
        shown = [f"{found.focus} {found.path or ''}: {found.message}" for found in violations[:SHOWN]]
        more = [f"and {len(violations) - SHOWN} more"] if len(violations) > SHOWN else []
        raise ConformanceError(
            "\n  ".join([f"{len(violations)} violations of the shapes; nothing is published", *shown, *more])
        )


def _documents(catalogue: Catalogue) -> list[Document]:
    of_conditions = (document for record in catalogue.conditions for document in record.documents)
    of_genes = (document for record in catalogue.genes for document in record.documents)
    return sorted({*of_conditions, *of_genes}, key=lambda document: document.id)


def _report(catalogue: Catalogue, written: Written, context: Context) -> BuildReport:
    ledger = written.ledger
    notes = tuple(ledger.notes)
    return BuildReport(
        version=written.version,
        quality=read_quality(),
        forms=Counter(document.form.value for document in _documents(catalogue)),
        conditions=len(catalogue.conditions),
        gene_pages=len(catalogue.genes),
        refusals=catalogue.refusals,
        disagreements=catalogue.disagreements,
        counts=ledger.tally,
        triples=ledger.triples,
        findings=ledger.findings.groups(),
        vocabularies=context.vocabulary.sources(),
        notes=notes,
        unresolved=curator_rows(catalogue, notes, context.vocabulary),
        rot=tuple(find_rot(notes, context.vocabulary)),
    )
