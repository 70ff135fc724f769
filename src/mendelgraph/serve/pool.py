"""A few children that answer queries, so that what a query does to its process is done to nobody else.

A child that runs out of time, memory or luck is ended and another takes its place. What it says goes into a spool as
fast as it comes, so a client that reads slowly holds no child.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from mendelgraph.rdf.bounded import MIB
from mendelgraph.serve.child import MEMORY, Child, Died
from mendelgraph.serve.frames import Kind
from mendelgraph.serve.problems import Problem
from mendelgraph.serve.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from mendelgraph.serve.protocol import Asked
    from mendelgraph.serve.settings import Settings

OPEN_ANSWERS = 64
"""Answers that may be on their way to clients at once: each may take the disk space of the result limit."""
RESTART_PAUSE = 1.0


class Answer:
    """Hold an answer that has begun; it is given back with `close`, whether it was read to its end or not."""

    def __init__(self, spool: Spool, task: asyncio.Task[None], pool: Pool) -> None:
        self.spool, self._task, self._pool = spool, task, pool

    def close(self) -> None:
        """Stop the query if it still runs, and free what the answer takes."""
        self._task.cancel()
        self.spool.close()
        self._pool.open_answers -= 1


class Pool:
    """Answer queries with a fixed number of children, and let a fixed number of queries wait for them."""

    def __init__(self, store: Path, base: str, settings: Settings) -> None:
        self._settings = settings
        self._children = [Child(store, base, settings.memory_limit) for _ in range(settings.workers)]
        self._idle: deque[Child] = deque()
        self._waiting: deque[asyncio.Future[Child]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self.open_answers = 0
        self.counts = {"answered": 0, "failed": 0, "refused": 0, "restarted": 0}

    async def start(self) -> None:
        """Start all children; raise Died where one does not start."""
        await asyncio.gather(*(child.start() for child in self._children))
        self._idle.extend(self._children)

    async def close(self) -> None:
        """End all children and what they are doing."""
        self._closing = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(child.close() for child in self._children))

    @property
    def state(self) -> dict[str, int]:
        """Return how many children run, how many are idle, how many queries wait, and what was done so far."""
        alive = sum(child.alive for child in self._children)
        return {"workers": alive, "idle": len(self._idle), "waiting": len(self._waiting), **self.counts}

    async def ask(self, asked: Asked, rows: str | None, graph: str | None) -> Answer:
        """Run a query; `rows` and `graph` name the form of the answer. Return it when it can be begun.

        Raises Problem: 429 or 503 where no child is free, 504 for a query out of time, and what the child refuses.
        """
        if self.open_answers >= OPEN_ANSWERS:
            raise self._busy(429, "as many answers are being sent as this service sends at once; try again shortly")
        self.open_answers += 1
        try:
            child = await self._take()
        except BaseException:
            self.open_answers -= 1
            raise
        spool = Spool()
        answer = Answer(spool, self._spawn(self._run(child, _request(asked, rows, graph, self._settings), spool)), self)
        try:
            await spool.ready()
        except BaseException:
            answer.close()
            raise
        return answer

    async def _take(self) -> Child:
        """Return an idle child, or wait in the queue for one."""
        if self._idle:
            return self._idle.popleft()
        if len(self._waiting) >= self._settings.queue:
            raise self._busy(429, "as many queries run and wait as this service takes; try again shortly")
        place: asyncio.Future[Child] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            async with asyncio.timeout(self._settings.time_limit):
                return await asyncio.shield(place)
        except TimeoutError:
            self._leave(place)
            raise self._busy(503, "no worker became free in time; try again shortly") from None
        except asyncio.CancelledError:
            self._leave(place)
            raise

    def _leave(self, place: asyncio.Future[Child]) -> None:
        """Leave the queue; a child that was handed over in the same moment goes to the next."""
        if place.done():
            self._give(place.result())
        else:
            self._waiting.remove(place)

    def _busy(self, status: int, reason: str) -> Problem:
        self.counts["refused"] += 1
        return Problem(status, reason, headers={"Retry-After": str(max(1, round(self._settings.time_limit / 4)))})

    def _give(self, child: Child) -> None:
        """Hand a child to who waits longest, or let it rest."""
        if self._waiting:
            self._waiting.popleft().set_result(child)
        else:
            self._idle.append(child)

    async def _run(self, child: Child, request: dict[str, object], spool: Spool) -> None:
        """Put the answer of a child into a spool; then give the child back, or its successor."""
        whole = False
        problem: Problem | None = None
        try:
            async with asyncio.timeout(self._settings.time_limit):
                problem = await _read_answer(child, request, spool)
            whole = True
        except TimeoutError:
            problem = self._too_slow()
        except Died as death:
            problem = self._death(str(death))
        finally:
            if whole:
                self._give(child)
            else:
                self._replace(child)
        self.counts["failed" if problem else "answered"] += 1
        spool.end(problem)

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _replace(self, child: Child) -> None:
        if not self._closing:
            self.counts["restarted"] += 1
            self._spawn(self._restart(child))

    async def _restart(self, child: Child) -> None:
        await child.kill()
        while True:
            with suppress(Died, OSError):
                await child.start()
                self._give(child)
                return
            await asyncio.sleep(RESTART_PAUSE)

    def _too_slow(self) -> Problem:
        limit = self._settings.time_limit
        return Problem(504, f"the query was stopped after {limit:g} s, which is what a query may take here")

    def _death(self, cause: str) -> Problem:
        if cause == MEMORY:
            limit = self._settings.memory_limit // MIB
            return Problem(503, f"the query was stopped: it needs more than the {limit} MiB of memory that it may use")
        return Problem(503, f"the query was stopped: the engine ended on it ({cause})")


def _request(asked: Asked, rows: str | None, graph: str | None, settings: Settings) -> dict[str, object]:
    return {
        "query": asked.query,
        "default": asked.default_graphs,
        "named": asked.named_graphs,
        "rows": rows,
        "graph": graph,
        "limit": settings.result_limit,
        "seconds": settings.time_limit,
    }


async def _read_answer(child: Child, request: dict[str, object], spool: Spool) -> Problem | None:
    """Read a child's frames to the last; return what it refuses."""
    await child.ask(request)
    while True:
        frame = await child.read()
        if frame.kind is Kind.END:
            return None
        if frame.kind is Kind.FAILED:
            told = json.loads(frame.body)
            return Problem(told["status"], told["detail"])
        if frame.kind is Kind.FORM:
            spool.form = frame.body.decode()
        else:
            spool.add(frame.body)
