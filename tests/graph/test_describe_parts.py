"""The gene page, the dataset and the ontology in their graphs, and the readings that descriptions rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from mendelgraph.alignments import ResolvedGene, SymbolKind
from mendelgraph.extract import extract_gene
from mendelgraph.graph.dataset import DatasetInfo, describe_dataset
from mendelgraph.graph.describe_citations import citation_node, expand_pages
from mendelgraph.graph.describe_resources import category_of
from mendelgraph.graph.gene_page import describe_gene_page
from mendelgraph.graph.iris import Minter
from mendelgraph.graph.literals import decimal, double, iso_date, node
from mendelgraph.graph.namespaces import PREFIXES
from mendelgraph.graph.ontology import describe_ontology
from mendelgraph.graph.statistics import Link, Statistics
from mendelgraph.identifiers import Curie, prefixes
from mendelgraph.records import Citation, CitationFields
from mendelgraph.vocabulary.terms import VocabularySource

if TYPE_CHECKING:
    from mendelgraph.records import GeneRecord

MINT = Minter()
SPACES = {name.lower(): row.iri for name, row in prefixes().items() if name in {"HGNC", "OMIM"}}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (PREFIXES | SPACES).items()) + f"BASE <{MINT.base}>\n"
MRB1 = ResolvedGene("MRB1", Curie("HGNC", "1"), "MRB1", "marble bone 1", SymbolKind.APPROVED, (), "2024-10")


def ask(quads: list[ox.Quad], pattern: str) -> bool:
    store = ox.Store()
    store.extend(quads)
    return bool(store.query(f"{HEAD}ASK {{ {pattern} }}", use_default_graph_as_union=True))


GENE = {
    "the gene and its page": """hgnc:1 a biolink:Gene ; rdfs:label "MRB1"@en ; biolink:full_name "marble bone 1"@en ;
        foaf:isPrimaryTopicOf <https://medlineplus.gov/genetics/gene/mrb1/>""",
    "the conditions that the page lists": """hgnc:1 mg:listsConditionPage
        <https://medlineplus.gov/genetics/condition/marble-bone/>""",
    "an other name with its own line as receipt": """hgnc:1 skosxl:altLabel ?n . ?n skosxl:literalForm "MB1"@en ;
        mg:receipt ?r . ?r oa:hasSelector/oa:start 9 ; oa:hasSelector/oa:exact "MB1"@en""",
    "its section": """?s a mg:Section ; mg:sectionRole mg:FunctionSection ; mg:about hgnc:1 ;
        dcterms:isPartOf <https://medlineplus.gov/genetics/gene/mrb1/>""",
    "HGNC's entry in the aligned graph": """GRAPH <graph/gene/MRB1/aligned> { hgnc:1 biolink:symbol "MRB1" }""",
    "the graphs' layers": """<graph/gene/MRB1/stated> mg:layer mg:StatedLayer ; mg:about hgnc:1 .
        <graph/gene/MRB1/aligned> mg:layer mg:AlignedLayer""",
}


@pytest.mark.parametrize("what", GENE)
def test_gene_page(gene_page: GeneRecord, what: str) -> None:
    assert ask(describe_gene_page(extract_gene(gene_page), MRB1, MINT), GENE[what])


def test_a_gene_that_hgnc_does_not_know_has_our_iri_and_no_alignment(gene_page: GeneRecord) -> None:
    quads = describe_gene_page(extract_gene(gene_page), None, MINT)
    assert ask(quads, '<gene/MRB1> a biolink:Gene ; rdfs:label "MRB1"@en')
    assert {quad.graph_name.value for quad in quads} == {MINT.base + "graph/gene/MRB1/stated"}


