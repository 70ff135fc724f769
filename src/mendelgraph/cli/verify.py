"""`mendelgraph verify`: every receipt of a release, held against the sources again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import ConformanceError, InputError
from mendelgraph.records import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.verification import LostFact, Verification

FORMATS = ("text", "json")


@click.command("verify", epilog="Example: mendelgraph verify --data dist --format json")
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[SOURCE…]")
@click.option("--data", type=click.Path(path_type=Path), help="This release folder or RDF file; default: dist.")
@click.option("--partial", is_flag=True, help="SOURCEs are only some of the pages; leave the others out.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
def command(sources: tuple[Path, ...], data: Path | None, form: str, *, partial: bool) -> None:
    """Check every receipt of a release against SOURCEs as they are now; none: the embedded pages.

    Names the facts whose words a page no longer has, and the pages that are gone. Words that stand elsewhere in the
    same section count as moved, not as lost. Exit code 0: all hold, 4: some are lost, 3: a source cannot be read.
    """
    from mendelgraph.resources import resources
    from mendelgraph.sources import read_catalogue
    from mendelgraph.store import Source
    from mendelgraph.store.opening import open_data
    from mendelgraph.verification import as_json, verify

    catalogue = read_catalogue(list(sources) or [resources() / "data" / "conditions"])
    broken = [refusal for refusal in catalogue.refusals if refusal.kind is RefusalKind.BROKEN]
    for refusal in broken:
        click.echo(f"cannot be read: {refusal.document}: {refusal.reason}", err=True)
    if not catalogue.conditions and not catalogue.genes:
        raise InputError("no condition or gene page could be read", where=", ".join(map(str, sources)))
    checked = verify(open_data(Source(data).path), catalogue, partial=partial)
    click.echo(as_json(checked) if form == "json" else "\n".join(_lines(checked)), nl=form != "json")
    if not checked.holds:
        raise ConformanceError(
            f"facts that lost their words: {len(checked.facts)}; pages that are gone: {len(checked.gone)}"
        )
    if broken:
        raise InputError(f"{len(broken)} inputs could not be read; what was read holds")


def _lines(checked: Verification) -> Iterator[str]:
    page = ""
    for fact in checked.facts:
        if fact.page != page:
            page = fact.page
            yield page
        yield from _fact(fact)
    for gone in checked.gone:
        yield f"{gone.page}\n  in no source: {gone.facts} facts, {gone.receipts} receipts"
    counts = {
        "hold": checked.holding,
        "moved": len(checked.moved),
        "lost": len(checked.lost),
        "on pages that are gone": sum(gone.receipts for gone in checked.gone),
        "not checked": checked.unchecked,
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    yield f"{checked.receipts:,} receipts: {said}"


def _fact(fact: LostFact) -> Iterator[str]:
    from mendelgraph.queries.answers import shorten

    left = f", {fact.left} receipts left" if fact.left else ""
    yield f"  {' '.join(map(shorten, fact.kinds))} {fact.fact}{left}"
    yield from (f"    {role.value}: {words!r}" for role, words in fact.words)
