"""Source pages, the official record of each, and the bulk file, as files below one folder.

    FOLDER/ghr-summaries.xml   FOLDER/html/SLUG.html   FOLDER/json/SLUG.json

Each has its note beside it (`.fetched.json`: address, date, hash, validators). A file is replaced only by one that was
read and is what was asked for.
"""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import RemoteError, UnknownNameError
from mendelgraph.fetch.access import GoneError, RejectedError
from mendelgraph.fetch.download import read_fetched
from mendelgraph.records import ConditionRecord, Refusal, RefusalKind
from mendelgraph.sources import read_documents
from mendelgraph.sources.addresses import is_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mendelgraph.fetch.download import Download, Downloader
    from mendelgraph.fetch.robots import Robots

BULK = "ghr-summaries.xml"
TRIES = 3
"""Pages that may fail one after the other before the server is taken to be down."""


class Kind(NamedTuple):
    """Say where one form of a condition's page is, and where it is kept."""

    address: str
    file: str


KINDS = (
    Kind("genetics/condition/{}/", "html/{}.html"),
    Kind("download/genetics/condition/{}.json", "json/{}.json"),
)


class Outcome(StrEnum):
    """Say what became of a page. KEPT: fetched so recently that the server was not asked."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    UNUSABLE = "unusable"
    FAILED = "failed"


class Page(NamedTuple):
    """Report on one address: what became of it, where it lies, and why it does not where it does not."""

    url: str
    path: Path
    outcome: Outcome
    reason: str = ""


class _UnusableError(RemoteError):
    """Report an answer that is not the page that was asked for."""


class Plan(NamedTuple):
    """Say what to fetch for whom: the site, the folder, its rules, and from when on a file counts as recent."""

    base: str
    folder: Path
    robots: Robots
    recent: float

    def fetch(self, downloader: Downloader, kind: Kind, slug: str) -> Page:
        """Bring one file up to date."""
        url, path = self.base + kind.address.format(slug), self.folder / kind.file.format(slug)
        if not self.robots.allow(url):
            return Page(url, path, Outcome.FORBIDDEN, "the site's robots.txt does not allow it")
        if self._is_recent(url, path):
            return Page(url, path, Outcome.KEPT)
        return _fetch(downloader, url, path, _check_record(slug))

    def _is_recent(self, url: str, path: Path) -> bool:
        note = read_fetched(path)
        return note is not None and note.asked == url and path.stat().st_mtime >= self.recent


def _fetch(downloader: Downloader, url: str, path: Path, check: Callable[[Path], None]) -> Page:
    existed = path.exists()
    try:
        download = downloader.fetch(url, path, check=check)
    except GoneError as error:
        return Page(url, path, Outcome.GONE, error.what)
    except (RejectedError, _UnusableError) as error:
        return Page(url, path, Outcome.UNUSABLE, error.what)
    except RemoteError as error:
        return Page(url, path, Outcome.FAILED, error.what)
    os.utime(path)  # the time of the file says when it was last known to be current, also where the server said 304
    return Page(url, path, _outcome(download, existed=existed))


def _outcome(download: Download, *, existed: bool) -> Outcome:
    if not existed:
        return Outcome.NEW
    return Outcome.CHANGED if download.changed else Outcome.UNCHANGED


def _check_record(slug: str) -> Callable[[Path], None]:
    """Return a check that a file is whole and is the record of this condition."""

    def check(path: Path) -> None:
        items = list(read_documents([path]))
        found = [item.slug for item in items if isinstance(item, ConditionRecord)]
        if found != [slug]:
            why = [item.reason for item in items if isinstance(item, Refusal)]
            is_what = f"it is that of {found[0]!r}" if found else "; ".join(why) or "it is a gene's"
            raise _UnusableError(f"the answer is not the record of {slug!r}: {is_what}", where=str(path))

    return check


def fetch_pages(downloader: Downloader, slugs: Iterable[str], plan: Plan) -> Iterator[Page]:
    """Fetch page and record of each condition, one after the other, and yield what became of each.

    A page that is gone or makes no sense does not stop the others. Raises UnknownNameError for what cannot be a slug,
    before anything is fetched, and RemoteError once TRIES pages in a row failed; what was fetched stays.
    """
    slugs = list(slugs)
    if wrong := [slug for slug in slugs if not is_slug(slug)]:
        raise UnknownNameError(f"no slug of a page: {', '.join(map(repr, wrong))}; the last part of its address is one")
    failed = 0
    for page in (plan.fetch(downloader, kind, slug) for slug in slugs for kind in KINDS):
        yield page
        failed = failed + 1 if page.outcome is Outcome.FAILED else 0
        if failed == TRIES:
            raise RemoteError(f"{failed} pages in a row failed, the last: {page.reason}", where=page.url)


def fetch_bulk(downloader: Downloader, folder: Path, *, base: str) -> Page:
    """Bring the bulk file up to date. Raises RemoteError where that fails; what lay there still does."""
    path = folder / BULK
    existed = path.exists()
    download = downloader.fetch(f"{base}download/{BULK}", path, check=_check_bulk)
    return Page(download.fetched.asked, path, _outcome(download, existed=existed))


def _check_bulk(path: Path) -> None:
    conditions = 0
    for item in read_documents([path]):
        conditions += isinstance(item, ConditionRecord)
        if isinstance(item, Refusal) and item.document == path.name and item.kind is RefusalKind.BROKEN:
            raise RemoteError(f"the answer cannot be read: {item.reason}", where=BULK)
    if not conditions:
        raise RemoteError("the answer holds no condition: it is not the bulk file", where=BULK)


def list_slugs(bulk: Path) -> list[str]:
    """Return the slugs of all conditions in a bulk file, sorted."""
    return sorted({item.slug for item in read_documents([bulk]) if isinstance(item, ConditionRecord)})
