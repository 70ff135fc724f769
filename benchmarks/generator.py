"""Write catalogues of generated pages, one page in memory at a time: `python -m benchmarks.generator OUT`.

Every page is a function of its number, the seed and the vocabulary: the same call gives the same bytes, and the first
catalogue of a hundred is the catalogue that is written alone.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

import click
from lxml import etree

from benchmarks.distribution import FULL, LEAN
from benchmarks.layouts import NAMESPACE, page_text, summary
from benchmarks.options import INDEX, NEW_FOLDER, SOME
from benchmarks.plan import PAGES, plan_pages
from benchmarks.pool import read_pool
from benchmarks.prose import write_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from benchmarks.distribution import Richness
    from benchmarks.pool import Pool
    from benchmarks.prose import Page


class _BulkFile(Protocol):
    def write(self, element: etree._Element) -> None: ...


def make_pages(pool: Pool, *, catalogue: int, pages: int, seed: int, richness: Richness) -> Iterator[Page]:
    """Make the pages of one catalogue, one at a time."""
    plans = plan_pages(pool, first=catalogue * pages, count=pages, seed=seed, richness=richness)
    return (write_page(plan, seed, richness) for plan in plans)


def write_catalogue(pages: Iterable[Page], folder: Path, *, in_bulk: bool) -> int:
    """Write a text file a page into `pages/`, and `ghr-summaries.xml` if asked for; return the number of pages."""
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    written = 0
    with _open_bulk(folder / "ghr-summaries.xml") if in_bulk else nullcontext() as bulk:
        for page in pages:
            (folder / "pages" / f"{page.plan.slug}.txt").write_text(page_text(page), encoding="utf-8")
            if bulk is not None:
                bulk.write(summary(page))
            written += 1
    return written


@contextmanager
def _open_bulk(path: Path) -> Iterator[_BulkFile]:
    with etree.xmlfile(str(path), encoding="utf-8") as out:
        out.write_declaration()
        with out.element(f"{{{NAMESPACE}}}summaries", nsmap={None: NAMESPACE}):
            yield out


def write_catalogues(
    out: Path,
    *,
    index: Path | None = None,
    catalogues: int = 1,
    pages: int = PAGES,
    seed: int = 1,
    richness: Richness = FULL,
) -> int:
    """Write catalogues below a folder; return the number of pages."""
    pool = read_pool(index)
    return sum(
        write_catalogue(
            make_pages(pool, catalogue=number, pages=pages, seed=seed, richness=richness),
            out / f"catalogue-{number:03}",
            in_bulk=richness.in_bulk,
        )
        for number in range(catalogues)
    )


@click.command()
@click.argument("out", type=NEW_FOLDER)
@click.option("--catalogues", type=SOME, default=1, show_default=True)
@click.option("--pages", type=SOME, default=PAGES, show_default=True, help="Pages of a catalogue.")
@click.option("--seed", default=1, show_default=True)
@click.option("--vocabulary", type=INDEX, help="A compiled index.  [default: embedded slices]")
@click.option("--lean", is_flag=True, help="Less text and fewer facts a page: 100 catalogues of these fit a disk.")
def command(out: Path, *, catalogues: int, pages: int, seed: int, vocabulary: Path | None, lean: bool) -> None:
    """Write generated catalogues into the folder OUT."""
    richness = LEAN if lean else FULL
    written = write_catalogues(out, index=vocabulary, catalogues=catalogues, pages=pages, seed=seed, richness=richness)
    click.echo(f"{written:,} pages in {out}", err=True)


if __name__ == "__main__":
    command()
