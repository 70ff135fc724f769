"""Our manners: who asks, what an answer may not do, and what robots.txt says."""

from __future__ import annotations

import threading

import pytest

from mendelgraph.errors import RemoteError
from mendelgraph.fetch.access import GoneError, RejectedError, ask, open_downloader
from mendelgraph.fetch.robots import fetch_robots, read_robots
from tests.fetch.stand_in import HASTY, FakeTime, Site, says, serve


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (None, "(+https://w3id.org/mendelgraph/)"),
        ("me@example.org", "(+https://w3id.org/mendelgraph/; mailto:me@example.org)"),
    ],
    ids=["project", "person"],
)
def test_the_server_is_told_whom_to_ask(site: Site, contact: str | None, expected: str) -> None:
    site.on("/x", says(200, b"yes"))
    with open_downloader(contact, HASTY) as downloader:
        assert ask(downloader, f"{site.base}x") == b"yes"
    agent = site.asked[0].headers["User-Agent"]
    assert agent.startswith("mendelgraph/")
    assert agent.endswith(expected)


def test_a_redirect_on_the_same_host_is_followed(site: Site) -> None:
    site.on("/old", says(301, Location="/new"))
    site.on("/new", says(200, b"here"))
    with open_downloader(limits=HASTY) as downloader:
        assert ask(downloader, f"{site.base}old") == b"here"


def test_a_redirect_to_another_host_is_refused_and_named(site: Site) -> None:
    with serve() as other, open_downloader(limits=HASTY) as downloader:
        other.on("/x", says(200, b"not the page"))
        site.on("/x", says(302, Location=f"{other.base}x"))
        with pytest.raises(RemoteError, match=f"redirects to another host, {other.base}x"):
            ask(downloader, f"{site.base}x")
        assert other.asked == []


@pytest.mark.parametrize(
    ("status", "error"), [(404, GoneError), (410, GoneError), (400, RejectedError), (403, RejectedError)]
)
def test_a_refusal_is_told_apart_and_not_tried_again(site: Site, status: int, error: type[RemoteError]) -> None:
    site.on("/x", says(status, b"no"))
    with open_downloader(limits=HASTY) as downloader, pytest.raises(error, match=str(status)):
        ask(downloader, f"{site.base}x")
    assert len(site.asked) == 1


def test_too_many_requests_waits_as_long_as_asked(site: Site) -> None:
    site.on("/x", says(429, Retry_After="7"), says(200, b"yes"))
    time = FakeTime()
    with open_downloader(limits=HASTY, clock=time.clock) as downloader:
        assert ask(downloader, f"{site.base}x") == b"yes"
    assert 7.0 in time.slept


def test_a_server_that_is_too_slow_is_given_up(site: Site) -> None:
    released = threading.Event()
    site.on("/x", lambda _: released.wait(5) and None)
    with open_downloader(limits=HASTY._replace(attempts=1, timeout=0.1)) as downloader:
        with pytest.raises(RemoteError, match="cannot be reached"):
            ask(downloader, f"{site.base}x")
        released.set()


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /search", True),
        ("User-agent: *\nDisallow: /genetics/", False),
        ("User-agent: mendelgraph\nDisallow: /", False),
        ("User-agent: another\nDisallow: /", True),
        ("<html>not rules</html>", True),
    ],
    ids=["none", "elsewhere", "here", "us", "another", "nonsense"],
)
def test_rules_of_a_site(rules: str, allowed: bool) -> None:
    assert read_robots(rules).allow("https://medlineplus.gov/genetics/condition/x/") is allowed


def test_a_site_may_ask_for_slowness() -> None:
    assert read_robots("User-agent: *\nCrawl-delay: 5").delay == 5.0
    assert read_robots("User-agent: *\nDisallow: /x").delay == 0.0


def test_a_site_without_rules_allows_everything(site: Site) -> None:
    with open_downloader(limits=HASTY) as downloader:
        assert fetch_robots(downloader, site.base).allow(f"{site.base}genetics/condition/x/")


def test_an_empty_file_of_rules_allows_everything(site: Site) -> None:
    site.on("/robots.txt", says(200, b""))
    with open_downloader(limits=HASTY) as downloader:
        assert fetch_robots(downloader, site.base).allow(f"{site.base}genetics/condition/x/")


def test_where_the_server_fails_nothing_is_known_of_its_rules(site: Site) -> None:
    site.on("/robots.txt", says(503))
    with open_downloader(limits=HASTY) as downloader, pytest.raises(RemoteError, match="503"):
        fetch_robots(downloader, site.base)
