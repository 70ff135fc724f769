"""Requests end: what drips, swells, breaks off, turns in circles or shouts is an error of one line, in time."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc
from collections.abc import Iterator

import httpx
import pytest

from mendelgraph.errors import InputError, RemoteError
from mendelgraph.exchange import MAX_REFUSAL, SHOWN, Exchange, Manners, Reply, check_address, one_line
from tests.stand_in import CUT, Answer, StandIn, dripping_server, running_stand_in

HASTY = Manners(time_limit=10, pauses=(), max_size=1 << 20)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with running_stand_in() as found:
        yield found


def get(address: str, manners: Manners = HASTY, **options: bool) -> Reply:
    with Exchange(httpx.Client(**options), manners) as exchange:  # type: ignore[arg-type]  # all are flags
        return exchange.send("GET", address, headers={})


def told(address: str, manners: Manners = HASTY, **options: bool) -> str:
    with pytest.raises(RemoteError) as error:
        get(address, manners, **options)
    assert error.value.where == address
    assert "\n" not in error.value.what
    return error.value.what


DRIPS = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "a body": (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" "),
    "a body without end": (b"HTTP/1.0 200 OK\r\n\r\n", b" "),
    "a refusal": (b"HTTP/1.1 500 No\r\nContent-Length: 100000\r\n\r\n", b" "),
    "a challenge": (b"HTTP/1.1 401 Who\r\nContent-Length: 100000\r\n\r\n", b" "),
}


@pytest.mark.parametrize(("head", "drop"), DRIPS.values(), ids=DRIPS)
def test_what_drips_is_given_up_on_in_time_and_not_asked_for_again(head: bytes, drop: bytes) -> None:
    start = time.monotonic()
    with dripping_server(head, drop) as address:
        assert "no whole answer within the time limit" in told(address, Manners(time_limit=0.5))
    assert time.monotonic() - start < 15


def test_pauses_and_tries_together_stay_within_the_time_of_the_whole(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(503, "later", (("Retry-After", "30"),))]
    slept: list[float] = []
    reply = get(stand_in.address, Manners(time_limit=5, pauses=(0.0, 1.0), whole=True, sleep=slept.append))
    assert (reply.status, slept) == (503, [])
    stand_in.answers = [Answer(503), Answer(503), Answer(200)]
    get(stand_in.address, Manners(time_limit=5, pauses=(0.0, 1.0), whole=True, sleep=slept.append))
    assert slept == [0.0, 1.0]


@pytest.mark.parametrize("limit", [float("inf"), float("nan"), 1e300], ids=str)
def test_any_limit_of_time_will_do(limit: float, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(503), Answer(200, "done")]
    for whole in (False, True):
        assert get(stand_in.address, Manners(time_limit=limit, pauses=(0.0,), whole=whole)).body == b"done"


def test_an_answer_that_was_cut_is_asked_for_again(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200, "half", missing=4), CUT, Answer(200, "whole")]
    slept: list[float] = []
    assert get(stand_in.address, Manners(pauses=(1.0, 4.0), sleep=slept.append)).body == b"whole"
    assert slept == [1.0, 4.0]


def test_half_an_answer_is_none(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200, "half", missing=4)]
    assert told(stand_in.address).startswith("no answer: peer closed connection")


def test_half_a_piece_is_no_answer() -> None:
    with dripping_server(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", b"x\r\n") as address:
        assert told(address).startswith("no answer: ")


LARGE = b" " * (8 << 20)
PACKED = (("Content-Encoding", "gzip"),)
SWELLING = {"as it is": Answer(200, LARGE), "packed": Answer(200, gzip.compress(LARGE), PACKED)}


@pytest.mark.parametrize("answer", SWELLING.values(), ids=SWELLING)
def test_an_answer_is_bounded_as_it_is_read(answer: Answer, stand_in: StandIn) -> None:
    stand_in.answers = [answer]
    assert told(stand_in.address) == "the answer has more than 1 MiB; ask for less"


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "x"])
def test_what_unpacks_without_bound_is_not_unpacked(packing: str, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200, gzip.compress(gzip.compress(b"")), (("Content-Encoding", packing),))]
    assert f"packed as {packing}, which was not asked for" in told(stand_in.address)


def test_what_claims_to_be_packed_and_is_not_is_no_answer(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200, "plain", PACKED)]
    assert told(stand_in.address).startswith("no answer: ")


@pytest.mark.parametrize("answer", [Answer(500, LARGE), Answer(500, gzip.compress(LARGE), PACKED)], ids=SWELLING)
def test_of_a_refusal_only_the_beginning_is_kept(answer: Answer, stand_in: StandIn) -> None:
    stand_in.answers = [answer]
    assert MAX_REFUSAL <= len(get(stand_in.address).body) <= 2 * MAX_REFUSAL


def test_of_challenges_and_redirects_only_the_beginning_is_read(stand_in: StandIn) -> None:
    challenge = Answer(401, LARGE, (("WWW-Authenticate", 'Digest realm="a", nonce="b"'),))
    stand_in.answers = [challenge, Answer(302, LARGE, (("Location", "/"),)), Answer(200, "done")]
    tracemalloc.start()
    with Exchange(httpx.Client(auth=httpx.DigestAuth("a", "b"), follow_redirects=True), HASTY) as exchange:
        assert exchange.send("GET", stand_in.address, headers={}).body == b"done"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(LARGE) / 2


def test_a_name_that_cannot_be_looked_up_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *_: host.encode("idna"))
    assert told("http://a..b/").startswith("no answer: ")


def test_a_circle_of_redirects_is_told_of_in_one_line(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(302, "", (("Location", stand_in.address),))]
    assert "redirects" in told(stand_in.address, follow_redirects=True)


@pytest.mark.parametrize("to", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://[::1/"])
def test_a_redirect_to_nowhere_is_told_of_in_one_line(to: str, stand_in: StandIn) -> None:
    stand_in.answers = [Answer(302, "", (("Location", to),))]
    assert told(stand_in.address, follow_redirects=True).startswith("no answer: ")


def test_words_from_outside_are_one_short_line() -> None:
    assert one_line("\x1b[2J\x9b31m red\u202e \u2028 \n" + "x" * 1000) == "[2J 31m red " + "x" * (SHOWN - 12)
    assert Reply(500, "", httpx.Headers(), b"\xff\r\n no").words() == "\ufffd no"


def test_an_address_may_have_any_letters(stand_in: StandIn) -> None:
    stand_in.answers = [Answer(200)]
    get(stand_in.address.replace("sparql", "ök"))
    assert stand_in.asked[0].path == "/%C3%B6k"


ADDRESSES = [
    "",
    "h:1",
    "ftp://h/",
    "http://",
    "http://[::1/",
    "http://h:x/",
    "http://h:99999/",
    "http://h/\x07",
    "//h/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="address of a thing"):
        check_address(address, of="a thing", instead="")
