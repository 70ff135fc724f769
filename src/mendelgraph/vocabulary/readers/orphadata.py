"""Orphadata XML (JDBOR): names with references (product 1), classifications (product 3), genes (product 6)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from mendelgraph.errors import InputError
from mendelgraph.vocabulary.readers.ordo import PRECISIONS
from mendelgraph.vocabulary.reading import Document, Identifiers, Reader, Reading, blank_reading
from mendelgraph.vocabulary.terms import GeneDisease, Term, TermName, Xref

if TYPE_CHECKING:
    from mendelgraph.identifiers import Curie

# What tells the products apart, and the key of each.
PRODUCTS = (
    ("ClassificationList", "orphadata-classification"),
    ("DisorderList/Disorder/DisorderGeneAssociationList", "orphadata-genes"),
    ("DisorderList/Disorder", "orphadata-names"),
)


def read_orphadata(document: Document, identifiers: Identifiers) -> Reading:
    """Read one of the three products; the version is its extraction date."""
    root = _parsed(document)
    key = next((key for path, key in PRODUCTS if root.find(path) is not None), "unknown product")
    reading = blank_reading(key, root.get("ExtractionDate", "")[:10])
    for disorder in root.iter("Disorder"):
        term = identifiers.curie(f"Orphanet:{disorder.findtext('OrphaCode', '')}")
        if term:
            _read_disorder(disorder, term, reading, identifiers)
    for node in root.iter("ClassificationNode"):
        parent = identifiers.curie(f"Orphanet:{node.findtext('Disorder/OrphaCode', '')}")
        for code in node.iterfind("ClassificationNodeChildList/ClassificationNode/Disorder/OrphaCode"):
            child = identifiers.curie(f"Orphanet:{code.text}")
            reading.parents.extend([(child, parent)] if parent and child else [])
    return reading


def _parsed(document: Document) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", document.text)
    try:
        return etree.fromstring(bare, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"not well-formed XML ({error}); fetch the file again", where=str(document.path)) from error


def _read_disorder(disorder: etree._Element, term: Curie, reading: Reading, identifiers: Identifiers) -> None:
    key = reading.key
    label = disorder.findtext("Name", "")
    reading.terms.append(Term(term, label, key))
    reading.names.append(TermName(term, "label", label, key))
    for synonym in disorder.iterfind("SynonymList/Synonym"):
        reading.names.append(TermName(term, "unscoped", synonym.text or "", key))
    for reference in disorder.iterfind("ExternalReferenceList/ExternalReference"):
        precision = reference.findtext("DisorderMappingRelation/Name", "").split(" ", 1)[0]
        predicate = PRECISIONS.get(precision, "oboInOwl:hasDbXref")
        target = identifiers.curie(f"{reference.findtext('Source', '')}:{reference.findtext('Reference', '')}")
        reading.xrefs.extend([Xref(term, predicate, target, key)] if target and predicate else [])
    for association in disorder.iterfind("DisorderGeneAssociationList/DisorderGeneAssociation"):
        reading.gene_diseases.extend(_gene_links(association, term, key, identifiers))


def _gene_links(association: etree._Element, term: Curie, key: str, identifiers: Identifiers) -> list[GeneDisease]:
    relation = association.findtext("DisorderGeneAssociationType/Name", "").lower()
    references = association.iterfind("Gene/ExternalReferenceList/ExternalReference")
    genes = [f"HGNC:{found.findtext('Reference', '')}" for found in references if found.findtext("Source") == "HGNC"]
    return [GeneDisease(gene, term, relation, key) for gene in identifiers.curies(genes)]


READERS = (Reader("Orphadata XML", lambda head: "<JDBOR" in head, read_orphadata),)
