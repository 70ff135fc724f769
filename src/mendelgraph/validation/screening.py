"""What one record tells of the rules that span records: enough to pass over those that nothing can break.

The queries in `shapes/cross-record/` say what a rule is, and three of them read every statement of a catalogue. Each
record is looked at once, while its lines are at hand; a query is asked only where a record gives it something to find.
What is read here from text is no second rule: it may see too much, never too little. A test holds it to the queries.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode

from mendelgraph.graph.namespaces import BIOLINK, MG, RDF, SKOSXL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pyoxigraph import BlankNode, QuerySolutions, Store, Triple

    from mendelgraph.rdf.text_nodes import TextNodes
    from mendelgraph.validation.cross_record import CrossRecordRule

    Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

BLANK, MIXED, DANGLING, UNSEEN = "blank-node", "mixed-layers", "dangling-link", "unseen-share"
_LISTED_TWICE = f"""
SELECT ?value WHERE {{ ?name {SKOSXL.literalForm} ?value ; a {SKOSXL.Label} }} GROUP BY ?value HAVING (COUNT(*) > 1)
"""
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
    if rule == UNSEEN:
        return any(_is_unseen(row[0], store) for row in cast("QuerySolutions", store.query(_LISTED_TWICE)))
    return True


def _is_described(node: NamedNode, store: Store) -> bool:
    return next(iter(store.quads_for_pattern(node, None, None)), None) is not None


def _is_unseen(name: Term, store: Store) -> bool:
    """Tell whether two conditions list a name of which neither says that it is shared with the other."""
    labels = [quad.subject for quad in store.quads_for_pattern(None, SKOSXL.literalForm, name, DefaultGraph())]
    bearers = {
        label: {each for each in _objects(label, MG.about, store) if BIOLINK.Disease in _objects(each, RDF.type, store)}
        for label in labels
    }
    borne = [(each, _objects(label, MG.sharedWith, store)) for label, each in bearers.items() if each]
    return any(
        mine != yours and shared.isdisjoint(yours) and shared_too.isdisjoint(mine)
        for (mine, shared), (yours, shared_too) in combinations(borne, 2)
    )


def _objects(subject: Term, predicate: NamedNode, store: Store) -> set[Term]:
    if isinstance(subject, Literal):
        return set()
    return {quad.object for quad in store.quads_for_pattern(subject, predicate, None, DefaultGraph())}
