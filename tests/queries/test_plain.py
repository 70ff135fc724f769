"""Questions that were rewritten to be quick give the rows of the plain way to ask them (`plain/`), on any release.

The plain way counts and compares everything anew; it takes up to half a second on the whole catalogue.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, QueryTriples, RdfFormat, Store

from mendelgraph.queries import bind, query_book

PLAIN = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("plain").glob("*.rq"))}
BOOK = query_book()

WHOLE = {
    "conditions-without-mondo": [{"begins": ""}],
    "vocabularies-that-disagree": [{"begins": ""}],
    "frequencies": [{"measure": word} for word in ("prevalence", "incidence", "cases", "families")],
}
"""What a question in pages is asked with to give all rows."""


def ask(text: str, store: Store) -> list[str]:
    found = store.query(text)
    if isinstance(found, QueryTriples):
        return [str(triple) for triple in found]
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [" | ".join(f"{name}={row[name]}" for name in sorted(names)) for row in found]


def ask_whole(name: str, store: Store) -> list[str]:
    pages = WHOLE.get(name, [{}])
    return [row for values in pages for row in ask(bind(BOOK[name], values), store)]


@pytest.mark.parametrize("name", PLAIN)
def test_rows_are_those_of_the_plain_way(name: str, embedded_store: Store) -> None:
    assert sorted(ask_whole(name, embedded_store)) == sorted(ask(PLAIN[name], embedded_store))


def test_the_plain_way_finds_something_mostly(embedded_store: Store) -> None:
    assert {name for name in PLAIN if not ask(PLAIN[name], embedded_store)} == {"obsolete-targets"}


PAGED = [name for name, question in BOOK.items() if any(each.name == "begins" for each in question.parameters)]


@pytest.mark.parametrize("name", PAGED)
def test_pages_are_the_parts_of_the_whole(name: str, embedded_store: Store) -> None:
    """Asked letter by letter, nothing is lost and nothing comes twice, whatever the case of the letter."""
    whole = ask(bind(BOOK[name], {"begins": ""}), embedded_store)
    pages = [
        row
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for row in ask(bind(BOOK[name], {"begins": letter}), embedded_store)
    ]
    assert sorted(pages) == sorted(whole) != []
    assert ask(bind(BOOK[name], {"begins": "P"}), embedded_store) == ask(
        bind(BOOK[name], {"begins": "p"}), embedded_store
    )


COPIES = """
<urn:g> <http://www.w3.org/2000/01/rdf-schema#label> "G1"@en .
<urn:p> <http://www.w3.org/2000/01/rdf-schema#label> "paternal syndrome"@en .
<urn:m> <http://www.w3.org/2000/01/rdf-schema#label> "maternal syndrome"@en .
<urn:a> <https://w3id.org/mendelgraph/ontology#causalAlleleOrigin> <http://purl.obolibrary.org/obo/GENO_0000879> .
<urn:a> <https://w3id.org/biolink/vocab/subject> <urn:g> .
<urn:a> <https://w3id.org/biolink/vocab/object> <urn:p> .
<urn:b> <https://w3id.org/mendelgraph/ontology#causalAlleleOrigin> <http://purl.obolibrary.org/obo/GENO_0000878> .
<urn:b> <https://w3id.org/biolink/vocab/subject> <urn:g> .
<urn:b> <https://w3id.org/biolink/vocab/object> <urn:m> .
"""


def test_a_gene_with_conditions_from_either_copy_is_found() -> None:
    store = Store()
    store.load(COPIES.encode(), format=RdfFormat.N_TRIPLES)
    rows = ask(BOOK["genes-with-both-parental-copies"].text, store)
    assert rows == [
        'fromFather="paternal syndrome"@en | fromMother="maternal syndrome"@en | gene=<urn:g> | symbol="G1"@en'
    ]


UNRESOLVED = """
<http://identifiers.org/hgnc/4392> a <https://w3id.org/biolink/vocab/Gene> .
<urn:gene> a <https://w3id.org/biolink/vocab/Gene> .
<urn:c> <http://www.w3.org/2000/01/rdf-schema#label> "syndrome"@en .
<urn:a> <https://w3id.org/biolink/vocab/subject> <http://identifiers.org/hgnc/4392> ;
  <https://w3id.org/mendelgraph/ontology#geneRole> <https://w3id.org/mendelgraph/ontology#Causes> ;
  <https://w3id.org/mendelgraph/ontology#symbol> "GNAS" ; <https://w3id.org/biolink/vocab/object> <urn:c> .
<urn:b> <https://w3id.org/biolink/vocab/subject> <urn:gene> ;
  <https://w3id.org/mendelgraph/ontology#geneRole> <https://w3id.org/mendelgraph/ontology#Causes> ;
  <https://w3id.org/mendelgraph/ontology#symbol> "MT-X" ; <https://w3id.org/biolink/vocab/object> <urn:c> .
"""


def test_a_gene_without_an_entry_is_found_and_one_with_it_is_not() -> None:
    store = Store()
    store.load(UNRESOLVED.encode(), format=RdfFormat.TURTLE)
    assert ask(BOOK["unresolved-genes"].text, store) == ['name="syndrome"@en | symbol="MT-X"']


def test_every_receipt_of_a_fact_is_among_those_of_its_condition(embedded_store: Store) -> None:
    store = embedded_store
    one = store.query(BOOK["receipts-of-fact"].text)
    every = store.query(BOOK["receipts-of-condition"].text)
    assert isinstance(one, QuerySolutions)
    assert isinstance(every, QuerySolutions)
    columns = ("section", "start", "end", "words", "document")
    found = {tuple(str(row[name]) for name in columns) for row in one}
    fact = BOOK["receipts-of-fact"].parameters[0].default
    assert found
    assert found == {tuple(str(row[name]) for name in columns) for row in every if row["fact"].value == fact}  # type: ignore[union-attr]  # an IRI


def test_exact_names_are_exact_of_one_condition_alone(embedded_store: Store) -> None:
    found = embedded_store.query(BOOK["names-exact"].text)
    assert isinstance(found, QuerySolutions)
    names = [(str(row["otherName"]), str(row["condition"])) for row in found]
    assert len(names) > 20
    assert len({text for text, _ in names}) == len(names)
