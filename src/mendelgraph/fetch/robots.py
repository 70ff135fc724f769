"""What a site's `robots.txt` lets us fetch, and how slowly (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.robotparser import RobotFileParser

from mendelgraph.fetch.access import TOOL, GoneError, RejectedError, ask
from mendelgraph.fetch.download import EmptyError

if TYPE_CHECKING:
    from mendelgraph.fetch.download import Downloader


class Robots(NamedTuple):
    """Hold the rules of a site."""

    rules: RobotFileParser

    def allow(self, url: str) -> bool:
        """Tell whether we may fetch an address."""
        return self.rules.can_fetch(TOOL, url)

    @property
    def delay(self) -> float:
        """Return the seconds that the site wants between two requests, or 0."""
        return float(self.rules.crawl_delay(TOOL) or 0)


def read_robots(text: str) -> Robots:
    r"""Read the rules of a `robots.txt`.

    >>> read_robots("User-agent: *\nDisallow: /private/\nCrawl-delay: 3").allow("https://example.org/private/x")
    False
    """
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    return Robots(rules)


def fetch_robots(downloader: Downloader, base: str) -> Robots:
    """Fetch the rules of a site; one that has none, or keeps them to itself, allows everything (RFC 9309, 2.3.1.3).

    An empty file has no rule either (2.2.1: what no rule is about is allowed).
    Raises RemoteError where the server fails: then nothing is known, and nothing may be fetched (2.3.1.4).
    """
    try:
        return read_robots(ask(downloader, f"{base}robots.txt").decode("utf-8", "replace"))
    except (GoneError, RejectedError, EmptyError):
        return read_robots("")
