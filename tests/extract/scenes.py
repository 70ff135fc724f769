"""Small pages, and all that extraction states of them, as text to read through.

The first pages are the rules' own examples and counter-examples, each on a page of its own; then sentences in which
several rules meet. `python -m tests.extract.scenes > tests/extract/scenes.txt` writes it anew; look at the difference
before you keep it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from mendelgraph.extract import extract, extract_gene
from mendelgraph.facts import Receipt, StatedGene, StatedRecord
from mendelgraph.records import (
    ConditionRecord,
    ExternalId,
    GeneRecord,
    InheritanceCode,
    RelatedGene,
    Resource,
    Role,
    Said,
    make_section,
)
from mendelgraph.report.tally import FACTS
from mendelgraph.sources.citations import parse_citation
from tests.extract.grey_hair import DOCUMENT, page
from tests.extract.test_rules import TABLES

T = TypeVar("T")
TOLD = Path(__file__).with_name("scenes.txt")
FREQUENCY = """
About 1 in 50,000 people in Finland and Norway have it.
Type 2 occurs in up to 1 in 2,000 live births worldwide each year.
It affects more than 1 in 40,000 newborns in the U.S. population.
It affects 1 to 2 million people.
It affects 1 million to 2 million people.
Some 30 Families are known.
The infantile form occurs in 1 in 1 to 2 million children.
It affects 3.5 to 13 per 1,000 people of the general population.
Several hundred cases of type 1 have been reported in Japan.
Only a few affected families have been described in Rome.
About 30 families and fewer than 50 affected individuals are known.
At least 10 siblings with this condition are known.
It accounts for 5 percent to 8 percent of all cases of white hair.
About 8 percent of all cases of white hair are of this form.
About 5 percent of people with fair hair have this condition, in 1 in 9 of affected families.
It occurs in 1 in 50,000 or fewer African American newborns.
The exact incidence of type 3 is unknown.
It is rare, but 1 in 500 people with brown hair have it; 1 in 600 people worldwide do.
"""
CAUSES = """
Mutations in the QRST1 gene (also called OLDQR) cause most cases of type 1 grey hair.
Grey hair is caused by a variant in one copy of either the QRST2 or the QRST3 gene that leads to a loss of function.
Type 2 grey hair results from deletions in the paternal copy of QRST4 on chromosome 15.
When grey hair is caused by variants in the QRST2 gene, it has an autosomal recessive pattern.
Some people with the early type have a variant in the maternal copy of the QRST5 gene.
Variants in the QRST6 gene raise the risk. The ABC genes guide cells, as does an XYZ1 gene.
"""
INHERITANCE = """
Type 1 grey hair is inherited in an autosomal dominant pattern, with reduced penetrance.
Almost all cases of the late form result from new variants in the gene.
Most people with the mild type have it by mosaicism; it is Y-linked in one family.
The condition is inherited in an X-linked recessive pattern when the QRST5 gene is involved.
Only the paternal copy of QRST4 is active, a phenomenon called genomic imprinting.
Grey hair is inherited in an autosomal recessive pattern.
"""


def pages() -> Iterator[tuple[str, ConditionRecord]]:
    for table, row in TABLES:
        for kind in ("accepts", "refuses"):
            text = getattr(row, kind)
            told = page(frequency=text) if table.startswith("frequency") else page(causes=text, inheritance=text)
            yield f"{table}, {row.name}, {kind}: {text}", told
    yield from (("frequency: " + line, page(frequency=line)) for line in FREQUENCY.strip().split("\n"))
    yield "a name that holds a mode", x_linked()
    named = page(inheritance="Type 1 grey hair is inherited in an autosomal dominant pattern. Type 2 is not inherited.")
    yield "a form that is the condition", replace(named, other_names=said("type 1 grey hair"))
    yield "these cases", page(inheritance=THESE)
    yield "causes", page(causes=CAUSES.strip().replace("\n", " "))
    yield "inheritance", page(causes=CAUSES.strip(), inheritance=INHERITANCE.strip().replace("\n", " "))
    yield "lists", listed()


THESE = "A few cases come from new mutations. These cases are not inherited. Others are not inherited."


def x_linked() -> ConditionRecord:
    """Make a page whose names, one within another, hold a mode that its text does not state."""
    text = "X-linked grey hair is rare. X-linked grey hair of the north is inherited in an autosomal dominant pattern."
    names = ("X-linked grey hair", "X-linked grey hair of the north")
    return replace(page(name="Grey hair", inheritance=text), other_names=said(*names))


def said(*values: T) -> tuple[Said[T], ...]:
    return tuple(Said(value, (DOCUMENT.id,)) for value in values)


def lines_of(*rows: object) -> list[str]:
    return [str(row) for row in rows]


GENES = (RelatedGene("QRST1", "https://example.org/101", "101"), RelatedGene("QRST9", "https://example.org/9"))
CODES = (InheritanceCode("zz", "?"), InheritanceCode("ad", "Autosomal dominant"), InheritanceCode("n", "Not inherited"))
IDS = (ExternalId("OMIM", "100001"), ExternalId("GTR", "C0000001"))
LINKS = (Resource("Links", "a place", "https://example.org/"), Resource("Links", "nowhere", None))
CITED = tuple(map(parse_citation, ("Doe J. Marble. Gene. 2015;8:3. PMID: 5.", "Somebody said so.")))
NAMES = ("Silver hair", "GH")


def listed() -> ConditionRecord:
    """Make a page with all its lists, and the sections where they stand."""
    told = page(causes="Mutations in the QRST1 gene cause grey hair, also called silver hair.")
    sections = (
        make_section(Role.TITLE, ["Grey hair"]),
        make_section(Role.OTHER_NAMES, list(NAMES)),
        make_section(Role.RELATED_GENES, lines_of(*GENES)),
        make_section(Role.INHERITANCE_PATTERNS, lines_of(*CODES)),
        make_section(Role.IDENTIFIERS, lines_of(*IDS)),
        make_section(Role.RESOURCES, lines_of(*LINKS)),
        make_section(Role.REFERENCES, [each.text for each in CITED]),
    )
    return replace(
        told,
        other_names=said(*NAMES),
        sections=(*told.sections, *said(*sections)),
        genes=said(*GENES),
        inheritance=said(*CODES),
        identifiers=said(*IDS),
        resources=said(*LINKS),
        references=said(*CITED),
    )


def gene_page() -> GeneRecord:
    of = listed()
    sections = [each for each in of.sections if each.value.role not in {Role.CAUSES, Role.TITLE}]
    sections.append(Said(make_section(Role.TITLE, ["quick restriction 1"]), (DOCUMENT.id,)))
    return GeneRecord(
        "QRST1",
        of.documents,
        said("quick restriction 1"),
        other_names=said(*NAMES),
        sections=tuple(sections),
        identifiers=of.identifiers,
        resources=of.resources,
        references=of.references,
    )


def tell(stated: StatedRecord | StatedGene) -> Iterator[str]:
    """Yield every fact with what is set of it, and the words of its receipts."""
    for kind in FACTS:
        for fact in getattr(stated, kind, ()):
            fields = {name: value for name, value in fact._asdict().items() if name != "receipts"}
            told = ", ".join(f"{name}={_show(value)}" for name, value in fields.items() if value is not None)
            yield f"  {kind}: {told} <- {_quotes(fact.receipts)}"


def _show(value: object) -> str:
    return str(getattr(value, "text", value)) if not isinstance(value, tuple) else str(tuple(value))


def _quotes(receipts: Iterable[Receipt]) -> str:
    return "; ".join(f"{receipt.role} {receipt.start}-{receipt.end}" for receipt in receipts)


def write_scenes() -> str:
    # The page's own name, which is always told first, only where there are others.
    scenes = [(f"# {name}", list(tell(extract(record)))[not record.other_names :]) for name, record in pages()]
    scenes += [("# a gene's page", list(tell(extract_gene(gene_page()))))]
    return "".join("\n".join([name, *told]) + "\n" for name, told in scenes)


if __name__ == "__main__":
    sys.stdout.write(write_scenes())
