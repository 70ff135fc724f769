"""The index that the search box reads: names, other names, genes and identifiers, folded, as one small script."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

from mendelgraph.site.places import curie_or_iri

if TYPE_CHECKING:
    from mendelgraph.site.catalogue import Catalogue

INDEX = "assets/search-index.js"


def fold(text: str) -> str:
    """Return a text without case, accents and ligatures, so that what people type finds it.

    >>> fold("Alström Syndrome")
    'alstrom syndrome'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def write_index(catalogue: Catalogue) -> bytes:
    """Write the index as a script, which a page can read from a folder too, where it may fetch nothing.

    A row is [kind, name, stem, other words]; kinds are c(ondition) and g(ene).
    """
    rows = [
        ["c", entry.name, catalogue.addresses.pages[entry.iri], _words(entry.iri, catalogue)]
        for entry in catalogue.sorted_conditions()
    ]
    rows += [
        ["g", symbol, catalogue.addresses.pages[iri], _gene_words(iri, catalogue)]
        for iri, symbol in sorted(catalogue.genes.items(), key=lambda row: (row[1], row[0]))
    ]
    written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"self.mendelgraphIndex={written};\n".encode()


def _words(iri: str, catalogue: Catalogue) -> list[str]:
    entry = catalogue.conditions[iri]
    genes = dict.fromkeys(catalogue.label(each.gene) for each in catalogue.by_condition.get(iri, ()))
    return [*entry.names, *genes, f"ghr:{entry.slug}", *map(curie_or_iri, entry.matches)]


def _gene_words(iri: str, catalogue: Catalogue) -> list[str]:
    name = catalogue.full_names.get(iri, "")
    return [*([name] if name else []), curie_or_iri(iri), *map(curie_or_iri, catalogue.gene_xrefs.get(iri, ()))]
