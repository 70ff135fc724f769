"""QuickStatements: only what the user's items lack, and nothing without items."""

from __future__ import annotations

import io
import re

import bioregistry
import pytest
from pyoxigraph import Quad

from mendelgraph.errors import InputError, UnknownNameError
from mendelgraph.export import write
from mendelgraph.export.quickstatements import PROPERTIES
from mendelgraph.identifiers import curie_of_iri
from tests.export.facts import ask

HEAD = "id\titem\tproperty\tvalue\n"
POH, GNAS = "Q1001", "Q1002"  # no items of Wikidata's: the file is the user's
PAGE = "https://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia/"
MONDO = "http://purl.obolibrary.org/obo/MONDO_0008153"


def written(quads: list[Quad], items: str) -> list[list[str]]:
    out = io.BytesIO()
    write(iter(quads), "quickstatements", out, wikidata=items)
    return [line.split("\t") for line in out.getvalue().decode().splitlines()]


def test_what_is_missing_is_proposed_with_its_reference(example: list[Quad]) -> None:
    items = f"{HEAD}ghr:progressive-osseous-heteroplasia\t{POH}\t\t\nHGNC:4392\t{GNAS}\t\t\n"
    rows = written(example, items)
    assert [POH, "P2293", GNAS, "S854", f'"{PAGE}"'] in rows
    assert [POH, "P492", '"166350"', "S854", f'"{MONDO}"'] in rows
    assert [POH, "P699", '"DOID:0111535"', "S854", f'"{MONDO}"'] in rows
    assert all(len(row) == 5 for row in rows)


def test_what_an_item_has_is_never_proposed(example: list[Quad]) -> None:
    items = f"{HEAD}OMIM:166350\t{POH}\tP492\t166350\nOMIM:166350\t{POH}\tP699\tDOID:0111535\n"
    rows = written(example, items)
    assert rows
    assert not {row[1] for row in rows} & {"P492", "P699"}


SPELLED = {
    "P492": ['"166350"', "OMIM:166350", "mim:166350", "https://omim.org/entry/166350", "http://purl.uniprot.org/mim/166350"],
    "P5270": ["MONDO_0008153", "MONDO:0008153", "0008153", "mondo:0008153", MONDO, f"<{MONDO}>"],
    "P699": ["0111535", "DOID_0111535", '"DOID:0111535"', "doid:0111535"],
    "P486": ["c562735", "C562735", "mesh:C562735", "MESH:c562735", "http://id.nlm.nih.gov/mesh/C562735"],
    "P1550": ["2762", "ORPHA:2762", "Orphanet_2762", "http://www.orpha.net/ORDO/Orphanet_2762"],
    "P2892": ["c0334041", "UMLS:C0334041", "http://www.ncbi.nlm.nih.gov/medgen/C0334041"],
    "P5806": ["SNOMEDCT:719271000", "http://snomed.info/id/719271000"],
    "P2293": [GNAS, f"http://www.wikidata.org/entity/{GNAS}", f"<http://www.wikidata.org/entity/{GNAS}>",
              f"https://www.wikidata.org/wiki/{GNAS}", f"wd:{GNAS}", GNAS.lower()],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in SPELLED.items() for value in values], ids=str
)
def test_what_an_item_has_is_not_proposed_however_it_is_written(name: str, value: str, example: list[Quad]) -> None:
    given = f"{HEAD}ghr:progressive-osseous-heteroplasia\t{POH}\t\t\nHGNC:4392\t{GNAS}\t\t\n"
    assert name in {row[1] for row in written(example, given)}
    rows = written(example, f"{given}ghr:progressive-osseous-heteroplasia\t{POH}\t{name}\t{value}\n")
    assert name not in {row[1] for row in rows}


OTHERS = {"P492": "166351", "P5270": "MONDO:0008154", "P486": "C562736", "P2293": "http://www.wikidata.org/entity/Q78"}


