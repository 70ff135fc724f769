"""The downloader against a server on loopback that misbehaves in every way we know of."""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.fetch.download import Check, Clock, Download, Downloader, Limits, make_client, read_fetched

BODY = b"id: MONDO:0008153\n" * 20_000
TAG = '"v1"'
DATE = "Tue, 04 Aug 2026 10:00:00 GMT"

HASTY = Limits(delay=0.0)

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Give the answers of a script one after the other; the last one for ever."""

    protocol_version = "HTTP/1.1"
    script: list[Answer]
    asked: list[Message]

    def do_GET(self) -> None:
        self.asked.append(self.headers)
        answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        answer(self)

    def log_message(self, *args: object) -> None:
        """Keep the test output clean."""

    def reply(self, status: int, body: bytes = b"", *, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.close_connection = True


class Server(ThreadingHTTPServer):
    """Serve, and say nothing when the downloader hangs up on a misbehaving answer, as it should."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class FakeTime:
    """Let time pass only when somebody sleeps."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep, lambda: datetime(2026, 11, 23, tzinfo=UTC))


class Site:
    """A server, and a downloader that asks it."""

    def __init__(self, server: ThreadingHTTPServer, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}/mondo.obo"
        self.path = folder / "mondo.obo"
        self.time = FakeTime()

    def plays(self, *script: Answer) -> None:
        Handler.script, Handler.asked = list(script), []

    def fetch(self, limits: Limits = HASTY, check: Check | None = None) -> Download:
        client = httpx.Client(trust_env=False, timeout=limits.timeout, headers=dict(make_client(limits).headers))
        with client:
            return Downloader(client, limits, self.time.clock()).fetch(self.url, self.path, check=check)

    @property
    def part(self) -> Path:
        return self.path.with_name("mondo.obo.part")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield Site(server, tmp_path)
    server.shutdown()
    thread.join()
    server.server_close()


def whole(handler: Handler) -> None:
    handler.reply(200, BODY, ETag=TAG, Last_Modified=DATE)


def failing(status: int, **headers: str) -> Answer:
    return lambda handler: handler.reply(status, b"no", **headers)


def cut_off(handler: Handler) -> None:
    handler.reply(200, BODY[:100_000], length=len(BODY), ETag=TAG, Last_Modified=DATE)


def rest(handler: Handler) -> None:
    start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    span = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
    handler.reply(206, BODY[start:], ETag=TAG, Content_Range=span)


def unchanged_if_asked(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == TAG:
        handler.send_response(304)
        handler.end_headers()
    else:
        whole(handler)


def test_a_file_is_stored_with_its_hash_and_validators(site: Site) -> None:
    site.plays(whole)
    done = site.fetch()
    assert site.path.read_bytes() == BODY
    assert done.changed
    assert done.fetched.sha256 == hashlib.sha256(BODY).hexdigest()
    assert (done.fetched.etag, done.fetched.last_modified, done.fetched.date) == (TAG, DATE, "2026-11-23")
    assert read_fetched(site.path) == done.fetched
    assert sorted(path.name for path in site.path.parent.iterdir()) == ["mondo.obo", "mondo.obo.fetched.json"]


def test_the_server_is_told_who_asks_and_that_bodies_are_wanted_as_stored(site: Site) -> None:
    site.plays(whole)
    site.fetch()
    assert Handler.asked[0]["User-Agent"].startswith("mendelgraph/")
    assert Handler.asked[0]["Accept-Encoding"] == "identity"


def test_a_second_fetch_asks_with_the_validators_and_stores_nothing(site: Site) -> None:
    site.plays(unchanged_if_asked)
    first = site.fetch()
    second = site.fetch()
    assert (first.changed, second.changed) == (True, False)
    assert second.fetched == first.fetched
    assert Handler.asked[1]["If-None-Match"] == TAG
    assert Handler.asked[1]["If-Modified-Since"] == DATE


def test_a_file_that_somebody_changed_is_fetched_again(site: Site) -> None:
    site.plays(unchanged_if_asked)
    site.fetch()
    site.path.write_bytes(b"edited")
    assert site.fetch().changed
    assert site.path.read_bytes() == BODY


def test_a_damaged_note_is_no_note(site: Site) -> None:
    site.plays(whole)
    site.fetch()
    site.path.with_name("mondo.obo.fetched.json").write_text("{")
    site.fetch()
    assert "If-None-Match" not in Handler.asked[1]


def test_the_same_bytes_under_a_new_tag_count_as_unchanged(site: Site) -> None:
    site.plays(whole, lambda handler: handler.reply(200, BODY, ETag='"v2"'))
    site.fetch()
    assert not site.fetch().changed
    assert read_fetched(site.path).etag == '"v2"'


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_transient_failure_is_tried_again_after_longer_and_longer_waits(site: Site, status: int) -> None:
    site.plays(failing(status), failing(status), whole)
    site.fetch()
    assert site.path.read_bytes() == BODY
    assert site.time.slept == [1.0, 2.0]


@pytest.mark.parametrize(
    ("header", "wait"),
    [("7", 7.0), ("Mon, 23 Nov 2026 00:00:30 GMT", 30.0), ("soon", 1.0)],
    ids=["seconds", "date", "nonsense"],
)
def test_retry_after_is_kept_to(site: Site, header: str, wait: float) -> None:
    site.plays(failing(503, Retry_After=header), whole)
    site.fetch()
    assert site.time.slept == [wait]


def test_a_server_that_asks_for_hours_is_given_up(site: Site) -> None:
    site.plays(failing(503, Retry_After="86400"))
    with pytest.raises(RemoteError, match="503"):
        site.fetch()
    assert site.time.slept == []


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_lasting_refusal_is_not_tried_again(site: Site, status: int) -> None:
    site.plays(failing(status))
    with pytest.raises(RemoteError, match=f"{status}.*check the address"):
        site.fetch()
    assert len(Handler.asked) == 1
    assert not site.path.exists()


def test_attempts_end(site: Site) -> None:
    site.plays(failing(500))
    with pytest.raises(RemoteError, match="run the command again"):
        site.fetch(Limits(attempts=3, delay=0.0))
    assert len(Handler.asked) == 3


def test_nobody_there_is_a_remote_error(tmp_path: Path) -> None:
    limits, time = Limits(attempts=2, delay=0.0), FakeTime()
    with httpx.Client(trust_env=False) as client, pytest.raises(RemoteError, match="cannot be reached"):
        Downloader(client, limits, time.clock()).fetch("http://127.0.0.1:9/x", tmp_path / "x")


def test_a_body_that_breaks_off_is_continued_where_it_broke(site: Site) -> None:
    site.plays(cut_off, rest)
    site.fetch()
    assert site.path.read_bytes() == BODY
    assert Handler.asked[1]["Range"] == "bytes=100000-"
    assert Handler.asked[1]["If-Range"] == TAG
    assert not site.part.exists()


def test_an_interrupted_run_is_continued_by_the_next(site: Site) -> None:
    site.plays(cut_off)
    with pytest.raises(RemoteError, match="broke off"):
        site.fetch(Limits(attempts=1, delay=0.0))
    assert site.part.stat().st_size == 100_000
    assert not site.path.exists()
    site.plays(rest)
    site.fetch()
    assert site.path.read_bytes() == BODY
    assert len(Handler.asked) == 1


def test_a_file_that_changed_meanwhile_is_taken_from_its_beginning(site: Site) -> None:
    fresh = BODY.replace(b"MONDO", b"DOIDX")
    site.plays(cut_off, lambda handler: handler.reply(200, fresh, ETag='"v2"'))
    site.fetch()
    assert site.path.read_bytes() == fresh


def wrong_range(handler: Handler) -> None:
    handler.reply(206, BODY[5:], ETag=TAG, Content_Range=f"bytes 5-{len(BODY) - 1}/{len(BODY)}")


def range_of_another_file(handler: Handler) -> None:
    handler.reply(206, BODY[100_000:], ETag='"v2"', Content_Range=f"bytes 100000-{len(BODY) - 1}/{len(BODY)}")


@pytest.mark.parametrize(
    "answer",
    [wrong_range, range_of_another_file, lambda handler: handler.reply(206, BODY[100_000:]), failing(416)],
    ids=["starts elsewhere", "other version", "no Content-Range", "416"],
)
def test_a_continuation_that_does_not_fit_starts_again(site: Site, answer: Answer) -> None:
    site.plays(cut_off, answer, whole)
    site.fetch()
    assert site.path.read_bytes() == BODY
    assert "Range" not in Handler.asked[2]


def test_a_range_that_ends_early_is_continued_again(site: Site) -> None:
    def short(handler: Handler) -> None:
        span = f"bytes 100000-199999/{len(BODY)}"
        handler.reply(206, BODY[100_000:200_000], ETag=TAG, Content_Range=span)

    site.plays(cut_off, short, rest)
    site.fetch()
    assert site.path.read_bytes() == BODY
    assert Handler.asked[2]["Range"] == "bytes=200000-"


def test_a_part_without_a_strong_validator_is_not_continued(site: Site) -> None:
    site.plays(lambda handler: handler.reply(200, BODY[:9], length=len(BODY), ETag='W/"1"'), whole)
    site.fetch()
    assert "Range" not in Handler.asked[1]
    assert site.path.read_bytes() == BODY


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "found out"])
def test_a_file_over_the_limit_is_refused_and_nothing_is_left(site: Site, announced: bool) -> None:
    def chunked(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"%X\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY))

    site.plays(whole if announced else chunked)
    with pytest.raises(RemoteError, match="larger than the limit"):
        site.fetch(Limits(delay=0.0, max_bytes=1000))
    assert list(site.path.parent.iterdir()) == []


def test_an_empty_answer_does_not_replace_a_file(site: Site) -> None:
    site.plays(whole, lambda handler: handler.reply(200, b""))
    site.fetch()
    with pytest.raises(RemoteError, match="empty"):
        site.fetch()
    assert site.path.read_bytes() == BODY


def test_a_file_that_fails_its_check_does_not_replace_the_old_one(site: Site) -> None:
    site.plays(whole, lambda handler: handler.reply(200, b"<html>sign in</html>"))
    site.fetch()

    def check(path: Path) -> None:
        raise InputError("not an OBO file", where=path.name)

    with pytest.raises(InputError):
        site.fetch(check=check)
    assert site.path.read_bytes() == BODY
    assert not site.part.exists()
    assert read_fetched(site.path) is not None


def test_redirects_are_followed_and_the_end_is_noted(site: Site) -> None:
    site.plays(failing(302, Location="/release/mondo.obo"), whole)
    assert site.fetch().fetched.url.endswith("/release/mondo.obo")


def test_a_redirect_keeps_the_conditions(site: Site) -> None:
    site.plays(whole, failing(302, Location="/release/mondo.obo"), unchanged_if_asked)
    site.fetch()
    assert not site.fetch().changed
    assert Handler.asked[2]["If-None-Match"] == TAG


def test_a_redirect_loop_ends(site: Site) -> None:
    site.plays(failing(301, Location="/again"))
    with pytest.raises(RemoteError, match="redirected more than 3 times"):
        site.fetch(Limits(delay=0.0, redirects=3))


def test_a_redirect_out_of_the_web_is_not_followed(site: Site) -> None:
    site.plays(failing(302, Location="file:///etc/hostname"))
    with pytest.raises(RemoteError):
        site.fetch(Limits(delay=0.0, attempts=1))
    assert not site.path.exists()


def test_a_redirect_from_https_to_http_is_not_followed(tmp_path: Path) -> None:
    transport = httpx.MockTransport(lambda request: httpx.Response(302, headers={"Location": "http://example.org/x"}))
    with httpx.Client(transport=transport) as client, pytest.raises(RemoteError, match="less safe"):
        Downloader(client, Limits(delay=0.0), FakeTime().clock()).fetch("https://example.org/x", tmp_path / "x")


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    site.plays(failing(302, Location="/b"), whole)
    site.fetch(Limits(delay=2.5))
    assert site.time.slept == [2.5]


def test_a_server_that_falls_silent_is_not_waited_for(site: Site) -> None:
    release = threading.Event()

    def silent(handler: Handler) -> None:
        release.wait(5)
        handler.close_connection = True

    site.plays(silent, whole)
    site.fetch(Limits(delay=0.0, timeout=1.0))
    release.set()
    assert site.path.read_bytes() == BODY


def test_a_server_that_drips_is_cut_off_at_the_deadline(site: Site) -> None:
    ticks = iter(range(0, 10_000, 40))
    clock = Clock(lambda: float(next(ticks)), site.time.sleep, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    site.plays(whole)
    with httpx.Client(trust_env=False) as client, pytest.raises(RemoteError, match="took longer than 30 s"):
        Downloader(client, Limits(attempts=1, deadline=30.0, delay=0.0), clock).fetch(site.url, site.path)
    assert site.part.exists()


def test_a_compressed_answer_is_stored_decoded(site: Site) -> None:
    site.plays(lambda handler: handler.reply(200, gzip.compress(BODY), Content_Encoding="gzip"))
    site.fetch()
    assert site.path.read_bytes() == BODY
