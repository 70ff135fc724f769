"""Make one account of what several releases say: which label is current, which term is gone, what a newer one settles.

A source speaks for one vocabulary. Its own newest release decides label and state of a term; releases that do not
state their age are placed by content: a listing that holds ids unknown to a dated release is newer than it, since
identifiers of these ontologies are never deleted, only made obsolete.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.vocabulary.names import fold_name
from mendelgraph.vocabulary.origins import COVERAGES, origins
from mendelgraph.vocabulary.reading import iso_date
from mendelgraph.vocabulary.terms import Gene, GeneDisease, Term, TermName, Xref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.reading import Reading

# Marks that publishers put before a label: Mondo, HPO and DO "obsolete ", Orphanet "OBSOLETE: ". Orphanet's note on
# prevalence is no part of a name either, but says nothing about the term's state.
_OBSOLETE = re.compile(r"^(?:obsolete |OBSOLETE: )")
_NOTE = re.compile(r"^NON RARE IN EUROPE: ")
PLAIN = "oboInOwl:hasDbXref"


class Authority(NamedTuple):
    """Order the sources of a term: the smallest speaks for it."""

    foreign: bool
    age: tuple[int, ...]
    coverage: int


def ages(readings: Sequence[Reading]) -> dict[str, str]:
    """Return for each source the ISO date it states, or the date of the newest whole release it must be younger than.

    Such an inferred date has a trailing `~`, which sorts it after that release.
    """
    dates = {reading.key: iso_date(reading.version) for reading in readings}
    ids = {reading.key: {row[0] for rows in (reading.terms, reading.xrefs) for row in rows} for reading in readings}
    for key in sorted(key for key, date in dates.items() if not date):
        prefix = origins()[key].prefix
        own = {curie for curie in ids[key] if curie.prefix == prefix}
        older = [
            date
            for other, date in dates.items()
            if date and not date.endswith("~") and origins()[other].prefix == prefix
            and origins()[other].coverage == "whole" and own - ids[other]
        ]  # fmt: skip
        dates[key] = max(older) + "~" if older else ""
    return dates


def _authority(curie: Curie, key: str, dates: dict[str, str]) -> Authority:
    origin = origins()[key]
    foreign = origin.prefix != curie.prefix or origin.coverage == "mention"
    newest_first = tuple(-ord(c) for c in dates[key] + " ")
    return Authority(foreign, newest_first, COVERAGES.index(origin.coverage))


def settle_terms(readings: Sequence[Reading], dates: dict[str, str]) -> dict[Curie, Term]:
    """Return one row for each term, as the source that speaks for it has it.

    Replacements that only another source gives are kept. A term of an older release that the newest whole release of
    its vocabulary no longer lists is obsolete.
    """
    stated: defaultdict[Curie, list[Term]] = defaultdict(list)
    for reading in readings:
        for term in reading.terms:
            stated[term.curie].append(term)
    listed = _newest_listings(readings, dates)
    return {curie: _settled(curie, stated[curie], dates, listed) for curie in sorted(stated)}


def _settled(curie: Curie, rows: list[Term], dates: dict[str, str], listed: dict[str, tuple[str, set[Curie]]]) -> Term:
    # A row without label is a merged id; one with label says more about the term.
    ordered = sorted(rows, key=lambda row: (_authority(curie, row.source, dates), not row.label, row))
    first = ordered[0]
    label = first.label or next((row.label for row in ordered if row.label), "")
    newest, members = listed.get(curie.prefix, ("", set()))
    withdrawn = bool(newest) and curie not in members and dates[first.source] <= newest
    marked = any(
        _OBSOLETE.match(row.label) for row in ordered if row is first or dates[row.source] > dates[first.source]
    )
    obsolete = first.obsolete or withdrawn or marked
    replaced = first.replaced_by or next((row.replaced_by for row in ordered if row.replaced_by), ())
    consider = first.consider or next((row.consider for row in ordered if row.consider), ())
    return Term(
        curie, unmarked(label), first.source, obsolete, replaced if obsolete else (), consider if obsolete else ()
    )


def unmarked(label: str) -> str:
    """Return a label without the marks of its publisher.

    >>> unmarked("obsolete 46,XX sex reversal")
    '46,XX sex reversal'
    """
    return _NOTE.sub("", _OBSOLETE.sub("", label))


def _newest_listings(readings: Sequence[Reading], dates: dict[str, str]) -> dict[str, tuple[str, set[Curie]]]:
    """Return by prefix the date and the members of the newest whole release, where it has a date to compare."""
    newest: dict[str, tuple[str, set[Curie]]] = {}
    for reading in sorted(readings, key=lambda reading: dates[reading.key]):
        origin = origins()[reading.key]
        if origin.coverage == "whole" and dates[reading.key]:
            newest[origin.prefix] = (dates[reading.key], {term.curie for term in reading.terms})
    return newest


def settle_names(readings: Sequence[Reading], terms: dict[Curie, Term], dates: dict[str, str]) -> list[TermName]:
    """Return every name of every term, without what a newer release of the same vocabulary settles.

    - A label that an older release gave and the newest does not is a name without scope.
    - The newest source that gives a name a scope settles it; a label settles more than any scope.
    - An exact synonym that a newer whole release with exact synonyms does not have is a name without scope.
    - A name without scope is dropped where a source of the same vocabulary gives that name a scope.
    """
    told: defaultdict[tuple[Curie, str, str], set[TermName]] = defaultdict(set)
    for reading in readings:
        origin = origins()[reading.key]
        for name in reading.names:
            clean = _clean(name)
            speaker = origin.prefix if origin.prefix == name.term.prefix else name.source
            if clean.literal:
                told[name.term, speaker, fold_name(clean.literal)].add(clean)
    exact = _exact_releases(readings, dates)
    settled: set[TermName] = set()
    for (curie, speaker, folded), rows in told.items():
        term = terms.get(curie)
        label = fold_name(term.label) if term else ""
        checked = [_checked(row, term, folded == label, exact.get(speaker), dates) for row in sorted(rows)]
        settled.update(_told_best(checked, dates))
    return sorted(settled)


def _clean(name: TermName) -> TermName:
    literal = " ".join(name.literal.split())
    literal = unmarked(literal) if name.use == "label" else literal
    return name if literal == name.literal else name._replace(literal=literal)


def _exact_releases(
    readings: Sequence[Reading], dates: dict[str, str]
) -> dict[str, tuple[str, set[tuple[Curie, str]]]]:
    """Return by prefix the date and the exact synonyms of the newest whole release that states any."""
    found: dict[str, tuple[str, set[tuple[Curie, str]]]] = {}
    for reading in sorted(readings, key=lambda reading: dates[reading.key]):
        exact = {(name.term, fold_name(name.literal)) for name in reading.names if name.use == "hasExactSynonym"}
        if exact and origins()[reading.key].coverage == "whole":
            found[origins()[reading.key].prefix] = (dates[reading.key], exact)
    return found


def _checked(
    row: TermName,
    term: Term | None,
    is_label: bool,  # noqa: FBT001 - a fact about the name, computed once by the only caller
    exact: tuple[str, set[tuple[Curie, str]]] | None,
    dates: dict[str, str],
) -> TermName:
    """Take away the use that a newer release no longer supports."""
    own = origins()[row.source].prefix == row.term.prefix and origins()[row.source].coverage != "mention"
    if row.use == "label" and own and term and row.source != term.source and not is_label:
        return row._replace(use="unscoped")
    gone = exact and dates[row.source] < exact[0] and (row.term, fold_name(row.literal)) not in exact[1]
    return row._replace(use="unscoped") if row.use == "hasExactSynonym" and gone else row


def _told_best(rows: list[TermName], dates: dict[str, str]) -> Iterable[TermName]:
    """Keep of the uses of one name, by sources of one vocabulary, those that say most and last."""
    abbreviation = any(row.abbreviation for row in rows)
    best = [row for row in rows if row.use == "label"] or [row for row in rows if row.use != "unscoped"] or rows
    newest = max(_recency(row.source, dates) for row in best)
    kept = [row for row in best if _recency(row.source, dates) == newest]
    return {row._replace(abbreviation=abbreviation) for row in kept}


def settle_xrefs(readings: Sequence[Reading], dates: dict[str, str]) -> list[Xref]:
    """Return all cross references, without what a newer or more precise one of the same vocabulary settles.

    What the newest release says of a term and a target vocabulary replaces what older ones and copies say. Of two that
    join the same pair, a plain `oboInOwl:hasDbXref` says less than a SKOS relation.
    """
    told: defaultdict[tuple[Curie, str, str], set[Xref]] = defaultdict(set)
    for reading in readings:
        for xref in reading.xrefs:
            told[xref.subject, xref.object.prefix, _speaker(xref.source)].add(xref)
    return sorted(xref for rows in told.values() for xref in _telling(rows, dates))


def _speaker(source: str) -> str:
    """Return the vocabulary that a source speaks for; one that only mentions terms speaks for itself."""
    origin = origins()[source]
    return source if origin.coverage == "mention" else origin.prefix


def _telling(rows: set[Xref], dates: dict[str, str]) -> list[Xref]:
    newest = max(_recency(row.source, dates) for row in rows)
    current = [row for row in rows if _recency(row.source, dates) == newest]
    precise = {row.object for row in current if row.predicate != PLAIN}
    return [row for row in current if row.predicate != PLAIN or row.object not in precise]


def _recency(source: str, dates: dict[str, str]) -> tuple[str, int]:
    """Order the sources of one vocabulary: by age, and of one age the fuller before the copy."""
    return dates[source], -COVERAGES.index(origins()[source].coverage)


def settle_parents(readings: Sequence[Reading], dates: dict[str, str]) -> list[tuple[Curie, Curie]]:
    """Return the superclasses of each term from one release: whole ones before parts, newer before older."""
    chosen: dict[Curie, tuple[tuple[object, ...], set[Curie]]] = {}
    for reading in readings:
        above: defaultdict[Curie, set[Curie]] = defaultdict(set)
        for child, parent in reading.parents:
            above[child].add(parent)
        origin = origins()[reading.key]
        for child, parents in above.items():
            authority = _authority(child, reading.key, dates)
            rank = (authority.foreign, COVERAGES.index(origin.coverage), authority.age, reading.key)
            if child not in chosen or rank < chosen[child][0]:
                chosen[child] = (rank, parents)
    return sorted((child, parent) for child, (_, parents) in chosen.items() for parent in parents)


def settle_genes(readings: Sequence[Reading]) -> list[Gene]:
    """Return all genes; raise InputError where one id has two entries that differ, as no release of HGNC has."""
    found = sorted({gene for reading in readings for gene in reading.genes})
    for one, other in pairwise(found):
        if one.hgnc == other.hgnc:
            said = f"says of {one.hgnc} two things that differ; fetch the file again"
            raise InputError(said, where=origins()[other.source].title)
    return found


def settle_gene_diseases(readings: Sequence[Reading], by_entrez: dict[Curie, Curie]) -> list[GeneDisease]:
    """Return all gene-disease links, genes as HGNC ids where HGNC knows the NCBI id."""
    links = (link for reading in readings for link in reading.gene_diseases)
    return sorted({link._replace(gene=by_entrez.get(link.gene, link.gene)) for link in links})
