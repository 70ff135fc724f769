"""The embedded page of progressive osseous heteroplasia as TriG: what docs/example-poh.trig shows."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from mendelgraph.align import align_all
from mendelgraph.export.order import sort_quads
from mendelgraph.export.rdf import write_trig
from mendelgraph.extract import extract
from mendelgraph.graph import Minter, describe
from mendelgraph.resources import resources
from mendelgraph.sources import read_catalogue
from mendelgraph.vocabulary import open_vocabulary

EXAMPLE = Path(__file__).parents[2] / "docs" / "example-poh.trig"
SLUG = "progressive-osseous-heteroplasia"


def write_example() -> str:
    """Read, extract, align and describe the embedded catalogue, and write this one condition with all three layers."""
    catalogue = read_catalogue([resources() / "data" / "conditions"])
    aligned = align_all([extract(record) for record in catalogue.conditions], open_vocabulary(None))
    record = next(each for each in aligned if each.stated.record.slug == SLUG)
    out = BytesIO()
    write_trig(sort_quads(describe(record, Minter())), out)
    return out.getvalue().decode()
