"""The Reconciliation Service API 0.2, as OpenRefine speaks it, from JSON to JSON.

https://w3c.github.io/cg-reports/reconciliation/CG-FINAL-specs-0.2-20230410/. Entities are named by the stems of their
documents, which are unique; a candidate is a certain match only where one thing alone bears the very name.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mendelgraph.graph.namespaces import BIOLINK, ONTOLOGY
from mendelgraph.serve.problems import Problem
from mendelgraph.serve.search import CONDITION, GENE, Hit, Index, search
from mendelgraph.site.places import curie_or_iri

if TYPE_CHECKING:
    from collections.abc import Callable

    from mendelgraph.serve.search import Item
    from mendelgraph.site.catalogue import Catalogue

Json = dict[str, Any]

VERSIONS = ["0.2"]
MAX_BATCH = 100
MAX_CANDIDATES = 50
CANDIDATES = 5
PREVIEW = {"width": 420, "height": 220}
NAME_SHARE = 0.8
"""How much of a score the name has where other columns are given as well."""

TYPES = {
    BIOLINK.Disease.value: {"id": BIOLINK.Disease.value, "name": "genetic condition"},
    BIOLINK.Gene.value: {"id": BIOLINK.Gene.value, "name": "gene"},
}
KINDS = {BIOLINK.Disease.value: CONDITION, BIOLINK.Gene.value: GENE}
TYPE_OF = {kind: iri for iri, kind in KINDS.items()}


class Property(NamedTuple):
    """Describe a column that can be compared or fetched: its id, its name, the kind of thing that has it."""

    id: str
    name: str
    kind: str
    values: Callable[[Item, Catalogue], list[Json]]


def _genes(item: Item, catalogue: Catalogue) -> list[Json]:
    found = dict.fromkeys(each.gene for each in catalogue.by_condition.get(item.iri, ()))
    return [_entity(gene, catalogue) for gene in found]


def _conditions(item: Item, catalogue: Catalogue) -> list[Json]:
    found = dict.fromkeys(each.condition for each in catalogue.by_gene.get(item.iri, ()))
    return [_entity(condition, catalogue) for condition in found]


def _modes(item: Item, catalogue: Catalogue) -> list[Json]:
    return [_entity(mode, catalogue) for mode in catalogue.modes.get(item.iri, ())]


def _names(item: Item, _: Catalogue) -> list[Json]:
    return [{"str": name} for name in item.names]


def _identifiers(item: Item, _: Catalogue) -> list[Json]:
    return [{"str": identifier} for identifier in item.identifiers]


def _iri(item: Item, _: Catalogue) -> list[Json]:
    return [{"str": item.iri}]


def _entity(iri: str, catalogue: Catalogue) -> Json:
    return {"id": catalogue.addresses.pages.get(iri, iri), "name": catalogue.label(iri) or curie_or_iri(iri)}


PROPERTIES = (
    Property("gene", "gene", CONDITION, _genes),
    Property("inheritance", "mode of inheritance", CONDITION, _modes),
    Property("condition", "genetic condition", GENE, _conditions),
    Property("name", "other name", "", _names),
    Property("identifier", "identifier", "", _identifiers),
    Property("iri", "IRI", "", _iri),
)


def manifest(catalogue: Catalogue, url: str) -> Json:
    """Return what the service says of itself; `url` is its public address, without a slash at the end."""
    place = f"{url}/reconcile"
    suggest = {
        kind: {"service_url": place, "service_path": f"/suggest/{kind}"} for kind in ("entity", "property", "type")
    }
    suggest["entity"]["flyout_service_path"] = "/flyout?id=${id}"
    return {
        "versions": VERSIONS,
        "name": "mendelgraph: genetic conditions and genes",
        "identifierSpace": f"{catalogue.base}",
        "schemaSpace": ONTOLOGY + "#",
        "documentation": f"{url}/",
        "defaultTypes": list(TYPES.values()),
        "view": {"url": f"{url}/{{{{id}}}}"},
        "preview": {"url": f"{place}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": place, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def read_batch(text: str) -> dict[str, Json]:
    """Read a batch of queries; raise Problem where it is none."""
    batch = read_object(text, "queries")
    if len(batch) > MAX_BATCH:
        raise Problem(413, f"a batch of {len(batch):,} queries; the limit is {MAX_BATCH}")
    for key, query in batch.items():
        if not isinstance(query, dict) or not ("query" in query or query.get("properties")):
            raise Problem(400, f"query {key!r} is no object with a `query` or `properties`")
    return batch


def read_object(text: str, what: str) -> Json:
    """Read a JSON object; raise Problem where the text is none, or where it names what no text can hold.

    JSON can name half of a pair of surrogates, which cannot be written as UTF-8, so not in the answer either.
    """
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = error.object[error.start]
        raise Problem(400, f"{what} names {half!r}, half of a character: write the character, or both halves") from None
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"{what} is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Problem(400, f"{what} is no JSON object")
    return value


def reconcile(batch: dict[str, Json], index: Index, catalogue: Catalogue) -> Json:
    """Return the candidates of each query, best first."""
    return {key: {"result": candidates(query, index, catalogue)} for key, query in batch.items()}


def candidates(query: Json, index: Index, catalogue: Catalogue) -> list[Json]:
    """Return the candidates of one query."""
    limit = query.get("limit")
    most = int(min(limit, MAX_CANDIDATES)) if isinstance(limit, int | float) and limit >= 1 else CANDIDATES
    kinds = _kinds(query.get("type"))
    wanted = _wanted(query.get("properties"))
    text = str(query.get("query", "")) or next((value for _, value in wanted), "")
    hits = [_weigh(hit, wanted, catalogue) for hit in search(index, text, kinds=kinds, limit=MAX_CANDIDATES)]
    ordered = sorted(hits, key=lambda pair: -pair[0])[:most]
    sure = _sure([hit for _, hit in ordered])
    return [_candidate(score, hit, hit is sure, wanted, catalogue) for score, hit in ordered]


def _sure(hits: list[Hit]) -> Hit | None:
    """Return the only hit whose very name was asked for: its label, or a name that no other thing here bears."""
    exact = [hit for hit in hits if hit.exact]
    return exact[0] if len(exact) == 1 and exact[0] is hits[0] else None


def _kinds(types: object) -> frozenset[str]:
    asked = types if isinstance(types, list) else [types] if types else []
    known = [each.get("id") if isinstance(each, dict) else each for each in asked]
    return frozenset(KINDS[each] for each in known if isinstance(each, str) and each in KINDS)


def _wanted(properties: object) -> list[tuple[str, str]]:
    """Return the (property, value) pairs of a query, as lower-case text."""
    pairs: list[tuple[str, str]] = []
    for each in properties if isinstance(properties, list) else []:
        if isinstance(each, dict) and "pid" in each and "v" in each:
            values = each["v"] if isinstance(each["v"], list) else [each["v"]]
            pairs += [(str(each["pid"]), _text(value)) for value in values]
    return pairs


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("id") or ""
    return str(value).strip().lower()


def _weigh(hit: Hit, wanted: list[tuple[str, str]], catalogue: Catalogue) -> tuple[float, Hit]:
    if not wanted:
        return hit.score, hit
    share = sum(_bears(hit.item, *pair, catalogue) for pair in wanted) / len(wanted)
    return round(hit.score * NAME_SHARE + 100 * (1 - NAME_SHARE) * share, 1), hit


def _bears(item: Item, property_id: str, value: str, catalogue: Catalogue) -> bool:
    known = _property(property_id)
    cells = known.values(item, catalogue) if known else []
    return value in {_text(part) for cell in cells for part in cell.values()}


def _property(property_id: str) -> Property | None:
    return next((each for each in PROPERTIES if each.id == property_id), None)


def _candidate(score: float, hit: Hit, sure: bool, wanted: list[tuple[str, str]], catalogue: Catalogue) -> Json:  # noqa: FBT001 - a column of the answer
    features = [{"id": "name", "value": hit.score}]
    features += [{"id": pid, "value": _bears(hit.item, pid, value, catalogue)} for pid, value in wanted]
    return {
        **_described(hit),
        "type": [TYPES[TYPE_OF[hit.item.kind]]],
        "score": score,
        "match": sure,
        "features": features,
    }


def _described(hit: Hit) -> Json:
    """Say by which name something was found, where that is not its label."""
    said = {"id": hit.item.stem, "name": hit.item.label}
    return said if hit.name == hit.item.label else {**said, "description": f"found as {hit.name}"}


def suggest_entities(prefix: str, index: Index, limit: int, cursor: int = 0) -> Json:
    """Complete the name of an entity, leaving out the first `cursor` suggestions."""
    hits = search(index, prefix, limit=cursor + limit)[cursor:]
    return {"result": [{**_described(hit), "notable": [TYPE_OF[hit.item.kind]]} for hit in hits]}


def suggest_types(prefix: str) -> Json:
    """Complete the name of a type."""
    return {"result": [each for each in TYPES.values() if prefix.lower() in each["name"]]}


def suggest_properties(prefix: str) -> Json:
    """Complete the name of a property."""
    return {
        "result": [{"id": each.id, "name": each.name} for each in PROPERTIES if prefix.lower() in each.name.lower()]
    }


def propose_properties(type_id: str, limit: int = len(PROPERTIES)) -> Json:
    """Say what can be fetched for a type."""
    kind = KINDS.get(type_id, "")
    fitting = [each for each in PROPERTIES if each.kind in {"", kind} or not kind][:limit]
    return {"type": type_id, "limit": limit, "properties": [{"id": each.id, "name": each.name} for each in fitting]}


def extend(query: Json, index: Index, catalogue: Catalogue) -> Json:
    """Fetch columns for entities; raise Problem where the request is malformed. Unknown ids have empty cells."""
    ids, columns = query.get("ids"), query.get("properties")
    if not isinstance(ids, list) or not isinstance(columns, list) or len(ids) > MAX_BATCH * 10:
        raise Problem(400, f"`extend` needs `ids` and `properties`, and at most {MAX_BATCH * 10} ids")
    known = [
        each for each in (_property(str(column.get("id"))) for column in columns if isinstance(column, dict)) if each
    ]
    items = {item.stem: item for item in index.items}
    rows = {
        str(each): {
            column.id: column.values(items[str(each)], catalogue) if str(each) in items else [] for column in known
        }
        for each in ids
    }
    return {"meta": [{"id": each.id, "name": each.name} for each in known], "rows": rows}
