"""Values as JSON and back: what a release keeps of its records for the next build.

Only the frozen values below can be written, and only they can come back: unlike pickle, what is read runs nothing.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any, cast

MODULES = (
    "records", "facts", "alignments", "identifiers", "report.notes", "validation.report", "validation.screening",
    "graph.counts", "graph.statistics", "release.dumps", "release.pipeline", "release.kept",
)  # fmt: skip
"""Where the classes are that may stand in a value."""


def freeze(value: object) -> Any:
    """Return a value as JSON: scalars as they are, everything else a list that begins with its kind.

    Raises TypeError for what is not among the classes of MODULES.

    >>> freeze((1, frozenset({b"a"}))), thaw(["t", 1, ["n", "a"]])
    (['t', 1, ['n', 'a']], (1, frozenset({b'a'})))
    """
    kind = type(value)
    if value is None or kind in {str, int, float, bool}:
        return value
    if kind is bytes:
        return ["b", cast("bytes", value).decode()]
    if kind is tuple:
        return ["t", *map(freeze, cast("tuple[object, ...]", value))]
    if kind is frozenset:
        return _freeze_set(cast("frozenset[Any]", value))
    if isinstance(value, Mapping):
        name = "c" if isinstance(value, Counter) else "d"
        return [name, *(freeze(each) for item in sorted(value.items()) for each in item)]
    return _freeze_known(value)


def _freeze_set(value: frozenset[Any]) -> list[Any]:
    kinds = set(map(type, value))
    if kinds == {bytes}:
        return ["n", *(each.decode() for each in sorted(value))]
    if kinds <= {int} or kinds == {str}:
        return ["s", *sorted(value)]
    return ["s", *map(freeze, sorted(value))]


def _freeze_known(value: object) -> list[Any]:
    kind = type(value)
    if _classes().get(kind.__name__) is not kind:
        raise TypeError(f"cannot be kept for the next build: {kind.__module__}.{kind.__qualname__}")
    if isinstance(value, Enum):
        return [kind.__name__, value.value]
    if isinstance(value, tuple):
        return [kind.__name__, *map(freeze, value)]
    fields = dataclasses.fields(value) if dataclasses.is_dataclass(value) else ()
    return [kind.__name__, *(freeze(getattr(value, field.name)) for field in fields)]


def thaw(frozen: Any) -> Any:
    """Return the value of what `freeze` returned; raise ValueError, TypeError or KeyError for anything else."""
    if not isinstance(frozen, list):
        return frozen
    kind, *rest = frozen
    if kind == "t":
        return tuple([thaw(each) if isinstance(each, list) else each for each in rest])
    if kind == "b":
        return rest[0].encode()
    if kind == "n":
        return frozenset(map(str.encode, rest))
    if kind == "s":
        return frozenset(map(thaw, rest) if rest and isinstance(rest[0], list) else rest)
    if kind in {"c", "d"}:
        pairs = dict(zip(map(thaw, rest[::2]), map(thaw, rest[1::2]), strict=True))
        return Counter(pairs) if kind == "c" else pairs
    return _classes()[kind](*[thaw(each) if isinstance(each, list) else each for each in rest])


@cache
def _classes() -> dict[str, type]:
    found: dict[str, type] = {}
    for module in (import_module(f"mendelgraph.{name}") for name in MODULES):
        own = (each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__)
        for each in own:
            if found.setdefault(each.__name__, each) is not each:
                raise TypeError(f"two classes are called {each.__name__}")
    return found
