"""Small worlds, each a vocabulary and a page, and all that alignment says of them, as text to read through.

`python -m tests.align.scenes > tests/align/scenes.txt` writes it anew; look at the difference before you keep it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from mendelgraph.align import align, collect_curated, collect_names, read_citation_table, read_curated
from mendelgraph.alignments import AlignedRecord, Mapping, NameUse
from mendelgraph.facts import GeneFact, GeneRole, ReferenceFact, ResourceFact
from mendelgraph.records import Resource
from mendelgraph.sources.citations import parse_citation
from tests.align.conftest import MemoryVocabulary
from tests.align.conftest import _state as state
from tests.align.test_conditions import add_disease, add_group, add_split
from tests.align.test_curated import row, table

TOLD = Path(__file__).with_name("scenes.txt")
Scene = Callable[[MemoryVocabulary], AlignedRecord]
SCENES: dict[str, Scene] = {}


def scene(make: Scene) -> Scene:
    """Enter a scene under its name."""
    SCENES[make.__name__.replace("_", " ")] = make
    return make


def aligned(
    vocabulary: MemoryVocabulary, *names: str, decisions: str = "", citations: str = "", **said: object
) -> AlignedRecord:
    stated = state(*names, **said)
    others = [stated, state("Hoof disease", "Nail rot"), state("Claw disease")]
    curated = collect_curated(read_curated(decisions or table(), where="x.tsv"))
    known = read_citation_table(citations, where="ids.tsv") if citations else {}
    return align(stated, vocabulary, neighbours=collect_names(others), curated=curated, citations=known)


def add_genes(vocabulary: MemoryVocabulary, **diseases: str) -> None:
    for number, (symbol, disease) in enumerate(diseases.items(), 1):
        vocabulary.add_gene(f"HGNC:{number}", symbol, f"10{number}", previous=f"{symbol}OLD")
        if disease:
            vocabulary.add_gene_link(f"HGNC:{number}", disease)


@scene
def a_label_and_a_gene(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "brittle nail disease", "100010")
    add_genes(world, NAIL1="OMIM:100010")
    return aligned(world, "Brittle nail disease", genes="NAIL1")


@scene
def names_of_all_scopes_shared_and_disputed(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100010", exact="nail rot|BND", related="claw disease")
    world.add_name("MONDO:0000001", "exact", "BND", abbreviation=True)
    world.add_term("DOID:1", "nail disease", related="nail rot")
    world.add_xref("MONDO:0000001", "DOID:1")
    world.add_term("MONDO:0000002", "hoof disease", exact="nail rot")
    return aligned(
        world, "Nail disease", "Nail rot", "BND", "Claw disease", "Unheard name", identifiers=(("OMIM", "100010"),)
    )


@scene
def a_label_alone(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "brittle nail disease", "100010")
    return aligned(world, "Brittle nail disease")


@scene
def other_genes(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    add_genes(world, NAIL1="MONDO:0000001", OTHER="", THIRD="")
    return aligned(
        world, "Brittle nail disease", "Nail brittleness", genes="OTHER THIRD", identifiers=(("GTR", "C0000001"),)
    )


@scene
def several_genes_of_which_one_agrees(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "wasting by KAP1", "100001", exact="wasting|slow wasting|late wasting")
    add_genes(world, KAP1="MONDO:0000001", KAP2="", KAP3="")
    return aligned(world, "Wasting", "Slow wasting", "Late wasting", genes="KAP1 KAP2 KAP3")


@scene
def a_group(world: MemoryVocabulary) -> AlignedRecord:
    add_group(world)
    return aligned(world, "Kapp syndrome", "Kapp syndrome 1", genes="KAP1")


@scene
def a_group_that_only_ids_lead_to(world: MemoryVocabulary) -> AlignedRecord:
    add_group(world)
    world.add_xref("MONDO:0000010", "UMLS:C0000001")
    world.add_xref("MONDO:0000010", "MESH:D000001")
    return aligned(world, "KAP1 fever", genes="KAP1", identifiers=(("GTR", "C0000001"), ("MeSH", "D000001")))


@scene
def an_umbrella_over_one_disease(world: MemoryVocabulary) -> AlignedRecord:
    world.add_term("MONDO:0000010", "Kapp syndrome", exact="Kapp's disease")
    add_disease(world, "MONDO:0000011", "inherited Kapp syndrome", "100001")
    world.add_child("MONDO:0000010", "MONDO:0000011")
    return aligned(world, "Kapp syndrome", "Kapp's disease")


@scene
def an_entry_that_went_to_a_form(world: MemoryVocabulary) -> AlignedRecord:
    add_split(world)
    return aligned(world, "Kapp syndrome", "Kapp's disease", "Kapp syndrome 1", genes="KAP1")


@scene
def rivals(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    add_disease(world, "MONDO:0000002", "nail fragility", "100011", exact="brittle nail disease|nail brittleness")
    add_disease(world, "MONDO:0000003", "nail softness", "100012", exact="brittle nail disease|nail brittleness")
    return aligned(world, "Brittle nail disease", "Nail brittleness")


@scene
def a_rival_that_lost(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "brittle nail disease", "100010", exact="nail brittleness")
    add_disease(world, "MONDO:0000002", "nail fragility", "100011", exact="brittle nail disease")
    return aligned(world, "Brittle nail disease", "Nail brittleness", identifiers=(("OMIM", "100010"),))


@scene
def a_second_home(world: MemoryVocabulary) -> AlignedRecord:
    world.add_term("MONDO:0000001", "KAP1-related wasting", exact="Kapp wasting")
    add_disease(world, "MONDO:0000002", "spastic wasting 35", "100010")
    add_genes(world, KAP1="MONDO:0000001")
    world.add_gene_link("HGNC:1", "MONDO:0000002")
    return aligned(world, "KAP1-related wasting", "Kapp wasting", genes="KAP1")


@scene
def names_of_two_diseases(world: MemoryVocabulary) -> AlignedRecord:
    add_genes(world, KAP1="MONDO:0000001", KAP2="MONDO:0000002")
    for number in "12":
        add_disease(
            world, f"MONDO:000000{number}", f"spastic wasting {number}", f"10000{number}", exact=f"wasting {number}"
        )
    names = ("KAP-related wasting", "Spastic wasting 1", "Wasting 1", "Spastic wasting 2")
    return aligned(world, *names, genes="KAP1 KAP2", identifiers=(("OMIM", "100001"),))


@scene
def one_of_several_diseases(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "high oil 4", "100010")
    add_genes(world, OIL1="", OIL2="", OIL4="MONDO:0000001")
    world.add_page("MONDO:0000001", "oily")
    return aligned(world, "Oily", genes="OIL1 OIL2 OIL4")


@scene
def cited_by_several_terms(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "oily skin", "100010")
    add_disease(world, "MONDO:0000002", "oily hair", "100011")
    world.add_page("MONDO:0000001", "oily")
    world.add_page("MONDO:0000002", "oily")
    return aligned(world, "Oily", "OS")


@scene
def cited_by_several_terms_of_which_one_has_the_name(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "oily", "100010", exact="oiliness")
    add_disease(world, "MONDO:0000002", "oily hair", "100011")
    world.add_page("MONDO:0000001", "oily")
    world.add_page("MONDO:0000002", "oily")
    return aligned(world, "Oily", "Oiliness")


@scene
def genes_that_differ_from_those_of_the_term(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100010", exact="nail rot|nail wear|nail loss")
    add_genes(world, NAIL1="MONDO:0000001", OTHER="", THIRD="")
    ids = (("OMIM", "100010"),)
    return aligned(world, "Nail disease", "Nail rot", "Nail wear", "Nail loss", genes="OTHER THIRD", identifiers=ids)


@scene
def a_concept_that_others_refer_to(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100010")
    add_disease(world, "MONDO:0000002", "hoof disease", "100011")
    world.add_xref("MONDO:0000001", "UMLS:C0000001", "oboInOwl:hasDbXref", "mondo")
    world.add_xref("MONDO:0000002", "GARD:0000109", "oboInOwl:hasDbXref", "mondo")
    world.add_xref("DOID:1", "UMLS:C0000001", "skos:exactMatch", "doid")
    world.add_xref("UMLS:C0000002", "MONDO:0000002", "oboInOwl:hasDbXref", "gene-condition")
    return aligned(world, "Nail disease", identifiers=(("GTR", "C0000001"), ("GTR", "C0000002")))


@scene
def genes_by_the_page_s_own_ids(world: MemoryVocabulary) -> AlignedRecord:
    add_genes(world, KAP1="", KAP2="", KAP3="")
    genes = [("KAP1", "101"), ("KAP2OLD", "102"), ("KAP3", None), ("NEWNAME", "103"), ("KAP1OLD", "102")]
    facts = tuple(GeneFact(symbol, GeneRole.CAUSES, (), entrez=entrez) for symbol, entrez in genes)
    stated = replace(state("Kapp syndrome"), genes=facts)
    return align(stated, world, neighbours=collect_names([stated]), curated=collect_curated(()), citations={})


@scene
def an_obsolete_name_and_what_replaced_it(world: MemoryVocabulary) -> AlignedRecord:
    world.add_obsolete("MONDO:0000001", "old nail disease", "MONDO:0000002")
    add_disease(world, "MONDO:0000002", "nail fragility", "100011")
    return aligned(world, "Old nail disease", identifiers=(("OMIM", "100011"),))


@scene
def nothing_but_an_obsolete_name(world: MemoryVocabulary) -> AlignedRecord:
    world.add_term("MONDO:0000002", "nail fragility")
    world.add_term("MONDO:0000003", "nail softness")
    world.add_obsolete("MONDO:0000001", "old nail disease", "MONDO:0000002", "MONDO:0000003")
    return aligned(world, "Old nail disease")


@scene
def codes_of_several_vocabularies(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100010", exact="nail rot")
    world.add_xref("MONDO:0000001", "DOID:1")
    world.add_xref("MONDO:0000001", "UMLS:C0000001", "oboInOwl:hasDbXref", "mondo")
    world.add_xref("MONDO:0000001", "MESH:D000001", "skos:broadMatch")
    world.add_xref("MONDO:0000001", "Orphanet:7")
    world.add_xref("DOID:1", "UMLS:C0000002", "skos:exactMatch", "doid")
    world.add_xref("DOID:1", "OMIM:100010", "oboInOwl:hasDbXref", "doid")
    world.add_term("DOID:1", "nail disease of DO")
    world.add_obsolete("Orphanet:7", "former nail disease", "Orphanet:8")
    return aligned(world, "Nail disease", "Nail rot")


@scene
def ids_that_the_page_states(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100010", exact="nail rot")
    world.add_obsolete("Orphanet:1", "former", "Orphanet:2")
    ids = (("OMIM", "100099"), ("Orphanet", "1"), ("MeSH", "D010013"), ("GTR", "nonsense"), ("SNOMED CT", "78314001"))
    return aligned(world, "Nail disease", "Nail rot", identifiers=ids)


@scene
def several_ids_of_one_database(world: MemoryVocabulary) -> AlignedRecord:
    add_group(world)
    ids = (("OMIM", "100001"), ("OMIM", "100002"), ("OMIM", "100009"), ("GTR", "C0000001"), ("GTR", "C0000002"))
    return aligned(world, "Kapp syndrome", "Kapp syndrome 1", genes="KAP1", identifiers=ids)


@scene
def genes_by_old_and_shared_symbols(world: MemoryVocabulary) -> AlignedRecord:
    add_genes(world, KAP1="", KAP2="")
    world.add_gene("HGNC:8", "KAP8", "108", aliases="SHARED")
    world.add_gene("HGNC:9", "KAP9", "109", aliases="SHARED")
    return aligned(world, "Kapp syndrome", genes="KAP1OLD KAP2 SHARED UNKNOWN1")


@scene
def letters_that_were_lost(world: MemoryVocabulary) -> AlignedRecord:
    world.add_term("Orphanet:117", "Behçet disease")
    add_disease(world, "MONDO:0000001", "Behçet disease", "100010", exact="Behçet rot")
    headings = ("Scientific Articles on PubMed", "Catalog of Genes and Diseases from OMIM")
    resources = tuple(ResourceFact(Resource(heading, "", None), ()) for heading in headings)
    return aligned(world, "Behet disease", "Behet rot", slug="behcet-disease", resources=resources)


DECIDED = [
    row(),
    row("MONDO:0000001", modifier="Not", confidence="", comment="another disease"),
    row("OMIM:100009", "skos:closeMatch", confidence="0"),
]


@scene
def letters_that_were_lost_on_a_page_that_matches(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "Behçet disease", "100010", exact="Behçet rot")
    return aligned(world, "Behet disease", "Behet rot", slug="behcet-disease", identifiers=(("OMIM", "100010"),))


@scene
def names_of_kin(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100010", exact="nail rot|nail wear")
    world.add_term("MONDO:0000008", "keratin disease")
    world.add_term("MONDO:0000009", "late nail disease", exact="nail wear")
    world.add_child("MONDO:0000008", "MONDO:0000001")
    world.add_child("MONDO:0000001", "MONDO:0000009")
    names = ("Nail disease", "Nail wear", "Keratin disease", "Late nail disease")
    return aligned(world, *names, identifiers=(("OMIM", "100010"),))


@scene
def decisions_of_a_curator(world: MemoryVocabulary) -> AlignedRecord:
    add_disease(world, "MONDO:0000001", "nail disease", "100001", exact="nail rot")
    add_disease(world, "MONDO:0000002", "hoof disease", "100002")
    return aligned(world, "Nail disease", "Nail rot", decisions=table(*DECIDED))


@scene
def ids_of_citations(world: MemoryVocabulary) -> AlignedRecord:
    texts = ("Doe J. Marble. Gene. 2015;8:3. doi: 10.1000/AbC.", "Doe J. Nails. Gene. 2016;8:3.", "Somebody said so.")
    references = tuple(ReferenceFact(parse_citation(text), ()) for text in texts)
    known = "doi\tpmid\tpmcid\tsource\n10.1000/ABC\t7\tPMC8\tthe converter\n"
    return aligned(world, "Nail disease", references=references, citations=known)


def tell(record: AlignedRecord) -> Iterator[str]:
    """Yield all that is said, a line a statement, those of a mapping's votes below it."""
    for mapping in record.mappings:
        yield from _tell_mapping(mapping)
    for gene in record.genes:
        known = f"{gene.hgnc} {gene.symbol} ({gene.name}), {' '.join(map(str, gene.xrefs))}"
        yield f"gene {gene.printed}: {known}, {gene.kind}, {gene.source_version}"
    for name in record.names:
        yield f"name {name.literal!r}: {name.scope}{', acronym' * name.acronym}"
        yield from _tell_uses("decided by", name.decided_by)
        yield from _tell_uses("also names", name.also_names)
        yield from _tell_uses("disputed by", name.scope_disputed_by)
        yield from (f"  shared with {slug}" for slug in name.shared_with)
    for lost in record.recovered:
        yield f"recovered {lost.printed!r}: {lost.literal!r}"
        yield from _tell_uses("by", (lost.by,))
    for found in record.resources:
        yield f"resource {found.category}: {found.url} {found.entity or ''} {found.label}"
    for ids in record.citations:
        yield f"citation {ids.citation.text!r}: {ids.pmid} {ids.pmcid}, {ids.source}"
    for question in record.questions:
        candidates = " ".join(map(str, question.candidates))
        yield f"question {question.kind} on {question.subject!r}: {question.detail} [{candidates}]"
    yield from (f"label {term}: {label}" for term, label in record.term_labels)
    yield f"obsolete: {' '.join(map(str, record.obsolete_terms))}; cited by: {' '.join(map(str, record.cited_by))}"


