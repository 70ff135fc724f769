"""`mendelgraph build`."""

from __future__ import annotations

from pathlib import Path

import click

from mendelgraph.errors import InputError
from mendelgraph.records import RefusalKind

NEXT = """
Try next:
  mendelgraph query condition-by-omim -p omim=166350
  mendelgraph show progressive-osseous-heteroplasia
  mendelgraph export --format turtle | head -40
"""


def _check_date(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return a date of issue as it is; refuse what is no date."""
    from mendelgraph.graph.versions import is_date

    if value is not None and not is_date(value):
        raise click.BadParameter(f"{value!r} is no date; write YYYY-MM-DD")
    return value


def _check_base(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Return what our IRIs begin with, in its normal form; refuse what cannot begin an IRI."""
    from mendelgraph.graph import Minter

    try:
        return Minter(value).base
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


sources_argument = click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE…]")
base_option = click.option(
    "--base-iri",
    default="https://w3id.org/mendelgraph/",
    show_default=True,
    callback=_check_base,
    help="What our IRIs begin with.",
)
release_option = click.option(
    "--release", metavar="YYYY-MM-DD", callback=_check_date, help="The date of issue; none: undated."
)


@click.command(
    epilog="Example: mendelgraph build pages/ ghr-summaries.xml --vocabulary index.sqlite --release 2026-11-01 -o dist"
)
@sources_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="dist", show_default=True, help="The release folder."
)
@click.option(
    "--vocabulary",
    type=click.Path(path_type=Path),
    metavar="DIR|INDEX",
    help="A folder of vocabulary files, or the index that `vocabulary build` makes of one.  [default: embedded slices]",
)
@base_option
@release_option
def command(
    sources: tuple[Path, ...], output: Path, vocabulary: Path | None, base_iri: str, release: str | None
) -> None:
    """Build a validated release from SOURCEs: files and folders, the form of each told by its content.

    Without a SOURCE, the embedded catalogue. What cannot be read is named and set aside, the rest is built, and the
    exit code is 3. If the result breaks a shape, nothing is published and the exit code is 4.
    """
    from mendelgraph.release import build

    built = build(
        sources,
        output=output,
        vocabulary=vocabulary,
        base=base_iri,
        release=release,
        progress=lambda step: click.echo(f"{step} …", err=True),
    )
    click.echo(f"{built.report.summary()} in {built.folder}")
    if built.folder == Path("dist"):
        click.echo(NEXT.rstrip())
    for refusal in built.report.refusals:
        if refusal.kind is not RefusalKind.NOT_A_SOURCE:
            click.echo(f"{refusal.kind.value}: {refusal.document}: {refusal.reason}", err=True)
    left_out = [refusal for refusal in built.report.refusals if refusal.kind is RefusalKind.NOT_A_SOURCE]
    if left_out:
        click.echo(f"no source documents, listed in report.json: {len(left_out)}", err=True)
    if built.report.broken:
        raise InputError(f"{len(built.report.broken)} inputs could not be read and were set aside; the rest is built")
