"""The Orphanet Rare Disease Ontology as OBO: names in `alternative:term`, cross references with mapping precision.

Its genes are classes too; they give gene-disease links and are no terms here, so that no gene's name counts as a
disease's. The classification is said with part_of (BFO:0000050), the kind of entity (disease, subtype) with is_a.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.identifiers import Curie
from mendelgraph.vocabulary.readers.stanzas import Stanza, identifier, quoted, stanzas, unescaped
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import DiseaseMode, GeneDisease, Term, TermName, Xref

if TYPE_CHECKING:
    from collections.abc import Iterator

# Orphanet's precision codes, https://www.orphadata.com/docs/ ("cross-referencing"): the code says how the ORPHA code
# relates to the target. W is a wrong mapping and states none; ND, Attributed and the ICD kinds say no relation.
PRECISIONS = {
    "E": "skos:exactMatch",
    "NTBT": "skos:broadMatch",
    "BTNT": "skos:narrowMatch",
    "W": "",
}
# ORDO's classes of inheritance, by label, and the HPO modes below HP:0000005 they stand for.
MODES = {
    "autosomal dominant": "0000006",
    "autosomal recessive": "0000007",
    "X-linked dominant": "0001423",
    "X-linked recessive": "0001419",
    "Y-linked": "0001450",
    "mitochondrial": "0001427",
    "multigenic/multifactorial": "0010982",
    "oligogenic": "0010983",
    "semi-dominant": "0032113",
    "not genetically inherited": "0003745",
}
_PRECISION = re.compile(r'ECO_0000218="(\w+)')
_SYMBOL = re.compile(r"symbol ")


def recognises_ordo(head: str) -> bool:
    """Tell ORDO by its ontology IRI."""
    return re.search(r"^ontology: \S*ORDO", head, re.MULTILINE) is not None


def read_ordo(document: Document, identifiers: Identifiers) -> Reading:
    """Read diseases, groups and subtypes, and what its gene classes say about them."""
    relations = {s.first("id"): unescaped(s.first("name")) for s in stanzas(document.lines()) if s.kind == "Typedef"}
    blocks = stanzas(document.lines())
    reading = blank_reading("ordo", _version(next(blocks)))
    for stanza in blocks:
        term = identifiers.curie(stanza.first("id")) if stanza.kind == "Term" else None
        if term and any(_SYMBOL.match(value) for value in stanza.all("property_value")):
            reading.gene_diseases.extend(_gene_links(stanza, relations, identifiers))
        elif term:
            _read_disorder(stanza, term, reading, identifiers)
    return reading


def _version(header: Stanza) -> str:
    released = header.first("data-version").removeprefix("http://www.orpha.net/version")
    modified = [
        value for value in header.all("property_value") if value.startswith("http://purl.org/dc/terms/modified")
    ]
    date = re.search(r"\d{4}-\d\d-\d\d", modified[0]) if modified else None
    return f"{released} ({date.group()})" if date else released


def _read_disorder(stanza: Stanza, term: Curie, reading: Reading, identifiers: Identifiers) -> None:
    label = unescaped(stanza.first("name"))
    reading.terms.append(Term(term, label, "ordo"))
    reading.names.append(TermName(term, "label", label, "ordo"))
    for value in stanza.all("property_value"):
        if value.startswith("alternative:term "):
            reading.names.append(TermName(term, "unscoped", quoted(value.partition(" ")[2])[0], "ordo"))
    reading.xrefs.extend(_xrefs(stanza, term, identifiers))
    above = [identifier(value) for value in stanza.all("is_a")]
    above += [identifier(rest) for relation, rest in _relationships(stanza) if relation == "BFO:0000050"]
    reading.parents.extend((term, parent) for parent in identifiers.curies(above))
    reading.modes.extend(_modes(stanza, term))


def _xrefs(stanza: Stanza, term: Curie, identifiers: Identifiers) -> Iterator[Xref]:
    for value in stanza.all("xref"):
        precision = _PRECISION.search(value)
        predicate = PRECISIONS.get(precision.group(1) if precision else "", "oboInOwl:hasDbXref")
        target = identifiers.curie(identifier(value)) if predicate else None
        if target:
            yield Xref(term, predicate, target, "ordo")


def _relationships(stanza: Stanza) -> Iterator[tuple[str, str]]:
    for value in stanza.all("relationship"):
        relation, _, rest = value.partition(" ")
        yield relation, rest


def _modes(stanza: Stanza, term: Curie) -> Iterator[DiseaseMode]:
    for relation, rest in _relationships(stanza):
        label = rest.partition("! ")[2].strip()
        if relation == "Orphanet:C016" and label in MODES:
            yield DiseaseMode(term, Curie("HP", MODES[label]), "", "ordo")


def _gene_links(stanza: Stanza, relations: dict[str, str], identifiers: Identifiers) -> Iterator[GeneDisease]:
    genes = [value for value in stanza.all("xref") if value.startswith("HGNC:")]
    for relation, rest in _relationships(stanza):
        disease = identifiers.curie(identifier(rest))
        for gene in identifiers.curies([identifier(value) for value in genes]) if disease else ():
            yield GeneDisease(gene, disease, relations.get(relation, relation), "ordo")  # type: ignore[arg-type]


READERS = (Reader("ORDO as OBO", recognises_ordo, read_ordo),)
