"""`mendelgraph evaluate`: how right extraction and alignment are, measured against a labelled table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import ConformanceError, InputError
from mendelgraph.evaluation.measure import measure
from mendelgraph.evaluation.writing import write_json, write_text
from mendelgraph.records import RefusalKind
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from mendelgraph.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from mendelgraph.evaluation import Evaluation
    from mendelgraph.records import Catalogue

WRITERS = {"table": write_text, "json": write_json}


def read_floors(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Read each `field=0.98`: the least F1 that a field may have."""
    return tuple(_read_floor(value, ctx, param) for value in values)


def _read_floor(value: str, ctx: click.Context, param: click.Parameter) -> tuple[str, float]:
    field, _, number = value.rpartition("=")
    try:
        floor = float(number)
    except ValueError:
        floor = -1.0
    if not field or not 0 <= floor <= 1:
        raise click.BadParameter(f"{value!r} is not of the form field=0.98, a number from 0 to 1", ctx, param)
    return field, floor


@click.command(
    epilog="Example: mendelgraph evaluate --gold gold.tsv pages/ --floor genes=0.98 --floor inheritance=0.985"
)
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE…]")
@click.option("--gold", required=True, type=click.Path(path_type=Path), help="Labelled table; its header tells which.")
@click.option("--vocabulary", type=click.Path(path_type=Path), help="Folder or index; default: the embedded slices.")
@click.option("--format", "form", type=click.Choice(list(WRITERS)), default="table", show_default=True)
@click.option(
    "--floor",
    "floors",
    multiple=True,
    callback=read_floors,
    metavar="FIELD=F1",
    help="Exit with 4 where a field's F1 is lower.",
)
def command(
    sources: tuple[Path, ...],
    gold: Path,
    vocabulary: Path | None,
    form: str,
    floors: tuple[tuple[str, float], ...],
) -> None:
    """Print precision, recall and F1 of each field, and every disagreement with its sentence.

    SOURCE: files and folders as for `build`; none: the embedded catalogue. Exit code 4: a --floor is missed.
    """
    catalogue = read_catalogue(sources or (resources() / "data" / "conditions",))
    evaluation = measure(catalogue.conditions, gold, open_vocabulary=lambda: open_vocabulary(vocabulary, progress=_say))
    click.echo(WRITERS[form](evaluation), nl=False)
    _hold(evaluation, floors)
    _report_broken(catalogue)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _hold(evaluation: Evaluation, floors: tuple[tuple[str, float], ...]) -> None:
    known = {score.field: score.f1 for score in evaluation.scores}
    unknown = sorted({field for field, _ in floors} - known.keys())
    if unknown:
        raise click.UsageError(f"no field {unknown[0]!r} in this table; there are: {', '.join(known)}")
    if floors and not evaluation.compared:
        raise ConformanceError("no row of the table has a record among the sources, so no floor can be held")
    missed = [f"{field} {known[field]:.3f}, floor {floor}" for field, floor in floors if known[field] < floor]
    if missed:
        raise ConformanceError(f"F1 below its floor: {'; '.join(missed)}")


def _report_broken(catalogue: Catalogue) -> None:
    broken = [refusal for refusal in catalogue.refusals if refusal.kind is RefusalKind.BROKEN]
    for refusal in broken:
        _say(f"mendelgraph: {refusal.document}: {refusal.reason}")
    if broken:
        raise InputError(f"{len(broken)} inputs could not be read and were left out")
