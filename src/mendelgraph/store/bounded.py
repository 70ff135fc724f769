"""Run a query from outside in a child process, so that its crash, its hunger or its slowness ends nothing else."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

from mendelgraph.queries.guard import check_query
from mendelgraph.rdf.bounded import Limits, run_bounded

if TYPE_CHECKING:
    from pathlib import Path

WORKER = "mendelgraph.store.worker"
FEDERATED = "federated"
LIMITS = Limits(seconds=60.0, output=1 << 30)


def run_query(
    text: str, data: Path, answer_format: str, *, federated: bool = False, limits: Limits = LIMITS
) -> IO[bytes]:
    """Return a file of the answer; `data` is a store folder or an N-Quads file that we wrote.

    `answer_format` is `csv`, `tsv`, `json` or `xml` for SELECT and ASK; a graph always comes as N-Triples.
    Raises InputError when the query is malformed, nested beyond reason, or does not end within the limits.
    """
    check_query(text, federated=federated)
    arguments = [str(data), answer_format, FEDERATED if federated else ""]
    with tempfile.TemporaryFile() as question:
        question.write(text.encode())
        question.seek(0)
        return run_bounded(WORKER, arguments, question, limits=limits, where="the query")
