"""Where documents say different things of one field and only one can be right. Dates and wording may differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mendelgraph.records import ConditionRecord, Disagreement, Said
from mendelgraph.sources.ordering import list_documents
from mendelgraph.sources.references import collect_ids, group_references
from mendelgraph.sources.settle import settle_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mendelgraph.records import Citation, GeneRecord


def find_disagreements(record: ConditionRecord | GeneRecord) -> Iterator[Disagreement]:
    """Yield the disagreements of a joined record, under its slug or symbol.

    Fields: `name`; `inheritance`, the coded lists of documents of one form; `gene`, the NCBI Gene id of a symbol;
    `doi`, `pmid` and `pmcid` of one reference; a section's name, where documents of one form and one date claim the
    same page with different prose (such texts are known by the beginning of their hash).
    """
    key = record.slug if isinstance(record, ConditionRecord) else record.symbol
    for field, values in _find_fields(record):
        if len(values) > 1:
            yield Disagreement(key, field, tuple(sorted(values)))


def _find_fields(record: ConditionRecord | GeneRecord) -> Iterator[tuple[str, list[Said[str]]]]:
    yield "name", list(settle_names(record.names, record.documents))
    if isinstance(record, ConditionRecord):
        yield from _compare_codes(record)
        yield from _compare_genes(record)
    yield from _compare_wording(record)
    yield from _compare_references(record.references)


def _compare_codes(record: ConditionRecord) -> Iterator[tuple[str, list[Said[str]]]]:
    codes: dict[str, set[str]] = {}
    for row in record.inheritance:
        for document in row.documents:
            codes.setdefault(document, set()).add(row.value.code)
    for form in sorted({document.form for document in record.documents}):
        lists: dict[str, list[str]] = {}
        for listing in (document.id for document in record.documents if document.form is form and document.id in codes):
            lists.setdefault(", ".join(sorted(codes[listing])), []).append(listing)
        yield "inheritance", [Said(text, tuple(sorted(ids))) for text, ids in lists.items()]


def _compare_genes(record: ConditionRecord) -> Iterator[tuple[str, list[Said[str]]]]:
    ids: dict[str, dict[str, set[str]]] = {}
    for row in record.genes:
        if row.value.entrez:
            ids.setdefault(row.value.symbol, {}).setdefault(row.value.entrez, set()).update(row.documents)
    for symbol, found in sorted(ids.items()):
        yield "gene", [Said(f"{symbol} {entrez}", tuple(sorted(said))) for entrez, said in found.items()]


def _compare_wording(record: ConditionRecord | GeneRecord) -> Iterator[tuple[str, list[Said[str]]]]:
    issue = {each.id: (each.form, each.reviewed or "", each.published or "") for each in record.documents}
    texts: dict[tuple[object, ...], dict[str, set[str]]] = {}
    for said in record.sections:
        for document in said.documents if said.value.role.is_prose else ():
            role_texts = texts.setdefault((said.value.role, *issue[document]), {})
            role_texts.setdefault(f"SHA-256 {said.value.sha256[:12]}…", set()).add(document)
    for (role, *_), found in sorted(texts.items()):
        yield str(role), [Said(text, tuple(sorted(documents))) for text, documents in found.items()]


def _compare_references(references: Iterable[Said[Citation]]) -> Iterator[tuple[str, list[Said[str]]]]:
    for group in group_references(references):
        for kind, found in collect_ids(group).items():
            yield kind, [Said(value, list_documents(said)) for value, said in found.items()]
