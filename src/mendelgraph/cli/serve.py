"""`mendelgraph serve`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 1 << 20
SIZES = ("memory_limit", "result_limit", "cache_limit")
"""Options that count MiB, where the settings count bytes."""


def _option(name: str, help: str, kind: click.ParamType[Any] | None = None, **more: Any) -> Callable[[Any], Any]:  # noqa: A002 - click's word
    """Declare an option that the environment can give too; one with a default shows it."""
    variable = "MENDELGRAPH_" + name.removeprefix("--").replace("-", "_").upper()
    shown = more.get("default") not in {None, ""}
    return click.option(name, type=kind, envvar=variable, show_default=shown, help=help, **more)


@click.command("serve", epilog="Example: mendelgraph serve --data dist --port 8000")
@_option(
    "--data",
    "The release folder.  [default: dist, or the embedded catalogue where there is none]",
    click.Path(path_type=Path),
)
@_option("--host", "Listen here.", default="127.0.0.1")
@_option("--port", "Listen on this port; 0 takes a free one.", click.IntRange(0, 65535), default=8000)
@_option("--url", "The service's public address.  [default: the release's base IRI]", metavar="URL")
@_option("--root-path", "The path that a proxy serves this below, such as /mendelgraph.", default="", metavar="PATH")
@_option("--workers", "Queries that run at once, each in a process of its own.", click.IntRange(1, 64), default=2)
@_option("--queue", "Queries that may wait; more are refused with 429.", click.IntRange(0, 10_000), default=16)
@_option("--time-limit", "Seconds that a query may take.", click.FloatRange(0.1, 3600), default=30.0)
@_option("--memory-limit", "MiB of address space that a query may take.", click.IntRange(512, 1 << 20), default=2048)
@_option("--result-limit", "MiB that an answer may have.", click.IntRange(1, 1 << 20), default=256)
@_option(
    "--cache-limit", "MiB of answers kept for who asks again; 0 keeps none.", click.IntRange(0, 1 << 20), default=64
)
@_option(
    "--patience",
    "Seconds for a client that sends slowly, or takes nothing of an answer.",
    click.FloatRange(0.1, 3600),
    default=20.0,
)
def command(data: Path | None, root_path: str, **options: Any) -> None:
    """Serve a release: pages and data in the form that is asked for, /sparql, /search, /reconcile, /health.

    Every option can also be given by the environment, as MENDELGRAPH_PORT for --port. Requests are logged on stderr,
    one line of JSON each. A new release in the same folder is served as soon as it is there. SIGTERM and Ctrl-C let
    open requests end, then stop the server. See docs/deploy.md.
    """
    from mendelgraph.serve import Settings
    from mendelgraph.serve.run import serve
    from mendelgraph.store import Source

    sized = {name: value * MIB if name in SIZES else value for name, value in options.items()}
    settings = Settings(data=Source(data).path, root_path=root_path.rstrip("/"), **sized)
    serve(settings, announce=lambda address: click.echo(f"serving {settings.data} at {address}", err=True))
