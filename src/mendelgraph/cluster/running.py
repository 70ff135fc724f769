"""Dask: the only file that knows it. Parts are given to its workers, few at a time, and taken as they are made."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from mendelgraph.cluster.part import MadePart, make_part
from mendelgraph.errors import InputError, RemoteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from distributed import Client

    from mendelgraph.release.pipeline import Task
    from mendelgraph.release.workers import Settings

AHEAD = 3
"""Parts a worker has waiting: enough not to run dry, and little memory here."""

PATIENCE = 10
"""Seconds for a scheduler to answer."""


@contextmanager
def connect(scheduler: str | None, workers: int) -> Iterator[Client]:
    """Yield a client of the scheduler at an address (`tcp://HOST:8786`), or of `workers` processes of this machine.

    Raises InputError where Dask is not installed, and RemoteError where no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise InputError("Dask is not installed: pip install 'mendelgraph[cluster]'") from error
    if scheduler is None:
        with (
            distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise RemoteError(f"no Dask scheduler answers ({error})", where=scheduler) from error
    with client:
        yield client


def make_parts(client: Client, parts: Iterable[Sequence[Task]], settings: Settings, folder: Path) -> Iterator[MadePart]:
    """Yield the parts as they are made, in any order; a part whose worker was lost is made by another.

    Raises RemoteError where a part was lost with three workers in a row (Dask's `allowed-failures`).
    """
    from distributed import KilledWorker, as_completed

    waiting = (
        client.submit(make_part, number, list(tasks), settings, folder, key=f"mendelgraph-part-{number}", pure=False)
        for number, tasks in enumerate(parts)
    )
    done = as_completed(islice(waiting, AHEAD * max(1, len(client.nthreads()))))
    for future in done:
        try:
            made: MadePart = future.result()
        except KilledWorker as error:
            raise RemoteError(f"a part was lost with every worker that had it: {error}") from error
        future.release()
        done.update(islice(waiting, 1))
        yield made
