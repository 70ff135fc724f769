"""What an address says: the page's slug, a gene, an identifier in somebody's database, a PMID."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from mendelgraph.records import ExternalId
from mendelgraph.sources.limits import MAX_SLUG

_SITE = r"https?://(?:(?:www\.)?medlineplus\.gov/genetics|ghr\.nlm\.nih\.gov)"
_CONDITION = re.compile(rf"{_SITE}/condition/(?P<slug>[^?#]*?)/?(?:[?#].*)?")
_GENE = re.compile(rf"{_SITE}/gene/(?P<slug>[^?#]*?)/?(?:[?#].*)?")
_CHROMOSOME = re.compile(rf"{_SITE}/chromosome/(?P<slug>[A-Za-z0-9]+)/?(?:[?#].*)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SYMBOL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9@_-]*[A-Za-z0-9@])?")

_NCBI = r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov"
_ENTREZ = re.compile(rf"{_NCBI}/gene/(?:\?term=)?(?P<key>\d+)/?")
# Database as the API names it, and the addresses whose last part is its key.
_IDENTIFIERS = (
    ("GTR", re.compile(rf"{_NCBI}/gtr/conditions/(?P<key>C\d{{7}}|CN\d{{6,7}})/?")),
    ("MedGen", re.compile(rf"{_NCBI}/medgen/(?P<key>C\d{{7}}|CN\d{{6,7}}|[1-9]\d*)/?")),
    ("GeneReviews", re.compile(rf"{_NCBI}/books/n/gene/(?P<key>[a-z0-9-]+)/?")),
    ("NCBI Gene", _ENTREZ),
    ("OMIM", re.compile(r"https?://(?:www\.)?omim\.org/entry/(?P<key>\d{6})/?(?:[?#].*)?")),
    ("OMIMPS", re.compile(r"https?://(?:www\.)?omim\.org/phenotypicSeries/PS(?P<key>\d{6})/?(?:[?#].*)?")),
    ("GARD", re.compile(r"https?://rarediseases\.info\.nih\.gov/(?:gard|diseases)/(?P<key>\d+)(?:/.*)?")),
    ("Orphanet", re.compile(r"https?://(?:www\.)?orpha\.net/\S*?(?:Expert=|/disease/detail/)(?P<key>\d+)(?:\D.*)?")),
    ("MeSH", re.compile(r"https?://(?:meshb|id)\.nlm\.nih\.gov/(?:record/ui\?ui=|mesh/)(?P<key>[CD]\d{6,9})")),
)
_PMID = re.compile(rf"(?:https?://pubmed\.ncbi\.nlm\.nih\.gov|{_NCBI}/pubmed|{_NCBI}/pmc/articles/pmid)/(?P<key>\d+)/?")
_PMCID = re.compile(rf"(?:https?://pmc\.ncbi\.nlm\.nih\.gov|{_NCBI}/pmc)/articles/(?P<key>PMC\d+)/?")


def find_condition(url: str) -> str | None:
    """Return the slug of a condition page's address, of either generation, as it stands there.

    >>> find_condition("https://ghr.nlm.nih.gov/condition/alstrom-syndrome")
    'alstrom-syndrome'
    """
    found = _CONDITION.fullmatch(url.strip())
    return found["slug"] if found else None


def find_gene(url: str) -> str | None:
    """Return the last part of a gene page's address, lower case now, upper case in the older generation.

    >>> find_gene("https://medlineplus.gov/genetics/gene/aaas/")
    'aaas'
    """
    found = _GENE.fullmatch(url.strip())
    return found["slug"] if found else None


def find_chromosome(url: str) -> str | None:
    """Return the chromosome whose page this is the address of."""
    found = _CHROMOSOME.fullmatch(url.strip())
    return found["slug"] if found else None


def is_slug(text: str) -> bool:
    """Tell whether a text may be a slug: it becomes an IRI and a file name, so `../` and the like may not.

    >>> is_slug("16p112-duplication"), is_slug("../../etc/passwd")
    (True, False)
    """
    return len(text) <= MAX_SLUG and bool(_SLUG.fullmatch(text))


def is_symbol(text: str) -> bool:
    """Tell whether a text may be a gene symbol; `@` stands in those of gene clusters, such as HOXA@."""
    return len(text) <= MAX_SLUG and bool(_SYMBOL.fullmatch(text))


def find_entrez(url: str) -> str | None:
    """Return the NCBI Gene id of an address.

    >>> find_entrez("https://www.ncbi.nlm.nih.gov/gene/649")
    '649'
    """
    found = _ENTREZ.fullmatch(url.strip())
    return found["key"] if found else None


def find_identifier(url: str) -> ExternalId | None:
    """Return the identifier that an address holds, or None.

    >>> find_identifier("https://omim.org/entry/166350")
    ExternalId(database='OMIM', key='166350')
    """
    for database, pattern in _IDENTIFIERS:
        if found := pattern.fullmatch(url.strip()):
            return ExternalId(database, found["key"])
    return None


def find_pmid(url: str) -> str | None:
    """Return the PubMed id of an article's address; that of a search has none.

    >>> find_pmid("https://pubmed.ncbi.nlm.nih.gov/16098009")
    '16098009'
    """
    found = _PMID.fullmatch(url.strip())
    return found["key"] if found else None


def find_pmcid(url: str) -> str | None:
    """Return the PubMed Central id of an article's address."""
    found = _PMCID.fullmatch(url.strip())
    return found["key"] if found else None


def make_link(href: str) -> str | None:
    r"""Return an absolute web address that is a valid IRI, or None for any other scheme.

    >>> make_link('https://clinicaltrials.gov/ct2/results?cond="scid"')
    'https://clinicaltrials.gov/ct2/results?cond=%22scid%22'
    """
    try:
        url = urljoin("https://medlineplus.gov/", href.strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s<>\"{}|\\^`\[\]]", parts.netloc):
        return None
    page, hash_mark, fragment = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", url).partition("#")
    return _encode(page) + hash_mark + _encode(fragment)


def _encode(text: str) -> str:
    return quote(text, safe="%/:?@!$&'()*+,;=~", errors="replace")
