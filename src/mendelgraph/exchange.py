"""Requests to web servers that end: within one time and one size, asked again politely, told of in words."""

from __future__ import annotations

import re
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Self
from urllib.parse import urlsplit
from weakref import WeakSet

import httpx

from mendelgraph.errors import InputError, RemoteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

AGENT = "mendelgraph (+https://w3id.org/mendelgraph/)"
RETRIED = frozenset({429, 502, 503, 504})
BROKEN = (httpx.NetworkError, httpx.RemoteProtocolError, httpx.ConnectTimeout)
"""What another try may mend. A server that was too slow is not asked again: it may still be at work on the first."""
MAX_PAUSE = 60.0
MAX_TIME = 7 * 86_400.0
"""Seconds that clocks of sockets and threads can still count."""
SHOWN = 300
"""Characters of a server's own words that an error repeats."""
MAX_REFUSAL = 1 << 16
"""Bytes that are read of a refusal, a challenge or a redirect."""
ENCODINGS = ("identity", "gzip", "deflate")
"""What an answer may be packed as, once: each piece unpacks to at most a thousand times its size."""


class Manners(NamedTuple):
    """Say how patient to be: seconds for an answer, bytes of it, the pauses between tries and what they are for.

    `time_limit` bounds each try, or with `whole` all of them and their pauses together.
    """

    time_limit: float = 120.0
    connect_limit: float = 10.0
    pauses: tuple[float, ...] = (1.0, 4.0, 16.0)
    whole: bool = False
    broken: tuple[type[httpx.HTTPError], ...] = BROKEN
    max_size: int = 256 << 20
    sleep: Callable[[float], None] = time.sleep


class Reply(NamedTuple):
    """Hold a whole answer, or the beginning of a refusal's."""

    status: int
    reason: str
    headers: httpx.Headers
    body: bytes

    @property
    def accepted(self) -> bool:
        """Tell whether the server did what it was asked to."""
        return httpx.codes.is_success(self.status)

    @property
    def title(self) -> str:
        """Return the status with its name."""
        return f"HTTP {self.status} {self.reason}".rstrip()

    def words(self, redact: Callable[[str], str] = lambda text: text) -> str:
        """Return the beginning of the server's own words on one line."""
        return one_line(self.body.decode(errors="replace"), redact)


class Exchange:
    """Send requests through one client. Every request sent here may be repeated without harm."""

    def __init__(
        self, http: httpx.Client, manners: Manners, *, redact: Callable[[str], str] = lambda text: text
    ) -> None:
        self._http, self._manners, self._redact, self._watch = http, manners, redact, _Watch()
        http.headers.update({"User-Agent": AGENT, "Accept-Encoding": ", ".join(ENCODINGS[1:])})
        http.event_hooks = {"response": [_hold_back]}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        content: bytes = b"",
        params: Mapping[str, str] | None = None,
        where: str = "",
    ) -> Reply:
        """Return the answer whatever its status, asked for again after a pause while the server is busy.

        Raises RemoteError naming `where` (else the address) when no whole answer came within the limits.
        """
        limit = min(MAX_TIME, self._manners.time_limit)
        end = time.monotonic() + limit
        for pause in (*self._manners.pauses, None):
            seconds = max(0.01, end - time.monotonic()) if self._manners.whole else limit
            try:
                reply = self._try(method, url, seconds, headers=dict(headers), content=content, params=params)
            except (httpx.HTTPError, UnicodeError) as error:
                wait = pause if isinstance(error, self._manners.broken) else None
                if wait is None or self._too_late(wait, end):
                    raise RemoteError(f"no answer: {self._reason(error)}", where=where or url) from None
            except RemoteError as error:
                raise RemoteError(error.what, where=where or url) from None
            else:
                wait = _asked_pause(reply, pause)
                if wait is None or self._too_late(wait, end):
                    return reply
            self._manners.sleep(wait)
        raise AssertionError("unreachable")

    def _too_late(self, wait: float, end: float) -> bool:
        return self._manners.whole and time.monotonic() + wait >= end

    def _try(self, method: str, url: str, seconds: float, **parts: Any) -> Reply:
        limits = httpx.Timeout(seconds, connect=min(seconds, self._manners.connect_limit))
        request = self._http.build_request(
            method, url, extensions={"trace": self._watch.notice, "timeout": limits.as_dict()}, **parts
        )
        with self._watch.for_seconds(seconds):
            response = self._http.send(request, stream=True)
            try:
                body = b"".join(self._pieces(response))
            finally:
                response.close()
        return Reply(response.status_code, response.reason_phrase, response.headers, body)

    def _pieces(self, response: httpx.Response) -> Iterator[bytes]:
        size, limit = 0, self._manners.max_size if response.is_success else MAX_REFUSAL
        for piece in response.iter_bytes():
            size += len(piece)
            if size > limit and response.is_success:
                raise RemoteError(f"the answer has more than {limit >> 20} MiB; ask for less")
            yield piece[:limit]
            if size > limit:
                return

    def _reason(self, error: Exception) -> str:
        if isinstance(error, httpx.TimeoutException):
            return f"nothing came within the time limit ({type(error).__name__})"
        return one_line(str(error), self._redact) or type(error).__name__


