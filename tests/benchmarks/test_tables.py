"""Tables and mappings for other engines hold our triples, no more and no less; a difference is seen."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from benchmarks.isomorphism import compare
from benchmarks.mappings import RML as RML_NS
from benchmarks.mappings import RR, write_ottr, write_rml
from benchmarks.tables import IRI, RDF_TYPE, SUBJECT, make_tables, skolemise, split_term, write_tables
from benchmarks.work import prepare, read_records
from mendelgraph.release import build
from mendelgraph.resources import resources

PAGES = ("progressive-osseous-heteroplasia", "rotor-syndrome", "hemophilia", "behcet-disease", "alstrom-syndrome")


@pytest.fixture(scope="module")
def nquads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables") / "dist"
    build([resources() / "data" / "conditions" / f"{slug}.txt" for slug in PAGES], output=folder)
    return folder / "mendelgraph.nq"


@pytest.fixture(scope="module")
def work(nquads: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[Triple]]:
    folder = tmp_path_factory.mktemp("work")
    return folder, prepare(folder, nquads, frozenset(PAGES))


def make_term(kind: str, value: str) -> NamedNode | Literal:
    if kind == IRI:
        return NamedNode(value)
    return Literal(value, language=kind[1:]) if kind.startswith("@") else Literal(value, datatype=NamedNode(kind))


def mapped(folder: Path) -> Iterator[Triple]:
    """Do what an engine does, as the schema says."""
    for table in json.loads((folder / "schema.json").read_text(encoding="utf-8")):
        with (folder / f"{table['name']}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                thing = NamedNode(row[SUBJECT])
                for predicate, value in table["constants"]:
                    yield Triple(thing, NamedNode(predicate), NamedNode(value))
                for name, predicate, kind in table["columns"]:
                    if row[name]:
                        yield Triple(thing, NamedNode(predicate), make_term(kind, row[name]))


def test_the_records_of_a_release_are_found_by_their_slugs(nquads: Path) -> None:
    found = list(read_records(nquads, frozenset({"rotor-syndrome"})))
    every = [
        quad for quad in parse(path=nquads, format=RdfFormat.N_QUADS) if "/rotor-syndrome/" in str(quad.graph_name)
    ]
    assert found == every
    assert len(found) > 100


def test_the_tables_hold_the_triples(work: tuple[Path, set[Triple]]) -> None:
    folder, triples = work
    assert len(triples) > 2000
    assert set(mapped(folder)) == triples


def test_both_mappings_name_every_table_and_column(work: tuple[Path, set[Triple]]) -> None:
    folder, triples = work
    tables = make_tables(triples)
    rml = list(parse(write_rml(tables, folder).encode(), format=RdfFormat.N_TRIPLES))
    ottr = write_ottr(tables)
    pairs = sum(1 for quad in rml if quad.predicate.value == f"{RR}predicateObjectMap")
    assert pairs == sum(len(table.constants) + len(table.columns) for table in tables) == ottr.count("ottr:Triple(")
    assert {quad.object.value for quad in rml if quad.predicate.value == f"{RML_NS}source"} == {
        str(folder / f"{table.name}.csv") for table in tables
    }


def write_triples(triples: set[Triple], path: Path) -> Path:
    serialize(sorted(triples, key=str), path, format=RdfFormat.N_TRIPLES)
    return path


def drop_one(lines: list[bytes]) -> list[bytes]:
    return lines[1:]


def add_one(lines: list[bytes]) -> list[bytes]:
    return [*lines, b"<urn:seeded:a> <urn:seeded:b> <urn:seeded:c> .\n"]


def change_language(lines: list[bytes]) -> list[bytes]:
    place = next(number for number, line in enumerate(lines) if b"@en" in line)
    return [*lines[:place], lines[place].replace(b"@en", b"@de"), *lines[place + 1 :]]


@pytest.mark.parametrize(
    ("spoil", "missing", "extra"),
    [(drop_one, 1, 0), (add_one, 0, 1), (change_language, 1, 1)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_a_seeded_difference_is_seen(
    spoil: Callable[[list[bytes]], list[bytes]],
    missing: int,
    extra: int,
    work: tuple[Path, set[Triple]],
    tmp_path: Path,
) -> None:
    path = write_triples(work[1], tmp_path / "made.nt")
    assert compare(work[1], path).same
    path.write_bytes(b"".join(spoil(path.read_bytes().splitlines(keepends=True))))
    found = compare(work[1], path)
    assert not found.same
    assert (found.missing, found.extra) == (missing, extra)
    assert len(found.examples) == missing + extra


def test_numbers_are_compared_by_value(tmp_path: Path) -> None:
    thing, double = NamedNode("urn:x"), NamedNode("http://www.w3.org/2001/XMLSchema#double")
    path = write_triples({Triple(thing, thing, Literal("1.0", datatype=double))}, tmp_path / "made.nt")
    assert compare([Triple(thing, thing, Literal("1", datatype=double))], path).same
    assert not compare([Triple(thing, thing, Literal("1.5", datatype=double))], path).same
    assert not compare([Triple(thing, thing, Literal("1"))], path).same


def test_what_repeats_gets_a_table_of_its_own_and_what_all_have_is_a_constant(tmp_path: Path) -> None:
    kind, one, two = NamedNode("urn:K"), NamedNode("urn:1"), NamedNode("urn:2")
    triples = {
        Triple(one, NamedNode(RDF_TYPE), kind),
        Triple(two, NamedNode(RDF_TYPE), kind),
        Triple(one, NamedNode("urn:p"), Literal("a")),
        Triple(one, NamedNode("urn:p"), Literal("b")),
        Triple(two, NamedNode("urn:q"), Literal("c", language="en")),
    }
    tables = make_tables(triples)
    assert [(table.constants, [column.term for column in table.columns], table.rows) for table in tables] == [
        (((RDF_TYPE, "urn:K"),), ["@en"], (("urn:1", None), ("urn:2", "c"))),
        ((), ["http://www.w3.org/2001/XMLSchema#string"], (("urn:1", "a"), ("urn:1", "b"))),
    ]
    write_tables(tables, tmp_path)
    assert set(mapped(tmp_path)) == triples


def test_blank_nodes_become_iris_the_same_ones_everywhere() -> None:
    node, path = BlankNode("l1"), NamedNode("urn:p")
    made = skolemise([Quad(path, path, node, path), Quad(node, path, path, path)])
    assert made[0].object == made[1].subject
    assert split_term(made[0].object)[0] == IRI
