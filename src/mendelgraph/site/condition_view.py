"""Read what a condition's page shows from the triples of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.graph.namespaces import (
    BIOLINK,
    CITO,
    DCTERMS,
    MG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SSSOM,
)  # fmt: skip
from mendelgraph.site.articles import read_article
from mendelgraph.site.names import catalogue_iri, local, read_names
from mendelgraph.site.neighbours import neighbourhood
from mendelgraph.site.places import curie_or_iri, host_name, place_of, web_address
from mendelgraph.site.receipts import read_proofs, read_sections
from mendelgraph.site.views import (
    Article,
    ConditionView,
    GeneRow,
    InferenceRow,
    MatchRow,
    ModeRow,
    Ref,
    ResourceRow,
    Statement,
    Vote,
)  # fmt: skip
from mendelgraph.site.wording import (
    PARENTS,
    Figure,
    frequency_sentence,
    gene_sentence,
    origin_sentence,
    summary,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.records import Graph

MATCHES = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")
HUB = "MONDO"
ROLES = ("Causes", "Contributes", "Modifies", "Deleted", "Listed")


def read_condition(iri: str, graph: Graph, catalogue: Catalogue) -> ConditionView:
    """Read what the page of a condition shows."""
    entry = catalogue.conditions[iri]
    sections = read_sections(graph)
    genes, modes, origins = _genes(graph, catalogue), _modes(graph, catalogue), _origins(graph)
    matches = list(_matches(graph))
    described = [section for section in sections if section.role == "Description"]
    return ConditionView(
        iri=iri,
        slug=entry.slug,
        name=entry.name,
        page=entry.page,
        summary=_summary(graph, catalogue, iri),
        description=tuple(described[0].text.split("\n\n")) if described else (),
        genes=genes,
        modes=modes,
        origins=origins,
        qualifiers=_qualifiers(graph, catalogue),
        frequencies=_frequencies(graph),
        inferences=_inferences(graph, catalogue),
        names=read_names(graph, catalogue),
        matches=tuple(match for match in matches if not match.reason),
        refusals=tuple(match for match in matches if match.reason),
        resources=_resources(graph),
        articles=_articles(graph),
        questions=_questions(graph),
        disagreements=_disagreements(graph),
        documents=tuple(sorted(graph.one(each, DCTERMS.identifier) for each in graph.of_class(MG.SourceDocument))),
        neighbourhood=neighbourhood(iri, catalogue),
    )


def _fact(graph: Graph, fact: str, text: str, *notes: str) -> Statement:
    return Statement(fact, text, read_proofs(graph, fact), "stated", tuple(note for note in notes if note))


def _summary(graph: Graph, catalogue: Catalogue, iri: str) -> str:
    involved = catalogue.by_condition.get(iri, ())
    causes = list(dict.fromkeys(catalogue.label(each.gene) for each in involved if each.role == "Causes"))
    modes = [catalogue.label(mode) for mode in catalogue.modes.get(iri, ())]
    whole = [fact for fact in graph.of_class(MG.ParentOfOrigin) if not graph.one(fact, MG.conditionForm)]
    parents = sorted({PARENTS.get(graph.one(fact, BIOLINK.object), "") for fact in whole} - {""})
    name = catalogue.conditions[iri].name
    return summary(name, causes, len({each.gene for each in involved}), modes, parents)


def _genes(graph: Graph, catalogue: Catalogue) -> tuple[GeneRow, ...]:
    rows = []
    for fact in sorted(s for s, node in graph.nodes.items() if MG.geneRole.value in node):
        gene, role = graph.one(fact, BIOLINK.subject), local(graph.one(fact, MG.geneRole))
        symbol, printed = catalogue.label(gene), graph.one(fact, MG.symbol)
        text = gene_sentence(
            symbol or printed,
            role,
            local(graph.one(fact, MG.functionChange)),
            local(graph.one(fact, MG.variantOrigin)),
            graph.one(fact, MG.causalAlleleOrigin),
        )
        note = f"The page prints the symbol {printed}." if symbol and printed != symbol else ""
        row = GeneRow(Ref(gene, symbol or printed), catalogue.full_names.get(gene, ""), _fact(graph, fact, text, note))
        rows.append((ROLES.index(role) if role in ROLES else len(ROLES), row))
    return tuple(row for _, row in sorted(rows, key=lambda each: (each[0], each[1].gene.text)))


def _modes(graph: Graph, catalogue: Catalogue) -> tuple[ModeRow, ...]:
    rows = []
    for fact in graph.of_class(BIOLINK.DiseaseOrPhenotypicFeatureToGeneticInheritanceAssociation):
        mode = graph.one(fact, BIOLINK.object)
        label = catalogue.label(mode) or curie_or_iri(mode)
        label = label[:1].upper() + label[1:]
        rows.append(ModeRow(Ref(mode, label), graph.one(fact, MG.conditionForm), _fact(graph, fact, label)))
    return tuple(sorted(rows, key=lambda row: (row.form, row.mode.text)))


def _origins(graph: Graph) -> tuple[Statement, ...]:
    return tuple(
        _fact(
            graph,
            fact,
            origin_sentence(
                graph.one(fact, BIOLINK.object), graph.one(fact, MG.symbol), graph.one(fact, MG.conditionForm)
            ),
        )
        for fact in graph.of_class(MG.ParentOfOrigin)
    )


def _qualifiers(graph: Graph, catalogue: Catalogue) -> tuple[Statement, ...]:
    facts = graph.of_class(MG.InheritanceQualification)
    return tuple(
        _fact(graph, fact, catalogue.label(graph.one(fact, BIOLINK.object)) or local(graph.one(fact, BIOLINK.object)))
        for fact in facts
    )


def _frequencies(graph: Graph) -> tuple[Statement, ...]:
    def figure(fact: str) -> Figure:
        return Figure(
            measure=local(graph.one(fact, MG.measure)),
            low=graph.one(fact, MG.affectedLow),
            high=graph.one(fact, MG.affectedHigh),
            per_low=graph.one(fact, MG.perLow),
            per_high=graph.one(fact, MG.perHigh),
            bound=graph.one(fact, MG.bound),
            approximate=graph.one(fact, MG.approximate) == "true",
            population=graph.one(fact, MG.population),
            place=graph.one(fact, MG.place),
            applies_to=graph.one(fact, MG.appliesTo),
            in_words=graph.one(fact, MG.inWords),
        )

    return tuple(_fact(graph, fact, frequency_sentence(figure(fact))) for fact in graph.of_class(MG.Frequency))


def _inferences(graph: Graph, catalogue: Catalogue) -> tuple[InferenceRow, ...]:
    """Say each conclusion once, though it stands on the condition and on the fact."""
    said: dict[tuple[str, str], InferenceRow] = {}
    for node in graph.of_class(MG.Inference):
        value, rule = graph.one(node, BIOLINK.object), graph.one(node, MG.byRule)
        predicate = catalogue.label(graph.one(node, BIOLINK.predicate)) or local(graph.one(node, BIOLINK.predicate))
        label = graph.one(value, RDFS.label) or catalogue.label(value)
        row = InferenceRow(
            predicate[:1].upper() + predicate[1:],
            Ref(value, label, curie_or_iri(value)),
            Ref(rule, catalogue.label(rule) or local(rule)),
        )
        said.setdefault((predicate, value), row)
    return tuple(said.values())


def _matches(graph: Graph) -> Iterator[MatchRow]:
    rows = [_match(node, graph) for node in graph.of_class(SSSOM.Mapping)]
    yield from sorted(rows, key=lambda row: (MATCHES.index(row.match), row.place != "Mondo", row.place, row.target))


def _match(node: str, graph: Graph) -> MatchRow:
    target = graph.one(node, OWL.annotatedTarget)
    place, address = place_of(target)
    via = graph.one(node, MG.via)
    refused = graph.one(node, SSSOM.predicate_modifier) == "Not"
    votes = {
        Vote(
            graph.one(vote, MG.voteKind).replace("-", " "),
            graph.one(vote, MG.evidence),
            graph.one(vote, MG.vocabulary),
            graph.one(vote, MG.supports) == "true",
        )
        for vote in graph.all(node, MG.vote)
    }
    return MatchRow(
        node,
        Ref(target, graph.one(node, SSSOM.object_label) or graph.one(target, RDFS.label), curie_or_iri(target)),
        place,
        address,
        local(graph.one(node, OWL.annotatedProperty)),
        graph.one(node, SSSOM.confidence),
        curie_or_iri(via) if via else "",
        (graph.one(node, MG.reason) or "refused") if refused else "",
        tuple(sorted(votes)),
    )


def _resources(graph: Graph) -> tuple[ResourceRow, ...]:
    rows = []
    for node in graph.all(catalogue_iri(graph), MG.resource):
        address = web_address(graph.one(node, SCHEMA.url))
        heading, label = graph.one(node, MG.heading), graph.one(node, RDFS.label)
        stated = MG.Fact.value in graph.all(node, RDF.type)
        fact = _fact(graph, node, heading)._replace(layer="stated" if stated else "aligned")
        rows.append(ResourceRow(heading, label, address, host_name(address), fact))
    return tuple(sorted(rows, key=lambda row: (row.heading, row.label, row.address)))


def _articles(graph: Graph) -> tuple[Article, ...]:
    found = (
        read_article(work, graph, _fact(graph, fact, "The page refers to it."))
        for fact in graph.of_class(CITO.Citation)
        for work in graph.all(fact, CITO.hasCitedEntity)
    )
    return tuple(sorted(found, key=lambda article: (article.authors, article.issued, article.title, article.iri)))


def _questions(graph: Graph) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            node,
            graph.one(node, RDFS.comment),
            (),
            "aligned",
            tuple(curie_or_iri(each) for each in sorted(graph.all(node, MG.candidate))),
        )
        for node in graph.of_class(MG.Question)
    )


def _disagreements(graph: Graph) -> tuple[Statement, ...]:
    found = []
    for node in graph.of_class(MG.Disagreement):
        values = []
        for value in sorted(graph.all(node, MG.disputedValue)):
            documents = [graph.one(each, DCTERMS.identifier) for each in graph.all(value, PROV.wasDerivedFrom)]
            values.append(f"{graph.one(value, MG.givenValue)} ({', '.join(sorted(documents))})")
        found.append(Statement(node, graph.one(node, MG.field), (), "stated", tuple(values)))
    return tuple(found)
