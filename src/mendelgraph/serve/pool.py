"""A few children that answer queries, so that what a query does to its process is done to nobody else.

A child that runs out of time, memory or luck is ended and another takes its place. What it says goes into a spool as
fast as it comes, so a client that reads slowly holds no child.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from mendelgraph.rdf.bounded import MIB
from mendelgraph.serve.child import MEMORY, Child, Died
from mendelgraph.serve.frames import Frame, Kind
from mendelgraph.serve.problems import HUNG_UP, Problem
from mendelgraph.serve.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from mendelgraph.serve.protocol import Asked
    from mendelgraph.serve.settings import Settings

OPEN_ANSWERS = 64
"""Answers that may be on their way to clients at once: each may take the disk space of the result limit."""
RESTART_PAUSE = 1.0
DRAIN_PAUSE = 0.1


class Answer:
    """Take what a child says on a query into a spool, until all is said, time is up or the child is dead.

    It is given back with `close`, whether it was read to its end or not.
    """

    def __init__(self, child: Child, pool: Pool) -> None:
        self.spool = Spool()
        self._child, self._pool = child, pool
        self._timer = asyncio.get_running_loop().call_later(pool.settings.time_limit, self._run_out)

    def take(self, frame: Frame) -> None:
        """Take the child's next frame."""
        if frame.kind is Kind.WHOLE:
            form, _, body = frame.body.partition(b"\n")
            self.spool.form = form.decode()
            self.spool.add(body)
            self._end(None, spent=False)
        elif frame.kind is Kind.DATA:
            self.spool.add(frame.body)
        elif frame.kind is Kind.FORM:
            self.spool.form = frame.body.decode()
        elif frame.kind is Kind.FAILED:
            told = json.loads(frame.body)
            self._end(Problem(told["status"], told["detail"]), spent=False)
        else:
            self._end(None, spent=False)

    def mourn(self, cause: str) -> None:
        """Say that the query has ended its child."""
        self._end(self._pool.death(cause), spent=True)

    def _run_out(self) -> None:
        limit = self._pool.settings.time_limit
        problem = Problem(504, f"the query was stopped after {limit:g} s, which is what a query may take here")
        self._end(problem, spent=True)

    def _end(self, problem: Problem | None, *, spent: bool) -> None:
        self._timer.cancel()
        self._child.ignore()
        self.spool.end(problem)
        self._pool.settle(self._child, problem, spent=spent)

    def close(self) -> None:
        """Stop the query if it still runs, and free what the answer takes."""
        if not self.spool.ended:
            self._end(Problem(HUNG_UP, "the client hung up"), spent=True)
        self.spool.close()
        self._pool.open_answers -= 1


class Pool:
    """Answer queries with a fixed number of children, and let a fixed number of queries wait for them."""

    def __init__(self, store: Path, base: str, settings: Settings) -> None:
        self.settings = settings
        self._children = [Child(store, base, settings.memory_limit) for _ in range(settings.workers)]
        self._idle: deque[Child] = deque()
        self._waiting: deque[asyncio.Future[Child | None]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._under_way = 0
        self.open_answers = 0
        self.counts = {"answered": 0, "failed": 0, "refused": 0, "restarted": 0}

    async def start(self) -> None:
        """Start all children; raise Died where one does not start."""
        started = await asyncio.gather(*(child.start() for child in self._children), return_exceptions=True)
        for failure in filter(None, started):
            raise failure
        self._idle.extend(self._children)

    async def retire(self) -> None:
        """Let the queries that run or wait come to their end, each within its limit; then end all children."""
        while self._under_way:
            await asyncio.sleep(DRAIN_PAUSE)
        await self.close()

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
        self.open_answers, self._under_way = self.open_answers + 1, self._under_way + 1
        child: Child | None = None
        try:
            child = self._rested() or await self._queue()
        finally:
            if child is None:
                self.open_answers, self._under_way = self.open_answers - 1, self._under_way - 1
        answer, begun = Answer(child, self), False
        try:
            child.ask(_request(asked, rows, graph, self.settings), answer)
            await answer.spool.ready()
            begun = True
        finally:
            if not begun:
                answer.close()
        return answer

    def _rested(self) -> Child | None:
        """Return an idle child; one that has ended while it was idle is replaced."""
        while self._idle:
            child = self._idle.pop()  # the one that worked last has the most at hand
            if child.alive:
                return child
            self._replace(child)
        return None

    async def _queue(self) -> Child:
        """Wait for a child."""
        if len(self._waiting) >= self.settings.queue:
            raise self._busy(429, "as many queries run and wait as this service takes; try again shortly")
        loop = asyncio.get_running_loop()
        place: asyncio.Future[Child | None] = loop.create_future()
        self._waiting.append(place)
        timer = loop.call_later(self.settings.time_limit, self._turn_away, place)
        try:
            child = await place
        except asyncio.CancelledError:
            self._leave(place)
            raise
        finally:
            timer.cancel()
        if child is None:
            raise self._busy(503, "no worker became free in time; try again shortly")
        return child

    def _turn_away(self, place: asyncio.Future[Child | None]) -> None:
        """Tell who has waited too long that there is no child for him."""
        if not place.done():
            self._waiting.remove(place)
            place.set_result(None)

    def _leave(self, place: asyncio.Future[Child | None]) -> None:
        """Leave the queue; a child that was handed over in the same moment goes to the next."""
        if place.cancelled():
            with suppress(ValueError):  # it was met in the queue already, and left out
                self._waiting.remove(place)
        elif child := place.result():
            self._give(child)

    def _busy(self, status: int, reason: str) -> Problem:
        self.counts["refused"] += 1
        return Problem(status, reason, headers={"Retry-After": str(max(1, round(self.settings.time_limit / 4)))})

    def _give(self, child: Child) -> None:
        """Hand a child to who waits longest, or let it rest."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.cancelled():
                place.set_result(child)
                return
        self._idle.append(child)

    def settle(self, child: Child, problem: Problem | None, *, spent: bool) -> None:
        """Count an answer that has ended, and take its child back; one that is `spent` is replaced."""
        self._under_way -= 1
        self.counts["failed" if problem else "answered"] += 1
        if spent:
            self._replace(child)
        else:
            self._give(child)

    def _replace(self, child: Child) -> None:
        if not self._closing:
            self.counts["restarted"] += 1
            self._spawn(self._restart(child))

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _restart(self, child: Child) -> None:
        await child.kill()
        while True:
            with suppress(Died, OSError):
                await child.start()
                self._give(child)
                return
            await asyncio.sleep(RESTART_PAUSE)

    def death(self, cause: str) -> Problem:
        """Say of what a query has died."""
        if cause == MEMORY:
            limit = self.settings.memory_limit // MIB
            return Problem(503, f"the query was stopped: it needs more than the {limit} MiB of memory that it may use")
        return Problem(503, f"the query was stopped: the engine ended on it ({cause})")


def _request(asked: Asked, rows: str | None, graph: str | None, settings: Settings) -> bytes:
    """Write a query as a child reads it: a line of JSON with all about it, then its text."""
    query, default, named = asked
    about = _about if default or named else _kept_about  # what a client invents is not worth keeping
    return about(default, named, rows, graph, settings.result_limit, settings.time_limit) + query.encode()


def _about(
    default: tuple[str, ...], named: tuple[str, ...], rows: str | None, graph: str | None, limit: int, seconds: float
) -> bytes:
    told = {"default": default, "named": named, "rows": rows, "graph": graph, "limit": limit, "seconds": seconds}
    return json.dumps(told).encode() + b"\n"


_kept_about = lru_cache(maxsize=64)(_about)
