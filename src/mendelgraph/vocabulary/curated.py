"""Terms that the model uses and no release at hand defines: `data/vocabulary_curated.tsv`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mendelgraph.resources import read_resource
from mendelgraph.vocabulary.readers.tables import tab_rows
from mendelgraph.vocabulary.reading import Identifiers, Reading, blank_reading
from mendelgraph.vocabulary.terms import Term, TermName

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = "data/vocabulary_curated.tsv"


def curated_readings() -> Iterator[tuple[Reading, str]]:
    """Yield what the table says, a reading for each source, with the hash of the table."""
    text = read_resource(_FILE)
    digest = hashlib.sha256(text.encode()).hexdigest()
    identifiers = Identifiers()
    rows = list(tab_rows(text.split("\n")))
    for key in sorted({row["source"] for row in rows}):
        reading = blank_reading(key)
        for row in rows:
            term = identifiers.curie(row["curie"]) if row["source"] == key else None
            if term:
                reading.terms.append(Term(term, row["label"], key))
                reading.names.append(TermName(term, "label", row["label"], key))
        yield reading, digest
