"""Run a module of this package in a child process that may use so much time and memory, and no network.

Parsers and SHACL engines crash their process on some inputs and never come back on others. What they do in a child
cannot harm us: its death becomes an InputError. Bytes go in by a file and come out by a file, never pickles.

The child's side of the agreement is `confine` and `refuse`: exit code 3 with one line of JSON on stderr is a refusal
in words, anything else that is not 0 is a death.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, suppress
from typing import IO, TYPE_CHECKING, NamedTuple, NoReturn

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

REFUSED = 3
MIB = 1 << 20
CONNECTING = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


class Limits(NamedTuple):
    """Bound a child: wall-clock seconds, bytes of address space, bytes that it may write."""

    seconds: float = 120.0
    memory: int = 3072 * MIB
    output: int = 8192 * MIB


def run_bounded(module: str, arguments: Sequence[str], data: IO[bytes], *, limits: Limits, where: str) -> IO[bytes]:
    """Run `python -m module ARGUMENTS` with `data` as its stdin; return a file of what it wrote, at its start.

    Raises InputError, `where` naming the input, when the child refuses, dies or does not come back in time.
    """
    with ExitStack() as on_failure:
        output = on_failure.enter_context(tempfile.TemporaryFile())
        with tempfile.TemporaryFile() as talk:
            _run(module, arguments, data, output, talk, limits, where)
        output.seek(0)
        on_failure.pop_all()  # the caller closes it
    return output


def _run(
    module: str,
    arguments: Sequence[str],
    data: IO[bytes],
    output: IO[bytes],
    talk: IO[bytes],
    limits: Limits,
    where: str,
) -> None:
    # -P: a file in the current folder named like one of our imports must not be run.
    command = [sys.executable, "-P", "-m", module, str(limits.seconds), str(limits.memory), str(limits.output)]
    # Threads and their arenas reserve address space by the core, which would eat the memory limit on a big machine.
    environment = {**os.environ, "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "PYTHONIOENCODING": "utf-8"}
    try:
        code = subprocess.run(  # noqa: S603 - our own interpreter and module
            [*command, *arguments],
            stdin=data,
            stdout=output,
            stderr=talk,
            env=environment,
            timeout=limits.seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        raise InputError(_too_slow(limits), where=where) from None
    if code != 0:
        raise InputError(_reason(code, _tail(talk), limits), where=where)


def _too_slow(limits: Limits) -> str:
    return f"not done within {limits.seconds:g} s, stopped (give more with --time-limit if the file is simply large)"


def _tail(talk: IO[bytes]) -> str:
    talk.seek(max(0, talk.seek(0, os.SEEK_END) - 8192))
    return talk.read().decode(errors="replace").strip()


def _reason(code: int, talk: str, limits: Limits) -> str:
    last = talk.splitlines()[-1] if talk else ""
    if code == REFUSED:
        with suppress(ValueError, KeyError):
            return str(json.loads(last)["refused"])
    if code == -getattr(signal, "SIGXCPU", 0) or code == -getattr(signal, "SIGKILL", 0):
        return _too_slow(limits)
    if "memory allocation" in talk or "MemoryError" in last:
        return f"needs more than {limits.memory // MIB} MiB of memory, stopped"
    if code < 0:
        return f"the reader crashed on it ({signal.Signals(-code).name}): nested too deeply, or a fault of the reader"
    return f"the reader failed on it: {last or f'exit code {code}'}"


def confine(arguments: Sequence[str]) -> list[str]:
    """Bound this process as the first three arguments say, take the network away, and return the other arguments."""
    seconds, memory, output, *rest = arguments
    with suppress(ImportError):
        import resource

        for kind, limit in (
            (resource.RLIMIT_CPU, int(float(seconds)) * 4 + 1),
            (resource.RLIMIT_AS, int(memory)),
            (resource.RLIMIT_FSIZE, int(output)),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # macOS does not take every one
                resource.setrlimit(kind, (limit, limit))
    sys.addaudithook(_no_network)
    return rest


def _no_network(event: str, _: tuple[object, ...]) -> None:
    if event in CONNECTING:
        raise PermissionError("this file asks for something from the network, which is never fetched")


def refuse(reason: str) -> NoReturn:
    """End this child process with a refusal that the parent passes on."""
    sys.stdout.flush()
    os.write(2, b"\n" + json.dumps({"refused": reason[:4000]}).encode() + b"\n")
    os._exit(REFUSED)
