"""Content negotiation: RFC 9110's own examples, a table of cases, and what holds for any header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.serve.media import DOCUMENT_FORMS, RDF_FORMS, ROW_FORMS, offers
from mendelgraph.serve.negotiation import accepts_gzip, choose, choose_named, read_accept

HTML, TURTLE, JSONLD, NT, RDFXML = (form.media_type for form in DOCUMENT_FORMS)
OFFERS = [HTML, TURTLE, JSONLD, NT, RDFXML]
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

CASES: dict[str, tuple[str | None, str | None]] = {
    "no header": (None, HTML),
    "empty": ("", HTML),
    "anything": ("*/*", HTML),
    "a browser": (FIREFOX, HTML),
    "one type": ("text/turtle", TURTLE),
    "capitals": ("Text/TURTLE", TURTLE),
    "a parameter that we do not have": ("text/turtle;version=1.1", None),
    "weights": ("text/turtle;q=0.5, application/ld+json;q=0.9", JSONLD),
    "equal weights: our order": ("application/rdf+xml, text/turtle", TURTLE),
    "zero refuses": ("text/html;q=0, */*", TURTLE),
    "all refused": ("*/*;q=0", None),
    "a range": ("application/*", JSONLD),
    "the specific weighs more than the range": ("text/*;q=0.9, text/html;q=0.1, */*;q=0.5", TURTLE),
    "a range refused": ("text/*;q=0, */*;q=0.1", JSONLD),
    "unknown only": ("image/png", None),
    "unknown and anything": ("image/png, */*;q=0.01", HTML),
    "spaces and tabs": (" text/turtle \t;\tq=0.3 ,\tapplication/n-triples ; q=0.7 ", NT),
    "empty elements": (",,text/turtle,,", TURTLE),
    "three decimals": ("text/turtle;q=0.001, application/rdf+xml;q=0.002", RDFXML),
    "four decimals are malformed": ("text/turtle;q=0.9999, application/rdf+xml;q=0.1", RDFXML),
    "weight above one is malformed": ("text/turtle;q=2, application/rdf+xml", RDFXML),
    "a wildcard before a type is malformed": ("*/turtle, application/rdf+xml", RDFXML),
    "nothing but nonsense counts as no header": ("q=1; ; turtle", HTML),
    "a quoted comma is no separator": ('text/x;a="b,text/turtle", application/rdf+xml', RDFXML),
    "a quote that never ends": ('application/rdf+xml, text/x;a="b, text/turtle', RDFXML),
    "an extension after the weight": ("text/turtle;q=0.4;level=1, application/rdf+xml;q=0.3", TURTLE),
}


@pytest.mark.parametrize("name", CASES)
def test_choice(name: str) -> None:
    header, expected = CASES[name]
    assert choose(header, OFFERS) == expected


@pytest.mark.parametrize(
    ("offer", "weight"),
    [
        ("text/plain;format=flowed", 1.0),
        ("text/plain", 0.7),
        ("text/html", 0.3),
        ("image/jpeg", 0.5),
        ("text/html;level=3", 0.3),
    ],
)
def test_the_example_of_rfc_9110(offer: str, weight: float) -> None:
    """12.5.1: `Accept: text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, …, */*;q=0.5`."""
    header = "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5"
    rivals = [f"application/x{weight}" for weight in ()]
    assert choose(header, [offer, *rivals]) == offer
    (offered,) = read_accept(offer)
    best = max(read_accept(header), key=lambda found: found.specificity(offered))
    assert best.weight == weight


@pytest.mark.parametrize(
    ("header", "forms", "name"),
    [
        ("application/json", "rows", "json"),
        ("application/json", "graph", "jsonld"),
        ("application/xml", "rows", "xml"),
        ("application/xml", "graph", "rdfxml"),
        ("text/plain", "rows", "tsv"),
        ("text/plain", "graph", "ntriples"),
        ("application/sparql-results+xml, application/json;q=0.9", "rows", "xml"),
        ("text/csv", "graph", None),
        (None, "graph", "turtle"),
        (None, "rows", "json"),
    ],
)
def test_synonyms(header: str | None, forms: str, name: str | None) -> None:
    assert choose_named(header, offers(ROW_FORMS if forms == "rows" else RDF_FORMS)) == name


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("br, *;q=0.1", True),
        ("identity", False),
        ("x-gzip", True),
        ("gzip;q=banana", False),
        ("\x00", False),
    ],
)
def test_gzip(header: str | None, expected: bool) -> None:
    assert accepts_gzip(header) is expected


weights = st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", ";q=x"])
known = st.sampled_from([*OFFERS, "text/*", "application/*", "*/*", "image/png", "", "nonsense"])
headers = st.lists(st.tuples(known, weights).map("".join)).map(", ".join)


@given(st.text() | headers)
def test_any_header_gets_an_answer_that_is_offered_or_none(header: str) -> None:
    assert choose(header, OFFERS) in {*OFFERS, None}


@given(headers)
def test_what_is_chosen_weighs_most(header: str) -> None:
    ranges = read_accept(header)
    chosen = choose(header, OFFERS)
    alone = {offer: choose(header, [offer]) for offer in OFFERS}
    if ranges:
        assert (chosen is None) == (set(alone.values()) == {None})


@given(headers, st.permutations(range(5)))
def test_the_order_of_distinct_elements_does_not_matter(header: str, order: list[int]) -> None:
    elements = list(dict.fromkeys(each.partition(";")[0] for each in header.split(", ")))[:5]
    weighted = [f"{each};q=0.{number + 1}" for number, each in enumerate(elements) if each]
    shuffled = [weighted[number] for number in order if number < len(weighted)]
    assert choose(", ".join(shuffled), OFFERS) == choose(", ".join(weighted), OFFERS)


@given(st.text(alphabet='*/;q=0.1, "\\ab'))
def test_reading_never_fails(header: str) -> None:
    for found in read_accept(header):
        assert 0 <= found.weight <= 1
    assert accepts_gzip(header) in {True, False}
