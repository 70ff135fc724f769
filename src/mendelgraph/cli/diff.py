"""`mendelgraph diff`: what changed between two releases."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import ConformanceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.diff import Change, Statements

FORMATS = ("text", "json", "patch")
SHOWN = 200
"""Characters of a value that the text form shows; JSON has all of it."""


@click.command("diff", epilog="Example: mendelgraph diff releases/2026-10-01 dist --format patch > changes.rdfp")
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--exit-code", is_flag=True, help="Exit with 4 where the releases differ.")
def command(old: Path, new: Path, form: str, *, exit_code: bool) -> None:
    """Tell what changed from the release folder OLD to the release folder NEW.

    `text` and `json` (one object a line) say it record by record: conditions added, renamed and retired, names,
    genes, modes, citations, mappings. `patch` is an RDF Patch that turns the N-Quads of OLD into those of NEW.
    """
    from mendelgraph.diff import compare, write_patch

    if form == "patch":
        differs = any(write_patch(old, new, sys.stdout.buffer))
    else:
        differs = _print(_json_lines(compare(old, new)) if form == "json" else _lines(compare(old, new)))
    if differs and exit_code:
        raise ConformanceError(f"{old} and {new} differ")
    if not differs:
        click.echo("no statement differs", err=True)


def _print(lines: Iterable[str]) -> bool:
    printed = False
    for line in lines:
        click.echo(line)
        printed = True
    return printed


def _json_lines(found: Iterable[Change | Statements]) -> Iterator[str]:
    for item in found:
        yield json.dumps({name: value for name, value in item._asdict().items() if value != ""}, ensure_ascii=False)


def _lines(found: Iterable[Change | Statements]) -> Iterator[str]:
    from mendelgraph.diff import Statements

    record = ""
    for item in found:
        if item.record != record:
            record = item.record
            yield f"{record}  {item.label}".rstrip()
        yield f"  statements: -{item.deleted:,} +{item.added:,}" if isinstance(item, Statements) else _line(item)


def _line(change: Change) -> str:
    values = f", {change.field}: {_cut(change.old) or '-'} -> {_cut(change.new) or '-'}" if change.field else ""
    moved = f": {change.old} -> {change.new}" if change.old and change.new and not change.field else ""
    detail = f" ({_cut(change.old or change.new)})" if not (values or moved) and (change.old or change.new) else ""
    why = f" ({change.why})" if change.why else ""
    return f"  {change.kind} {change.verb}: {_cut(change.about)}{values}{moved}{detail}{why}"


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"
