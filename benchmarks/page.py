"""Write `docs/benchmarks.md` from the figures of the last run of each kind, which are kept beside this file as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.catalogue_section import show_catalogue
from benchmarks.markdown import MB, show_facts, table
from benchmarks.serving_section import show_endpoint, show_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

RECORDED = Path(__file__).with_name("recorded")

HEAD = """\
# Benchmarks

Written by `scripts/bench` from its last runs; no figure here was typed. Run it yourself: `scripts/bench` (a generated
catalogue of the real size) or `scripts/bench --catalogue real` (needs the real pages). Machines differ, and this was
shared while it measured (see its load): **ratios are what to look at**, every pair of them from one run, and seconds of
CPU rather than the wall clock's, which had others to wait for.

What is compared, on the same records:

- **mendelgraph**: what this project does. The whole build uses a process a core; its steps are timed in one process.
- **rdflib + pyshacl**: the same triples as rdflib terms in a `Dataset`, rdflib's serialisers, gzip, pyshacl with our
  shapes. It starts from facts that lie ready as rows of text, so deciding which triples there are costs it nothing;
  for the whole job it is given our reading, extracting and aligning, as nothing else does them.
- **Morph-KGC** with an RML mapping, **maplib** with OTTR templates: they too start from facts that lie ready, as tables
  with a column for each property, IRIs made. Neither can read facts from prose. All their triples are compared with
  ours, numbers by value; blank nodes of lists are IRIs there. They make no named graphs, and one file of N-Triples.
"""

SCALE = """\
## Many catalogues

Generated catalogues of 1,350 conditions each, with less text and fewer facts than real pages so that a hundred fit the
disk (`python -m benchmarks.scale`). Names are unique across catalogues, but for the usual share of shared ones.
"""


def record(folder: Path, name: str, told: object) -> None:
    """Keep the figures of a run, in place of those of the last one of its kind."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def write_page(recorded: Path) -> str:
    """Write the page from what is recorded."""
    told = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(recorded.glob("*.json"))}
    parts = [HEAD]
    sections: dict[str, Callable[[Any], Iterable[str]]] = {
        "real": show_catalogue,
        "generated": show_catalogue,
        "scale": _scale,
        "questions": show_questions,
        "endpoint": show_endpoint,
    }
    parts += ["\n".join(show(told[name])) for name, show in sections.items() if name in told]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _scale(told: dict[str, Any]) -> Iterator[str]:
    yield SCALE
    yield f"{show_facts(told['machine'])}\n"
    head = (
        "conditions", "statements", "wall s", "CPU s", "CPU s a catalogue", "CPU ms a condition", "peak memory MB, all",
        "of the writer", "of a worker", "release GB", "load of 15 min",
    )  # fmt: skip
    yield from table(
        head,
        [
            (
                f"{row['conditions']:,}",
                f"{row['quads']:,}",
                f"{row['seconds']:,.0f}",
                f"{row['cpu']:,.0f}",
                f"{row['cpu'] / row['catalogues']:,.1f}",
                f"{row['cpu'] / row['conditions'] * 1000:.1f}",
                f"{row['peak'] / MB:,.0f}",
                f"{row['peak_first'] / MB:,.0f}",
                f"{row['peak_other'] / MB:,.0f}",
                f"{row['disk'] / MB / 1000:.1f}",
                f"{row['load']:.1f}",
            )
            for row in told["rows"]
        ],
    )
