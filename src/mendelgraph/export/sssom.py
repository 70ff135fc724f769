"""SSSOM/TSV: the mappings of a release with their evidence, refusals included, read back from its quads.

Columns and values as in the SSSOM specification, https://mapping-commons.github.io/sssom/.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import NamedNode

from mendelgraph.align.sssom import MAPPING_COLUMNS, TOOL, registered
from mendelgraph.export.nodes import index_nodes
from mendelgraph.export.order import by_record
from mendelgraph.graph.namespaces import DCTERMS, MG, OWL, RDF, SEMAPV, SKOS, SSSOM, iri_of
from mendelgraph.identifiers import curie_of_iri, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from mendelgraph.export.nodes import Node, Term

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
REGISTRY = "https://bioregistry.io/"
TITLE = "Conditions of MedlinePlus Genetics in other vocabularies"
_OBJECT = MAPPING_COLUMNS.index("object_id")


def write_sssom(quads: Iterable[Quad], out: BinaryIO) -> None:
    """Write the mappings of all records, with the prefixes that they use in the head of the file."""
    base, used, rows = "", set(), []
    for record, triples in by_record(quads):
        lines = mapping_lines(record, index_nodes(triples))
        rows += lines
        used |= used_prefixes(lines)
        base = base or (record.rpartition("/condition/")[0] if lines else "")
    out.write(sssom_head(base, used))
    out.writelines(rows)


def sssom_head(base: str, used: Iterable[str]) -> bytes:
    """Return the metadata and the names of the columns; `used` are the prefixes of the rows' objects."""
    metadata = "".join(f"#{line}\n" for line in _head(f"{base}/condition/", sorted(used)))
    return (metadata + "\t".join(MAPPING_COLUMNS) + "\n").encode()


def set_iri(base: str) -> str:
    """Return the IRI of the set of mappings of a release with this base."""
    return f"{base}/mappings.sssom.tsv"


def mapping_lines(record: str, nodes: dict[Term, Node]) -> list[bytes]:
    """Return the rows of one record's mappings, sorted, as lines of the table."""
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    lines = []
    for _, row in mapping_rows(record, nodes):
        table.writerow(row.values())
        lines.append(text.getvalue().encode())
        text.seek(text.truncate(0))
    return lines


def used_prefixes(lines: Iterable[bytes]) -> set[str]:
    """Return the prefixes of the objects of rows."""
    return {line.split(b"\t")[_OBJECT].partition(b":")[0].decode() for line in lines}


def _head(conditions: str, used: list[str]) -> Iterator[str]:
    """Yield the metadata in YAML, which values of these forms need no quoting for but the IRIs."""
    spaces = {
        "bioregistry": REGISTRY,
        "ghr": conditions,
        "semapv": iri_of(SEMAPV),
        "skos": iri_of(SKOS),
        **{prefix: prefixes()[prefix].iri for prefix in used},
    }
    yield f'mapping_set_id: "{set_iri(conditions.removesuffix("/condition/"))}"'
    yield f'mapping_set_title: "{TITLE}"'
    yield f'license: "{LICENCE}"'
    yield "curie_map:"
    yield from (f'  {prefix}: "{iri}"' for prefix, iri in sorted(spaces.items()))


def mapping_rows(record: str, nodes: dict[Term, Node]) -> list[tuple[NamedNode, dict[str, str]]]:
    """Return a record's mappings, each with the values of its row, in the order of the rows."""
    mappings = {term: node for term, node in nodes.items() if SSSOM.Mapping in node.get(RDF.type.value, ())}
    identifier = _text(nodes.get(NamedNode(record), {}), DCTERMS.identifier) if mappings and record else ""
    rows = [(term, _row(node, nodes, identifier)) for term, node in mappings.items() if isinstance(term, NamedNode)]
    return sorted(rows, key=lambda row: (*row[1].values(), row[0].value))


def _row(node: Node, nodes: dict[Term, Node], subject: str) -> dict[str, str]:
    target = curie_of_iri(_text(node, OWL.annotatedTarget))
    return {
        "subject_id": subject,
        "subject_label": _text(node, SSSOM.subject_label),
        "predicate_id": f"skos:{_text(node, OWL.annotatedProperty).removeprefix(iri_of(SKOS))}",
        "predicate_modifier": _text(node, SSSOM.predicate_modifier),
        "object_id": str(target),
        "object_label": _text(node, SSSOM.object_label),
        "mapping_justification": f"semapv:{_text(node, SSSOM.mapping_justification).removeprefix(iri_of(SEMAPV))}",
        "author_label": _text(node, SSSOM.author_label),
        "subject_source": "bioregistry:ghr",
        "object_source": registered(target.prefix) if target else "",
        "object_source_version": _text(node, SSSOM.object_source_version),
        "mapping_tool": TOOL,
        "confidence": f"{float(_text(node, SSSOM.confidence)):.2f}",
        "comment": _text(node, MG.reason),
        "other": _evidence(node, nodes),
    }


def _evidence(node: Node, nodes: dict[Term, Node]) -> str:
    via = curie_of_iri(_text(node, MG.via))
    said_by = f"via {via} said by" if via else "said by"
    votes = sorted(_vote(nodes[vote]) for vote in node.get(MG.vote.value, ()))
    return " | ".join((f"{said_by} {_text(node, MG.vocabulary)}", *votes))


def _vote(vote: Node) -> str:
    sign = "+" if _text(vote, MG.supports) == "true" else "-"
    return f"{sign} {_text(vote, MG.voteKind)}: {_text(vote, MG.evidence)} [{_text(vote, MG.vocabulary)}]"


def _text(node: Node, predicate: NamedNode) -> str:
    """Return the text of a node's one value, or nothing."""
    values = node.get(predicate.value)
    return " ".join(getattr(values[0], "value", "").split()) if values else ""
