"""Reading RDF from outside: every syntax, and every way we know of to harm a reader."""

from __future__ import annotations

import gzip
import json
import os
import socket
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mendelgraph.errors import InputError
from mendelgraph.rdf import Limits, Syntax, read_quads, read_quads_bytes
from mendelgraph.rdf.guards import OWN_CONTEXTS, json_depth
from mendelgraph.rdf.syntax import tell_syntax

RDF_XML = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:x:">'
SAME = {
    "turtle": (".ttl", b'@prefix e: <urn:x:> . e:s e:p "v" .'),
    "trig": (".trig", b'@prefix e: <urn:x:> . { e:s e:p "v" }'),
    "n-triples": (".nt", b'<urn:x:s> <urn:x:p> "v" .\n'),
    "n-quads": (".nq", b'# c\n\n<urn:x:s> <urn:x:p> "v" .\n'),
    "rdf-xml": (".rdf", RDF_XML + b'<rdf:Description rdf:about="urn:x:s"><e:p>v</e:p></rdf:Description></rdf:RDF>'),
    "json-ld": (".jsonld", b'{"@context": {"p": "urn:x:p"}, "@id": "urn:x:s", "p": "v"}'),
    "byte-order-mark": (".ttl", b'\xef\xbb\xbf@prefix e: <urn:x:> . e:s e:p "v" .'),
}


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("right_name", [False, True], ids=["no-extension", "extension"])
def test_every_syntax_gives_the_same_triple(tmp_path: Path, name: str, packed: bool, right_name: bool) -> None:
    extension, data = SAME[name]
    path = tmp_path / ("file" + (extension if right_name else ""))
    path.write_bytes(gzip.compress(data) if packed else data)
    assert [str(quad) for quad in read_quads(path)] == ['<urn:x:s> <urn:x:p> "v"']


@pytest.mark.parametrize(
    ("data", "extension", "syntax"),
    [
        (b"<urn:x:s> <urn:x:p> <urn:x:o> <urn:x:g> .", ".ttl", Syntax.N_QUADS),
        (b"<urn:x:s> <urn:x:p> <urn:x:o> .", ".ttl", Syntax.TRIG),
        (b"<urn:x:s> <urn:x:p> <urn:x:o> .", "", Syntax.N_QUADS),
        (b"@prefix e: <urn:x:> .", ".nt", Syntax.TRIG),
        (b"[] a <urn:x:c> .", ".jsonld", Syntax.TRIG),
        (b'[ {"@id": "urn:x:s"} ]', ".ttl", Syntax.JSON_LD),
        (b"{ <urn:x:s> a <urn:x:c> }", "", Syntax.TRIG),
        (b"{}", "", Syntax.JSON_LD),
        (b'<a:b xmlns:a="urn:x:">', ".nt", Syntax.RDF_XML),
        (b"<!-- c --><rdf:RDF/>", ".ttl", Syntax.RDF_XML),
        (b"<urn:x:s> <urn:x:p> 1 .", "", Syntax.TRIG),
    ],
)
def test_the_syntax_is_told_by_the_content(data: bytes, extension: str, syntax: Syntax) -> None:
    assert tell_syntax(data, extension) is syntax


def test_one_line_of_turtle_among_lines_of_triples_is_turtle() -> None:
    lines = b"".join(b"<urn:x:s> <urn:x:p> <urn:x:%d> .\n" % number for number in range(9))
    assert len(list(read_quads_bytes(lines + b"<urn:x:s> a <urn:x:a>, <urn:x:b> .\n"))) == 11


