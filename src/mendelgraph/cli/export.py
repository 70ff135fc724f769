"""`mendelgraph export`: a release in another format."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import InputError
from mendelgraph.export import FORMATS, sort_quads, write
from mendelgraph.rdf.reading import read_quads
from mendelgraph.store import Source, quads_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

LISTING = "\n".join(f"  {row.name:<9} {row.title}" for row in FORMATS.values())


@click.command(
    "export",
    help=f"Write a release in another format, to a file or to stdout.\n\n\b\nFormats:\n{LISTING}",
    epilog="Example: mendelgraph export --format turtle -o mendelgraph.ttl",
)
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), required=True)
@click.option("--data", type=click.Path(path_type=Path), help="Release folder or RDF file.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; default stdout.")
def command(format_name: str, data: Path | None, output: Path | None) -> None:
    """Write a release in another format."""
    quads = _quads(Source(data).path)
    if output is None:
        write(quads, format_name, sys.stdout.buffer)
        return
    _write_whole(quads, format_name, output)
    click.echo(f"{output}: {output.stat().st_size:,} bytes", err=True)


def _quads(path: Path) -> Iterable[Quad]:
    return quads_of(path) if path.is_dir() else sort_quads(read_quads(path))


def _write_whole(quads: Iterable[Quad], format_name: str, output: Path) -> None:
    """Write beside the file and put it in its place when it is whole; write into what is no regular file."""
    apart = output.is_file() or not output.exists()
    scratch = output.with_name(f".{output.name}.{os.getpid()}") if apart else output
    try:
        with scratch.open("wb") as out:
            write(quads, format_name, out)
        if apart:
            scratch.replace(output)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(output)) from None
    finally:
        if apart:
            scratch.unlink(missing_ok=True)
