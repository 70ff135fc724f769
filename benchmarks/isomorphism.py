"""Whether two sets of triples are the same graph: blank nodes have become IRIs on both sides, so equality will do.

Numbers are compared by their values.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pyoxigraph import Triple

SHOWN = 3


NUMBERS = frozenset(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("double", "decimal"))
"""Types whose values may be spelled in several ways: maplib writes the double 1 as `1.0`."""


class Comparison(NamedTuple):
    """Hold how many triples a side lacks, and how many it has that it should not, with the first few of each."""

    missing: int
    extra: int
    examples: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Tell whether the graphs are isomorphic."""
        return not self.missing and not self.extra


def compare(ours: Iterable[Triple], made: Path) -> Comparison:
    """Compare triples with those of an N-Triples file."""
    wanted = set(map(_line, ours))
    found = {_line(quad.triple) for quad in parse(path=made, format=RdfFormat.N_TRIPLES)}
    missing, extra = sorted(wanted - found), sorted(found - wanted)
    examples = [*(f"- {line}" for line in islice(missing, SHOWN)), *(f"+ {line}" for line in islice(extra, SHOWN))]
    return Comparison(len(missing), len(extra), tuple(examples))


def _line(triple: Triple) -> str:
    value = triple.object
    if isinstance(value, Literal) and value.datatype.value in NUMBERS:
        return f"{triple.subject} {triple.predicate} {float(value.value)!r} {value.datatype}"
    return str(triple)
