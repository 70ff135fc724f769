"""`mendelgraph export`: a release in another format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import InputError
from mendelgraph.export import FORMATS, sort_quads, write, write_parts
from mendelgraph.rdf.reading import read_quads
from mendelgraph.store import Source, quads_of
from mendelgraph.whole_files import open_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Quad

READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
LISTING = "\n".join(f"  {row.name:<15} {row.title}" for row in FORMATS.values())


@click.command(
    "export",
    help=f"""Write a release in another format, to a file or to stdout.

    A format of several files is a zip archive, or files in the folder that -o names (`-o kgx/`).

    \b\nFormats:\n{LISTING}""",
    epilog="Example: mendelgraph export --format turtle -o mendelgraph.ttl",
)
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), required=True)
@click.option("--data", type=click.Path(path_type=Path), help="Release folder or RDF file.")
@click.option("-o", "--output", help="File to write; default stdout.")
@click.option("--key", type=READABLE, help="nanopub: sign with the RSA key in this file.")
@click.option("--creator", metavar="IRI", help="nanopub: who vouches for them, such as https://orcid.org/….")
@click.option("--wikidata", type=READABLE, help="quickstatements: table of the items and what they have.")
def command(format_name: str, data: Path | None, output: str | None, **given: Path | str | None) -> None:
    """Write a release in another format."""
    options = _options(given, format_name)
    quads = _quads(Source(data).path)
    notes: tuple[str, ...] = ()
    if output is None:
        notes = write(quads, format_name, sys.stdout.buffer, **options)
    elif FORMATS[format_name].in_parts and (output.endswith("/") or Path(output).is_dir()):
        _write_folder(write_parts(quads, format_name, **options), Path(output))
    else:
        with open_whole(Path(output)) as out:
            notes = write(quads, format_name, out, **options)
        click.echo(f"{output}: {Path(output).stat().st_size:,} bytes", err=True)
    for note in notes:
        click.echo(note, err=True)


def _options(given: Mapping[str, Path | str | None], format_name: str) -> dict[str, str]:
    """Return the options that were given, files by their text; refuse those of another format."""
    found = {name: value for name, value in given.items() if value is not None}
    for name in sorted(set(found) - set(FORMATS[format_name].options)):
        raise click.UsageError(f"--{name} is no option of --format {format_name}")
    return {name: _text(value) if isinstance(value, Path) else value for name, value in found.items()}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=str(path)) from None


def _write_folder(files: Mapping[str, bytes], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"is no folder: {error.strerror or error}", where=str(folder)) from None
    for name, content in files.items():
        with open_whole(folder / name) as out:
            out.write(content)
    click.echo(f"{folder}: {len(files)} files, {sum(map(len, files.values())):,} bytes", err=True)


def _quads(path: Path) -> Iterable[Quad]:
    return quads_of(path) if path.is_dir() else sort_quads(read_quads(path))
