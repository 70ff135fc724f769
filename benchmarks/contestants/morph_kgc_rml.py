"""Morph-KGC: tables and an RML mapping to N-Triples. Run with the Python of `.venv-bench`: morph_kgc_rml.py FOLDER."""

from __future__ import annotations

import json
import resource
import sys
from importlib.metadata import version
from pathlib import Path

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def cpu() -> float:
    """Return the seconds that this process and its children that have ended were at work."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, WHO))


def main(folder: Path) -> None:
    """Make the triples and write what it took."""
    import morph_kgc

    ready = cpu()  # what the process has used until now was its start and its imports
    config = f"[DEFAULT]\noutput_format=N-TRIPLES\n[tables]\nmappings={folder / 'mapping.ttl'}\n"
    triples = morph_kgc.materialize_set(config)
    made = cpu()
    with (folder / "morph-kgc.nt").open("w", encoding="utf-8") as out:
        out.writelines(f"{triple} .\n" for triple in sorted(triples))
    written = cpu()
    told = {
        "steps": {"import": ready, "describe": made - ready, "dump": written - made},
        "triples": len(triples),
        "version": version("morph-kgc"),
    }
    (folder / "morph-kgc.json").write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