class _Watch:
    """Cut a client's connections when time is up: a socket's own time-out begins anew with every byte that drips."""

    def __init__(self) -> None:
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._lock = threading.Lock()
        self._over = False

    def notice(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember a connection that was made, as httpx tells of it (its extension `trace`)."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            with self._lock:
                self._sockets.add(info["return_value"].get_extra_info("socket"))

    @contextmanager
    def for_seconds(self, seconds: float) -> Iterator[None]:
        """Raise RemoteError if what is done here takes longer, whatever else it raises because it was cut."""
        self._over = False
        timer = threading.Timer(seconds, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if self._over:
                raise RemoteError("no whole answer within the time limit; give more time, or ask for less")

    def _cut(self) -> None:
        self._over = True
        with self._lock:
            for each in self._sockets:
                with suppress(OSError):
                    socket.socket.shutdown(each, socket.SHUT_RDWR)  # below TLS, which would wait to take its leave


class _Beginning(httpx.SyncByteStream):
    """Yield the beginning of a body."""

    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._stream:
            yield piece
            size += len(piece)
            if size > MAX_REFUSAL:
                return

    def close(self) -> None:
        self._stream.close()


def _hold_back(response: httpx.Response) -> None:
    """Bound what httpx reads of its own accord, challenges and redirects, and refuse what unpacks without bound."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ENCODINGS:
        response.close()
        raise httpx.DecodingError(f"it is packed as {encoding}, which was not asked for", request=response.request)
    if not response.is_success and isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Beginning(response.stream)


def _asked_pause(reply: Reply, pause: float | None) -> float | None:
    """Return the pause that a busy server asks for in whole seconds, within reason, else our own; None to go on."""
    if reply.status not in RETRIED or pause is None:
        return None
    asked = reply.headers.get("retry-after", "")
    return min(MAX_PAUSE, max(pause, float(asked))) if re.fullmatch("[0-9]{1,9}", asked) else pause


def one_line(text: str, redact: Callable[[str], str] = lambda text: text) -> str:
    r"""Return the beginning of a text from outside on one line, fit for a terminal.

    >>> one_line("no\x1b[31m such\n  graph")
    'no [31m such graph'
    """
    # Secrets go before anything is folded or cut, which would hide them from those that look for them, and after it.
    seen = "".join(character if character.isprintable() else " " for character in redact(text))
    return redact(" ".join(seen.split()))[:SHOWN]


def check_address(address: str, *, of: str, instead: str) -> None:
    """Raise InputError for what is no address of a web server, or holds a name or password, which is not repeated.

    >>> check_address("https://query.wikidata.org/sparql", of="an endpoint", instead="ask an open one")
    """
    try:
        parts = urlsplit(address)
        named = parts.username is not None or parts.password is not None
        read = httpx.URL(address), parts.port
    except (ValueError, httpx.InvalidURL):
        raise InputError(f"an address of {of} that cannot be read as one") from None
    if named:
        raise InputError(
            f"the address of {of} holds a name or password, which lists of processes and logs would show; {instead}"
        )
    if parts.scheme not in {"http", "https"} or not read[0].host:
        raise InputError(f"an address of {of} begins with http:// or https://", where=address)
