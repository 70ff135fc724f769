"""Addresses of identifiers: as the Bioregistry or the places themselves give them, and no two identifiers share one."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.identifiers import prefixes
from mendelgraph.site.addresses import Addresses, relative, stem_of
from mendelgraph.site.catalogue import Catalogue
from mendelgraph.site.places import PLACES, place_of, web_address
from mendelgraph.site.rendering import Links

bioregistry = pytest.importorskip("bioregistry")

BASE = "https://w3id.org/mendelgraph/"
SPELT = {
    "OMIMPS": "omim.ps",
    "Orphanet": "orphanet.ordo",
    "SCTID": "snomedct",
    "UniProtKB": "uniprot",
    "PMID": "pubmed",
    "GTR": "gtr.condition",
}
BY_HAND = {
    "MONDO": "Monarch's page of a disease, which the registry does not list; it lists Mondo's PURL",
    "HP": "HPO's own browser, to which the PURL of a term leads",
    "GeneReviews": "the form of address in the source's pages; the registry has no such prefix",
    "NCIT": "NCI's own browser; the registry lists its predecessor, ncit.nci.nih.gov",
}
"""Places whose address rests on something else than the registry."""


def registered(prefix: str) -> list[str]:
    resource = bioregistry.get_resource(SPELT.get(prefix, prefix.lower()))
    if resource is None:
        return []
    formats = [resource.get_uri_format(), resource.get_homepage()]
    return [each for each in [*formats, *(more.uri_format for more in resource.get_extra_providers())] if each]


def host(address: str) -> str:
    return address.split("/")[2].removeprefix("www.")


def test_every_place_has_a_prefix() -> None:
    assert set(PLACES) <= set(prefixes())


@pytest.mark.parametrize("prefix", PLACES)
def test_the_host_is_one_that_the_registry_names(prefix: str) -> None:
    known = {host(each) for each in registered(prefix)}
    assert (host(PLACES[prefix].address) in known) == (prefix not in BY_HAND)


@pytest.mark.parametrize("prefix", PLACES)
def test_an_address_is_of_the_open_web_and_takes_one_identifier(prefix: str) -> None:
    address = PLACES[prefix].address
    assert address.startswith(("https://", "http://"))
    assert address.count("{}") == 1


def locals_of(prefix: str) -> st.SearchStrategy[str]:
    return st.from_regex(prefixes()[prefix].pattern, fullmatch=True, alphabet=st.characters(codec="ascii"))


@pytest.mark.parametrize("prefix", PLACES)
@given(data=st.data())
def test_two_identifiers_share_neither_address_nor_file(prefix: str, data: st.DataObject) -> None:
    start = prefixes()[prefix].iri
    keys = data.draw(st.lists(locals_of(prefix), min_size=2, max_size=5, unique=True))
    iris = [start + key for key in keys]
    assert len({place_of(iri).address for iri in iris}) == len(iris)
    assert len({stem_of(iri, BASE).casefold() for iri in iris}) == len(iris)
    assert all(place_of(iri).name == PLACES[prefix].name for iri in iris)


@pytest.mark.parametrize("prefix", PLACES)
@given(data=st.data())
def test_an_address_can_be_told_from_what_surrounds_it(prefix: str, data: st.DataObject) -> None:
    """The identifier stands in the address as it is, or with what an address cannot hold escaped."""
    key = data.draw(locals_of(prefix))
    before, _, after = PLACES[prefix].address.partition("{}")
    address = place_of(prefixes()[prefix].iri + key).address
    assert address.startswith(before)
    assert address.endswith(after)
    assert not re.search(r"[\s<>\"]", address)


@pytest.mark.parametrize("prefix", PLACES)
@pytest.mark.parametrize("address", [BASE, "https://example.org/", "https://example.org/deep/er/"])
def test_a_thing_with_a_page_is_linked_within_the_site_below_any_path(
    prefix: str, address: str, catalogue: Catalogue
) -> None:
    """Relative links hold offline, from a folder, and below any base path; what has no page is read at its place."""
    iri = prefixes()[prefix].iri + {"GTR": "C0000001", "ICD10": "A00", "ICD10CM": "A00"}.get(prefix, "1")
    stem = stem_of(iri, BASE)
    here = replace(catalogue, addresses=Addresses(BASE, {iri: stem}, {}))
    link = Links("condition/x", here, address).to(iri)
    assert link == relative(f"{stem}.html", "condition/x") == f"../id/{prefix.lower()}/{stem.rpartition('/')[2]}.html"
    elsewhere = replace(catalogue, addresses=Addresses(BASE, {}, {}))
    assert Links("condition/x", elsewhere, address).to(iri) == place_of(iri).address


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", ""])
def test_only_the_web_is_linked_to(iri: str) -> None:
    assert web_address(iri) == ""
    assert place_of(iri).address == ""
