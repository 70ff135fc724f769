from __future__ import annotations

import pytest

from mendelgraph.extract import extract
from mendelgraph.extract.genes import gene_facts
from mendelgraph.extract.symbols import printed_symbols
from mendelgraph.facts import FunctionChange, GeneRole, ParentalCopy, VariantOrigin
from tests.extract.grey_hair import page


@pytest.mark.parametrize(
    ("causes", "expected"),
    [
        ("Mutations in the QRST1 gene cause grey hair.", ["QRST1"]),
        ("Variants (also called mutations) in the QRST1 gene cause grey hair.", ["QRST1"]),
        ("Pathogenic variants in QRST1, QRST2, or C9orf72 cause grey hair.", ["QRST1", "QRST2", "C9orf72"]),
        ("It comes from changes in the QRST1 (type 1) and QRST2 (type 2) genes.", ["QRST1", "QRST2"]),
        ("It results from changes in these genes: QRST1 (GH1), QRST2 (GH2), and QR3 (GH3).", ["QRST1", "QRST2", "QR3"]),
        ("Mutations in a gene called QRST1 cause it.", ["QRST1"]),
        ("Mutations in the MT-TL1 gene and the HLA-DRB1 gene are found.", ["MT-TL1", "HLA-DRB1"]),
        ("The HLA-B27 variant is frequent.", []),
        ("Mutations in the QRST1 gene (also known as OLD1) cause it.", ["QRST1"]),
        (
            "Mutations in the QRST1 gene cause it. It may interact with the protein produced from the PAL2 gene.",
            ["QRST1"],
        ),
        (
            "Mutations in the QRST1 gene cause it. Mutations in the PAL2 gene cause another disorder, white hair.",
            ["QRST1"],
        ),
        ("Mutations in QRS genes cause it, half of them in the QRS1 gene.", ["QRS1"]),
        ("Changes in DNA cause it; ATP is low, and the GH protein is absent.", []),
        ("QRST1 gene mutations cause GH1, and QRST2 gene mutations cause GH2.", ["QRST1", "QRST2"]),
        ("Mutations in the QRST1 gene cause QRST1-related disorder.", ["QRST1"]),
        ("In GH-AL, the QRST1 gene is mutated.", ["QRST1"]),
        ("It is seen in people with Moss syndrome, which is caused by mutations in the PAL2 gene.", []),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_which_genes_are_named(causes: str, expected: list[str]) -> None:
    assert [fact.symbol for fact in gene_facts(page(causes=causes))] == expected


@pytest.mark.parametrize(
    ("causes", "role"),
    [
        ("Mutations in the QRST1 gene cause grey hair.", GeneRole.CAUSES),
        ("Grey hair is due to a loss of the QRST1 gene.", GeneRole.CAUSES),
        ("Variants in the QRST1 gene increase the risk of grey hair.", GeneRole.CONTRIBUTES),
        ("It is unclear whether mutations in the QRST1 gene cause grey hair.", GeneRole.CONTRIBUTES),
        ("Variants of the QRST1 gene influence the severity.", GeneRole.MODIFIES),
        ("The deleted region contains the QRST1 gene.", GeneRole.DELETED),
    ],
    ids=lambda value: value.value if isinstance(value, GeneRole) else "",
)
def test_the_part_of_a_gene(causes: str, role: GeneRole) -> None:
    assert [fact.role for fact in gene_facts(page(causes=causes))] == [role]


@pytest.mark.parametrize(
    ("causes", "sole"),
    [
        ("Grey hair is caused by mutations in the QRST1 gene.", True),
        ("Most cases of grey hair are caused by mutations in the QRST1 gene.", False),
        ("Mutations in the QRST1 gene cause grey hair. Some people do not have a mutation in this gene.", False),
        ("Mutations in the QRST1 gene cause grey hair. Mutations in the QRST2 gene cause it too.", False),
        ("Mutations in the QRST1 gene increase the risk of grey hair.", False),
    ],
)
def test_that_one_gene_is_the_sole_cause_only_where_nothing_speaks_against_it(causes: str, sole: bool) -> None:
    assert gene_facts(page(causes=causes))[0].sole_cause is sole


def test_origin_and_change_of_function() -> None:
    text = (
        "Somatic mutations in the QRST1 gene cause grey hair. Mutations in the QRST1 gene make an overactive protein."
    )
    (fact,) = gene_facts(page(causes=text))
    assert (fact.origin, fact.change) == (VariantOrigin.SOMATIC, FunctionChange.GAIN)


def test_that_contradictory_changes_of_function_are_left_open() -> None:
    text = "Some QRST1 gene mutations are loss-of-function mutations. Other QRST1 gene mutations are gain-of-function."
    assert gene_facts(page(causes=text))[0].change is None


def test_that_the_copy_goes_to_its_gene() -> None:
    stated = extract(
        page(
            causes="Grey hair is caused by a mutation in the QRST1 gene.",
            inheritance="Grey hair occurs when mutations affect the maternal copy of the gene.",
        )
    )
    assert stated.genes[0].copy is ParentalCopy.MATERNAL


def test_that_a_page_without_causes_tells_its_genes_in_the_description() -> None:
    assert gene_facts(page(description="Grey hair is caused by mutations in the QRST1 gene."))[0].symbol == "QRST1"
    both = page(description="The PAL2 gene is well known.", causes="Mutations in the QRST1 gene cause it.")
    assert [fact.symbol for fact in gene_facts(both)] == ["QRST1"]


def test_the_condition_before_a_list_of_genes_is_no_gene_though_its_page_abbreviates_it() -> None:
    text = "They lie behind 5 percent of familial GHS, and QRST1 and QRST2 gene mutations behind the rest."
    assert printed_symbols([text], frozenset({"GHS"})) == ("QRST1", "QRST2")
