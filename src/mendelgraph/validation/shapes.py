"""Shapes and the queries that span records, read once and handed to every validation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph

from mendelgraph.errors import InputError
from mendelgraph.rdf import Limits, read_quads
from mendelgraph.rdf.writing import write_ntriples
from mendelgraph.resources import resources
from mendelgraph.validation.cross_record import CrossRecordRule, read_rule
from mendelgraph.validation.report import SH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EXTENSIONS = frozenset({".ttl", ".trig", ".nt", ".nq", ".rdf", ".owl", ".xml", ".jsonld"})


@dataclass(frozen=True, slots=True)
class Shapes:
    """Hold a shapes graph as sorted N-Triples, and the rules that span records (none in shapes from outside).

    `own` shapes are ours: known to end, and made to see one record at a time.
    """

    text: str
    rules: tuple[CrossRecordRule, ...] = ()
    own: bool = False


def load_shapes(folder: Path | None = None, *, limits: Limits = Limits()) -> Shapes:  # noqa: B008 - a frozen value
    """Load our shapes (None), or somebody's: every RDF file of a folder, or one file.

    Raises InputError for a folder without shapes and for files that `read_quads` refuses.
    """
    if folder is None:
        own = resources() / "shapes"
        triples = chain.from_iterable(
            pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE) for path in sorted(own.glob("*.ttl"))
        )
        return Shapes(_text(triples), tuple(map(read_rule, sorted((own / "cross-record").glob("*.rq")))), own=True)
    files = _shape_files(folder)
    text = _text(
        chain.from_iterable(read_quads(path, limits=limits, blanks=f"s{number}b") for number, path in enumerate(files))
    )
    if SH not in text:
        raise InputError("holds no shapes (no term of the SHACL vocabulary)", where=str(folder))
    return Shapes(text)


def _shape_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return [folder]
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in EXTENSIONS)
    if not files:
        raise InputError(f"holds no RDF file ({', '.join(sorted(EXTENSIONS))})", where=str(folder))
    return files


def _text(quads: Iterable[pyoxigraph.Quad]) -> str:
    triples = {quad.triple for quad in quads}
    return "".join(sorted(f"{line}\n" for line in write_ntriples(triples).split("\n") if line))
