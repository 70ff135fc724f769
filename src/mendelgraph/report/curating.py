"""`unresolved.tsv`: what a curator opens first, and the way back from its `decision` column to curated mappings.

A decision is one or several of `exact`, `close`, `broad`, `narrow`, `related` or `not`, each with the identifier of a
term, separated by `;`. `docs/curating.md` shows it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.align.curated import COLUMNS, collect_curated, read_curated
from mendelgraph.alignments import Match
from mendelgraph.errors import InputError
from mendelgraph.identifiers import parse_curie, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Mapping as Lookup

    from mendelgraph.identifiers import Curie


class Kind(NamedTuple):
    """Say of a kind of question what it asks, in a line, and what settles it."""

    title: str
    remedy: str


_DECIDE = "write a decision"
_PAGE = "compare the page with the candidates; a decision on a match settles it"
KINDS = {
    "no-match": Kind("No term was found for the condition", _DECIDE),
    "unsure-match": Kind("The evidence leaves more than one term, or too little for one", _DECIDE),
    "identifier-differs": Kind("The page gives another identifier than its match leads to", _PAGE),
    "obsolete-target": Kind("A vocabulary refers to a term that is obsolete", _PAGE),
    "malformed-identifier": Kind("The page gives an identifier that its database does not issue", "report to NLM"),
    "ambiguous-gene": Kind("HGNC gives the symbol to several genes", "compare with the page's gene list"),
    "gene-id-differs": Kind("The page links a symbol to another gene than HGNC", "compare with HGNC; report to NLM"),
    "unknown-gene": Kind("HGNC knows no gene by the symbol", "a misread word, or a symbol that HGNC lacks"),
    "citation-id-differs": Kind("Sources give an article different identifiers", "look the article up"),
    "sources-disagree": Kind("Documents of one page say different things", "see which document is newer"),
    "unknown-inheritance-code": Kind("The page's code stands for no known mode", "report as an issue"),
    "unread-citation": Kind("A citation fits no known pattern", "report as an issue"),
    "broken-source": Kind("A source could not be read", "mend or leave out the file"),
}
"""In the order in which a curator meets them: first what a decision settles."""

UNRESOLVED_COLUMNS = ("slug", "name", "kind", "subject", "detail", "candidates", "decision", "comment")


class Unresolved(NamedTuple):
    """Hold a row of `unresolved.tsv`; `candidates` are terms with their labels, the best first."""

    slug: str
    name: str
    kind: str
    subject: str
    detail: str
    candidates: tuple[tuple[Curie, str], ...] = ()

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        """Return the sort key: kinds in the order of KINDS, then by condition."""
        kinds = list(KINDS)
        place = kinds.index(self.kind) if self.kind in KINDS else len(kinds)
        return place, self.kind, self.slug, self.subject, self.detail


def write_unresolved(rows: Iterable[Unresolved]) -> str:
    """Return the table as tab-separated text; `decision` and `comment` are left empty for the curator."""
    out = io.StringIO()
    table = csv.writer(out, delimiter="\t", lineterminator="\n")
    table.writerow(UNRESOLVED_COLUMNS)
    for row in sorted(rows, key=lambda row: row.order):
        candidates = " | ".join(f"{curie} {label}".rstrip() for curie, label in row.candidates)
        table.writerow([*row[:5], candidates, "", ""])
    return out.getvalue()


_WORDS = {match.value.removesuffix("Match"): (f"skos:{match.value}", "") for match in Match} | {
    "not": (f"skos:{Match.EXACT.value}", "Not")
}
HEAD = """\
#mapping_set_id: https://w3id.org/mendelgraph/mappings/decided
#mapping_set_title: Decisions on open questions
#license: https://creativecommons.org/publicdomain/zero/1.0/
#curie_map:
#  ghr: https://medlineplus.gov/genetics/condition/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
"""


def read_decisions(text: str, *, author: str, where: str) -> str:
    """Turn a filled-in `unresolved.tsv` into a table of curated mappings, for a file in `data/mappings`.

    Rows without a decision stay open. Raises InputError, by line, for a decision that cannot be read or gives no
    reason in `comment`, and for two that exclude each other.
    """
    reader = csv.DictReader(text.splitlines(), delimiter="\t")
    if missing := set(UNRESOLVED_COLUMNS) - set(reader.fieldnames or ()):
        raise InputError(f"column {', '.join(sorted(missing))} is missing", where=where)
    rows = [
        curated
        for line, row in enumerate(reader, start=2)
        if (row["decision"] or "").strip()
        for curated in _curated(row, author, f"{where}, line {line}")
    ]
    table = _write_curated(rows)
    collect_curated(read_curated(table, where=where))
    return table


def _curated(row: Lookup[str, str], author: str, where: str) -> Iterator[dict[str, str]]:
    if not row["slug"]:
        raise InputError("this line is about no condition, so there is no match to decide", where=where)
    for part in row["decision"].split(";"):
        word, _, identifier = part.strip().partition(" ")
        if word not in _WORDS:
            raise InputError(f"decision {part.strip()!r} does not begin with {', '.join(_WORDS)}", where=where)
        if not row["comment"]:
            raise InputError("a decision needs a comment that says why", where=where)
        try:
            target = parse_curie(identifier)
        except InputError as error:
            raise InputError(error.what, where=where) from error
        predicate, modifier = _WORDS[word]
        values = (f"ghr:{row['slug']}", predicate, modifier, str(target), "semapv:ManualMappingCuration", author)
        yield dict(zip(COLUMNS, (*values, "1.0", row["comment"]), strict=True))


def _write_curated(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    out.write(HEAD)
    for prefix in sorted({row["object_id"].partition(":")[0] for row in rows}):
        out.write(f"#  {prefix}: {prefixes()[prefix].iri}\n")
    table = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
    table.writeheader()
    table.writerows(sorted(rows, key=lambda row: (row["subject_id"], row["object_id"])))
    return out.getvalue()
