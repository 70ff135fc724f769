"""The embedded catalogue: its layout, what it covers, and that its prose is our own."""

from __future__ import annotations

import csv
import re
import subprocess
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree, html

from mendelgraph.extract import extract
from mendelgraph.facts import GeneRole, StatedRecord
from mendelgraph.resources import resources
from mendelgraph.sources import read
from mendelgraph.sources.citations import parse_citation

DATA = resources() / "data"
PAGES = {path.stem: path for path in sorted((DATA / "conditions").glob("*.txt"))}
PROSE_HEADINGS = ("Description", "Frequency", "Causes", "Inheritance")
LIST_HEADINGS = ("Other Names for This Condition", "Additional Information & Resources", "References")
RESOURCES = (
    "Genetic and Rare Diseases Information Center",
    "Patient Support and Advocacy Resources",
    "Catalog of Genes and Diseases from OMIM",
    "Scientific Articles on PubMed",
)
NOTICE = "no substitute for medical care"

# What the coverage table must show, and words by which a page shows it.
SHOWS = {
    "imprinting, paternal copy": r"paternal copy of the",
    "imprinting, maternal copy": r"maternal copy of the",
    "autosomal dominant": r"autosomal dominant pattern",
    "autosomal recessive": r"autosomal recessive pattern",
    "X-linked dominant": r"X-linked dominant pattern",
    "X-linked recessive": r"X-linked recessive pattern",
    "Y-linked": r"called Y-linked",
    "mitochondrial": r"mitochondrial pattern",
    "codominant": r"codominant pattern",
    "digenic": r"digenic inheritance",
    "polygenic": r"combination of genetic and environmental factors|multiple genes, together with environmental",
    "not inherited": r"not inherited",
    "sporadic": r"are sporadic",
    "de novo": r"new mutations|new deletion|random event",
    "unknown pattern": r"inheritance pattern is unknown",
    "no clear pattern": r"no clear pattern of inheritance",
    "chromosomal deletion": r"deletion of .{0,40}chromosome",
    "incomplete penetrance": r"reduced penetrance|incomplete penetrance",
    "somatic mosaicism": r"called mosaicism",
    "uniparental disomy": r"uniparental disomy",
    "no other names": r"^(?![\s\S]*Other Names for This Condition)",
    "non-ASCII name": r"(?m)^[^\n]*[^\x00-\x7f][^\n]*\n\nDescription",
    "a name shared": r"  • Myositis ossificans progressiva\n",
    "one gene, several conditions": r"the GNAS gene",
    "one condition, many genes": r"at least \d+ genes",
}


@cache
def read_page(slug: str) -> str:
    return PAGES[slug].read_text(encoding="utf-8")


def split_page(slug: str) -> tuple[list[str], dict[str, list[str]]]:
    """Return the lines before the first heading, and the blocks below each heading in order."""
    head: list[str] = []
    sections: dict[str, list[str]] = {}
    for block in re.split(r"\n\n", read_page(slug).rstrip("\n")):
        if block in {*PROSE_HEADINGS, *LIST_HEADINGS}:
            assert block not in sections
            sections[block] = []
        elif sections:
            sections[list(sections)[-1]].append(block)
        else:
            head.append(block)
    return head, sections


def bullets(block: str) -> list[str]:
    return [line.removeprefix("  • ") for line in block.splitlines()]


def coverage() -> dict[str, tuple[set[str], list[str]]]:
    """Return what the table of data/README.md says of each page: what it shows, and the gene symbols of its facts."""
    rows = re.findall(
        r"^\| `([a-z0-9-]+)` \| (.+?) \| (.+?) \|$", (DATA / "README.md").read_text("utf-8"), re.MULTILINE
    )
    return {
        slug: (
            {part.strip() for part in shows.split(";")},
            re.findall(r"\b(?!HPO)[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*\b", facts),
        )
        for slug, shows, facts in rows
    }


def test_the_table_has_a_row_for_each_page_and_no_other() -> None:
    assert set(coverage()) == set(PAGES)
    assert len(PAGES) >= 16


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_states_the_genes_that_the_table_gives_it(slug: str) -> None:
    _, symbols = coverage()[slug]
    causes = " ".join(split_page(slug)[1]["Causes"])
    missing = [symbol for symbol in symbols if not re.search(rf"\b{symbol}\b", causes)]
    assert not missing
    assert symbols


