"""maplib: tables and OTTR templates to N-Triples. Run with the Python of `.venv-bench`: maplib_ottr.py FOLDER."""

from __future__ import annotations

import json
import resource
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

TEMPLATES = "urn:mendelgraph:template:"
LANG_STRING = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"
"""The name of a field of such literals, as maplib's own query results have it."""
XSD = "http://www.w3.org/2001/XMLSchema#"


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def cpu() -> float:
    """Return the seconds that this process and its children that have ended were at work."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, WHO))


def read_table(folder: Path, table: dict[str, Any]) -> object:
    """Read a table and give its columns the types that maplib wants for what they are to become."""
    import polars as pl

    frame = pl.read_parquet(folder / f"{table['name']}.parquet")
    made = []
    for name, _, term in table["columns"]:
        cell = pl.col(name)
        if term.startswith("@"):
            pair = pl.struct(cell.alias(LANG_STRING), pl.lit(term[1:]).alias("l"))
            made.append(pl.when(cell.is_not_null()).then(pair).alias(name))
        elif term == f"{XSD}integer":
            made.append(cell.cast(pl.Int64))
        elif term == f"{XSD}boolean":
            made.append(cell == "true")
        elif term == f"{XSD}date":
            made.append(cell.str.to_date("%Y-%m-%d"))
        elif term == f"{XSD}decimal":
            made.append(cell.cast(pl.Decimal(38, 12)))
        elif term == f"{XSD}double":
            made.append(cell.cast(pl.Float64))
    return frame.with_columns(made)


def main(folder: Path) -> None:
    """Make the triples and write what it took."""
    from maplib import Model

    ready = cpu()  # what the process has used until now was its start and its imports
    model = Model()
    model.add_template((folder / "templates.stottr").read_text(encoding="utf-8"))
    for table in json.loads((folder / "schema.json").read_text(encoding="utf-8")):
        model.map(TEMPLATES + table["name"], read_table(folder, table), validate_iris=False)
    made = cpu()
    model.write(str(folder / "maplib.nt"), format="ntriples")
    written = cpu()
    told = {
        "steps": {"import": ready, "describe": made - ready, "dump": written - made},
        "triples": (folder / "maplib.nt").read_bytes().count(b"\n"),
        "version": version("maplib"),
    }
    (folder / "maplib.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
