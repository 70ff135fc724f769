"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold where the release is, where to listen, and what one client or one query may use.

    Seconds and bytes. `patience` is for a client that sends the head or the body of a request, or that takes nothing of
    an answer. `workers` queries run at once, `queue` more may wait; whoever comes then is told to come back.
    `url` is the public address of the service where it is not the release's base IRI; `root_path` what a proxy cuts
    off before it passes a path on.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    url: str | None = None
    root_path: str = ""
    workers: int = 2
    queue: int = 16
    time_limit: float = 30.0
    memory_limit: int = 2048 * MIB
    result_limit: int = 256 * MIB
    cache_limit: int = 64 * MIB
    request_limit: int = 1 * MIB
    url_limit: int = 32 * 1024
    patience: float = 20.0
    stop_limit: float = 10.0
    connections: int = 1200