@pytest.mark.parametrize("feature", SHOWS)
def test_what_the_table_says_a_page_shows_stands_in_it(feature: str) -> None:
    claimed = {slug for slug, (shown, _) in coverage().items() if any(part.startswith(feature) for part in shown)}
    assert claimed, f"no row of data/README.md shows {feature!r}"
    assert {slug for slug in claimed if not re.search(SHOWS[feature], read_page(slug))} == set()


def test_a_shared_name_and_a_shared_gene_are_in_several_pages() -> None:
    both = {slug for slug in PAGES if "  • Myositis ossificans progressiva\n" in read_page(slug)}
    gnas = {slug for slug in PAGES if re.search(r"\bGNAS\b", " ".join(split_page(slug)[1]["Causes"]))}
    assert both == {"progressive-osseous-heteroplasia", "fibrodysplasia-ossificans-progressiva"}
    assert len(gnas) == 3


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_has_the_layout_of_the_source(slug: str) -> None:
    head, sections = split_page(slug)
    assert head[0] == f"URL of this page: https://medlineplus.gov/genetics/condition/{slug}/"
    assert len(head) == 2
    order = [heading for heading in (*PROSE_HEADINGS, *LIST_HEADINGS) if heading in sections]
    assert list(sections) == order
    assert order[:4] == list(PROSE_HEADINGS)
    *last_items, notice = sections[order[-1]]
    assert NOTICE in notice
    assert last_items
    assert set(sections["Additional Information & Resources"]) - {notice} <= set(RESOURCES)
    for heading in LIST_HEADINGS[::2]:
        for block in [block for block in sections.get(heading, []) if block != notice]:
            assert all(line.startswith("  • ") for line in block.splitlines())


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_is_short_and_clean(slug: str) -> None:
    text = read_page(slug)
    _, sections = split_page(slug)
    assert unicodedata.normalize("NFC", text) == text
    assert "\t" not in text
    assert re.search(r"[ \t]\n|\n\n\n|\S  ", text) is None
    for heading, most in zip(PROSE_HEADINGS, (3, 3, 5, 5), strict=True):
        assert 1 <= len(re.findall(r"[.?!](?:\s|$)", "\n".join(sections[heading]))) <= most, heading


def test_the_page_on_progressive_osseous_heteroplasia_is_complete() -> None:
    _, sections = split_page("progressive-osseous-heteroplasia")
    assert bullets(sections["Other Names for This Condition"][0]) == [
        "Cutaneous ossification",
        "Ectopic ossification",
        "Heterotopic ossification",
        "Myositis ossificans progressiva",
        "Osteodermia",
        "Osteoma cutis",
        "Osteosis cutis",
        "POH",
    ]
    citations = [parse_citation(text) for text in bullets(sections["References"][0])]
    assert [citation.fields.authors[0] for citation in citations if citation.fields] == [
        "Adegbite NS",
        "Aynaci O",
        "Chan I",
        "Pignolo RJ",
        "Plagge A",
        "Shore EM",
        "Shore EM",
        "Weinstein LS",
    ]
    assert sections["Additional Information & Resources"] == list(RESOURCES)


def test_names_are_spelt_as_they_are() -> None:
    assert split_page("alstrom-syndrome")[0][1] == "Alström syndrome"
    assert split_page("behcet-disease")[0][1] == "Behçet disease"


def test_ids_of_citations_are_of_articles_that_pages_cite() -> None:
    rows = list(csv.DictReader((DATA / "mappings/citations.tsv").read_text("utf-8").splitlines(), delimiter="\t"))
    cited = {
        citation.fields.doi
        for slug in PAGES
        for block in split_page(slug)[1].get("References", [])
        for citation in map(parse_citation, bullets(block))
        if citation.fields
    }
    assert [tuple(row) for row in rows] == [("doi", "pmid", "pmcid", "source")] * len(rows)
    assert {row["doi"] for row in rows} <= cited
    assert {(row["pmid"], row["pmcid"]) for row in rows} == {
        ("11784876", ""),
        ("25674011", "PMC4321643"),
        ("18553568", ""),
    }


