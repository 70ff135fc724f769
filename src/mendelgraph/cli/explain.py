"""`mendelgraph explain`: every statement about a condition with what it rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.cli.memory import bounded_memory
from mendelgraph.cli.table import plain
from mendelgraph.errors import UnknownNameError
from mendelgraph.store.asking import Source
from mendelgraph.store.explanations import Statement, explain
from mendelgraph.store.lookup import Kind, find_things
from mendelgraph.store.opening import open_data

if TYPE_CHECKING:
    from collections.abc import Iterator

LAYERS = {
    "stated": "Stated: the page says so, in these words",
    "aligned": "Aligned: what links it to other vocabularies, and what speaks for each link",
    "inferred": "Inferred: what a rule adds",
}


@click.command("explain", epilog="Example: mendelgraph explain progressive-osseous-heteroplasia")
@click.argument("identifier", metavar="ID")
@click.option("--data", type=click.Path(path_type=Path), help="Release folder or RDF file.")
@click.option("--layer", type=click.Choice(list(LAYERS)), help="Only this layer.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@bounded_memory()
def command(identifier: str, data: Path | None, layer: str | None, output_format: str) -> None:
    """Show every statement about a condition with its layer and its receipt: words, section, document.

    ID is a slug, a CURIE or a name.
    """
    store = open_data(Source(data).path)
    found = [each for each in find_things(identifier, store) if each.kind is Kind.CONDITION]
    if not found:
        raise UnknownNameError(f"{identifier!r} is a gene; `mendelgraph show` names its conditions")
    explained = {each.id: [said for said in explain(each, store) if layer in {None, said.layer}] for each in found}
    if output_format == "json":
        click.echo(
            json.dumps(
                {slug: [_fields(said) for said in statements] for slug, statements in explained.items()},
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    for each in found:
        click.secho(f"{plain(each.name)}  (ghr:{each.id})", bold=True)
        for name, title in LAYERS.items():
            lines = [line for said in explained[each.id] if said.layer == name for line in _lines(said)]
            if lines:
                click.echo("\n".join(["", click.style(title, underline=True), *lines]))
        click.echo()


def _lines(said: Statement) -> Iterator[str]:
    yield f"  {plain(said.text)}"
    for receipt in said.receipts:
        yield f"      “{plain(receipt.words)}”"
        yield f"      {receipt.section}, characters {receipt.start}-{receipt.end}, {plain(receipt.document)}"
    yield from (f"      {plain(ground)}" for ground in said.grounds)


def _fields(said: Statement) -> dict[str, object]:
    return said._asdict() | {"receipts": [receipt._asdict() for receipt in said.receipts]}
