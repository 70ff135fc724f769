"""Parent of origin: from which parent's copy of a gene the condition, or a form of it, arises.

What is stated is the copy that is altered or missing, never the silenced one (labelling rule 15 of the development
gold table). Sentences on imprinting in general, on uniparental disomy and on harmless copies state nothing of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.extract.forms import form_of
from mendelgraph.extract.origin_rules import NOT_ORIGIN, ORIGIN
from mendelgraph.extract.rules import fits_any
from mendelgraph.extract.sentences import sentences
from mendelgraph.extract.symbols import symbols_in
from mendelgraph.facts import OriginFact, ParentalCopy
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mendelgraph.facts import GeneFact, Receipt
    from mendelgraph.records import ConditionRecord

PARENTS = {
    "paternal": ParentalCopy.PATERNAL,
    "father": ParentalCopy.PATERNAL,
    "men": ParentalCopy.PATERNAL,
    "maternal": ParentalCopy.MATERNAL,
    "mother": ParentalCopy.MATERNAL,
    "women": ParentalCopy.MATERNAL,
}
_PARENT = re.compile(r"(?i:[pm]aternal)|father|mother|women|\bmen\b")


def origin_facts(record: ConditionRecord, genes: Sequence[GeneFact]) -> tuple[OriginFact, ...]:
    """Return from which parent's copy a condition arises, as its text states, with the gene if one is meant.

    The gene is the one that the sentence names, else the record's one gene.
    """
    found: dict[tuple[ParentalCopy, str | None, str | None], list[Receipt]] = {}
    for sentence in sentences(record, Role.CAUSES, Role.INHERITANCE):
        copy = stated_copy(sentence.text)
        if copy is not None:
            key = (copy, _gene_of(sentence.text, genes), form_of(sentence.text, record))
            found.setdefault(key, []).append(sentence.receipt)
    return tuple(OriginFact(copy, tuple(receipts), symbol, form) for (copy, symbol, form), receipts in found.items())


def with_copies(genes: Sequence[GeneFact], origins: Sequence[OriginFact]) -> tuple[GeneFact, ...]:
    """Put the copy that brings about the condition to its gene, where all that is said of it agrees."""
    copies: dict[str | None, set[ParentalCopy]] = {}
    for origin in origins:
        copies.setdefault(origin.symbol, set()).add(origin.copy)
    return tuple(
        gene._replace(copy=min(copies[gene.symbol])) if len(copies.get(gene.symbol, ())) == 1 else gene
        for gene in genes
    )


def stated_copy(text: str) -> ParentalCopy | None:
    """Return the parent from whose copy the condition arises, by one sentence, or None.

    >>> stated_copy("It occurs when mutations affect the paternal copy of the gene.")
    <ParentalCopy.PATERNAL: 'paternal'>
    >>> stated_copy("Only the maternal copy of the gene is active.")
    """
    if not _PARENT.search(text):
        return None
    found = next((match for row in ORIGIN if (match := row.pattern.search(text))), None)
    if found is None or fits_any(NOT_ORIGIN, text):
        return None
    return PARENTS[found["parent"].lower()]


def _gene_of(text: str, genes: Sequence[GeneFact]) -> str | None:
    symbols = [fact.symbol for fact in genes]
    named = symbols_in(text, symbols)
    if len(named) == 1:
        return named[0]
    return symbols[0] if len(symbols) == 1 else None
