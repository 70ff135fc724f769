"""Linksets: the same matches, and the same answers to a question in whichever dialect it is asked."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

from mendelgraph.dialects import dialects, iri_in, iris_in, recognise
from mendelgraph.export import write_parts
from mendelgraph.identifiers import Curie, parse_curie
from mendelgraph.queries import find_question
from mendelgraph.store.opening import fill_store
from tests.export.facts import ask

ROOT = Path(__file__).resolve().parents[2]
ASKED = "VALUES ?asked {{ <{iri}> }} {variable} (schema:sameAs|biolink:xref)? ?asked ."
PREFIXES = "PREFIX schema: <https://schema.org/>\nPREFIX biolink: <https://w3id.org/biolink/vocab/>\n"
# question of the book -> the line that binds its parameter, the variable for the identifier, kinds of identifiers
QUESTIONS = {
    "condition-by-omim": ("VALUES ?omim", "?omim", ["OMIM:166350"]),
    "condition-by-identifier": (
        "VALUES ?id",
        "?id",
        [
            *("MONDO:0008153", "Orphanet:2762", "UMLS:C0334041", "MEDGEN:137714", "MESH:C562735", "SCTID:719271000"),
            *("DOID:0111535", "GARD:0000109", "ICD11:1107209347", "NCIT:C113814"),
        ],
    ),
    "conditions-of-gene": ("VALUES ?symbol", "?gene", ["HGNC:4392", "NCBIGene:2778", "ENSEMBL:ENSG00000087460"]),
    "gene-identifiers": ("VALUES ?symbol", "?gene", ["HGNC:4392", "NCBIGene:2778", "UniProtKB:P63092"]),
    "conditions-by-inheritance": ("VALUES ?mode", "?mode", ["HP:0000006"]),
}


@pytest.fixture(scope="module")
def files(catalogue: list[Quad]) -> dict[str, bytes]:
    return write_parts(iter(catalogue), "linkset")


def triples(data: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(input=data, format=RdfFormat.N_TRIPLES)]


@pytest.fixture(scope="module")
def stores(catalogue: list[Quad], files: dict[str, bytes]) -> dict[str, Store]:
    found = {"canonical": fill_store(catalogue)}
    for dialect in dialects():
        store = fill_store(catalogue)
        store.extend(Quad(*triple) for triple in triples(files.get(f"as-{dialect}.nt", b"")))
        found[dialect] = store
    return found


def rows(store: Store, question: str, iri: str) -> list[tuple[str, ...]]:
    """Ask a question of the book with one line changed: the identifier is bound through the linkset."""
    binds, variable, _ = QUESTIONS[question]
    line = ASKED.format(iri=iri, variable=variable)
    text = re.sub(rf"^ *{re.escape(binds)} .*$", lambda _: line, find_question(question).text, flags=re.MULTILINE)
    assert line in text
    assert not re.search(r"\b(STR|REPLACE)\(", text)
    columns = [name for name in store.query(PREFIXES + text).variables if name.value != "xref"]
    return sorted({tuple(str(row[name]) for name in columns) for row in store.query(PREFIXES + text)})


CASES = [
    (dialect, question, iri, parse_curie(text))
    for question, (_, _, identifiers) in QUESTIONS.items()
    for text in identifiers
    for dialect in dialects()
    for iri in iris_in(parse_curie(text), dialect)
]


@pytest.mark.parametrize(
    ("dialect", "question", "iri", "curie"),
    CASES,
    ids=[f"{dialect}-{question}-{iri}" for dialect, question, iri, _ in CASES],
)
def test_a_question_has_the_same_rows_in_each_dialect(
    dialect: str, question: str, iri: str, curie: Curie, stores: dict[str, Store]
) -> None:
    expected = rows(stores["canonical"], question, curie.iri)
    assert expected
    assert rows(stores[dialect], question, iri) == expected


OMIM, GENES, MODES = "condition-by-omim", ("conditions-of-gene", "gene-identifiers"), "conditions-by-inheritance"
NO_MODES = "names no mode of inheritance by an identifier of HPO's"
CANNOT = {
    ("bio2rdf", MODES): "has no release of HPO",
    ("medgen-rdf", *GENES): "writes genes as literals of its attributes, or as concepts of its own",
    ("uniprot", MODES): NO_MODES,
    ("wikidata", OMIM): "has MIM numbers as strings, without an IRI: P492 has no RDF formatter",
    ("wikidata", MODES): "has its own items for modes of inheritance",
    ("ordo", OMIM): "has MIM numbers as strings of oboInOwl:hasDbXref",
    ("ordo", *GENES): "has genes of its own, with HGNC's numbers as strings",
    ("ordo", MODES): "has modes of its own",
    ("mesh-rdf", OMIM): "names conditions by its own descriptors alone",
    ("mesh-rdf", *GENES): "has no genes",
    ("mesh-rdf", MODES): "has no modes of inheritance",
    ("disgenet", OMIM): "was seen with UMLS's concepts alone for conditions of OMIM's",
    ("clingen", OMIM): "names conditions by Mondo alone",
    ("clingen", MODES): "has letters for modes: AD, AR, XL",
    ("ncbi", MODES): NO_MODES,
}
"""Why a question cannot be asked in a dialect: the graph has no IRI for what it is about, or none was seen."""


def test_each_question_is_asked_in_each_dialect_or_it_is_said_why_not() -> None:
    asked = {(dialect, question) for dialect, question, *_ in CASES}
    reasons = {(dialect, question) for dialect, *questions in CANNOT for question in questions}
    assert asked | reasons == set(product(dialects(), QUESTIONS))
    assert asked & reasons == set()


@pytest.mark.parametrize("dialect", ["uniprot", "biolink", "bio2rdf", "dbcls", "identifiers.org-compact", "ncbi"])
def test_a_pattern_of_others_joins_as_it_is(dialect: str, stores: dict[str, Store]) -> None:
    iri = iri_in(Curie("OMIM", "166350"), dialect)
    answer = stores[dialect].query(f"ASK {{ ?c <http://www.w3.org/2004/02/skos/core#exactMatch> <{iri}> ; ?p ?o }}")
    assert bool(answer)


def test_the_same_matches_come_back(files: dict[str, bytes], catalogue: list[Quad]) -> None:
    links = [triple for name, data in files.items() if name.startswith("to-") for triple in triples(data)]
    conditions = {row[0] for row in ask(catalogue).conditions}
    found = {
        (link.subject.value, link.predicate.value, link.object.value)
        for link in links
        if link.subject.value in conditions
    }
    assert found == ask(catalogue).matches
    xrefs = {(link.subject.value, link.object.value) for link in links if link.predicate.value.endswith("/xref")}
    assert xrefs == ask(catalogue).xrefs


CONCEPT = "/medgen/C0334041> ."


@pytest.mark.parametrize("dialect", ["medgen-rdf", "dbcls", "ncbi", "identifiers.org", "uniprot"])
def test_medgen_s_concept_of_a_condition_is_linked(dialect: str, files: dict[str, bytes]) -> None:
    links = [line for line in files[f"as-{dialect}.nt"].decode().splitlines() if line.endswith(CONCEPT)]
    assert len(links) == 2
    assert any("exactMatch" in line and "progressive-osseous-heteroplasia" in line for line in links)


def test_dialects_that_write_what_we_write_need_no_file(files: dict[str, bytes]) -> None:
    absent = {dialect for dialect in dialects() if f"as-{dialect}.nt" not in files}
    assert absent == {"ordo", "mesh-rdf", "disgenet"}
    for name in absent:
        found = {iri for dialect, _, iri, _ in CASES if dialect == name}
        assert found
        assert all("canonical" in recognise(iri) for iri in found)
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in page for name in absent)


def test_links_are_of_few_kinds_and_none_is_owl_s(files: dict[str, bytes]) -> None:
    links = [link for name, data in files.items() if name.endswith(".nt") for link in triples(data)]
    predicates = {link.predicate.value.replace("#", "/").rpartition("/")[2] for link in links}
    assert predicates <= {"exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "xref", "sameAs"}
    assert not any("owl" in link.predicate.value for link in links)


def test_void_counts_each_file(files: dict[str, bytes]) -> None:
    void = Store()
    void.extend(Quad(*quad.triple) for quad in parse(input=files["void.ttl"], format=RdfFormat.TURTLE))
    query = "SELECT ?set ?n { ?set a <http://rdfs.org/ns/void#Linkset> ; <http://rdfs.org/ns/void#triples> ?n }"
    counted = {row["set"].value.rpartition("/")[2]: int(row["n"].value) for row in void.query(query)}
    assert counted == {
        name.removesuffix(".nt"): data.count(b"\n") for name, data in files.items() if name != "void.ttl"
    }
