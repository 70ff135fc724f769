"""The embedded JSON-LD uses schema.org's terms where they belong, and has what Bioschemas' profiles ask for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html
from rdflib import SDO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

THING = {"alternateName", "description", "identifier", "name", "sameAs", "subjectOf", "url", "mainEntityOfPage"}
WORK = THING | {"about", "author", "creditText", "datePublished", "headline", "inLanguage", "isAccessibleForFree",
                "isBasedOn", "isPartOf", "keywords", "license", "mainEntity", "version"}  # fmt: skip
PROPERTIES = {
    "MedicalCondition": THING | {"code"},
    "MedicalCode": THING | {"codeValue", "codingSystem"},
    "Gene": THING | {"associatedDisease", "taxonomicRange"},
    "Taxon": THING,
    "MedicalScholarlyArticle": WORK,
    "MedicalWebPage": WORK,
    "Periodical": WORK,
    "Person": THING,
    "PropertyValue": THING | {"propertyID", "value"},
    "Dataset": WORK,
    "CreativeWork": WORK,
}
"""Properties by class, after https://schema.org/docs/full.html."""

MINIMUM = {
    "Gene": {"@id", "@type", "dct:conformsTo", "identifier", "name"},
    "Dataset": {"@id", "@type", "dct:conformsTo", "description", "identifier", "keywords", "license", "name", "url"},
}
"""What Bioschemas' released profiles call minimal, https://bioschemas.org/profiles."""


def embedded(site: Path) -> Iterator[tuple[Path, Any]]:
    for page in sorted(site.rglob("*.html")):
        for script in html.fromstring(page.read_bytes()).xpath("//script[@type='application/ld+json']"):
            yield page, json.loads(script.text)


def things(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from things(each)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key, each in value.items():
            if key != "@context":
                yield from things(each)


def test_every_term_is_one_of_schema_org_and_stands_where_it_belongs(site: Path) -> None:
    seen = set()
    for page, data in embedded(site):
        assert data["@context"][0] == "https://schema.org/"
        for thing in things(data):
            kind = thing["@type"]
            seen.add(kind)
            assert SDO[kind], kind
            own = {key for key in thing if not key.startswith(("@", "dct:"))}
            assert own <= PROPERTIES[kind], (page, kind, own - PROPERTIES[kind])
            assert all(SDO[key] for key in own)
    assert {"MedicalCondition", "Gene", "MedicalScholarlyArticle", "Dataset"} <= seen


@pytest.mark.parametrize("kind", MINIMUM)
def test_bioschemas_minimum(kind: str, site: Path) -> None:
    found = [thing for _, data in embedded(site) for thing in things(data)
             if thing["@type"] == kind and "name" in thing]  # fmt: skip
    assert found
    assert [thing for thing in found if not MINIMUM[kind] <= set(thing)] == []


def test_no_value_is_empty(site: Path) -> None:
    for page, data in embedded(site):
        for thing in things(data):
            assert all(value not in ("", [], None) for value in thing.values()), (page, thing)
