"""The page, the documents it was read from, and the texts of its sections: what every receipt rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.literals import english, integer, iso_date, node, plain
from mendelgraph.graph.namespaces import DCTERMS, FOAF, MG, PROV, RDF, SCHEMA
from mendelgraph.graph.subject import Triple
from mendelgraph.records import Form, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode

    from mendelgraph.graph.subject import Subject
    from mendelgraph.records import Document, Said, Section

CREDIT = "Courtesy of MedlinePlus from the National Library of Medicine"
"""The line that NLM asks for (https://medlineplus.gov/about/using/usingcontent/)."""

NOTICE = (
    "What stands here is information. It does not replace the care or advice of a health professional;"
    " whoever has questions about their health should ask one."
)

FORMS = {
    Form.API_JSON: MG.ApiJson,
    Form.PAGE_HTML: MG.PageHtml,
    Form.PAGE_TEXT: MG.PageText,
    Form.BULK_XML: MG.BulkXml,
    Form.SCRAPE_XML: MG.ScrapeXml,
    Form.MEDQUAD_XML: MG.MedquadXml,
}

SECTION_ROLES = {role: MG["".join(word.title() for word in role.split("-")) + "Section"] for role in Role}

_ORDER = {role: order for order, role in enumerate(Role)}
_CREDIT = english(CREDIT)


def describe_rights(document: NamedNode) -> Iterator[Triple]:
    """Put the credit line and the medical notice on a document."""
    yield Triple(document, SCHEMA.creditText, _CREDIT)
    yield Triple(document, DCTERMS.rights, MG.MedicalNotice)


def describe_documents(subject: Subject, documents: Iterable[Document]) -> Iterator[Triple]:
    """Describe the page, and each document with its form, its hash and its dates."""
    page = node(subject.page)
    if page:
        yield Triple(subject.thing, FOAF.isPrimaryTopicOf, page)
        yield Triple(page, RDF.type, MG.Page)
        yield Triple(page, FOAF.primaryTopic, subject.thing)
        yield Triple(page, DCTERMS.title, english(subject.label))
        yield from describe_rights(page)
    for document in documents:
        yield from _describe_document(subject, document)


def _describe_document(subject: Subject, document: Document) -> Iterator[Triple]:
    iri = subject.documents[document.id]
    yield Triple(iri, RDF.type, MG.SourceDocument)
    yield Triple(iri, FOAF.primaryTopic, subject.thing)
    yield Triple(iri, DCTERMS.identifier, plain(document.id))
    yield Triple(iri, MG.form, FORMS[document.form])
    yield Triple(iri, SCHEMA.sha256, plain(document.sha256))
    url = node(document.url) if document.url else None
    if url:
        yield Triple(iri, SCHEMA.url, url)
    if document.reviewed:
        yield Triple(iri, SCHEMA.lastReviewed, iso_date(document.reviewed))
    if document.published:
        yield Triple(iri, SCHEMA.datePublished, iso_date(document.published))
    yield from describe_rights(iri)


def describe_sections(subject: Subject, sections: Iterable[Said[Section]]) -> Iterator[Triple]:
    """Describe each distinct text of each section, with the documents that have it."""
    page = node(subject.page)
    for said in sections:
        section, iri = said.value, subject.own.section(said.value)
        yield Triple(iri, RDF.type, MG.Section)
        yield Triple(iri, MG.about, subject.thing)
        yield Triple(iri, MG.sectionRole, SECTION_ROLES[section.role])
        yield Triple(iri, MG.order, integer(_ORDER[section.role]))
        yield Triple(iri, SCHEMA.text, english(section.text))
        yield Triple(iri, SCHEMA.sha256, plain(section.sha256))
        if page:
            yield Triple(iri, DCTERMS.isPartOf, page)
        yield from (Triple(iri, PROV.wasDerivedFrom, subject.documents[key]) for key in said.documents)
