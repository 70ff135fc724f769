"""The terms that the graph is written in: closed namespaces, in which a misspelt term raises.

A term that is not listed here cannot be written. `tests/graph/test_namespaces.py` holds every term against its
vocabulary's own list, where one is at hand, so that a listed term is a real one too.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

ONTOLOGY = "https://w3id.org/mendelgraph/ontology"


class Namespace:
    """Hold the terms of one vocabulary that this project uses.

    >>> RDF.type
    <NamedNode value=http://www.w3.org/1999/02/22-rdf-syntax-ns#type>
    >>> RDF.typo
    Traceback (most recent call last):
    ...
    AttributeError: http://www.w3.org/1999/02/22-rdf-syntax-ns# has no term 'typo' here
    """

    def __init__(self, prefix: str, iri: str, terms: str) -> None:
        self._prefix, self._iri, self._terms = prefix, iri, tuple(terms.split())
        vars(self).update({term: NamedNode(iri + term) for term in self._terms})

    def __getattr__(self, term: str) -> NamedNode:
        raise AttributeError(f"{vars(self).get('_iri')} has no term {term!r} here")

    def __getitem__(self, term: str) -> NamedNode:
        """Return a term by its name; raise AttributeError for one that is not listed."""
        node: NamedNode = getattr(self, term)
        return node


def prefix_of(namespace: Namespace) -> str:
    """Return the prefix that a namespace is bound to."""
    return str(vars(namespace)["_prefix"])


def iri_of(namespace: Namespace) -> str:
    """Return the IRI that a namespace's terms begin with."""
    return str(vars(namespace)["_iri"])


def terms_of(namespace: Namespace) -> tuple[str, ...]:
    """Return the names of a namespace's terms, as they are listed here."""
    names: tuple[str, ...] = vars(namespace)["_terms"]
    return names


