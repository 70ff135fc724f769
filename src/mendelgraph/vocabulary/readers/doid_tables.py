"""The Disease Ontology's report tables: all cross references, and all terms with the labels of their superclasses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mendelgraph.vocabulary.readers.tables import has_columns, quoted_tab_rows
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import Term, TermName, Xref

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

XREFS, TERMS = "doid-xrefs", "doid-terms"


def read_xrefs(document: Document, identifiers: Identifiers) -> Reading:
    """Read the cross references of the whole ontology."""
    reading = blank_reading(XREFS)
    for row in quoted_tab_rows(document.lines()):
        term, target = identifiers.curie(row["id"]), identifiers.curie(row["xref"])
        if term and target:
            reading.xrefs.append(Xref(term, "oboInOwl:hasDbXref", target, XREFS))
    return reading


def read_terms(document: Document, identifiers: Identifiers) -> Reading:
    """Read all terms; a superclass is given by its label, which counts only where one term alone bears it."""
    reading = blank_reading(TERMS)
    bearers: defaultdict[str, set[Curie]] = defaultdict(set)
    edges = []
    for row in quoted_tab_rows(document.lines()):
        term = identifiers.curie(row["id"])
        if term:
            bearers[row["label"]].add(term)
            edges.append((term, row["subClassOf"]))
    for label, terms in bearers.items():
        reading.terms.extend(Term(term, label, TERMS) for term in sorted(terms))
        reading.names.extend(TermName(term, "label", label, TERMS) for term in sorted(terms))
    for term, label in edges:
        above = bearers.get(label, set())
        if len(above) == 1:
            reading.parents.extend((term, parent) for parent in above)
        elif label:
            identifiers.refused[f"superclass by label: {label}"] += 1
    return reading


READERS = (
    Reader("DO cross references", lambda head: has_columns(head, "id", "label", "xref"), read_xrefs),
    Reader("DO terms", lambda head: has_columns(head, "id", "label", "subClassOf"), read_terms),
)
