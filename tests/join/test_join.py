"""Somebody's own RDF, joined: what it mentions in any form is found, what comes near is named, nothing is guessed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from mendelgraph.cli import join as command
from mendelgraph.cli import main
from mendelgraph.dialects import forms
from mendelgraph.graph.namespaces import BIOLINK, DCTERMS, FOAF, OBO, RDFS, SKOS
from mendelgraph.identifiers import Curie
from mendelgraph.join import Joining, Knowledge, Outcome, Row, joining, lines
from mendelgraph.join.mentions import JOINED, is_hopeless, read_mention
from mendelgraph.join.misses import find_miss
from mendelgraph.store import open_store
from mendelgraph.vocabulary import open_vocabulary

CONDITION = NamedNode("https://w3id.org/mendelgraph/condition/progressive-osseous-heteroplasia")
GNAS = NamedNode("http://identifiers.org/hgnc/4392")
SUBJECT = "https://lab.example/patient/7"


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


@pytest.fixture(scope="module")
def knowledge(release: Path) -> Knowledge:
    return Knowledge(open_store(release))


def join(text: str, knowledge: Knowledge) -> tuple[set[Triple], list[Row]]:
    """Join a text of N-Quads; return what is added, and the rows of the report."""
    work = Joining(knowledge, open_vocabulary(None))
    work.note(text.encode())
    return {quad.triple for quad in work.enrich()}, list(work.rows())


def mention(iri: str) -> str:
    return f"<{SUBJECT}> <https://lab.example/has> <{iri}> .\n"


SAME = [
    ("http://purl.obolibrary.org/obo/MONDO_0008153", SKOS.exactMatch, CONDITION),
    ("https://omim.org/entry/166350", SKOS.exactMatch, CONDITION),
    ("http://purl.uniprot.org/mim/166350", SKOS.exactMatch, CONDITION),
    ("http://bio2rdf.org/omim:166350", SKOS.exactMatch, CONDITION),
    ("http://www.orpha.net/ORDO/Orphanet_2762", SKOS.exactMatch, CONDITION),
    ("http://id.nlm.nih.gov/mesh/C562735", SKOS.exactMatch, CONDITION),
    ("ghr:progressive-osseous-heteroplasia", SKOS.exactMatch, CONDITION),
    ("https://ghr.nlm.nih.gov/condition/progressive-osseous-heteroplasia", FOAF.primaryTopic, CONDITION),
    ("http://ghr.nlm.nih.gov/condition/progressive-osseous-heteroplasia/", FOAF.primaryTopic, CONDITION),
    ("https://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia", FOAF.primaryTopic, CONDITION),
    (
        "http://medlineplus.gov/genetics/condition/progressive-osseous-heteroplasia/#causes",
        FOAF.primaryTopic,
        CONDITION,
    ),
    ("http://identifiers.org/ncbigene/2778", SKOS.exactMatch, GNAS),
    ("http://purl.uniprot.org/uniprot/P63092", SKOS.relatedMatch, GNAS),
    ("https://medlineplus.gov/genetics/gene/gnas/", FOAF.primaryTopic, GNAS),
]


@pytest.mark.parametrize(("iri", "predicate", "thing"), SAME, ids=[row[0] for row in SAME])
def test_a_form_in_use_joins(iri: str, predicate: NamedNode, thing: NamedNode, knowledge: Knowledge) -> None:
    triples, rows = join(mention(iri), knowledge)
    assert Triple(NamedNode(iri), predicate, thing) in triples
    assert [(row.outcome, row.times) for row in rows] == [(Outcome.JOINED, 1)]


@pytest.mark.parametrize("form", [form for form in forms() if form.prefix == "OMIM"], ids=lambda form: form.dialect)
def test_every_dialect_s_form_of_an_omim_number_joins(form: object, knowledge: Knowledge) -> None:
    _, rows = join(mention(f"{form.iri}166350"), knowledge)  # type: ignore[attr-defined]  # a Form
    assert [(row.outcome, row.identifier) for row in rows] == [(Outcome.JOINED, "OMIM:166350")]


def test_what_is_known_comes_along(knowledge: Knowledge) -> None:
    triples, _ = join(mention("http://purl.uniprot.org/mim/166350"), knowledge)
    mode = NamedNode("http://purl.obolibrary.org/obo/HP_0000006")
    article = NamedNode("https://doi.org/10.1056/NEJMoa011262")
    assert Triple(GNAS, OBO.RO_0004013, CONDITION) in triples
    assert Triple(CONDITION, BIOLINK.has_mode_of_inheritance, mode) in triples
    assert Triple(CONDITION, DCTERMS.references, article) in triples
    told = {triple.subject for triple in triples if triple.predicate in {RDFS.label, DCTERMS.title}}
    assert {CONDITION, GNAS, mode, article} <= told


def test_a_gene_brings_its_conditions(knowledge: Knowledge) -> None:
    triples, _ = join(mention(GNAS.value), knowledge)
    assert Triple(GNAS, OBO.RO_0004013, CONDITION) in triples


def test_one_s_own_things_are_told_in_the_release_s_iris(knowledge: Knowledge) -> None:
    triples, rows = join(mention(CONDITION.value), knowledge)
    assert Triple(GNAS, OBO.RO_0004013, CONDITION) in triples
    assert [(row.outcome, row.mentioned) for row in rows] == [(Outcome.JOINED, CONDITION.value)]


MISSES = [
    ("https://lab.example/OMIM_166350", "OMIM:166350", "unknown dialect"),
    ("https://lab.example/disease/mim/166350", "OMIM:166350", "unknown dialect"),
    ("http://omim.org/entry/166350", "OMIM:166350", "http where https is written"),
    ("https://purl.obolibrary.org/obo/MONDO_0008153", "MONDO:0008153", "https where http is written"),
    ("http://purl.obolibrary.org/obo/MONDO_MONDO_0008153", "MONDO:0008153", "doubled prefix"),
    ("http://purl.obolibrary.org/obo/MONDO_MONDO:0008153", "MONDO:0008153", "doubled prefix"),
    ("http://identifiers.org/hgnc/HGNC:4392", "HGNC:4392", "doubled prefix"),
    ("http://purl.obolibrary.org/obo/mondo_0008153", "MONDO:0008153", "capital letters"),
    ("http://www.orpha.net/ordo/orphanet_2762", "Orphanet:2762", "capital letters"),
    ("http://purl.obolibrary.org/obo/MONDO_8153", "MONDO:0008153", "leading zeros"),
    ("MONDO:0008153", "MONDO:0008153", "a CURIE where an IRI is needed"),
    ("https://omim.org/entry/166350/", "OMIM:166350", "an ending"),
    ("https://www.omim.org/entry/166350", "OMIM:166350", "www."),
    ("https://rarediseases.info.nih.gov/gard/109/x", "GARD:0000109", "a web page"),
    ("https://omim.org/entry/16635", "", "no OMIM identifier"),
    ("http://www.wikidata.org/entity/Q52849", "", "unknown dialect: an item of Wikidata"),
    ("http://purl.obolibrary.org/obo/MONDO_poh", "", "no MONDO identifier"),
]  # fmt: skip


@pytest.mark.parametrize(("iri", "curie", "fault"), MISSES, ids=[row[0] for row in MISSES])
def test_a_near_miss_is_named_and_never_joined(iri: str, curie: str, fault: str, knowledge: Knowledge) -> None:
    triples, rows = join(mention(iri), knowledge)
    assert triples == set()
    assert [(row.identifier, fault in row.detail, row.mentioned) for row in rows] == [(curie, True, iri)]


@pytest.mark.parametrize("iri", [SUBJECT, "https://lab.example/", "urn:uuid:1", "http://xmlns.com/foaf/0.1/Person",
    "http://purl.obolibrary.org/obo/HP_0000006", "https://lab.example/undo/12", "mailto:a@lab.example"])  # fmt: skip
def test_what_is_no_disease_or_gene_has_no_row(iri: str, knowledge: Knowledge) -> None:
    assert join(mention(iri), knowledge)[1] == []


@pytest.mark.parametrize("iri", [row[0] for row in (*SAME, *MISSES)])
def test_the_quick_look_lets_nothing_pass_that_the_long_one_finds(iri: str) -> None:
    assert not is_hopeless(f"<{iri}>".encode())
    assert read_mention(iri) or find_miss(iri)


def test_the_quick_look_knows_every_form() -> None:
    starts = {form.iri for form in forms() if form.prefix in JOINED}
    assert [start for start in sorted(starts) if is_hopeless(f"<{start}1>".encode())] == []


def test_an_identifier_without_a_condition_is_listed(knowledge: Knowledge) -> None:
    iris = ("https://omim.org/entry/999999", "https://ghr.nlm.nih.gov/condition/no-such-condition")
    _, rows = join("".join(map(mention, iris)), knowledge)
    assert {(row.outcome, row.mentioned) for row in rows} == {(Outcome.ABSENT, iri) for iri in iris}


def test_an_obsolete_identifier_is_listed_with_its_replacement(knowledge: Knowledge) -> None:
    vocabulary = open_vocabulary(None)
    old = next(
        term for number in range(40_000) if (term := vocabulary.term(Curie("MONDO", f"{number:07}"))) and term.obsolete
    )
    _, rows = join(mention(old.curie.iri), knowledge)
    assert [row.outcome for row in rows] == [Outcome.OBSOLETE]
    assert all(str(new) in rows[0].detail for new in old.replaced_by)


SPELLED = {
    **dict.fromkeys(
        (
            *("OMIM:166350", "mim:166350", "OMIM_166350", "OMIM: 166350", "MIM 166350", "OMIM #166350"),
            *("OMIM166350", "MIM number 166350", "MIM number: 166350", " OMIM:166350 "),
        ),
        "an identifier in a literal",
    ),
    **dict.fromkeys(
        (
            *("https://omim.org/entry/166350", "http://purl.uniprot.org/mim/166350"),
            *("http://omim.org/entry/166350", "https://www.omim.org/entry/166350/"),
        ),
        "an IRI in a literal",
    ),
}


@pytest.mark.parametrize(("text", "fault"), SPELLED.items(), ids=SPELLED)
@pytest.mark.parametrize("kind", ["", "@en", "^^<http://www.w3.org/2001/XMLSchema#anyURI>"], ids=["plain", "en", "uri"])
def test_a_literal_that_spells_an_identifier_is_named(text: str, fault: str, kind: str, knowledge: Knowledge) -> None:
    triples, rows = join(f'<{SUBJECT}> <https://lab.example/xref> "{text}"{kind} .\n', knowledge)
    assert triples == set()
    assert [(row.outcome, row.identifier, fault in row.detail) for row in rows] == [(Outcome.MISS, "OMIM:166350", True)]


OTHER_KINDS = {
    "ORPHA2762": "Orphanet:2762",
    "ORPHA 2762": "Orphanet:2762",
    "SNOMED CT 719271000": "SCTID:719271000",
    "ICD-10 M61.5": "ICD10:M61.5",
    "MeSH C562735": "MESH:C562735",
    "MONDO0008153": "MONDO:0008153",
}


@pytest.mark.parametrize(("text", "curie"), OTHER_KINDS.items(), ids=OTHER_KINDS)
def test_a_literal_is_named_however_people_write_it(text: str, curie: str, knowledge: Knowledge) -> None:
    triples, rows = join(f'<{SUBJECT}> <https://lab.example/xref> "{text}" .\n', knowledge)
    assert triples == set()
    assert [(row.outcome, row.identifier) for row in rows] == [(Outcome.MISS, curie)]


@pytest.mark.parametrize(
    "text",
    [
        *("see OMIM:166350 and others", "a: b", "12:30", "https://lab.example/mim", r"OMIM:\"1"),
        *("do 12", "PS 123456", "Grade 12", "orphan 12", "OMIM 1663", "GeneReviews chapter", "mesh size 4"),
    ],
)
def test_a_literal_that_spells_none_has_no_row(text: str, knowledge: Knowledge) -> None:
    assert join(f'<{SUBJECT}> <https://lab.example/note> "{text}" .\n', knowledge)[1] == []


def test_rows_are_bounded_and_the_rest_is_counted(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """What joins is kept however late it comes."""
    monkeypatch.setattr(joining, "MAX_KEPT", 10)
    text = "".join(mention(f"https://omim.org/entry/{number}") for number in (*range(900_000, 900_050), 166350))
    work = Joining(knowledge, open_vocabulary(None))
    work.note(text.encode())
    outcomes = [row.outcome for row in work.rows()]
    assert (outcomes.count(Outcome.ABSENT), outcomes.count(Outcome.JOINED)) == (10, 1)
    assert work.further == {Outcome.ABSENT: 40}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["join", *map(str, arguments)])


SYNTAXES = {
    "mine.ttl": f"@prefix m: <http://purl.uniprot.org/mim/> . <{SUBJECT}> <https://lab.example/has> m:166350 .",
    "mine.nt": mention("http://purl.uniprot.org/mim/166350"),
    "mine.jsonld": f'{{"@id": "{SUBJECT}", "https://lab.example/has": {{"@id": "http://purl.uniprot.org/mim/166350"}}}}',
}


@pytest.mark.parametrize("name", SYNTAXES)
@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nt", ".nq"])
def test_the_command_reads_any_syntax_and_writes_the_one_named(
    name: str, suffix: str, release: Path, tmp_path: Path
) -> None:
    file, out, report = tmp_path / name, tmp_path / f"out{suffix}", tmp_path / "report.tsv"
    file.write_text(SYNTAXES[name], encoding="utf-8")
    result = run(file, "-o", out, "--report", report, "--data", release)
    assert result.exit_code == 0, result.output
    store = Store()
    store.load(path=str(out))
    assert any(store.quads_for_pattern(GNAS, OBO.RO_0004013, CONDITION, None))
    assert (
        report.read_text(encoding="utf-8").splitlines()[1].startswith("joined\thttp://purl.uniprot.org/mim/166350\t1")
    )
    assert sorted(tmp_path.iterdir()) == sorted([file, out, report])


OWN = (
    f"<{SUBJECT}> <https://lab.example/has> <http://purl.uniprot.org/mim/166350> <https://lab.example/g> .\n"
    f'<{SUBJECT}> <https://lab.example/note> "a <b> ."@en .\n'
)


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nt", ".nq"])
def test_one_s_own_statements_stay_and_come_first(suffix: str, release: Path, tmp_path: Path) -> None:
    file, whole, added = tmp_path / "mine.nq", tmp_path / f"whole{suffix}", tmp_path / f"added{suffix}"
    file.write_text(OWN, encoding="utf-8")
    assert run(file, "-o", whole, "--data", release).exit_code == 0
    assert run(file, "-o", added, "--data", release, "--added-only").exit_code == 0
    own = list(parse(OWN, format=RdfFormat.N_QUADS))
    with_graphs = suffix in {".trig", ".nq"}
    first = [quad if with_graphs else Quad(*quad.triple) for quad in own]
    found = list(parse(path=whole))
    assert found[:2] == first
    assert set(found[2:]) == set(parse(path=added))
    assert len(found) > 20


def test_without_a_file_to_write_the_statements_go_to_stdout_and_words_to_stderr(release: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.nt"
    file.write_text(mention("http://purl.uniprot.org/mim/166350"), encoding="utf-8")
    result = run(file, "--data", release)
    assert result.exit_code == 0, result.stderr
    found = set(parse(result.stdout, format=RdfFormat.N_QUADS))
    assert Quad(GNAS, OBO.RO_0004013, CONDITION) in found
    assert result.stderr == f"read 1 statements, added {len(found) - 1:,}\n        1  joined\n"


def test_the_summary_counts_and_says_where_the_reasons_are(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MAX_KEPT", 2)
    file, report = tmp_path / "mine.nt", tmp_path / "report.tsv"
    numbers = (166350, *range(900_000, 900_005))
    file.write_text("".join(mention(f"https://omim.org/entry/{number}") for number in numbers), encoding="utf-8")
    short = run(file, "-o", tmp_path / "out.nt", "--data", release).stderr.splitlines()
    assert short[0].startswith("read 6 statements, added ")
    assert short[1:] == [
        "        1  joined",
        "        2  no such condition or gene (further mentions, not listed: 3)",
        "--report FILE tells why each did not join",
    ]
    with_report = run(file, "-o", tmp_path / "out.nt", "--data", release, "--report", report).stderr.splitlines()
    assert with_report == short[:-1]
    assert len(report.read_text(encoding="utf-8").splitlines()) == 1 + 3


def test_a_file_that_mentions_nothing_is_said_to(release: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.nt"
    file.write_text(mention("https://lab.example/blood-count"), encoding="utf-8")
    result = run(file, "-o", tmp_path / "out.nt", "--data", release)
    assert result.exit_code == 0
    assert result.stderr == (
        "read 1 statements, added 0\n  nothing in it is a disease or gene in any form known here\n"
    )
    assert (tmp_path / "out.nt").read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left_there(
    option: str, release: Path, tmp_path: Path
) -> None:
    file, taken = tmp_path / "mine.nt", tmp_path / "taken.tsv"
    file.write_text(mention("http://purl.uniprot.org/mim/166350"), encoding="utf-8")
    taken.mkdir()
    for place in (taken, tmp_path / "no-folder" / "out.nt"):
        result = run(file, option, place, "--data", release)
        assert result.exit_code == 3
        assert f"{place}: cannot be written: " in result.stderr
    assert sorted(tmp_path.iterdir()) == [file, taken]


def test_how_far_it_is_is_told(release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "EVERY", 0.05)
    monkeypatch.setattr(command, "EVERY", 0.0)
    file = tmp_path / "mine.nt"
    file.write_text(mention("http://purl.uniprot.org/mim/166350") * 20_000, encoding="utf-8")
    result = run(file, "-o", tmp_path / "out.nt", "--data", release)
    assert re.search(r"mine\.nt: read \d+% …", result.stderr)
    assert "mine.nt: joined 100% …" in result.stderr
    assert "read 20,000 statements, added " in result.stderr


BAD = {
    "prose": b"Dear colleague, the diseases are OMIM:166350 and others.",
    "empty": b"",
    "page": b"<!doctype html><html></html>",
    "cut": b"<https://lab.example/a> <https://lab.example/b> <https://lab.exa",
    "archive": b"PK\x03\x04 and so on",
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_file_in_no_syntax_is_refused_and_writes_nothing(data: bytes, release: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "mine.ttl", tmp_path / "out.ttl"
    file.write_bytes(data)
    result = run(file, "-o", out, "--data", release)
    assert result.exit_code == 3
    assert str(file) in result.stderr
    assert not out.exists()
