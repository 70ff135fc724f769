"""Content negotiation as RFC 9110 has it (12.4.2 q-values, 12.5.1 Accept, 12.5.3 Accept-Encoding), without HTTP.

A header that cannot be read is no reason to fail: RFC 9110 (12.1) lets a server disregard it. So elements that are
malformed are left out, and a header without one that can be read counts as absent.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

KEPT_LENGTH = 500
"""The longest header whose reading is remembered: few headers come again and again, and reading one takes long."""
MAX_ELEMENTS = 100
"""No client needs more; each element costs time."""

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*+"'
_ELEMENT = re.compile(rf"[^,\"]*+(?:{_QUOTED}[^,\"]*+)*+")
_RANGE = re.compile(rf"({_WORD})/({_WORD})")
_CODING = re.compile(_WORD)
_PARAMETER = re.compile(rf"\s*;\s*(?:({_WORD})=({_WORD}|{_QUOTED}))?\s*")
_WEIGHT = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")


class MediaRange(NamedTuple):
    """Hold an element of Accept: `type/subtype` with wildcards, parameters in lower case, and the weight."""

    type: str
    subtype: str
    parameters: tuple[tuple[str, str], ...]
    weight: float

    def specificity(self, offer: MediaRange) -> int:
        """Return how closely this range fits an offer: 1 `*/*`, 2 `text/*`, 3 and more the type itself; 0 not at all.

        >>> read_accept("text/*")[0].specificity(read_accept("text/turtle")[0])
        2
        """
        if self.type == "*":
            return 1 if self.subtype == "*" else 0
        if self.type != offer.type or self.subtype not in {"*", offer.subtype}:
            return 0
        if not set(self.parameters) <= set(offer.parameters):
            return 0
        return (2 if self.subtype == "*" else 3) + len(self.parameters)


def read_accept(header: str) -> tuple[MediaRange, ...]:
    """Read an Accept header, or a list of media types; leave out what is malformed.

    >>> [(found.subtype, found.weight) for found in read_accept("text/turtle;q=0.5, application/ld+json, nonsense")]
    [('turtle', 0.5), ('ld+json', 1.0)]
    """
    ranges = (_read_range(element) for element in _elements(header))
    return tuple(found for found in ranges if found)


def choose(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the best of the offered media types, or None where not one is acceptable.

    The highest weight wins, then the order of the offers: the server's own preference.

    >>> choose("text/html;q=0.4, text/*;q=0.8", ["text/html", "text/turtle"])
    'text/turtle'
    >>> choose("image/png", ["text/html"]) is None
    True
    """
    ranges = read_accept(header or "")
    if not ranges:
        return offers[0] if offers else None
    weights = {offer: _weight(ranges, offer) for offer in offers}
    best = max(weights.values(), default=0.0)
    return next((offer for offer, weight in weights.items() if weight == best), None) if best > 0 else None


def choose_named(header: str | None, offers: Mapping[str, str]) -> str | None:
    """Return the name behind the best of several media types; types of one name are its synonyms.

    >>> choose_named("text/json", {"application/json": "json", "text/json": "json", "text/csv": "csv"})
    'json'
    """
    found = choose(header, list(offers))
    return offers[found] if found else None


def accepts_gzip(header: str | None) -> bool:
    """Tell whether an Accept-Encoding allows gzip.

    >>> accepts_gzip("br, gzip;q=0"), accepts_gzip("*"), accepts_gzip(None)
    (False, True, False)
    """
    if not header:
        return False
    return _kept_gzip(header) if len(header) <= KEPT_LENGTH else _accepts_gzip(header)


def _accepts_gzip(header: str) -> bool:
    weights: dict[str, float] = {}
    for element in _elements(header):
        found = _CODING.match(element.strip())
        parameters = _parameters(element.strip()[found.end() :]) if found else None
        if found and parameters is not None:
            weight = _read_weight(dict(parameters).get("q", "1"))
            weights[found[0].lower()] = 0.0 if weight is None else weight
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


_kept_gzip = lru_cache(maxsize=256)(_accepts_gzip)


def _weight(ranges: Sequence[MediaRange], offer: str) -> float:
    """Return the weight that the most specific fitting range gives an offer; of equals, the first."""
    (offered,) = read_accept(offer)
    best = max(ranges, key=lambda found: found.specificity(offered))
    return best.weight if best.specificity(offered) else 0.0


def _elements(header: str) -> Iterator[str]:
    """Split at commas that stand outside quotes."""
    position, count = 0, 0
    while position < len(header) and count < MAX_ELEMENTS:
        found = _ELEMENT.match(header, position)
        end = found.end() if found else position
        if end < len(header) and header[end] != ",":
            return  # a quote that never ends
        if header[position:end].strip():
            yield header[position:end]
            count += 1
        position = end + 1


def _read_range(element: str) -> MediaRange | None:
    text = element.strip()
    found = _RANGE.match(text)
    if not found or (found[1] == "*" and found[2] != "*"):
        return None
    parameters = _parameters(text[found.end() :])
    if parameters is None:
        return None
    names = [name for name, _ in parameters]
    cut = names.index("q") if "q" in names else len(names)
    weight = _read_weight(parameters[cut][1]) if cut < len(names) else 1.0
    if weight is None:
        return None
    return MediaRange(found[1].lower(), found[2].lower(), tuple(parameters[:cut]), weight)


def _parameters(text: str) -> list[tuple[str, str]] | None:
    """Read `;name=value` to the end of the text; None where something else stands there."""
    parameters: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        found = _PARAMETER.match(text, position)
        if not found:
            return None
        if found[1]:
            parameters.append((found[1].lower(), _unquote(found[2]).lower()))
        position = found.end()
    return parameters


def _unquote(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value


def _read_weight(text: str) -> float | None:
    return float(text) if _WEIGHT.fullmatch(text) else None
