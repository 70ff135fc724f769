"""The embedded JSON-LD, held to schema.org's vocabulary and to Bioschemas' profiles.

`schema_org.tsv` says of each property which class it belongs to and what it expects, as schema.org's vocabulary has it;
taken from the typings that are generated from it (npm, schema-dts 2.1.0, `dist/schema.d.ts`). `bioschemas.tsv` holds
the marginality and cardinality of the properties of four profiles, from the repository BioSchemas/bioschemas.github.io,
`pages/_profiles/<profile>.html`. Of optional properties it has those that are used here.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from rdflib import SDO

HERE = Path(__file__).parent
ABOVE = {
    "BioChemEntity": ["Thing"],
    "CategoryCode": ["DefinedTerm"],
    "CreativeWork": ["Thing"],
    "CreativeWorkSeries": ["CreativeWork"],
    "DataDownload": ["MediaObject"],
    "Dataset": ["CreativeWork"],
    "DefinedTerm": ["Thing"],
    "Gene": ["BioChemEntity"],
    "MediaObject": ["CreativeWork"],
    "MedicalCode": ["CategoryCode", "MedicalEntity"],
    "MedicalCondition": ["MedicalEntity"],
    "MedicalEntity": ["Thing"],
    "MedicalScholarlyArticle": ["ScholarlyArticle"],
    "MedicalWebPage": ["WebPage"],
    "Organization": ["Thing"],
    "Periodical": ["CreativeWorkSeries"],
    "Person": ["Thing"],
    "PropertyValue": ["Thing"],
    "Protein": ["BioChemEntity"],
    "ScholarlyArticle": ["Article"],
    "Article": ["CreativeWork"],
    "Taxon": ["Thing"],
    "WebPage": ["CreativeWork"],
    "Thing": [],
}
"""The classes above each class that is used, as schema.org has them."""
PLAIN = {
    "Text": lambda value: isinstance(value, str) and value.strip() == value != "",
    "URL": lambda value: isinstance(value, str) and re.fullmatch(r"https?://[^\s<>\"]+", value) is not None,
    "Date": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) is not None,
    "Boolean": lambda value: isinstance(value, bool),
    "Number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}
PROFILE_OF = {
    "Gene": "Gene/1.0-RELEASE",
    "Dataset": "Dataset/1.0-RELEASE",
    "MedicalCondition": "Disease/0.2-DRAFT",
    "MedicalScholarlyArticle": "ScholarlyArticle/0.3-DRAFT",
}
NOT_KNOWN_HERE = {
    "Gene/1.0-RELEASE": {"isPartOfBioChemEntity"},
    "Dataset/1.0-RELEASE": {
        "alternateName", "citation", "datePublished", "includedInDataCatalog", "measurementTechnique",
        "variableMeasured",
    },
    "Disease/0.2-DRAFT": {"drug", "image"},
    "ScholarlyArticle/0.3-DRAFT": {
        "abstract", "citation", "dateCreated", "dateModified", "keywords", "license", "publisher",
    },
}  # fmt: skip
"""Recommended properties whose values no embedded release has, or, as treatments and pictures, no release may have."""


def read_table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


PROPERTIES = {(row["property"], row["of"]): row["expects"].split() for row in read_table("schema_org.tsv")}
PROFILES = read_table("bioschemas.tsv")


def above(kind: str) -> set[str]:
    return {kind}.union(*(above(each) for each in ABOVE[kind]))


@pytest.fixture(scope="module")
def embedded(site: Path) -> dict[Path, Any]:
    pages = {page: html.fromstring(page.read_bytes()) for page in sorted(site.rglob("*.html"))}
    found = {page: tree.xpath("//script[@type='application/ld+json']") for page, tree in pages.items()}
    assert all(len(scripts) <= 1 for scripts in found.values())
    return {page: json.loads(scripts[0].text) for page, scripts in found.items() if scripts}


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


def expected(kind: str, name: str) -> list[str] | None:
    """Return what a property expects where it stands at a class, or None where it does not belong there."""
    found = [PROPERTIES[name, each] for each in above(kind) if (name, each) in PROPERTIES]
    return sorted({kind for kinds in found for kind in kinds}) if found else None


def fits(value: Any, kinds: list[str], types: dict[str, str]) -> bool:
    if not isinstance(value, dict):
        return any(PLAIN[kind](value) for kind in kinds if kind in PLAIN)
    kind = value.get("@type") or types.get(value["@id"])
    classes = set(kinds) - set(PLAIN)
    return bool(classes & above(kind)) if kind else bool(classes)


def wrongs(data: Any) -> list[str]:
    """Return what does not keep to the vocabulary: properties out of place, values of another kind."""
    types = {thing["@id"]: thing["@type"] for thing in things(data) if "@id" in thing}
    found = []
    for thing in things(data):
        for name, value in thing.items():
            if name.startswith(("@", "dct:")):
                continue
            kinds = expected(thing["@type"], name)
            values = value if isinstance(value, list) else [value]
            if kinds is None:
                found.append(f"{name} does not belong to {thing['@type']}")
            elif not all(fits(each, kinds, types) for each in values):
                found.append(f"{name} of {thing['@type']}: {value}")
    return found


def test_every_property_stands_where_it_belongs_with_a_value_of_its_kind(embedded: dict[Path, Any]) -> None:
    assert {str(page): found for page, data in embedded.items() if (found := wrongs(data))} == {}


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "Gene", "@id": "urn:g", "codeValue": "x"},
        {"@type": "Gene", "@id": "urn:g", "taxonomicRange": {"@type": "Person", "@id": "urn:p"}},
        {"@type": "Dataset", "@id": "urn:d", "url": "not a web address"},
        {"@type": "Dataset", "@id": "urn:d", "isAccessibleForFree": "yes"},
        {"@type": "MedicalScholarlyArticle", "@id": "urn:a", "datePublished": "May 2012"},
        {"@type": "MedicalCondition", "@id": "urn:c", "name": ""},
    ],
    ids=["out of place", "another class", "no address", "no boolean", "no date", "empty"],
)
def test_the_check_finds_what_is_wrong(data: dict[str, Any]) -> None:
    assert wrongs(data)


def test_every_term_is_one_of_schema_org(embedded: dict[Path, Any]) -> None:
    seen = {thing["@type"] for data in embedded.values() for thing in things(data)}
    assert {"MedicalCondition", "Gene", "MedicalScholarlyArticle", "Dataset"} <= seen <= set(ABOVE)
    assert all(SDO[term] for term in {*ABOVE, *(name for name, _ in PROPERTIES)})
    assert all(data["@context"][0] == "https://schema.org/" for data in embedded.values())


def conforming(kind: str, embedded: dict[Path, Any]) -> list[dict[str, Any]]:
    profile = f"https://bioschemas.org/profiles/{PROFILE_OF[kind]}"
    found = [thing for data in embedded.values() for thing in things(data) if "dct:conformsTo" in thing]
    return [thing for thing in found if thing["dct:conformsTo"]["@id"] == profile]


@pytest.mark.parametrize("kind", PROFILE_OF)
def test_what_a_profile_demands(kind: str, embedded: dict[Path, Any]) -> None:
    rows = [row for row in PROFILES if row["profile"] == PROFILE_OF[kind]]
    nodes = conforming(kind, embedded)
    assert nodes
    assert {thing["@type"] for thing in nodes} == {kind}
    for thing in nodes:
        assert "@id" in thing
        missing = [row["property"] for row in rows if row["marginality"] == "Minimum" and row["property"] not in thing]
        many = [row["property"] for row in rows if row["cardinality"] == "ONE"
                and isinstance(thing.get(row["property"]), list)]  # fmt: skip
        assert (missing, many) == ([], []), thing


@pytest.mark.parametrize("kind", PROFILE_OF)
def test_what_a_profile_recommends_is_given_where_it_is_known(kind: str, embedded: dict[Path, Any]) -> None:
    profile = PROFILE_OF[kind]
    wanted = {row["property"] for row in PROFILES
              if row["profile"] == profile and row["marginality"] == "Recommended"}  # fmt: skip
    given = {name for thing in conforming(kind, embedded) for name in thing}
    assert wanted - given == NOT_KNOWN_HERE.get(profile, set())


def test_every_page_of_a_thing_with_a_profile_says_so(embedded: dict[Path, Any], site: Path) -> None:
    kinds = {"condition": "MedicalCondition", "id/hgnc": "Gene", "id/doi": "MedicalScholarlyArticle"}
    for folder, kind in kinds.items():
        pages = [page for page in embedded if page.relative_to(site).as_posix().startswith(f"{folder}/")]
        assert pages
        for page in pages:
            assert any(thing["@type"] == kind and "dct:conformsTo" in thing for thing in things(embedded[page])), page


def test_no_value_is_empty(embedded: dict[Path, Any]) -> None:
    for page, data in embedded.items():
        for thing in things(data):
            assert all(value not in ("", [], None) for value in thing.values()), (page, thing)
