"""`mendelgraph validate`: check any RDF file against our shapes, or against yours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import ConformanceError, InputError
from mendelgraph.rdf import Limits, read_quads
from mendelgraph.validation import Engine, ReportFormat, default_engine, load_shapes, validate_outside, write_report

if TYPE_CHECKING:
    import pyoxigraph


@click.command(epilog="Example: mendelgraph validate dist/mendelgraph.nq --format json")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--shapes", "folder", type=click.Path(path_type=Path), help="Folder (or file) of shapes; default: ours.")
@click.option("--engine", type=click.Choice([*map(str, Engine)]), help="Default: fast where installed, else pyshacl.")
@click.option("--format", "form", type=click.Choice([*map(str, ReportFormat)]), default="text", show_default=True)
@click.option("--time-limit", "seconds", type=click.FloatRange(min=0.1), default=120.0, show_default=True, metavar="S")
@click.option("--show", type=click.IntRange(min=1), default=10, show_default=True, help="Findings to list for a rule.")
def command(
    files: tuple[Path, ...],
    folder: Path | None,
    engine: str | None,
    form: str,
    seconds: float,
    show: int,
) -> None:
    """Check RDF files (Turtle, TriG, N-Triples, N-Quads, RDF/XML, JSON-LD, gzip or not) against shapes.

    All files together are one dataset. Exit code 0: it conforms (warnings allowed), 4: it does not, 3: a file cannot
    be read; the files that can are checked all the same.
    """
    limits = Limits(seconds=seconds)
    shapes = load_shapes(folder, limits=limits)
    quads, unread = _read(files, limits)
    if quads or not unread:
        where = ", ".join(map(str, files))
        chosen = Engine(engine) if engine else default_engine()
        report = validate_outside(quads, shapes, engine=chosen, limits=limits, where=where)
        click.echo(write_report(report, ReportFormat(form), shown=show), nl=False)
    if unread:
        raise InputError(f"{len(unread)} of {len(files)} files could not be read and were left out")
    if not report.conforms:
        raise ConformanceError("the data does not conform to the shapes")


def _read(files: tuple[Path, ...], limits: Limits) -> tuple[list[pyoxigraph.Quad], list[InputError]]:
    quads: list[pyoxigraph.Quad] = []
    unread: list[InputError] = []
    for number, path in enumerate(files):
        try:
            quads.extend(read_quads(path, limits=limits, blanks=f"f{number}b"))
        except InputError as error:
            unread.append(error)
            click.echo(f"mendelgraph: {error}", err=True)
    return quads, unread
