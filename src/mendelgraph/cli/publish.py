"""`mendelgraph publish`: load a release into a SPARQL store."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mendelgraph.exchange import Manners
from mendelgraph.publish import Credentials, Published, choose_target, publish
from mendelgraph.store import Source

NO_UNION = (
    "note: this store does not show named graphs to queries that name none, as the query book needs; start it so that"
    " it does (Oxigraph: --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
)


@click.command("publish", epilog="Example: mendelgraph publish --to http://localhost:7878/ --data dist")
@click.option("--to", required=True, metavar="URL", help="Address of the store, as its own manual gives it.")
@click.option("--data", type=click.Path(path_type=Path), help="Release folder; default dist, else the embedded one.")
@click.option("--graph-store", metavar="URL", help="Its Graph Store Protocol, if not where that is usual.")
@click.option(
    "--update", metavar="URL", help="Its SPARQL Update; alone: use updates instead of the Graph Store Protocol."
)
@click.option("--query", metavar="URL", help="Its SPARQL Query, if not where that is usual.")
@click.option("--time-limit", type=click.FloatRange(min=1), default=120.0, show_default=True, help="Seconds a request.")
def command(
    to: str, data: Path | None, graph_store: str | None, update: str | None, query: str | None, time_limit: float
) -> None:
    """Load a release into a SPARQL 1.1 store, graph by graph, and count afterwards.

    Only graphs that differ are sent, those that the release no longer has are removed, and graphs of others stay. Cut
    off at any moment, the same command goes on where it stopped. Credentials come from the environment alone:
    MENDELGRAPH_USER with MENDELGRAPH_PASSWORD, or MENDELGRAPH_TOKEN.
    """
    target = choose_target(to, query=query, update=update, graph_store=graph_store)
    way = f"graphs to {target.graph_store}" if target.graph_store else f"updates to {target.update}"
    click.echo(f"publishing {way}, counting at {target.query}", err=True)
    done = publish(
        Source(data).path,
        target,
        credentials=Credentials.of(os.environ),
        manners=Manners(time_limit=time_limit),
        progress=lambda text: click.echo(f"{text} …", err=True),
    )
    click.echo(_summary(done))
    if not done.union:
        click.echo(NO_UNION, err=True)


def _summary(done: Published) -> str:
    return (
        f"release {done.version}: {done.triples:,} statements in place"
        f" ({done.sent} graphs sent, {done.kept} as they were, {done.retired} removed)"
    )
