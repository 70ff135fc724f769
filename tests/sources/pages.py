"""One page, printed in every form: what all readers must read the same. The layouts are the sources'."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from mendelgraph.records import ConditionRecord, GeneRecord, Refusal, Role
from mendelgraph.sources.documents import read_body
from mendelgraph.sources.streams import Body, Stream

NOTICE = "What stands here is no substitute for medical advice."
HEADINGS = {
    Role.DESCRIPTION: "Description",
    Role.FREQUENCY: "Frequency",
    Role.CAUSES: "Causes",
    Role.INHERITANCE: "Inheritance",
}


class Page(NamedTuple):
    """A condition page's content: paragraphs by section, and lists."""

    slug: str = "marble-toe-syndrome"
    name: str = "Marble toe syndrome"
    prose: tuple[tuple[Role, tuple[str, ...]], ...] = (
        (Role.DESCRIPTION, ("Marble toe syndrome hardens the toes.", "It starts early.")),
        (Role.FREQUENCY, ("It is rare.",)),
        (Role.CAUSES, ("Variants in the GNAS gene cause it.", "The gene has a part in bone growth.")),
        (Role.INHERITANCE, ("It is inherited in an autosomal dominant pattern.",)),
    )
    other_names: tuple[str, ...] = ("Stone toes", "MTS")
    genes: tuple[tuple[str, str], ...] = (
        ("GNAS", "https://medlineplus.gov/genetics/gene/gnas/"),
        ("BMP1", "https://www.ncbi.nlm.nih.gov/gene/649"),
    )
    codes: tuple[tuple[str, str], ...] = (("ad", "Autosomal dominant"),)
    keys: tuple[tuple[str, str], ...] = (("OMIM", "166350"), ("GTR", "C0334041"))
    resources: tuple[tuple[str, str, str], ...] = (
        ("Genetic Testing Information", "Registry: toes", "https://www.ncbi.nlm.nih.gov/gtr/conditions/C0334041/"),
        ("Genetic and Rare Diseases Information Center", "Toes", "https://rarediseases.info.nih.gov/diseases/109/toes"),
        ("Catalog of Genes and Diseases from OMIM", "TOES", "https://omim.org/entry/166350"),
    )
    references: tuple[tuple[str, str], ...] = (
        ("Doe J, Roe R. Marble toes. J Toes. 2002 Jan 10;34(2):99-106. doi: 10.1000/toes.1.", "11784876"),
    )

    def paragraphs(self, role: Role) -> tuple[str, ...]:
        return dict(self.prose)[role]


def to_text(page: Page) -> bytes:
    lines = ["Skip", "", f"URL of this page: https://medlineplus.gov/genetics/condition/{page.slug}/", "", page.name]
    for role, heading in HEADINGS.items():
        lines += ["", heading, *(line for part in page.paragraphs(role) for line in ("", part))]
    if page.other_names:
        lines += ["", "Other Names for This Condition", "", *(f"  • {name}" for name in page.other_names)]
    lines += ["", "Additional Information & Resources"]
    lines += [line for heading in dict.fromkeys(row[0] for row in page.resources) for line in ("", heading)]
    lines += ["", "References", "", *(f"  • {text} Citation on PubMed" for text, _ in page.references), "", NOTICE, ""]
    return "\n".join(lines).encode()


def _html_section(mark: str, heading: str, inside: str) -> str:
    return f'<div class="mp-exp exp-full" data-bookmark="{mark}"><h2>{escape(heading)}</h2>{inside}</div>'


def _html_prose(page: Page, role: Role) -> str:
    prose = "".join(f"<p>{escape(part)}</p>\n" for part in page.paragraphs(role))
    inside = f'<section><div class="mp-content">{prose}</div></section>'
    if role is Role.CAUSES:
        links = "".join(f'<li><a href="{url}">{symbol}</a></li>' for symbol, url in page.genes)
        box = f'<div class="mp-content related-genes"><h3>Learn more about the genes</h3><ul>{links}</ul></div>'
        inside += f"<section>{box}</section>"
    return _html_section(role.value, HEADINGS[role], inside)


