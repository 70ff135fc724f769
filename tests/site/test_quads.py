"""Records found by bisection in the sorted N-Quads are those of the store."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from mendelgraph.errors import InputError
from mendelgraph.site.catalogue import Catalogue
from mendelgraph.site.library import Library
from mendelgraph.site.quads import QuadFile
from mendelgraph.site.records import find_record
from mendelgraph.store import QUADS, quads_of

INTEGER = re.compile(r'("-?\d+"\^\^<http://www.w3.org/2001/XMLSchema#)\w+>')


def plain(lines: list[str]) -> list[str]:
    """Return lines with all whole numbers of one datatype, as the store has them (see the last test)."""
    return sorted(INTEGER.sub(r"\1integer>", line) for line in lines)


def test_every_record_is_that_of_the_store(release: Path, library: Library, catalogue: Catalogue) -> None:
    quads = QuadFile(release, catalogue.base)
    for iri in (*catalogue.conditions, *catalogue.gene_records.values()):
        found, stored = quads.record(iri), find_record(iri, catalogue.base, library.store)
        assert found
        assert stored
        assert list(found.layers) == list(stored.layers)
        assert {layer: plain(lines) for layer, lines in found.layers.items()} == {
            layer: plain(lines) for layer, lines in stored.layers.items()
        }


def test_all_records_together_are_the_file(release: Path, catalogue: Catalogue) -> None:
    quads = QuadFile(release, catalogue.base)
    records = [quads.record(iri) for iri in (*catalogue.conditions, *catalogue.gene_records.values())]
    found = sum(len(lines) for record in records if record for lines in record.layers.values())
    start = f"<{catalogue.base}graph/"
    wanted = [quad for quad in quads_of(release) if re.match(f"{start}(condition|gene)/", str(quad.graph_name))]
    assert found == len(wanted) > 1000


@pytest.mark.parametrize("name", ["condition/aaa", "condition/zzz", "condition/alstrom", "gene/NONE", "nothing/at-all"])
def test_what_is_not_there_is_not_found(name: str, release: Path, catalogue: Catalogue) -> None:
    assert QuadFile(release, catalogue.base).record(f"{catalogue.base}{name}") is None


def test_a_digest_tells_every_record_from_every_other_and_there_is_none_of_what_is_not_there(
    release: Path, catalogue: Catalogue
) -> None:
    quads = QuadFile(release, catalogue.base)
    records = [*catalogue.conditions, *catalogue.gene_records.values()]
    digests = {iri: quads.digest(iri) for iri in records}
    assert len(set(digests.values())) == len(records)
    assert digests == {iri: QuadFile(release, catalogue.base).digest(iri) for iri in records}
    assert quads.digest(f"{catalogue.base}condition/zzz") == ""


def test_a_graph_of_another_record_among_those_of_this_one_is_left_out(tmp_path: Path) -> None:
    graphs = ("condition/a/aligned", "condition/a/b/stated", "condition/a/stated", "condition/a-b/stated")
    lines = [f"<urn:s> <urn:p> {number} <https://x.example/graph/{graph}> .\n" for number, graph in enumerate(graphs)]
    (tmp_path / QUADS).write_text("".join(lines))
    quads = QuadFile(tmp_path, "https://x.example/")
    found = {name: quads.record(f"https://x.example/condition/{name}") for name in ("a", "a/b", "a-b")}
    assert {name: record.layers for name, record in found.items() if record} == {
        "a": {"stated": ["<urn:s> <urn:p> 2"], "aligned": ["<urn:s> <urn:p> 0"]},
        "a/b": {"stated": ["<urn:s> <urn:p> 1"]},
        "a-b": {"stated": ["<urn:s> <urn:p> 3"]},
    }


@pytest.mark.parametrize("content", [None, b""], ids=["missing", "empty"])
def test_a_folder_without_quads_is_no_release(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / QUADS).write_bytes(content)
    with pytest.raises(InputError, match="is no release"):
        QuadFile(tmp_path, "https://w3id.org/mendelgraph/")


def test_the_store_takes_integers_of_every_datatype_for_one() -> None:
    """A tripwire: pyoxigraph writes `"1"^^xsd:nonNegativeInteger` back as `xsd:integer`, so the file is what counts."""
    line = b'<urn:s> <urn:p> "1"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> .'
    triple = next(iter(parse(line, format=RdfFormat.N_TRIPLES))).triple
    assert "nonNegativeInteger" in str(triple)
    store = Store()
    store.add(Quad(*triple))
    stored = next(store.quads_for_pattern(NamedNode("urn:s"), None, None, None)).object
    assert stored == Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
