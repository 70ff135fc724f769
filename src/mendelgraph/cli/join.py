"""`mendelgraph join`: enrich somebody's own RDF."""

from __future__ import annotations

import os
import sys
import time
from contextlib import nullcontext
from itertools import combinations
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple

import click
from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.join import Joining, Knowledge, Outcome, write_rows
from mendelgraph.join.lines import EVERY, keep_lines, open_lines
from mendelgraph.join.scanning import drop_graphs, read_blocks
from mendelgraph.rdf import Limits
from mendelgraph.store import Source
from mendelgraph.store.opening import open_data
from mendelgraph.vocabulary import open_vocabulary
from mendelgraph.whole_files import check_place, ending_in_order, is_same_place, open_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FORMATS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
}
SUFFIXES = {".ttl": "turtle", ".trig": "trig", ".nt": "ntriples", ".nq": "nquads"}
STDIN = "-"
TRIPLES = frozenset({"turtle", "ntriples"})
LINES: dict[str, Callable[[bytes], bytes]] = {"nquads": bytes, "ntriples": drop_graphs}
"""Formats of lines need no parsing to be written."""


@click.command("join", epilog="Example: mendelgraph join my-cohort.ttl -o enriched.ttl --report joined.tsv")
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; default stdout.")
@click.option("--report", type=click.Path(path_type=Path), help="Table (TSV) of what joined, what did not, and why.")
@click.option("--data", type=click.Path(path_type=Path), help="Release folder; default dist, else the embedded one.")
@click.option("--vocabulary", type=click.Path(path_type=Path), help="Index or folder that knows obsolete identifiers.")
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), help="Default: by OUTPUT's name, or nquads.")
@click.option("--added-only", is_flag=True, help="Write only what is added, not the file's own statements.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=3600.0, show_default=True, help="Seconds to read.")
def command(
    file: str,
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

    FILE is RDF in any syntax (gzip or not; `-` is stdin) that mentions diseases or genes as Mondo, OMIM, Orphanet,
    UniProt, Wikidata, MeSH, Bio2RDF, identifiers.org and others write them. Your statements stay as they are; links to
    ours and what is known of them follow. What comes near an identifier but is none is listed in the report, never
    joined by guess.
    """
    _check_places(file, output, report)
    joining = Joining(_open_knowledge(Source(data).path), open_vocabulary(vocabulary))
    chosen = format_name or SUFFIXES.get(output.suffix.lower() if output else "", "nquads")
    with ending_in_order(), _open_input(file, Limits(seconds=time_limit)) as lines:
        work = _Work(joining, lines, chosen, _teller(f"{_name(file)}: joined"), added_only)
        with open_whole(output) if output else nullcontext(sys.stdout.buffer) as out:
            _write(work, out)
    if report is not None:
        with open_whole(report) as out:
            out.writelines(line.encode() for line in write_rows(joining.rows()))
    click.echo(_summary(joining, report), err=True)


def _check_places(file: str, output: Path | None, report: Path | None) -> None:
    """Refuse, before the work, what cannot be written, and to write over one's own file."""
    for place in filter(None, (output, report)):
        check_place(place)
    places = {"FILE": None if file == STDIN else Path(file), "-o": output, "--report": report}
    given = [(name, place) for name, place in places.items() if place is not None]
    for (name, place), (other, same) in combinations(given, 2):
        if is_same_place(place, same):
            raise click.UsageError(f"{name} and {other} are the same file, {same}: write to another one")


def _open_knowledge(path: Path) -> Knowledge:
    knowledge = Knowledge(open_data(path))
    if not knowledge:
        raise InputError("holds no condition or gene of a release, so nothing can join it", where=str(path))
    return knowledge


def _name(file: str) -> str:
    return "stdin" if file == STDIN else file


def _open_input(file: str, limits: Limits) -> IO[bytes]:
    tell = _teller(f"{_name(file)}: read")
    if file == STDIN:
        return keep_lines(sys.stdin.buffer, where=_name(file), limits=limits, progress=tell)
    return open_lines(Path(file), limits=limits, progress=tell)


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
        late = work.joining.note(block)
        work.progress(work.lines.tell() / size)
        if not work.added_only:
            yield block
        yield serialize(late, format=RdfFormat.N_QUADS) or b""
    yield serialize(work.joining.enrich(), format=RdfFormat.N_QUADS) or b""


def _summary(joining: Joining, report: Path | None) -> str:
    counts = {outcome: count for outcome, count in joining.counts().items() if count}
    lines = [f"read {joining.statements:,} statements, added {joining.added:,}"]
    for outcome, count in counts.items():
        further = joining.further[outcome]
        lines.append(f"  {count:>7,}  {outcome}" + f" (further mentions, not listed: {further:,})" * bool(further))
    if not joining.statements:
        lines.append("  it holds no statement (JSON is RDF only where an @context or IRIs give its keys a meaning)")
    elif not counts:
        lines.append("  nothing in it is a disease or gene in any form known here")
    if report is None and set(counts) - {Outcome.JOINED}:
        lines.append("--report FILE tells why each did not join")
    return "\n".join(lines)
