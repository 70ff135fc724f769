"""OBO files of Mondo, HPO, the Disease Ontology (whole or its slims) and GARD."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.vocabulary.readers.pages import page_links
from mendelgraph.vocabulary.readers.stanzas import Stanza, identifier, quoted, stanzas, unescaped
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import Term, TermName, Xref

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

# The header's `ontology:` value, the source's key, and the prefix of its own terms (others are imports).
ONTOLOGIES: tuple[tuple[str, str, str], ...] = (
    (r"mondo(\.obo|\.owl)?", "mondo", "MONDO"),
    (r"hp(\.obo|\.owl)?", "hp", "HP"),
    (r"doid(\.obo|\.owl)?", "doid", "DOID"),
    (r"doid/subsets/\S+", "doid-slim", "DOID"),
    (r"gard", "gard", "GARD"),
)
SCOPES = {
    "EXACT": "hasExactSynonym",
    "RELATED": "hasRelatedSynonym",
    "BROAD": "hasBroadSynonym",
    "NARROW": "hasNarrowSynonym",
}
# How Mondo, HPO and DO type an abbreviation; all stand for OMO:0003012.
ABBREVIATION = re.compile(
    r"(?:^|[\s#/])(?:abbreviation|ABBREVIATION|OMO[:_]0003012|http://purl\.obolibrary\.org/obo/mondo#ABBREVIATION)\b"
)
_MATCH = re.compile(r"(?:skos:)?((?:exact|close|broad|narrow|related)Match)")


def ontology_of(head: str) -> tuple[str, str] | None:
    """Return the source's key and own prefix of an OBO file by its header, or None."""
    found = re.search(r"^ontology: (\S+)", head, re.MULTILINE)
    for pattern, key, prefix in ONTOLOGIES:
        if found and re.fullmatch(pattern, found.group(1)):
            return key, prefix
    return None


def read_obo(document: Document, identifiers: Identifiers) -> Reading:
    """Read labels, names with scope, cross references, superclasses, replacements and the pages cited."""
    found = ontology_of(document.head)
    if found is None:
        raise ValueError(f"not a known ontology: {document.path}")
    key, prefix = found
    blocks = stanzas(document.lines())
    header = next(blocks)
    reading = blank_reading(key, _version(header))
    for stanza in blocks:
        own = identifier(stanza.first("id"))
        if stanza.kind == "Term" and own.upper().startswith(prefix + ":"):
            term = identifiers.curie(own)
            if term:
                _read_term(stanza, term, reading, identifiers)
    return reading


def _version(header: Stanza) -> str:
    stated = header.first("data-version")
    generated = re.search(r" on (\d{4}-\d\d-\d\d)", header.first("auto-generated-by"))
    return stated or (generated.group(1) if generated else "")


def _read_term(stanza: Stanza, term: Curie, reading: Reading, identifiers: Identifiers) -> None:
    key = reading.key
    label = unescaped(stanza.first("name"))
    replaced = identifiers.curies([identifier(value) for value in stanza.all("replaced_by")])
    consider = identifiers.curies([identifier(value) for value in stanza.all("consider")])
    obsolete = stanza.first("is_obsolete") == "true"
    reading.terms.append(Term(term, label, key, obsolete, replaced, consider))
    reading.names.append(TermName(term, "label", label, key))
    reading.names.extend(_names(stanza, term, key))
    reading.xrefs.extend(_xrefs(stanza, term, key, identifiers))
    parents = identifiers.curies([identifier(value) for value in stanza.all("is_a") if ":" in value.split(" ", 1)[0]])
    reading.parents.extend((term, parent) for parent in parents)
    for merged in identifiers.curies([identifier(value) for value in stanza.all("alt_id")]):
        reading.terms.append(Term(merged, "", key, True, (term,)))  # noqa: FBT003 - the field's place in Term
    reading.pages.extend(page_links(term, (*stanza.all("def"), *stanza.all("xref")), key))


def _names(stanza: Stanza, term: Curie, key: str) -> list[TermName]:
    names = []
    for value in stanza.all("synonym"):
        literal, rest = quoted(value)
        scope = SCOPES.get(rest.split(" ", 1)[0], "unscoped")
        names.append(TermName(term, scope, literal, key, bool(ABBREVIATION.search(rest.partition("[")[0]))))
    return names


def _xrefs(stanza: Stanza, term: Curie, key: str, identifiers: Identifiers) -> list[Xref]:
    stated = [("oboInOwl:hasDbXref", identifier(value)) for value in stanza.all("xref")]
    for value in stanza.all("property_value"):
        predicate, _, rest = value.partition(" ")
        if found := _MATCH.fullmatch(predicate):
            stated.append((f"skos:{found.group(1)}", quoted(rest)[0]))
    pairs = ((predicate, identifiers.curie(target)) for predicate, target in stated)
    return [Xref(term, predicate, target, key) for predicate, target in pairs if target]


READERS = (Reader("OBO", lambda head: ontology_of(head) is not None, read_obo),)
