"""What is served at a time: one release with its documents, workers and answers, until the next takes its place.

A build swaps the release folder in whole. The server sees that another folder bears the name, opens that one beside
the one it has, and only then lets new requests go there; what was begun with the old one ends with the old one.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from mendelgraph.errors import InputError
from mendelgraph.serve.cache import Cache
from mendelgraph.serve.child import Died
from mendelgraph.serve.library import Library, identify
from mendelgraph.serve.pool import Pool
from mendelgraph.store.opening import store_of

if TYPE_CHECKING:
    from mendelgraph.serve.settings import Settings

LOOK_EVERY = 1.0
"""Seconds between two looks at the release folder."""
TRY_AGAIN = 10.0
"""Seconds until a release that could not be opened is tried again."""

UNFIT = (InputError, Died, OSError, ValueError, KeyError)
"""What opening a folder raises that is no release, or a damaged one."""

LOG = logging.getLogger("mendelgraph.serve")


class Edition:
    """Hold an open release: its documents, the workers that answer queries on it, the answers kept."""

    def __init__(self, settings: Settings) -> None:
        self.library = Library(settings.data, settings.url)
        self.pool = Pool(store_of(settings.data), self.library.base, settings)
        self.cache = Cache(settings.cache_limit)

    async def start(self) -> None:
        """Make ready what every client needs; raise one of UNFIT where that fails, and leave no worker behind."""
        try:
            await run_in_threadpool(self.library.warm)
            await self.pool.start()
        except UNFIT:
            await self.pool.close()
            raise


class Shelf:
    """Hold the edition that is served, and put the next one in its place when there is one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.current = Edition(settings)
        self._retiring: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the shelf."""
        await self.current.start()
        set_apart()

    async def close(self) -> None:
        """End the workers of all editions."""
        for task in self._retiring:
            task.cancel()
        await asyncio.gather(*self._retiring, return_exceptions=True)
        await self.current.pool.close()

    async def watch(self) -> None:
        """Look for a new release until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            found = identify(self._settings.data)
            if found and found != self.current.library.identity:
                await self._renew()

    async def _renew(self) -> None:
        """Open the new release and serve it; where it cannot be opened, say so and go on with the old one."""
        try:
            edition = await run_in_threadpool(Edition, self._settings)
            await edition.start()
        except UNFIT as error:
            LOG.warning("the new release cannot be served, the old one still is: %s", error)
            await asyncio.sleep(TRY_AGAIN)
            return
        former, self.current = self.current, edition
        LOG.warning("serving the new release %s", edition.library.catalogue.version)
        task = asyncio.create_task(former.pool.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retired)

    def _retired(self, task: asyncio.Task[None]) -> None:
        self._retiring.discard(task)
        set_apart()


def set_apart() -> None:
    """Throw away what nobody needs any more, and let the collector leave alone what lives as long as the release.

    Whenever it looked through all of that again, every client waited for a tenth of a second.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
