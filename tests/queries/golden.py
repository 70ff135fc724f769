"""The expected rows of every question on the embedded catalogue; `scripts/update-golden` writes them with this."""

from __future__ import annotations

import re
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QueryTriples, Store

from mendelgraph.queries import Question, query_book
from mendelgraph.queries.answers import Iri, Value, read_rows, shorten
from mendelgraph.resources import resources

LONG = 60
NO_ROW = "(no row in the embedded catalogue)"
EXPECTED = Path(__file__).with_name("expected")
VERSION = re.compile(r"(?<=[/\"])[0-9a-f]{12}(?=[>\"])")
"""The version of an undated release: a hash of its content, which any change of any statement changes."""


def answer(question: Question, store: Store) -> str:
    """Return the rows of a question as TSV, or the triples of a graph as sorted lines."""
    found = store.query(question.text)
    if isinstance(found, QueryTriples):
        return "".join(sorted(f"{triple} .\n" for triple in found))
    rows = (found.serialize(format=QueryResultsFormat.TSV) or b"").decode().rstrip("\n") + "\n"
    return VERSION.sub("0" * 12, rows) if question.name == "release" else rows


def example(question: Question, store: Store) -> str:
    """Return what a question's header shows of its answer: the first row, or how many triples the graph has."""
    found = store.query(question.text)
    if isinstance(found, QueryTriples):
        return f"{len(list(found)):,} triples"
    rows = read_rows(found)
    text = " | ".join(map(_shown, rows.rows[0])).rstrip() if rows.rows else NO_ROW
    return re.sub(r"\b[0-9a-f]{12}\b", "0" * 12, text) if question.name == "release" else text


def _shown(value: Value | None) -> str:
    text = shorten(value) if isinstance(value, Iri) else "" if value is None else str(value)
    return text if len(text) <= LONG else f"{text[: LONG - 1].rstrip()}…"


def write_examples(store: Store) -> None:
    """Write the examples into the headers, after the columns or the last line."""
    for question in query_book().values():
        file = resources() / "queries" / f"{question.name}.rq"
        head, rest = [], []
        for line in question.text.splitlines(keepends=True):
            (head if line.startswith("#+ ") else rest).append(line)
        kept = [line for line in head if not line.startswith("#+ example: ")]
        file.write_text("".join([*kept, f"#+ example: {example(question, store)}\n", *rest]), encoding="utf-8")


def expected_file(question: Question) -> Path:
    """Return the file of a question's expected answer."""
    return EXPECTED / f"{question.name}.{'nt' if question.form.gives_graph else 'tsv'}"


def write_expected(store: Store) -> None:
    """Write the answers of all questions and their examples, and remove those of questions that are gone."""
    write_examples(store)
    EXPECTED.mkdir(exist_ok=True)
    files = {expected_file(question): question for question in query_book().values()}
    for old in set(EXPECTED.iterdir()) - set(files):
        old.unlink()
    for file, question in files.items():
        file.write_text(answer(question, store), encoding="utf-8")
