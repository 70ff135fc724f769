"""Download a file over HTTP so that running it again costs nothing and an interruption loses nothing.

What lies at the target is always a whole file that passed its check. Beside `FILE` lie `FILE.fetched.json` (where from,
when the server says it was changed, its hash: asked again with ETag and Last-Modified) and, after an interruption,
`FILE.part` with `FILE.part.json` (continued with Range, and only if the server's file is still the same: If-Range).
Semantics: RFC 9110, sections 8.8, 13 and 14.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx

from mendelgraph.errors import MendelgraphError, RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

Check = Callable[[Path], None]

# Statuses that another attempt may mend: RFC 9110 15.5.9, 15.6; RFC 6585 4 (429); RFC 8470 (425).
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})


class Limits(NamedTuple):
    """Bound what a download may cost. Times are in seconds.

    `delay` is the least time between two requests to one host, `timeout` the longest wait for the next bytes,
    `deadline` the longest time one attempt may take, `patience` the longest wait that a Retry-After is granted.
    """

    attempts: int = 5
    backoff: float = 1.0
    delay: float = 1.0
    timeout: float = 30.0
    deadline: float = 3600.0
    patience: float = 120.0
    redirects: int = 8
    max_bytes: int = 1 << 30


class Clock(NamedTuple):
    """Hold the time and the way to let it pass; tests pass their own."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class Fetched(NamedTuple):
    """Describe a file as it was fetched; stored beside it. `url` is where the redirects ended, `date` of fetching."""

    asked: str
    url: str
    etag: str
    last_modified: str
    sha256: str
    size: int
    date: str


class Download(NamedTuple):
    """Say what lies at `path` now, and whether it is new."""

    path: Path
    changed: bool
    fetched: Fetched


class EmptyError(RemoteError):
    """Report that a server answered with nothing."""


class _Transient(Exception):  # noqa: N818 - not an error of the tree: it never leaves this module
    """Carry the reason why an attempt failed, and how long the server asks to wait."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


def make_client(limits: Limits) -> httpx.Client:
    """Return a client that says who asks and takes bodies as they are stored."""
    headers = {"User-Agent": f"mendelgraph/{version('mendelgraph')}", "Accept-Encoding": "identity"}
    return httpx.Client(headers=headers, timeout=limits.timeout, follow_redirects=False)


def read_fetched(path: Path) -> Fetched | None:
    """Return what is known of a fetched file, or None where it was not fetched or has changed since."""
    fetched = _read_note(_beside(path, ".fetched.json"))
    return fetched if fetched and path.is_file() and _hash_file(path) == fetched.sha256 else None


class Downloader:
    """Fetch files with one client, keeping to the limits."""

    def __init__(self, client: httpx.Client, limits: Limits | None = None, clock: Clock | None = None) -> None:
        self._client = client
        self._limits = limits or Limits()
        self._clock = clock or Clock()
        self._last: dict[str, float] = {}

    def fetch(self, url: str, path: Path, *, check: Check | None = None) -> Download:
        """Bring `path` up to date with `url`. `check` sees the whole file before it replaces the old one.

        Raises RemoteError when the server's answer cannot be used or all attempts failed; then what lay at `path` still
        does, and what was received so far is kept for the next time. An error of `check` passes through.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        known = read_fetched(path)
        known = known if known and known.asked == url else None
        for attempt in range(self._limits.attempts):
            try:
                return self._attempt(url, path, known, check)
            except _Transient as failure:
                last = attempt + 1 == self._limits.attempts
                if last or failure.wait > self._limits.patience:
                    raise RemoteError(f"{failure}; run the command again to go on", where=url) from failure
                self._clock.sleep(max(failure.wait, self._limits.backoff * 2**attempt))
        raise RemoteError("no attempt allowed; set attempts to 1 or more", where=url)

    def _attempt(self, url: str, path: Path, known: Fetched | None, check: Check | None) -> Download:
        part = _beside(path, ".part")
        resumed = _resumable(part, url)
        headers = _conditions(known) if resumed is None else _continuation(part, resumed)
        try:
            response = self._send(url, headers)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise _Transient(f"cannot be reached ({error or type(error).__name__})") from error
        try:
            if response.status_code == httpx.codes.NOT_MODIFIED and known and resumed is None:
                return Download(path, changed=False, fetched=known)
            return self._receive(url, path, part, response, resumed, check)
        finally:
            response.close()

    def _send(self, url: str, headers: dict[str, str]) -> httpx.Response:
        """Ask, following redirects to the same or a safer scheme, each with its own politeness delay."""
        request = self._client.build_request("GET", url, headers=headers)
        for _ in range(self._limits.redirects + 1):
            self._wait_for(request.url.host)
            response = self._client.send(request, stream=True)
            if response.next_request is None:
                return response
            response.close()
            request = self._redirected(request, response.next_request, url)
        raise RemoteError(f"redirected more than {self._limits.redirects} times", where=url)

    def _redirected(self, before: httpx.Request, after: httpx.Request, url: str) -> httpx.Request:
        downgraded = before.url.scheme == "https" and after.url.scheme != "https"
        if downgraded or after.url.scheme not in {"http", "https"}:
            raise RemoteError(f"redirected to {after.url}, which is less safe; not followed", where=url)
        return after

    def _wait_for(self, host: str) -> None:
        asked = self._last.get(host)
        if asked is not None:
            wait = asked + self._limits.delay - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
        self._last[host] = self._clock.monotonic()

    def _receive(
        self, url: str, path: Path, part: Path, response: httpx.Response, resumed: Fetched | None, check: Check | None
    ) -> Download:
        start = self._start(response, part, resumed, url)
        self._refuse_size(start + int(response.headers.get("Content-Length", "0") or 0), url, part)
        note = Fetched(
            asked=url,
            url=str(response.url),
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
            sha256="",
            size=0,
            date=self._clock.now().date().isoformat(),
        )
        _write_note(_beside(part, ".json"), note)
        self._store(response, part, start, url)
        total = response.headers.get("Content-Range", "").partition("/")[2]
        if total.isdigit() and part.stat().st_size != int(total):
            raise _Transient(f"gave {part.stat().st_size:,} of {total} bytes")
        done = note._replace(sha256=_hash_file(part), size=part.stat().st_size)
        return _put_in_place(path, part, done, check, url)

    def _start(self, response: httpx.Response, part: Path, resumed: Fetched | None, url: str) -> int:
        """Return the offset the body begins at; raise for a status that has no usable body."""
        status = response.status_code
        if status in TRANSIENT:
            wait = _retry_after(response.headers.get("Retry-After", ""), self._clock.now())
            raise _Transient(f"answered {status} {response.reason_phrase}", wait)
        if resumed is not None and status in {httpx.codes.PARTIAL_CONTENT, httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE}:
            if status == httpx.codes.PARTIAL_CONTENT and _continues(response, part, resumed):
                return part.stat().st_size
            _discard(part)
            raise _Transient("did not continue where it was asked to; started again")
        if status != httpx.codes.OK:
            raise RemoteError(f"answered {status} {response.reason_phrase}; check the address", where=url)
        return 0

    def _refuse_size(self, size: int, url: str, part: Path) -> None:
        if size > self._limits.max_bytes:
            _discard(part)
            raise RemoteError(f"is larger than the limit of {self._limits.max_bytes:,} bytes", where=url)

    def _store(self, response: httpx.Response, part: Path, start: int, url: str) -> None:
        began, size = self._clock.monotonic(), start
        try:
            with part.open("ab" if start else "wb") as file:
                for chunk in _body(response):
                    size += len(chunk)
                    self._refuse_size(size, url, part)
                    file.write(chunk)
                    if self._clock.monotonic() - began > self._limits.deadline:
                        raise _Transient(f"took longer than {self._limits.deadline:g} s")
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Transient(f"broke off after {size:,} bytes ({error or type(error).__name__})") from error


