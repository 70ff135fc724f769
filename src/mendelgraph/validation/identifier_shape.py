"""The shape of a well-formed identifier, written from `data/prefixes.tsv`: one table decides what is well-formed.

`python -m mendelgraph.validation.identifier_shape > shapes/identifier.ttl` writes it again; a test compares.
"""

from __future__ import annotations

import re
import sys

from mendelgraph.identifiers import Prefix, prefixes

HEAD = """\
# What an identifier of another vocabulary looks like. Written from data/prefixes.tsv, do not edit: run
# python -m mendelgraph.validation.identifier_shape > shapes/identifier.ttl
@prefix mgs: <https://w3id.org/mendelgraph/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

mgs:Identifier a sh:NodeShape ;
    sh:nodeKind sh:IRI ;
    sh:or (
"""
TAIL = """\
    ) .
"""


def identifier_pattern(prefix: Prefix) -> str:
    r"""Return the pattern of a prefix's IRIs, in the syntax that Python, Rust and XPath share.

    >>> identifier_pattern(prefixes()["HP"])
    '^http://purl[.]obolibrary[.]org/obo/HP_([0-9]{7})$'
    """
    iri = re.sub(r"[.?+*()\[\]^$|]", lambda sign: f"[{sign[0]}]", prefix.iri)
    return f"^{iri}({prefix.pattern.pattern.replace(chr(92) + 'd', '[0-9]')})$"


def write_identifier_shape() -> str:
    """Write `shapes/identifier.ttl`."""
    return HEAD + "".join(map(_write_row, prefixes().values())) + TAIL


def _write_row(row: Prefix) -> str:
    return f'        [ sh:pattern "{_escape(identifier_pattern(row))}" ]  # {row.title}\n'


def _escape(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace('"', '\\"')


if __name__ == "__main__":
    sys.stdout.write(write_identifier_shape())
