"""Citations in NLM's format: read into fields, printed again from them, and known by one key.

    AUTHORS. TITLE. JOURNAL. DATE;VOLUME(ISSUE):PAGES. doi: DOI. Epub DATE. eCollection YEAR. NOTE. Erratum In: …

(https://www.nlm.nih.gov/bsd/uniform_requirements.html gives the forms.) A reading counts only if the citation printed
from it has the same words as the text; whatever does not fit stays whole as text, without fields.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from hashlib import sha256
from typing import NamedTuple

from mendelgraph.records import Citation, CitationFields, PartialDate
from mendelgraph.sources.citation_authors import print_authors, read_authors
from mendelgraph.sources.citation_chapters import print_chapter, read_chapter
from mendelgraph.sources.citation_dates import print_date, read_date
from mendelgraph.sources.citation_tail import ARTICLE_IN, Segment, read_tail, split_marks
from mendelgraph.sources.citation_titles import close_title, open_title

_YEAR = re.compile(r"(?<=\. )(?:1[5-9]|20)\d\d(?=[ ;:.-]|$)")
_LOCATOR = re.compile(
    r"(?P<volume>[^\s():;][^():;]{0,60}?)? ?(?:\((?P<issue>[^()]{1,40})\))?(?::(?P<pages>[^\s:][^:]{0,80}))?"
)
_VOLUME = re.compile(r"\d|Suppl|Spec|Pt|No|[IVXLC]+$")
_PAGES = re.compile(r"\d|[IVXLCivxlc]+$")
_TITLE_END = re.compile(r"[.?!][\"'”’]? ")
_TITLE_NOTE = re.compile(rf" ({ARTICLE_IN})\.? ")
_JOURNAL = re.compile(r"[^\W_][\w&'’()\[\]/:,+=*@ -]{0,200}")
_SMALL_WORD = re.compile(r"and|del?|der|des|di|en?|et|for|für|in|la|of|on|the|to|und|y")
# What may stand as a title's last sentence of one word; any other is part of a journal's name printed with stops.
_LAST_WORD = re.compile(r"Abstract|Commentary|Conclusion|Discussion|Introduction|Overview|Reply|Response|Review")
_LONGEST = 20_000


class _Source(NamedTuple):
    issued: PartialDate
    volume: str | None
    issue: str | None
    pages: str | None


def parse_citation(text: str, *, pmid: str | None = None, pmcid: str | None = None) -> Citation:
    """Read a citation; `pmid` and `pmcid` are those that a link beside it gave.

    The text of the result has single spaces and none of the marks at its end. Its fields are None where it fits no
    known form, or where the text names another PMID than the link does.

    >>> citation = parse_citation("Doe J. Marble bones? J Bone. 2002 Jan;34(2):99-106. Citation on PubMed")
    >>> citation.fields.journal, citation.fields.pages, citation.on_pubmed
    ('J Bone', '99-106', True)
    """
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    marks = split_marks(whole)
    if pmid and marks.pmid and pmid != marks.pmid:
        return Citation(whole, None, pmid, pmcid, on_pubmed=True, free_in_pmc=marks.free)
    found_pmid, found_pmcid = pmid or marks.pmid, pmcid or marks.pmcid
    return Citation(
        marks.text,
        read_fields(marks.text),
        found_pmid,
        found_pmcid,
        on_pubmed=marks.pubmed or found_pmid is not None,
        free_in_pmc=marks.free or found_pmcid is not None,
    )


def read_fields(text: str) -> CitationFields | None:
    """Read a citation's text, with single spaces and no marks, or return None where it does not fit as a whole."""
    if len(text) > _LONGEST:
        return None
    fields = read_chapter(text) or _read_article(text)
    return fields if fields and _words(cite(fields)) == _words(text) else None


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def _read_article(text: str) -> CitationFields | None:
    for year in _YEAR.finditer(text):
        stop = text.find(". ", year.start())
        end = stop if stop >= 0 else len(text)
        source = _read_source(text[year.start() : end].removesuffix("."))
        tail = read_tail(text[end + 2 :])
        if source and tail is not None:
            return _read_head(text[: year.start() - 2], source, tail)
    return None


def _read_source(text: str) -> _Source | None:
    separator = re.search(r"[;:]", text)
    issued = read_date(text[: separator.start()] if separator else text)
    if issued is None:
        return None
    if not separator:
        return _Source(issued, None, None, None)
    locator = _LOCATOR.fullmatch(text[separator.start() :].removeprefix(";"))
    if not locator or not any(locator.groups()):
        return None
    volume, issue, pages = locator.group("volume", "issue", "pages")
    if (volume and not _VOLUME.search(volume)) or (pages and not _PAGES.search(pages)):
        return None
    return _Source(issued, volume, issue, pages)


