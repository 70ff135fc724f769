"""The licences of `data/vocabulary_sources.tsv` are those that the files themselves name, but for two with a reason."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from mendelgraph.vocabulary.origins import origins

TERMS = re.compile(r"^(?:property_value: \S*licen[sc]e|# ?\"?licen[sc]e\"?:) ?\"?(https?://[^\s\"]+)", re.MULTILINE)

FILES = {
    "hp": "hp.obo.gz",
    "doid": "doid_2020-12-22.obo.gz",
    "ordo": "ordo_3.1.obo.gz",
    "mondo-sssom": "mondo_sssom/mondo_exactmatch_omim.sssom.tsv.gz",
}
SETTLED = {
    "mondo-sssom": (
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "https://creativecommons.org/licenses/by/4.0/",
        (
            "the repository that they are a part of is CC BY 4.0, and its keepers gave CC0 to one subset alone"
            " (monarch-initiative/mondo#1031): who names Mondo keeps to both"
        ),
    ),
    "hp": (
        "https://hpo.jax.org/app/license",
        "https://hpo.jax.org/license",
        "the page moved with HPO's site, and the OBO Foundry's registry names the new address",
    ),
}
"""What the file names, what we name, and why."""


@pytest.mark.parametrize("key", FILES)
def test_the_licence_is_that_of_the_file(key: str, shared: Path) -> None:
    with gzip.open(shared / "ontologies" / FILES[key], "rt", encoding="utf-8") as file:
        named = TERMS.search(file.read(100_000))
    assert named, "the file no longer names its licence so"
    theirs, ours, _ = SETTLED.get(key, (named[1], named[1], ""))
    assert (named[1], origins()[key].licence) == (theirs, ours)


def test_every_mapping_set_of_mondo_names_the_same_licence(shared: Path) -> None:
    named = set()
    for path in sorted((shared / "ontologies" / "mondo_sssom").glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            named.update(TERMS.findall(file.read(4_000)))
    assert named == {SETTLED["mondo-sssom"][0]}
