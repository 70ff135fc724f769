"""Listen until told to stop."""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import uvicorn

from mendelgraph.errors import InputError
from mendelgraph.serve.app import make_app
from mendelgraph.serve.patience import patient

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from mendelgraph.serve.settings import Settings


class JsonLines(logging.Formatter):
    """Write what the server has to say of itself like the lines of its access log."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line of JSON."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        line = {"time": moment, "level": record.levelname.lower(), "message": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": JsonLines}},
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
    "loggers": {name: {"handlers": ["lines"], "level": "WARNING"} for name in ("uvicorn", "mendelgraph.serve")},
}


def serve(settings: Settings, *, announce: Callable[[str], None]) -> None:
    """Serve a release until SIGINT or SIGTERM; open requests may end within `stop_limit` seconds.

    `announce` is told the address once the port is taken. Raises InputError where the folder is no release or the port
    is not free.
    """
    config = uvicorn.Config(
        make_app(settings, sys.stderr),
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        http=patient(settings.patience),
        ws="none",
        log_config=LOGGING,
        access_log=False,
        proxy_headers=False,  # `gates.Forwarded` reads them
        server_header=False,
        limit_concurrency=settings.connections,
        backlog=2048,
        timeout_keep_alive=max(1, round(settings.patience)),
        timeout_graceful_shutdown=max(1, round(settings.stop_limit)),
    )
    server = _Server(config, announce)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stopped)
    where = f"{settings.host}:{settings.port}"
    try:
        server.run()
    except SystemExit:  # uvicorn's way to say it
        raise InputError("cannot listen there; is the port taken?", where=where) from None
    if not server.started:
        raise InputError("the server could not start; its log says why", where=where)


class _Server(uvicorn.Server):
    """Say where it listens as soon as it does."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[str], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Start to listen. The port is bound by the event loop, which alone switches TCP's delays off."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            self._announce(f"http://{f'[{host}]' if ':' in host else host}:{port}{self.config.root_path}/")


def _stopped(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: uvicorn has stopped in good order when it sends itself the signal once more."""
