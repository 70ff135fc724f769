"""Send requests as fast as a server answers them, with `wrk`, which takes next to nothing of the machine itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from benchmarks.endpoint_servers import AbsentServer

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.endpoint_questions import Question
    from benchmarks.endpoint_servers import Running

CONNECTIONS = 8
SLOWEST = 30
"""Seconds that one answer may take."""

SCRIPT = """\
local queries = {{
{queries}
}}
local number = 0
request = function()
  number = number % #queries + 1
  return wrk.format("GET", "{path}?query=" .. queries[number], {{["Accept"] = "{accept}"}})
end
"""


class Load(NamedTuple):
    """Hold what a server bore: requests a second, its milliseconds of CPU for one, how many were refused."""

    rate: float
    cpu: float
    failed: int


def round_seconds(seconds: float) -> int:
    """Return the length of a round in whole seconds, which `wrk` wants: one at least.

    >>> round_seconds(0.7), round_seconds(3.0)
    (1, 3)
    """
    return max(1, round(seconds))


def send(question: Question, server: Running, seconds: float, folder: Path) -> Load:
    """Ask a question over and over for some seconds; raise AbsentServer where `wrk` is not installed."""
    if shutil.which("wrk") is None:
        raise AbsentServer("the load generator wrk: apt-get install wrk")
    origin, path = _split(server.address)
    script = folder / "requests.lua"
    queries = ",\n".join(f'"{quote(text, safe="")}"' for text in question.texts)
    script.write_text(SCRIPT.format(queries=queries, path=path, accept=question.accept), encoding="utf-8")
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{round_seconds(seconds)}s", f"--timeout={SLOWEST}s"]
    before = server.cpu()
    done = subprocess.run(  # noqa: S603 - our own command
        ["wrk", *options, "-s", str(script), origin],  # noqa: S607 - where Debian puts it
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    answered = int(_number(r"(\d+) requests in", done))
    rate, failed = _number(r"Requests/sec: +([\d.]+)", done), int(_number(r"Non-2xx or 3xx responses: (\d+)", done))
    return Load(rate, 1000 * (server.cpu() - before) / max(1, answered), failed)


def _split(address: str) -> tuple[str, str]:
    found = re.fullmatch(r"(https?://[^/]+)(/.*)", address)
    if not found:
        raise ValueError(f"no address of a server: {address!r}")
    return found[1], found[2]


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0.0