CC_BY = "https://creativecommons.org/licenses/by/4.0/"
INFO = DatasetInfo(
    "2026-11-23",
    "2026-11-23",
    "https://creativecommons.org/licenses/by/4.0/",
    (
        VocabularySource("mondo", "Mondo", "2026-08-04", CC_BY, "http://purl.obolibrary.org/obo/mondo.obo", "d" * 64),
        VocabularySource("hp", "HPO", "2025-01-16", "free to use; cite", "no address", "e" * 64),
    ),
    Statistics(
        triples=807,
        entities=60,
        classes=((PREFIXES["biolink"] + "Disease", 1),),
        properties=((PREFIXES["rdfs"] + "label", 9),),
        links=((Link(PREFIXES["skos"] + "exactMatch", "MONDO"), 1),),
    ),
)

DATASET = {
    "what it is": """<dataset> a dcat:Dataset, void:Dataset, prov:Entity ; dcterms:title ?t ; dcterms:description ?d ;
        dcterms:publisher <project> ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
        void:sparqlEndpoint <sparql>
        FILTER NOT EXISTS {
        <dataset> dcterms:issued|dcat:version|pav:version|void:triples|dcterms:source ?of_a_release }""",
    "which release it is": """<dataset> dcat:hasCurrentVersion <dataset/2026-11-23> . <dataset/2026-11-23>
        dcterms:isVersionOf <dataset> ; pav:version "2026-11-23" ; dcat:version "2026-11-23" ;
        dcterms:issued "2026-11-23"^^xsd:date ; dcterms:creator <project> ; dcterms:source <source/mondo> ;
        dcterms:license <https://creativecommons.org/licenses/by/4.0/>""",
    "credit and notice": """<dataset> schema:creditText
        "Courtesy of MedlinePlus from the National Library of Medicine"@en ;
        dcterms:rights mg:MedicalNotice, mg:CreditLine .
        mg:MedicalNotice skos:definition ?notice FILTER CONTAINS(?notice, "does not replace")""",
    "whose content it is": """<dataset> prov:wasAttributedTo <https://www.nlm.nih.gov/> .
        <https://www.nlm.nih.gov/> a prov:Organization""",
    "a source with version, hash and licence": """<dataset/2026-11-23> dcterms:source <source/mondo> ;
        prov:wasDerivedFrom <source/mondo> .
        <source/mondo> dcat:version "2026-08-04" ; schema:sha256 ?hash ; dcat:landingPage ?page ;
        dcterms:license <https://creativecommons.org/licenses/by/4.0/>""",
    "a source whose licence has no address": """<source/hp> schema:creditText "free to use; cite"@en
        FILTER NOT EXISTS { <source/hp> dcat:landingPage ?page }""",
    "its files": """<dataset/2026-11-23> dcat:distribution <dataset/2026-11-23/mendelgraph.ttl.gz> .
        <dataset/2026-11-23/mendelgraph.ttl.gz> a dcat:Distribution, void:Dataset ;
        dcat:downloadURL <mendelgraph.ttl.gz> ; dcterms:format <http://www.w3.org/ns/formats/Turtle> ;
        dcat:mediaType <https://www.iana.org/assignments/media-types/text/turtle> ; dcterms:creator <project> ;
        void:vocabulary <https://w3id.org/mendelgraph/ontology> ; void:inDataset <dataset> ;
        dcterms:source <source/mondo> ;
        dcat:compressFormat <https://www.iana.org/assignments/media-types/application/gzip>""",
    "counts": """<dataset/2026-11-23/mendelgraph.nq> void:triples 807 ; void:entities 60 ;
        void:classPartition ?c ; void:propertyPartition ?p ; void:subset ?l .
        ?c void:class biolink:Disease ; void:entities 1 .
        ?p void:property rdfs:label ; void:triples 9 .
        ?l a void:Linkset ; void:linkPredicate skos:exactMatch ; void:triples 1 ; void:objectsTarget ?target .
        ?target void:uriSpace "http://purl.obolibrary.org/obo/MONDO_" """,
    "the service": """<sparql> a sd:Service, dcat:DataService ; sd:endpoint <sparql> ; dcat:servesDataset <dataset> ;
        sd:feature sd:UnionDefaultGraph""",
    "the scheme of its conditions": "<conditions> a skos:ConceptScheme ; rdfs:label ?label",
}


