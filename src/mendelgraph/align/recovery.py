"""Names that lost letters on their way: MedQuAD dropped every non-ASCII character.

A name is recovered only where it is certain: no vocabulary of diseases bears the name as printed, one has a name that
gives the printed one when its non-ASCII characters are dropped, and all such names are spellings of a single one, or
one of them is the name that the page's address spells. A name whose first letter is lost reads as another whole name
once it is folded ("-thalassemia"), and any letter may have stood there: it is never looked up as printed, and only the
address can tell which it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.alignments import NameUse, RecoveredName
from mendelgraph.vocabulary.names import fold_name

if TYPE_CHECKING:
    from mendelgraph.facts import StatedRecord
    from mendelgraph.vocabulary.terms import TermName, Vocabulary


TRUSTED = frozenset({"MONDO", "HP", "DOID", "Orphanet", "GARD", "OMIM"})
"""Vocabularies whose names prove that a name is whole. Labels of others reach the index through lists of cross
references, some of which lost the same letters (ICD-11's "Behet disease" in Mondo's mappings)."""
_FOLDED = 2
"""The distance of a spelling that gives the printed one only once both are folded."""
_HEADLESS = re.compile(r"(?:^|\s)-(?=[^\W\d])")


def lost_first_letter(printed: str) -> bool:
    """Tell whether a word of a name begins with the hyphen that its lost Greek letter left behind.

    >>> [lost_first_letter(name) for name in ("-thalassemia", "dopamine -hydroxylase", "5p- syndrome", "LPI - type 1")]
    [True, True, False, False]
    """
    return bool(_HEADLESS.search(printed))


def recover_names(stated: StatedRecord, vocabulary: Vocabulary) -> tuple[RecoveredName, ...]:
    """Return the names of the record whose real spelling is certain, in the order of the record."""
    slug = stated.record.slug.replace("-", " ")
    known = {fold_name(fact.literal) for fact in stated.names if not fact.literal.isascii()}
    found = (
        _recover(fact.literal, slug if fact.preferred or lost_first_letter(fact.literal) else "", known, vocabulary)
        for fact in stated.names
    )
    return tuple(name for name in found if name)


def _recover(printed: str, slug: str, known: set[str], vocabulary: Vocabulary) -> RecoveredName | None:
    headless = lost_first_letter(printed)
    if not printed.isascii():
        return None
    if not headless and any(use.term.prefix in TRUSTED for use in vocabulary.named(printed)):
        return None
    uses = [use for use in vocabulary.named_lossy(printed) if fold_name(use.literal) not in known]
    if headless:
        uses = [use for use in uses if _distance(use.literal, printed) < _FOLDED]
    spellings = {fold_name(use.literal) for use in uses}
    if headless or len(spellings) > 1:
        uses = [use for use in uses if fold_name(use.literal) == slug]
    if not uses:
        return None
    best = min(uses, key=lambda use: (_distance(use.literal, printed), use.source, use.literal, use.term))
    return RecoveredName(printed, best.literal, name_use(best, vocabulary))


def _distance(literal: str, printed: str) -> int:
    """Prefer the spelling that gives the printed one letter for letter, then one that does so but for case."""
    left = literal.encode("ascii", "ignore").decode("ascii")
    return 0 if left == printed else 1 if left.casefold() == printed.casefold() else _FOLDED


def name_use(use: TermName, vocabulary: Vocabulary) -> NameUse:
    """Turn the vocabulary's row into the value that goes with a name."""
    term = vocabulary.term(use.term)
    return NameUse(use.term, term.label if term else "", use.use, use.literal, use.source)
