"""KGX: nodes and edges as TSV or JSON Lines, in the classes, predicates and CURIEs of the Biolink model.

A condition's id is its best exact match in the order in which Biolink prefers identifiers of diseases, so that the
files merge with Monarch's without any mapping. What has no id that Biolink's prefixes cover (a condition without an
exact match, the page's own "unknown" inheritance, an article without PMID) stands in the two files `unmatched_*`, with
the edges to it: `kgx validate` refuses other prefixes, and nothing is to be left out.

Format: https://github.com/biolink/kgx/blob/master/specification/kgx-format.md.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mendelgraph.dialects import curie_in, read_spelling
from mendelgraph.export.catalogue import MATCHES, identify
from mendelgraph.export.reading import read_catalogue
from mendelgraph.identifiers import curie_of_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad

    from mendelgraph.export.catalogue import Catalogue, Condition, Gene, Inheritance, Involvement, Work
    from mendelgraph.identifiers import Curie

Value: TypeAlias = "str | bool | list[str]"
Row: TypeAlias = "dict[str, Value]"

SOURCE = "infores:medlineplus"
DISEASES = ("MONDO", "DOID", "OMIM", "OMIMPS", "Orphanet", "EFO", "UMLS", "MESH", "MEDDRA", "NCIT", "SCTID", "MEDGEN")
"""The prefixes of `biolink:Disease`, the most preferred first, in our spelling (Biolink 4.4, `id_prefixes`)."""
MATCH_COLUMNS = {match: f"{match.removesuffix('Match')}_matches" for match in MATCHES[1:]}
SCOPES = {scope: f"{scope}_names" for scope in ("exact", "narrow", "broad", "related")}
"""Our own columns, as those of the matches are: Biolink's slots for scoped synonyms and matches hold one value."""
NODE_COLUMNS = (
    "id", "category", "name", "symbol", "full_name", "synonym", *SCOPES.values(), "equivalent_identifiers",
    *MATCH_COLUMNS.values(), "xref", "iri", "publication_type", "authors", "journal", "issued",
)  # fmt: skip
EDGE_COLUMNS = (
    "id", "subject", "predicate", "object", "category", "knowledge_level", "agent_type", "primary_knowledge_source",
    "original_subject", "gene_role", "variant_origin", "function_change", "parental_copy", "sole_cause",
    "condition_form", "inheritance_qualifier", "supporting_text",
)  # fmt: skip


class Graph(NamedTuple):
    """Hold nodes and edges, each sorted by id."""

    nodes: tuple[Row, ...]
    edges: tuple[Row, ...]


