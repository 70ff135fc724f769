"""`mendelgraph vocabulary`: fetch, compile and inspect reference vocabularies."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.cli.table import write_rows
from mendelgraph.errors import InputError, MendelgraphError, RemoteError
from mendelgraph.fetch.download import Downloader, Limits, make_client
from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.vocabulary.downloads import Address, check_form, choose_addresses
from mendelgraph.vocabulary.index import compile_index, vocabulary_files
from mendelgraph.vocabulary.status import Status, folder_status, index_status

if TYPE_CHECKING:
    from mendelgraph.vocabulary.index import IndexReport


@click.group(epilog="Example: mendelgraph vocabulary status")
def command() -> None:
    """Fetch, compile and inspect reference vocabularies (Mondo, HPO, HGNC, DO, Orphanet, GARD, NCBI, …).

    Without any, the slices that come with the program serve the catalogue that comes with it.
    """


@command.command(epilog="Example: mendelgraph vocabulary fetch vocabularies --only mondo --only hgnc")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("vocabularies"))
@click.option("--only", "keys", multiple=True, metavar="KEY", help="Fetch this source; may be repeated.")
@click.option("--list", "listing", is_flag=True, help="List the sources and their addresses, fetch nothing.")
@click.option(
    "--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="S", help="Between requests."
)
def fetch(folder: Path, keys: tuple[str, ...], delay: float, *, listing: bool) -> None:
    """Bring the files in FOLDER (default: vocabularies) up to date from their official addresses.

    What has not changed is not fetched again, what was interrupted is continued. Exit code 5 when a file could not be
    fetched; the others are fetched all the same.
    """
    chosen = choose_addresses(keys)
    if listing:
        write_rows(("key", "file", "address"), ((row.key, row.file, row.url) for row in chosen))
        return
    limits = Limits(delay=delay)
    with make_client(limits) as client:
        downloader = Downloader(client, limits)
        failed = [address for address in chosen if not _fetch_one(downloader, address, folder)]
    if failed:
        names = ", ".join(address.file for address in failed)
        raise RemoteError(f"{len(failed)} of {len(chosen)} files could not be fetched: {names}", where=str(folder))


def _fetch_one(downloader: Downloader, address: Address, folder: Path) -> bool:
    try:
        done = downloader.fetch(address.url, folder / address.file, check=check_form)
    except MendelgraphError as error:
        click.echo(f"mendelgraph: {address.file}: {error}", err=True)
        return False
    state = "new" if done.changed else "unchanged"
    click.echo(f"{address.file}: {state}, {done.fetched.size:,} bytes, sha256 {done.fetched.sha256}", err=True)
    return True


@command.command(epilog="Example: mendelgraph vocabulary build vocabularies -o vocabulary.sqlite")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="DIR|FILE…")
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="INDEX")
def build(paths: tuple[Path, ...], out: Path) -> None:
    """Compile the files of folders (or single files) into one index, which is replaced in whole or not at all.

    The form of a file is told by its content. What was not recognised or not admitted is listed on stderr.
    """
    files = [file for path in paths for file in (vocabulary_files(path) if path.is_dir() else (path,))]
    files = [file for file in files if file.resolve() != out.resolve()]
    report = compile_index(files, out, progress=lambda message: click.echo(message, err=True))
    _tell(report)
    click.echo(out)


def _tell(report: IndexReport) -> None:
    lines = [f"{source.key}: {source.title}, {source.version}" for source in report.sources]
    lines += [f"{count:,} {table}" for table, count in report.counts.items() if table != "refused"]
    lines += [f"not recognised: {name}" for name in report.unrecognised]
    lines += [f"left out, an older release of a source given twice: {name}" for name in report.superseded]
    lines += [f"identifiers not admitted: {prefix}, {count:,} times" for prefix, count in report.refused_prefixes()]
    click.echo("\n".join(lines), err=True)


@command.command(epilog="Example: mendelgraph vocabulary status vocabulary.sqlite --format json")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def status(path: Path | None, form: str) -> None:
    """Say what is there, how old, under which licence and from where: an index, a folder, or (no PATH) the slices."""
    if path is not None and not path.exists():
        raise InputError("no such index or folder", where=str(path))
    today = datetime.now(UTC).date()
    if path and path.is_dir():
        rows = folder_status(path, today)
    else:
        with open_vocabulary(path) as vocabulary:
            rows = index_status(vocabulary, today)
    if form == "json":
        click.echo(json.dumps([row._asdict() for row in rows], indent=1))
    else:
        write_rows(("name", "what", "version", "days old", "licence", "from"), map(_row, rows))


def _row(row: Status) -> tuple[str, ...]:
    return (row.name, row.title, row.version, "" if row.age < 0 else str(row.age), row.licence, row.url)
