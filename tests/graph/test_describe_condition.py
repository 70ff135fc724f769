"""What a record's graph says, asked as a user would ask: in SPARQL, layer by layer."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from mendelgraph.graph.describe_condition import describe
from mendelgraph.graph.iris import Minter
from mendelgraph.graph.layers import Layer
from mendelgraph.graph.namespaces import PREFIXES
from mendelgraph.identifiers import prefixes
from mendelgraph.records import Disagreement, Said

if TYPE_CHECKING:
    from mendelgraph.alignments import AlignedRecord

MINT = Minter()
SPACES = {name.lower(): row.iri for name, row in prefixes().items() if name in {"HGNC", "OMIM"}}
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in (PREFIXES | SPACES).items())
HEAD += f"PREFIX c: <{MINT.condition('marble-bone').value}/>\nBASE <{MINT.base}>\n"


def load(quads: list[ox.Quad], *, layers: tuple[Layer, ...] = tuple(Layer)) -> ox.Store:
    store = ox.Store()
    store.extend(quad for quad in quads if str(quad.graph_name).rpartition("/")[2].rstrip(">") in layers)
    return store


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"{HEAD}ASK {{ {pattern} }}", use_default_graph_as_union=True))


def values(store: ox.Store, query: str) -> list[str]:
    rows = store.query(HEAD + query, use_default_graph_as_union=True)
    return sorted(row[0].value for row in rows)  # type: ignore[union-attr] # a SELECT


STATED = {
    "the condition": """<condition/marble-bone> a biolink:Disease, skos:Concept ; rdfs:label "Marble bone"@en ;
        skos:prefLabel "Marble bone"@en ; dcterms:identifier "ghr:marble-bone" ; skos:inScheme <conditions> ;
        foaf:isPrimaryTopicOf <https://medlineplus.gov/genetics/condition/marble-bone/>""",
    "the page carries credit and notice": """<https://medlineplus.gov/genetics/condition/marble-bone/> a mg:Page ;
        schema:creditText "Courtesy of MedlinePlus from the National Library of Medicine"@en ;
        dcterms:rights mg:MedicalNotice ; foaf:primaryTopic <condition/marble-bone>""",
    "a document with its dates": """?d a mg:SourceDocument ; mg:form mg:MedquadXml ; dcterms:identifier
        "quiz/0000001.xml" ; schema:lastReviewed "2012-01"^^xsd:gYearMonth ;
        schema:datePublished "2013-02-05"^^xsd:date ;
        dcterms:rights mg:MedicalNotice ; schema:creditText ?credit""",
    "both texts of a section": """?a a mg:Section ; mg:sectionRole mg:CausesSection ; schema:text ?one .
        ?b a mg:Section ; mg:sectionRole mg:CausesSection ; schema:text ?other FILTER(?one != ?other)""",
    "a section of two documents": """?s mg:sectionRole mg:InheritanceSection ; prov:wasDerivedFrom ?a, ?b
        FILTER(?a != ?b)""",
    "another name, flat and as a label": """<condition/marble-bone> skos:altLabel "MB"@en ;
        skosxl:altLabel c:name\\/MB .
        c:name\\/MB a skosxl:Label, mg:Fact ; skosxl:literalForm "MB"@en ; biolink:agent_type "manual_agent" ;
        mg:receipt/oa:hasSource/mg:sectionRole mg:OtherNamesSection""",
    "a spelling of the name is hidden": """<condition/marble-bone> skos:hiddenLabel "Marbl bone"@en""",
    "a causal gene, flat": "hgnc:1 obo:RO_0004013 <condition/marble-bone>",
    "the sole cause, flat": "<condition/marble-bone> obo:RO_0004003 hgnc:1",
    "the causal association": """c:gene\\/MRB1\\/causes a biolink:CausalGeneToDiseaseAssociation, mg:Fact ;
        biolink:subject hgnc:1 ; biolink:predicate biolink:causes ; biolink:object <condition/marble-bone> ;
        mg:symbol "MRB1" ; mg:geneRole mg:Causes ; mg:soleCause true ; mg:functionChange mg:LossOfFunction ;
        mg:causalAlleleOrigin obo:GENO_0000879 ; biolink:knowledge_level "knowledge_assertion" ;
        biolink:agent_type "text_mining_agent" ; biolink:primary_knowledge_source infores:medlineplus ;
        mg:statedGeneId <http://identifiers.org/ncbigene/11>""",
    "a fact with receipts in two texts": """c:gene\\/MRB1\\/causes mg:receipt/oa:hasSource ?a, ?b FILTER(?a != ?b)""",
    "a somatic cause": """hgnc:2 obo:RO_0004014 <condition/marble-bone> . c:gene\\/OLD2\\/causes-somatic
        mg:variantOrigin mg:Somatic ; mg:symbol "OLD2"
        FILTER NOT EXISTS { hgnc:2 obo:RO_0004013 <condition/marble-bone> }""",
    "a contributing gene that HGNC does not know": """<gene/XYZ> obo:RO_0003302 <condition/marble-bone> ;
        a biolink:Gene ; rdfs:label "XYZ"@en . ?a a biolink:GeneToDiseaseAssociation ; biolink:subject <gene/XYZ> ;
        biolink:predicate biolink:contributes_to""",
    "a mode, flat and as an association": """<condition/marble-bone> biolink:has_mode_of_inheritance obo:HP_0000006 .
        c:inheritance\\/autosomal-dominant biolink:subject <condition/marble-bone> ; biolink:object obo:HP_0000006 ;
        a biolink:DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation""",
    "an unknown mode of one form": """?i biolink:object mg:UnknownInheritance ; mg:conditionForm "late form"@en""",
    "a qualifier of the whole": """<condition/marble-bone> mg:inheritanceQualifier obo:HP_0034338 .
        c:qualifier\\/imprinted a mg:InheritanceQualification ; biolink:object obo:HP_0034338
        FILTER NOT EXISTS { c:qualifier\\/imprinted mg:qualifies ?mode }""",
    "a qualifier of one mode": """c:inheritance\\/autosomal-dominant mg:qualifier obo:HP_0003829 .
        ?q mg:qualifies c:inheritance\\/autosomal-dominant ; biolink:object obo:HP_0003829""",
    "the parent of origin, with the sentence that says so": """<condition/marble-bone> mg:causalAlleleOrigin
        obo:GENO_0000879 . ?o a mg:ParentOfOrigin ; mg:gene hgnc:1 ; mg:receipt/oa:hasSelector/oa:exact ?words
        FILTER CONTAINS(?words, "father")""",
    "a frequency in numbers": """<condition/marble-bone> mg:frequency ?f . ?f a mg:Frequency ; mg:measure mg:Incidence ;
        mg:affectedLow 1.0 ; mg:affectedHigh 1.0 ; mg:perLow 50000 ; mg:perHigh 100000 ; mg:approximate true ;
        mg:population "newborns"@en""",
    "a frequency that is not known": """?f mg:measure mg:UnknownFrequency ; mg:place "Atlantis"@en""",
    "a page identifier": """<condition/marble-bone> biolink:xref <https://omim.org/entry/166350> .
        ?i a mg:PageIdentifier ; mg:database "OMIM" ; mg:key "166350" ; mg:assigner "NLM" """,
    "an identifier that is none stays a key": """?i mg:database "SNOMED CT" ; mg:key "none" ; mg:assigner "MedQuAD" """,
    "a resource with its link": """<condition/marble-bone> mg:resource ?r ; rdfs:seeAlso <https://bones.example/a> .
        ?r a schema:WebPage ; mg:resourceCategory mg:PatientSupportResource ; schema:url <https://bones.example/a> ;
        rdfs:label "Bones"@en ; mg:heading "Patient Support"@en""",
    "a resource that lost its link": """?r mg:resourceCategory mg:OmimResource
        FILTER NOT EXISTS { ?r schema:url ?url }""",
    "an article": """<condition/marble-bone> dcterms:references <https://doi.org/10.1000/b(1)%3C2%3E> .
        <https://doi.org/10.1000/b(1)%3C2%3E> a fabio:JournalArticle ; dcterms:title "Marble bones of the father"@en ;
        prism:publicationName "J Bone" ; prism:volume "34" ; prism:number "2" ; bibo:pages "199-206" ;
        prism:startingPage "199" ; prism:endingPage "206" ; prism:doi "10.1000/b(1)<2>" ;
        dcterms:issued "2002-01-10"^^xsd:date ; dcterms:available "2001-12"^^xsd:gYearMonth ;
        mg:electronicCollection "2002" ; mg:onPubMed true ; mg:freeInPmc true""",
    "its authors in order": """<https://doi.org/10.1000/b(1)%3C2%3E> bibo:authorList ?list .
        ?list rdf:first "Roe AB" ; rdf:rest ?more . ?more rdf:first "Doe C" ; rdf:rest rdf:nil""",
    "its erratum": """<https://doi.org/10.1000/b(1)%3C2%3E> cito:isCorrectedBy ?e . ?e a fabio:Erratum ;
        cito:corrects <https://doi.org/10.1000/b(1)%3C2%3E> ;
        dcterms:bibliographicCitation "J Bone 2002 May 23;34(5):678"@en""",
    "the fact that the page cites it": """?r a cito:Citation, mg:Fact ; mg:about <condition/marble-bone> ;
        cito:hasCitedEntity <https://doi.org/10.1000/b(1)%3C2%3E> ;
        cito:hasCitingEntity <https://medlineplus.gov/genetics/condition/marble-bone/>""",
    "a citation that fits nowhere is no article": """?c dcterms:bibliographicCitation "A note that fits nowhere."@en ;
        a fabio:Expression FILTER NOT EXISTS { ?c a fabio:JournalArticle }""",
}

