"""What a file mentions is noted as it streams by, looked up once, and what is known of it comes after."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from mendelgraph.join.mentions import Mention, read_mention
from mendelgraph.join.misses import Miss, find_literal, find_miss
from mendelgraph.join.report import Outcome, Row
from mendelgraph.join.scanning import count_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.identifiers import Curie
    from mendelgraph.join.knowledge import Knowledge, Link
    from mendelgraph.vocabulary.terms import Vocabulary

MAX_KEPT = 100_000
"""Different things without a link whose rows are kept; more are counted, so that memory stays bounded. What joins is
always kept: no more than the release's identifiers in every form."""


class Joining:
    """Join one file: `note` it block by block, then `enrich` it, and take the `rows` of the report."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        self._knowledge, self._vocabulary = knowledge, vocabulary
        self._joins: Counter[bytes] = Counter()
        self._others: Counter[bytes] = Counter()
        self.statements = self.added = self.left_out = 0
        self._weigh = lru_cache(maxsize=MAX_KEPT)(self._weigh_anew)

    def note(self, nquads: bytes) -> None:
        """Note what whole lines of N-Quads mention as subject or object."""
        lines, terms = count_terms(nquads, self._knowledge.base.encode())
        self.statements += lines
        for term, times in terms.items():
            counter = self._weigh(term)
            if counter is None:
                continue
            if counter is self._joins or term in counter or len(counter) < MAX_KEPT:
                counter[term] += times
            else:
                self.left_out += times

    def _weigh_anew(self, term: bytes) -> Counter[bytes] | None:
        """Return where a term is counted; None for what mentions nothing and comes near to nothing."""
        text, is_iri = _read(term)
        if not is_iri:
            return self._others if find_literal(text) else None
        if self._links(text):
            return self._joins
        return self._others if read_mention(text) or find_miss(text) else None

    def _links(self, iri: str) -> list[Link]:
        return self._knowledge.links_of(iri, read_mention(iri))

    def enrich(self) -> list[Quad]:
        """Return, in the default graph and sorted, what is known of what was mentioned: links and what they lead to."""
        known: set[Triple] = set()
        for term in self._joins:
            own = NamedNode(_read(term)[0])
            for link in self._links(own.value):
                if link.thing != own:
                    known.add(Triple(own, link.predicate, link.thing))
                known.update(self._knowledge.describe(link))
        self.added = len(known)
        return [Quad(*triple) for triple in sorted(known, key=str)]

    def rows(self) -> Iterator[Row]:
        """Yield a row for each thing mentioned, once the file has passed."""
        for term, times in self._joins.items():
            text, _ = _read(term)
            yield self._joined(text, times, read_mention(text), self._links(text))
        for term, times in self._others.items():
            text, is_iri = _read(term)
            mention = read_mention(text) if is_iri else None
            miss = None if mention else find_miss(text) if is_iri else find_literal(text)
            if mention:
                yield self._absent(text, times, mention)
            elif miss:
                yield self._missed(text, times, miss)

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


def _read(term: bytes) -> tuple[str, bool]:
    """Return a term's text, and whether it is an IRI; what N-Quads escape is in no identifier."""
    return term[1:-1].decode(), term.startswith(b"<")


def _word(predicate: NamedNode) -> str:
    return predicate.value.replace("#", "/").rpartition("/")[2]