def write_kgx(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the files of KGX TSV by name."""
    return {
        f"{part}_{kind}.tsv": _tsv(rows, columns)
        for part, graph in _parts(make_graph(read_catalogue(quads))).items()
        for kind, rows, columns in (("nodes", graph.nodes, NODE_COLUMNS), ("edges", graph.edges, EDGE_COLUMNS))
    }


def write_kgx_jsonl(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return the files of KGX JSON Lines by name."""
    return {
        f"{part}_{kind}.jsonl": _jsonl(rows)
        for part, graph in _parts(make_graph(read_catalogue(quads))).items()
        for kind, rows in (("nodes", graph.nodes), ("edges", graph.edges))
    }


def _tsv(rows: Iterable[Row], columns: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
    table.writerow(columns)
    table.writerows([_cell(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue().encode()


def _cell(value: Value) -> str:
    """Write a value as KGX reads it: no quoting, lists split at bars, so that a bar in a text becomes a broken one."""
    if isinstance(value, bool):
        return str(value).lower()
    parts = [value] if isinstance(value, str) else value
    return "|".join(" ".join(part.replace("|", "\u00a6").split()) for part in parts)


def _jsonl(rows: Iterable[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows).encode()


def _parts(graph: Graph) -> dict[str, Graph]:
    """Split off what has an id that Biolink's prefixes do not cover, and the edges to it, with both their ends."""
    matched = tuple(node for node in graph.nodes if is_covered(str(node["id"])))
    good = {node["id"] for node in matched}
    edges = tuple(edge for edge in graph.edges if {edge["subject"], edge["object"]} <= good)
    others = tuple(edge for edge in graph.edges if not {edge["subject"], edge["object"]} <= good)
    ends = {edge[end] for edge in others for end in ("subject", "object")}
    rest = tuple(node for node in graph.nodes if node["id"] not in good or node["id"] in ends)
    return {"mendelgraph": Graph(matched, edges), "unmatched": Graph(rest, others)}


def is_covered(identifier: str) -> bool:
    """Tell whether KGX takes an id: a CURIE without a slash, with a prefix of Biolink's.

    >>> is_covered("ORDO:Orphanet_2762"), is_covered("ghr:poh"), is_covered("doi:10.1056/NEJMoa011262")
    (True, False, False)
    """
    return read_spelling(identifier, "biolink") is not None


def make_graph(catalogue: Catalogue) -> Graph:
    """Make the nodes and edges of a catalogue."""
    ids = name_nodes(catalogue)
    nodes = [
        *(_condition(condition, ids) for condition in catalogue.conditions),
        *(_gene(gene, ids) for gene in catalogue.genes),
        *(_mode(mode, catalogue.labels, ids) for mode in _modes(catalogue)),
        *(_work(work, ids) for work in catalogue.works),
    ]
    edges = [edge for condition in catalogue.conditions for edge in _edges(condition, ids)]
    return Graph(tuple(sorted(nodes, key=_id)), tuple(sorted(edges, key=_id)))


def _id(row: Row) -> str:
    return str(row["id"])


def name_nodes(catalogue: Catalogue) -> dict[str, str]:
    """Return the id of each node by its IRI."""
    ids = _name_conditions(catalogue.conditions)
    ids |= {gene.iri: spell(gene.iri) for gene in catalogue.genes}
    ids |= {mode: spell(mode) for mode in _modes(catalogue)}
    ids |= {work.iri: f"PMID:{work.pmid}" if work.pmid else spell(work.iri) for work in catalogue.works}
    return ids


def _name_conditions(conditions: Iterable[Condition]) -> dict[str, str]:
    """Take a condition's best exact match, if no other condition has the same; else its own CURIE."""
    best = {condition.iri: _best_match(condition) for condition in conditions}
    count = Counter(best.values())
    return {
        condition.iri: best[condition.iri] if count[best[condition.iri]] == 1 else f"ghr:{condition.slug}"
        for condition in conditions
    }


def _best_match(condition: Condition) -> str:
    exact = [found for match in condition.matches if match.match == "exactMatch" for found in _curies(match.target)]
    for prefix in DISEASES:
        of_kind = [curie for curie in exact if curie.prefix == prefix]
        if len(of_kind) == 1:
            return spell(of_kind[0].iri)
    return f"ghr:{condition.slug}"


def _curies(iri: str) -> list[Curie]:
    found = curie_of_iri(iri)
    return [found] if found else []


def spell(iri: str) -> str:
    """Return an IRI's CURIE in Biolink's spelling, else in ours, else the IRI.

    >>> spell("http://snomed.info/id/719271000"), spell("https://rarediseases.info.nih.gov/diseases/0000109")
    ('SNOMEDCT:719271000', 'GARD:0000109')
    """
    found = curie_of_iri(iri)
    return (found and curie_in(found, "biolink")) or identify(iri)


def _modes(catalogue: Catalogue) -> list[str]:
    return sorted({mode.mode for condition in catalogue.conditions for mode in condition.modes})


def _row(category: str, **values: Value) -> Row:
    return {"category": [f"biolink:{category}"], **{key: value for key, value in values.items() if value}}


def _condition(condition: Condition, ids: Mapping[str, str]) -> Row:
    scoped = {
        column: sorted({name.text for name in condition.names if name.scope == scope})
        for scope, column in SCOPES.items()
    }
    matches = {
        column: [spell(match.target) for match in condition.matches if match.match == kind]
        for kind, column in (("exactMatch", "equivalent_identifiers"), *MATCH_COLUMNS.items())
    }
    return _row(
        "Disease",
        id=ids[condition.iri],
        name=condition.name,
        synonym=sorted({name.text for name in condition.names if name.kind != "preferred"}),
        **scoped,
        **matches,
        xref=[f"ghr:{condition.slug}"],
        iri=condition.iri,
    )


def _gene(gene: Gene, ids: Mapping[str, str]) -> Row:
    return _row(
        "Gene",
        id=ids[gene.iri],
        name=gene.symbol,
        symbol=gene.symbol,
        full_name=gene.name,
        xref=[spell(xref) for xref in gene.xrefs],
        iri=gene.iri,
    )


def _mode(mode: str, labels: Mapping[str, str], ids: Mapping[str, str]) -> Row:
    return _row("GeneticInheritance", id=ids[mode], name=labels.get(mode, ""), iri=mode)


def _work(work: Work, ids: Mapping[str, str]) -> Row:
    xrefs = [f"doi:{work.doi}"] if work.doi else []
    return _row(
        "Publication",
        id=ids[work.iri],
        name=work.title or work.citation,
        publication_type=[f"fabio:{work.kind}"],
        authors=list(work.authors),
        journal=work.journal,
        issued=work.issued,
        xref=[*xrefs, *([f"PMC:{work.pmcid}"] if work.pmcid else [])],
        iri=work.iri,
    )


def _edges(condition: Condition, ids: Mapping[str, str]) -> Iterator[Row]:
    yield from (_involvement(fact, ids) for fact in condition.genes)
    yield from (_inheritance(fact, ids) for fact in condition.modes)
    yield from (_reference(condition, work, ids) for work in condition.works)


def _edge(category: str, identifier: str, subject: str, predicate: str, object_: str, agent: str) -> Row:
    return {
        **_row(category, id=identifier, subject=subject, predicate=f"biolink:{predicate}", object=object_),
        "knowledge_level": "knowledge_assertion",
        "agent_type": agent,
        "primary_knowledge_source": SOURCE,
    }


def _involvement(fact: Involvement, ids: Mapping[str, str]) -> Row:
    details: Row = {
        "original_subject": fact.symbol,
        "gene_role": fact.role,
        "variant_origin": fact.variant_origin,
        "function_change": fact.function_change,
        "parental_copy": spell(fact.parental_copy),
        "sole_cause": fact.sole_cause,
        "supporting_text": [receipt.words for receipt in fact.receipts],
    }
    edge = _edge(fact.category, fact.iri, ids[fact.gene], fact.predicate, ids[fact.condition], fact.agent)
    return edge | {key: value for key, value in details.items() if value}


def _inheritance(fact: Inheritance, ids: Mapping[str, str]) -> Row:
    details: Row = {
        "condition_form": fact.form,
        "inheritance_qualifier": [spell(qualifier) for qualifier in fact.qualifiers],
        "supporting_text": [receipt.words for receipt in fact.receipts],
    }
    subject, mode = ids[fact.condition], ids[fact.mode]
    category = "DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation"
    edge = _edge(category, fact.iri, subject, "has_mode_of_inheritance", mode, fact.agent)
    return edge | {key: value for key, value in details.items() if value}


def _reference(condition: Condition, work: str, ids: Mapping[str, str]) -> Row:
    """Relate a condition to an article that its page cites; Biolink has no predicate that says as little as this."""
    target = ids.get(work, spell(work))
    return _edge("Association", f"{condition.iri}#{target}", ids[condition.iri], "related_to", target, "manual_agent")
