"""The command line. A row of COMMANDS is a command; its module is imported only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from mendelgraph.cli.streams import flush_output, guard_streams
from mendelgraph.errors import InputError, MendelgraphError

COMMANDS = {
    "build": "Build a validated release from source pages and data files.",
    "cluster": "Build the statements on several machines, in parts.",
    "validate": "Check RDF files against the shapes.",
    "queries": "List the questions of the query book.",
    "query": "Ask a question of the query book, or your own, of a release or an endpoint.",
    "show": "Show a condition, gene or identifier as a readable card.",
    "explain": "Show every statement about a condition with the words it came from.",
    "export": "Write a release in another format.",
    "vocabulary": "Fetch, compile and inspect reference vocabularies.",
    "fetch": "Fetch source pages, bulk files and citation ids from their official addresses.",
    "verify": "Check every receipt against the sources again.",
    "serve": "Serve a release over HTTP: pages, data, SPARQL, search.",
    "diff": "Tell what changed between two releases, in words or as an RDF Patch.",
    "publish": "Load a release into a SPARQL store, and count what arrived.",
    "join": "Enrich your own RDF with what the catalogue knows of the diseases and genes it mentions.",
    "evaluate": "Measure extraction or alignment against a labelled table.",
    "site": "Write a release as a linked-data site that works on any static host and from a folder.",
}


class LazyGroup(click.Group):
    """Import a command's module (`mendelgraph.cli.NAME`, attribute `command`) when it is run."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Guard the standard streams first: help is written before anything is run."""
        guard_streams()
        try:
            return super().main(*args, **options)
        except MendelgraphError as error:
            click.echo(f"mendelgraph: {error}", err=True)
            sys.exit(error.exit_code)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"mendelgraph.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Turn the errors of this project into a message on stderr and an exit code."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                flush_output()
        except MendelgraphError as error:
            click.echo(f"mendelgraph: {error}", err=True)
            ctx.exit(error.exit_code)
        except RuntimeError as error:
            from mendelgraph.store.opening import DAMAGED  # takes time to import

            if not str(error).startswith(DAMAGED):
                raise
            click.echo(f"mendelgraph: the store of the release is damaged; build it again ({error})", err=True)
            ctx.exit(InputError.exit_code)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: mendelgraph build -o dist && mendelgraph query condition-by-omim -p omim=166350",
)
@click.version_option(package_name="mendelgraph")
def main() -> None:
    """MedlinePlus Genetics as linked data: build, validate, ask, export.

    Answers go to stdout, everything else to stderr. Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 an input cannot be
    read, 4 data does not conform, 5 a remote service failed.
    """