ALIGNED = {
    "an exact match, flat and as a mapping": """<condition/marble-bone> skos:exactMatch obo:MONDO_0000001 .
        ?m a sssom:Mapping ; owl:annotatedSource <condition/marble-bone> ; owl:annotatedProperty skos:exactMatch ;
        owl:annotatedTarget obo:MONDO_0000001 ; sssom:mapping_justification semapv:CompositeMatching ;
        sssom:confidence "0.95"^^xsd:double ; sssom:object_source_version "2026-08-04" ; mg:vocabulary "mondo" ;
        mg:vote ?v . ?v a mg:Vote ; mg:voteKind "label" ; mg:supports true ; mg:evidence "marble bone" """,
    "a derived match says through what": """<condition/marble-bone> skos:exactMatch omim:166350 . ?m mg:via
        obo:MONDO_0000001 ; owl:annotatedTarget omim:166350 ; sssom:mapping_justification semapv:MappingChaining""",
    "a refusal has no flat triple": """?m owl:annotatedTarget obo:HP_0000002 ; sssom:predicate_modifier "Not" ;
        mg:reason "it is a sign, not this"@en
        FILTER NOT EXISTS { <condition/marble-bone> skos:exactMatch obo:HP_0000002 }""",
    "a curator's close match": """<condition/marble-bone> skos:closeMatch obo:DOID_3 . ?m owl:annotatedTarget
        obo:DOID_3 ; sssom:author_label "A. Person" """,
    "labels and versions of targets": """obo:MONDO_0000001 rdfs:label "marble bone disease"@en ; mg:vocabularyVersion
        "2026-08-04" . obo:HP_0000006 rdfs:label "Autosomal dominant inheritance"@en""",
    "a derived target has no version: it was found in another's release": """omim:166350 rdfs:label ?label
        FILTER NOT EXISTS { omim:166350 mg:vocabularyVersion ?version }""",
    "an unknown version stays out": """?m owl:annotatedTarget obo:DOID_3
        FILTER NOT EXISTS { ?m sssom:object_source_version ?version }""",
    "an obsolete target": "obo:DOID_3 owl:deprecated true",
    "the unknown mode has a label too": "mg:UnknownInheritance rdfs:label ?label",
    "a gene": """hgnc:1 a biolink:Gene ; rdfs:label "MRB1"@en ; biolink:symbol "MRB1" ; biolink:full_name
        "marble bone 1"@en ; biolink:xref <http://identifiers.org/ncbigene/11> ; mg:vocabularyVersion "2024-10" """,
    "a symbol that the gene had before": "c:gene\\/OLD2\\/causes-somatic mg:symbolStatus mg:PreviousSymbol",
    "an exact acronym": """<condition/marble-bone> oio:hasExactSynonym "MB"@en . c:name\\/MB mg:scope
        oio:hasExactSynonym ; oio:hasSynonymType obo:OMO_0003012 ; mg:decidedBy ?u . ?u a mg:NameUse ;
        mg:term obo:MONDO_0000001 ; mg:usedAs oio:hasExactSynonym ; mg:vocabulary "mondo" """,
    "a conflicted name": """?n mg:scope oio:hasRelatedSynonym ; mg:alsoNames obo:HP_0000002 ; mg:sharedWith
        <condition/stone-bone> ; mg:scopeDisputedBy obo:DOID_3 ; mg:conflictingUse/mg:usedAs rdfs:label ;
        mg:disputingUse/mg:term obo:DOID_3 .""",
    "a recovered name": """<condition/marble-bone> skos:hiddenLabel "Behçet bone"@en . ?n mg:recoveredForm
        "Behçet bone"@en ; mg:recoveredBy/mg:term obo:MONDO_0000001""",
    "a supplied link, on the stated entry": """?r schema:url omim:166350 ; schema:about omim:166350 .
        <condition/marble-bone> rdfs:seeAlso omim:166350""",
    "a supplied entry that the page has not": "?r a schema:WebPage ; mg:resourceCategory mg:PubMedResource",
    "ids that a table knows": """<https://doi.org/10.1000/b(1)%3C2%3E> fabio:hasPubMedId "123" ;
        fabio:hasPubMedCentralId "PMC456" ; skos:exactMatch <http://rdf.ncbi.nlm.nih.gov/pubmed/123>""",
    "an id that names its work": """<http://rdf.ncbi.nlm.nih.gov/pubmed/789> fabio:hasPubMedId "789"
        FILTER NOT EXISTS { <http://rdf.ncbi.nlm.nih.gov/pubmed/789> skos:exactMatch ?other }""",
    "a question": """?q a mg:Question ; mg:about <condition/marble-bone> ; mg:questionKind "gene" ; mg:questionSubject
        "XYZ" ; rdfs:comment ?why ; mg:candidate hgnc:3""",
}

