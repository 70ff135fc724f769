"""What a run of the benchmark found, and what follows from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.isomorphism import Comparison
from benchmarks.measure import Measured

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Way(NamedTuple):
    """Hold what one way of doing it took on the sample: seconds by step, triples, peak bytes, versions.

    `validated` are seconds of SHACL by triples, where only some records could be validated; `asked` milliseconds by
    question; `whole` the measured process, `compared` whether it made our triples.
    """

    name: str
    steps: Mapping[str, float]
    triples: int
    peak: int
    version: str
    whole: Measured
    validated: Mapping[str, float] = {}
    asked: Mapping[str, float] = {}
    compared: Comparison | None = None

    def per_second(self, *steps: str) -> float:
        """Return the triples a second of some steps."""
        return self.triples / sum(self.steps[step] for step in steps)

    def validation(self, triples: int) -> float | None:
        """Return the seconds that validating so many triples takes; None where it was not done.

        Where only some records could be validated, on the line through the two amounts that were.
        """
        if not self.validated:
            took = self.steps.get("validate")
            return None if took is None else took * triples / self.triples
        (few, quick), (many, slow) = sorted((int(count), took) for count, took in self.validated.items())
        return quick + (slow - quick) / (many - few) * (triples - few)


class Build(NamedTuple):
    """Hold what a whole build took, and the next one after a page changed: conditions, statements, triples, bytes."""

    measured: Measured
    changed: Measured
    conditions: int
    quads: int
    triples: int
    size: int


class Start(NamedTuple):
    """Hold what a user waits for first: seconds to its end, the best of a few, and of CPU, in the middle of them."""

    name: str
    seconds: float
    cpu: float


class Results(NamedTuple):
    """Hold a run: where, of what, the whole build, cold starts, and each way on the sample of some conditions."""

    machine: Mapping[str, str]
    catalogue: str
    vocabulary: str
    build: Build
    starts: tuple[Start, ...]
    sample: int
    ways: tuple[Way, ...]


def way_of(results: Results, name: str) -> Way | None:
    """Return a way by its name; None where it was left out."""
    return next((way for way in results.ways if way.name == name), None)


def read_way(name: str, told: Path, whole: Measured, compared: Comparison | None = None) -> Way:
    """Read what a contestant wrote."""
    found = json.loads(told.read_text(encoding="utf-8"))
    return Way(
        name,
        found["steps"],
        found["triples"],
        max(found["peak"], whole.peak),
        found["version"],
        whole,
        found.get("validated", {}),
        found.get("asked", {}),
        compared,
    )


def to_json(value: object) -> object:
    """Turn results into what JSON can hold, fields by name."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: to_json(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    return dict(value) if isinstance(value, dict) else value


def from_json(told: dict[str, Any]) -> Results:
    """Turn it back."""
    build, ways = told["build"], told["ways"]
    measured: dict[str, Any] = {name: Measured(**build.pop(name)) for name in ("measured", "changed")}
    return Results(
        **{name: told[name] for name in ("machine", "catalogue", "vocabulary", "sample")},
        build=Build(**measured, **build),
        starts=tuple(Start(**start) for start in told["starts"]),
        ways=tuple(_way(way) for way in ways),
    )


def _way(told: dict[str, Any]) -> Way:
    compared = told.pop("compared")
    if compared:
        compared = Comparison(compared["missing"], compared["extra"], tuple(compared["examples"]))
    return Way(**{**told, "whole": Measured(**told["whole"]), "compared": compared})
