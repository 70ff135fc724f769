"""Chapters of online books: `AUTHORS. TITLE. DATE [updated …]. In: EDITORS, editors. BOOK [Internet]. PLACE: …`."""

from __future__ import annotations

import re

from mendelgraph.records import BookFields, CitationFields
from mendelgraph.sources.citation_authors import print_authors, read_authors
from mendelgraph.sources.citation_dates import print_date, read_date
from mendelgraph.sources.citation_titles import close_title, open_title

_INTERNET = " [Internet]. "
_AVAILABLE = re.compile(r"\. Available (?:from|at):? ")
_PLACE = re.compile(r"(?P<place>[^:;]{2,80}): (?P<publisher>[^;]{2,200}); (?P<span>[^;.]{4,40})")
_UPDATED = re.compile(r"(?P<date>[^\[\]]*?) ?(?:\[(?P<updated>[^\[\]]{4,60})\])?")
_EDITORS = re.compile(r", editors?\. ")


def read_chapter(text: str) -> CitationFields | None:
    """Read a citation with single spaces as a chapter of an online book, or return None where it is none.

    >>> chapter = read_chapter("Doe J. Marble bones. 2023. In: Bones [Internet]. Ulm (DE): Bone Press; 2025 Jan-.")
    >>> chapter.title, chapter.book.title, chapter.book.publisher, chapter.book.span
    ('Marble bones', 'Bones', 'Bone Press', '2025 Jan-')
    """
    chapter, mark, container = text.partition(". In: ")
    head, internet, imprint = container.partition(_INTERNET)
    if not mark or not internet:
        return None
    book = _read_book(head, imprint)
    return book and _read_head(chapter, book)


def _read_book(head: str, imprint: str) -> BookFields | None:
    found = _EDITORS.search(head)
    title = head[found.end() :] if found else head
    editors = read_authors(head[: found.start()]) if found else ()
    if editors is None:
        return None
    published, mark, url = _split_url(imprint)
    place = _PLACE.fullmatch(published)
    if not title or not place or (mark and not re.fullmatch(r"https?://[^\s<>\"]+", url)):
        return None
    return BookFields(title, place["place"], place["publisher"], place["span"], url or None, editors)


def _split_url(imprint: str) -> tuple[str, str, str]:
    found = _AVAILABLE.search(imprint)
    if not found:
        return imprint.removesuffix("."), "", ""
    return imprint[: found.start()], found[0], imprint[found.end() :].removesuffix(".")


def _read_head(chapter: str, book: BookFields) -> CitationFields | None:
    names, _, rest = chapter.partition(". ")
    authors = read_authors(names)
    title, _, dated = rest.rpartition(". ")
    found = _UPDATED.fullmatch(dated)
    issued = read_date(found["date"]) if found else None
    if authors is None or not title or not found or issued is None:
        return None
    book = book._replace(updated=found["updated"])
    return CitationFields(authors, open_title(f"{title}."), issued=issued, book=book)


def print_chapter(fields: CitationFields, book: BookFields) -> str:
    """Print a chapter, the reverse of `read_chapter`."""
    dated = [print_date(fields.issued)] if fields.issued else []
    dated += [f"[{book.updated}]"] if book.updated else []
    editors = f"{print_authors(book.editors)}, editor{'s'[: len(book.editors) > 1]}. " if book.editors else ""
    available = f" Available from {book.url}" if book.url else ""
    return (
        f"{print_authors(fields.authors)}. {close_title(fields.title)} {' '.join(dated)}. "
        f"In: {editors}{book.title}{_INTERNET}{book.place}: {book.publisher}; {book.span}.{available}"
    )
