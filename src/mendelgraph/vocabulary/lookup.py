"""Answer look-ups on an open index. Answers are sorted by identifier, as the numbers in the tables are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Self

from mendelgraph.alignments import SymbolKind
from mendelgraph.identifiers import Curie
from mendelgraph.vocabulary.names import fold_name, skeleton_name
from mendelgraph.vocabulary.schema import SYMBOL_KINDS, key_hash
from mendelgraph.vocabulary.symbols import symbol_key
from mendelgraph.vocabulary.terms import (
    DiseaseMode,
    Gene,
    GeneDisease,
    GeneHit,
    PageLink,
    Term,
    TermName,
    VocabularySource,
    Xref,
)

if TYPE_CHECKING:
    import sqlite3

_CACHE = 16384
_NAMES = """
SELECT e.prefix, e.local, u.text, l.text, s.key, n.abbreviation FROM {start}
JOIN entity e ON e.id = n.entity JOIN word u ON u.id = n.use JOIN source s ON s.id = n.source
"""
_BY_LITERAL = _NAMES.format(start="literal l JOIN name n ON n.literal = l.id LEFT JOIN term t ON t.entity = n.entity")
_ORDER = " ORDER BY n.entity, n.use, n.literal, n.source"
_NAMED = _BY_LITERAL + "WHERE l.folded = ? AND coalesce(t.obsolete, 0) = ?" + _ORDER
_NAMED_LOSSY = _BY_LITERAL + "WHERE l.lossy = ? AND coalesce(t.obsolete, 0) = 0" + _ORDER
_NAMES_OF = _NAMES.format(start="name n JOIN literal l ON l.id = n.literal") + "WHERE n.entity = ?" + _ORDER
_XREFS = """
SELECT a.prefix, a.local, p.text, b.prefix, b.local, s.key FROM xref x
JOIN entity a ON a.id = x.subject JOIN word p ON p.id = x.predicate JOIN entity b ON b.id = x.object
JOIN source s ON s.id = x.source
"""
_XREFS_OF = _XREFS + "WHERE x.subject = ? ORDER BY x.subject, x.predicate, x.object, x.source"
_XREFS_TO = _XREFS + "WHERE x.object = ? ORDER BY x.subject, x.predicate, x.object, x.source"
_GENE = """
SELECT e.prefix, e.local, g.symbol, g.name, g.location, g.previous, g.aliases, g.xrefs, s.key
FROM gene g JOIN entity e ON e.id = g.entity JOIN source s ON s.id = g.source WHERE g.entity = ?
"""
_LINKS = """
SELECT g.prefix, g.local, d.prefix, d.local, r.text, s.key FROM gene_disease l
JOIN entity g ON g.id = l.gene JOIN entity d ON d.id = l.disease JOIN word r ON r.id = l.relation
JOIN source s ON s.id = l.source
"""
_DISEASES_OF = _LINKS + "WHERE l.gene = ? ORDER BY l.disease, l.relation, l.source"
_GENES_OF = _LINKS + "WHERE l.disease = ? ORDER BY l.gene, l.relation, l.source"
_PARENTS = "SELECT e.prefix, e.local FROM parent p JOIN entity e ON e.id = p.parent WHERE p.child = ? ORDER BY p.parent"
_CHILDREN = "SELECT e.prefix, e.local FROM parent p JOIN entity e ON e.id = p.child WHERE p.parent = ? ORDER BY p.child"
_FAR = """
WITH RECURSIVE far (id) AS (
    SELECT {far} FROM parent WHERE {near} = ?
    UNION SELECT p.{far} FROM parent p JOIN far ON p.{near} = far.id)