def _read_head(head: str, source: _Source, tail: list[Segment]) -> CitationFields | None:
    note = _TITLE_NOTE.search(head)
    if note:
        head = f"{close_title(head[: note.start()])} {head[note.end() :]}"
    names, _, rest = head.partition(". ")
    authors = read_authors(names)
    titled = head if authors is None else rest
    ends = [found.end() for found in _TITLE_END.finditer(titled)]
    if not ends:
        return None
    title, journal = open_title(titled[: ends[-1] - 1]), titled[ends[-1] :]
    if not _is_title(title) or not _is_journal(journal):
        return None
    fields = CitationFields(authors or (), title, journal, *source, notes=(note[1],) if note else ())
    return _add_tail(fields, tail)


def _is_title(title: str) -> bool:
    last = _TITLE_END.split(title)[-1]
    abbreviated = last != title and " " not in last and not _LAST_WORD.fullmatch(last)
    return bool(title) and not abbreviated


def _is_journal(journal: str) -> bool:
    _, *words = journal.split() or [""]
    capital = all(not word[0].islower() or _SMALL_WORD.fullmatch(word) for word in words)
    return bool(_JOURNAL.fullmatch(journal)) and capital and any(letter.isalpha() for letter in journal)


def _add_tail(fields: CitationFields, tail: list[Segment]) -> CitationFields | None:
    said = {kind: [segment.text for segment in tail if segment.kind == kind] for kind in ("doi", "epub", "collection")}
    if any(len(values) > 1 for values in said.values()):
        return None
    return fields._replace(
        doi=next(iter(said["doi"]), None),
        electronic=next((read_date(text) for text in said["epub"]), None),
        collection=next(iter(said["collection"]), None),
        errata=tuple(segment.text for segment in tail if segment.kind == "erratum"),
        notes=(*fields.notes, *(segment.text for segment in tail if segment.kind == "note")),
    )


def cite(fields: CitationFields) -> str:
    """Print a citation from its fields.

    >>> cite(CitationFields(("Doe J",), "Marble bones", "J Bone", PartialDate(2002, 1), "34", pages="9-10"))
    'Doe J. Marble bones. J Bone. 2002 Jan;34:9-10.'
    """
    if fields.book:
        return print_chapter(fields, fields.book)
    after_title = [note for note in fields.notes if note.startswith("[Article in ")]
    before_doi = [note for note in fields.notes if note.startswith("pii: ")]
    at_end = [note for note in fields.notes if note not in after_title + before_doi]
    sentences = (
        _stop(print_authors(fields.authors)),
        close_title(fields.title) if fields.title else "",
        *after_title,
        _stop(fields.journal),
        _stop(_print_source(fields)),
        *map(_stop, before_doi),
        _stop(f"doi: {fields.doi}" if fields.doi else ""),
        _stop(f"Epub {print_date(fields.electronic)}" if fields.electronic else ""),
        _stop(f"eCollection {fields.collection}" if fields.collection else ""),
        *map(_stop, at_end),
        *(f"Erratum In: {erratum}." for erratum in fields.errata),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _stop(text: str) -> str:
    return f"{text}." if text and not text.startswith("[") else text


def _print_source(fields: CitationFields) -> str:
    locator = f"{fields.volume or ''}{f'({fields.issue})' if fields.issue else ''}"
    issued = print_date(fields.issued) if fields.issued else ""
    return f"{issued}{';' if locator else ''}{locator}{f':{fields.pages}' if fields.pages else ''}"


def citation_key(citation: Citation) -> str:
    """Return the key by which a citation is known: `doi:…` in lower case, else `pmid:…`, else `text:…`.

    DOIs are the same whatever their case (ISO 26324). The last is a fingerprint: the first 16 hexadecimal digits of
    the SHA-256 of the text's letters and digits in lower case, so that spacing, stops and marks do not matter.

    >>> citation_key(parse_citation("Doe J. Marble bones. J Bone. 2002;34:9. doi: 10.1000/B.1."))
    'doi:10.1000/b.1'
    >>> citation_key(parse_citation("A note that fits nowhere.", pmid="7")), citation_key(parse_citation("A note"))
    ('pmid:7', 'text:f63e34a034f19a24')
    """
    if citation.fields and citation.fields.doi:
        return f"doi:{citation.fields.doi.lower()}"
    if citation.pmid:
        return f"pmid:{citation.pmid}"
    words = " ".join(re.findall(r"\w+", citation.text.casefold()))
    return f"text:{sha256(words.encode()).hexdigest()[:16]}"
