"""Everything that reads what others wrote, as functions of bytes, with examples to begin with.

Each must take any bytes: give a value, or raise one of ANSWERS. Hypothesis and atheris both draw on them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from mendelgraph.align.curated import COLUMNS, collect_curated, read_curated
from mendelgraph.errors import MendelgraphError
from mendelgraph.evaluation.sample import SampleRow, read_sample
from mendelgraph.extract import extract, extract_gene
from mendelgraph.fetch.converter import read_conversion
from mendelgraph.fetch.matcher import read_matches
from mendelgraph.fetch.robots import read_robots
from mendelgraph.fetch.summaries import confirm, read_summaries
from mendelgraph.queries import read_question
from mendelgraph.queries.guard import check_query
from mendelgraph.rdf.guards import check_json_ld, check_xml
from mendelgraph.rdf.syntax import tell_syntax
from mendelgraph.records import ConditionRecord, GeneRecord
from mendelgraph.release import embedded_release
from mendelgraph.resources import resources
from mendelgraph.serve.negotiation import choose
from mendelgraph.serve.problems import Problem
from mendelgraph.serve.protocol import FORM, read_get, read_post, screen
from mendelgraph.serve.reconcile import extend, read_batch, read_object, reconcile
from mendelgraph.serve.reconciling import write_json
from mendelgraph.serve.search import Index, build_index, items_of
from mendelgraph.site.catalogue import Catalogue, read_base, read_catalogue
from mendelgraph.sources import read_documents
from mendelgraph.sources.citations import cite, parse_citation
from mendelgraph.store import open_store
from mendelgraph.vocabulary.compilation import write_contents
from mendelgraph.vocabulary.index import gather
from tests.fuzz.archives import ARCHIVES
from tests.sources.pages import FORMS, Page, read

ANSWERS = (MendelgraphError, Problem)
"""What a reader may raise: a refusal in words."""

CITATIONS = (
    "Doe J, Roe R. Marble toes. J Toes. 2002 Jan 10;34(2):99-106. doi: 10.1000/toes.1.",
    "Roe AB, Doe C. Marble bones. J Bone. 2002 Jan 10;34(2):199-206. doi: 10.1000/b(1)<2>. Epub 2001 Dec 1. Review.",
    "Roe AB. Bones. J Bone. 2002 Sep-Oct;34(2 Suppl):S12-5. Erratum in: J Bone 2002 May 23;34(5):678.",
    "Doe J. Toes. 1993 Feb 10. In: Roe R, editors. Bones [Internet]. Utopia (UT): U; 1993-2024. Available from http://x/",
)
VOCABULARIES = sorted((Path(__file__).parents[1] / "vocabulary" / "forms").iterdir())
QUERIES = sorted((resources() / "queries").glob("*.rq"))
CURATED = "\n".join(
    (
        "# sssom_version: 1.0",
        "\t".join(COLUMNS),
        "ghr:marble-bone\tskos:exactMatch\t\tMONDO:0008153\tsemapv:ManualMappingCuration\tJ. Doe\t1\tthe same name",
    )
)
SAMPLE = "\t".join(SampleRow._fields) + "\na\tA\tMONDO:0000001\tB\texact\t0.9\t\t\tright\tseen\n"
SUMMARIES = b'{"result": {"7": {"articleids": [{"idtype": "doi", "value": "10.1000/x"}], "pubdate": "2002 Jan"}}}'
CONVERTED = b'{"status": "ok", "records": [{"requested-id": "10.1000/x", "doi": "10.1000/x", "pmid": 7}]}'
ROBOTS = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 3\nRequest-rate: 1/5\nSitemap: /x\n"


class Target(NamedTuple):
    """Pair what reads with what it may begin from."""

    read: Callable[[bytes], object]
    examples: Sequence[bytes]


def read_pages(data: bytes) -> None:
    items = read(data)
    assert items
    for item in items:
        if isinstance(item, ConditionRecord):
            assert "/" not in item.slug
            assert ".." not in item.slug
            extract(item)
        elif isinstance(item, GeneRecord):
            extract_gene(item)


def read_archive(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        assert list(read_documents([path]))


def read_reference(data: bytes) -> None:
    found = parse_citation(text_of(data))
    if found.fields:
        assert cite(found.fields)


def read_vocabulary(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        contents, _ = gather([path], progress=lambda _: None)
    with closing(sqlite3.connect(":memory:")) as database:
        write_contents(contents, database)


def read_request(data: bytes) -> None:
    query, _, body = data.partition(b"\n")
    choose(query.decode("latin-1"), ("text/html", "text/turtle"))
    for ask in (partial(read_get, query), partial(read_post, query, FORM, body)):
        with suppress(Problem):
            asked = ask()
            screen(asked.query if asked else "")


@cache
def served() -> tuple[Index, Catalogue]:
    release = embedded_release()
    catalogue = read_catalogue(read_base(release), open_store(release))
    return build_index(items_of(catalogue)), catalogue


def read_names(data: bytes) -> None:
    write_json(reconcile(read_batch(text_of(data)), *served()))


def read_columns(data: bytes) -> None:
    write_json(extend(read_object(text_of(data), "extend"), *served()))


def text_of(data: bytes) -> str:
    return data.decode(errors="replace")


CONTEXT = resources() / "ontology" / "context.jsonld"
READERS = {
    **{form: Target(read_pages, [write(Page())]) for form, write in FORMS.items()},
    **{name: Target(read_archive, [data]) for name, data in ARCHIVES.items()},
    "citation": Target(read_reference, [text.encode() for text in CITATIONS]),
    **{path.name: Target(read_vocabulary, [path.read_bytes()]) for path in VOCABULARIES},
    "query": Target(
        lambda data: read_question("mine", check_query(text_of(data))), [path.read_bytes() for path in QUERIES]
    ),
    "json-ld": Target(lambda data: check_json_ld(data, CONTEXT), [b'{"@id": "urn:x:a", "@type": ["urn:x:b"]}']),
    "rdf-xml": Target(
        lambda data: check_xml(BytesIO(data)),
        [b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'],
    ),
    "syntax": Target(tell_syntax, [b"@prefix x: <urn:x:> . x:a x:b x:c .", b"<urn:x:a> <urn:x:b> <urn:x:c> ."]),
    "curated": Target(lambda data: collect_curated(read_curated(text_of(data), where="x")), [CURATED.encode()]),
    "sample": Target(lambda data: read_sample(text_of(data), where="x"), [SAMPLE.encode()]),
    "summaries": Target(
        lambda data: [confirm(parse_citation(CITATIONS[0]), said) for said in read_summaries(data, "7", "x").values()],
        [SUMMARIES],
    ),
    "conversion": Target(lambda data: read_conversion(data, ["10.1000/x"], "x"), [CONVERTED]),
    "matches": Target(lambda data: read_matches(data, "x"), [b"j bone|2002|34|99|doe j|c1|4711\n"]),
    "robots": Target(lambda data: read_robots(text_of(data)).delay, [ROBOTS]),
    "request": Target(read_request, [b"query=ASK%20%7B%7D&default-graph-uri=urn:x:g\nquery=ASK{}"]),
    "batch": Target(
        read_names,
        [
            b'{"q0": {"query": "osteoma", "type": "condition"}}',
            b'{"\\ud83e\\uddec": {"query": "x", "properties": [{"pid": "gene", "v": "GNAS"}]}}',
        ],
    ),
    "columns": Target(
        read_columns, [b'{"ids": ["id/hgnc/4392", "\\ud83e\\uddec"], "properties": [{"id": "condition"}]}']
    ),
}


def read_anything(data: bytes) -> None:
    """Let the first byte say which reader gets the others."""
    reader = list(READERS.values())[data[0] % len(READERS)] if data else READERS["syntax"]
    reader.read(data[1:])


TARGETS = READERS | {
    "everything": Target(
        read_anything,
        [bytes([number]) + data for number, reader in enumerate(READERS.values()) for data in reader.examples[:1]],
    )
}


def try_target(name: str, data: bytes) -> None:
    """Give bytes to a reader; whatever it raises but an answer is a find."""
    with suppress(*ANSWERS):
        TARGETS[name].read(data)
