"""`shapes/README.md`: every rule in plain words, written from the shapes and queries themselves.

`python -m mendelgraph.validation.rule_book > shapes/README.md` writes it again; a test compares.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph
from pyoxigraph import NamedNode

from mendelgraph.resources import resources
from mendelgraph.validation.cross_record import SHAPES, read_rule
from mendelgraph.validation.report import SH, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = """\
# Shapes

What a record has to be, as SHACL: one file a class. A **violation** keeps a release from being published. A
*warning* asks for a curator's eye; a note (info) only tells. Each rule is a shape with an IRI of its own
(`https://w3id.org/mendelgraph/shapes#RULE`), which reports name, and has at least one case that breaks it in
`tests/shapes/cases/`.

`mendelgraph validate FILE` checks any RDF file against these rules; `--shapes DIR` takes yours instead.

Records are checked one by one, all three layers together, so a record's graphs describe everything that the record
points to. What spans records is plain SPARQL, in `cross-record/`, on the whole dataset.

Two things to know before you add a rule:

- Severity belongs on the shape, never on a SPARQL constraint: engines differ there. So each SPARQL rule is a shape.
- `?value` of a SPARQL constraint has to be a term of the data: the fast engine leaves out a computed one. And `VALUES`
  and `MINUS` are not allowed beside SHACL's bound `$this`.

`identifier.ttl` is written from `data/prefixes.tsv`, and this page from the shapes:

```
python -m mendelgraph.validation.identifier_shape > shapes/identifier.ttl
python -m mendelgraph.validation.rule_book > shapes/README.md
```
"""
WEIGHTS = {Severity.VIOLATION: "**violation**", Severity.WARNING: "*warning*", Severity.INFO: "note"}


class Rule(NamedTuple):
    """Hold a rule's name, severity and message."""

    name: str
    severity: Severity
    message: str


def write_rule_book() -> str:
    """Write `shapes/README.md`."""
    folder = resources() / "shapes"
    books = ((path, sorted(read_rules(path))) for path in sorted(folder.glob("*.ttl")))
    chapters = [_chapter(f"`{path.name}`", _first_comment(path), rules) for path, rules in books if rules]
    across = _chapter("`cross-record/`", "What spans records.", list(_across(folder)))
    return "\n".join([HEAD, *chapters, across])


def _first_comment(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def read_rules(path: Path) -> Iterator[Rule]:
    """Yield the rules of a file of shapes: what has a message, or a query that has one."""
    quads = list(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))
    words = {quad.subject: quad.object.value for quad in quads if quad.predicate.value == f"{SH}message"}
    weights = {quad.subject: _severity(quad.object) for quad in quads if quad.predicate.value == f"{SH}severity"}
    owners = {quad.object: quad.subject for quad in quads if quad.predicate.value == f"{SH}sparql"}
    for subject, message in words.items():
        shape = owners.get(subject, subject)
        if isinstance(shape, NamedNode):
            yield Rule(shape.value.removeprefix(SHAPES), weights.get(shape, Severity.VIOLATION), message)


def _severity(term: object) -> Severity:
    if isinstance(term, NamedNode):
        return Severity(term.value.removeprefix(SH))
    raise ValueError(f"unexpected severity: {term!r}")


def _across(folder: Path) -> Iterator[Rule]:
    for path in sorted((folder / "cross-record").glob("*.rq")):
        rule = read_rule(path)
        yield Rule(rule.name, rule.severity, rule.message)


def _chapter(title: str, about: str, rules: list[Rule]) -> str:
    rows = [f"| `{rule.name}` | {WEIGHTS[rule.severity]} | {rule.message} |" for rule in rules]
    return "\n".join([f"## {title}", "", about, "", "| rule | weight | says |", "|---|---|---|", *rows, ""])


if __name__ == "__main__":
    sys.stdout.write(write_rule_book())
