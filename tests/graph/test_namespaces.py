"""Every term that the graph may use is held against its vocabulary, or against a list with its source."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import DefinedNamespace

from mendelgraph.graph import namespaces
from mendelgraph.graph.namespaces import MG, NAMESPACES, PREFIXES, Namespace, iri_of, prefix_of, terms_of

# closed namespaces that rdflib ships
SHIPPED: dict[str, type[DefinedNamespace]] = {
    "rdf": rdflib.RDF,
    "rdfs": rdflib.RDFS,
    "owl": rdflib.OWL,
    "xsd": rdflib.XSD,
    "skos": rdflib.SKOS,
    "dcterms": rdflib.DCTERMS,
    "foaf": rdflib.FOAF,
    "prov": rdflib.PROV,
    "schema": rdflib.SDO,
    "dcat": rdflib.DCAT,
    "void": rdflib.VOID,
}

# terms that rdflib's copy of a vocabulary lacks, with where they are defined
NEWER = {
    ("schema", "creditText"): "https://schema.org/creditText",
    ("dcat", "version"): "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_version",
    ("dcat", "hasVersion"): "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_has_version",
    ("dcat", "hasCurrentVersion"): "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_has_current_version",
    ("dcat", "previousVersion"): "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_previous_version",
    ("dcat", "isVersionOf"): "https://www.w3.org/TR/vocab-dcat-3/#Property:resource_is_version_of",
}

# prefix: (IRI, terms, where they are defined)
DOCUMENTED = {
    "skosxl": (
        "http://www.w3.org/2008/05/skos-xl#",
        "Label literalForm prefLabel altLabel hiddenLabel labelRelation",
        "https://www.w3.org/TR/skos-reference/skos-xl.html",
    ),
    "oa": (
        "http://www.w3.org/ns/oa#",
        "SpecificResource TextQuoteSelector TextPositionSelector hasSource hasSelector exact prefix suffix start end",
        "https://www.w3.org/TR/annotation-vocab/",
    ),
    "biolink": (
        "https://w3id.org/biolink/vocab/",
        (
            "Disease Gene CausalGeneToDiseaseAssociation GeneToDiseaseAssociation"
            " DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation subject predicate object affects agent_type"
            " associated_with causes contributes_to full_name has_mode_of_inheritance knowledge_level"
            " primary_knowledge_source symbol xref"
        ),
        "biolink-model 4.4.6 on PyPI, biolink_model.yaml",
    ),
    "infores": (
        "https://w3id.org/information-resource-registry/",
        "medlineplus",
        "https://bioregistry.io/infores, https://biolink.github.io/information-resource-registry/",
    ),
    "sssom": (
        "https://w3id.org/sssom/",
        (
            "Mapping author_label confidence mapping_justification object_label object_source_version"
            " predicate_modifier subject_label"
        ),
        "sssom-schema 1.0.0 on PyPI, sssom_schema.yaml",
    ),
    "semapv": (
        "https://w3id.org/semapv/vocab/",
        "LexicalMatching CompositeMatching MappingChaining ManualMappingCuration UnspecifiedMatching",
        "https://mapping-commons.github.io/semantic-mapping-vocabulary/",
    ),
    "oio": (
        "http://www.geneontology.org/formats/oboInOwl#",
        "hasExactSynonym hasNarrowSynonym hasBroadSynonym hasRelatedSynonym hasSynonymType",
        "https://github.com/geneontology/go-ontology/blob/master/contrib/oboInOwl.obo",
    ),
    "obo": (
        "http://purl.obolibrary.org/obo/",
        (
            "RO_0003302 RO_0004003 RO_0004004 RO_0004013 RO_0004014 GENO_0000878 GENO_0000879 HP_0012274 HP_0012275"
            " OMO_0003012"
        ),
        "ro.owl, geno.owl, hp.owl (release 2025-01-16) and omo.owl at their OBO PURLs",
    ),
    "fabio": (
        "http://purl.org/spar/fabio/",
        "Book BookChapter Erratum Expression JournalArticle hasPubMedCentralId hasPubMedId",
        "https://sparontologies.github.io/fabio/current/fabio.html",
    ),
    "cito": (
        "http://purl.org/spar/cito/",
        "Citation corrects hasCitedEntity hasCitingEntity isCorrectedBy",
        "https://sparontologies.github.io/cito/current/cito.html",
    ),
    "bibo": (
        "http://purl.org/ontology/bibo/",
        "authorList editorList pages",
        "https://www.dublincore.org/specifications/bibo/bibo/",
    ),
    "prism": (
        "http://prismstandard.org/namespaces/basic/2.0/",
        "doi endingPage number publicationName startingPage volume",
        "PRISM basic 2.0, the namespace that FaBiO imports its terms from",
    ),
    "dctypes": (
        "http://purl.org/dc/dcmitype/",
        "Dataset",
        "https://www.dublincore.org/specifications/dublin-core/dcmi-terms/",
    ),
    "pav": ("http://purl.org/pav/", "hasCurrentVersion previousVersion version", "https://pav-ontology.github.io/pav/"),
    "sd": (
        "http://www.w3.org/ns/sparql-service-description#",
        (
            "Dataset Graph SPARQL11Query Service UnionDefaultGraph defaultDataset defaultGraph endpoint feature"
            " resultFormat supportedLanguage"
        ),
        "https://www.w3.org/TR/sparql11-service-description/",
    ),
    "spdx": (
        "http://spdx.org/rdf/terms#",
        "Checksum algorithm checksum checksumAlgorithm_sha256 checksumValue",
        "https://spdx.org/rdf/spdx-terms-v2.3/",
    ),
}


OTHERS = [space for space in NAMESPACES if space is not MG]
"""Our own terms are held against ontology/mendelgraph.ttl, in tests/ontology."""


@pytest.mark.parametrize("namespace", OTHERS, ids=prefix_of)
def test_every_term_exists_in_its_vocabulary(namespace: Namespace) -> None:
    prefix, used = prefix_of(namespace), set(terms_of(namespace))
    if prefix in SHIPPED:
        shipped = SHIPPED[prefix]
        assert iri_of(namespace) == str(shipped._NS)
        newer = {term for known, term in NEWER if known == prefix}
        assert not [term for term in used - newer if term not in shipped]
    else:
        iri, terms, _source = DOCUMENTED[prefix]
        assert iri_of(namespace) == iri
        assert used <= set(terms.split())


def test_a_misspelt_term_raises() -> None:
    with pytest.raises(AttributeError, match="has no term 'recipt'"):
        MG.recipt  # noqa: B018
    with pytest.raises(AttributeError):
        MG["hasReceipt"]


def test_a_listed_term_is_a_node_in_its_namespace() -> None:
    assert MG.receipt == MG["receipt"] == NamedNode("https://w3id.org/mendelgraph/ontology#receipt")


def test_every_namespace_ends_where_its_terms_begin_and_has_one_prefix() -> None:
    assert all(iri.endswith(("#", "/", "_")) for iri in PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES) == len(NAMESPACES)
    defined = [value for value in vars(namespaces).values() if isinstance(value, Namespace)]
    assert {prefix_of(space) for space in defined} == {prefix_of(space) for space in NAMESPACES}


def test_terms_are_listed_once() -> None:
    for namespace in NAMESPACES:
        assert len(terms_of(namespace)) == len(set(terms_of(namespace))), prefix_of(namespace)
