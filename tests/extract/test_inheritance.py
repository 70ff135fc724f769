from __future__ import annotations

import pytest

from mendelgraph.extract import extract
from mendelgraph.extract.inheritance import inheritance_facts
from mendelgraph.facts import Mode, ParentalCopy, Qualifier
from tests.extract.grey_hair import page

DOMINANT, RECESSIVE = Mode.AUTOSOMAL_DOMINANT, Mode.AUTOSOMAL_RECESSIVE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has an autosomal dominant pattern.", [DOMINANT]),
        (
            "It can be autosomal dominant or recessive, in an autosomal dominant or autosomal recessive manner.",
            [DOMINANT, RECESSIVE],
        ),
        ("Most cases are not inherited.", [Mode.SPORADIC]),
        ("Most cases are not inherited; they come from new mutations. It is autosomal dominant.", [DOMINANT]),
        ("It is not inherited but arises from de novo mutations.", [Mode.SPORADIC]),
        ("The inheritance pattern is unknown.", [Mode.UNKNOWN]),
        (
            "It is X-linked recessive. A feature of X-linked inheritance is that sons are spared by fathers.",
            [Mode.X_LINKED_RECESSIVE],
        ),
        ("It is inherited in an X-linked pattern.", [Mode.X_LINKED]),
        ("In autosomal recessive inheritance, both copies are altered.", []),
        ("A related condition, white hair, is autosomal recessive.", []),
        ("It was previously thought to be an autosomal recessive disorder.", []),
        ("It is inherited in a mitochondrial pattern.", [Mode.MITOCHONDRIAL]),
        ("Another case: it is Y-linked.", [Mode.Y_LINKED]),
        ("It has an autosomal codominant pattern.", [Mode.SEMIDOMINANT]),
        ("In some families, inheritance is digenic.", [Mode.DIGENIC]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_which_modes_are_stated(text: str, expected: list[Mode]) -> None:
    found = {fact.mode for fact in inheritance_facts(page(inheritance=text))}
    assert found == set(expected)


def test_that_the_name_of_the_condition_states_no_mode() -> None:
    assert not inheritance_facts(page(name="X-linked grey hair", inheritance="X-linked grey hair is rare."))


def test_that_surroundings_and_genes_together_count_from_the_causes() -> None:
    facts = inheritance_facts(page(causes="It results from a combination of genetic and environmental factors."))
    assert [fact.mode for fact in facts] == [Mode.POLYGENIC]


def test_that_forms_are_kept_apart() -> None:
    text = (
        "Type 1 grey hair is inherited in an autosomal dominant pattern. "
        "When caused by mutations in the QR1 gene, it is autosomal recessive."
    )
    facts = inheritance_facts(page(inheritance=text))
    assert [(fact.mode, fact.form) for fact in facts] == [
        (DOMINANT, "Type 1 grey hair"),
        (RECESSIVE, "When caused by mutations in the QR1 gene"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Almost all cases result from new variants in the gene.", [Qualifier.DE_NOVO]),
        ("Most parents are well; these cases result from new mutations.", [Qualifier.DE_NOVO]),
        ("Other cases of grey hair result from new mutations.", []),
        (
            "Nearly all patients have well parents. These cases result from a new mutation in the gene.",
            [Qualifier.DE_NOVO],
        ),
        ("Some people with the altered gene never develop it.", [Qualifier.INCOMPLETE_PENETRANCE]),
        ("Not everyone who inherits the altered gene will develop it.", [Qualifier.INCOMPLETE_PENETRANCE]),
        ("Not everyone with a risk allele of the gene will develop it.", []),
        ("This is known as anticipation.", [Qualifier.ANTICIPATION]),
        ("It is a somatic mutation.", [Qualifier.SOMATIC_MOSAICISM]),
        ("A second, somatic mutation is needed.", []),
        ("A parent may have germline mosaicism.", []),
        ("The gene undergoes genomic imprinting.", [Qualifier.IMPRINTED]),
        ("Some have uniparental disomy.", [Qualifier.UNIPARENTAL_DISOMY]),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_which_qualifiers_are_stated(text: str, expected: list[Qualifier]) -> None:
    assert [fact.qualifier for fact in extract(page(inheritance=text)).qualifiers] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It occurs when variants affect the paternal copy of the gene.", ParentalCopy.PATERNAL),
        ("As a rule a segment of the maternal chromosome 15 is deleted.", ParentalCopy.MATERNAL),
        ("It occurs only when the altered gene is inherited from the father.", ParentalCopy.PATERNAL),
        ("Some have two copies from the mother (maternal uniparental disomy).", None),
        ("Only the paternal copy of the gene is active.", None),
        ("A mutation in the maternal copy of the gene does not cause the disorder.", None),
        ("The mutated gene can be inherited from the mother or the father.", None),
        ("Children inherit mitochondrial changes only from their mother.", None),
        ("An affected boy inherits the mutation from his mother.", None),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_from_which_parent_it_comes(text: str, expected: ParentalCopy | None) -> None:
    assert [fact.copy for fact in extract(page(inheritance=text)).origins] == ([expected] if expected else [])
