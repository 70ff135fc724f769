"""What a run of the benchmark found, and what follows from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.isomorphism import Comparison
from benchmarks.measure import Measured

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Line(NamedTuple):
    """Hold what something costs: so many seconds once, and so many for each triple."""

    fixed: float
    each: float

    def at(self, triples: int) -> float:
        """Return the seconds for so many triples."""
        return self.fixed + self.each * triples


PLAIN = "mendelgraph, one file"
"""What our way is called where it makes what the mapping engines make, and no more."""


def line_through(amounts: Mapping[int, float]) -> Line:
    """Return the line through seconds measured at two amounts of triples.

    >>> line_through({100: 2.0, 200: 3.0})
    Line(fixed=1.0, each=0.01)
    """
    (few, quick), (many, slow) = sorted(amounts.items())
    each = (slow - quick) / (many - few)
    return Line(quick - each * few, each)


class Way(NamedTuple):
    """Hold what one way of doing it took on the sample: seconds by step, triples, versions.

    `validated` are seconds of SHACL by triples, where only some records could be validated; `asked` milliseconds by
    question; `whole` the measured process, `compared` whether it made our triples.
    """

    name: str
    steps: Mapping[str, float]
    triples: int
    version: str
    whole: Measured
    validated: Mapping[str, float] = {}
    asked: Mapping[str, float] = {}
    compared: Comparison | None = None

    @property
    def dumping(self) -> float:
        """Return the seconds of making dumps; of ours, all parts of a record are made together and validated there."""
        return self.steps["dump"] if "dump" in self.steps else self.steps["all parts"] - self.steps["validate"]

    @property
    def making(self) -> float:
        """Return the seconds from facts that lie ready to files of triples."""
        return self.steps["describe"] + self.dumping

    def validation(self, triples: int) -> float | None:
        """Return the seconds that validating so many triples takes; None where it was not done.

        Where only some records could be validated, on the line through the two amounts that were.
        """
        if not self.validated:
            took = self.steps.get("validate")
            return None if took is None else took * triples / self.triples
        return line_through({int(count): took for count, took in self.validated.items()}).at(triples)


def plain(way: Way) -> Way | None:
    """Return our way as if it made one file of N-Triples, as mapping engines do; None for other ways."""
    if "n-triples" not in way.steps:
        return None
    return way._replace(name=PLAIN, steps={**way.steps, "dump": way.steps["n-triples"]})


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
    """Hold a run: where, of what, the whole build, cold starts, and each way on the sample of some conditions.

    `larger` are the ways once more, on a larger sample, where there was one.
    """

    machine: Mapping[str, str]
    catalogue: str
    vocabulary: str
    build: Build
    starts: tuple[Start, ...]
    sample: int
    ways: tuple[Way, ...]
    larger_sample: int = 0
    larger: tuple[Way, ...] = ()


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
        ways=tuple(map(_way, ways)),
        larger_sample=told.get("larger_sample", 0),
        larger=tuple(map(_way, told.get("larger", ()))),
    )


def _way(told: dict[str, Any]) -> Way:
    compared = told.pop("compared")
    if compared:
        compared = Comparison(compared["missing"], compared["extra"], tuple(compared["examples"]))
    return Way(**{**told, "whole": Measured(**told["whole"]), "compared": compared})
