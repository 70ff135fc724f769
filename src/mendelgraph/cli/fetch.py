"""`mendelgraph fetch`: source pages, the bulk file and citation ids, from their official addresses."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.fetch.access import E_UTILITIES, ID_CONVERTER, MEDLINEPLUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mendelgraph.fetch.citations import Answer
    from mendelgraph.fetch.download import Downloader, Limits
    from mendelgraph.fetch.pages import Page

F = TypeVar("F", bound="Callable[..., Any]")

DAY = 86_400
MOST_BYTES = 256 << 20
"""Of any one answer; the bulk file, the largest, has 17 MiB."""


def _manners(function: F) -> F:
    """Add the options that say how politely to ask, shared by all that opens connections here."""
    for option in (
        click.option(
            "--attempts", type=click.IntRange(min=1), default=5, show_default=True, help="Tries for an address."
        ),
        click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, metavar="S"),
        click.option(
            "--delay", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between requests."
        ),
    ):
        function = option(function)
    return function


def _limits(delay: float, timeout: float, attempts: int) -> Limits:
    from mendelgraph.fetch.download import Limits

    return Limits(attempts=attempts, delay=delay, timeout=timeout, max_bytes=MOST_BYTES)


def _address(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise click.BadParameter(f"{value!r} is no web address; write https://…")
    return value if value.endswith("/") else f"{value}/"


@contextmanager
def _writing(where: Path) -> Iterator[None]:
    """Say of a folder that cannot be written, or a disk that is full, which one it is."""
    try:
        yield
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(error.filename or where)) from error


@click.group("fetch", epilog="Example: mendelgraph fetch pages progressive-osseous-heteroplasia -o pages")
def command() -> None:
    """Fetch source pages, bulk files and citation ids from their official addresses.

    One request at a time, with a pause between two; what is up to date is not sent again, what broke off goes on where
    it stopped, and what was fetched stays when a later request fails (exit code 5).
    """


_contact = click.option(
    "--contact", envvar="MENDELGRAPH_CONTACT", metavar="E-MAIL", help="Whom a server's keeper can write to."
)
_base = click.option(
    "--base-url", default=MEDLINEPLUS, show_default=True, callback=_address, help="The site, or a copy of it."
)


@command.command(
    "pages",
    short_help="Pages and official records of conditions.",
    epilog="Example: mendelgraph fetch pages progressive-osseous-heteroplasia -o pages",
)
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR")
@click.option(
    "--max-age",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="DAYS",
    help="Do not ask again for what was up to date so recently.",
)
@_base
@_contact
@_manners
def pages(
    slugs: tuple[str, ...],
    output: Path,
    max_age: float,
    base_url: str,
    contact: str | None,
    delay: float,
    timeout: float,
    attempts: int,
) -> None:
    """Fetch the page and the official record of conditions, by the SLUGs of their addresses; none: of all conditions.

    The list of all conditions is that of the bulk file, which is then fetched too.
    """
    from mendelgraph.fetch import pages as source
    from mendelgraph.fetch.access import open_downloader
    from mendelgraph.fetch.robots import fetch_robots

    limits = _limits(delay, timeout, attempts)
    with _writing(output):
        with open_downloader(contact, limits) as downloader:
            robots = fetch_robots(downloader, base_url)
        limits = limits._replace(delay=max(limits.delay, robots.delay))
        plan = source.Plan(base_url, output, robots, time.time() - max_age * DAY)
        with open_downloader(contact, limits) as downloader:
            wanted = sorted(set(slugs)) or _all_slugs(downloader, output, base_url)
            _report(source.fetch_pages(downloader, wanted, plan), len(wanted) * len(source.KINDS), output)


def _all_slugs(downloader: Downloader, folder: Path, base: str) -> list[str]:
    from mendelgraph.fetch.pages import fetch_bulk, list_slugs

    slugs = list_slugs(fetch_bulk(downloader, folder, base=base).path)
    click.echo(f"{len(slugs):,} conditions in the bulk file", err=True)
    return slugs


def _report(fetched: Iterator[Page], expected: int, folder: Path) -> None:
    """Say of each page what became of it, and raise RemoteError where some could not be had."""
    outcomes: Counter[str] = Counter()
    try:
        for number, page in enumerate(fetched, start=1):
            outcomes[page.outcome.value] += 1
            click.echo(f"{number}/{expected} {page.outcome.value}: {page.url}", err=True)
            if page.reason:
                click.echo(f"  {page.reason}", err=True)
    finally:
        click.echo(
            f"{', '.join(f'{count} {name}' for name, count in sorted(outcomes.items())) or 'nothing'} in {folder}"
        )
    missing = sum(outcomes[name] for name in ("gone", "forbidden", "unusable", "failed"))
    if missing:
        raise RemoteError(f"{missing} of {expected} addresses gave nothing to keep; they are named above")


@command.command(
    "bulk",
    short_help="The official bulk file.",
    epilog="Example: mendelgraph fetch bulk -o pages && mendelgraph build pages",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR")
@_base
@_contact
@_manners
def bulk(output: Path, base_url: str, contact: str | None, delay: float, timeout: float, attempts: int) -> None:
    """Fetch the official bulk file, ghr-summaries.xml."""
    from mendelgraph.fetch.access import open_downloader
    from mendelgraph.fetch.pages import fetch_bulk

    with _writing(output), open_downloader(contact, _limits(delay, timeout, attempts)) as downloader:
        page = fetch_bulk(downloader, output, base=base_url)
    click.echo(f"{page.outcome.value}: {page.path}")


@command.command(
    "citations",
    short_help="PMIDs of citations that have none.",
    epilog="Example: mendelgraph fetch citations pages --contact you@example.org -o found.tsv",
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE…")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE")
@click.option(
    "--contact",
    envvar="MENDELGRAPH_CONTACT",
    metavar="E-MAIL",
    required=True,
    help="Your address: NCBI asks every program for one.",
)
@click.option(
    "--converter-url", default=ID_CONVERTER, show_default=True, callback=_address, help="NCBI's ID converter."
)
@click.option("--base-url", default=E_UTILITIES, show_default=True, callback=_address, help="NCBI's E-utilities.")
@_manners
def citations(
    sources: tuple[Path, ...],
    output: Path,
    contact: str,
    converter_url: str,
    base_url: str,
    delay: float,
    timeout: float,
    attempts: int,
) -> None:
    """Look up the PMIDs of the citations in SOURCEs that are printed without one.

    FILE gets the columns of data/mappings/citations.tsv, for a curator to review; rows it has already stay and are not
    asked for again. What was refused, and why, stands beside it in FILE.refused.tsv.
    """
    from mendelgraph.align.citations import embedded_citations, read_citation_table
    from mendelgraph.fetch.access import open_downloader
    from mendelgraph.fetch.citations import Resolvers, find_missing, resolve
    from mendelgraph.sources import read_catalogue

    with _writing(output):
        earlier = read_citation_table(_read(output), where=str(output)) if output.exists() else {}
        catalogue = read_catalogue(list(sources))
        if not catalogue.conditions and not catalogue.genes:
            raise InputError("no condition or gene page could be read", where=", ".join(map(str, sources)))
        wanted = find_missing(catalogue, {*embedded_citations(), *earlier})
        click.echo(f"{len(wanted):,} citations without a PMID", err=True)
        with open_downloader(contact, _limits(delay, timeout, attempts)) as downloader:
            _collect(resolve(downloader, wanted, Resolvers(contact, converter_url, base_url)), output)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 text (byte {error.start})", where=str(path)) from None


def _collect(answers: Iterator[Answer], output: Path) -> None:
    """Write the answers, those before a failure too."""
    from mendelgraph.fetch.answers import Refused
    from mendelgraph.fetch.citation_tables import refused_path, write_answers
    from mendelgraph.fetch.citations import refuse_shared

    collected: list[Answer] = []
    try:
        collected.extend(answers)
    finally:
        settled = refuse_shared(collected)
        write_answers(settled, output)
        refused = [answer for answer in settled if isinstance(answer, Refused)]
        for answer in refused:
            click.echo(f"refused: {answer.doi or answer.citation}: {answer.reason} ({answer.service})", err=True)
        click.echo(
            f"{len(settled) - len(refused)} found, in {output}; {len(refused)} refused, in {refused_path(output)}"
        )
