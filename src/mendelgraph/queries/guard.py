"""What is measured in a query from outside before the engine sees it.

pyoxigraph 0.5 recurses as it parses, plans and answers, and ends its process (SIGSEGV) where the stack is full. What
fills 8 MB of it was measured for some 130 kinds of repetition, as many of each as a query of this length can hold; the
deadly ones are bounded here, all together, for all may lie on one path. Lists in VALUES and behind IN, and the
template of a CONSTRUCT, are harmless at any length. It also follows SERVICE to any address, loopback included.

Nothing hides from the measures: they take the skeleton of a query (`queries.skeleton`), and of a query that has none,
since it could be read in two ways, only one that is too short to do harm. A query refused wrongly can be run where it
can do no harm, in a child process (`mendelgraph.store.bounded`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.queries.skeleton import read_skeleton

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_LENGTH = 1_000_000
MAX_DEPTH = 100
"""The engine ends at 838 nested EXISTS, 961 calls, 2,236 braces."""
MAX_AMBIGUOUS = 2_000
"""The longest query without a skeleton. Of what is no bracket, a character takes 900 bytes of stack at most."""
SHARE = 0.4
"""How much of what the engine survives of repetitions, the rest being for brackets and for who calls."""

_OPENING = ("(", "{", "[", "<<")
_NOT_BRACKETS = re.compile(r"[^(){}\[\]]+")
_SERVICE = re.compile(r"(?<![\w?$:@./#-])SERVICE(?![\w:./-])", re.IGNORECASE)

# In a skeleton, VALUES behind a space or bracket is nothing but the keyword, and its data have no braces inside.
_VALUES = re.compile(r"(?<=[\s{})])(VALUES\s*(?:\?|\([^(){}]*\))\s*)\{[^{}]*\}", re.IGNORECASE)
_TEMPLATE = re.compile(r"\A([^{}]*\bCONSTRUCT\s*)\{[^{}]*\}", re.IGNORECASE)
_ARGUMENTS = re.compile(r"\([^(){}\[\]]*\)")
_ITEM = re.compile(r"<[^<>\s]*>|\"\"|x:|\?|[+-]?\b\d\w*+|\b(?:true|false)\b", re.IGNORECASE)
_ROW = re.compile(rf"(?:(?:{_ITEM.pattern})\s*+){{4,}}+", re.IGNORECASE)


def _count(pattern: str) -> Callable[[str], int]:
    found = re.compile(pattern)
    return lambda skeleton: len(found.findall(skeleton))


def _count_rows(skeleton: str) -> int:
    """Count what stands in rows of four and more with nothing between: a triple without its end has three at most."""
    return sum(len(_ITEM.findall(row[0])) for row in _ROW.finditer(skeleton))


class Kind(NamedTuple):
    """Hold a kind of repetition: its name, how it is counted in a skeleton, and the least that was deadly."""

    name: str
    count: Callable[[str], int]
    deadly: int

    @property
    def limit(self) -> int:
        """Return how many a query may hold that holds nothing else."""
        return int(SHARE * self.deadly)


KINDS = (
    Kind("brackets", _count(r"[({\[]"), 2_600),  # MINUS {}, SERVICE {}, (1 AS ?x); the others from 4,100 on
    Kind("operators", _count(r"&&|\|\||!(?!=)|[|+*/^~-]"), 6_900),  # 1-1-1…; the others from 8,300 on
    Kind("parts of patterns", _count(r"[.;,]"), 8_300),  # ?s ?p ?o,?o,?o…
    Kind("things in a row", _count_rows, 2_600),  # DESCRIBE <a> <b>…; in lists (1 2 3…) from 4,100 on
)
SHORT = min(kind.limit for kind in KINDS)
"""A query no longer than this holds too little of anything, its brackets apart."""


def check_query(text: str, *, federated: bool = False) -> str:
    """Return the query if it is of reasonable size and asks nobody else; raise InputError with the reason if not.

    >>> check_query("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'
    """
    if len(text) > MAX_LENGTH:
        raise InputError(f"a query of {len(text):,} characters; the limit is {MAX_LENGTH:,}")
    if len(text) > SHORT or sum(map(text.count, _OPENING)) > MAX_DEPTH:
        _check_structure(text)
    if not federated and _SERVICE.search(text):
        raise InputError("SERVICE would ask another server; allow that with --federated (in Python: federated=True)")
    return text


def _check_structure(text: str) -> None:
    skeleton = read_skeleton(text)
    if skeleton is None:
        _check_ambiguous(text)
    else:
        _check_depth(skeleton)
        _check_repetitions(_leave_out_lists(skeleton))


def _check_ambiguous(text: str) -> None:
    if len(text) > MAX_AMBIGUOUS:
        raise InputError(
            f"a query of {len(text):,} characters that can be read in two ways; the limit is {MAX_AMBIGUOUS:,}. Put a "
            "space behind each < that is no address, write addresses in full, and close all quotes"
        )
    _check_depth(re.sub(r"[)}\]]", "", text))  # what closes may be part of a comment


def _check_depth(skeleton: str) -> None:
    depth = deepest = 0
    for bracket in _NOT_BRACKETS.sub("", skeleton):
        depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    deepest += skeleton.count("<<")
    if deepest > MAX_DEPTH:
        raise InputError(f"brackets nested {deepest:,} deep; the limit is {MAX_DEPTH}")


def _leave_out_lists(skeleton: str) -> str:
    """Return a skeleton without what is harmless: data of VALUES, a template, commas between what is in brackets."""
    bare = _TEMPLATE.sub(r"\1{}", _VALUES.sub(r"\1{}", skeleton))
    return _ARGUMENTS.sub(lambda found: found[0].replace(",", "="), bare)


def _check_repetitions(skeleton: str) -> None:
    counts = {kind: kind.count(skeleton) for kind in KINDS}
    if sum(count / kind.deadly for kind, count in counts.items()) <= SHARE:
        return
    most = max(KINDS, key=lambda kind: counts[kind] / kind.deadly)
    raise InputError(
        f"a query with {counts[most]:,} {most.name}; the limit is {most.limit:,}, less with much else. "
        "Put long lists into VALUES"
    )
