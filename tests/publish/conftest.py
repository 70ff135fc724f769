"""Each kind of store runs once for all tests; a stand-in answers what a test tells it to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, cast

import pytest

from mendelgraph.publish import Credentials, Target, choose_target
from tests.publish.stores import STORES, by_updates
from tests.stand_in import StandIn, running_stand_in


class RunningStore(NamedTuple):
    """Hold a store that runs: its kind, and how it is reached."""

    kind: str
    target: Target
    credentials: Credentials


@pytest.fixture(scope="session", params=STORES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStore]:
    start = STORES[request.param]
    with cast("AbstractContextManager[str]", start(tmp_path_factory.mktemp(request.param))) as to:
        credentials = Credentials("dba", "dba") if request.param == "virtuoso" else Credentials()
        yield RunningStore(request.param, choose_target(to), credentials)


@pytest.fixture(params=["graph-store", "updates"])
def running(request: pytest.FixtureRequest, server: RunningStore) -> RunningStore:
    """Return a running store, written to in either way."""
    return server if request.param == "graph-store" else server._replace(target=by_updates(server.target))


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with running_stand_in() as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "release"
