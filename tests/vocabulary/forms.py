"""One small file of every form, as its publisher ships it: identifiers, labels and synonyms are facts, prose is ours."""

from __future__ import annotations

MONDO_OBO = """\
format-version: 1.2
data-version: http://purl.obolibrary.org/obo/mondo/releases/2026-11-03/mondo.obo
ontology: mondo

[Term]
id: MONDO:0008153
name: progressive osseous heteroplasia
synonym: "POH" EXACT ABBREVIATION [OMIM:166350]
synonym: "osteoma cutis" RELATED []
synonym: "ossification\\, familial" NARROW []
xref: OMIM:166350 {source="MONDO:equivalentTo"}
xref: KEGG:1
property_value: skos:exactMatch OMIM:166350
is_a: MONDO:0003847 {source="x"} ! hereditary disease

[Term]
id: MONDO:0000002
name: obsolete 46,XX sex reversal
is_obsolete: true
replaced_by: MONDO:0009299

[Term]
id: HP:0000006
name: Autosomal dominant inheritance

[Typedef]
id: part_of
name: part of
"""
DOID_OBO = """\
format-version: 1.2
data-version: doid/releases/2026-07-31/subsets/DO_rare_slim.obo
ontology: doid/subsets/DO_rare_slim

[Term]
id: DOID:0111535
name: progressive osseous heteroplasia
alt_id: DOID:0000001
def: "Our own words." [url:https\\://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia/, url:http\\://ghr.nlm.nih.gov/condition/Bone-X]
synonym: "POH" EXACT OMO:0003012 []
xref: SNOMEDCT_US_2025_09_01:404074003
xref: UMLS_CUI:C0334041
xref: MIM:PS166350
property_value: skos:broadMatch "ICD10CM:M61.5" xsd:string

[Term]
id: SO:0002296
name: a class with a space in a cross reference
def: "Our own words." [group:CMA, PMID: 32665585]
"""
GARD_OBO = """\
format-version: 1.4
auto-generated-by: PyOBO v0.12 on 2025-10-31T15:17:22 by somebody
ontology: gard

[Term]
id: gard:109
name: Progressive osseous heteroplasia
synonym: "ectopic ossification\\, familial" []
is_a: uncategorized

[Term]
id: uncategorized
name: Uncategorized Disease
"""
ORDO_OBO = """\
format-version: 1.2
data-version: http://www.orpha.net/version3.1
ontology: http://www.orpha.net/ontology/ORDO_en_3.1.owl
property_value: http://purl.org/dc/terms/modified 2020-12-17T08:52:03 xsd:dateTime

[Term]
id: Orphanet:2762
name: Progressive osseous heteroplasia
xref: ICD-10:M61.5 {http://purl.obolibrary.org/obo/ECO_0000218="NTBT (narrower)"}
xref: ICD-10:M61.5 {http://purl.obolibrary.org/obo/ECO_0000218="Attributed (by Orphanet)"}
xref: OMIM:166350 {http://purl.obolibrary.org/obo/ECO_0000218="E (Exact)"}
xref: MeSH:D000001 {http://purl.obolibrary.org/obo/ECO_0000218="W (Wrong)"}
is_a: Orphanet:377789 {x="Malformation syndrome"} ! malformation syndrome
relationship: BFO:0000050 Orphanet:93450 ! part_of a group
relationship: Orphanet:C016 Orphanet:409929 ! autosomal dominant
relationship: Orphanet:C016 Orphanet:409939 ! unknown inheritance
property_value: alternative:term "POH" xsd:string

[Term]
id: Orphanet:122194
name: GNAS complex locus
xref: HGNC:4392
relationship: Orphanet:410295 Orphanet:2762 {y="Assessed"} ! disease-causing
property_value: alternative:term "GPSA" xsd:string
property_value: symbol "GNAS" xsd:string

[Typedef]
id: Orphanet:410295
name: disease-causing germline mutation(s) (loss of function) in
"""
CELLXGENE = """\
{"MONDO:0008153":{"ancestors":{"MONDO:0003847":1,"MONDO:0000001":2},"label":"progressive osseous heteroplasia",
"synonyms":["POH"],"deprecated":false},"MONDO:0000038":{"ancestors":{},"label":"obsolete x","deprecated":true,
"consider":["obo.MONDO_0018037"]},"MONDO:0000002":{"ancestors":{},"label":"obsolete y","deprecated":true,
"replaced_by":"MONDO:0009299"}}
"""
INDRA = """\
[
 {
  "alt_ids": [
   "DOID:1"
  ],
  "id": "DOID:7",
  "name": "disease of anatomical entity",
  "namespace": "doid",
  "relations": {"is_a": ["DOID:4"]},
  "synonyms": ["anatomical disease"],
  "xrefs": [{"id": "C0012634", "namespace": "UMLS_CUI"}]
 }
]
"""
INDRA_MONDO = """\
[
 {
  "id": "0008153",
  "name": "progressive osseous heteroplasia",
  "namespace": "mondo",
  "synonyms": ["POH", "osteoma cutis"],
  "xrefs": [{"id": "137714", "namespace": "MEDGEN"}]
 }
]
"""
SSSOM = """\
# curie_map:
#   MONDO: http://purl.obolibrary.org/obo/MONDO_
# mapping_set_id: http://purl.obolibrary.org/obo/mondo/mappings/mondo_exactmatch_omim.sssom.tsv
# mapping_set_version: http://purl.obolibrary.org/obo/mondo/releases/2026-08-04/mappings/mondo_exactmatch_omim.sssom.tsv
subject_id	subject_label	predicate_id	object_id	object_label	mapping_justification
MONDO:0008153	progressive osseous heteroplasia	skos:exactMatch	OMIM:166350	osseous heteroplasia, progressive	semapv:ManualMappingCuration
MONDO:0000063	obsolete molybdenum cofactor deficiency	oboInOwl:hasDbXref	mesh:C562735		semapv:ManualMappingCuration
MONDO:0008153	progressive osseous heteroplasia	oboInOwl:hasDbXref	ICDO:8650/3		semapv:ManualMappingCuration
"""
HGNC = (
    "hgnc_id\tsymbol\tname\tstatus\tlocation\talias_symbol\tprev_symbol\tdate_modified\tentrez_id\tensembl_gene_id\t"
    "uniprot_ids\tomim_id\n"
    'HGNC:4392\tGNAS\tGNAS complex locus\tApproved\t20q13.32\t"NESP55|NESP"\tGNAS1\t2024-10-01\t2778\t'
    "ENSG00000087460\tQ5JWF2|P63092\t139320\n"
    "HGNC:28337\tC9orf72\tC9orf72-SMCR8 complex subunit\tApproved\t9p21.2\tDENND9\t\t2024-10-18\t203228\t\t\t\n"
    "HGNC:99999\tOLD1\told\tEntry Withdrawn\t\t\t\t2020-01-01\t\t\t\t\n"
)
MIM2GENE = """\
#MIM number	GeneID	type	Source	MedGenCUI	Comment
139320	2778	gene	-	-	-
166350	2778	phenotype	 GeneMap; GeneReviews	C0334041	-
100600	-	phenotype	-	CN000001	-
"""
GENE_CONDITION = """\
#GeneID	AssociatedGenes	RelatedGenes	ConceptID	DiseaseName	SourceName	SourceID	DiseaseMIM	LastUpdated
2778	GNAS		C0334041	Progressive osseous heteroplasia	MONDO	MONDO:0008153	166350	Feb 16 2016
16		AARS1	CN031225	Some condition	NCBI curation	NBK1260		12 Mar 2022
"""
HPOA = """\
#description: "HPO annotations"
#version: 2025-01-16
database_id	disease_name	qualifier	hpo_id	reference	evidence	onset	frequency	sex	modifier	aspect	biocuration
OMIM:166350	Progressive osseous heteroplasia		HP:0000006	PMID:11784876	PCS					I	x
OMIM:166350	Progressive osseous heteroplasia	NOT	HP:0000007	PMID:11784876	PCS					I	x
OMIM:166350	Progressive osseous heteroplasia		HP:0011986	PMID:11784876	PCS					P	x
"""
GENES_TO_DISEASE = """\
ncbi_gene_id	gene_symbol	association_type	disease_id	source
NCBIGene:2778	GNAS	MENDELIAN	OMIM:166350	ftp://ftp.ncbi.nlm.nih.gov/gene/DATA/mim2gene_medgen
"""
OMIM_GENES = """\
mondo_id	hgnc_id	omim_disease_xref	omim_gene
ID	SC 'has material basis in germline mutation in' some %	>A oboInOwl:source	
http://purl.obolibrary.org/obo/MONDO_0008153	http://identifiers.org/hgnc/4392	OMIM:166350	https://omim.org/entry/139320
"""
RARE_EDGES = """\
id	subject	predicate	object	relation	knowledge_source
urn:uuid:1	MONDO:0008153	biolink:subclass_of	MONDO:0003847	rdfs:subClassOf	mondo-rare.json
urn:uuid:2	MONDO:0008153	biolink:related_to	http://identifiers.org/hgnc/4392	RO:0004003	mondo-rare.json
"""
_SCOPE_COLUMNS = "mondo_id\tmondo_label\tsynonym_scope_source\tsynonym_scope_mondo\tsynonym\tsynonym_case_diff_mondo\t\
synonym_case_diff_source\tsource_id\tsource_label\tsynonym_type\tsynonym_type_mondo"
SCOPES = f"""\
{_SCOPE_COLUMNS}
ID
MONDO:0008153	progressive osseous heteroplasia	oio:hasExactSynonym	oio:hasRelatedSynonym	osteoma cutis			DOID:0111535
MONDO:0008153	progressive osseous heteroplasia	oio:hasExactSynonym		poh	POH	poh	DOID:0111535			http://purl.obolibrary.org/obo/mondo#ABBREVIATION
""".replace("DOID:0111535\n", "DOID:0111535\tx\t\t\n").replace("ID\n", "ID" + "\t" * 10 + "\n", 1)
CLINGEN = """\
"CLINGEN GENE DISEASE VALIDITY CURATIONS","","","","","","","","",""
"FILE CREATED: 2026-02-09","","","","","","","","",""
"+++","+++","+++","+++","+++","+++","+++","+++","+++","+++"
"GENE SYMBOL","GENE ID (HGNC)","DISEASE LABEL","DISEASE ID (MONDO)","MOI","SOP","CLASSIFICATION","ONLINE REPORT","CLASSIFICATION DATE","GCEP"
"GNAS","HGNC:4392","progressive osseous heteroplasia","MONDO:0008153","AD","SOP10","Definitive","https://example.org/1","2024-03-14","Panel"
"AARS2","HGNC:21022","mitochondrial disease","MONDO:0044970","UD","SOP8","Limited","https://example.org/2","2022-04-18","Panel"
"""
GENCC = """\
d910a9d8,HGNC:23336,A2ML1,MONDO:0018997,"Noonan syndrome",HP:0000006,"Autosomal dominant",GENCC:000102,ClinGen,GENCC:100005,"Disputed Evidence",2018-06-07T16:00:00.000Z,https://example.org/3,,,x
d910a9d9,HGNC:4392,GNAS,MONDO:0008153,"progressive osseous heteroplasia",HP:0000005,"Unknown",GENCC:000102,ClinGen,GENCC:100001,Definitive,2023-06-07T16:00:00.000Z,https://example.org/4,,,x
"""
GENCC_EXPORT = """\
"uuid","gene_curie","gene_symbol","disease_curie","disease_title","disease_original_curie","classification_curie","classification_title","moi_curie","moi_title","submitted_as_date","submitted_as_public_report_url"
"1","HGNC:4392","GNAS","MONDO:0008153","x","MONDO:0008153","GENCC:100001","Definitive","HP:0000006","AD","2024-01-02 00:00:00","https://example.org/5"
"""
DOID_XREFS = 'id\tlabel\txref\n"DOID:0111535"\t"progressive osseous heteroplasia"\t"MIM:166350"\n'
DOID_TERMS = (
    "id\tlabel\tsubClassOf\n"
    '"DOID:0111535"\t"progressive osseous heteroplasia"\t"bone disease"\n'
    '"DOID:0080001"\t"bone disease"\t"twice named"\n'
    '"DOID:0000011"\t"twice named"\t\n'
    '"DOID:0000012"\t"twice named"\t\n'
)
OBOGRAPH = """\
{"graphs": [{"id": "http://purl.obolibrary.org/obo/mondo.json",
 "meta": {"version": "http://purl.obolibrary.org/obo/mondo/releases/2026-11-03/mondo.json"},
 "nodes": [
  {"id": "http://purl.obolibrary.org/obo/MONDO_0008153", "lbl": "progressive osseous heteroplasia", "type": "CLASS",
   "meta": {"definition": {"val": "Ours.", "xrefs": ["https://medlineplus.gov/genetics/condition/some-page"]},
    "synonyms": [{"pred": "hasExactSynonym", "val": "POH",
                  "synonymType": "http://purl.obolibrary.org/obo/mondo#ABBREVIATION"},
                 {"pred": "hasRelatedSynonym", "val": "osteoma cutis"}],
    "xrefs": [{"val": "UMLS:C0334041"}],
    "basicPropertyValues": [
     {"pred": "http://www.w3.org/2004/02/skos/core#exactMatch", "val": "https://omim.org/entry/166350"}]}},
  {"id": "http://purl.obolibrary.org/obo/MONDO_0000002", "lbl": "obsolete 46,XX sex reversal", "type": "CLASS",
   "meta": {"deprecated": true, "basicPropertyValues": [
     {"pred": "http://purl.obolibrary.org/obo/IAO_0100001", "val": "http://purl.obolibrary.org/obo/MONDO_0009299"}]}},
  {"id": "http://purl.obolibrary.org/obo/HP_0000006", "lbl": "Autosomal dominant inheritance"}],
 "edges": [
  {"sub": "http://purl.obolibrary.org/obo/MONDO_0008153", "pred": "is_a",
   "obj": "http://purl.obolibrary.org/obo/MONDO_0003847"}]}]}
"""
ORPHADATA_NAMES = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<JDBOR ExtractionDate="2026-06-24 10:00:00"><DisorderList count="1"><Disorder id="1">
<OrphaCode>2762</OrphaCode><Name lang="en">Progressive osseous heteroplasia</Name>
<SynonymList><Synonym lang="en">POH</Synonym></SynonymList>
<ExternalReferenceList><ExternalReference><Source>OMIM</Source><Reference>166350</Reference>
<DisorderMappingRelation><Name lang="en">E (Exact mapping)</Name></DisorderMappingRelation></ExternalReference>
<ExternalReference><Source>ICD-10</Source><Reference>M61.5</Reference>
<DisorderMappingRelation><Name lang="en">NTBT (narrower)</Name></DisorderMappingRelation></ExternalReference>
</ExternalReferenceList></Disorder></DisorderList></JDBOR>
"""
ORPHADATA_GENES = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<JDBOR ExtractionDate="2026-06-24 10:00:00"><DisorderList count="1"><Disorder id="1">
<OrphaCode>2762</OrphaCode><Name lang="en">Progressive osseous heteroplasia</Name>
<DisorderGeneAssociationList><DisorderGeneAssociation>
<Gene><Symbol>GNAS</Symbol><ExternalReferenceList><ExternalReference><Source>HGNC</Source><Reference>4392</Reference>
</ExternalReference></ExternalReferenceList></Gene>
<DisorderGeneAssociationType><Name lang="en">Disease-causing germline mutation(s) in</Name></DisorderGeneAssociationType>
</DisorderGeneAssociation></DisorderGeneAssociationList></Disorder></DisorderList></JDBOR>
"""
ORPHADATA_CLASSIFICATION = """\
<?xml version="1.0" encoding="ISO-8859-1"?>
<JDBOR ExtractionDate="2024-06-27 12:43:58"><ClassificationList count="1"><Classification id="199">
<ClassificationNodeRootList><ClassificationNode><Disorder id="2"><OrphaCode>93419</OrphaCode>
<Name lang="en">Rare bone disease</Name></Disorder><ClassificationNodeChildList><ClassificationNode>
<Disorder id="1"><OrphaCode>2762</OrphaCode><Name lang="en">Progressive osseous heteroplasia</Name></Disorder>
</ClassificationNode></ClassificationNodeChildList></ClassificationNode></ClassificationNodeRootList>
</Classification></ClassificationList></JDBOR>
"""

