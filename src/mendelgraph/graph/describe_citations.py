"""References: the fact that the page cites, and the cited article, chapter or erratum with its fields."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import BlankNode, NamedNode

from mendelgraph.graph.literals import TRUE, english, node, partial_date, plain
from mendelgraph.graph.namespaces import BIBO, CITO, DCTERMS, FABIO, MG, PRISM, PROV, RDF, SCHEMA, SKOS
from mendelgraph.graph.subject import Triple, curie_node, describe_fact
from mendelgraph.identifiers import Curie
from mendelgraph.records import Citation
from mendelgraph.sources.citations import citation_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.alignments import CitationIds
    from mendelgraph.facts import ReferenceFact
    from mendelgraph.graph.iris import Minter
    from mendelgraph.graph.subject import Subject
    from mendelgraph.records import BookFields, CitationFields, Said

# field of CitationFields, its property, how its value is written
_FIELDS = (
    ("title", DCTERMS.title, english),
    ("journal", PRISM.publicationName, plain),
    ("issued", DCTERMS.issued, partial_date),
    ("volume", PRISM.volume, plain),
    ("issue", PRISM.number, plain),
    ("pages", BIBO.pages, plain),
    ("doi", PRISM.doi, plain),
    ("electronic", DCTERMS.available, partial_date),
    ("collection", MG.electronicCollection, plain),
)
_PAGES = re.compile(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)")


def citation_node(mint: Minter, citation: Citation, pmid: str | None = None) -> NamedNode:
    """Return a citation's IRI: its DOI's, else its PubMed id's, else one minted from its fingerprint.

    `pmid` is one that alignment knows; as with genes, the best identifier known names the node in every layer.
    """
    doi = citation.fields.doi if citation.fields else None
    if doi:
        return NamedNode("https://doi.org/" + quote(doi, safe="/:;().,_-~!$&'*+=@"))
    pmid = citation.pmid or pmid
    return curie_node(Curie("PMID", pmid)) if pmid else mint.citation(citation_key(citation))


def state_references(
    subject: Subject, facts: Iterable[ReferenceFact], said: Iterable[Said[Citation]], known: Iterable[CitationIds]
) -> Iterator[Triple]:
    """Describe each reference: flat, as a citation act with its receipts, and the work that is cited."""
    documents = {item.value: item.documents for item in said}
    pmids = {ids.citation: ids.pmid for ids in known}
    page = node(subject.page)
    for fact in facts:
        work = citation_node(subject.mint, fact.citation, pmids.get(fact.citation))
        iri = subject.own.reference(work)
        yield Triple(subject.thing, DCTERMS.references, work)
        yield Triple(iri, CITO.hasCitedEntity, work)
        if page:
            yield Triple(iri, CITO.hasCitingEntity, page)
        sources = documents.get(fact.citation, ())
        yield from describe_fact(subject, iri, CITO.Citation, fact.receipts, sources)
        yield from _describe_work(subject, work, fact.citation)
        yield from (Triple(work, PROV.wasDerivedFrom, subject.documents[key]) for key in sources)


def _describe_work(subject: Subject, work: NamedNode, citation: Citation) -> Iterator[Triple]:
    yield Triple(work, RDF.type, _kind(citation.fields))
    if citation.text:
        yield Triple(work, DCTERMS.bibliographicCitation, english(citation.text))
    if citation.on_pubmed:
        yield Triple(work, MG.onPubMed, TRUE)
    if citation.free_in_pmc:
        yield Triple(work, MG.freeInPmc, TRUE)
    yield from _describe_ids(work, citation.pmid, citation.pmcid)
    if citation.fields:
        yield from _describe_fields(work, citation.fields)
        yield from _describe_errata(subject, work, citation.fields.errata)


def _kind(fields: CitationFields | None) -> NamedNode:
    if fields is None:
        return FABIO.Expression
    return FABIO.BookChapter if fields.book else FABIO.JournalArticle


def _describe_ids(work: NamedNode, pmid: str | None, pmcid: str | None) -> Iterator[Triple]:
    if pmid:
        pubmed = curie_node(Curie("PMID", pmid))
        yield Triple(work, FABIO.hasPubMedId, plain(pmid))
        if pubmed != work:
            yield Triple(work, SKOS.exactMatch, pubmed)
    if pmcid:
        yield Triple(work, FABIO.hasPubMedCentralId, plain(pmcid))


def _describe_fields(work: NamedNode, fields: CitationFields) -> Iterator[Triple]:
    for field, predicate, write in _FIELDS:
        value = getattr(fields, field)
        if value:
            yield Triple(work, predicate, write(value))
    yield from _describe_list(work, BIBO.authorList, fields.authors)
    yield from _describe_pages(work, fields.pages)
    if fields.issued and fields.issued.span:
        yield Triple(work, MG.issuedSpan, plain(fields.issued.span))
    yield from (Triple(work, MG.publicationNote, plain(note)) for note in fields.notes)
    if fields.book:
        yield from _describe_book(work, fields.book)


def _describe_book(chapter: NamedNode, book: BookFields) -> Iterator[Triple]:
    yield Triple(chapter, PRISM.publicationName, plain(book.title))
    yield Triple(chapter, MG.imprint, plain(f"{book.place}: {book.publisher}"))
    yield Triple(chapter, MG.issuedSpan, plain(book.span))
    yield from _describe_list(chapter, BIBO.editorList, book.editors)
    url = node(book.url) if book.url else None
    if url:
        yield Triple(chapter, SCHEMA.url, url)
    if book.updated:
        yield Triple(chapter, MG.publicationNote, plain(book.updated))


def _describe_list(work: NamedNode, predicate: NamedNode, names: tuple[str, ...]) -> Iterator[Triple]:
    """Write names in their order as an RDF list.

    Its cells are the only blank nodes of the graph: JSON-LD and Turtle know a list only by them. Their labels come
    from the content, so the same list has the same cells in every record that cites the work, and on every run.
    """
    if not names:
        return
    seed = "\n".join((work.value, predicate.value, *names)).encode()
    label = sha256(seed).hexdigest()[:20]
    cells = [BlankNode(f"l{label}n{index}") for index in range(len(names))]
    yield Triple(work, predicate, cells[0])
    rests: list[BlankNode | NamedNode] = [*cells[1:], RDF.nil]
    for cell, rest, name in zip(cells, rests, names, strict=True):
        yield Triple(cell, RDF.first, plain(name))
        yield Triple(cell, RDF.rest, rest)


def _describe_pages(work: NamedNode, pages: str | None) -> Iterator[Triple]:
    span = expand_pages(pages or "")
    if span:
        yield Triple(work, PRISM.startingPage, plain(span[0]))
        yield Triple(work, PRISM.endingPage, plain(span[1]))


def expand_pages(pages: str) -> tuple[str, str] | None:
    """Return first and last page in full (NLM prints only the digits of the last that differ), or None if unsure.

    >>> expand_pages("1788-96"), expand_pages("S12-5"), expand_pages("e53")
    (('1788', '1796'), ('S12', 'S15'), None)
    """
    match = _PAGES.fullmatch(pages)
    if not match:
        return None
    letters, first, more, last = match.groups()
    full = first[: max(len(first) - len(last), 0)] + last
    if more not in {"", letters} or int(full) < int(first):
        return None
    return letters + first, letters + full


def _describe_errata(subject: Subject, work: NamedNode, errata: Iterable[str]) -> Iterator[Triple]:
    for text in errata:
        erratum = subject.mint.citation(citation_key(Citation(text)))
        yield Triple(work, CITO.isCorrectedBy, erratum)
        yield Triple(erratum, RDF.type, FABIO.Erratum)
        yield Triple(erratum, CITO.corrects, work)
        yield Triple(erratum, DCTERMS.bibliographicCitation, english(text))


def align_citations(subject: Subject, known: Iterable[CitationIds]) -> Iterator[Triple]:
    """Describe the ids that a curated table or a resolver knows and the page does not give, and which one it was."""
    for ids in known:
        pmid = ids.pmid if ids.pmid != ids.citation.pmid else None
        pmcid = ids.pmcid if ids.pmcid != ids.citation.pmcid else None
        work = citation_node(subject.mint, ids.citation, ids.pmid)
        if pmid or pmcid:
            yield from _describe_ids(work, pmid, pmcid)
            yield Triple(subject.own.reference(work), MG.vocabulary, plain(ids.source))
