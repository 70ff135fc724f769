"""Gene records, from the page, the API and the bulk file."""

from __future__ import annotations

import json

import pytest

from mendelgraph.records import ExternalId, GeneRecord, RefusalKind, RelatedCondition, Role
from tests.sources.pages import read

PAGE = """<!DOCTYPE html><html id="gene"><head><link rel="canonical" href="https://medlineplus.gov/genetics/gene/toe1/">
</head><body><h1 class="with-also">TOE1 gene</h1> <span class="alsocalled">toe hardening factor 1</span>
<div class="mp-exp exp-full" data-bookmark="function"><h2>Normal Function</h2><section><div class="mp-content">
<p>The <em>TOE1</em> gene is for toes.</p><ul><li>Soft ones</li><li>Hard ones</li></ul></div></section></div>
<div class="mp-exp exp-full" data-bookmark="conditions"><h2>Health Conditions</h2><section>
<div class="mp-content mp-exp"><h3>Marble toe syndrome</h3><p>It hardens.</p>
<a class="more-info-link" href="/genetics/condition/marble-toe-syndrome/">More</a></div>
<div class="mp-content mp-exp"><h3>Cancers</h3><p>They differ.</p></div></section></div>
<div class="mp-exp" data-bookmark="synonyms"><h2>Other Names</h2><section>
<ul><li>THF</li> <li>toe factor</li></ul></section></div>
<div class="mp-exp" data-bookmark="resources"><h2>Resources</h2><section><div class="mp-content"><h2>OMIM</h2>
<ul><li><a href="https://omim.org/entry/605378">TOE FACTOR</a></li></ul></div></section></div>
<aside>On <a href="https://medlineplus.gov/genetics/chromosome/12/">chromosome 12</a>.</aside></body></html>"""

RECORD = {
    "gene-symbol": "TOE1",
    "name": "toe hardening factor 1",
    "ghr-page": "https://ghr.nlm.nih.gov/gene/TOE1",
    "text-list": [{"text": {"text-role": "function", "html": "<p>The <i>TOE1</i> gene is for toes.</p>"}}],
    "related-health-condition-list": {
        "related-health-condition": {
            "name": "Marble toe syndrome",
            "ghr-page": "https://ghr.nlm.nih.gov/condition/marble-toe-syndrome",
        }
    },
    "synonym-list": [{"synonym": "THF"}, {"synonym": "toe factor"}],
    "db-key-list": [{"db-key": {"db": "OMIM", "key": "605378"}}],
}

BULK = """<summaries xmlns="https://medlineplus.gov/download/ghr-summaries-20250602.xsd"><gene-summary>
<gene-symbol>TOE1</gene-symbol><name>toe hardening factor 1</name>
<ghr-page>https://medlineplus.gov/genetics/gene/toe1</ghr-page>
<text-list><text><text-role>function</text-role><html><p xmlns="http://www.w3.org/1999/xhtml">The <i>TOE1</i> gene is
for toes.</p></html></text></text-list>
<related-health-condition-list><related-health-condition><name>Marble toe syndrome</name>
<ghr-page>https://medlineplus.gov/genetics/condition/marble-toe-syndrome</ghr-page></related-health-condition>
</related-health-condition-list><synonym-list><synonym>THF</synonym><synonym>toe factor</synonym></synonym-list>
<db-key-list><db-key><db>OMIM</db><key>605378</key></db-key></db-key-list></gene-summary></summaries>"""

FORMS = {"html": PAGE, "json": json.dumps(RECORD), "bulk": BULK}


def read_gene(form: str) -> GeneRecord:
    (record,) = read(FORMS[form].encode())
    assert isinstance(record, GeneRecord), record
    return record


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_gene(form: str) -> None:
    record = read_gene(form)
    assert (record.symbol, record.names[0].value) == ("TOE1", "toe hardening factor 1")
    assert [said.value for said in record.other_names] == ["THF", "toe factor"]
    assert [said.value for said in record.conditions] == [
        RelatedCondition("Marble toe syndrome", "marble-toe-syndrome")
    ]
    assert [said.value for said in record.identifiers] == [ExternalId("OMIM", "605378")]
    (function,) = [said.value.text for said in record.sections if said.value.role is Role.FUNCTION]
    assert function.split("\n\n")[0] == "The TOE1 gene is for toes."


def test_lists_in_prose_are_kept_item_by_item() -> None:
    (function,) = [said.value.text for said in read_gene("html").sections if said.value.role is Role.FUNCTION]
    assert function.split("\n\n")[1:] == ["Soft ones", "Hard ones"]


def test_conditions_without_a_page_are_prose_alone() -> None:
    record = read_gene("html")
    (prose,) = [said.value.text for said in record.sections if said.value.role is Role.CONDITIONS]
    assert prose.split("\n\n") == ["Marble toe syndrome", "It hardens.", "Cancers", "They differ."]
    assert [said.value for said in record.chromosome] == ["12"]


@pytest.mark.parametrize("symbol", ["TOE2", "", "<b>", "../x"])
def test_a_symbol_that_is_not_the_addresss_is_refused(symbol: str) -> None:
    record = {**RECORD, "gene-symbol": symbol, "ghr-page": f"https://ghr.nlm.nih.gov/gene/{'TOE1' if symbol else ''}"}
    (refusal,) = read(json.dumps(record).encode())
    assert refusal.kind is RefusalKind.BROKEN  # type: ignore[union-attr]


def test_a_topic_index_gives_names_and_other_names() -> None:
    index = """<genetics_home_reference_topic_list><topic id="Conditions"><title>Conditions</title><topics>
    <topic><title>Marble toes</title><url>https://medlineplus.gov/genetics/condition/marble-toes</url>
    <other_names><name>MT</name><name>stone toes</name></other_names></topic></topics></topic>
    <topic id="Genes"><topics><topic><title>TOE1</title><url>https://medlineplus.gov/genetics/gene/toe1</url></topic>
    </topics></topic></genetics_home_reference_topic_list>"""
    record, others = read(index.encode())
    assert record.name == "Marble toes"  # type: ignore[union-attr]
    assert [said.value for said in record.other_names] == ["MT", "stone toes"]  # type: ignore[union-attr]
    assert others.reason.startswith("1 topics")  # type: ignore[union-attr]