INFERRED = {
    "maternal imprinting of what the paternal copy causes": """c:inheritance\\/autosomal-dominant mg:inferredMode
        obo:HP_0012275 . <condition/marble-bone> mg:inferredMode obo:HP_0012275""",
    "an inference with its rule and premises": """?i a mg:Inference ; mg:byRule
        mg:PaternalCopyImpliesMaternalImprinting ; biolink:subject <condition/marble-bone> ; biolink:object
        obo:HP_0012275 ; prov:wasDerivedFrom c:inheritance\\/autosomal-dominant, c:qualifier\\/imprinted,
        c:origin\\/paternal\\/gene\\/MRB1 ; biolink:knowledge_level "logical_entailment" """,
    "the prevalence class of a figure": """<condition/marble-bone> mg:prevalenceClass
        <http://www.orpha.net/ORDO/Orphanet_409977> .
        <http://www.orpha.net/ORDO/Orphanet_409977> rdfs:label "1-9 / 100 000"@en""",
}


@pytest.mark.parametrize("what", STATED)
def test_stated(aligned: AlignedRecord, what: str) -> None:
    assert ask(load(describe(aligned, MINT), layers=(Layer.STATED,)), STATED[what])


@pytest.mark.parametrize("what", ALIGNED)
def test_aligned(aligned: AlignedRecord, what: str) -> None:
    assert ask(load(describe(aligned, MINT), layers=(Layer.ALIGNED,)), ALIGNED[what])


