"""Web addresses of identifiers are those that the Bioregistry knows too."""

from __future__ import annotations

import pytest

from mendelgraph.identifiers import prefixes
from mendelgraph.site.places import PLACES, place_of, web_address

bioregistry = pytest.importorskip("bioregistry")

SPELT = {"OMIM": "omim", "Orphanet": "orphanet.ordo", "SCTID": "snomedct", "UniProtKB": "uniprot", "PMID": "pubmed"}


def test_every_place_has_a_prefix() -> None:
    assert set(PLACES) <= set(prefixes())


@pytest.mark.parametrize("prefix", ["OMIM", "HGNC", "NCBIGene", "MEDGEN", "PMC", "DOID", "MESH", "UMLS"])
def test_the_host_is_one_that_the_registry_names(prefix: str) -> None:
    resource = bioregistry.get_resource(SPELT.get(prefix, prefix.lower()), strict=True)
    hosts = {address.split("/")[2] for address in [resource.get_uri_format() or "", resource.get_homepage() or ""]
             + [provider.uri_format for provider in resource.get_extra_providers()] if "//" in address}  # fmt: skip
    assert PLACES[prefix].address.split("/")[2] in hosts | {f"www.{host}" for host in hosts}


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", ""])
def test_only_the_web_is_linked_to(iri: str) -> None:
    assert web_address(iri) == ""
    assert place_of(iri).address == ""
