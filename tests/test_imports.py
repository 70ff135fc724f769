"""What a command does not need it does not import: a list of heavy packages, where a clock would be a flaky test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mendelgraph.release import build
from mendelgraph.resources import resources

READERS = {"lxml", "selectolax", "html5lib"}
ENGINES = {"rdflib", "pyshacl", "shacl", "pyld", "SPARQLWrapper"}
SERVERS = {"starlette", "uvicorn", "httpx", "jinja2", "asyncio"}
OURS = {
    "mendelgraph.extract",
    "mendelgraph.align",
    "mendelgraph.validation",
    "mendelgraph.release",
    "mendelgraph.serve",
}
ANSWER = READERS | ENGINES | SERVERS | OURS | {"bioregistry", "pyarrow", "multiprocessing"}
HELP = ANSWER | {"pyoxigraph", "rich", "mendelgraph.graph", "mendelgraph.store", "mendelgraph.sources"}
IMPORT = HELP | {"click"}

RUN = "from mendelgraph.cli import main; main({arguments!r}, standalone_mode=False)"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imports") / "dist"
    build([resources() / "data" / "conditions" / "progressive-osseous-heteroplasia.txt"], output=folder)
    return folder


def imported_by(code: str) -> set[str]:
    tell = "import sys; print('\\n' + ' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


def test_the_package_alone_imports_nothing_heavy(unmeasured: None) -> None:
    assert not imported_by("import mendelgraph") & IMPORT


def test_help_imports_no_command(unmeasured: None) -> None:
    found = imported_by(RUN.format(arguments=["--help"]))
    assert "click" in found
    assert not found & HELP


def test_a_question_imports_what_answers_it(release: Path, unmeasured: None) -> None:
    asked = ["query", "condition-by-omim", "-p", "omim=166350", "--format", "csv", "--data", str(release)]
    found = imported_by(RUN.format(arguments=asked))
    assert "pyoxigraph" in found
    assert not found & (ANSWER | {"mendelgraph.sources", "mendelgraph.export"})