def _tell_mapping(mapping: Mapping) -> Iterator[str]:
    reason = f"; REFUSED: {mapping.reason}" if mapping.refused else f"; {mapping.reason}" * bool(mapping.reason)
    how = f"{mapping.justification}, {mapping.confidence}, {mapping.source} {mapping.source_version!r}"
    by = f" via {mapping.via}" * bool(mapping.via) + f" by {mapping.curator}" * bool(mapping.curator)
    yield f"{mapping.match} {mapping.target} {mapping.label!r}: {how}{by}{reason}"
    for vote in mapping.votes:
        yield f"  {'+' if vote.supports else '-'} {vote.kind}: {vote.evidence} [{vote.source}]"


def _tell_uses(word: str, uses: tuple[NameUse, ...]) -> Iterator[str]:
    yield from (f"  {word} {use.term} {use.term_label!r}: {use.use} {use.literal!r} [{use.source}]" for use in uses)


def write_scenes() -> str:
    parts = [f"# {name}\n{tell_scene(name)}" for name in SCENES]
    return "\n\n".join(parts) + "\n"


def tell_scene(name: str) -> str:
    return "\n".join(line.rstrip() for line in tell(SCENES[name](MemoryVocabulary())))


if __name__ == "__main__":
    sys.stdout.write(write_scenes())
