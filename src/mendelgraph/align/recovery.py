"""Names that lost letters on their way: MedQuAD dropped every non-ASCII character.

A name is recovered only where it is certain: nothing bears the name as printed, a vocabulary has a name that gives
the printed one when its non-ASCII characters are dropped, and all such names are spellings of a single one, or one of
them is the name that the page's address spells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.alignments import NameUse, RecoveredName
from mendelgraph.vocabulary.names import fold_name

if TYPE_CHECKING:
    from mendelgraph.facts import StatedRecord
    from mendelgraph.vocabulary.terms import TermName, Vocabulary


def recover_names(stated: StatedRecord, vocabulary: Vocabulary) -> tuple[RecoveredName, ...]:
    """Return the names of the record whose real spelling is certain, in the order of the record."""
    slug = stated.record.slug.replace("-", " ")
    known = {fold_name(fact.literal) for fact in stated.names if not fact.literal.isascii()}
    found = (_recover(fact.literal, slug if fact.preferred else "", known, vocabulary) for fact in stated.names)
    return tuple(name for name in found if name)


def _recover(printed: str, slug: str, known: set[str], vocabulary: Vocabulary) -> RecoveredName | None:
    if not printed.isascii() or vocabulary.named(printed):
        return None
    uses = [use for use in vocabulary.named_lossy(printed) if fold_name(use.literal) not in known]
    spellings = {fold_name(use.literal) for use in uses}
    if len(spellings) > 1:
        uses = [use for use in uses if fold_name(use.literal) == slug]
    if not uses:
        return None
    best = min(uses, key=lambda use: (not _drops_to(use.literal, printed), use.source, use.literal, use.term))
    return RecoveredName(printed, best.literal, name_use(best, vocabulary))


def _drops_to(literal: str, printed: str) -> bool:
    return literal.encode("ascii", "ignore").decode("ascii").casefold() == printed.casefold()


def name_use(use: TermName, vocabulary: Vocabulary) -> NameUse:
    """Turn the vocabulary's row into the value that goes with a name."""
    term = vocabulary.term(use.term)
    return NameUse(use.term, term.label if term else "", use.use, use.literal, use.source)
