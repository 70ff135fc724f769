"""Near misses that only who knows the release can tell: of its own IRIs, of pages' first addresses, of gene symbols."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.identifiers import curie_of_iri
from mendelgraph.join.misses import Miss
from mendelgraph.join.report import Outcome

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from mendelgraph.join.knowledge import Knowledge

PAGE = "https://medlineplus.gov/genetics/"
_START = re.compile(r"https?://(?:www\.)?")
_OWN = re.compile(r"(?P<kind>condition|gene)/(?P<name>[^/?#]+)/?(?:[?#].*)?")
_FIRST = re.compile(
    r"https?://(?:www\.)?ghr\.nlm\.nih\.gov/(?P<kind>condition|gene)=(?P<name>[^/?#]+).*", re.IGNORECASE
)
_SYMBOL = re.compile(r"https?://[^/]+/hgnc\.symbol[:/](?P<symbol>[^/?#]+)/?", re.IGNORECASE)


def find_near_home(iri: str, knowledge: Knowledge) -> Miss | None:
    """Return what an IRI that is in no form in use means to the release, or None."""
    for look in (_own, _first_address, _symbol):
        if miss := look(iri, knowledge):
            return miss
    return None


def _own(iri: str, knowledge: Knowledge) -> Miss | None:
    """Find another spelling of one of the release's own IRIs, or one that it does not have; what lies below is none."""
    start, home = _START.sub("", iri.lower()), _START.sub("", knowledge.base.lower())
    found = _OWN.fullmatch(start.removeprefix(home)) if home and start.startswith(home) else None
    if found is None:
        return None
    thing = _named(found["kind"], found["name"], knowledge)
    if thing is None:
        return Miss(None, f"the release has no such {found['kind']}", outcome=Outcome.ABSENT)
    return Miss(curie_of_iri(thing.value), "not the IRI that the release has for it", meant=thing.value)


def _first_address(iri: str, knowledge: Knowledge) -> Miss | None:
    """Find an address of a page's first generation, whose names had no hyphens and were not always those of today."""
    found = _FIRST.fullmatch(iri)
    if found is None:
        return None
    kind, name = found["kind"].lower(), found["name"].lower()
    if kind == "gene":
        same = [name] * bool(_named(kind, name, knowledge))
    else:
        same = [slug for slug in knowledge.slugs if slug.replace("-", "") == name.replace("-", "")]
    meant = f"{PAGE}{kind}/{same[0]}/" if len(same) == 1 else ""
    return Miss(None, "a page's address of the first generation, whose names were others", meant=meant)


def _symbol(iri: str, knowledge: Knowledge) -> Miss | None:
    found = _SYMBOL.fullmatch(iri)
    if found is None:
        return None
    gene = _named("gene", found["symbol"], knowledge)
    if gene is None:
        return Miss(None, "the release has no gene with this symbol", outcome=Outcome.ABSENT)
    fault = "a symbol, which may pass from one gene to another, where an identifier is needed"
    return Miss(curie_of_iri(gene.value), fault, meant=gene.value)


def _named(kind: str, name: str, knowledge: Knowledge) -> NamedNode | None:
    """Return a thing by its slug, also as a file of a site (`slug.html`), or by its symbol."""
    return knowledge.slugs.get(name.partition(".")[0]) if kind == "condition" else knowledge.symbols.get(name.upper())
