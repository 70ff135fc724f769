"""`docs/exports.md`: its console blocks print what they show, its Python runs, and it names every format."""

from __future__ import annotations

import doctest

import pytest

from mendelgraph.export import FORMATS
from tests.documents import ROOT, blocks, run_console

PAGE = ROOT / "docs" / "exports.md"
CONSOLE = blocks(PAGE, "console")


@pytest.mark.parametrize("number", range(len(CONSOLE)))
def test_a_console_block_prints_what_it_shows(number: int) -> None:
    assert run_console(CONSOLE[number]) == CONSOLE[number], "run the block and paste what it prints"


def test_the_python_runs() -> None:
    (code,) = blocks(PAGE, "python")
    test = doctest.DocTestParser().get_doctest(code, {}, "exports.md", str(PAGE), 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert (runner.tries > 3, runner.failures) == (True, 0)


def test_every_format_is_named() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in text] == []
