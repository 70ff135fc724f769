"""`mendelgraph query` and `queries`: answers on stdout in every format, everything else on stderr, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.cli import main
from mendelgraph.export import sort_quads
from mendelgraph.store import QUADS, STORE, build_store

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-poh.trig"
POH = "https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    serialize(sort_quads(parse(path=EXAMPLE, format=RdfFormat.TRIG)), output=folder / QUADS, format=RdfFormat.N_QUADS)
    build_store(folder / QUADS, folder / STORE)
    return folder


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def test_a_question_is_answered_with_a_table_of_curies(release: Path) -> None:
    result = run("query", "condition-by-omim", "-p", "omim=166350", "--data", release)
    assert result.exit_code == 0
    assert "ghr:progressive-osseous-heteroplasia   Progressive osseous heteroplasia   skos:exactMatch" in result.stdout
    assert result.stderr.endswith(" row\n")


def test_a_table_in_a_pipe_is_never_cut(release: Path) -> None:
    result = run("query", "articles-of-condition", "--data", release)
    assert (
        "Paternally inherited inactivating mutations of the GNAS1 gene in progressive osseous heteroplasia"
        in result.stdout
    )
    assert "…" not in result.stdout


def test_rows_come_as_csv(release: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(run("query", "condition-by-omim", "--data", release, "--format", "csv").stdout))
    )
    assert rows[0]["condition"] == POH


def test_rows_come_as_tsv(release: Path) -> None:
    lines = run("query", "condition-by-omim", "--data", release, "--format", "tsv").stdout.splitlines()
    assert lines[0] == "?condition\t?name\t?match"
    assert lines[1].startswith(f'<{POH}>\t"Progressive osseous heteroplasia"@en')


def test_rows_come_as_json(release: Path) -> None:
    answer = json.loads(run("query", "condition-by-omim", "--data", release, "--format", "json").stdout)
    assert answer["head"]["vars"] == ["condition", "name", "match"]
    assert answer["results"]["bindings"][0]["condition"] == {"type": "uri", "value": POH}


def test_rows_come_as_xml(release: Path) -> None:
    answer = etree.fromstring(run("query", "condition-by-omim", "--data", release, "--format", "xml").stdout_bytes)
    assert answer.findtext(".//{*}binding[@name='condition']/{*}uri") == POH


@pytest.mark.parametrize(
    ("answer_format", "syntax"),
    [("turtle", RdfFormat.TURTLE), ("ntriples", RdfFormat.N_TRIPLES), ("jsonld", RdfFormat.JSON_LD)],
)
def test_a_graph_comes_in_three_syntaxes(answer_format: str, syntax: RdfFormat, release: Path) -> None:
    result = run("query", "gene-condition-network", "--data", release, "--format", answer_format)
    triples = {str(quad.triple) for quad in parse(input=result.stdout_bytes, format=syntax)}
    assert any("biolink/vocab/causes" in triple and POH in triple for triple in triples)


def test_a_yes_or_no_question(release: Path) -> None:
    assert run("query", "is-condition", "--data", release).stdout == "yes\n"
    assert run("query", "is-condition", "-p", "slug=none", "--data", release).stdout == "no\n"
    assert run("query", "is-condition", "--data", release, "--format", "csv").stdout == "true\n"


def test_a_query_of_one_s_own_comes_from_a_file_or_stdin(release: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    (tmp_path / "own.rq").write_text(text)
    from_file = run("query", "--file", tmp_path / "own.rq", "--data", release, "--format", "csv")
    assert from_file.exit_code == 0
    assert int(from_file.stdout.splitlines()[1]) > 100
    for way in (["-"], ["--file", "-"]):
        assert run("query", *way, "--data", release, "--format", "csv", stdin=text).stdout == from_file.stdout


def test_a_query_of_one_s_own_may_have_parameters(release: Path, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text(
        '#+ parameter: text | text | a word\nSELECT ?text WHERE {\n  VALUES ?text { "a" }\n}\n'
    )
    result = run("query", "--file", tmp_path / "own.rq", "-p", 'text=b" } #', "--data", release, "--format", "json")
    assert json.loads(result.stdout)["results"]["bindings"] == [{"text": {"type": "literal", "value": 'b" } #'}}]


def test_an_rdf_file_is_asked_like_a_release(release: Path) -> None:
    for question in ("condition-by-omim", "names-of-condition"):
        assert run("query", question, "--data", EXAMPLE).stdout == run("query", question, "--data", release).stdout


def test_control_characters_cannot_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "odd.nt").write_text(r'<urn:x:a> <urn:x:b> "red \u001B[31m\u202E text" .' + "\n")
    result = run("query", "-", "--data", tmp_path / "odd.nt", stdin="SELECT ?o WHERE { ?s ?p ?o }")
    assert r"red \x1b[31m\x202e text" in result.stdout


REFUSED = {
    "no name": ([], 2, "give the name of a question"),
    "name and file": (["acronyms", "--file", "x.rq"], 2, "give the name of a question"),
    "unknown name": (["acronym"], 2, "near: acronyms"),
    "unknown parameter": (["acronyms", "-p", "a=b"], 2, "no parameter 'a'"),
    "parameter without value": (["acronyms", "-p", "a"], 2, "-p takes NAME=VALUE"),
    "bad value": (["condition-by-omim", "-p", "omim=x"], 3, "parameter omim: "),
    "graph as rows": (["everything-about-condition", "--format", "csv"], 2, "cannot be written as csv"),
    "rows as graph": (["acronyms", "--format", "turtle"], 2, "cannot be written as turtle"),
    "no time": (["acronyms", "--time-limit", "0"], 2, "above 0"),
    "no number": (["acronyms", "--time-limit", "nan"], 2, "above 0"),
    "missing file": (["--file", "nowhere.rq"], 3, "nowhere.rq: cannot be read"),
    "no release": (["acronyms", "--data", "."], 3, "mendelgraph build"),
    "missing data": (["acronyms", "--data", "nowhere.ttl"], 3, "nowhere.ttl: cannot be opened"),
    "data and endpoint": (["acronyms", "--data", ".", "--endpoint", "http://127.0.0.1:1/"], 2, "not both"),
    "nobody there": (["acronyms", "--endpoint", "http://127.0.0.1:1/"], 5, "no answer"),
}


@pytest.mark.parametrize(("arguments", "code", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_asked_is_refused(
    arguments: list[str], code: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("query", *arguments)
    assert result.exit_code == code, result.output
    assert reason in result.stderr
    assert result.stdout == ""


HOSTILE = {
    "nested parentheses": ("SELECT * WHERE { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", "nested 5,002 deep"),
    "many unions": ("SELECT * WHERE { {} " + "UNION {} " * 20000 + "}", "20,002 brackets"),
    "other servers": ("SELECT * WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "--federated"),
    "an update": ("DELETE WHERE { ?s ?p ?o }", "no SPARQL query"),
    "no end": (
        "SELECT (COUNT(*) AS ?n) WHERE { " + "".join(f"?a{i} ?b{i} ?c{i} . " for i in range(9)) + "}",
        "not done within 1 s",
    ),
    "not a query": ("SELECT what", "line 1, column"),
    "not text": (b"SELECT \xff", "not UTF-8"),
}


@pytest.mark.parametrize(("text", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_an_error_message(text: str | bytes, reason: str, release: Path) -> None:
    limit = "1" if "within 1 s" in reason else "60"
    result = run("query", "-", "--data", release, "--time-limit", limit, stdin=text)
    assert (result.exit_code, result.stdout) == (3, ""), result.output
    assert reason in result.stderr


def test_hostile_data_is_an_error_message(tmp_path: Path) -> None:
    (tmp_path / "deep.jsonld").write_text('{"@id":"urn:x:a","urn:x:b":' * 5000 + "1" + "}" * 5000)
    result = run("query", "acronyms", "--data", tmp_path / "deep.jsonld")
    assert result.exit_code == 3
    assert "deep.jsonld" in result.stderr


def test_the_book_is_listed_by_topic() -> None:
    result = run("queries", "--topic", "names")
    assert result.exit_code == 0
    assert "-p text=POH" in result.stdout
    assert "conditions-of-gene" not in result.stdout
    assert "conditions-of-gene" in run("queries").stdout
    assert "near: names" in run("queries", "--topic", "name").stderr


def test_the_book_is_listed_as_json() -> None:
    listed = {each["name"]: each for each in json.loads(run("queries", "--format", "json").stdout)}
    assert listed["condition-by-omim"]["parameters"][0]["default"] == "166350"
    assert listed["everything-about-condition"]["form"] == "CONSTRUCT"


def test_a_question_does_not_wait_for_rdflib(release: Path) -> None:
    script = (
        "import sys; from mendelgraph.cli import main\n"
        f"main(['query', 'acronyms', '--data', {str(release)!r}], standalone_mode=False)\n"
        "assert not {'rdflib', 'pyshacl', 'SPARQLWrapper', 'pyld'} & set(sys.modules)"
    )
    before = os.times()
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    took = os.times().children_user - before.children_user
    assert took < 5, "half a second is the goal; this only catches something absurd"