@pytest.mark.parametrize("what", INFERRED)
def test_inferred(aligned: AlignedRecord, what: str) -> None:
    assert ask(load(describe(aligned, MINT), layers=(Layer.INFERRED,)), INFERRED[what])


def test_every_fact_has_receipts_and_documents(aligned: AlignedRecord) -> None:
    store = load(describe(aligned, MINT))
    missing = "SELECT ?f { ?f a mg:Fact FILTER NOT EXISTS { ?f mg:receipt ?r ; prov:wasDerivedFrom ?d ; mg:about ?c } }"
    assert values(store, missing) == []
    assert len(values(store, "SELECT ?f { ?f a mg:Fact }")) == 21


def test_receipts_hold_the_words_at_their_offsets(aligned: AlignedRecord) -> None:
    store = load(describe(aligned, MINT), layers=(Layer.STATED,))
    receipts = """?r oa:hasSource/schema:text ?t ; oa:hasSelector/oa:exact ?q ;
        oa:hasSelector/oa:start ?s ; oa:hasSelector/oa:end ?e"""
    assert len(values(store, f"SELECT ?r {{ {receipts} }}")) >= 20
    assert values(store, f"SELECT ?r {{ {receipts} FILTER(SUBSTR(STR(?t), ?s + 1, ?e - ?s) != STR(?q)) }}") == []


