"""What is measured in a query from outside before the engine sees it.

pyoxigraph 0.5 recurses as it parses and plans: 1,000 nested NOT EXISTS, 5,000 nested parentheses, braces, MINUS or
BIND, or 20,000 of one operator end its process (SIGSEGV). It also follows SERVICE to any address, loopback included.
The measures take a query as mere text, so that no quoting hides anything from them; a query refused wrongly can be
run where it can do no harm, in a child process (`mendelgraph.store.bounded`).
"""

from __future__ import annotations

import re

from mendelgraph.errors import InputError

MAX_LENGTH = 1_000_000
MAX_DEPTH = 100
MAX_CLAUSES = 500
MAX_OPERATORS = 5_000

_NOT_BRACKETS = re.compile(r"[^(){}\[\]]+")
_CLAUSE = re.compile(r"\b(UNION|OPTIONAL|MINUS|BIND|FILTER|EXISTS|SELECT|GRAPH)\b", re.IGNORECASE)
_QUOTED = re.compile(r"<[^<>\s]*>|\"[^\"\n]*\"|'[^'\n]*'")
_OPERATOR = re.compile(r"[!&|+*/^-]")
_SERVICE = re.compile(r"(?<![\w?$:@./#-])SERVICE(?![\w:./-])", re.IGNORECASE)


def check_query(text: str, *, federated: bool = False) -> str:
    """Return the query if it is of reasonable size and asks nobody else; raise InputError with the reason if not.

    >>> check_query("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'
    """
    if len(text) > MAX_LENGTH:
        raise InputError(f"a query of {len(text):,} characters; the limit is {MAX_LENGTH:,}")
    if _depth(text) > MAX_DEPTH:
        raise InputError(f"brackets nested {_depth(text):,} deep; the limit is {MAX_DEPTH}")
    _check_count("clauses", len(_CLAUSE.findall(text)), MAX_CLAUSES)
    _check_count("operators", len(_OPERATOR.findall(_QUOTED.sub("", text))), MAX_OPERATORS)
    if not federated and _SERVICE.search(text):
        raise InputError("SERVICE would ask another server; allow that with --federated (in Python: federated=True)")
    return text


def _check_count(what: str, count: int, limit: int) -> None:
    if count > limit:
        raise InputError(f"a query with {count:,} {what}; the limit is {limit:,}")


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _NOT_BRACKETS.sub("", text):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
    return deepest
