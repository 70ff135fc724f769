"""Read, extract, align, describe, validate, write: the whole way, and what stops it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mendelgraph.errors import ConformanceError, InputError
from mendelgraph.graph import DEFAULT_BASE
from mendelgraph.release.assembly import Assembly
from mendelgraph.release.curation import curator_rows
from mendelgraph.release.dataset import Totals, make_dataset, make_gene_page, make_ontology, make_terms
from mendelgraph.release.files import pack_dumps, write_manifest, write_report, write_void
from mendelgraph.release.folder import replace_release
from mendelgraph.release.previous import changes_since, trace_lineage, write_retired
from mendelgraph.release.tasks import make_tasks
from mendelgraph.release.workers import Settings, make_conditions, make_context
from mendelgraph.report import BuildReport, find_rot, group_findings, read_quality
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from mendelgraph.validation import Severity, default_engine
from mendelgraph.validation.cross_record import check_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mendelgraph.export.blocks import Blocks
    from mendelgraph.records import Catalogue, Document
    from mendelgraph.release.pipeline import Context, Piece
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
    engine = engine or default_engine()
    progress("reading")
    catalogue = read_sources([Path(source) for source in sources] or [resources() / "data" / "conditions"])
    settings = Settings(base, Path(vocabulary) if vocabulary else None, engine)
    with replace_release(Path(output)) as folder:
        context = make_context(settings)
        progress("aligning and validating")
        totals, pieces = Totals(), []
        with Assembly(folder) as assembly:
            for piece, blocks in make_conditions(make_tasks(catalogue, context.mint), context, settings):
                pieces.append(piece)
                totals.add(blocks)
                assembly.add(blocks)
            others = _other_records(catalogue, context)
            for _, blocks in others:
                totals.add(blocks)
            version = release or totals.version()
            lineage = trace_lineage(Path(output), version, catalogue.conditions, context.mint)
            dataset = make_dataset(totals.statistics(), release, context, version, lineage)
            progress("writing")
            for piece, blocks in sorted([dataset, *others], key=_key):
                pieces.append(piece)
                assembly.add(blocks)
            with pack_dumps(assembly.close_dumps()):
                found = [*check_store(assembly.finish(), context.shapes.rules)]
            findings = [*chain.from_iterable(piece.findings for piece in pieces), *found]
        refuse_violations(findings)
        hashes = {piece.notes.slug: piece.layers for piece in pieces if piece.notes}
        report = replace(
            _report(catalogue, pieces, findings, context),
            version=version,
            changes=changes_since(Path(output), hashes),
            quality=read_quality(),
        )
        write_void(folder, dataset[1], version, context.mint)
        write_report(folder, report)
        write_retired(folder, lineage)
        files = write_manifest(folder, _documents(catalogue), hashes, version, base, lineage.previous)
    return Release(Path(output), version, replace(report, files=files))


def _other_records(catalogue: Catalogue, context: Context) -> list[tuple[Piece, Blocks]]:
    """Make what is no condition, in the order of the graphs, which come after those of conditions."""
    genes = (make_gene_page(gene, context) for gene in catalogue.genes)
    return sorted([*genes, make_ontology(context), make_terms(context)], key=_key)


def _key(made: tuple[Piece, Blocks]) -> str:
    return made[0].key


def read_sources(paths: Sequence[Path]) -> Catalogue:
    """Read the sources; raise InputError where not one record is in them, and say why for the first few."""
    catalogue = read_catalogue(paths)
    if not catalogue.conditions and not catalogue.genes:
        reasons = [f"{refusal.document}: {refusal.reason}" for refusal in catalogue.refusals[:SHOWN]]
        where = ", ".join(map(str, paths))
        raise InputError("\n  ".join(["no condition or gene page could be read", *reasons]), where=where)
    return catalogue


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


def _report(
    catalogue: Catalogue, pieces: Sequence[Piece], findings: Iterable[Finding], context: Context
) -> BuildReport:
    notes = tuple(piece.notes for piece in pieces if piece.notes)
    return BuildReport(
        forms=Counter(document.form.value for document in _documents(catalogue)),
        conditions=len(catalogue.conditions),
        gene_pages=len(catalogue.genes),
        refusals=catalogue.refusals,
        disagreements=catalogue.disagreements,
        counts=sum((piece.tally for piece in pieces), Counter[tuple[str, ...]]()),
        triples=sum((piece.triples for piece in pieces), Counter[str]()),
        findings=group_findings(findings),
        vocabularies=context.vocabulary.sources(),
        notes=notes,
        unresolved=curator_rows(catalogue, notes, context.vocabulary),
        rot=tuple(find_rot(notes, context.vocabulary)),
    )
