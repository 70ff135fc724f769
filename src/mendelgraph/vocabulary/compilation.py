"""Write what the readings say, reconciled, into one SQLite file: sorted rows, no clock, so same input, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.vocabulary.names import fold_name, skeleton_name
from mendelgraph.vocabulary.schema import APPLICATION_ID, INDEXES, SCHEMA_VERSION, SYMBOL_KINDS, TABLES, key_hash
from mendelgraph.vocabulary.symbols import symbol_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from mendelgraph.identifiers import Curie
    from mendelgraph.vocabulary.terms import (
        DiseaseMode,
        Gene,
        GeneDisease,
        PageLink,
        Term,
        TermName,
        VocabularySource,
        Xref,
    )


class Contents(NamedTuple):
    """Hold everything an index says, reconciled and sorted."""

    sources: Sequence[VocabularySource]
    terms: Sequence[Term]
    names: Sequence[TermName]
    xrefs: Sequence[Xref]
    parents: Sequence[tuple[Curie, Curie]]
    genes: Sequence[Gene]
    gene_diseases: Sequence[GeneDisease]
    modes: Sequence[DiseaseMode]
    pages: Sequence[PageLink]
    refused: Sequence[tuple[str, int]]


def write_contents(contents: Contents, database: sqlite3.Connection) -> None:
    """Create the tables in an empty database and fill them."""
    database.executescript(f"PRAGMA page_size = 4096; PRAGMA application_id = {APPLICATION_ID};")
    database.executescript(f"PRAGMA user_version = {SCHEMA_VERSION};")
    database.executescript(TABLES)
    entities, words = _number_entities(contents), _number_words(contents)
    sources = {source.key: number for number, source in enumerate(contents.sources, 1)}
    with database:
        _fill(database, "source", ((sources[s.key], *s) for s in contents.sources))
        _fill(database, "entity", ((number, *curie) for curie, number in entities.items()))
        _fill(database, "word", ((number, word) for word, number in words.items()))
        _write_terms(contents, database, entities, sources)
        _write_names(contents, database, entities, words, sources)
        _write_relations(contents, database, entities, words, sources)
        _write_genes(contents, database, entities, sources)
        _fill(database, "refused", contents.refused)
    database.executescript(INDEXES + "ANALYZE;")


def _fill(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows into a table of the schema; its name comes from this module, never from data."""
    width = len(database.execute(f"PRAGMA table_info({table})").fetchall())
    marks = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - a constant of this module


def _number_entities(contents: Contents) -> dict[Curie, int]:
    """Give each identifier its place in canonical order, so that rows sorted by number are sorted by identifier."""
    found: set[Curie] = {term.curie for term in contents.terms}
    found.update(other for term in contents.terms for other in (*term.replaced_by, *term.consider))
    found.update(name.term for name in contents.names)
    found.update(curie for xref in contents.xrefs for curie in (xref.subject, xref.object))
    found.update(curie for edge in contents.parents for curie in edge)
    found.update(gene.hgnc for gene in contents.genes)
    found.update(curie for link in contents.gene_diseases for curie in (link.gene, link.disease))
    found.update(curie for mode in contents.modes for curie in (mode.disease, mode.mode))
    found.update(page.term for page in contents.pages)
    return {curie: number for number, curie in enumerate(sorted(found), 1)}


def _number_words(contents: Contents) -> dict[str, int]:
    found = {name.use for name in contents.names} | {xref.predicate for xref in contents.xrefs}
    found |= {link.relation for link in contents.gene_diseases}
    return {word: number for number, word in enumerate(sorted(found), 1)}


def _write_terms(
    contents: Contents, database: sqlite3.Connection, entities: dict[Curie, int], sources: dict[str, int]
) -> None:
    _fill(database, "term", ((entities[t.curie], t.label, sources[t.source], t.obsolete) for t in contents.terms))
    replacements = {
        (entities[term.curie], kind, entities[other])
        for term in contents.terms
        for kind, others in (("replaced_by", term.replaced_by), ("consider", term.consider))
        for other in others
    }
    _fill(database, "replacement", sorted(replacements))
    _fill(database, "parent", ((entities[child], entities[parent]) for child, parent in contents.parents))
    _fill(database, "page", sorted({(p.slug, entities[p.term], sources[p.source]) for p in contents.pages}))


def _write_names(
    contents: Contents,
    database: sqlite3.Connection,
    entities: dict[Curie, int],
    words: dict[str, int],
    sources: dict[str, int],
) -> None:
    literals = {text: number for number, text in enumerate(sorted({name.literal for name in contents.names}), 1)}
    _fill(database, "literal", ((number, text, *_keys(text)) for text, number in literals.items()))
    rows = {
        (entities[name.term], words[name.use], literals[name.literal], sources[name.source]): name.abbreviation
        for name in contents.names
    }
    _fill(database, "name", ((*key, rows[key]) for key in sorted(rows)))


def _keys(text: str) -> tuple[int, int | None]:
    return key_hash(fold_name(text)), None if text.isascii() else key_hash(skeleton_name(text))


def _write_relations(
    contents: Contents,
    database: sqlite3.Connection,
    entities: dict[Curie, int],
    words: dict[str, int],
    sources: dict[str, int],
) -> None:
    xrefs = ((entities[x.subject], words[x.predicate], entities[x.object], sources[x.source]) for x in contents.xrefs)
    _fill(database, "xref", sorted(xrefs))
    links = (
        (entities[link.gene], entities[link.disease], words[link.relation], sources[link.source])
        for link in contents.gene_diseases
    )
    _fill(database, "gene_disease", sorted(set(links)))
    modes = ((entities[m.disease], entities[m.mode], m.reference, sources[m.source]) for m in contents.modes)
    _fill(database, "mode", sorted(set(modes)))


def _write_genes(
    contents: Contents, database: sqlite3.Connection, entities: dict[Curie, int], sources: dict[str, int]
) -> None:
    _fill(database, "gene", (_gene_row(gene, entities, sources) for gene in contents.genes))
    symbols = {
        (symbol_key(symbol), SYMBOL_KINDS.index(kind), entities[gene.hgnc])
        for gene in contents.genes
        for kind, known in (("approved", (gene.symbol,)), ("previous", gene.previous), ("alias", gene.aliases))
        for symbol in known
    }
    _fill(database, "symbol", sorted(symbols))
    _fill(database, "entrez", sorted((entrez, entities[gene]) for entrez, gene in entrez_ids(contents.genes).items()))


def _gene_row(gene: Gene, entities: dict[Curie, int], sources: dict[str, int]) -> tuple[object, ...]:
    lists = ("|".join(values) for values in (gene.previous, gene.aliases, map(str, gene.xrefs)))
    return (entities[gene.hgnc], gene.symbol, gene.name, gene.location, *lists, sources[gene.source])


def entrez_ids(genes: Iterable[Gene]) -> dict[str, Curie]:
    """Return the HGNC id of each NCBI Gene id."""
    return {xref.local: gene.hgnc for gene in genes for xref in gene.xrefs if xref.prefix == "NCBIGene"}