class Stated(NamedTuple):
    """What a page states, as the extractor must read it: genes that cause, other genes, modes, qualifiers, copy."""

    causes: str
    others: str
    modes: str
    qualifiers: str = ""
    copy: str = ""


STATED = {
    "alpha-1-antitrypsin-deficiency": Stated("SERPINA1", "", "semidominant"),
    "alstrom-syndrome": Stated("ALMS1", "", "autosomal-recessive"),
    "angelman-syndrome": Stated("UBE3A", "OCA2", "sporadic", "imprinted uniparental-disomy", "maternal"),
    "ankylosing-spondylitis": Stated("", "ERAP1 HLA-B IL1A IL23R", "polygenic"),
    "autoimmune-addison-disease": Stated("", "HLA-DRB1", "polygenic unknown"),
    "bardet-biedl-syndrome": Stated(
        "ARL6 BBS1 BBS10 BBS12 BBS2 BBS4 BBS5 BBS7 BBS9 CEP290 MKKS MKS1 TRIM32 TTC8", "", "autosomal-recessive"
    ),
    "behcet-disease": Stated("", "HLA-B", "polygenic sporadic unknown"),
    "cri-du-chat-syndrome": Stated("", "CTNND2", "sporadic", "de-novo"),
    "fibrodysplasia-ossificans-progressiva": Stated("ACVR1", "", "autosomal-dominant", "de-novo"),
    "focal-dermal-hypoplasia": Stated("PORCN", "", "x-linked-dominant", "de-novo somatic-mosaicism"),
    "hemophilia": Stated("F8 F9", "", "x-linked-recessive"),
    "leber-hereditary-optic-neuropathy": Stated(
        "MT-ND1 MT-ND4 MT-ND4L MT-ND6", "", "mitochondrial", "incomplete-penetrance"
    ),
    "mccune-albright-syndrome": Stated("GNAS", "", "sporadic", "somatic-mosaicism"),
    "myoclonus-dystonia": Stated("SGCE", "", "autosomal-dominant", "imprinted", "paternal"),
    "ovarian-cancer": Stated("TP53", "BRCA1 BRCA2", "autosomal-dominant sporadic", "somatic-mosaicism"),
    "primary-macronodular-adrenal-hyperplasia": Stated(
        "ARMC5 GNAS", "", "autosomal-dominant sporadic", "incomplete-penetrance somatic-mosaicism"
    ),
    "progressive-osseous-heteroplasia": Stated("GNAS", "", "autosomal-dominant", "imprinted", "paternal"),
    "rotor-syndrome": Stated("SLCO1B1 SLCO1B3", "", "autosomal-recessive digenic"),
    "y-chromosome-infertility": Stated("USP9Y", "", "y-linked", "de-novo"),
}


@pytest.fixture(scope="module")
def stated() -> dict[str, Stated]:
    """Return what the extractor reads on each page."""
    catalogue = read(DATA / "conditions")
    assert catalogue.refusals == ()
    return {record.slug: summarise(extract(record)) for record in catalogue.conditions}


def summarise(record: StatedRecord) -> Stated:
    def join(words: Iterable[str]) -> str:
        return " ".join(sorted(set(words)))

    return Stated(
        join(gene.symbol for gene in record.genes if gene.role is GeneRole.CAUSES),
        join(gene.symbol for gene in record.genes if gene.role is not GeneRole.CAUSES),
        join(fact.mode.value for fact in record.inheritance),
        join(fact.qualifier.value for fact in record.qualifiers),
        join(fact.copy.value for fact in record.origins),
    )


@pytest.mark.parametrize("slug", STATED)
def test_a_page_states_its_facts_so_that_they_are_read(slug: str, stated: dict[str, Stated]) -> None:
    assert stated[slug] == STATED[slug]


def test_every_page_has_a_row_of_facts(stated: dict[str, Stated]) -> None:
    assert set(stated) == set(STATED) == set(PAGES)


