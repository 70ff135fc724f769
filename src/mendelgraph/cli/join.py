"""`mendelgraph join`: enrich somebody's own RDF."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

import click
from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.join import Joining, Knowledge, Outcome, write_rows
from mendelgraph.join.lines import EVERY, open_lines
from mendelgraph.join.scanning import drop_graphs, read_blocks
from mendelgraph.rdf import Limits
from mendelgraph.store import Source
from mendelgraph.store.opening import open_data
from mendelgraph.vocabulary import open_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mendelgraph.join import Row

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
}
SUFFIXES = {".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads"}
TRIPLES = frozenset({"turtle", "ntriples"})
LINES: dict[str, Callable[[bytes], bytes]] = {"nquads": bytes, "ntriples": drop_graphs}
"""Formats of lines need no parsing to be written."""


@click.command("join", epilog="Example: mendelgraph join my-cohort.ttl -o enriched.ttl --report joined.tsv")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; default stdout.")
@click.option("--report", type=click.Path(path_type=Path), help="Table (TSV) of what joined, what did not, and why.")
@click.option("--data", type=click.Path(path_type=Path), help="Release folder; default dist, else the embedded one.")
@click.option("--vocabulary", type=click.Path(path_type=Path), help="Index or folder that knows obsolete identifiers.")
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), help="Default: by OUTPUT's name, or nquads.")
@click.option("--added-only", is_flag=True, help="Write only what is added, not the file's own statements.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=3600.0, show_default=True, help="Seconds to read.")
def command(
    file: Path,
    output: Path | None,
    report: Path | None,
    data: Path | None,
    vocabulary: Path | None,
    format_name: str | None,
    time_limit: float,
    *,
    added_only: bool,
) -> None:
    """Enrich your own RDF with the conditions, genes, inheritance and articles of what it mentions.

    FILE is RDF in any syntax (gzip or not) that mentions diseases or genes as Mondo, OMIM, Orphanet, UniProt, Wikidata,
    MeSH, Bio2RDF, identifiers.org and others write them. Your statements stay as they are; links to ours and what is
    known of them follow. What comes near an identifier but is none is listed in the report, never joined by guess.
    """
    joining = Joining(Knowledge(open_data(Source(data).path)), open_vocabulary(vocabulary))
    chosen = format_name or SUFFIXES.get(output.suffix.lower() if output else "", "nquads")
    with open_lines(file, limits=Limits(seconds=time_limit), progress=_teller(f"{file}: read")) as lines:
        work = _Work(joining, lines, chosen, _teller(f"{file}: joined"), added_only)
        if output is None:
            _write(work, sys.stdout.buffer)
        else:
            _write_whole(work, output)
    rows = list(joining.rows())
    if report is not None:
        _write_report(rows, report)
    click.echo(_summary(joining, rows, report), err=True)


class _Work(NamedTuple):
    """Hold what is joined, from which lines, and how it is written."""

    joining: Joining
    lines: IO[bytes]
    format: str
    progress: Callable[[float], None]
    added_only: bool


def _teller(what: str) -> Callable[[float], None]:
    """Return what tells a share of the work at most every few seconds; small files never get that far."""
    last = time.monotonic()

    def tell(share: float) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY - 1:
            last = time.monotonic()
            click.echo(f"{what} {share:.0%} …", err=True)

    return tell


def _write(work: _Work, out: BinaryIO) -> None:
    if work.format in LINES:
        out.writelines(map(LINES[work.format], _blocks(work)))
        return
    quads = (quad for block in _blocks(work) for quad in parse(block, format=RdfFormat.N_QUADS))
    statements = (quad.triple for quad in quads) if work.format in TRIPLES else quads
    serialize(statements, output=out, format=FORMATS[work.format], prefixes=output_prefixes())


def _blocks(work: _Work) -> Iterator[bytes]:
    """Yield the file's own N-Quads as they stream by, then those that are added."""
    size = max(1, os.fstat(work.lines.fileno()).st_size)
    for block in read_blocks(work.lines):
        work.joining.note(block)
        work.progress(work.lines.tell() / size)
        if not work.added_only:
            yield block
    yield serialize(work.joining.enrich(), format=RdfFormat.N_QUADS) or b""


def _write_whole(work: _Work, output: Path) -> None:
    """Write beside the file and put it in its place when it is whole."""
    scratch = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with scratch.open("wb") as out:
            _write(work, out)
        scratch.replace(output)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(output)) from None
    finally:
        scratch.unlink(missing_ok=True)


def _write_report(rows: Sequence[Row], report: Path) -> None:
    try:
        report.write_text(write_rows(rows), encoding="utf-8")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", where=str(report)) from None


def _summary(joining: Joining, rows: Sequence[Row], report: Path | None) -> str:
    counts = Counter(row.outcome for row in rows)
    lines = [f"read {joining.statements:,} statements, added {joining.added:,}"]
    lines += [f"  {counts[outcome]:>7,}  {outcome}" for outcome in Outcome if counts[outcome]]
    if joining.left_out:
        lines.append(f"  {joining.left_out:>7,}  further mentions: too many different ones to list")
    if not rows:
        lines.append("  nothing in it is a disease or gene in any form known here")
    if report is None and any(row.outcome is not Outcome.JOINED for row in rows):
        lines.append("--report FILE tells why each did not join")
    return "\n".join(lines)
