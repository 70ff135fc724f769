"""The forms in which the server answers, one row each: a name, its media types with synonyms, and its suffix."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mendelgraph.serve.negotiation import KEPT_LENGTH, choose_named


class Form(NamedTuple):
    """Describe a form: `name` as `export` and the engine know it, the media type sent, others asked for, suffix."""

    name: str
    media_type: str
    synonyms: tuple[str, ...]
    suffix: str
    title: str

    @property
    def content_type(self) -> str:
        """Return the Content-Type to send; text types name their encoding."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


HTML = Form("html", "text/html", ("application/xhtml+xml",), ".html", "HTML")

RDF_FORMS = (
    Form("turtle", "text/turtle", ("application/x-turtle", "text/n3"), ".ttl", "Turtle"),
    Form("jsonld", "application/ld+json", ("application/json",), ".jsonld", "JSON-LD"),
    Form("ntriples", "application/n-triples", ("text/plain",), ".nt", "N-Triples"),
    Form("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ".rdf", "RDF/XML"),
)

ROW_FORMS = (
    Form("json", "application/sparql-results+json", ("application/json",), ".srj", "SPARQL Results JSON"),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ".srx", "SPARQL Results XML"),
    Form("csv", "text/csv", (), ".csv", "CSV"),
    Form("tsv", "text/tab-separated-values", ("text/plain",), ".tsv", "TSV"),
)

DOCUMENT_FORMS = (HTML, *RDF_FORMS)
"""What a document comes in; a client that accepts anything gets the first, which people can read."""


FILE_TYPES = {
    ".gz": "application/gzip",
    ".nq": "application/n-quads",
    ".tsv": "text/tab-separated-values; charset=utf-8",
    ".json": "application/json",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    **{form.suffix: form.content_type for form in RDF_FORMS},
}


def file_type(name: str) -> str:
    """Return the Content-Type of a file of the release.

    >>> file_type("mendelgraph.nq.gz"), file_type("void.ttl")
    ('application/gzip', 'text/turtle; charset=utf-8')
    """
    return FILE_TYPES.get("." + name.rpartition(".")[2], "application/octet-stream")


def offers(forms: tuple[Form, ...]) -> dict[str, str]:
    """Return the names of forms by their media types: all main types first, then the synonyms.

    >>> list(offers(RDF_FORMS))[:2]
    ['text/turtle', 'application/ld+json']
    """
    named = {form.media_type: form.name for form in forms}
    for form in forms:
        for synonym in form.synonyms:
            named.setdefault(synonym, form.name)
    return named


def preferred(accept: str | None, forms: tuple[Form, ...]) -> Form | None:
    """Return the form that a client likes best, or None where it accepts none.

    >>> preferred("text/turtle;q=0.5, text/plain", RDF_FORMS).name
    'ntriples'
    """
    return _kept(accept, forms) if len(accept or "") <= KEPT_LENGTH else _preferred(accept, forms)


def _preferred(accept: str | None, forms: tuple[Form, ...]) -> Form | None:
    name = choose_named(accept, offers(forms))
    return form_named(name) if name else None


_kept = lru_cache(maxsize=1024)(_preferred)


def form_named(name: str) -> Form:
    """Return a form by its name; raise KeyError for an unknown one."""
    return _NAMED[name]


_NAMED = {form.name: form for form in (HTML, *RDF_FORMS, *ROW_FORMS)}
