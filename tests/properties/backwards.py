"""The way back: from the stated quads of a record to the facts it was described from. Written for these tests alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from mendelgraph.facts import (
    FrequencyFact,
    GeneFact,
    InheritanceFact,
    Mode,
    NameFact,
    OriginFact,
    ParentalCopy,
    Qualifier,
    Receipt,
)
from mendelgraph.graph.describe_frequency import MEASURES
from mendelgraph.graph.describe_genes import CHANGES, INVOLVEMENTS, ORIGINS
from mendelgraph.graph.describe_inheritance import mode_node
from mendelgraph.graph.describe_sections import SECTION_ROLES
from mendelgraph.graph.namespaces import BIOLINK, CITO, DCTERMS, MG, OA, RDF, RDFS, SCHEMA, SKOSXL
from mendelgraph.graph.subject import curie_node
from mendelgraph.records import ExternalId, Resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

ROLE_OF = {involvement.role: role for role, involvement in INVOLVEMENTS.items()}
ORIGIN_OF = {node: origin for origin, node in ORIGINS.items()}
CHANGE_OF = {node: change for change, node in CHANGES.items()}
MEASURE_OF = {node: measure for measure, node in MEASURES.items()}
MODE_OF = {mode_node(mode): mode for mode in Mode}
QUALIFIER_OF = {curie_node(qualifier.term): qualifier for qualifier in Qualifier}
COPY_OF = {curie_node(copy.allele_origin): copy for copy in ParentalCopy}
SECTION_OF = {node: role for role, node in SECTION_ROLES.items()}


class Record:
    """The stated triples of a record, read back."""

    def __init__(self, quads: Iterable[Quad], thing: NamedNode) -> None:
        self.thing = thing
        self.found: dict[object, dict[NamedNode, list[Any]]] = {}
        for quad in quads:
            if str(quad.graph_name).endswith("/stated>"):
                self.found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)

    def all(self, node: object, predicate: NamedNode) -> list[Any]:
        return self.found.get(node, {}).get(predicate, [])

    def one(self, node: object, predicate: NamedNode) -> Any:
        values = self.all(node, predicate)
        assert len(values) <= 1, (node, predicate, values)
        return values[0] if values else None

    def text(self, node: object, predicate: NamedNode) -> str | None:
        value = self.one(node, predicate)
        return None if value is None else value.value

    def number(self, node: object, predicate: NamedNode) -> float | None:
        text = self.text(node, predicate)
        return None if text is None else float(text)

    def of_kind(self, *kinds: NamedNode) -> Iterator[NamedNode]:
        for node in self.found:
            if isinstance(node, NamedNode) and set(kinds) & set(self.all(node, RDF.type)):
                yield node

    def receipts(self, fact: NamedNode) -> frozenset[Receipt]:
        return frozenset(map(self._receipt, self.all(fact, MG.receipt)))

    def _receipt(self, node: object) -> Receipt:
        section = self.one(node, OA.hasSource)
        role, sha = SECTION_OF[self.one(section, MG.sectionRole)], self.text(section, SCHEMA.sha256)
        said = {
            key: self.text(each, key)
            for each in self.all(node, OA.hasSelector)
            for key in (OA.exact, OA.start, OA.end)
            if self.all(each, key)
        }
        return Receipt(role, sha or "", int(said[OA.start] or 0), int(said[OA.end] or 0), said[OA.exact] or "")

    def names(self) -> set[NameFact]:
        preferred = {SKOSXL.prefLabel, SKOSXL.hiddenLabel}
        return {
            NameFact(
                self.text(node, SKOSXL.literalForm) or "", relation in preferred, tuple(sorted(self.receipts(node)))
            )
            for relation in (*preferred, SKOSXL.altLabel)
            for node in self.all(self.thing, relation)
        }

    def genes(self) -> set[GeneFact]:
        return {
            GeneFact(
                self.text(node, MG.symbol) or "",
                ROLE_OF[self.one(node, MG.geneRole)],
                tuple(sorted(self.receipts(node))),
                ORIGIN_OF.get(self.one(node, MG.variantOrigin)),
                CHANGE_OF.get(self.one(node, MG.functionChange)),
                COPY_OF.get(self.one(node, MG.causalAlleleOrigin)),
                bool(self.one(node, MG.soleCause)),
            )
            for node in self.of_kind(BIOLINK.CausalGeneToDiseaseAssociation, BIOLINK.GeneToDiseaseAssociation)
        }

    def inheritance(self) -> set[InheritanceFact]:
        return {
            InheritanceFact(
                MODE_OF[self.one(node, BIOLINK.object)],
                tuple(sorted(self.receipts(node))),
                self.text(node, MG.conditionForm),
            )
            for node in self.of_kind(BIOLINK.DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation)
        }

    def qualifiers(self) -> set[tuple[Qualifier, frozenset[Receipt]]]:
        return {
            (QUALIFIER_OF[self.one(node, BIOLINK.object)], self.receipts(node))
            for node in self.of_kind(MG.InheritanceQualification)
        }

    def origins(self) -> set[OriginFact]:
        return {
            OriginFact(
                COPY_OF[self.one(node, BIOLINK.object)],
                tuple(sorted(self.receipts(node))),
                self.text(node, MG.symbol),
                self.text(node, MG.conditionForm),
            )
            for node in self.of_kind(MG.ParentOfOrigin)
        }

    def frequencies(self) -> set[FrequencyFact]:
        return {
            FrequencyFact(
                MEASURE_OF[self.one(node, MG.measure)],
                tuple(sorted(self.receipts(node))),
                self.number(node, MG.affectedLow),
                self.number(node, MG.affectedHigh),
                *(
                    None if value is None else int(value)
                    for value in (self.number(node, MG.perLow), self.number(node, MG.perHigh))
                ),
                self.text(node, MG.bound),
                bool(self.one(node, MG.approximate)),
                self.text(node, MG.population),
                self.text(node, MG.place),
                self.text(node, MG.appliesTo),
                self.text(node, MG.inWords),
            )
            for node in self.of_kind(MG.Frequency)
        }

    def identifiers(self) -> set[tuple[ExternalId, str]]:
        return {
            (
                ExternalId(self.text(node, MG.database) or "", self.text(node, MG.key) or ""),
                self.text(node, MG.assigner) or "",
            )
            for node in self.of_kind(MG.PageIdentifier)
        }

    def resources(self) -> set[Resource]:
        return {
            Resource(self.text(node, MG.heading) or "", self.text(node, RDFS.label) or "", self.text(node, SCHEMA.url))
            for node in self.of_kind(SCHEMA.WebPage)
        }

    def references(self) -> set[str]:
        return {
            self.text(self.one(node, CITO.hasCitedEntity), DCTERMS.bibliographicCitation) or ""
            for node in self.of_kind(CITO.Citation)
        }
