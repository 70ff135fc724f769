"""The description of a release keeps to the HCLS community profile, level by level.

`hcls.tsv` is the table of section 5 of the profile (https://www.w3.org/TR/hcls-dataset/), as its editors' repository
W3C-HCLSIG/HCLSDatasetDescriptions has it in `Overview.html` at commit db691a68340680cdb12801f3652641431db6368e. Rows
for logos and identifier schemes (`schema:logo`, `idot:…`), which oblige nobody, are left out.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

from mendelgraph.export.prefixes import output_prefixes

LEVELS = ("summary", "version", "distribution")
DATASET = NamedNode("https://w3id.org/mendelgraph/dataset")
DCAT, PAV = "http://www.w3.org/ns/dcat#", "http://purl.org/pav/"
with (Path(__file__).parent / "hcls.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t"))
CASES = [(row["property"], level, row[level]) for row in ROWS for level in LEVELS]
KNOWN = {
    ("void:exampleResource", "distribution"),
    ("sd:namedGraph", "distribution"),
}
"""Where the description falls short of the profile; a row whose case passes must go from here, or the test fails."""


def cases(*duties: str) -> list[object]:
    short = pytest.mark.xfail(strict=True, reason="the description falls short of the profile here")
    return [
        pytest.param(*case, id="-".join(case).replace(" ", "-"), marks=short if case[:2] in KNOWN else ())
        for case in CASES
        if case[2] in duties
    ]


UNKNOWN_HERE = {
    "dcterms:created", "dcterms:issued", "pav:previousVersion", "pav:retrievedFrom", "dcterms:accrualPeriodicity",
}  # fmt: skip
"""What the embedded release cannot say: it is undated, the first of its kind, and was not fetched."""


@pytest.fixture(scope="module")
def levels(release: Path) -> dict[str, list[set[str]]]:
    """Return the properties (and classes) of every description of each level, with the release's prefixes."""
    store = Store()
    store.extend(parse(path=release / "void.ttl", format=RdfFormat.TURTLE))
    versions = objects(store, [DATASET], f"{PAV}hasCurrentVersion")
    files = objects(store, versions, f"{DCAT}distribution")
    found = {"summary": [DATASET], "version": versions, "distribution": files}
    return {level: [said_of(node, store) for node in nodes] for level, nodes in found.items()}


def objects(store: Store, subjects: list[NamedNode], predicate: str) -> list[NamedNode]:
    patterns = (store.quads_for_pattern(subject, NamedNode(predicate), None, None) for subject in subjects)
    return [quad.object for quads in patterns for quad in quads]


def said_of(node: NamedNode, store: Store) -> set[str]:
    quads = list(store.quads_for_pattern(node, None, None, None))
    classes = {f"rdf:type={curie(quad.object.value)}" for quad in quads if curie(quad.predicate.value) == "rdf:type"}
    return classes | {curie(quad.predicate.value) for quad in quads}


def curie(iri: str) -> str:
    fitting = [(prefix, start) for prefix, start in output_prefixes().items() if iri.startswith(start)]
    prefix, start = max(fitting, key=lambda row: len(row[1]), default=("", ""))
    return f"{prefix}:{iri.removeprefix(start)}"


def test_there_are_all_three_levels(levels: dict[str, list[set[str]]]) -> None:
    assert [len(levels[level]) for level in LEVELS[:2]] == [1, 1]
    assert len(levels["distribution"]) >= 3


def test_every_prefix_of_the_table_is_one_of_ours() -> None:
    assert {name.partition(":")[0] for name, *_ in CASES} <= set(output_prefixes())


@pytest.mark.parametrize(("name", "level", "duty"), cases("MUST", "MUST NOT"))
def test_what_the_profile_obliges_to(name: str, level: str, duty: str, levels: dict[str, list[set[str]]]) -> None:
    assert levels[level]
    for said in levels[level]:
        assert (name in said) == (duty == "MUST"), (name, level)


@pytest.mark.parametrize(("name", "level", "duty"), cases("SHOULD", "SHOULD NOT"))
def test_what_the_profile_advises(name: str, level: str, duty: str, levels: dict[str, list[set[str]]]) -> None:
    if name in UNKNOWN_HERE:
        pytest.skip("nothing is known of it in the embedded release")
    assert any(name in said for said in levels[level]) == (duty == "SHOULD"), (name, level)