HOSTILE = {
    "empty": (b"", "is empty"),
    "blank": (b" \n", "is empty"),
    "web-page": (b"<!DOCTYPE html><html></html>", "a web page"),
    "utf-16": ("<urn:x:s> a <urn:x:c> .".encode("utf-16"), "UTF-16"),
    "zip": (b"PK\x03\x04", "zip"),
    "words": (b"name,age\nAda,36\n", "line 1"),
    "bad-utf-8": (b'<urn:x:s> <urn:x:p> "\xff" .', "line 1.*UTF-8"),
    "nul-in-iri": (b"<urn:x:s> <urn:x:\0> 1 .", "line 1.*Invalid IRI"),
    "relative-turtle": (b"\n\n<s> a <urn:x:c> .", "line 3.*relative IRI"),
    "relative-xml": (RDF_XML + b'<rdf:Description rdf:about="s"><e:p>v</e:p></rdf:Description></rdf:RDF>', "relative"),
    "relative-json-ld": (b'{"@id": "s", "urn:x:p": 1}', "relative IRI 's'"),
    "cut-turtle": (b"<urn:x:s> a <urn:x:c", "line 1"),
    "cut-xml": (RDF_XML + b'\n<rdf:Description rdf:about="urn:x:s"><e:p>v</e:p>', "line 2.*not well-formed"),
    "cut-json": (b'{"@context": {}, "@id": "urn:x:s"', "line 1"),
    "cut-json-without-context": (b'{"@id": "urn:x:s"', "line 1"),
    "crossed-xml": (RDF_XML + b"\n<e:a></e:b></rdf:RDF>", "line 2.*mismatched tag"),
    "nul-in-xml": (RDF_XML + b"\0", "line 1.*not well-formed"),
    "latin-1-xml": (b'<?xml version="1.0" encoding="ISO-8859-1"?>' + RDF_XML + b"</rdf:RDF>", "UTF-8"),
    "json-ld-5000-deep": (b'{"urn:x:p":' * 5000 + b"1" + b"}" * 5000, "128 levels"),
    "json-ld-lists": (b'{"urn:x:p":' + b"[" * 9999 + b"]" * 9999 + b"}", "128 levels"),
    "json-ld-unclosed": (b"[{" * 50_000, "128 levels"),
    "remote-context": (b'{"@context": "https://example.org/c", "p": 1}', "https://example.org/c.*never fetched"),
    "remote-context-in-list": (b'[{"a": {"@context": [{}, "//example.org/c"]}}]', "//example.org/c.*never fetched"),
    "remote-context-escaped": (b'{"\\u0040context": "urn:x:c"}', "never fetched"),
    "scoped-context": (b'{"@context": {"t": {"@id": "urn:x:t", "@context": "urn:x:c"}}}', "urn:x:c.*never fetched"),
    "imported-context": (b'{"@context": {"@import": "urn:x:c"}}', "urn:x:c.*never fetched"),
    "entities": (
        b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + RDF_XML + b"&b;</rdf:RDF>",
        "line 1: declares the entity 'b'",
    ),
    "long-entity": (b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 999 + b'">]>' + RDF_XML + b"</rdf:RDF>", "entity 'a'"),
    "external-entity": (
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + RDF_XML + b"&a;</rdf:RDF>",
        "external.*never read",
    ),
    "parameter-entity": (
        b'<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]>' + RDF_XML + b"</rdf:RDF>",
        "never read",
    ),
    "50000-prefixes": (
        b"<rdf:RDF " + b" ".join(b'xmlns:p%d="urn:x:%d"' % (n, n) for n in range(50_000)) + b"/>",
        "prefixes",
    ),
    "deep-xml": (RDF_XML + b"<rdf:Description><e:p>" * 50_000, "256 levels"),
    "literal": (b'<urn:x:s> <urn:x:p> "' + b"x" * 3_000_000 + b'" .', "literal of more than"),
    "enormous-literal": (b'<urn:x:s> <urn:x:p> "' + b"x" * 40_000_000 + b'" .', "too large"),
    "triple-term": (b"<urn:x:s> <urn:x:p> <<( <urn:x:s> <urn:x:p> 1 )>> .", "triple term"),
    "deep-triple-terms": (
        b"<urn:x:s> <urn:x:p> " + b"<<( <urn:x:s> <urn:x:p> " * 100_000 + b"1" + b" )>>" * 100_000 + b" .",
        "crashed",
    ),
    "damaged-gzip": (gzip.compress(b"<urn:x:s> a <urn:x:c> .")[:-9], "damaged gzip"),
    "gzip-in-gzip": (gzip.compress(gzip.compress(b"<urn:x:s> a <urn:x:c> .")), "gzip inside gzip"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_gets_a_message_with_file_and_place(tmp_path: Path, name: str) -> None:
    data, message = HOSTILE[name]
    path = tmp_path / "hostile"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        list(read_quads(path))
    assert str(caught.value).startswith(f"{path}: ")
    assert len(str(caught.value)) < 1000


def test_brackets_a_hundred_thousand_deep_are_read() -> None:
    deep = b"<urn:x:s> <urn:x:p> " + b"(" * 100_000 + b")" * 100_000 + b" ."
    assert sum(1 for _ in read_quads_bytes(deep)) == 199_999


def test_own_context_is_resolved_from_the_package() -> None:
    for address in sorted(OWN_CONTEXTS):
        data = json.dumps({"@context": [address, {"q": "urn:x:q"}], "@id": "urn:x:s", "q": "v"}).encode()
        assert [str(quad) for quad in read_quads_bytes(data)] == ['<urn:x:s> <urn:x:q> "v"']


def test_small_entities_for_namespaces_are_read() -> None:
    declared = b'<!DOCTYPE r [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">]>' + RDF_XML
    data = declared + b'<rdf:Description rdf:about="urn:x:s"><e:p rdf:datatype="&xsd;date">2002-01-10</e:p>'
    (quad,) = read_quads_bytes(data + b"</rdf:Description></rdf:RDF>")
    assert str(quad.object) == '"2002-01-10"^^<http://www.w3.org/2001/XMLSchema#date>'


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir], ids=["pipe", "folder"])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, make: object) -> None:
    path = tmp_path / "thing"
    make(path)  # type: ignore[operator]  # both take the path
    with pytest.raises(InputError, match="no regular file"):
        read_quads(path)


