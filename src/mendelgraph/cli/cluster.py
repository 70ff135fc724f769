"""`mendelgraph cluster`."""

from __future__ import annotations

from pathlib import Path

import click

from mendelgraph.cli.build import base_option, release_option, sources_argument


@click.command(epilog="Example: mendelgraph cluster pages/ -o /srv/parts --scheduler tcp://head:8786")
@sources_argument
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="A folder that every machine sees there."
)
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler.  [default: processes of this machine]")
@click.option("--workers", default=2, show_default=True, help="How many processes, where no scheduler is given.")
@click.option(
    "--vocabulary",
    type=click.Path(path_type=Path),
    metavar="DIR|INDEX",
    help="As for `build`; every machine sees it there.  [default: embedded slices]",
)
@base_option
@release_option
def command(
    sources: tuple[Path, ...],
    output: Path,
    scheduler: str | None,
    workers: int,
    vocabulary: Path | None,
    base_iri: str,
    release: str | None,
) -> None:
    """Build the statements of SOURCEs on the machines of a Dask cluster, as N-Quads in parts.

    Sorted, the lines of `part-*.nq` are those of the release that `build` would make. Machines share the work by
    record; a part whose machine is lost is made by another. `parts.json` is written last and has the hash of each part.
    """
    from mendelgraph.cluster import build_parts

    built = build_parts(
        sources,
        output=output,
        scheduler=scheduler,
        workers=workers,
        vocabulary=vocabulary,
        base=base_iri,
        release=release,
        progress=lambda said: click.echo(said, err=True),
    )
    click.echo(
        f"{built.conditions:,} conditions, {built.statements:,} statements, {built.parts} parts in {built.folder}"
    )
    for refusal in built.refusals:
        click.echo(f"{refusal.kind.value}: {refusal.document}: {refusal.reason}", err=True)