@pytest.mark.parametrize("name", OTHERS)
def test_another_value_that_an_item_has_hides_nothing(name: str, example: list[Quad]) -> None:
    given = f"{HEAD}ghr:progressive-osseous-heteroplasia\t{POH}\t{name}\t{OTHERS[name]}\nHGNC:4392\t{GNAS}\t\t\n"
    assert name in {row[1] for row in written(example, given)}


IDS = ["mim:166350", '"OMIM:166350"', "https://omim.org/entry/166350", MONDO, "mondo:0008153", "MESH:c562735"]


@pytest.mark.parametrize("identifier", IDS)
def test_an_id_is_known_however_it_is_written(identifier: str, example: list[Quad]) -> None:
    rows = written(example, f"{HEAD}{identifier}\thttp://www.wikidata.org/entity/{POH}\t\t\n")
    assert {row[0] for row in rows} == {POH}


def test_ids_that_lead_to_nothing_are_counted_and_named(example: list[Quad]) -> None:
    out = io.BytesIO()
    items = f"{HEAD}nosuch:1\tQ1\t\t\nOMIM:999999\tQ2\t\t\nHGNC:4392\t{GNAS}\t\t\nOMIM:166350\tQ3\t\t\n"
    (note,) = write(iter(example), "quickstatements", out, wikidata=items)
    assert note == "2 of the table's 4 ids in no condition or gene here: OMIM:999999, nosuch:1"
    many = HEAD + "".join(f"nosuch:{number}\tQ{number}\t\t\n" for number in range(10, 30))
    (note,) = write(iter(example), "quickstatements", out, wikidata=many)
    assert note.startswith("20 of the table's 20 ids in no")
    assert note.endswith("nosuch:19 and 10 more")


def test_a_condition_of_two_items_is_named(example: list[Quad]) -> None:
    items = f"{HEAD}OMIM:166350\tQ1\t\t\nMONDO:0008153\tQ2\t\t\n"
    (note,) = write(iter(example), "quickstatements", io.BytesIO(), wikidata=items)
    assert note.startswith("ghr:progressive-osseous-heteroplasia: nothing is proposed")
    assert note.endswith("Q1, Q2")


def test_a_gene_without_an_item_is_not_proposed(example: list[Quad]) -> None:
    rows = written(example, f"{HEAD}ghr:progressive-osseous-heteroplasia\t{POH}\t\t\n")
    assert "P2293" not in {row[1] for row in rows}


def test_matches_that_lead_to_two_items_lead_to_none(example: list[Quad]) -> None:
    assert written(example, f"{HEAD}OMIM:166350\tQ1\t\t\nMONDO:0008153\tQ2\t\t\n") == []


def test_proposing_twice_proposes_nothing(example: list[Quad]) -> None:
    items = f"{HEAD}ghr:progressive-osseous-heteroplasia\t{POH}\t\t\nHGNC:4392\t{GNAS}\t\t\n"
    first = written(example, items)
    had = "".join(
        "ghr:progressive-osseous-heteroplasia\t{}\t{}\t{}\n".format(row[0], row[1], row[2].strip('"')) for row in first
    )
    assert written(example, items + had) == []