RDF = Namespace("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type first rest nil")
RDFS = Namespace("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso subClassOf")
OWL = Namespace("owl", "http://www.w3.org/2002/07/owl#", "annotatedSource annotatedProperty annotatedTarget deprecated")
XSD = Namespace(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "boolean integer nonNegativeInteger decimal double date gYear gYearMonth string",
)
SKOS = Namespace(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme inScheme prefLabel altLabel hiddenLabel definition"
    " exactMatch closeMatch broadMatch narrowMatch relatedMatch",
)
SKOSXL = Namespace("skosxl", "http://www.w3.org/2008/05/skos-xl#", "Label literalForm prefLabel altLabel hiddenLabel")
DCTERMS = Namespace(
    "dcterms",
    "http://purl.org/dc/terms/",
    "RightsStatement available bibliographicCitation conformsTo creator description format hasVersion identifier"
    " isReferencedBy"
    " isPartOf isReplacedBy isVersionOf issued language license publisher references rights source subject title",
)
FOAF = Namespace("foaf", "http://xmlns.com/foaf/0.1/", "isPrimaryTopicOf primaryTopic name homepage page")
PROV = Namespace(
    "prov", "http://www.w3.org/ns/prov#", "Entity Organization SoftwareAgent wasAttributedTo wasDerivedFrom"
)
OA = Namespace(
    "oa",
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextQuoteSelector TextPositionSelector hasSource hasSelector exact start end",
)
SCHEMA = Namespace(
    "schema", "https://schema.org/", "WebPage about creditText datePublished lastReviewed sha256 text url"
)
DCAT = Namespace(
    "dcat",
    "http://www.w3.org/ns/dcat#",
    "DataService Dataset Distribution accessService byteSize compressFormat distribution downloadURL endpointURL"
    " hasCurrentVersion hasVersion isVersionOf keyword landingPage mediaType previousVersion servesDataset version",
)
VOID = Namespace(
    "void",
    "http://rdfs.org/ns/void#",
    "Dataset Linkset class classPartition classes dataDump distinctObjects distinctSubjects entities inDataset"
    " linkPredicate objectsTarget properties property propertyPartition sparqlEndpoint subjectsTarget subset triples"
    " uriSpace vocabulary",
)
DCTYPES = Namespace("dctypes", "http://purl.org/dc/dcmitype/", "Dataset")
PAV = Namespace("pav", "http://purl.org/pav/", "hasCurrentVersion previousVersion version")
SD = Namespace(
    "sd",
    "http://www.w3.org/ns/sparql-service-description#",
    "Dataset Graph SPARQL11Query Service UnionDefaultGraph defaultDataset defaultGraph endpoint feature resultFormat"
    " supportedLanguage",
)
SPDX = Namespace(
    "spdx", "http://spdx.org/rdf/terms#", "Checksum algorithm checksum checksumAlgorithm_sha256 checksumValue"
)
BIOLINK = Namespace(
    "biolink",
    "https://w3id.org/biolink/vocab/",
    "Disease Gene CausalGeneToDiseaseAssociation GeneToDiseaseAssociation"
    " DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation subject predicate object affects agent_type"
    " associated_with causes contributes_to full_name has_mode_of_inheritance knowledge_level"
    " primary_knowledge_source symbol xref",
)
INFORES = Namespace("infores", "https://w3id.org/information-resource-registry/", "medlineplus")
SSSOM = Namespace(
    "sssom",
    "https://w3id.org/sssom/",
    "Mapping author_label confidence mapping_justification object_label object_source_version predicate_modifier"
    " subject_label",
)
SEMAPV = Namespace(
    "semapv",
    "https://w3id.org/semapv/vocab/",
    "LexicalMatching CompositeMatching MappingChaining ManualMappingCuration UnspecifiedMatching",
)
OIO = Namespace(
    "oio",
    "http://www.geneontology.org/formats/oboInOwl#",
    "hasExactSynonym hasNarrowSynonym hasBroadSynonym hasRelatedSynonym hasSynonymType",
)
OBO = Namespace(
    "obo",
    "http://purl.obolibrary.org/obo/",
    "RO_0003302 RO_0004003 RO_0004004 RO_0004013 RO_0004014 GENO_0000878 GENO_0000879 HP_0012274 HP_0012275"
    " OMO_0003012",
)
FABIO = Namespace(
    "fabio",
    "http://purl.org/spar/fabio/",
    "Book BookChapter Erratum Expression JournalArticle hasPubMedCentralId hasPubMedId",
)
CITO = Namespace("cito", "http://purl.org/spar/cito/", "Citation corrects hasCitedEntity hasCitingEntity isCorrectedBy")
BIBO = Namespace("bibo", "http://purl.org/ontology/bibo/", "authorList editorList pages")
PRISM = Namespace(
    "prism",
    "http://prismstandard.org/namespaces/basic/2.0/",
    "doi endingPage number publicationName startingPage volume",
)
MG = Namespace(
    "mg",
    ONTOLOGY + "#",
    "Fact about receipt Page SourceDocument DocumentForm form ApiJson PageHtml PageText BulkXml ScrapeXml MedquadXml"
    " Section SectionRole sectionRole order TitleSection DescriptionSection FrequencySection CausesSection"
    " InheritanceSection"
    " FunctionSection ConditionsSection OtherNamesSection RelatedGenesSection InheritancePatternsSection"
    " IdentifiersSection ResourcesSection ReferencesSection RecordGraph Layer layer StatedLayer AlignedLayer"
    " InferredLayer symbol gene GeneRole geneRole Causes Contributes Modifies Deleted Listed VariantOrigin"
    " variantOrigin Germline Somatic FunctionChange functionChange LossOfFunction GainOfFunction soleCause SymbolStatus"
    " symbolStatus ApprovedSymbol PreviousSymbol AliasSymbol statedGeneId listsConditionPage chromosome"
    " UnknownInheritance conditionForm inheritanceQualifier qualifier InheritanceQualification qualifies"
    " causalAlleleOrigin ParentOfOrigin inferredMode scope decidedBy conflictingUse disputingUse alsoNames sharedWith"
    " scopeDisputedBy NameUse term usedAs recoveredForm recoveredBy Frequency frequency FrequencyMeasure measure"
    " Prevalence Incidence CaseCount FamilyCount UnknownFrequency affectedLow affectedHigh perLow perHigh bound"
    " approximate inWords population place appliesTo prevalenceClass PageIdentifier database key assigner resource"
    " heading ResourceCategory resourceCategory RareDiseaseCenterResource PatientSupportResource OmimResource"
    " PubMedResource ClinicalTrialsResource GeneticTestingResource OtherResource onPubMed freeInPmc issuedSpan"
    " electronicCollection imprint publicationNote"
    " vocabulary vocabularyVersion via reason Vote vote voteKind supports evidence Question questionKind"
    " questionSubject candidate Disagreement field disputedValue DisputedValue givenValue Inference"
    " InferenceRule byRule"
    " PaternalCopyImpliesMaternalImprinting MaternalCopyImpliesPaternalImprinting FigureFallsInPrevalenceClass"
    " MedicalNotice CreditLine",
)

NAMESPACES = (
    BIBO, BIOLINK, CITO, DCAT, DCTERMS, DCTYPES, FABIO, FOAF, INFORES, MG, OA, OBO, OIO, OWL, PAV, PRISM, PROV, RDF,
    RDFS, SCHEMA, SD, SEMAPV, SKOS, SKOSXL, SPDX, SSSOM, VOID, XSD,
)  # fmt: skip

PREFIXES = {prefix_of(namespace): iri_of(namespace) for namespace in NAMESPACES}
"""Vocabularies only; those of identifiers are in `data/prefixes.tsv`."""