SELECT e.prefix, e.local FROM far JOIN entity e ON e.id = far.id
"""
_ANCESTORS = _FAR.format(near="child", far="parent")
_DESCENDANTS = _FAR.format(near="parent", far="child")
_MODES = """
SELECT d.prefix, d.local, h.prefix, h.local, m.reference, s.key FROM mode m JOIN entity d ON d.id = m.disease
JOIN entity h ON h.id = m.mode JOIN source s ON s.id = m.source
WHERE m.disease = ? ORDER BY m.mode, m.reference, m.source
"""
_PAGES = """
SELECT e.prefix, e.local, p.slug, s.key FROM page p JOIN entity e ON e.id = p.term JOIN source s ON s.id = p.source
WHERE p.slug = ? ORDER BY p.term, p.source
"""


class SqliteVocabulary:
    """Implement `Vocabulary` on an open index; hot look-ups are remembered."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._cached_named = lru_cache(_CACHE)(self._find_named)
        self._cached_names = lru_cache(_CACHE)(self._find_names)
        self._cached_term = lru_cache(_CACHE)(self._find_term)
        self._cached_xrefs = lru_cache(_CACHE)(self._find_xrefs)
        self._cached_near = lru_cache(_CACHE)(self._find_near)
        self._cached_far = lru_cache(_CACHE)(self._find_far)
        self._cached_genes = lru_cache(_CACHE)(self._find_genes)
        self._cached_versions = lru_cache(1)(self._find_versions)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self._database.close()

    def sources(self) -> tuple[VocabularySource, ...]:
        """Return the releases that went into the index."""
        query = "SELECT key, title, version, licence, url, sha256 FROM source ORDER BY key"
        return tuple(VocabularySource(*row) for row in self._database.execute(query))

    def version(self, source: str) -> str:
        """Return the version of a source by its key; raise KeyError for an unknown one."""
        return self._cached_versions()[source]

    def _find_versions(self) -> dict[str, str]:
        return {row.key: row.version for row in self.sources()}

    def counts(self) -> dict[str, int]:
        """Return the number of rows of each table that a person would ask about."""
        return {
            table: self._database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - constants
            for table in ("term", "name", "xref", "parent", "gene", "gene_disease", "mode", "page")
        }

    def term(self, curie: Curie) -> Term | None:
        """Return the term, obsolete or not."""
        return self._cached_term(curie)

    def named(self, name: str) -> tuple[TermName, ...]:
        """Return every use of a name by any term (folded comparison), obsolete terms left out."""
        return self._cached_named(fold_name(name), False)  # noqa: FBT003 - whether obsolete

    def obsolete_with_name(self, name: str) -> tuple[TermName, ...]:
        """Return every use of a name by an obsolete term; the term has its replacements."""
        return self._cached_named(fold_name(name), True)  # noqa: FBT003 - whether obsolete

    def named_lossy(self, name: str) -> tuple[TermName, ...]:
        """Return the uses of names that read like this one once their non-ASCII characters are lost."""
        key = skeleton_name(name)
        rows = self._database.execute(_NAMED_LOSSY, (key_hash(key),)) if key else ()
        return tuple(found for row in rows if skeleton_name((found := _name(row)).literal) == key)

    def names(self, curie: Curie) -> tuple[TermName, ...]:
        """Return the names of a term, from all sources."""
        return self._cached_names(curie)

    def xrefs(self, curie: Curie) -> tuple[Xref, ...]:
        """Return the cross references that have the term as subject."""
        return self._cached_xrefs(_XREFS_OF, curie)

    def xrefs_to(self, curie: Curie) -> tuple[Xref, ...]:
        """Return the cross references that have the term as object."""
        return self._cached_xrefs(_XREFS_TO, curie)

    def parents(self, curie: Curie) -> tuple[Curie, ...]:
        """Return the direct superclasses."""
        return self._cached_near(_PARENTS, curie)

    def ancestors(self, curie: Curie) -> frozenset[Curie]:
        """Return all superclasses, without the term itself."""
        return self._cached_far(_ANCESTORS, curie)

    def children(self, curie: Curie) -> tuple[Curie, ...]:
        """Return the direct subclasses."""
        return self._cached_near(_CHILDREN, curie)

    def descendants(self, curie: Curie) -> frozenset[Curie]:
        """Return all subclasses, without the term itself."""
        return self._cached_far(_DESCENDANTS, curie)

    def gene(self, hgnc: Curie) -> Gene | None:
        """Return the HGNC entry."""
        return self._gene(self._number(hgnc))

    def genes_by_symbol(self, symbol: str) -> tuple[GeneHit, ...]:
        """Return the genes that bear a symbol (case-sensitive but for `orf`), approved first."""
        return self._cached_genes(symbol_key(symbol))

    def gene_by_entrez(self, entrez: str) -> Gene | None:
        """Return the gene with this NCBI Gene id."""
        row = self._database.execute("SELECT gene FROM entrez WHERE entrez = ?", (entrez,)).fetchone()
        return self._gene(row[0]) if row else None

    def diseases_of(self, gene: Curie) -> tuple[GeneDisease, ...]:
        """Return the published links of a gene."""
        return self._links(_DISEASES_OF, gene)

    def genes_of(self, disease: Curie) -> tuple[GeneDisease, ...]:
        """Return the published links of a disease."""
        return self._links(_GENES_OF, disease)

    def modes_of(self, disease: Curie) -> tuple[DiseaseMode, ...]:
        """Return the inheritance modes that sources give for a disease."""
        rows = self._database.execute(_MODES, (self._number(disease),))
        return tuple(DiseaseMode(Curie(a, b), Curie(c, d), reference, source) for a, b, c, d, reference, source in rows)

    def citing(self, slug: str) -> tuple[PageLink, ...]:
        """Return the terms that cite the page of this condition."""
        rows = self._database.execute(_PAGES, (slug,))
        return tuple(PageLink(Curie(prefix, local), found, source) for prefix, local, found, source in rows)

    def _number(self, curie: Curie) -> int | None:
        query = "SELECT id FROM entity WHERE prefix = ? AND local = ?"
        row = self._database.execute(query, (curie.prefix, curie.local)).fetchone()
        return row[0] if row else None

    def _find_term(self, curie: Curie) -> Term | None:
        number = self._number(curie)
        query = "SELECT t.label, s.key, t.obsolete FROM term t JOIN source s ON s.id = t.source WHERE t.entity = ?"
        row = self._database.execute(query, (number,)).fetchone()
        if row is None:
            return None
        label, source, obsolete = row
        others = (self._replacements(number, kind) if obsolete else () for kind in ("replaced_by", "consider"))
        return Term(curie, label, source, bool(obsolete), *others)

    def _replacements(self, number: int | None, kind: str) -> tuple[Curie, ...]:
        query = """SELECT e.prefix, e.local FROM replacement r JOIN entity e ON e.id = r.other
                   WHERE r.entity = ? AND r.kind = ? ORDER BY r.other"""
        return tuple(Curie(*row) for row in self._database.execute(query, (number, kind)))

    def _find_named(self, key: str, obsolete: bool) -> tuple[TermName, ...]:  # noqa: FBT001 - private, cached by value
        if not key:
            return ()
        rows = self._database.execute(_NAMED, (key_hash(key), obsolete))
        return tuple(found for row in rows if fold_name((found := _name(row)).literal) == key)

    def _find_names(self, curie: Curie) -> tuple[TermName, ...]:
        return tuple(map(_name, self._database.execute(_NAMES_OF, (self._number(curie),))))

    def _find_xrefs(self, query: str, curie: Curie) -> tuple[Xref, ...]:
        rows = self._database.execute(query, (self._number(curie),))
        return tuple(Xref(Curie(a, b), predicate, Curie(c, d), source) for a, b, predicate, c, d, source in rows)

    def _find_near(self, query: str, curie: Curie) -> tuple[Curie, ...]:
        return tuple(Curie(*row) for row in self._database.execute(query, (self._number(curie),)))

    def _find_far(self, query: str, curie: Curie) -> frozenset[Curie]:
        return frozenset(Curie(*row) for row in self._database.execute(query, (self._number(curie),))) - {curie}

    def _find_genes(self, key: str) -> tuple[GeneHit, ...]:
        rows = self._database.execute("SELECT gene, kind FROM symbol WHERE key = ? ORDER BY kind, gene", (key,))
        hits = ((self._gene(number), SymbolKind(SYMBOL_KINDS[kind])) for number, kind in rows.fetchall())
        return tuple(GeneHit(gene, kind) for gene, kind in hits if gene)

    def _gene(self, number: int | None) -> Gene | None:
        row = self._database.execute(_GENE, (number,)).fetchone()
        if row is None:
            return None
        prefix, local, symbol, name, location, previous, aliases, xrefs, source = row
        ids = tuple(Curie(*xref.split(":", 1)) for xref in _listed(xrefs))
        return Gene(Curie(prefix, local), symbol, name, location, _listed(previous), _listed(aliases), ids, source)

    def _links(self, query: str, curie: Curie) -> tuple[GeneDisease, ...]:
        rows = self._database.execute(query, (self._number(curie),))
        return tuple(GeneDisease(Curie(a, b), Curie(c, d), relation, source) for a, b, c, d, relation, source in rows)


def _name(row: tuple[str, str, str, str, str, int]) -> TermName:
    prefix, local, use, literal, source, abbreviation = row
    return TermName(Curie(prefix, local), use, literal, source, bool(abbreviation))


def _listed(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()
