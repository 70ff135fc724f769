"""One module for each form in which vocabularies are published; the form is told by content, never by file name."""

from __future__ import annotations

from mendelgraph.vocabulary.readers import (
    doid_tables,
    gene_validity,
    hgnc,
    hpo_annotations,
    json_lists,
    mondo_tables,
    ncbi,
    obo,
    obograph,
    ordo,
    orphadata,
    sssom,
)

READERS = (
    *obo.READERS,
    *ordo.READERS,
    *obograph.READERS,
    *json_lists.READERS,
    *sssom.READERS,
    *hgnc.READERS,
    *ncbi.READERS,
    *hpo_annotations.READERS,
    *mondo_tables.READERS,
    *doid_tables.READERS,
    *gene_validity.READERS,
    *orphadata.READERS,
)
