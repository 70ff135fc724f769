"""Large hostile inputs: each reader keeps to 2 s a MB and ten times the input in memory, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mendelgraph.records import Role
from tests.sources.pages import FORMS, Page, to_bulk, to_scrape

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 400_000


def filled(piece: str) -> str:
    return (piece * (SIZE // len(piece) + 1))[:SIZE]


PROSE = {
    "one word": filled("a"),
    "sentences": filled("Variants in the GNAS gene cause it. "),
    "no full stop": filled("mutations in the GNAS gene and the "),
    "brackets": filled("(((((["),
    "commas": filled("GNAS, BMP1, "),
    "numbers": filled("1 in 50,000 to 1 in 100,000 "),
    "hyphens": filled("x-linked-"),
    "letters apart": filled("A B "),
    "stops": filled(". "),
    "parents": filled("the paternal copy of the maternal "),
}


def prose(text: str) -> Page:
    sections = (Role.DESCRIPTION, Role.FREQUENCY, Role.CAUSES, Role.INHERITANCE)
    quarter = text[: SIZE // 4]
    return Page(prose=tuple((role, (quarter,)) for role in sections))


def lists() -> Page:
    count = SIZE // 400
    return Page(
        other_names=tuple(f"Stone toes {number}" for number in range(count)),
        genes=tuple((f"GENE{number}", f"https://www.ncbi.nlm.nih.gov/gene/{number}") for number in range(count)),
        references=tuple(
            (f"Doe J. Toes {number}. J Toes. 2002;34(2):{number}-{number + 7}.", "") for number in range(count)
        ),
    )


def flood(form: str, page: Page) -> bytes:
    return FORMS[form](page)


def html(put: str) -> bytes:
    return FORMS["page-html"](Page()).replace(b"<p>", put.encode(), 1)


FLOODS: dict[str, Callable[[], bytes]] = {
    **{
        f"{form} of {name}": partial(flood, form, prose(text))
        for form in ("page-text", "page-html", "api-json", "bulk-xml", "medquad-xml", "scrape-xml")
        for name, text in PROSE.items()
        if form == "page-text" or name in {"one word", "stops"}
    },
    **{f"{form} of lists": partial(flood, form, lists()) for form in FORMS},
    "a citation": lambda: FORMS["page-text"](Page(references=((filled("Doe J, "), ""),))),
    "a citation of stops": lambda: FORMS["page-text"](Page(references=((filled("J. "), ""),))),
    "a citation of semicolons": lambda: FORMS["page-text"](Page(references=((filled("2002;3(4):5-6. "), ""),))),
    "html of open tags": lambda: html("<p>" + filled("<b>")),
    "html of attributes": lambda: html("<p " + filled("a=b ") + ">"),
    "html of entities": lambda: html("<p>" + filled("&amp;")),
    "json of brackets": lambda: b'{"ghr_page": ' + filled("[").encode(),
    "json of objects": lambda: b'{"ghr_page": ' + filled('{"a":').encode(),
    "many pages in bulk": lambda: to_bulk(*(Page(slug=f"toe-{number}") for number in range(SIZE // 4000))),
    "many pages scraped": lambda: to_scrape(*(Page(slug=f"toe-{number}") for number in range(SIZE // 4000))),
    "spaces": lambda: filled(" ").encode() + b"x",
    "lines": lambda: b"URL of this page: " + filled("\n").encode(),
}

CHILD = """
import sys, time
from pathlib import Path
from mendelgraph.extract import extract
from mendelgraph.records import ConditionRecord
from tests.fuzz.bounds import EXTRACTION, check_bounds, peak
from tests.sources.pages import FORMS, Page, read
for write in FORMS.values():
    for item in read(write(Page())):
        extract(item)
for path in sys.argv[1:]:
    data = Path(path).read_bytes()
    before, started = peak(), time.process_time()
    try:
        items = read(data)
        check_bounds(len(data), before, started)
        for item in items:
            if isinstance(item, ConditionRecord):
                extract(item)
        check_bounds(len(data), before, started, EXTRACTION)
    except Exception as error:
        print(f"{Path(path).name}: {type(error).__name__}: {error}"[:300])
"""


@pytest.mark.slow
def test_floods_are_read_within_bounds(tmp_path: Path, unmeasured: None) -> None:
    for number, (name, make) in enumerate(FLOODS.items()):
        (tmp_path / f"{number:03} {name}").write_bytes(make())
    paths = sorted(map(str, tmp_path.iterdir()))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *paths],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ""


START = "<urn:x:a> <urn:x:b> "
DISEASE = "<https://w3id.org/biolink/vocab/Disease>"
TURTLE = {
    "lists in lists": START + "(" * 50_000 + ")" * 50_000 + ".",
    "nodes in nodes": START + "[<urn:x:b>" * 10_000 + "[]" + "]" * 10_000 + ".",
    "a list of numbers": START + "(" + " 1" * 50_000 + ").",
    "nodes": START + "[]," * 30_000 + "[].",
    "nodes that break every rule": START + f"[a {DISEASE}]," * 2_000 + "[].",
}
VALIDATE = """
import sys
from pathlib import Path
from mendelgraph.rdf.reading import read_quads
from mendelgraph.validation.engines import Engine
from mendelgraph.validation.outside import validate_outside
from mendelgraph.validation.shapes import load_shapes
from tests.fuzz.bounds import check_validated
quads = list(read_quads(Path(sys.argv[1])))
report = validate_outside(quads, load_shapes(), engine=Engine.FAST)
assert len(quads) > 3000
check_validated(len(quads), len(report.findings))
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", TURTLE)
def test_turtle_that_says_much_in_little_is_validated_within_bounds(
    name: str, tmp_path: Path, unmeasured: None
) -> None:
    (tmp_path / "x.ttl").write_text(TURTLE[name], encoding="utf-8")
    command = [sys.executable, "-c", VALIDATE, str(tmp_path / "x.ttl")]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
