"""A file streams by, what it mentions is looked up once, and what is known of that comes after it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from mendelgraph.join.mentions import Mention, is_hopeless, read_mention
from mendelgraph.join.misses import Miss, find_literal, find_miss
from mendelgraph.join.report import Outcome, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.identifiers import Curie
    from mendelgraph.join.knowledge import Knowledge, Link
    from mendelgraph.vocabulary.terms import Vocabulary

MAX_KEPT = 100_000
MAX_MISSES = 5_000
"""Different things whose rows are kept; more are counted, so that memory stays bounded whatever the file holds."""


class Joining:
    """Join one file: pass its quads through `enrich`, then read `rows`."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        self._knowledge, self._vocabulary = knowledge, vocabulary
        self._times: Counter[NamedNode | Literal] = Counter()
        self.quads = self.added = self.left_out = self._misses = 0
        self._told = lru_cache(maxsize=MAX_KEPT)(self._tells)

    def enrich(self, quads: Iterable[Quad], *, added_only: bool = False) -> Iterator[Quad]:
        """Yield the quads as they come, then, in the default graph, what is known of what they mention, each once."""
        for quad in quads:
            self.quads += 1
            self._note(quad.subject)
            self._note(quad.object)
            if not added_only:
                yield quad
        for triple in sorted(self._known(), key=str):
            self.added += 1
            yield Quad(*triple)

    def _note(self, term: object) -> None:
        if not isinstance(term, NamedNode | Literal) or not self._told(term):
            return
        if term in self._times or len(self._times) < MAX_KEPT:
            self._times[term] += 1
        else:
            self.left_out += 1

    def _tells(self, term: NamedNode | Literal) -> bool:
        """Tell whether a term is worth a row; what comes near costs a long look, so only so many are looked for."""
        if isinstance(term, NamedNode) and self._knowledge.holds(term):
            return True
        if is_hopeless(term.value):
            return False
        if isinstance(term, NamedNode) and read_mention(term.value):
            return True
        if self._misses >= MAX_MISSES:
            self.left_out += 1
            return False
        found = find_miss(term.value) if isinstance(term, NamedNode) else find_literal(term.value)
        self._misses += found is not None
        return found is not None

    def _links(self, term: NamedNode) -> list[Link]:
        return self._knowledge.links_of(term.value, read_mention(term.value))

    def _known(self) -> set[Triple]:
        known: set[Triple] = set()
        for term in self._times:
            if not isinstance(term, NamedNode):
                continue
            for link in self._links(term):
                if link.thing != term:
                    known.add(Triple(term, link.predicate, link.thing))
                known.update(self._knowledge.describe(link))
        return known

    def rows(self) -> Iterator[Row]:
        """Yield a row for each thing mentioned, once the quads have passed."""
        for term, times in self._times.items():
            mention = read_mention(term.value) if isinstance(term, NamedNode) else None
            links = self._links(term) if isinstance(term, NamedNode) else []
            if links:
                yield self._joined(term.value, times, mention, links)
            elif mention:
                yield self._absent(term.value, times, mention)
            else:
                miss = find_miss(term.value) if isinstance(term, NamedNode) else find_literal(term.value)
                if miss:
                    yield self._missed(term.value, times, miss)

    def _joined(self, text: str, times: int, mention: Mention | None, links: list[Link]) -> Row:
        curies, dialects = (mention.curies, mention.dialects) if mention else ((), ("canonical",))
        names = "; ".join(f"{_word(link.predicate)} {self._knowledge.name_of(link.thing)}" for link in links)
        rot = "".join(f"; {self._rot(curie)}" for curie in curies if self._rot(curie))
        return Row(Outcome.JOINED, text, times, " ".join(map(str, curies)), " ".join(dialects), names + rot)

    def _absent(self, text: str, times: int, mention: Mention) -> Row:
        shown = " ".join(map(str, mention.curies)) or f"ghr:{mention.slug}" * bool(mention.slug) or mention.symbol
        rot = "; ".join(filter(None, map(self._rot, mention.curies)))
        outcome = Outcome.OBSOLETE if rot else Outcome.ABSENT
        detail = rot or "the release has no condition or gene with this identifier"
        return Row(outcome, text, times, shown, " ".join(mention.dialects), detail)

    def _missed(self, text: str, times: int, miss: Miss) -> Row:
        outcome = Outcome.UNKNOWN if miss.fault.startswith(Outcome.UNKNOWN) else Outcome.MISS
        if miss.curie is None:
            return Row(outcome, text, times, "", "", miss.fault)
        rot = self._rot(miss.curie)
        detail = f"{miss.fault}; did you mean {miss.curie.iri} ?" + (f" ({rot})" if rot else "")
        return Row(outcome, text, times, str(miss.curie), "", detail)

    def _rot(self, curie: Curie) -> str:
        term = self._vocabulary.term(curie)
        if term is None or not term.obsolete:
            return ""
        named = " or ".join(map(str, term.replaced_by))
        return f"{OBSOLETE_WORD}{f', replaced by {named}' if named else ', without a replacement'}"


OBSOLETE_WORD = "the vocabulary calls it obsolete"


def _word(predicate: NamedNode) -> str:
    return predicate.value.replace("#", "/").rpartition("/")[2]
