"""What one record tells of the rules that span records: enough to pass over those that nothing can break.

The queries in `shapes/cross-record/` say what a rule is, and three of them read every statement of a catalogue. Each
record is looked at once, while its lines are at hand; a query is asked only where a record gives it something to find.
What is read here from text is no second rule: it may see too much, never too little. A test holds it to the queries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from mendelgraph.graph.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import Store

    from mendelgraph.rdf.text_nodes import TextNodes
    from mendelgraph.validation.cross_record import CrossRecordRule

BLANK, MIXED, DANGLING = "blank-node", "mixed-layers", "dangling-link"
_REST = str(RDF.rest)
LAYERS = frozenset({"stated", "aligned", "inferred"})
_IRI = re.compile(r"(\w+):(\w+)")
_PREFIX = re.compile(r"PREFIX (\w+): <([^>]+)>")
_VALUES = re.compile(r"VALUES [^{]*\{([^}]*)\}")


class Screens(NamedTuple):
    """Hold what to look for: properties that belong to one layer, properties that link, and of these the half-open."""

    homes: Mapping[bytes, str]
    links: frozenset[str]


class Screened(NamedTuple):
    """Hold what a record may break: a blank node or layer out of place, and the nodes that it only points to."""

    blank: bool = False
    mixed: bool = False
    open_links: frozenset[str] = frozenset()


NOTHING = Screened()


def read_screens(rules: Iterable[CrossRecordRule]) -> Screens:
    """Take the properties from the VALUES of the two rules that name them."""
    queries = {rule.name: rule.query for rule in rules}
    homes = _expand(queries[MIXED])
    layers = (layer.rpartition("#")[2].removesuffix("Layer>").lower() for layer in homes[1::2])
    return Screens(
        {f" {path} ".encode(): layer for path, layer in zip(homes[::2], layers, strict=True)},
        frozenset(_expand(queries[DANGLING])),
    )


def _expand(query: str) -> list[str]:
    """Return the IRIs of the first VALUES of a query, in N-Triples syntax."""
    prefixes = dict(_PREFIX.findall(query))
    found = _VALUES.search(query)
    names = _IRI.findall(found[1]) if found else []
    return [f"<{prefixes[prefix]}{local}>" for prefix, local in names]


def screen(graphs: Mapping[str, Sequence[bytes]], nodes: TextNodes, screens: Screens) -> Screened:
    """Look at one record: the N-Triples lines of its graphs by layer, and the nodes of their union."""
    links = (screens.links & node.keys() for node in nodes.values())
    targets = {
        target for node, paths in zip(nodes.values(), links, strict=True) for path in paths for target in node[path]
    }
    return Screened(
        blank=any(subject.startswith("_:") and _REST not in node for subject, node in nodes.items()),
        mixed=any(_is_mixed(layer, b"".join(found), screens) for layer, found in graphs.items()),
        open_links=frozenset(target[1:-1] for target in targets - nodes.keys() if target.startswith("<")),
    )


def _is_mixed(layer: str, text: bytes, screens: Screens) -> bool:
    return layer in LAYERS and any(home != layer and path in text for path, home in screens.homes.items())


def may_break(rule: str, told: Screened, store: Store) -> bool:
    """Tell whether a rule has anything to find in a store, by what all its records tell together."""
    if rule == BLANK:
        return told.blank
    if rule == MIXED:
        return told.mixed
    if rule == DANGLING:
        return not all(_is_described(NamedNode(target), store) for target in told.open_links)
    return True


def _is_described(node: NamedNode, store: Store) -> bool:
    return next(iter(store.quads_for_pattern(node, None, None)), None) is not None
