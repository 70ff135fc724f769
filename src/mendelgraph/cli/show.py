"""`mendelgraph show`: a condition or gene as a readable card."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from mendelgraph.cli.memory import bounded_memory
from mendelgraph.cli.table import plain
from mendelgraph.queries.answers import shorten
from mendelgraph.store.asking import Source
from mendelgraph.store.cards import ConditionCard, GeneCard, read_card
from mendelgraph.store.lookup import find_things
from mendelgraph.store.opening import open_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@click.command("show", epilog="Example: mendelgraph show OMIM:166350")
@click.argument("identifier", metavar="ID")
@click.option("--data", type=click.Path(path_type=Path), help="Release folder or RDF file.")
@click.option("--format", "card_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@bounded_memory()
def command(identifier: str, data: Path | None, card_format: str) -> None:
    """Show a condition or gene as a card. ID is a slug, a CURIE, a gene symbol or a name.

    Such as progressive-osseous-heteroplasia, MONDO:0008153, HGNC:4392, GNAS or "Osteoma cutis".
    """
    store = open_data(Source(data).path)
    cards = [read_card(found, store) for found in find_things(identifier, store)]
    if card_format == "json":
        click.echo(json.dumps([asdict(card) for card in cards], ensure_ascii=False, indent=2))
        return
    for card in cards:
        lines = _condition(card) if isinstance(card, ConditionCard) else _gene(card)
        click.echo("\n".join(lines) + "\n")


def _condition(card: ConditionCard) -> Iterator[str]:
    yield click.style(plain(card.name), bold=True) + f"  ({card.id})"
    for number, paragraph in enumerate(card.description.split("\n\n")):
        yield from ([""] if number else [])
        yield from _wrapped(paragraph, "")
    yield from _section("Genes", card.genes)
    yield from _section("Inheritance", (*card.inheritance, *card.parent_of_origin))
    yield from _section("Frequency", card.frequency)
    yield from _section("Other names", (_name(*name) for name in card.names))
    yield from _section(
        "In other vocabularies", (f"{shorten(link.target)} ({link.match}) {link.label}" for link in card.links)
    )
    yield from _section("More", (f"{heading}  {url}" for heading, url in ((card.name, card.page), *card.resources)))
    yield from _section("Articles", (_article(*article) for article in card.articles))
    yield from ("", f"{card.credit}. {card.notice}")


def _gene(card: GeneCard) -> Iterator[str]:
    yield click.style(plain(card.symbol), bold=True) + f"  {plain(card.name)} ({shorten(card.iri)})"
    yield from _section("Conditions", card.conditions)
    yield from _section("In other databases", map(shorten, card.identifiers))
    yield from ("", f"{card.credit}. {card.notice}")


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield click.style(title, underline=True)
        for line in found:
            yield from _wrapped(line, "  ")


def _wrapped(text: str, indent: str) -> list[str]:
    width = max(60, min(100, get_terminal_size((100, 24)).columns))
    return wrap(plain(text), width, initial_indent=indent, subsequent_indent=indent * 2, break_on_hyphens=False) or [""]


def _name(text: str, scope: str, acronym: bool, also: tuple[str, ...]) -> str:  # noqa: FBT001 - the fields of a name
    kind = f"{scope}{', acronym' if acronym else ''}"
    return f"{text}  ({kind})" + (f"; also a name of: {', '.join(also)}" if also else "")


def _article(iri: str, title: str, journal: str, issued: str, pmid: str) -> str:
    return f"{title or iri}. {journal} {issued[:4]}. {iri}" + (f" PMID:{pmid}" if pmid else "")
