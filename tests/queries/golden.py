"""The expected rows of every question on the embedded catalogue; `scripts/update-golden` writes them with this."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import QueryResultsFormat, QueryTriples, Store

from mendelgraph.queries import Question, query_book

EXPECTED = Path(__file__).with_name("expected")


def answer(question: Question, store: Store) -> str:
    """Return the rows of a question as TSV, or the triples of a graph as sorted lines."""
    found = store.query(question.text)
    if isinstance(found, QueryTriples):
        return "".join(sorted(f"{triple} .\n" for triple in found))
    return (found.serialize(format=QueryResultsFormat.TSV) or b"").decode().rstrip("\n") + "\n"


def expected_file(question: Question) -> Path:
    """Return the file of a question's expected answer."""
    return EXPECTED / f"{question.name}.{'nt' if question.form.gives_graph else 'tsv'}"


def write_expected(store: Store) -> None:
    """Write the answers of all questions, and remove those of questions that are gone."""
    EXPECTED.mkdir(exist_ok=True)
    files = {expected_file(question): question for question in query_book().values()}
    for old in set(EXPECTED.iterdir()) - set(files):
        old.unlink()
    for file, question in files.items():
        file.write_text(answer(question, store), encoding="utf-8")
