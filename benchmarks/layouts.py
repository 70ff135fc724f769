"""Put generated pages into the layouts of the source: the text of a page, and summaries of the bulk file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from mendelgraph.facts import Mode
from mendelgraph.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.plan import PlannedGene
    from benchmarks.prose import Page

SITE = "https://medlineplus.gov/genetics"
NAMESPACE = "https://medlineplus.gov/download/ghr-summaries-20250602.xsd"
XHTML = "http://www.w3.org/1999/xhtml"
NOTICE = "Generated text informs nobody; it is no substitute for medical care."

HEADINGS: Mapping[Role, str] = {
    Role.DESCRIPTION: "Description",
    Role.FREQUENCY: "Frequency",
    Role.CAUSES: "Causes",
    Role.INHERITANCE: "Inheritance",
}
CODES: Mapping[Mode, tuple[str, str]] = {
    Mode.AUTOSOMAL_DOMINANT: ("ad", "Autosomal dominant"),
    Mode.AUTOSOMAL_RECESSIVE: ("ar", "Autosomal recessive"),
    Mode.SEMIDOMINANT: ("ac", "Autosomal codominant"),
    Mode.X_LINKED: ("x", "X-linked"),
    Mode.X_LINKED_RECESSIVE: ("xr", "X-linked recessive"),
    Mode.X_LINKED_DOMINANT: ("xd", "X-linked dominant"),
    Mode.Y_LINKED: ("y", "Y-linked"),
    Mode.MITOCHONDRIAL: ("m", "Mitochondrial"),
    Mode.SPORADIC: ("n", "Not inherited"),
    Mode.UNKNOWN: ("u", "Pattern unknown"),
}


def page_text(page: Page) -> str:
    """Return the page as a browser's text view gives it."""
    return "\n\n".join(_page_parts(page)) + "\n"


def _page_parts(page: Page) -> Iterator[str]:
    yield f"URL of this page: {SITE}/condition/{page.plan.slug}/"
    yield page.plan.name
    for role, heading in HEADINGS.items():
        yield heading
        yield from page.prose[role]
    if page.plan.other_names:
        yield "Other Names for This Condition"
        yield _bullets(page.plan.other_names)
    if page.resources:
        yield "Additional Information & Resources"
        yield from (f"{heading}\n{_bullets((f'{heading}: {page.plan.name}',))}" for heading in page.resources)
    if page.references:
        yield "References"
        yield _bullets(page.references)
    yield NOTICE


def _bullets(items: tuple[str, ...]) -> str:
    return "\n".join(f"  • {item}" for item in items)


def summary(page: Page) -> etree._Element:
    """Return the page's summary in the bulk file: names, description, genes, codes and keys."""
    plan = page.plan
    top = etree.Element(f"{{{NAMESPACE}}}health-condition-summary", nsmap={None: NAMESPACE}, id=plan.slug)
    _add(top, "name", plan.name)
    _add(top, "ghr-page", f"{SITE}/condition/{plan.slug}")
    text = _add(_add(top, "text-list"), "text")
    _add(text, "text-role", "description")
    html = _add(text, "html")
    for paragraph in page.prose[Role.DESCRIPTION]:
        etree.SubElement(html, f"{{{XHTML}}}p").text = paragraph
    _add_pairs(top, "inheritance-pattern", ("code", "memo"), [CODES[mode] for mode in plan.modes if mode in CODES])
    _add_pairs(top, "related-gene", ("gene-symbol", "ghr-page"), [_gene_link(gene) for gene in plan.genes])
    names = _add(top, "synonym-list")
    for name in plan.other_names:
        _add(names, "synonym", name)
    _add_pairs(top, "db-key", ("db", "key"), plan.term.keys if plan.term else ())
    _add(top, "reviewed", "2024-01")
    _add(top, "published", "2024-01-01")
    return top


def _gene_link(planned: PlannedGene) -> tuple[str, str]:
    return planned.gene.symbol, f"https://www.ncbi.nlm.nih.gov/gene/{planned.gene.entrez}"


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element


def _add_pairs(
    parent: etree._Element,
    name: str,
    fields: tuple[str, str],
    rows: list[tuple[str, str]] | tuple[tuple[str, str], ...],
) -> None:
    """Add a list of rows of two fields, unless it would be empty."""
    if rows:
        items = _add(parent, f"{name}-list")
        for row in rows:
            item = _add(items, name)
            for field, value in zip(fields, row, strict=True):
                _add(item, field, value)
