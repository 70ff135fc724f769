"""Literals of the few kinds that the graph has. Their lexical forms are the canonical ones that the store keeps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from mendelgraph.graph.namespaces import XSD

if TYPE_CHECKING:
    from mendelgraph.records import PartialDate

_DATE_TYPES = (
    (re.compile(r"\d{4}"), XSD.gYear),
    (re.compile(r"\d{4}-\d\d"), XSD.gYearMonth),
    (re.compile(r"\d{4}-\d\d-\d\d"), XSD.date),
)


def english(text: str) -> Literal:
    """Return a human text; the pages and vocabularies read are all in English."""
    return Literal(text, language="en")


def plain(text: str) -> Literal:
    """Return a code, key or other string that is in no language."""
    return Literal(text)


def boolean(value: bool) -> Literal:  # noqa: FBT001 - the value is the point
    """Return true or false.

    >>> boolean(True).value
    'true'
    """
    return Literal("true" if value else "false", datatype=XSD.boolean)


TRUE = boolean(True)  # noqa: FBT003 - the value is the point


def integer(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=XSD.integer)


def offset(value: int) -> Literal:
    """Return an offset into a text, in the type that Web Annotation asks for."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def decimal(value: float) -> Literal:
    """Return a decimal number without an exponent or trailing zeros.

    >>> decimal(3.50).value, decimal(50.0).value
    ('3.5', '50')
    """
    return Literal(f"{value:.12f}".rstrip("0").rstrip("."), datatype=XSD.decimal)


def double(value: float) -> Literal:
    """Return a double in the short form that the store writes back.

    >>> double(0.95).value, double(1.0).value
    ('0.95', '1')
    """
    return Literal(f"{value:.12f}".rstrip("0").rstrip("."), datatype=XSD.double)


def iso_date(text: str) -> Literal:
    """Return a date at the precision it is written with; a text that is no ISO 8601 date stays a plain string.

    >>> iso_date("2015-01").datatype
    <NamedNode value=http://www.w3.org/2001/XMLSchema#gYearMonth>
    """
    for pattern, datatype in _DATE_TYPES:
        if pattern.fullmatch(text):
            return Literal(text, datatype=datatype)
    return Literal(text)


def partial_date(date: PartialDate) -> Literal:
    """Return a citation's date at its real precision."""
    return iso_date(str(date))


def node(iri: str) -> NamedNode | None:
    """Return an address as an IRI, or None for a text that is none (a broken link stays out of the graph)."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
