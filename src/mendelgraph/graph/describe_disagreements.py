"""What documents contradict each other on: kept, with who said which, never settled by overwriting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.literals import plain
from mendelgraph.graph.namespaces import MG, PROV, RDF
from mendelgraph.graph.subject import Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.graph.subject import Subject
    from mendelgraph.records import Disagreement


def state_disagreements(subject: Subject, disagreements: Iterable[Disagreement]) -> Iterator[Triple]:
    """Describe each field that documents differ on, with every value and the documents that give it."""
    for disagreement in disagreements:
        iri = subject.own.disagreement(disagreement.field)
        yield Triple(iri, RDF.type, MG.Disagreement)
        yield Triple(iri, MG.about, subject.thing)
        yield Triple(iri, MG.field, plain(disagreement.field))
        for said in disagreement.values:
            value = subject.own.disputed_value(disagreement.field, said.value)
            yield Triple(iri, MG.disputedValue, value)
            yield Triple(value, RDF.type, MG.DisputedValue)
            yield Triple(value, MG.givenValue, plain(said.value))
            yield from (Triple(value, PROV.wasDerivedFrom, subject.documents[key]) for key in said.documents)