def _html_resources(page: Page) -> str:
    parts = []
    for heading in dict.fromkeys(row[0] for row in page.resources):
        rows = [row for row in page.resources if row[0] == heading]
        links = "".join(f'<li><a href="{escape(url)}">{escape(label)}</a></li>' for _, label, url in rows)
        parts.append(f'<section><div class="mp-content"><h2>{heading}</h2><ul>{links}</ul></div></section>')
    return _html_section("resources", "Additional Information & Resources", "".join(parts))


def to_html(page: Page) -> bytes:
    address = f"https://medlineplus.gov/genetics/condition/{page.slug}/"
    names = "".join(f"<li>{escape(name)}</li> " for name in page.other_names)
    items = "".join(
        f'<li>{escape(text)}\n <a href="https://pubmed.ncbi.nlm.nih.gov/{pmid}">Citation on PubMed</a></li>\n'
        for text, pmid in page.references
    )
    body = [
        f"<h1>{escape(page.name)}</h1>",
        *(_html_prose(page, role) for role in HEADINGS),
        _html_section("synonyms", "Other Names", f"<section><ul>{names}</ul></section>") if names else "",
        _html_resources(page),
        _html_section("references", "References", f"<section><div><ul>{items}</ul></div></section>"),
        '<span id="lastupdate">Last updated May 4, 2025</span>',
    ]
    head = f'<meta charset="utf-8"><link rel="canonical" href="{address}">'
    return f'<!DOCTYPE html>\n<html id="condition"><head>{head}</head><body>{"".join(body)}</body></html>\n'.encode()


def to_json(page: Page, *, address: str = "ghr_page") -> bytes:
    html = "".join(f"<p>{escape(part)}</p>" for part in page.paragraphs(Role.DESCRIPTION))
    genes = [{"related-gene": {"gene-symbol": symbol, "ghr-page": url}} for symbol, url in page.genes]
    record = {
        "name": page.name,
        address: f"https://medlineplus.gov/genetics/condition/{page.slug}",
        "text-list": [{"text": {"text-role": "description", "html": html}}],
        "inheritance-pattern-list": [
            {"inheritance-pattern": {"code": code, "memo": memo}} for code, memo in page.codes
        ],
        "related-gene-list": genes,
        "synonym-list": [{"synonym": name} for name in page.other_names],
        "db-key-list": [{"db-key": {"db": db, "key": key}} for db, key in page.keys],
        "reviewed": "2019-11",
        "published": "2020-08-18",
    }
    return json.dumps({key: value for key, value in record.items() if value}).encode()


def to_bare_json(page: Page) -> bytes:
    """As `to_json`, with the bare item where a list has one."""
    record = json.loads(to_json(page, address="ghr-page"))
    bare = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in record.items()}
    return json.dumps(bare).encode()


def _xml(name: str, *parts: str, **attributes: str) -> str:
    start = " ".join([name, *(f'{key}="{value}"' for key, value in attributes.items())])
    return f"<{start}>{''.join(parts)}</{name}>"


def _summary(page: Page) -> str:
    paragraphs = "".join(_xml("x:p", escape(part)) for part in page.paragraphs(Role.DESCRIPTION))
    html = _xml("html", paragraphs, **{"xmlns:x": "http://www.w3.org/1999/xhtml"})
    genes = [_xml("related-gene", _xml("gene-symbol", s), _xml("ghr-page", escape(u))) for s, u in page.genes]
    codes = [_xml("inheritance-pattern", _xml("code", code), _xml("memo", memo)) for code, memo in page.codes]
    return _xml(
        "health-condition-summary",
        _xml("name", escape(page.name)),
        _xml("ghr-page", f"https://medlineplus.gov/genetics/condition/{page.slug}"),
        _xml("text-list", _xml("text", _xml("text-role", "description"), html)),
        _xml("inheritance-pattern-list", *codes),
        _xml("related-gene-list", *genes),
        _xml("synonym-list", *(_xml("synonym", escape(name)) for name in page.other_names)),
        _xml("db-key-list", *(_xml("db-key", _xml("db", db), _xml("key", key)) for db, key in page.keys)),
        _xml("reviewed", "2019-11"),
        _xml("published", "2020-08-18"),
    )