def test_what_is_proposed_and_what_is_there_are_the_release_s_facts(catalogue: list[Quad]) -> None:
    """Read back, the commands say what the release says: exact matches, and genes that cause."""
    facts = ask(catalogue)
    slugs = sorted({iri.rpartition("/")[2] for iri, _ in facts.conditions})
    genes = sorted({gene for _, gene, _ in facts.genes})
    item = {slug: f"Q{number}" for number, slug in enumerate(slugs, 1)}
    gene_item = {gene: f"Q{number}" for number, gene in enumerate(genes, 1001)}
    rows = [f"ghr:{slug}\t{of}\t\t" for slug, of in item.items()]
    rows += [f"{curie_of_iri(gene)}\t{of}\t\t" for gene, of in gene_item.items() if curie_of_iri(gene)]
    has = (item["progressive-osseous-heteroplasia"], "P492", "166350")
    rows.append("ghr:progressive-osseous-heteroplasia\t" + "\t".join(has))
    found = {(row[0], row[1], row[2].strip('"')) for row in written(catalogue, HEAD + "\n".join(rows) + "\n")}
    assert has not in found
    expected = set()
    with_hub = {c for c, match, target in facts.matches if match.endswith("exactMatch") and "MONDO_" in target}
    for condition, match, target in facts.matches:
        curie = curie_of_iri(target)
        if match.endswith("exactMatch") and condition in with_hub and curie and curie.prefix in PROPERTIES:
            name, start = PROPERTIES[curie.prefix]
            expected.add((item[condition.rpartition("/")[2]], name, start + curie.local))
    causes = {(c, gene) for c, gene, role, *_ in facts.details if role.endswith("#Causes")}
    expected |= {(item[c.rpartition("/")[2]], "P2293", gene_item[gene]) for c, gene in causes if curie_of_iri(gene)}
    assert found | {has} == expected


REFUSED = {
    "an empty table": ("", "the table of items is empty"),
    "a blank table": ("\n\n", "the table of items is empty"),
    "a cell too many": (f"{HEAD}ghr:x\tQ1\tP492\t1\tmore\n", "line 2: 4 cells are expected.* 5 are there"),
    "cells too few": (f"{HEAD}ghr:x\tQ1\t\t\nghr:y\tQ2\n", "line 3: 4 cells are expected.* 2 are there"),
    "a column twice": ("id\titem\titem\nghr:x\tQ1\tQ2\n", "its first line is another"),
    "another table": ("a\tb\nc\td\n", "its first line is another"),
    "no item": (f"{HEAD}ghr:x\t42\t\t\n", "line 2"),
    "two items of one id": (f"{HEAD}ghr:x\tQ1\t\t\nghr:x\tQ2\t\t\n", "line 3"),
    "half a statement": (f"{HEAD}ghr:x\tQ1\tP492\t\n", "line 2"),
    "no property": (f"{HEAD}ghr:x\tQ1\tomim\t1\n", "line 2"),
}


@pytest.mark.parametrize(("items", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_of_items_is_refused(items: str, reason: str, example: list[Quad]) -> None:
    with pytest.raises(InputError, match=reason):
        written(example, items)


def test_without_items_it_is_said_how_to_give_them(example: list[Quad]) -> None:
    with pytest.raises(InputError, match="--wikidata"):
        write(iter(example), "quickstatements", io.BytesIO())


def test_a_table_of_two_columns_and_of_windows_lines_is_read(example: list[Quad]) -> None:
    assert written(example, f"id\titem\r\nOMIM:166350\t{POH}\r\n\r\n")


def test_a_format_refuses_the_options_of_another(example: list[Quad]) -> None:
    with pytest.raises(UnknownNameError, match="turtle takes no option 'wikidata'"):
        write(iter(example), "turtle", io.BytesIO(), wikidata="x")


REGISTRY = {"Orphanet": "orphanet", "SCTID": "snomedct"}
LOCALS = {
    "MONDO": "0008153", "OMIM": "166350", "Orphanet": "2762", "MESH": "C562735", "DOID": "0111535", "UMLS": "C0334041",
    "SCTID": "719271000", "NCIT": "C132062",
}  # fmt: skip


@pytest.mark.parametrize("prefix", PROPERTIES)
def test_the_bioregistry_knows_the_property_and_the_form_of_its_values(prefix: str) -> None:
    resource = bioregistry.get_resource(REGISTRY.get(prefix, prefix.lower()))
    assert resource is not None
    record = resource.model_dump()["wikidata"]
    name, start = PROPERTIES[prefix]
    assert record["prefix"] == name
    assert re.fullmatch(record["pattern"], start + LOCALS[prefix])