def test_devices_sockets_and_missing_files_are_refused(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s"))
        for path in (Path("/dev/zero"), Path("/dev/null"), tmp_path / "s", tmp_path / "none", Path("a\0b")):
            with pytest.raises(InputError, match=r"no regular file|cannot be opened"):
                read_quads(path)


def test_time_and_memory_are_bounded(unmeasured: None) -> None:
    many = b"".join(b"<urn:x:s> <urn:x:p> <urn:x:%d> .\n" % number for number in range(200_000))
    with pytest.raises(InputError, match=r"not done within 0\.02 s"):
        read_quads_bytes(many, limits=Limits(seconds=0.02))  # no machine even starts a process by then
    blank = b"".join(b"_:b%d <urn:x:p> 1 .\n" % number for number in range(500_000))
    with pytest.raises(InputError, match=r"MiB of memory|too large for memory"):
        read_quads_bytes(blank, limits=Limits(memory=120 << 20))


def test_what_is_unpacked_is_bounded_by_what_may_be_written() -> None:
    many = gzip.compress(b"<urn:x:s> <urn:x:p> <urn:x:o> .\n" * 1_000_000)
    with pytest.raises(InputError, match="File too large"):
        read_quads_bytes(many, limits=Limits(output=1 << 20))


def test_a_module_in_the_current_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyoxigraph.py").write_text("raise SystemExit('run')")
    monkeypatch.chdir(tmp_path)
    assert len(list(read_quads_bytes(b"<urn:x:s> a <urn:x:c> ."))) == 1


def test_blank_nodes_are_named_by_their_order() -> None:
    data = b"[] <urn:x:p> _:zz . _:zz <urn:x:p> [] ."
    first, second = (sorted(map(str, read_quads_bytes(data, blanks="n"))) for _ in range(2))
    assert first == second == ["_:n0 <urn:x:p> _:n1", "_:n1 <urn:x:p> _:n2"]


TERMS = st.text(min_size=1, max_size=40).map(pyoxigraph.Literal)
IRIS = st.integers(0, 9).map(lambda number: pyoxigraph.NamedNode(f"urn:x:{number}"))
QUADS = st.builds(pyoxigraph.Quad, IRIS, IRIS, TERMS | IRIS, IRIS)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quads=st.sets(QUADS, min_size=1, max_size=8))
def test_what_is_written_is_read_again(quads: set[pyoxigraph.Quad]) -> None:
    for form in (pyoxigraph.RdfFormat.N_QUADS, pyoxigraph.RdfFormat.TRIG, pyoxigraph.RdfFormat.JSON_LD):
        data = pyoxigraph.serialize(sorted(quads, key=str), format=form)
        assert data is not None
        assert set(read_quads_bytes(data)) == quads


@given(st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_the_depth_of_json_is_that_of_its_value(value: object) -> None:
    def depth(node: object) -> int:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
        return 0 if inner is None else 1 + max(map(depth, inner), default=0)

    assert json_depth(json.dumps(value).encode()) == depth(value)
