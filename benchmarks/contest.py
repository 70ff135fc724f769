"""All ways side by side on a sample of the conditions of a release: ours, rdflib's, those of mapping engines."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

import click

from benchmarks.environment import ROOT, engine_python
from benchmarks.isomorphism import compare
from benchmarks.measure import run_measured
from benchmarks.results import Way, read_way
from benchmarks.work import ASKED, MAPLIB, MORPH, OURS, RDFLIB, TASK, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

CONTESTANTS = ROOT / "benchmarks" / "contestants"
MODULES = {"mendelgraph": ("mendelgraph_steps", OURS), "rdflib + pyshacl": ("rdflib_pyshacl", RDFLIB)}
"""By name: the module, and what it tells."""
ENGINES = {
    "morph-kgc": ("morph_kgc_rml.py", MORPH, "morph-kgc.nt"),
    "maplib": ("maplib_ottr.py", MAPLIB, "maplib.nt"),
}
"""By name: the script, what it tells, and the triples it makes."""


class Request(NamedTuple):
    """Hold what is to be measured: the sources, the index, how many conditions side by side, and what to leave out.

    `sample` of the conditions are made by every way, and again `larger` of them; pyshacl validates `validated`.
    """

    sources: Path
    vocabulary: Path | None
    sample: int
    larger: int
    validated: int
    skip: frozenset[str]


def spread(slugs: Sequence[str], count: int) -> frozenset[str]:
    """Return so many of the slugs, at even distances; all of them where there are no more.

    >>> sorted(spread("abcdefg", 3)), sorted(spread("ab", 3)), sorted(spread("ab", 0))
    (['a', 'c', 'e'], ['a', 'b'], [])
    """
    return frozenset(slugs[:: max(1, len(slugs) // max(1, count))][:count])


def compete(
    request: Request, sample: frozenset[str], work: Path, release: Path, *, first: bool = True
) -> tuple[Way, ...]:
    """Let every way make a sample in a folder of its own; without pyshacl and questions where not `first`."""
    work.mkdir()
    triples = prepare(work, release / "mendelgraph.nq", sample, ASKED if first else ())
    task = {
        "sources": [str(request.sources)],
        "vocabulary": str(request.vocabulary) if request.vocabulary else None,
        "slugs": sorted(sample),
        "validated": request.validated if first else 0,
    }
    (work / TASK).write_text(json.dumps(task), encoding="utf-8")
    ours = [_run_module(name, work) for name in MODULES if name not in request.skip]
    engines = [run_engine(name, work, triples) for name in ENGINES if name not in request.skip]
    return (*ours, *engines)


def _run_module(name: str, work: Path) -> Way:
    """Let one of the ways that run in our environment make the triples of a prepared folder."""
    module, told = MODULES[name]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    command = [sys.executable, "-m", f"benchmarks.contestants.{module}", str(work)]
    return read_way(name, work / told, run_measured(command, work / "log.txt", env={**os.environ, "PYTHONPATH": path}))


def run_engine(name: str, work: Path, triples: set[Triple]) -> Way:
    """Let a mapping engine make the triples of a prepared folder, and compare them with ours."""
    script, told, made = ENGINES[name]
    took = run_measured([str(engine_python()), str(CONTESTANTS / script), str(work)], work / "log.txt")
    return read_way(name, work / told, took, compare(triples, work / made))


def refuse_other_triples(ways: Iterable[Way]) -> None:
    """Fail where an engine made other triples than ours: then its figures compare nothing."""
    for way in ways:
        if way.compared and not way.compared.same:
            differences = "\n  ".join(way.compared.examples)
            raise click.ClickException(
                f"{way.name} made other triples: {way.compared.missing} of ours are missing, "
                f"{way.compared.extra} are not ours\n  {differences}"
            )
