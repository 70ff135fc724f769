"""Answers that begin like SPARQL JSON and are none."""

from __future__ import annotations

_HEAD = b'{"head": {"vars": ["a"]}, "results": {"bindings": ['
_ROW = b'{"a": {"type": "uri", "value": "urn:x:1"}}'
_ASKED = b'{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": '

NONSENSE = [
    _HEAD + _ROW + b", " + _ROW[:20],
    _HEAD + _ROW + b"]}",
    _HEAD + _ROW + b', {"a": {"type": "literal", "value": "caf\xe9"}}]}}',
    _HEAD + b'{"a": {"type": "uri", "value": "http://a.example/with space"}}]}}',
    _HEAD + b'{"a": {"type": "literal", "value": "x", "xml:lang": "no language at all"}}]}}',
    _HEAD + b'{"b": {"type": "uri", "value": "urn:x:1"}}]}}',
    _HEAD + b'{"a": "nodeID://b1"}]}}',
    b'["__ASK_RETVAL"]',
    _ASKED + b"[3]}}",
    _ASKED + b"[" * 20_000,
]
"""Cut in a row, cut behind it, Latin-1, an IRI that is none, a language that is none, and Virtuoso's own broken."""
