"""The tables of an index: one SQLite file, opened read-only. Identifiers and literals are stored once, as numbers."""

from __future__ import annotations

import hashlib

# Raised whenever the tables or the folding of names change, so that an old index is refused rather than misread.
SCHEMA_VERSION = 1
APPLICATION_ID = 0x4D474958  # "MGIX"

TABLES = """
CREATE TABLE source (id INTEGER PRIMARY KEY, key TEXT, title TEXT, version TEXT, licence TEXT, url TEXT, sha256 TEXT);
CREATE TABLE entity (id INTEGER PRIMARY KEY, prefix TEXT NOT NULL, local TEXT NOT NULL);
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE term (entity INTEGER PRIMARY KEY, label TEXT, source INTEGER, obsolete INTEGER);
CREATE TABLE replacement (
    entity INTEGER, kind TEXT, other INTEGER, PRIMARY KEY (entity, kind, other)) WITHOUT ROWID;
CREATE TABLE literal (id INTEGER PRIMARY KEY, text TEXT NOT NULL, folded INTEGER NOT NULL, lossy INTEGER);
CREATE TABLE name (
    entity INTEGER, use INTEGER, literal INTEGER, source INTEGER, abbreviation INTEGER,
    PRIMARY KEY (entity, use, literal, source)) WITHOUT ROWID;
CREATE TABLE xref (
    subject INTEGER, predicate INTEGER, object INTEGER, source INTEGER,
    PRIMARY KEY (subject, predicate, object, source)) WITHOUT ROWID;
CREATE TABLE parent (child INTEGER, parent INTEGER, PRIMARY KEY (child, parent)) WITHOUT ROWID;
CREATE TABLE gene (
    entity INTEGER PRIMARY KEY, symbol TEXT, name TEXT, location TEXT, previous TEXT, aliases TEXT, xrefs TEXT,
    source INTEGER);
CREATE TABLE symbol (key TEXT, kind INTEGER, gene INTEGER, PRIMARY KEY (key, kind, gene)) WITHOUT ROWID;
CREATE TABLE entrez (entrez TEXT PRIMARY KEY, gene INTEGER) WITHOUT ROWID;
CREATE TABLE gene_disease (
    gene INTEGER, disease INTEGER, relation INTEGER, source INTEGER,
    PRIMARY KEY (gene, disease, relation, source)) WITHOUT ROWID;
CREATE TABLE mode (
    disease INTEGER, mode INTEGER, reference TEXT, source INTEGER,
    PRIMARY KEY (disease, mode, reference, source)) WITHOUT ROWID;
CREATE TABLE page (slug TEXT, term INTEGER, source INTEGER, PRIMARY KEY (slug, term, source)) WITHOUT ROWID;
CREATE TABLE refused (text TEXT, count INTEGER, PRIMARY KEY (text)) WITHOUT ROWID;
"""

INDEXES = """
CREATE UNIQUE INDEX entity_curie ON entity (prefix, local);
CREATE INDEX literal_folded ON literal (folded);
CREATE INDEX literal_lossy ON literal (lossy) WHERE lossy IS NOT NULL;
CREATE INDEX name_literal ON name (literal);
CREATE INDEX xref_object ON xref (object);
CREATE INDEX parent_parent ON parent (parent);
CREATE INDEX gene_disease_disease ON gene_disease (disease);
"""

# Kinds of symbol in the order in which a look-up returns them.
SYMBOL_KINDS = ("approved", "previous", "alias")


def key_hash(key: str) -> int:
    """Return the number under which a folded name is indexed: 64 bits, so that a reader compares the text as well.

    >>> key_hash("poh") == key_hash("poh") != key_hash("fop")
    True
    """
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
