"""Rules that span records, as plain SPARQL on the whole catalogue.

SHACL would have to look at every pair of records: ten catalogues took `shacl` 90 s and pyshacl 33 s for one, where
the same two questions take pyoxigraph 0.06 s.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph
from pyoxigraph import QuerySolutions

from mendelgraph.errors import InputError
from mendelgraph.validation.report import Finding, Severity
from mendelgraph.validation.screening import may_break

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mendelgraph.validation.screening import Screened

SHAPES = "https://w3id.org/mendelgraph/shapes#"
COMPONENT = "http://www.w3.org/ns/shacl#SPARQLConstraintComponent"
_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)


class CrossRecordRule(NamedTuple):
    """Hold a query whose solutions are findings: `?focus`, and `?path`, `?value` where there are such."""

    name: str
    severity: Severity
    message: str
    query: str


def read_rule(path: Path) -> CrossRecordRule:
    """Read a `.rq` file whose header says `# severity: …` and `# message: …`."""
    query = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(query))
    try:
        return CrossRecordRule(path.stem, Severity(header["severity"]), header["message"], query)
    except (KeyError, ValueError) as error:
        raise InputError(f"header lacks a severity or message ({error})", where=str(path)) from None


def check_across(quads: Iterable[pyoxigraph.Quad], rules: Iterable[CrossRecordRule]) -> Iterator[Finding]:
    """Yield what each rule finds in the union of all graphs."""
    store = pyoxigraph.Store()
    store.bulk_extend(each for quad in quads for each in (quad, pyoxigraph.Quad(*quad.triple)))
    yield from check_store(store, rules)


def check_store(
    store: pyoxigraph.Store, rules: Iterable[CrossRecordRule], screened: Screened | None = None
) -> Iterator[Finding]:
    """Yield what each rule finds in a store whose default graph is the union of all graphs.

    Rules that can find nothing, by what all records `screened` together tell, are passed over.
    """
    for rule in rules:
        if screened and not may_break(rule.name, screened, store):
            continue
        solutions = store.query(rule.query)
        if not isinstance(solutions, QuerySolutions):
            raise InputError("is not a SELECT query", where=rule.name)
        for row in solutions:
            yield _finding(rule, row)


def _finding(rule: CrossRecordRule, row: pyoxigraph.QuerySolution) -> Finding:
    focus, path, value = (None if row[name] is None else str(row[name]) for name in ("focus", "path", "value"))
    return Finding(focus or "", path, value, rule.severity, rule.message, SHAPES + rule.name, COMPONENT)
