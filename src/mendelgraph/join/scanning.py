"""N-Quads scanned as bytes: which terms may mention something, and how often, without parsing every line.

Most lines of a large file mention nothing. With every digit made a nought, a million subjects that differ in their
numbers are a handful of shapes; only lines with a shape that may mention something are looked at one by one.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain
from typing import IO, TYPE_CHECKING

from mendelgraph.join.mentions import is_hopeless

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1 << 21
MAX_LITERAL = 120
"""Bytes of a literal that may be an identifier, as text or as IRI."""
MAX_IRI = 2_000

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_LITERAL = rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
_ENDS = re.compile(rb"^([^ \n]+) [^ \n]+ (" + _LITERAL + rb"|[^\" \n][^ \n]*)", re.MULTILINE)
_START = re.compile(rb"^https?://(?:www\.)?")
_IN_LITERAL = re.compile(rb'"(?:[^"]*[:_]|[A-Za-z][^"]{2,19}\d[^"\s]*"$)')
"""A separator, or a word or two before something with a number."""
_GRAPH = re.compile(rb"^([^ \n]+ [^ \n]+ (?:" + _LITERAL + rb"[^ \n]*|[^\" \n][^ \n]*)) [^ \n]+ \.$", re.MULTILINE)


def read_blocks(lines: IO[bytes]) -> Iterator[bytes]:
    """Yield a file of lines in blocks of whole lines."""
    while block := lines.read(BLOCK):
        yield block + lines.readline()


def count_terms(nquads: bytes, home: bytes = b"") -> tuple[int, Counter[bytes]]:
    r"""Return the number of lines, and the subjects and objects that may mention something, as often as they occur.

    Terms are as in N-Quads; of a literal the text in its quotes. What comes near to `home` is among them always.

    >>> count_terms(b'<urn:x:7> <urn:x:has> <https://omim.org/entry/166350> .\n')
    (1, Counter({b'<https://omim.org/entry/166350>': 1}))
    """
    ends = _ENDS.findall(nquads.translate(_DIGITS))
    near = _START.sub(b"", home.lower()).translate(_DIGITS) or b"\n"
    chosen = {shape for shape in set(chain.from_iterable(ends)) if may_mention(shape) or _is_near(shape, near)}
    if not chosen:
        return len(ends), Counter()
    lines = nquads.split(b"\n")
    found = (
        (shapes, match.groups())
        for shapes, line in zip(ends, lines, strict=False)
        if (shapes[0] in chosen or shapes[1] in chosen) and (match := _ENDS.match(line))
    )
    return len(ends), Counter(
        term for shapes, terms in found for shape, term in zip(shapes, terms, strict=True) if shape in chosen
    )


@lru_cache(maxsize=100_000)
def may_mention(term: bytes) -> bool:
    """Tell whether an IRI, or a literal short enough, may mention something or come near to it."""
    if term.startswith(b'"'):
        return len(term) <= MAX_LITERAL and bool(_IN_LITERAL.match(term)) and not is_hopeless(term)
    return term.startswith(b"<") and not is_hopeless(term)


def _is_near(term: bytes, home: bytes) -> bool:
    """Tell an address below one's own, in any capitals and scheme; of literals only those that begin with one."""
    return term.startswith((b"<", b'"http')) and len(term) <= MAX_IRI and home in term.lower()


def drop_graphs(nquads: bytes) -> bytes:
    r"""Return N-Quads as N-Triples: without the names of their graphs.

    >>> drop_graphs(b'<urn:s> <urn:p> "a <b> ."@en <urn:g> .\n<urn:s> <urn:p> <urn:o> .\n')
    b'<urn:s> <urn:p> "a <b> ."@en .\n<urn:s> <urn:p> <urn:o> .\n'
    """
    return _GRAPH.sub(rb"\1 .", nquads)
