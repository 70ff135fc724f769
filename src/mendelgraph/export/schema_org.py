"""schema.org JSON-LD, with the Bioschemas profiles: MedicalCondition, Gene, MedicalScholarlyArticle and Dataset.

Profiles: Dataset 1.1-DRAFT, Gene 1.0-RELEASE, Disease 0.2-DRAFT, ScholarlyArticle 0.3-DRAFT, of
https://github.com/BioSchemas/specifications. What schema.org has no word for (a match that is not exact, how a gene is
involved, modes of inheritance) is said in SKOS and Biolink, which the context names.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from mendelgraph.export.catalogue import MATCHES, identify
from mendelgraph.export.reading import read_catalogue
from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, SKOS, iri_of
from mendelgraph.identifiers import curie_of_iri, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from mendelgraph.export.catalogue import About, Catalogue, Condition, Gene, Work

Node: TypeAlias = "dict[str, object]"

PROFILES = "https://bioschemas.org/profiles/"
CONTEXT = ["https://schema.org", {"dct": iri_of(DCTERMS), "skos": iri_of(SKOS), "biolink": iri_of(BIOLINK)}]
WORKS = {"JournalArticle": "MedicalScholarlyArticle", "BookChapter": "Chapter"}
"""FaBiO's classes in schema.org; what is neither stays a CreativeWork."""
GUIDE = "https://medlineplus.gov/genetics/"


def write_schema_org(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write JSON-LD, one node a line."""
    head = json.dumps(CONTEXT, ensure_ascii=False)
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in make_nodes(read_catalogue(quads)))
    out.write(f'{{"@context": {head},\n"@graph": [\n{lines}\n]}}\n'.encode())


def make_nodes(catalogue: Catalogue) -> Iterator[Node]:
    """Yield the dataset, conditions, genes and works of a catalogue, each with what is known of it."""
    if catalogue.about.iri:
        yield _clean(_dataset(catalogue.about))
    yield from (_clean(_condition(condition, catalogue.labels)) for condition in catalogue.conditions)
    involved, cited = _involved(catalogue), _cited(catalogue)
    yield from (_clean(_gene(gene, involved.get(gene.iri, {}))) for gene in catalogue.genes)
    yield from (_clean(_work(work, cited.get(work.iri, ()))) for work in catalogue.works)


def _involved(catalogue: Catalogue) -> dict[str, dict[str, set[str]]]:
    """Return the conditions that each gene is involved in, by predicate."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for condition in catalogue.conditions:
        for fact in condition.genes:
            found[fact.gene][fact.predicate].add(condition.iri)
    return found


def _cited(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for condition in catalogue.conditions:
        for work in condition.works:
            found[work].append(condition.iri)
    return found


def _clean(node: Node) -> Node:
    return {key: value for key, value in node.items() if value}


def _link(iri: str) -> Node:
    return {"@id": iri}


def _links(iris: Iterable[str]) -> list[Node]:
    return [_link(iri) for iri in iris]


def _conforms(profile: str) -> Node:
    return {"@id": PROFILES + profile, "@type": "CreativeWork"}


def _dataset(about: About) -> Node:
    return {
        "@id": about.iri,
        "@type": "Dataset",
        "dct:conformsTo": _conforms("Dataset/1.1-DRAFT"),
        "identifier": about.iri,
        "name": about.title,
        "description": about.description,
        "url": about.iri,
        "keywords": list(about.keywords),
        "license": about.licence,
        "version": about.version,
        "datePublished": about.issued,
        "isBasedOn": GUIDE,
    }


def _condition(condition: Condition, labels: dict[str, str]) -> Node:
    exact = [match.target for match in condition.matches if match.match == "exactMatch"]
    node: Node = {
        "@id": condition.iri,
        "@type": "MedicalCondition",
        "dct:conformsTo": _conforms("Disease/0.2-DRAFT"),
        "identifier": f"ghr:{condition.slug}",
        "name": condition.name,
        "alternateName": sorted({name.text for name in condition.names if name.kind != "preferred"}),
        "description": condition.description,
        "epidemiology": condition.frequency,
        "url": condition.page,
        "mainEntityOfPage": condition.page,
        "sameAs": exact,
        "code": [_code(iri, labels) for iri in exact if curie_of_iri(iri)],
        "subjectOf": _links(condition.works),
        "biolink:has_mode_of_inheritance": _links(sorted({fact.mode for fact in condition.modes})),
    }
    for match in MATCHES:
        node[f"skos:{match}"] = _links(found.target for found in condition.matches if found.match == match)
    return node


def _code(iri: str, labels: dict[str, str]) -> Node:
    curie = curie_of_iri(iri)
    system = prefixes()[curie.prefix].title if curie else ""
    code = {"@type": "MedicalCode", "codeValue": identify(iri), "codingSystem": system, "name": labels.get(iri, "")}
    return _clean(dict(code))


def _gene(gene: Gene, involved: Mapping[str, set[str]]) -> Node:
    node: Node = {
        "@id": gene.iri,
        "@type": "Gene",
        "dct:conformsTo": _conforms("Gene/1.0-RELEASE"),
        "identifier": identify(gene.iri),
        "name": gene.symbol,
        "alternateName": gene.name,
        "url": gene.iri,
        "sameAs": [iri for iri in gene.xrefs if not _is_protein(iri)],
        "encodesBioChemEntity": [{"@id": iri, "@type": "Protein"} for iri in gene.xrefs if _is_protein(iri)],
        "taxonomicRange": _link("http://purl.obolibrary.org/obo/NCBITaxon_9606"),
        "associatedDisease": _links(gene.conditions),
    }
    for predicate, conditions in sorted(involved.items()):
        node[f"biolink:{predicate}"] = _links(sorted(conditions))
    return node


def _is_protein(iri: str) -> bool:
    return iri.startswith(prefixes()["UniProtKB"].iri)


def _work(work: Work, cited_by: Iterable[str]) -> Node:
    ids = (("doi", work.doi), ("PMID", work.pmid), ("PMC", work.pmcid))
    return {
        "@id": work.iri,
        "@type": WORKS.get(work.kind, "CreativeWork"),
        "dct:conformsTo": _conforms("ScholarlyArticle/0.3-DRAFT") if work.kind in WORKS else None,
        "identifier": [f"{prefix}:{value}" for prefix, value in ids if value] or [work.iri],
        "name": work.title or work.citation,
        "author": [{"@type": "Person", "name": name} for name in work.authors],
        "datePublished": work.issued,
        "isPartOf": {"@type": "Periodical", "name": work.journal} if work.journal else None,
        "pageStart": work.first_page,
        "pageEnd": work.last_page,
        "url": work.iri,
        "about": _links(cited_by),
    }
