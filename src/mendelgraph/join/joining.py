"""What a file mentions is noted as it streams by, looked up once, and what is known of it comes after."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, Triple

from mendelgraph.join.mentions import Mention, read_mention
from mendelgraph.join.misses import IN_LITERAL, Miss, find_literal, find_miss, is_address
from mendelgraph.join.near_home import find_near_home
from mendelgraph.join.report import Outcome, Row
from mendelgraph.join.scanning import count_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.identifiers import Curie
    from mendelgraph.join.knowledge import Knowledge, Link
    from mendelgraph.vocabulary.terms import Vocabulary

MAX_KEPT = 100_000
"""Different things of one outcome that get a row; more are counted, so that memory stays bounded and no kind crowds out
another. An address may be spelt without end (`…?page=1`, `…?page=2`), so this holds for what joins too."""


class Joining:
    """Join one file: `note` it block by block, then `enrich` it, and take the `rows` of the report."""

    def __init__(self, knowledge: Knowledge, vocabulary: Vocabulary) -> None:
        self._knowledge, self._vocabulary = knowledge, vocabulary
        self._kept: dict[Outcome, Counter[bytes]] = {outcome: Counter() for outcome in Outcome}
        self._found: dict[NamedNode, Link] = {}
        self.further: Counter[Outcome] = Counter()
        """Mentions of what has no row, by their outcome."""
        self.statements = self.added = 0
        self._weigh = lru_cache(maxsize=MAX_KEPT)(self._weigh_anew)

    def note(self, nquads: bytes) -> list[Quad]:
        """Note what whole lines of N-Quads mention as subject or object.

        Returns the links of what joins and is not kept for `enrich`: nothing that joins is cut off.
        """
        lines, terms = count_terms(nquads, self._knowledge.base.encode())
        self.statements += lines
        late: set[Triple] = set()
        for term, times in terms.items():
            outcome = self._weigh(term)
            if outcome is None:
                continue
            kept = self._kept[outcome]
            if term in kept or len(kept) < MAX_KEPT:
                kept[term] += times
                continue
            self.further[outcome] += times
            if outcome is Outcome.JOINED:
                late.update(self._tie(term))
        return self._added(late)

    def enrich(self) -> list[Quad]:
        """Return, in the default graph and sorted, what is known of what was mentioned: links and what they lead to."""
        known = {triple for term in self._kept[Outcome.JOINED] for triple in self._tie(term)}
        for link in self._found.values():
            known.update(self._knowledge.describe(link))
        return self._added(known)

    def rows(self) -> Iterator[Row]:
        """Yield a row for each thing kept, sorted by outcome and text, once the file has passed."""
        for kept in self._kept.values():
            for term in sorted(kept, key=lambda term: (term[1:-1], term)):
                if row := self._row(term):
                    yield row._replace(times=kept[term])

    def counts(self) -> dict[Outcome, int]:
        """Return the number of rows of each outcome."""
        return {outcome: len(kept) for outcome, kept in self._kept.items()}

    def _tie(self, term: bytes) -> Iterator[Triple]:
        """Yield the links of a term, and remember what they lead to."""
        own = NamedNode(_read(term)[0])
        for link in self._links(own.value):
            self._found.setdefault(link.thing, link)
            if link.thing != own:
                yield Triple(own, link.predicate, link.thing)

    def _added(self, triples: set[Triple]) -> list[Quad]:
        self.added += len(triples)
        return [Quad(*triple) for triple in sorted(triples, key=str)]

    def _links(self, iri: str) -> list[Link]:
        return self._knowledge.links_of(iri, read_mention(iri))

    def _weigh_anew(self, term: bytes) -> Outcome | None:
        row = self._row(term)
        return row.outcome if row else None

    def _row(self, term: bytes) -> Row | None:
        """Return a term's row; None for what mentions nothing and comes near to nothing."""
        text, is_iri = _read(term)
        if not is_iri:
            miss = self._find_in_literal(text)
            return self._missed(text, miss) if miss else None
        mention = read_mention(text)
        if links := self._knowledge.links_of(text, mention):
            return self._joined(text, mention, links)
        if mention:
            return self._absent(text, mention)
        miss = self._find_miss(text)
        return self._missed(text, miss) if miss else None

    def _find_miss(self, iri: str) -> Miss | None:
        return find_near_home(iri, self._knowledge) or find_miss(iri)

    def _find_in_literal(self, text: str) -> Miss | None:
        """Find what a literal spells; an address in it is judged as if it were an IRI."""
        if not is_address(text):
            return find_literal(text)
        mention = read_mention(text)
        if mention or self._links(text):
            return Miss(mention.curies[0] if mention and mention.curies else None, IN_LITERAL, meant=text)
        miss = self._find_miss(text)
        return miss._replace(fault=f"{miss.fault}; {IN_LITERAL}") if miss else None

    def _joined(self, text: str, mention: Mention | None, links: list[Link]) -> Row:
        curies, dialects = (mention.curies, mention.dialects) if mention else ((), ("canonical",))
        names = "; ".join(f"{_word(link.predicate)} {self._knowledge.name_of(link.thing)}" for link in links)
        rot = "".join(f"; {rot}" for rot in map(self._rot, curies) if rot)
        return Row(Outcome.JOINED, text, 1, " ".join(map(str, curies)), " ".join(dialects), names + rot)

    def _absent(self, text: str, mention: Mention) -> Row:
        shown = " ".join(map(str, mention.curies)) or f"ghr:{mention.slug}" * bool(mention.slug) or mention.symbol
        rot = "; ".join(filter(None, map(self._rot, mention.curies)))
        outcome = Outcome.OBSOLETE if rot else Outcome.ABSENT
        return Row(outcome, text, 1, shown, " ".join(mention.dialects), rot or NONE_SUCH)

    def _missed(self, text: str, miss: Miss) -> Row:
        meant = miss.meant or (miss.curie.iri if miss.curie else "")
        rot = self._rot(miss.curie) if miss.curie else ""
        detail = miss.fault + (f"; did you mean {meant} ?" if meant else "") + (f" ({rot})" if rot else "")
        return Row(miss.outcome, text, 1, str(miss.curie or ""), "", detail)

    def _rot(self, curie: Curie) -> str:
        term = self._vocabulary.term(curie)
        if term is None or not term.obsolete:
            return ""
        named = " or ".join(map(str, term.replaced_by))
        return f"{OBSOLETE_WORD}{f', replaced by {named}' if named else ', without a replacement'}"


NONE_SUCH = "the release has no condition or gene with this identifier"
OBSOLETE_WORD = "the vocabulary calls it obsolete"


def _read(term: bytes) -> tuple[str, bool]:
    """Return a term's text, and whether it is an IRI; what N-Quads escape is in no identifier."""
    return term[1:-1].decode(), term.startswith(b"<")


def _word(predicate: NamedNode) -> str:
    return predicate.value.replace("#", "/").rpartition("/")[2]
