"""Servers on loopback that stand in for the real ones: MedlinePlus by its files, NCBI by the formats it speaks."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from mendelgraph.fetch.download import Clock, Limits

HASTY = Limits(attempts=3, delay=0.0, backoff=0.0, timeout=60.0)

Responder = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(Question(self.path, self.headers))
        self.site.answer(self)

    def log_message(self, *args: object) -> None:
        pass

    @property
    def query(self) -> dict[str, str]:
        return {
            name: values[-1] for name, values in parse_qs(urlsplit(self.path).query, keep_blank_values=True).items()
        }

    def reply(self, status: int, body: bytes = b"", *, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)
        if length is not None:
            self.close_connection = True


@dataclass
class Question:
    target: str
    headers: Message

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.target).query).items()}


@dataclass
class Site:
    """Answer each path by its responders, one after the other, the last for ever; 404 for any other."""

    port: int = 0
    routes: dict[str, list[Responder]] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def paths(self) -> list[str]:
        return [question.path for question in self.asked]

    def on(self, path: str, *responders: Responder) -> None:
        self.routes[path] = list(responders)

    def answer(self, handler: Handler) -> None:
        script = self.routes.get(urlsplit(handler.path).path, [says(404)])
        (script.pop(0) if len(script) > 1 else script[0])(handler)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that hung up."""


@contextmanager
def serve() -> Iterator[Site]:
    site = Site()
    server = Server(("127.0.0.1", 0), type("Bound", (Handler,), {"site": site}))
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class FakeTime:
    """Let time pass without waiting."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep, lambda: datetime(2026, 11, 1, tzinfo=UTC))


def says(status: int, body: bytes = b"", **headers: str) -> Responder:
    return lambda handler: handler.reply(status, body, **headers)


def file(body: bytes, tag: str = '"v1"') -> Responder:
    """Serve a file with its tag, and 304 to who has it."""

    def respond(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.reply(304, ETag=tag)
        else:
            handler.reply(200, body, ETag=tag)

    return respond


def cut(body: bytes) -> Responder:
    """Announce a whole body, send half of it and hang up."""
    return lambda handler: handler.reply(200, body[: len(body) // 2], length=len(body), ETag='"v1"')


def rest(body: bytes) -> Responder:
    """Go on where the client asks to."""

    def respond(handler: Handler) -> None:
        start = int(handler.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        span = f"bytes {start}-{len(body) - 1}/{len(body)}"
        handler.reply(206, body[start:], ETag='"v1"', Content_Range=span)

    return respond


@dataclass
class Article:
    """Hold an article as PubMed has it."""

    pmid: int
    doi: str = ""
    pmcid: str = ""
    journal: str = "J Bone"
    year: str = "2002"
    volume: str = "34"
    pages: str = "99-106"
    author: str = "Doe J"


@dataclass
class Ncbi:
    """Speak as NCBI's three services do about some articles.

    `match` overrules what ECitMatch would say for a first page; `reject` are ids for which the converter refuses the
    whole question; `text_pmids` is how it wrote PMIDs before 2025.
    """

    articles: list[Article]
    match: dict[str, str] = field(default_factory=dict)
    reject: set[str] = field(default_factory=set)
    text_pmids: bool = False

    def stand_at(self, site: Site) -> None:
        site.on("/idconv/", self.convert)
        site.on("/eutils/ecitmatch.cgi", self.ecitmatch)
        site.on("/eutils/esummary.fcgi", self.esummary)

    def convert(self, handler: Handler) -> None:
        ids = handler.query["ids"].split(",")
        if len(ids) > 200 or self.reject & set(ids):
            handler.reply(400, json.dumps({"status": "error", "message": "Invalid request"}).encode())
            return
        records = [self._record(one) for one in ids]
        handler.reply(200, json.dumps({"status": "ok", "response-date": "2026-11-01", "records": records}).encode())

    def _record(self, doi: str) -> dict[str, object]:
        found = next((one for one in self.articles if one.pmcid and one.doi.lower() == doi.lower()), None)
        if found is None:
            return {"doi": doi, "status": "error", "errmsg": "Identifier not found in PMC", "requested-id": doi}
        pmid = str(found.pmid) if self.text_pmids else found.pmid
        return {"doi": found.doi, "pmcid": found.pmcid, "pmid": pmid, "requested-id": doi}

    def ecitmatch(self, handler: Handler) -> None:
        lines = handler.query["bdata"].split("\r")
        handler.reply(200, "".join(f"{self._match(line)}\n" for line in lines).encode(), Content_Type="text/plain")

    def _match(self, line: str) -> str:
        journal, year, volume, page, _author, key, _ = line.split("|")
        if page in self.match:
            return f"{line}{self.match[page]}"
        if journal not in {one.journal for one in self.articles}:
            return f"{journal}|{year}|{volume}|{page}|{key}|NOT_FOUND;INVALID_JOURNAL"
        found = [str(one.pmid) for one in self.articles if (one.journal, one.pages.split("-")[0]) == (journal, page)]
        return (
            f"{line}{found[0]}"
            if len(found) == 1
            else f"{line}AMBIGUOUS {','.join(found)}"
            if found
            else f"{line}NOT_FOUND"
        )

    def esummary(self, handler: Handler) -> None:
        uids = handler.query["id"].split(",")
        known = {str(one.pmid): one for one in self.articles}
        result: dict[str, object] = {"uids": uids}
        for uid in uids:
            result[uid] = _summary(known[uid]) if uid in known else {"uid": uid, "error": "cannot get document summary"}
        handler.reply(200, json.dumps({"header": {"type": "esummary", "version": "0.3"}, "result": result}).encode())


def _summary(article: Article) -> dict[str, object]:
    ids = {"pubmed": str(article.pmid), "doi": article.doi, "pmc": article.pmcid}
    return {
        "uid": str(article.pmid),
        "pubdate": f"{article.year} Jan 10",
        "epubdate": "",
        "source": article.journal,
        "authors": [{"name": article.author, "authtype": "Author", "clusterid": ""}],
        "sortfirstauthor": article.author,
        "volume": article.volume,
        "pages": article.pages,
        "articleids": [{"idtype": kind, "idtypen": 1, "value": value} for kind, value in ids.items() if value],
    }
