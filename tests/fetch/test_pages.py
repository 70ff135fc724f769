"""Pages, records and the bulk file, from a site on loopback."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mendelgraph.errors import RemoteError, UnknownNameError
from mendelgraph.fetch.access import open_downloader
from mendelgraph.fetch.download import Downloader, read_fetched
from mendelgraph.fetch.pages import Outcome, Page, Plan, fetch_bulk, fetch_pages, list_slugs
from mendelgraph.fetch.robots import read_robots
from mendelgraph.sources import read_catalogue
from tests.fetch.stand_in import HASTY, Responder, Site, cut, file, rest, says
from tests.sources import pages as printed

TOES = printed.Page()
EARS = printed.Page(slug="marble-ear-syndrome", name="Marble ear syndrome")
ALWAYS = float("inf")
"""A time that no file is recent enough for: ask again."""


@pytest.fixture
def downloader() -> Iterator[Downloader]:
    with open_downloader(limits=HASTY) as made:
        yield made


@pytest.fixture
def shown(site: Site) -> Site:
    for page in (TOES, EARS):
        put(site, page)
    site.on("/download/ghr-summaries.xml", file(printed.to_bulk(TOES, EARS)))
    return site


def put(site: Site, page: printed.Page, tag: str = '"v1"') -> None:
    site.on(f"/genetics/condition/{page.slug}/", file(printed.to_html(page), tag))
    site.on(f"/download/genetics/condition/{page.slug}.json", file(printed.to_json(page), tag))


def plan(site: Site, folder: Path, rules: str = "", recent: float = ALWAYS) -> Plan:
    return Plan(site.base, folder, read_robots(rules), recent)


def fetch(downloader: Downloader, made: Plan, *slugs: str) -> list[Page]:
    return list(fetch_pages(downloader, slugs or [TOES.slug], made))


def outcomes(pages: list[Page]) -> list[Outcome]:
    return [page.outcome for page in pages]


def test_page_and_record_are_kept_with_their_hashes(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    assert outcomes(fetch(downloader, plan(shown, tmp_path))) == [Outcome.NEW, Outcome.NEW]
    html, record = tmp_path / "html" / f"{TOES.slug}.html", tmp_path / "json" / f"{TOES.slug}.json"
    assert html.read_bytes() == printed.to_html(TOES)
    assert record.read_bytes() == printed.to_json(TOES)
    note = read_fetched(html)
    assert note is not None
    assert note.asked == f"{shown.base}genetics/condition/{TOES.slug}/"


def test_what_was_fetched_is_a_source(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    fetch(downloader, plan(shown, tmp_path), TOES.slug, EARS.slug)
    catalogue = read_catalogue([tmp_path])
    assert [record.slug for record in catalogue.conditions] == [EARS.slug, TOES.slug]
    assert {document.form.value for document in catalogue.conditions[0].documents} == {"api-json", "page-html"}


def test_a_second_run_is_told_that_nothing_changed(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    fetch(downloader, plan(shown, tmp_path))
    assert outcomes(fetch(downloader, plan(shown, tmp_path))) == [Outcome.UNCHANGED] * 2
    assert shown.asked[-1].headers["If-None-Match"] == '"v1"'


def test_a_page_that_changed_replaces_the_old_one(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    fetch(downloader, plan(shown, tmp_path))
    put(shown, TOES._replace(other_names=("Toes of stone",)), '"v2"')
    assert outcomes(fetch(downloader, plan(shown, tmp_path))) == [Outcome.CHANGED] * 2


def test_a_recent_file_is_not_asked_for(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    fetch(downloader, plan(shown, tmp_path))
    asked = len(shown.asked)
    assert outcomes(fetch(downloader, plan(shown, tmp_path, recent=0.0))) == [Outcome.KEPT] * 2
    assert len(shown.asked) == asked


def test_a_file_found_unchanged_is_recent_again(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    for page in fetch(downloader, plan(shown, tmp_path)):
        os.utime(page.path, (0, 0))
    an_hour_ago = time.time() - 3600
    assert outcomes(fetch(downloader, plan(shown, tmp_path, recent=an_hour_ago))) == [Outcome.UNCHANGED] * 2
    assert outcomes(fetch(downloader, plan(shown, tmp_path, recent=an_hour_ago))) == [Outcome.KEPT] * 2


def test_a_recent_file_that_somebody_changed_is_fetched_again(
    shown: Site, downloader: Downloader, tmp_path: Path
) -> None:
    fetch(downloader, plan(shown, tmp_path))
    (tmp_path / "json" / f"{TOES.slug}.json").write_text("{}")
    again = fetch(downloader, plan(shown, tmp_path, recent=0.0))
    assert outcomes(again) == [Outcome.KEPT, Outcome.CHANGED]
    assert again[1].path.read_bytes() == printed.to_json(TOES)


def test_robots_are_kept_to(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    pages = fetch(downloader, plan(shown, tmp_path, "User-agent: *\nDisallow: /download/"))
    assert outcomes(pages) == [Outcome.NEW, Outcome.FORBIDDEN]
    assert shown.paths == [f"/genetics/condition/{TOES.slug}/"]


def test_a_page_that_is_gone_does_not_stop_the_others(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    pages = fetch(downloader, plan(shown, tmp_path), "no-such-syndrome", TOES.slug)
    assert outcomes(pages) == [Outcome.GONE, Outcome.GONE, Outcome.NEW, Outcome.NEW]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says(200, b"<!DOCTYPE html><html><body>Down for maintenance</body></html>"), "HTML of another site"),
        (says(200, b'{"name": "cut off'), "malformed JSON"),
        (says(200, printed.to_json(EARS)), "it is that of 'marble-ear-syndrome'"),
        (says(403, b"no"), "403"),
        (says(302, Location="https://elsewhere.example.org/"), "redirects to another host"),
        (says(200, b""), "empty"),
    ],
    ids=["html", "cut-off", "another-page", "forbidden", "another-host", "empty"],
)
def test_an_unusable_answer_is_named_and_the_old_file_stays(
    shown: Site, downloader: Downloader, tmp_path: Path, answer: Responder, why: str
) -> None:
    fetch(downloader, plan(shown, tmp_path))
    shown.on(f"/download/genetics/condition/{TOES.slug}.json", answer)
    _, page = fetch(downloader, plan(shown, tmp_path))
    assert page.outcome in {Outcome.UNUSABLE, Outcome.FAILED}
    assert why in page.reason
    assert page.path.read_bytes() == printed.to_json(TOES)
    assert [path.name for path in page.path.parent.iterdir() if ".part" in path.name] == []


def test_a_body_that_breaks_off_is_continued(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    body = printed.to_json(TOES)
    shown.on(f"/download/genetics/condition/{TOES.slug}.json", cut(body), rest(body))
    assert outcomes(fetch(downloader, plan(shown, tmp_path))) == [Outcome.NEW, Outcome.NEW]
    assert (tmp_path / "json" / f"{TOES.slug}.json").read_bytes() == body


def test_a_failure_that_passes_is_waited_for(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    shown.on(f"/genetics/condition/{TOES.slug}/", says(500), says(503), file(printed.to_html(TOES)))
    assert outcomes(fetch(downloader, plan(shown, tmp_path))) == [Outcome.NEW, Outcome.NEW]


def test_a_server_that_is_down_stops_the_run_and_the_next_goes_on(
    shown: Site, downloader: Downloader, tmp_path: Path
) -> None:
    slugs = [TOES.slug, *(f"x{number}" for number in range(9))]
    for slug in slugs[1:]:
        shown.on(f"/genetics/condition/{slug}/", says(500))
        shown.on(f"/download/genetics/condition/{slug}.json", says(500))
    seen: list[Page] = []
    with pytest.raises(RemoteError, match="3 pages in a row failed"):
        seen.extend(fetch_pages(downloader, slugs, plan(shown, tmp_path)))
    asked = len(shown.asked)
    assert asked == 2 + 3 * HASTY.attempts
    assert (tmp_path / "html" / f"{TOES.slug}.html").is_file()
    with pytest.raises(RemoteError):
        list(fetch_pages(downloader, slugs, plan(shown, tmp_path, recent=0.0)))
    assert TOES.slug not in "".join(shown.paths[asked:])


def test_nobody_there(tmp_path: Path, downloader: Downloader) -> None:
    nowhere = Plan("http://127.0.0.1:9/", tmp_path, read_robots(""), ALWAYS)
    pages = fetch(downloader, nowhere)
    assert outcomes(pages) == [Outcome.FAILED] * 2
    assert "cannot be reached" in pages[0].reason


@pytest.mark.parametrize("slug", ["../../etc/passwd", "A b", "", "x/y"])
def test_what_is_no_slug_is_refused_before_anything_is_fetched(
    shown: Site, downloader: Downloader, tmp_path: Path, slug: str
) -> None:
    with pytest.raises(UnknownNameError, match="no slug"):
        fetch(downloader, plan(shown, tmp_path), TOES.slug, slug)
    assert shown.asked == []


def test_the_bulk_file_says_which_conditions_there_are(shown: Site, downloader: Downloader, tmp_path: Path) -> None:
    page = fetch_bulk(downloader, tmp_path, base=shown.base)
    assert page.outcome is Outcome.NEW
    assert list_slugs(page.path) == [EARS.slug, TOES.slug]
    assert fetch_bulk(downloader, tmp_path, base=shown.base).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html><body>Not found</body></html>", "HTML of another site|no condition"),
        (printed.to_bulk(TOES, EARS)[:-40], "cannot be read"),
        (printed.to_bulk(), "no condition"),
    ],
    ids=["html", "cut-off", "empty"],
)
def test_what_is_no_bulk_file_does_not_replace_one(
    shown: Site, downloader: Downloader, tmp_path: Path, body: bytes, why: str
) -> None:
    fetch_bulk(downloader, tmp_path, base=shown.base)
    shown.on("/download/ghr-summaries.xml", says(200, body))
    with pytest.raises(RemoteError, match=why):
        fetch_bulk(downloader, tmp_path, base=shown.base)
    assert (tmp_path / "ghr-summaries.xml").read_bytes() == printed.to_bulk(TOES, EARS)
