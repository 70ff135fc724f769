"""`mendelgraph serve`."""

from __future__ import annotations

from pathlib import Path

import click

MIB = 1 << 20


@click.command("serve", epilog="Example: mendelgraph serve --data dist --port 8000")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="MENDELGRAPH_DATA",
    help="The release folder.  [default: dist, or the embedded catalogue where there is none]",
)
@click.option("--host", envvar="MENDELGRAPH_HOST", default="127.0.0.1", show_default=True, help="Listen here.")
@click.option(
    "--port",
    envvar="MENDELGRAPH_PORT",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Listen on this port; 0 takes a free one.",
)
@click.option(
    "--url",
    envvar="MENDELGRAPH_URL",
    metavar="URL",
    help="The service's public address.  [default: the release's base IRI]",
)
@click.option(
    "--root-path",
    envvar="MENDELGRAPH_ROOT_PATH",
    default="",
    metavar="PATH",
    help="The path that a proxy serves this below, such as /mendelgraph.",
)
@click.option(
    "--workers",
    envvar="MENDELGRAPH_WORKERS",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Queries that run at once, each in a process of its own.",
)
@click.option(
    "--queue",
    envvar="MENDELGRAPH_QUEUE",
    type=click.IntRange(0, 10_000),
    default=16,
    show_default=True,
    help="Queries that may wait; more are refused with 429.",
)
@click.option(
    "--time-limit",
    envvar="MENDELGRAPH_TIME_LIMIT",
    type=click.FloatRange(0.1, 3600),
    default=30.0,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option(
    "--memory-limit",
    envvar="MENDELGRAPH_MEMORY_LIMIT",
    type=click.IntRange(512, 1 << 20),
    default=2048,
    show_default=True,
    help="MiB of address space that a query may take.",
)
@click.option(
    "--result-limit",
    envvar="MENDELGRAPH_RESULT_LIMIT",
    type=click.IntRange(1, 1 << 20),
    default=256,
    show_default=True,
    help="MiB that an answer may have.",
)
def command(
    data: Path | None,
    host: str,
    port: int,
    url: str | None,
    root_path: str,
    workers: int,
    queue: int,
    time_limit: float,
    memory_limit: int,
    result_limit: int,
) -> None:
    """Serve a release: pages and data in the form that is asked for, /sparql, /search, /reconcile, /health.

    Every option can also be given by the environment, as MENDELGRAPH_PORT for --port. Requests are logged on stderr,
    one line of JSON each. SIGTERM and Ctrl-C let open requests end, then stop the server. See docs/deploy.md.
    """
    from mendelgraph.serve import Settings
    from mendelgraph.serve.run import serve
    from mendelgraph.store import Source

    settings = Settings(
        data=Source(data).path,
        host=host,
        port=port,
        url=url,
        root_path=root_path.rstrip("/"),
        workers=workers,
        queue=queue,
        time_limit=time_limit,
        memory_limit=memory_limit * MIB,
        result_limit=result_limit * MIB,
    )
    serve(settings, announce=lambda address: click.echo(f"serving {settings.data} at {address}", err=True))
