"""The shapes themselves: no misspelt target, no rule without words, patterns as the table of prefixes has them."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyshacl import validate
from rdflib import OWL, RDF, SH, URIRef

from mendelgraph.graph import namespaces
from mendelgraph.identifiers import prefixes
from mendelgraph.resources import resources
from mendelgraph.validation import load_shapes
from mendelgraph.validation.identifier_shape import write_identifier_shape
from mendelgraph.validation.rule_book import write_rule_book

SHAPES = resources() / "shapes"
FILES = sorted(SHAPES.glob("*.ttl"))
OURS = "https://w3id.org/mendelgraph/ontology#"
CONTROLLED = (SH.targetClass, SH.path, SH["class"], SH.lessThan, SH.lessThanOrEquals, SH.equals, SH.disjoint)
"""SHACL's properties whose values are terms of vocabularies: a misspelt one is never found, and conforms."""

IDENTIFIERS_NOT_WRITTEN = {"http://purl.obolibrary.org/obo/", "http://www.geneontology.org/formats/oboInOwl#"}


def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=load_shapes().text, format="nt")


def known_terms() -> set[str]:
    """Every term that the graph can write, and every term of our ontology."""
    spaces = [value for value in vars(namespaces).values() if isinstance(value, namespaces.Namespace)]
    written = {namespaces.iri_of(space) + term for space in spaces for term in namespaces.terms_of(space)}
    ontology = rdflib.Graph().parse(resources() / "ontology" / "mendelgraph.ttl")
    return written | {str(term) for term in ontology.subjects(RDF.type) if str(term).startswith(OURS)}


def test_every_target_and_path_is_a_known_term() -> None:
    shapes = graph()
    used = {term for name in CONTROLLED for term in shapes.objects(None, name) if isinstance(term, URIRef)}
    inner = {SH.inversePath, SH.zeroOrOnePath}
    used |= {term for name in inner for term in shapes.objects(None, name) if isinstance(term, URIRef)}
    unknown = {str(term) for term in used} - known_terms() - {str(OWL.sameAs)}
    assert unknown == set()


def test_every_term_in_a_list_of_ours_is_known() -> None:
    ours = {str(term) for term in graph().objects(None, RDF.first) if str(term).startswith(OURS)}
    assert ours
    assert ours - known_terms() == set()


@pytest.mark.parametrize("path", [*FILES, *sorted((SHAPES / "cross-record").glob("*.rq"))], ids=lambda path: path.name)
def test_every_prefixed_name_in_a_query_is_a_known_term(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = dict(re.findall(r"(?:@prefix|PREFIX) (\w+): <([^>]+)>", text))
    declared |= dict(re.findall(r'sh:prefix "(\w+)" ; sh:namespace "([^"]+)"', (SHAPES / "prefixes.ttl").read_text()))
    queries = re.findall(r'"""(.*?)"""', text, re.DOTALL) if path.suffix == ".ttl" else [text]
    for query in queries:
        for prefix, local in re.findall(r"(?<![\w<?\"/])([a-z]+):(\w+)", query):
            iri = declared[prefix] + local
            if declared[prefix] not in IDENTIFIERS_NOT_WRITTEN:
                assert iri in known_terms(), f"{prefix}:{local}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_has_a_message_in_english_and_an_iri(path: Path) -> None:
    shapes = rdflib.Graph().parse(path)
    for rule in shapes.subjects(RDF.type, SH.PropertyShape):
        assert isinstance(rule, URIRef)
        assert [message.language for message in shapes.objects(rule, SH.message)] == ["en"], rule
    for query in shapes.objects(None, SH.sparql):
        assert [message.language for message in shapes.objects(query, SH.message)] == ["en"]
        assert (query, SH.severity, None) not in shapes, "engines differ on this: put the severity on the shape"


def test_the_shapes_are_shapes() -> None:
    """SHACL-SHACL, by the reference engine."""
    conforms, _, text = validate(rdflib.Graph(), shacl_graph=graph(), meta_shacl=True)
    assert conforms, text


def test_the_pattern_of_identifiers_is_that_of_the_table() -> None:
    written = (SHAPES / "identifier.ttl").read_text(encoding="utf-8")
    mend = "python -m mendelgraph.validation.identifier_shape > shapes/identifier.ttl"
    assert written == write_identifier_shape(), f"data/prefixes.tsv has changed, run: {mend}"


def test_the_book_of_rules_is_that_of_the_shapes() -> None:
    written = (SHAPES / "README.md").read_text(encoding="utf-8")
    assert written == write_rule_book(), "run: python -m mendelgraph.validation.rule_book > shapes/README.md"


REGISTERED_AS = {
    "ENSEMBL": "ensembl",
    "NCBIGene": "ncbigene",
    "UniProtKB": "uniprot",
    "SCTID": "snomedct",
    "OMIMPS": "omim.ps",
    "Orphanet": "orphanet.ordo",
    "PMID": "pubmed",
    "PMC": "pmc",
    "GTR": "medgen",
}
UNREGISTERED = {"GeneReviews"}
DIFFERENT = {
    "ENSEMBL": "human genes only; the registry's takes every species, every kind of feature, and any word",
    "GARD": "seven digits, as Mondo writes them: one spelling, one IRI",
    "GTR": "a condition has a concept id, never one of MedGen's plain numbers",
    "ICD10": "decimals of two digits and ranges of categories with them",
    "ICD10CM": "any letter or digit after the point, and ranges of codes",
    "ICD11": "also the residual classes /other and /unspecified of the foundation",
    "ICD9CM": "the numeric, E and V codes and ranges of them; the registry's takes anything that begins with one",
    "MEDDRA": "eight digits, as every MedDRA code has",
    "MEDGEN": "numbers of any length, and the CN ids in the lengths that MedGen gives them",
    "MESH": "the lengths that MeSH uses",
    "NCIT": "concepts only, no retired or property codes",
    "OMIM": "six digits, as every entry has",
    "OMIMPS": "six digits, as every series has",
    "PMC": "no version",
    "RO": "seven digits; the registry's HOM prefix is of another ontology",
    "SCTID": "digits only, and the lengths that SNOMED allows",
    "UMLS": "seven digits, or the CN ids that NCBI gives before UMLS does",
    "UniProtKB": "the same, written without a shorthand for digits",
}


@pytest.mark.parametrize("prefix", sorted(prefixes()))
def test_patterns_are_the_registry_s_or_say_why_not(prefix: str) -> None:
    bioregistry = pytest.importorskip("bioregistry")
    registered = bioregistry.normalize_prefix(REGISTERED_AS.get(prefix, prefix))
    assert (registered is None) == (prefix in UNREGISTERED)
    if registered is not None:
        same = f"^{prefixes()[prefix].pattern.pattern}$" == bioregistry.get_pattern(registered)
        assert same == (prefix not in DIFFERENT)


def test_shape_names_are_our_own() -> None:
    quads = pyoxigraph.parse(load_shapes().text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    names = {quad.subject.value for quad in quads if isinstance(quad.subject, pyoxigraph.NamedNode)}
    assert {name.rpartition("#")[0] for name in names} == {"https://w3id.org/mendelgraph/shapes"}
