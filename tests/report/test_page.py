"""The page: whole in itself, safe whatever the words, and fit for keyboard, screen reader, paper and phone."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from mendelgraph.alignments import AlignedName, Match, NameUse, Scope
from mendelgraph.evaluation import FieldScore
from mendelgraph.identifiers import parse_curie
from mendelgraph.records import Disagreement, Refusal, RefusalKind, Said
from mendelgraph.report import BuildReport, Changes, ConditionNotes, FindingGroup, Unresolved, write_html, write_json
from mendelgraph.report.notes import CodesDiffer, ListAgainstProse, TurnedDown
from mendelgraph.report.quality import Checked, Measured, Quality
from mendelgraph.report.rot import Rot
from mendelgraph.vocabulary.terms import VocabularySource

HOSTILE = "<script>alert('x')</script>\" onload=\"x"
MONDO, DOID = parse_curie("MONDO:0000009"), parse_curie("DOID:1")


def make_report(word: str = "nail disease") -> BuildReport:
    """Return a report in which every list has a row, with `word` wherever a source could put words."""
    use = NameUse(MONDO, word, "label", word, word)
    name = AlignedName(word, Scope.RELATED, False, also_names=(use,), shared_with=("b",), scope_disputed_by=(use,))
    notes = ConditionNotes(
        "a",
        word,
        conflicts=(name,),
        turned_down=(TurnedDown("a", word, MONDO, word, word, word),),
        codes_differ=(CodesDiffer("a", word, "DOID", ((DOID, (word,)), (parse_curie("DOID:2"), (word,)))),),
        lists=(ListAgainstProse("a", word, "genes", (word,), (word,), (word,)),),
        disputed=(name,),
    )
    counts = Counter(
        {
            ("stated", "names"): 2,
            ("coverage", "MONDO"): 1,
            ("linked", "MONDO"): 2,
            ("mappings", Match.EXACT.value, "MONDO"): 1,
            ("inheritance", "autosomal-dominant"): 2,
            ("genes-per-condition", "1"): 2,
            ("names", "hasRelatedSynonym"): 3,
            ("witnesses", "names in Mondo", "for"): 2,
            ("witnesses", "names in GARD", "another"): 2,
            ("agreement", "names in GARD", "names in Mondo", "differ"): 2,
        }
    )
    return BuildReport(
        forms={"page-text": 2},
        conditions=2,
        gene_pages=0,
        refusals=tuple(Refusal(word, kind, word) for kind in RefusalKind),
        disagreements=(Disagreement("a", word, (Said(word, (word,)),)),),
        counts=counts,
        triples={"stated": 1234},
        findings=(FindingGroup("warning", word, 1, (word,)),),
        vocabularies=(VocabularySource(word, word, word, word, word, word),),
        version=word,
        notes=(notes,),
        unresolved=(
            Unresolved("a", word, "no-match", word, word, ((MONDO, word),)),
            Unresolved("", "", word, word, word),
        ),
        rot=(Rot("a", word, MONDO, word, "obsolete", ((DOID, word),)),),
        changes=Changes(word, ("a",), ("gone",), ("a",), ("a",)),
        quality=Quality((Measured(word, word, 2, (FieldScore(word, 1, 1, 1),)),), Checked(2, {word: {"right": 2}})),
    )


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(write_html(make_report()))


def test_words_from_sources_stay_words():
    text = write_html(make_report(HOSTILE))
    page = html.document_fromstring(text)
    assert "<script" not in text
    assert not page.xpath("//script | //*[@*[starts-with(name(), 'on')]]")
    assert text.count("&lt;script&gt;") >= 25


def test_nothing_is_asked_of_elsewhere(page):
    text = write_html(make_report())
    assert not page.xpath("//link | //img | //iframe | //object | //*[@src] | //base")
    assert not re.search(r"url\(|@import", page.findtext(".//style"))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "javascript:" not in text


def test_a_link_of_a_vocabulary_leads_to_the_web_or_is_no_link():
    report = make_report()
    sources = tuple(
        VocabularySource(key, key, "1", "", url, "")
        for key, url in (("one", "https://mondo.example.org/"), ("two", "javascript:alert(1)"))
    )
    page = html.document_fromstring(write_html(replace(report, vocabularies=sources)))
    links = page.xpath("//section[@aria-labelledby='sources']//a/@href")
    assert links == ["https://mondo.example.org/"]


def test_the_contents_lead_to_every_chapter(page):
    links = [href.removeprefix("#") for href in page.xpath("//nav//a/@href")]
    assert links == page.xpath("//main//h2/@id")
    assert len(links) == 14
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]


def test_ids_are_unique_and_every_reference_to_one_leads_somewhere(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = {name for value in page.xpath("//@aria-labelledby") for name in value.split()}
    assert referred <= set(ids)
    assert {href.removeprefix("#") for href in page.xpath("//a/@href[starts-with(., '#')]")} <= set(ids)


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_chart_has_a_title_a_description_and_its_figures_as_text(page):
    charts = page.xpath("//figure//svg")
    assert len(charts) == 4
    for chart in charts:
        assert chart.get("role") == "img"
        assert chart.findtext("title")
        description = chart.findtext("desc")
        texts = [text.text for text in chart.findall("text")]
        pairs = zip(texts[::2], texts[1::2], strict=True)
        assert description == "; ".join(f"{label}: {figure}" for label, figure in pairs)


def test_every_table_has_named_columns_or_rows(page):
    for table in page.xpath("//table"):
        assert table.xpath(".//th[@scope]") or table.xpath(".//td[.='none']")
    for region in page.xpath("//div[@class='scroll']"):
        assert region.get("tabindex") == "0"
        assert region.get("aria-label")


def test_long_lists_are_folded(page):
    folded = {summary.text_content().strip() for summary in page.xpath("//details[not(@open)]/summary")}
    assert {"The ledger 1 names", "No term was found for the condition 1, no-match"} <= folded


@pytest.mark.parametrize(
    ("chapter", "words"),
    [
        ("changes", "Compared with release nail disease."),
        ("agreement", "0 % 2"),
        ("coverage", "MONDO 1 50 % 2 1 0 0 0 0 0"),
        ("quality", "0.500 0.500 0.500 1 1 1"),
        ("refused", "MONDO:0000009 nail disease"),
        ("open", "What settles it: write a decision."),
        ("rot", "obsolete DOID:1 nail disease"),
    ],
)
def test_what_a_chapter_says(page, chapter, words):
    [section] = page.xpath(f"//section[@aria-labelledby='{chapter}']")
    text = " ".join(" ".join(section.itertext()).split())
    assert words in text


def test_an_empty_report_says_so_instead_of_showing_empty_tables():
    empty = BuildReport({}, 0, 0, (), (), {}, {}, (), ())
    text = write_html(empty)
    for words in ("nothing to compare with", "No match was turned down", "No figures are recorded", "No name of a"):
        assert words in text


def test_print_and_darkness_are_provided_for(page):
    style = page.findtext(".//style")
    assert "@media print" in style
    assert "prefers-color-scheme: dark" in style
    assert page.xpath("//meta[@name='viewport']")


def test_the_same_report_gives_the_same_bytes():
    assert write_html(make_report()) == write_html(make_report())
    assert write_json(make_report()) == write_json(make_report())


def test_json_has_every_list_of_the_page():
    content = json.loads(write_json(make_report()))
    lists = ("refused", "disagreements", "findings", "vocabularies", "conflicts", "turned-down", "codes-differ")
    assert all(content[name] for name in (*lists, "lists-against-prose", "unresolved", "rot"))
    assert content["changes"]["removed"] == ["gone"]
    assert content["quality"]["measured"][0]["scores"][0]["f1"] == 0.5
    assert content["counts"]["mappings"]["exactMatch"]["MONDO"] == 1


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


def test_a_release_has_the_report_in_all_its_forms(release):
    page = html.document_fromstring((release / "report.html").read_text(encoding="utf-8"))
    content = json.loads((release / "report.json").read_text(encoding="utf-8"))
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    assert {"report.html", "report.json", "unresolved.tsv", "conflicts.tsv"} <= manifest["files"].keys()
    assert len(manifest["conditions"]) == content["read"]["conditions"]
    assert content["version"] == manifest["version"] in page.findtext(".//h1")
    rows = (release / "conflicts.tsv").read_text(encoding="utf-8").splitlines()
    assert len(rows) - 1 == len(content["conflicts"])
    unresolved = (release / "unresolved.tsv").read_text(encoding="utf-8").splitlines()
    assert len(unresolved) - 1 == len(content["unresolved"])


@pytest.mark.parametrize(
    ("name", "bearer"),
    [
        ("Osteoma cutis", "HP:0025027"),
        ("Ectopic ossification", "HP:0011986"),
        ("Heterotopic ossification", "HP:0011986"),
        ("Myositis ossificans progressiva", "MONDO:0003964"),
    ],
)
def test_the_collisions_of_progressive_osseous_heteroplasia_are_in_the_ledger(release, name, bearer):
    rows = [line.split("\t") for line in (release / "conflicts.tsv").read_text(encoding="utf-8").splitlines()]
    found = {(row[0], row[4]) for row in rows if row[1] == "progressive-osseous-heteroplasia"}
    assert (name, bearer) in found
