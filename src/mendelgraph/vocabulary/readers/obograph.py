"""OBO Graph JSON, as Mondo and HPO are published at their PURLs.

Format: https://github.com/geneontology/obographs
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mendelgraph.vocabulary.readers.json_values import flag, items, members, text, texts
from mendelgraph.vocabulary.readers.obo import ABBREVIATION
from mendelgraph.vocabulary.readers.pages import page_links
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading, iso_date
from mendelgraph.vocabulary.terms import Term, TermName, Xref

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

_GRAPH = re.compile(r'\s*\{\s*"graphs"\s*:')
# The graph's id, the source's key, and the prefix of its own terms.
GRAPHS = {"mondo": ("mondo", "MONDO"), "hp": ("hp", "HP"), "doid": ("doid", "DOID")}
_REPLACED = "http://purl.obolibrary.org/obo/IAO_0100001"
_CONSIDER = "http://www.geneontology.org/formats/oboInOwl#consider"
_MERGED = "http://www.geneontology.org/formats/oboInOwl#hasAlternativeId"
_MATCH = re.compile(r"http://www\.w3\.org/2004/02/skos/core#((?:exact|close|broad|narrow|related)Match)")
_OBO = "http://purl.obolibrary.org/obo/"


def read_obograph(document: Document, identifiers: Identifiers) -> Reading:
    """Read the first graph: labels, names with scope, cross references, superclasses, replacements, pages cited."""
    graph = members(items(members(json.loads(document.text))["graphs"])[0])
    name = re.sub(r"\.(?:json|owl)$", "", text(graph["id"])).rsplit("/", 1)[-1]
    if name not in GRAPHS:
        return blank_reading(f"unknown ontology {name}")
    key, prefix = GRAPHS[name]
    reading = blank_reading(key, iso_date(text(members(graph.get("meta")).get("version", ""))))
    own = f"{_OBO}{prefix}_"
    for node in map(members, items(graph["nodes"])):
        stated = text(node["id"])
        term = identifiers.curie(stated) if stated.startswith(own) and node.get("lbl") else None
        if term:
            _read_node(node, term, reading, identifiers)
    for edge in map(members, items(graph["edges"])):
        child, predicate, parent = (text(edge[key]) for key in ("sub", "pred", "obj"))
        if predicate == "is_a" and child.startswith(own) and parent.startswith(own):
            pair = identifiers.curie(child), identifiers.curie(parent)
            reading.parents.extend([(pair[0], pair[1])] if pair[0] and pair[1] else [])
    return reading


def _read_node(node: dict[str, Any], term: Curie, reading: Reading, identifiers: Identifiers) -> None:
    key, label, meta = reading.key, text(node["lbl"]), members(node.get("meta"))
    values = [
        (text(value["pred"]), text(value["val"])) for value in map(members, items(meta.get("basicPropertyValues")))
    ]
    xrefs = [text(members(xref)["val"]) for xref in items(meta.get("xrefs"))]

    def targets(predicate: str) -> tuple[Curie, ...]:
        return identifiers.curies([value for pred, value in values if pred == predicate])

    obsolete = flag(meta.get("deprecated"))
    reading.terms.append(Term(term, label, key, obsolete, targets(_REPLACED), targets(_CONSIDER)))
    reading.terms.extend(Term(merged, "", key, obsolete=True, replaced_by=(term,)) for merged in targets(_MERGED))
    reading.names.append(TermName(term, "label", label, key))
    for synonym in map(members, items(meta.get("synonyms"))):
        abbreviation = bool(ABBREVIATION.search(text(synonym.get("synonymType", ""))))
        reading.names.append(TermName(term, text(synonym["pred"]), text(synonym["val"]), key, abbreviation))
    stated = [("oboInOwl:hasDbXref", xref) for xref in xrefs]
    stated += [(f"skos:{found.group(1)}", value) for pred, value in values if (found := _MATCH.fullmatch(pred))]
    pairs = ((predicate, identifiers.curie(value)) for predicate, value in stated)
    reading.xrefs.extend(Xref(term, predicate, target, key) for predicate, target in pairs if target)
    reading.pages.extend(page_links(term, [*texts(members(meta.get("definition")).get("xrefs")), *xrefs], key))


READERS = (Reader("OBO Graph JSON", lambda head: _GRAPH.match(head) is not None, read_obograph),)
