"""`mendelgraph site`."""

from __future__ import annotations

from pathlib import Path

import click

from mendelgraph.store import Source


def _check_address(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not value.startswith(("https://", "http://")):
        raise click.BadParameter(f"{value!r} is no web address; it begins with https://")
    return value if value is None or value.endswith("/") else f"{value}/"


@click.command("site", epilog="Example: mendelgraph site -o public --url https://example.org/genetics/")
@click.option("--data", type=click.Path(path_type=Path), help="The release folder.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="site", show_default=True, help="The folder to write."
)
@click.option(
    "--url",
    callback=_check_address,
    help="Where the site will be read; sitemap and canonical links name it.  [default: the base IRI]",
)
def command(data: Path | None, output: Path, url: str | None) -> None:
    """Write a release as a site: a page for each condition, gene, article, term and question, with its data.

    Links are relative, so the folder works on any static host, below any path, and opened from disk. Only pages
    whose data changed since the last run are made anew, and files that stay the same are left untouched.
    """
    from mendelgraph.site.writing import write_site

    written = write_site(Source(data).path, output, address=url)
    click.echo(
        f"{written.pages:,} pages in {written.files:,} files in {output};"
        f" {written.made:,} pages made anew, {written.changed:,} files changed, {written.removed:,} removed"
    )
    click.echo(f"open {output / 'index.html'}", err=True)