def _body(response: httpx.Response) -> Iterator[bytes]:
    """Yield the body as the file is stored: raw, or decoded where the server compressed it although not asked to.

    In pieces as they arrive: collected into larger ones, the last bytes before an interruption would be lost.
    """
    encoded = response.headers.get("Content-Encoding", "identity") != "identity"
    return response.iter_bytes() if encoded else response.iter_raw()


def _conditions(known: Fetched | None) -> dict[str, str]:
    if known is None:
        return {}
    both = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in both.items() if value}


def _resumable(part: Path, url: str) -> Fetched | None:
    """Return what is known of the part, if it can be continued: same address, and a validator that If-Range admits."""
    note = _read_note(_beside(part, ".json"))
    usable = note and note.asked == url and _validator(note) and part.is_file() and part.stat().st_size > 0
    return note if usable else None


def _validator(note: Fetched) -> str:
    """Return the strong ETag, else the date; a weak ETag is not admitted in If-Range (RFC 9110 13.1.5)."""
    return note.etag if note.etag and not note.etag.startswith("W/") else note.last_modified


def _continuation(part: Path, note: Fetched) -> dict[str, str]:
    return {"Range": f"bytes={part.stat().st_size}-", "If-Range": _validator(note)}


def _continues(response: httpx.Response, part: Path, note: Fetched) -> bool:
    found = re.fullmatch(r"bytes (\d+)-\d+/(?:\d+|\*)", response.headers.get("Content-Range", ""))
    same_tag = response.headers.get("ETag", note.etag) == note.etag
    same_date = response.headers.get("Last-Modified", note.last_modified) == note.last_modified
    return found is not None and int(found.group(1)) == part.stat().st_size and same_tag and same_date


def _retry_after(header: str, now: datetime) -> float:
    """Return the seconds that a Retry-After header asks for, given as seconds or as a date.

    >>> _retry_after("7", datetime(2026, 1, 1, tzinfo=UTC))
    7.0
    """
    if header.isdigit():
        return float(header)
    with suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    return 0.0


def _put_in_place(path: Path, part: Path, done: Fetched, check: Check | None, url: str) -> Download:
    if done.size == 0:
        _discard(part)
        raise EmptyError("answered with an empty file", where=url)
    try:
        if check:
            check(part)
    except MendelgraphError:
        _discard(part)
        raise
    before = read_fetched(path)
    part.replace(path)
    _write_note(_beside(path, ".fetched.json"), done)
    _discard(part)
    return Download(path, changed=before is None or before.sha256 != done.sha256, fetched=done)


def _discard(part: Path) -> None:
    part.unlink(missing_ok=True)
    _beside(part, ".json").unlink(missing_ok=True)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_note(path: Path, note: Fetched) -> None:
    path.write_text(json.dumps(note._asdict(), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _read_note(path: Path) -> Fetched | None:
    """Read a note; one that is damaged counts as none, and the file is fetched again."""
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Fetched(**stored)
    except (OSError, ValueError, TypeError):
        return None