def test_nothing_in_the_graph_points_to_a_node_of_ours_that_is_not_there(aligned: AlignedRecord) -> None:
    quads = describe(aligned, MINT)
    described = {quad.subject for quad in quads}
    ours = {
        quad.object
        for quad in quads
        if isinstance(quad.object, ox.NamedNode)
        and quad.object.value.startswith(MINT.base)
        and not quad.object.value.startswith(MINT.base + "ontology#")
    }
    elsewhere = {MINT.conditions(), MINT.condition("stone-bone")}
    assert ours - described == elsewhere


def test_only_lists_have_blank_nodes(aligned: AlignedRecord) -> None:
    for quad in describe(aligned, MINT):
        if isinstance(quad.subject, ox.BlankNode):
            assert quad.predicate.value.rpartition("#")[2] in {"first", "rest"}
        if isinstance(quad.object, ox.BlankNode):
            assert quad.predicate.value.rpartition("#")[2] == "rest" or quad.predicate.value.endswith("authorList")


def test_the_inferred_layer_can_be_dropped(aligned: AlignedRecord) -> None:
    quads = describe(aligned, MINT)
    kept = [quad for quad in quads if not quad.graph_name.value.endswith("/inferred")]
    stated = [quad for quad in quads if quad.graph_name.value.endswith(("/stated", "/aligned"))]
    assert kept == stated
    assert all(
        quad.subject.value.startswith(MINT.base) is False or "inference" not in quad.subject.value for quad in kept
    )


def test_the_same_record_in_another_order_gives_the_same_quads(
    aligned: AlignedRecord, reversed_record: AlignedRecord
) -> None:
    quads = describe(aligned, MINT)
    assert quads == describe(reversed_record, MINT)
    assert [str(quad) for quad in quads] == sorted({str(quad) for quad in quads})


def test_disagreements_are_kept_with_who_said_what(aligned: AlignedRecord) -> None:
    documents = [document.id for document in aligned.stated.record.documents]
    said = tuple(Said(value, (document,)) for value, document in zip(("2010", "2012"), documents, strict=True))
    store = load(describe(aligned, MINT, disagreements=[Disagreement("marble-bone", "reviewed", said)]))
    pattern = """?d a mg:Disagreement ; mg:about <condition/marble-bone> ; mg:field "reviewed" ;
        mg:disputedValue ?a, ?b .
        ?a mg:givenValue "2010" ; prov:wasDerivedFrom/mg:form mg:PageText .
        ?b mg:givenValue "2012" ; prov:wasDerivedFrom/mg:form mg:MedquadXml"""
    assert ask(store, pattern)


def test_human_texts_have_a_language(aligned: AlignedRecord) -> None:
    texts = {
        "label",
        "prefLabel",
        "altLabel",
        "literalForm",
        "text",
        "exact",
        "title",
        "comment",
        "definition",
        "reason",
    }
    for quad in describe(aligned, MINT):
        name = quad.predicate.value.replace("#", "/").rpartition("/")[2]
        if name in texts and isinstance(quad.object, ox.Literal):
            assert quad.object.language == "en"


def test_rdflib_reads_back_the_same_quads(aligned: AlignedRecord) -> None:
    quads = describe(aligned, MINT)
    lines = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert len(rdflib.Graph().parse(data=lines, format="nt")) == len({quad.triple for quad in quads})


def test_a_record_is_described_without_rdflib() -> None:
    code = "import json, sys; import mendelgraph.graph.describe_condition; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"rdflib", "pyshacl", "pyld"} & set(json.loads(done.stdout))


def test_the_hash_seed_does_not_matter() -> None:
    code = (
        "import sys; sys.path.insert(0, 'tests/graph'); import conftest, hashlib;"
        " from mendelgraph.graph.describe_condition import describe; from mendelgraph.graph.iris import Minter;"
        " print(hashlib.sha256('\\n'.join(map(str, describe(conftest.make_aligned(), Minter()))).encode()).hexdigest())"
    )
    root = __file__.rpartition("/tests/")[0]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=root,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1")
    }
    assert len(hashes) == 1
