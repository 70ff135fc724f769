"""JSON-LD: our compaction is pyld's, on every record; a tree a condition; contexts we do not know are refused."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from pyld import jsonld
from pyoxigraph import Quad

from mendelgraph.export import write
from mendelgraph.export.context import compact, our_context, read_context
from mendelgraph.export.jsonld import our_frame, record_trees
from mendelgraph.export.order import by_record
from mendelgraph.rdf.text_nodes import index_lines


def trees(quads: list[Quad]) -> list[Any]:
    written: set[str] = set()
    return [
        tree
        for record, triples in by_record(iter(quads))
        for tree in record_trees(record, index_lines(f"{triple} ." for triple in triples), our_context(), written)
    ]


def test_our_compaction_is_pyld_s_on_every_record(catalogue: list[Quad]) -> None:
    definition = our_context().definition
    for tree in trees(catalogue):
        (expanded,) = jsonld.expand({"@context": definition, **tree})
        theirs = jsonld.compact(expanded, definition)
        theirs.pop("@context")
        assert tree == theirs


@pytest.fixture(scope="module")
def document(catalogue: list[Quad]) -> Any:
    out = io.BytesIO()
    write(iter(catalogue), "jsonld", out)
    return json.loads(out.getvalue())


def test_a_condition_is_one_tree(document: Any) -> None:
    conditions = [tree for tree in document["@graph"] if "Disease" in tree.get("type", ())]
    (condition,) = [tree for tree in conditions if tree["label"] == "Progressive osseous heteroplasia"]
    (association,) = condition["geneAssociations"]
    assert association["symbolAsPrinted"] == "GNAS"
    assert association["receipt"][0]["hasSelector"], "a receipt stands where its fact stands"
    assert {name["literalForm"] for name in condition["otherName"]} >= {"POH", "Osteoma cutis"}
    assert len(condition["page"]["sections"]) >= 7
    assert ["Shore EM", "Ahn J"] in [article["authors"][:2] for article in condition["references"]]


def test_two_conditions_may_describe_one_gene_but_no_list_stands_twice(document: Any) -> None:
    text = json.dumps(document)
    assert text.count('"approvedSymbol": "GNAS"') > 1
    assert text.count('["Shore EM", "Ahn J"') == 1


def test_a_file_is_one_line_a_tree(catalogue: list[Quad]) -> None:
    out = io.BytesIO()
    write(iter(catalogue), "jsonld", out)
    head, graph, *lines, tail = out.getvalue().decode().splitlines()
    assert json.loads(head.removesuffix(",") + "}") == {"@context": our_context().definition}
    assert graph == '"@graph": ['
    assert len([json.loads(line.removesuffix(",")) for line in lines]) == len(trees(catalogue))
    assert tail == "]}"


def test_every_gathering_of_the_frame_is_known_to_the_context() -> None:
    assert {gathering.predicate for gathering in our_frame(our_context())} == set(our_context().reverse)


EX = {"ex": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
CONTEXTS: dict[str, dict[str, Any]] = {
    "plain": {**EX, "p": "ex:p"},
    "reference": {**EX, "p": {"@id": "ex:p", "@type": "@id"}},
    "vocabulary": {**EX, "Thing": "ex:Thing", "p": {"@id": "ex:p", "@type": "@vocab"}},
    "datatype": {**EX, "p": {"@id": "ex:p", "@type": "xsd:date"}},
    "language": {**EX, "p": {"@id": "ex:p", "@language": "en"}},
    "set": {**EX, "p": {"@id": "ex:p", "@container": "@set"}},
    "list": {**EX, "p": {"@id": "ex:p", "@container": "@list"}},
    "list of references": {**EX, "p": {"@id": "ex:p", "@type": "@id", "@container": "@list"}},
    "alias": {**EX, "id": "@id", "type": "@type", "p": "ex:p"},
    "prefix": {**EX, "MONDO": {"@id": "http://example.org/MONDO_", "@prefix": True}, "p": "ex:p"},
    "no term": EX,
    "no prefix": {},
}
VALUES: dict[str, list[dict[str, Any]]] = {
    "text": [{"@value": "a"}],
    "texts": [{"@value": "a"}, {"@value": "b"}],
    "english": [{"@value": "a", "@language": "en"}],
    "languages": [{"@value": "a", "@language": "en"}, {"@value": "b", "@language": "de"}],
    "date": [{"@value": "2002-01-10", "@type": "http://www.w3.org/2001/XMLSchema#date"}],
    "year": [{"@value": "2002", "@type": "http://www.w3.org/2001/XMLSchema#gYear"}],
    "native": [{"@value": True}, {"@value": 3}],
    "reference": [{"@id": "http://example.org/Thing"}],
    "identifier": [{"@id": "http://example.org/MONDO_0008153"}],
    "foreign reference": [{"@id": "https://doi.org/10.1056/NEJMoa011262"}],
    "node": [
        {
            "@id": "http://example.org/x",
            "@type": ["http://example.org/Thing"],
            "http://example.org/q": [{"@value": "b"}],
        }
    ],
    "list": [{"@list": [{"@value": "a"}, {"@value": "b"}]}],
    "list of references": [{"@list": [{"@id": "http://example.org/Thing"}]}],
    "empty list": [{"@list": []}],
    "mixed": [{"@value": "a"}, {"@id": "http://example.org/Thing"}],
}


@pytest.mark.parametrize("definition", CONTEXTS.values(), ids=CONTEXTS)
@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_our_compaction_is_pyld_s_rule_by_rule(definition: dict[str, Any], values: list[dict[str, Any]]) -> None:
    node = {"@id": "http://example.org/s", "@type": ["http://example.org/Thing"], "http://example.org/p": values}
    theirs = jsonld.compact(node, definition)
    theirs.pop("@context", None)
    assert compact(node, read_context(definition)) == theirs


@pytest.mark.parametrize("definition", CONTEXTS.values(), ids=CONTEXTS)
@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
def test_trees_are_written_as_pyld_compacts_them(definition: dict[str, Any], values: list[dict[str, Any]]) -> None:
    node = {"@id": "http://example.org/s", "@type": ["http://example.org/Thing"], "http://example.org/p": values}
    text = jsonld.to_rdf(node, {"format": "application/n-quads"})
    (tree, *others) = record_trees(
        "http://example.org/s", index_lines(text.splitlines()), read_context(definition), set()
    )
    document = {"@context": definition, **tree}
    theirs = jsonld.compact(jsonld.expand(document), definition)
    theirs.pop("@context", None)
    assert not others
    assert tree == theirs
    assert jsonld.to_rdf(document, {"format": "application/n-quads"}) == text


REVERSE = {**EX, "parts": {"@reverse": "ex:isPartOf", "@container": "@set"}, "q": "ex:q"}


def test_reversed_properties_are_compacted_as_pyld_does() -> None:
    part = {"@id": "http://example.org/b", "http://example.org/q": [{"@value": "b"}]}
    node = {"@id": "http://example.org/a", "@reverse": {"http://example.org/isPartOf": [part]}}
    theirs = jsonld.compact(node, REVERSE)
    theirs.pop("@context")
    assert compact(node, read_context(REVERSE)) == theirs


UNKNOWN: dict[str, dict[str, Any]] = {
    "base": {"@base": "http://example.org/"},
    "default language": {"@language": "en"},
    "default vocabulary": {"@vocab": "http://example.org/"},
    "scoped context": {"a": {"@id": "http://example.org/a", "@context": {}}},
    "language map": {"a": {"@id": "http://example.org/a", "@container": "@language"}},
    "two terms for a property": {"a": "http://example.org/a", "b": {"@id": "http://example.org/a", "@type": "@id"}},
}


@pytest.mark.parametrize("definition", UNKNOWN.values(), ids=UNKNOWN)
def test_a_context_beyond_what_we_know_is_refused(definition: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="context"):
        read_context(definition)
