"""What every test gets: no network but loopback, and the shared inputs where they are present."""

from __future__ import annotations

import fcntl
import ipaddress
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

# Properties are tried on the same examples every time and without a stopwatch, which a busy machine would trip;
# FUZZ=100 draws new ones. A mutant (scripts/mutate) need only fail, not by the smallest example.
settings.register_profile("gate", deadline=None, derandomize=os.environ.get("FUZZ", "1") == "1", database=None)
settings.register_profile("mutants", settings.get_profile("gate"), phases=[Phase.explicit, Phase.generate])
settings.load_profile("gate")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that processes that share the files end at about the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every look-up that leaves this machine."""
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def is_local(host: object) -> bool:
        try:
            return host in {"localhost", None, ""} or ipaddress.ip_address(str(host)).is_loopback
        except ValueError:
            return False

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not (isinstance(address, tuple) and is_local(address[0])):
            raise AssertionError(f"a test tried to connect to {address!r}")
        connect(self, address)  # type: ignore[arg-type]

    def guarded_lookup(host: object, *args: object, **kwargs: object) -> object:
        if not is_local(host):
            raise AssertionError(f"a test tried to look up {host!r}")
        return lookup(host, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep coverage out of the processes that a test starts, where their own time, memory or imports are the point."""
    for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared real inputs, or skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared real inputs (../shared/data) are absent")
    return SHARED


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Make something once a session, be it that several processes (pytest-xdist) share the session."""
    several = "PYTEST_XDIST_WORKER" in os.environ
    base = folders.getbasetemp().parent if several else folders.getbasetemp()
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (base / f"{name}.done").exists():
            make(base / name)
            (base / f"{name}.done").touch()
    return base / name


@pytest.fixture(scope="session")
def embedded_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release of the embedded catalogue, built once a session and only read."""
    from mendelgraph.release import build

    return once(tmp_path_factory, "embedded", lambda place: build(output=place))


@pytest.fixture(scope="session")
def full_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of all shared vocabularies, compiled once a session: it takes half a minute."""
    from mendelgraph.vocabulary.index import compile_index, vocabulary_files

    files = vocabulary_files(shared / "ontologies")
    return once(tmp_path_factory, "full.sqlite", lambda place: compile_index(files, place, progress=lambda _: None))
