"""The house keeps its order: data flows one way, connections are opened in few places, names can say no."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "mendelgraph"
MODULES = sorted(PACKAGE.rglob("*.py"))

ORDER = [
    {"errors", "resources", "processes", "whole_files", "locks"},
    {"identifiers", "dialects", "records", "facts", "alignments"},
    {"rdf", "exchange", "remote"},
    {"sources", "vocabulary", "fetch"},
    {"extract"},
    {"align"},
    {"graph"},
    {"validation"},
    {"queries", "export", "evaluation", "verification"},
    {"store"},
    {"publish", "join"},
    {"site"},
    {"serve"},
    {"report", "diff"},
    {"release"},
    {"cluster"},
    {"cli"},
]
"""A row may import from itself and from the rows above it."""

CONNECTS = {"exchange", "fetch", "publish", "remote"}
NETWORK = {"aiohttp", "ftplib", "http", "httpx", "requests", "smtplib", "socket", "SPARQLWrapper", "urllib3"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rank(name: str) -> int:
    for number, row in enumerate(ORDER):
        if name in row:
            return number
    raise AssertionError(f"mendelgraph.{name} has no place in ORDER of tests/test_architecture.py; give it one")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_its_own_row_and_above(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        return
    inside = {name.split(".")[1] for name in imported(path) if name.startswith("mendelgraph.")}
    places = {name for name in inside if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}
    below = {name for name in places if rank(name) > rank(room(path))}
    assert not below, f"{room(path)} imports {sorted(below)}, which come after it in the flow"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_connections_are_opened_in_few_places(path: Path) -> None:
    used = {name.split(".")[0] for name in imported(path)} | {
        name for name in imported(path) if name.startswith("urllib.request")
    }
    assert room(path) in CONNECTS or not used & (NETWORK | {"urllib.request"})


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_name_that_cannot_say_no(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "core"}


def test_nothing_of_the_package_runs_code_that_data_brings() -> None:
    for path in MODULES:
        assert not imported(path) & {"pickle", "marshal", "shelve", "yaml.load", "yaml.unsafe_load"}, path
