"""Every statement about a condition with what it rests on: words of the page, votes of vocabularies, or a rule."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.queries.answers import shorten
from mendelgraph.records import Role
from mendelgraph.store.cards import COPIES, Row, ask, gene_sentence, local_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

    from mendelgraph.store.lookup import Found


SECTIONS = ["".join(word.capitalize() for word in role.value.split("-")) for role in Role]
"""The sections in the order of a page, as their individuals in the ontology are called."""


class Receipt(NamedTuple):
    """Hold where a statement stands: its words, their section and offsets, and the document."""

    words: str
    section: str
    start: int
    end: int
    document: str


class Statement(NamedTuple):
    """Hold a statement in words, its layer, its receipts, and other grounds: votes, or a rule with its premises."""

    layer: str
    text: str
    receipts: tuple[Receipt, ...] = ()
    grounds: tuple[str, ...] = ()


def explain(found: Found, store: Store) -> tuple[Statement, ...]:
    """Return the statements about a condition: stated in the order of the page, then aligned, then inferred."""
    return (*_stated(found.id, store), *_aligned(found.id, store), *_inferred(found.id, store))


def _stated(slug: str, store: Store) -> list[Statement]:
    receipts: dict[str, list[Receipt]] = defaultdict(list)
    for row in ask("receipts-of-condition", store, slug=slug):
        section = local_name(row, "section").removesuffix("Section")
        place = Receipt(str(row["words"]), section, int(str(row["start"])), int(str(row["end"])), str(row["document"]))
        receipts[str(row["fact"])].append(place)
    facts: dict[str, Fact] = defaultdict(lambda: defaultdict(list))
    for row in ask("facts-of-condition", store, slug=slug):
        facts[str(row["fact"])][local_name(row, "predicate")].append(row)
    said = [Statement("stated", _in_words(facts[fact]), tuple(places)) for fact, places in receipts.items()]
    return sorted(said, key=lambda each: (SECTIONS.index(each.receipts[0].section), each.receipts[0].start))


Fact = dict[str, list[Row]]


def _in_words(fact: Fact) -> str:
    classes = {local_name(row, "object") for row in fact.get("type", ())}
    for name, write in WRITERS.items():
        if name in classes:
            return write(fact)
    return f"a fact of class {', '.join(sorted(classes))}"


def _value(fact: Fact, predicate: str) -> str:
    rows = fact.get(predicate, ())
    return str(rows[0]["label"] or shorten(str(rows[0]["object"]))) if rows else ""


def _gene(fact: Fact) -> str:
    keys = {"symbol": "symbol", "role": "geneRole", "parentalCopy": "causalAlleleOrigin"}
    keys |= {"change": "functionChange", "origin": "variantOrigin"}
    return gene_sentence({key: fact[name][0]["object"] for key, name in keys.items() if name in fact})


def _mode(fact: Fact) -> str:
    form = _value(fact, "conditionForm")
    return f"it is inherited so: {_value(fact, 'object')}" + (f" ({form})" if form else "")


def _origin(fact: Fact) -> str:
    gene = f" of {_value(fact, 'symbol')}" if "symbol" in fact else ""
    return f"it arises from the {COPIES.get(local_name(fact['object'][0], 'object'), '?')} copy{gene}"


def _frequency(fact: Fact) -> str:
    low, high, per_low, per_high = (_value(fact, key) for key in ("affectedLow", "affectedHigh", "perLow", "perHigh"))
    figures = "-".join(dict.fromkeys(filter(None, (low, high)))) or _value(fact, "inWords")
    people = "-".join(dict.fromkeys(filter(None, (per_low, per_high))))
    return (
        f"its frequency: {_value(fact, 'measure')}"
        + (f" {figures}" if figures else "")
        + (f" in {people}" if people else "")
    )


WRITERS: dict[str, Callable[[Fact], str]] = {
    "Label": lambda fact: f"it is called “{_value(fact, 'literalForm')}”",
    "CausalGeneToDiseaseAssociation": _gene,
    "GeneToDiseaseAssociation": _gene,
    "DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation": _mode,
    "InheritanceQualification": lambda fact: f"its inheritance is qualified so: {_value(fact, 'object')}",
    "ParentOfOrigin": _origin,
    "Frequency": _frequency,
    "PageIdentifier": lambda fact: f"its identifier in {_value(fact, 'database')} is {_value(fact, 'key')}",
    "WebPage": lambda fact: f"more about it: {_value(fact, 'heading')}",
    "Citation": lambda fact: f"its page cites {_value(fact, 'hasCitedEntity')}",
}
"""What a fact of each class says, in words."""


def _aligned(slug: str, store: Store) -> list[Statement]:
    votes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in ask("mapping-evidence", store, slug=slug):
        sign = "for" if row["supports"] else "against"
        votes[str(row["target"]), str(row["match"])].append(
            f"{sign}: {row['kind']}, {row['evidence']} ({row['vocabulary']})"
        )
    said: dict[tuple[str, str], str] = {}
    for row in ask("identifiers-of-condition", store, slug=slug):
        label = f" “{row['label']}”" if row["label"] else ""
        key = (str(row["target"]), str(row["match"]))
        said.setdefault(key, f"{local_name(row, 'match')} {shorten(str(row['target']))}{label}")
        votes.setdefault(key, []).append(
            f"by {row['vocabulary']}" + (f", through {shorten(str(row['via']))}" if row["via"] else "")
        )
    return [Statement("aligned", text, (), tuple(votes[key])) for key, text in said.items()]


def _inferred(slug: str, store: Store) -> list[Statement]:
    premises: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in ask("inferences-about-condition", store, slug=slug):
        said = f"{local_name(row, 'predicate')}: {row['label'] or shorten(str(row['object']))}"
        premises[said, f"rule {local_name(row, 'rule')}"].append(f"from {row['premise']}")
    return [Statement("inferred", said, (), (rule, *grounds)) for (said, rule), grounds in premises.items()]
