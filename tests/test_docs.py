"""What the documents show is what the tool does: every console and Python block runs, every help text is compared.

`scripts/update-golden` renews `docs/commands.md` and the outputs in the README; read the difference before committing.
"""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from tests.documents import ROOT, blocks, commands_page, run_console

README = ROOT / "README.md"
CONSOLE = blocks(README, "console")
PYTHON = blocks(README, "python")


def test_the_readme_has_blocks_to_run() -> None:
    assert len(CONSOLE) >= 3
    assert len(PYTHON) >= 1


@pytest.mark.parametrize("number", range(len(CONSOLE)))
def test_a_console_block_of_the_readme_prints_what_it_shows(number: int, tmp_path: Path) -> None:
    assert run_console(CONSOLE[number]) == CONSOLE[number], "scripts/update-golden renews the README's outputs"


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_a_python_block_of_the_readme_runs(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(PYTHON[number], {}, f"README block {number}", str(README), 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    runner.run(test)
    assert runner.tries > 0
    assert runner.failures == 0


def test_every_help_text_is_the_one_shown() -> None:
    shown = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert commands_page() == shown, "scripts/update-golden renews docs/commands.md"


def documents() -> list[Path]:
    folders = ("docs", "data", "ontology", "shapes", "queries", "src")
    return sorted([*ROOT.glob("*.md"), *(page for folder in folders for page in (ROOT / folder).rglob("*.md"))])


@pytest.mark.parametrize("page", documents(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