def to_bulk(*pages: Page, extra: str = "") -> bytes:
    inside = "\n".join(_summary(page) for page in pages)
    namespace = "https://medlineplus.gov/download/ghr-summaries-20250602.xsd"
    return f'<?xml version="1.0"?>\n{_xml("summaries", inside, extra, xmlns=namespace)}'.encode()


def to_medquad(page: Page) -> bytes:
    questions = {
        "information": Role.DESCRIPTION,
        "frequency": Role.FREQUENCY,
        "genetic changes": Role.CAUSES,
        "inheritance": Role.INHERITANCE,
    }
    answers = {kind: "  ".join(page.paragraphs(role)) for kind, role in questions.items()}
    entries = "  - ".join(["", *(f"{heading}: {label}" for heading, label, _ in page.resources)])
    general = "These resources from MedlinePlus offer information about the diagnosis and management of things:"
    answers["treatment"] = f"For these toes:{entries}   {general}  - Diagnostic Tests  - Palliative Care"
    pairs = [
        _xml("QAPair", _xml("Question", "?", qtype=kind), _xml("Answer", escape(text)))
        for kind, text in answers.items()
    ]
    concepts = _xml("UMLS", _xml("CUIs", _xml("CUI", "C0334041")))
    synonyms = _xml("Synonyms", *(_xml("Synonym", escape(name)) for name in page.other_names))
    focus = _xml("Focus", escape(page.name))
    url = f"https://ghr.nlm.nih.gov/condition/{page.slug}"
    inside = focus + _xml("FocusAnnotations", concepts, synonyms) + _xml("QAPairs", *pairs)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_xml("Document", inside, id="1", source="GHR", url=url)}'.encode()


def _scrape_item(page: Page) -> etree._Element:
    item = etree.Element("item")
    etree.SubElement(item, "term").text = page.name
    etree.SubElement(item, "url").text = f"https://medlineplus.gov/genetics/condition/{page.slug}/"
    for role in HEADINGS:
        etree.SubElement(item, role.value).text = "".join(page.paragraphs(role))
    lists = {"related_genes": [gene for gene, _ in page.genes], "synonyms": page.other_names}
    for name, texts in {**lists, "references": [pmid for _, pmid in page.references]}.items():
        parent = etree.SubElement(item, name)
        for text in texts:
            etree.SubElement(parent, "item").text = text
    resources = etree.SubElement(item, "resources")
    for heading, label, url in page.resources:
        entry = etree.SubElement(etree.SubElement(resources, heading.replace(" ", "_")), "item")
        etree.SubElement(entry, "href").text = url
        etree.SubElement(entry, "term").text = label
    return item


def to_scrape(*pages: Page) -> bytes:
    root = etree.Element("MedlinePlusConditions")
    root.extend(map(_scrape_item, pages))
    return etree.tostring(root)


FORMS: dict[str, Callable[[Page], bytes]] = {
    "page-text": to_text,
    "page-html": to_html,
    "api-json": to_json,
    "api-json-2020-bare": to_bare_json,
    "bulk-xml": to_bulk,
    "scrape-xml": to_scrape,
    "medquad-xml": to_medquad,
}
WITH_ALL_PROSE = ("page-text", "page-html", "scrape-xml", "medquad-xml")

Item = ConditionRecord | GeneRecord | Refusal


def read(data: bytes, name: str = "x") -> list[Item]:
    """Read the bytes of a file."""
    return list(read_body(Body(name, Stream(BytesIO(data)))))


def read_record(data: bytes, name: str = "x") -> ConditionRecord:
    """Read the bytes of a file that holds one condition and nothing that is refused."""
    (record,) = read(data, name)
    assert isinstance(record, ConditionRecord), record
    return record


def read_refusal(data: bytes, name: str = "x") -> Refusal:
    """Read the bytes of a file of which nothing can be read."""
    (refusal,) = read(data, name)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def page_of(record: ConditionRecord) -> Page:
    """Make a page of a record, to print it again."""
    return Page(
        record.slug,
        record.name,
        tuple((role, tuple(next(record.prose(role)).text.split("\n\n"))) for role in HEADINGS),
        tuple(said.value for said in record.other_names),
        resources=tuple((said.value.category, "Toes", "https://example.org/") for said in record.resources),
        references=tuple(
            (said.value.text, said.value.pmid or str(number)) for number, said in enumerate(record.references, 1)
        ),
    )
