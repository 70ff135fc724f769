"""Tables from which mapping engines make our triples: a wide one for each kind of thing, narrow ones for what repeats.

A mapping engine starts from tables, so it gets the best ones there can be: no joins, IRIs ready, and what all things of
a kind have in common (their classes, most of all) as constants of the mapping.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from pyoxigraph import Triple

T = TypeVar("T")
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
STRING = "http://www.w3.org/2001/XMLSchema#string"
SKOLEM = "https://w3id.org/mendelgraph/.well-known/genid/"
SUBJECT = "thing"
"""The column of the subject. Not `subject`: Morph-KGC 2.10 has a column of that name of its own, and empties ours."""
IRI = "iri"
"""The term type of an IRI; literals have `@LANG` or their datatype."""


class Column(NamedTuple):
    """Hold a column: its name, the predicate, and the type of its terms."""

    name: str
    predicate: str
    term: str


class Constant(NamedTuple):
    """Hold what every row of a table says: always an IRI, as Morph-KGC 2.10 drops the language of constants."""

    predicate: str
    value: str


class Table(NamedTuple):
    """Hold a table: rows begin with the subject's IRI, cells are None where nothing is said."""

    name: str
    constants: tuple[Constant, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | None, ...], ...]


def skolemise(quads: Iterable[Quad]) -> list[Quad]:
    """Give blank nodes IRIs: one mapping language has no way to share them between rows."""
    return [Quad(_skolem(each.subject), each.predicate, _skolem(each.object), each.graph_name) for each in quads]


def _skolem(term: T) -> T | NamedNode:
    return NamedNode(SKOLEM + term.value) if isinstance(term, BlankNode) else term


def make_tables(triples: Iterable[Triple]) -> list[Table]:
    """Make the tables of ground triples, in an order that depends on them alone."""
    subjects: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for each in sorted(triples, key=str):
        subjects[split_term(each.subject)[1]].append((each.predicate.value, *split_term(each.object)))
    kinds: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for subject, said in subjects.items():
        kinds[tuple(value for predicate, _, value in said if predicate == RDF_TYPE)].append(subject)
    tables: list[Table] = []
    for number, kind in enumerate(sorted(kinds)):
        tables += _kind_tables(f"t{number:03}", {subject: subjects[subject] for subject in kinds[kind]})
    return tables


def split_term(term: object) -> tuple[str, str]:
    """Return the type of a term, as a column has it, and its text."""
    if isinstance(term, NamedNode):
        return IRI, term.value
    if isinstance(term, Literal):
        return f"@{term.language}" if term.language else term.datatype.value, term.value
    raise ValueError(f"unexpected term: {term!r}")


def _kind_tables(name: str, things: Mapping[str, Sequence[tuple[str, str, str]]]) -> Iterator[Table]:
    said = Counter(fact for facts in things.values() for fact in facts)
    constants = sorted(
        Constant(fact[0], fact[2]) for fact, times in said.items() if fact[1] == IRI and times == len(things)
    )
    known = {(each.predicate, IRI, each.value) for each in constants}
    widths: Counter[tuple[str, str]] = Counter()
    for facts in things.values():
        for key, width in Counter(fact[:2] for fact in facts if fact not in known).items():
            widths[key] = max(widths[key], width)
    single = [key for key, width in sorted(widths.items()) if width == 1]
    columns = tuple(Column(f"c{number:02}", *key) for number, key in enumerate(single))
    cells = {thing: {fact[:2]: fact[2] for fact in facts if fact not in known} for thing, facts in things.items()}
    rows = tuple((thing, *(cells[thing].get(key) for key in single)) for thing in things)
    yield Table(name, tuple(constants), columns, rows)
    for number, key in enumerate(key for key, width in sorted(widths.items()) if width > 1):
        repeated = ((thing, fact[2]) for thing, facts in things.items() for fact in facts if fact[:2] == key)
        yield Table(f"{name}m{number:02}", (), (Column("c00", *key),), tuple(repeated))


def write_tables(tables: Iterable[Table], folder: Path) -> None:
    """Write each table as CSV and as Parquet, and `schema.json` for whoever makes mappings."""
    schema = []
    for table in tables:
        names = [SUBJECT, *(column.name for column in table.columns)]
        arrays = [pa.array([row[place] for row in table.rows], pa.string()) for place in range(len(names))]
        pq.write_table(pa.table(arrays, names=names), folder / f"{table.name}.parquet")
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([names, *table.rows])
        schema.append({"name": table.name, "constants": table.constants, "columns": table.columns})
    (folder / "schema.json").write_text(json.dumps(schema, indent=1), encoding="utf-8")
