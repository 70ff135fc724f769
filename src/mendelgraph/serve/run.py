"""Listen until told to stop."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import uvicorn

from mendelgraph.serve.app import make_app
from mendelgraph.serve.patience import PatientProtocol

if TYPE_CHECKING:
    import socket

    from mendelgraph.serve.settings import Settings

HEAD_BYTES = 256 * 1024
"""The longest head of a request that is read at all; `Settings.url_limit` refuses long addresses in words."""


def serve(settings: Settings, sockets: list[socket.socket] | None = None) -> None:
    """Serve a release until SIGINT or SIGTERM; open requests may end within `stop_limit` seconds.

    Raises InputError where the folder is no release. With `sockets`, these are listened on.
    """
    config = uvicorn.Config(
        make_app(settings, sys.stderr),
        host=settings.host,
        port=settings.port,
        root_path=settings.root_path,
        http=PatientProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=settings.connections,
        backlog=2048,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=max(1, round(settings.stop_limit)),
        h11_max_incomplete_event_size=HEAD_BYTES,
    )
    uvicorn.Server(config).run(sockets)
