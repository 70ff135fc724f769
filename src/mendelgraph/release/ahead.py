"""Have work done ahead of who takes its results, in order, and no further ahead than memory allows."""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

T = TypeVar("T")
R = TypeVar("R")


def do_ahead(
    pool: Executor, work: Callable[[Sequence[T]], list[R]], items: Iterable[T], *, chunk: int, ahead: int
) -> Iterator[R]:
    """Yield the results of `work` on chunks of the items, in their order.

    No more than `ahead` chunks are under way: the reader sets the pace.
    """
    under_way: deque[Future[list[R]]] = deque()
    rest = iter(items)
    while some := tuple(islice(rest, chunk)):
        if len(under_way) == ahead:
            yield from under_way.popleft().result()
        under_way.append(pool.submit(work, some))
    while under_way:
        yield from under_way.popleft().result()
