"""Condition pages that a vocabulary cites, in either of the two addresses the site has had."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.vocabulary.terms import PageLink

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mendelgraph.identifiers import Curie

# Genetics Home Reference moved to MedlinePlus in 2020; OBO escapes the colon of a URL.
_PAGE = re.compile(r"(?:ghr\.nlm\.nih\.gov|medlineplus\.gov/genetics)/condition/([A-Za-z0-9-]+)")


def page_links(term: Curie, texts: Iterable[str], source: str) -> list[PageLink]:
    """Return a link for every condition page that one of the texts cites."""
    slugs = {slug.lower() for text in texts if "/condition/" in text for slug in _PAGE.findall(text)}
    return [PageLink(term, slug, source) for slug in sorted(slugs)]