@pytest.mark.parametrize("what", DATASET)
def test_dataset(what: str) -> None:
    quads = describe_dataset(INFO, MINT)
    assert {quad.graph_name for quad in quads} == {MINT.dataset_graph()}
    assert ask(quads, DATASET[what])


def test_the_notice_in_the_data_is_that_of_the_ontology() -> None:
    pattern = "GRAPH <graph/dataset> { ?r skos:definition ?d } GRAPH <graph/ontology> { ?r skos:definition ?d }"
    store = ox.Store()
    store.extend([*describe_dataset(INFO, MINT), *describe_ontology(MINT)])
    rows = store.query(f"{HEAD}SELECT ?r {{ {pattern} }}")
    assert len(list(rows)) == 2  # type: ignore[arg-type] # a SELECT


@pytest.mark.parametrize(
    ("pages", "span"),
    [
        ("1788-96", ("1788", "1796")),
        ("99-106", ("99", "106")),
        ("37-48", ("37", "48")),
        ("S12-5", ("S12", "S15")),
        ("S12-S15", ("S12", "S15")),
        ("e12-e15", ("e12", "e15")),
        ("1678", None),
        ("96-12", None),
        ("A1-B2", None),
        ("1-3, 7-9", None),
        ("", None),
    ],
)
def test_pages_in_full(pages: str, span: tuple[str, str] | None) -> None:
    assert expand_pages(pages) == span


@pytest.mark.parametrize(
    ("citation", "iri"),
    [
        (Citation("x", CitationFields(doi="10.1056/NEJMoa011262"), "1"), "https://doi.org/10.1056/NEJMoa011262"),
        (Citation("x", CitationFields(doi="10.1/a<b>#c d%e")), "https://doi.org/10.1/a%3Cb%3E%23c%20d%25e"),
        (Citation("x", CitationFields(), "11784876"), "http://rdf.ncbi.nlm.nih.gov/pubmed/11784876"),
        (Citation("", None, "11784876"), "http://rdf.ncbi.nlm.nih.gov/pubmed/11784876"),
    ],
    ids=["doi", "doi with odd letters", "pmid", "pmid alone"],
)
def test_a_citation_is_named_by_the_best_id_known(citation: Citation, iri: str) -> None:
    assert citation_node(MINT, citation).value == iri


def test_a_citation_without_ids_is_named_by_its_words() -> None:
    one, same, other = (
        citation_node(MINT, Citation(text)) for text in ("A note. 2002", "A  note 2002.", "A note. 2003")
    )
    assert one == same != other
    assert citation_node(MINT, Citation("A note. 2002"), "7").value.endswith("/pubmed/7")


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("Genetic and Rare Diseases Information Center", "RareDiseaseCenterResource"),
        ("Patient Support and Advocacy Resources", "PatientSupportResource"),
        ("Catalog of Genes and Diseases from OMIM", "OmimResource"),
        ("Scientific Articles on PubMed", "PubMedResource"),
        ("Clinical Trials", "ClinicalTrialsResource"),
        ("Genetic Testing Information", "GeneticTestingResource"),
        ("Something else", "OtherResource"),
    ],
)
def test_resource_headings(heading: str, category: str) -> None:
    assert category_of(heading).value.endswith("#" + category)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2015", "gYear"), ("2015-01", "gYearMonth"), ("2015-01-30", "date"), ("January 2015", "string")],
)
def test_dates_have_the_precision_they_are_written_with(text: str, datatype: str) -> None:
    assert iso_date(text) == ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))


@pytest.mark.parametrize("value", [0.95, 1.0, 0.5, 3.5, 50.0, 0.0001, 100000.0])
def test_numbers_come_back_from_the_store_as_they_were_written(value: float) -> None:
    here = ox.NamedNode(MINT.base)
    for write in (decimal, double):
        store = ox.Store()
        store.add(ox.Quad(here, here, write(value)))
        assert [quad.object for quad in store] == [write(value)]
        assert float(write(value).value) == value


def test_a_broken_link_stays_out_of_the_graph() -> None:
    assert node("https://bones.example/a b") is None
    assert node("bones.example") is None
