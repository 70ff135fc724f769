"""What every test gets: no network but loopback, and the shared inputs where they are present."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


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


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of shared real inputs, or skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the shared real inputs (../shared/data) are absent")
    return SHARED


@pytest.fixture(scope="session")
def full_index(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index of all shared vocabularies, compiled once a session: it takes half a minute."""
    from mendelgraph.vocabulary.index import compile_index, vocabulary_files

    out = tmp_path_factory.mktemp("index") / "full.sqlite"
    compile_index(vocabulary_files(shared / "ontologies"), out, progress=lambda _: None)
    return out