def test_the_facts_of_the_seed_page_are_on_ours(shared: Path) -> None:
    seed = (shared / "medlineplus/seed/progressive-osseous-heteroplasia.txt").read_text(encoding="utf-8")
    for heading in ("Other Names for This Condition", "References"):
        theirs = seed.partition(f"\n{heading}\n")[2].partition("\n\nAdditional")[0]
        theirs_items = [line.strip() for line in theirs.splitlines() if "•" in line]
        ours = [f"• {item}" for item in bullets(split_page("progressive-osseous-heteroplasia")[1][heading][0])]
        assert ours == theirs_items, heading


# MedQuAD has no page of it; data/README.md says where its facts come from.
WITHOUT_SOURCE = {"angelman-syndrome"}


def test_other_names_are_those_of_the_source(shared: Path) -> None:
    theirs = {}
    for path in (shared / "medlineplus/medquad-ghr").glob("*.xml"):
        root = etree.parse(path).getroot()
        slug = root.get("url", "").rpartition("/")[2]
        if slug in PAGES:
            theirs[slug] = {node.text for node in root.iter("Synonym")}
    assert set(theirs) == set(PAGES) - WITHOUT_SOURCE
    for slug, names in theirs.items():
        sections = split_page(slug)[1]
        ours = set(bullets(sections["Other Names for This Condition"][0])) if names else set()
        if slug != "progressive-osseous-heteroplasia":
            assert ours == names, slug


def sentences_of(text: str) -> set[str]:
    """Return the sentences of six words and more, letters and digits alone, accents off."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    parts = (
        re.findall(r"[a-z0-9]+", part.lower()) for part in re.split(r"[.?!;:](?=\s|$|[A-Z])|\n\s*\n|\n\s*•", plain)
    )
    return {" ".join(words) for words in parts if len(words) >= 6}


def prose_of(path: Path) -> str:
    """Return the running prose of a file of the source; names, headings and references are facts."""
    if path.suffix == ".xml":
        root = etree.parse(path).getroot()
        tags = {"Answer", "description", "frequency", "causes", "inheritance"}
        return "\n\n".join("".join(node.itertext()) for node in root.iter() if node.tag in tags)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        root = html.fromstring(text)
        return "\n\n".join(node.text_content() for node in root.xpath("//p"))
    if path.suffix == ".txt":
        _, _, body = text.partition("\nDescription\n")
        return re.sub(r"\nOther Names for This Condition\n[\s\S]*?\nReferences\n(?:.*•.*\n|\s*\n)*", "\n\n", body)
    return re.sub(r"<[^>]+>|\\n", "\n\n", text)


@cache
def sentences_of_the_source(shared: Path) -> frozenset[str]:
    wanted = {".xml", ".html", ".txt", ".json", ".csv"}
    paths = (path for path in sorted((shared / "medlineplus").rglob("*")) if path.suffix in wanted)
    return frozenset(sentence for path in paths for sentence in sentences_of(prose_of(path)))


def test_the_check_of_sentences_finds_a_copied_one(shared: Path) -> None:
    source = sentences_of_the_source(shared)
    assert len(source) > 20_000
    seed = (shared / "medlineplus/seed/progressive-osseous-heteroplasia.txt").read_text(encoding="utf-8")
    assert len(sentences_of(seed.partition("\nDescription\n")[2].partition("\nFrequency\n")[0]) & source) >= 4


def tracked_files() -> list[Path]:
    """Return the text files of the project, as git knows them; all below data/ where git is not there."""
    top = Path(__file__).resolve().parents[1]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=top, capture_output=True, text=True, check=False)
    paths = [top / name for name in listed.stdout.split("\0") if name] or sorted(DATA.rglob("*"))
    return [path for path in paths if path.is_file() and path.suffix not in {".gz", ".png", ".svg"}]


def test_no_sentence_of_the_source_is_in_the_project(shared: Path) -> None:
    source = sentences_of_the_source(shared)
    copied = {
        str(path): sorted(found)
        for path in tracked_files()
        if (found := sentences_of(path.read_text(encoding="utf-8").replace('"', ". ")) & source)
    }
    assert copied == {}, "write these sentences in your own words"
