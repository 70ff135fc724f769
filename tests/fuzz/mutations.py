"""Mutations of real inputs: what slips, cuts, floods and malice do to bytes, drawn by hypothesis and repeatable."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

TOKENS = (
    b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xcc\x81" * 40, b"\r", b"\n\n", b"\t", b" " * 500,
    b"<", b"</", b"/>", b"<!--", b"]]>", b"<![CDATA[", b"&", b"&#0;", b"&#xD800;", b"&lt;", b"&x;", b"<a " * 30,
    b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"<?x?>", b"<b>" * 300, b"</b>" * 300, b"<p/>" * 300, b"'", b'"', b"\\", b"\\u",
    b"{", b"}", b"[", b"]", b"[" * 300, b"{\"a\":" * 300, b",", b":", b"null", b"1e999", b"-0", b"9" * 400, b"NaN",
    b"(", b")", b"((" * 200, b";", b".", b". " * 400, b", " * 400, b"; " * 400, b"-" * 400, b"et al", b"Epub ",
    b"doi: ", b"doi:10.1/", b"2002 Jan", b"0000", b"../../../etc/passwd", b"%2e%2e%2f", b"file:///etc/passwd",
    b"javascript:",
    b"\x1f\x8b\x08", b"PK\x03\x04", b"URL of this page: ", b"Inheritance", b"autosomal dominant ", b"1 in 0 ",
    b"gene " * 100, b"GNAS, " * 100, b"mutations in the ", b"paternal ", b"\xe2\x80\xa2 ", b"?", b"*", b"_:b ", b"@",
    b"^^", b"<http://", b"<urn:x:y>", b"SELECT", b"UNION {" * 20, b"FILTER(", b"OPTIONAL {", b"SERVICE <http://x> {",
    b"!" * 50, b"|" * 50, b"/" * 50, b"\xc3", b"\xf0\x9f\xa7\xac", b"A" * 2000,
)  # fmt: skip


class Cut(NamedTuple):
    """What happens at a place (0 to 1): so many bytes are replaced by a token, or moved, doubled or flipped."""

    kind: str
    place: float
    length: int
    token: bytes
    to: float


CUTS = st.lists(
    st.builds(
        Cut,
        st.sampled_from(["put", "put", "put", "drop", "double", "move", "flip", "end"]),
        st.floats(0, 1),
        st.one_of(st.integers(0, 8), st.integers(0, 400)),
        st.one_of(st.sampled_from(TOKENS), st.sampled_from(TOKENS), st.binary(max_size=6)),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=6,
)


def random_cuts(random: Random) -> list[Cut]:
    """Draw a few cuts, where hypothesis does not: for programs that run for long, or in another process."""
    kinds = ["put", "put", "drop", "double", "move", "flip"]
    return [
        Cut(random.choice(kinds), random.random(), random.randint(0, 30), random.choice(TOKENS), random.random())
        for _ in range(random.randint(1, 3))
    ]


def mutate(data: bytes, cuts: list[Cut]) -> bytes:
    """Apply the cuts one after another."""
    for cut in cuts:
        data = _apply(data, cut)
    return data


def _apply(data: bytes, cut: Cut) -> bytes:
    start, to = int(cut.place * len(data)), int(cut.to * len(data))
    before, part, rest = data[:start], data[start : start + cut.length], data[start + cut.length :]
    match cut.kind:
        case "put":
            return before + cut.token + rest
        case "drop":
            return before + rest
        case "double":
            return before + part * 3 + rest
        case "move":
            return data[:to] + part + data[to:]
        case "flip":
            return before + bytes(byte ^ 1 << (to % 8) for byte in part) + rest
    return before or data[:1]
