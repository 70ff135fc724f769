"""IRI to file is injective, also where case is folded, names are reserved and paths have an end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mendelgraph.site.addresses import DEVICES, MAX_SEGMENT, Addresses, escape, relative, stem_of

BASE = "https://w3id.org/mendelgraph/"
IRIS = st.one_of(
    st.text(alphabet="aAbB/_.-#%:0é\u0130", max_size=12).map(lambda rest: BASE + rest),
    st.text(max_size=40).map(lambda rest: f"https://doi.org/{rest}"),
    st.text(max_size=300).map(lambda rest: f"http://identifiers.org/hgnc/{rest}"),
    st.text(alphabet="x/", min_size=100, max_size=400).map(lambda rest: BASE + rest),
    st.text(max_size=60),
)


@given(st.lists(IRIS, min_size=2, max_size=30, unique=True))
def test_two_iris_never_share_a_file_even_where_case_is_folded(iris: list[str]) -> None:
    stems = [stem_of(iri, BASE).casefold() for iri in iris]
    assert len(set(stems)) == len(iris)


@given(IRIS)
def test_every_file_name_is_one_that_every_system_takes(iri: str) -> None:
    for segment in stem_of(iri, BASE).split("/"):
        assert re.fullmatch(r"[a-z0-9_-](?:[a-z0-9._-]*[a-z0-9_-])?", segment), segment
        assert segment == "index" or segment.partition(".")[0] not in DEVICES
        assert len(segment) <= MAX_SEGMENT + 20


@given(st.lists(st.text(alphabet="aA./_0", max_size=4), min_size=2, max_size=40, unique=True))
def test_segments_stay_apart(segments: list[str]) -> None:
    assert len({escape(segment) for segment in segments}) == len(segments)


def decode(escaped: str) -> str:
    def read(found: re.Match[str]) -> str:
        return found[1].upper() if found[1] else chr(int(found[2] or found[3], 16))

    whole = re.sub(r"_(?:([a-z])|0([0-9a-f]+)_|([2-7][0-9a-f]))", read, escaped)
    return "" if escaped == "index" else whole


@given(st.text(max_size=18))
def test_a_short_segment_can_be_read_back(segment: str) -> None:
    assert decode(escape(segment)) == segment


@pytest.mark.parametrize(
    ("iri", "stem"),
    [
        (BASE, "index"),
        (BASE + "condition/poh", "condition/poh"),
        (BASE + "condition/poh/", "condition/poh/index"),
        (BASE + "condition/POH", "condition/_p_o_h"),
        (BASE + "ontology#Fact", "ontology/_23_fact"),
        (BASE + "id/hgnc/1", "_69d/hgnc/1"),
        (BASE + "con.txt", "_63on.txt"),
        ("http://identifiers.org/hgnc/4392", "id/hgnc/4392"),
        ("https://doi.org/10.1002/ajmg.a.32346", "id/doi/10.1002/ajmg.a.32346"),
        ("https://medlineplus.gov/genetics/condition/poh/", "id/medlineplus/condition/poh/index"),
    ],
    ids=lambda value: value.rpartition("/")[2] or "slash",
)
def test_where_things_lie(iri: str, stem: str) -> None:
    assert stem_of(iri, BASE) == stem


def test_what_lies_below_a_page_is_told_there() -> None:
    addresses = Addresses(
        BASE, {BASE + "condition/poh": "condition/poh", "urn:gene": "id/gene"}, {BASE + "gene/X": "urn:gene"}
    )
    assert addresses.find(BASE + "condition/poh") == ("condition/poh", "")
    assert addresses.find(BASE + "condition/poh/name/POH") == ("condition/poh", "name/POH")
    assert addresses.find(BASE + "condition/pohx/name/POH") is None
    assert addresses.find(BASE + "gene/X/section/function") == ("id/gene", "gene/X/section/function")
    assert addresses.find("https://elsewhere.example/") is None


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=6).map("/".join))
def test_relative_links_climb_to_the_root(page: str) -> None:
    assert relative("assets/x", page).count("../") == page.count("/")