FORMS = {
    "mondo.obo": ("mondo", MONDO_OBO),
    "doid.obo": ("doid-slim", DOID_OBO),
    "gard.obo": ("gard", GARD_OBO),
    "ordo.obo": ("ordo", ORDO_OBO),
    "cellxgene.json": ("mondo", CELLXGENE),
    "indra-doid.json": ("doid-indra", INDRA),
    "indra-mondo.json": ("mondo-indra", INDRA_MONDO),
    "sssom.tsv": ("mondo-sssom", SSSOM),
    "hgnc.txt": ("hgnc", HGNC),
    "mim2gene": ("mim2gene-medgen", MIM2GENE),
    "gene_condition": ("gene-condition", GENE_CONDITION),
    "hpoa": ("hpoa", HPOA),
    "genes_to_disease": ("hpo-genes", GENES_TO_DISEASE),
    "omim-genes.tsv": ("mondo-omim-genes", OMIM_GENES),
    "edges.tsv": ("mondo-rare", RARE_EDGES),
    "scopes.tsv": ("mondo-scopes", SCOPES),
    "clingen.csv": ("clingen", CLINGEN),
    "gencc.csv": ("gencc", GENCC),
    "gencc-export.csv": ("gencc", GENCC_EXPORT),
    "do-xrefs.tsv": ("doid-xrefs", DOID_XREFS),
    "do-terms.tsv": ("doid-terms", DOID_TERMS),
    "mondo.json": ("mondo", OBOGRAPH),
    "product1.xml": ("orphadata-names", ORPHADATA_NAMES),
    "product6.xml": ("orphadata-genes", ORPHADATA_GENES),
    "product3.xml": ("orphadata-classification", ORPHADATA_CLASSIFICATION),
}
"""Every form: the source's key, and a small file of it."""
