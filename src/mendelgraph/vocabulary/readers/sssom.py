"""SSSOM mapping sets: https://mapping-commons.github.io/sssom/ (a YAML header in comments, then a table)."""

from __future__ import annotations

import re

from mendelgraph.vocabulary.readers.tables import tab_rows
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading, iso_date
from mendelgraph.vocabulary.terms import Term, TermName, Xref

_SET = re.compile(r"^# ?mapping_set_(?:id|version): *\S*obo/mondo/", re.MULTILINE)
_VERSION = re.compile(r"^# ?mapping_set_version: *(\S+)", re.MULTILINE)


def read_sssom(document: Document, identifiers: Identifiers) -> Reading:
    """Read Mondo's mappings, the labels it gives its own terms, and those it gives the targets."""
    found = _VERSION.search(document.head)
    reading = blank_reading("mondo-sssom", iso_date(found.group(1)) if found else "")
    labels: dict[str, str] = {}
    for row in tab_rows(line for line in document.lines() if not line.startswith("#")):
        if row.get("predicate_modifier"):
            continue
        subject, target = identifiers.curie(row["subject_id"]), identifiers.curie(row["object_id"])
        labels[row["subject_id"]] = row.get("subject_label", "")
        if subject and target:
            labels[row["object_id"]] = row.get("object_label", "")
            reading.xrefs.append(Xref(subject, row["predicate_id"], target, "mondo-sssom"))
    _read_labels(labels, reading, identifiers)
    return reading


def _read_labels(labels: dict[str, str], reading: Reading, identifiers: Identifiers) -> None:
    for own, label in labels.items():
        term = identifiers.curie(own) if label else None
        if term:
            reading.terms.append(Term(term, label, "mondo-sssom"))
            reading.names.append(TermName(term, "label", label, "mondo-sssom"))


READERS = (Reader("SSSOM of Mondo", lambda head: _SET.search(head) is not None, read_sssom),)
