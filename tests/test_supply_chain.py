"""What is installed is what is written here: pinned, hashed, licensed; and importing or installing it does nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "mendelgraph"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Every module is imported in a process that ends at once when an import writes, connects or starts something, or
# reads what is neither code nor part of a package. What others do on import is done before.
IMPORTER = """
import importlib, os, sys
own, *names = sys.argv[1:]
for each in ("rdflib", "pyshacl", "pyoxigraph", "lxml.etree", "httpx", "rich", "jinja2", "starlette.applications", "uvicorn", "SPARQLWrapper", "pyld", "selectolax.lexbor", "click"):
    importlib.import_module(each)
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        name = os.fsdecode(path) if isinstance(path, (str, bytes)) else ""
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and name != os.devnull:
            raise SystemExit(f"writes {name}")
        if own in name and not name.endswith((".py", ".pyc")):
            raise SystemExit(f"reads {name}")
    elif event.split(".")[0] in {"socket", "subprocess", "os", "shutil", "sqlite3", "tempfile"} and event not in ALLOWED:
        raise SystemExit(f"{event} {arguments}")
ALLOWED = {"os.listdir", "os.scandir", "socket.__new__"}
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
"""  # noqa: E501


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def import_all(own: str, *names: str, path: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-c", IMPORTER, own, *names],
        env={**os.environ, "PYTHONPATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_importing_any_module_does_nothing(unmeasured: None) -> None:
    done = import_all(str(Path("src", "mendelgraph")), *map(module_name, MODULES))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.mkdir('x')",
        "import os; os.remove('x')",
        "open('x', 'w')",
        "open(__file__.replace('seeded.py', 'data.tsv'))",
        "import socket; socket.socket().connect(('127.0.0.1', 9))",
        "import tempfile; tempfile.TemporaryFile()",
        "import sqlite3; sqlite3.connect(':memory:')",
    ],
)
def test_a_module_that_does_something_when_imported_is_found(code: str, tmp_path: Path, unmeasured: None) -> None:
    (tmp_path / "seeded.py").write_text(code, encoding="utf-8")
    (tmp_path / "data.tsv").touch()
    done = import_all(str(tmp_path), "seeded", path=tmp_path)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins() -> dict[str, str]:
    """Return the version of each package of the constraints, which are pins and nothing else."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rows = [re.fullmatch(r"([\w.-]+)==([\w.!+]+)", line) for line in lines if line and not line.startswith("#")]
    assert all(rows), "constraints.txt has a line that is no pin; run scripts/lock"
    return {canonicalize_name(row[1]): row[2] for row in rows if row}


def locked() -> dict[str, tuple[str, list[str]]]:
    """Return what the lock file has: each package with its version and the hashes of its files."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for row in text.splitlines():
        if row and not row.startswith("#"):
            name, version, *hashes = re.split(r"==|\s+", row.strip())
            found[canonicalize_name(name)] = (version, hashes)
    return found


def test_the_lock_has_every_package_of_the_constraints_with_a_hash() -> None:
    assert {name: version for name, (version, _) in locked().items()} == pins(), "run scripts/lock"
    for name, (_, hashes) in locked().items():
        assert hashes, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), name


def wanted() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [*PROJECT["project"]["dependencies"], *(line for extra in ("fast", "test") for line in extras[extra])]
    return [Requirement(line) for line in asked]


@pytest.mark.parametrize("requirement", wanted(), ids=lambda requirement: requirement.name)
def test_every_dependency_has_a_floor_and_a_pin_that_fits(requirement: Requirement) -> None:
    assert any(each.operator == ">=" for each in requirement.specifier)
    assert requirement.url is None
    assert pins()[canonicalize_name(requirement.name)] in requirement.specifier


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {canonicalize_name(each.name): each.version for each in distributions()}
    assert {name: installed[name] for name in pins().keys() & installed.keys()} == {
        name: version for name, version in pins().items() if name in installed
    }, "this environment has other versions than constraints.txt; run scripts/bootstrap"


INSTALLED = {canonicalize_name(each.name): each for each in distributions()}


@pytest.mark.parametrize("name", sorted(pins().keys() & INSTALLED.keys()))
def test_all_that_a_pinned_package_asks_for_is_pinned(name: str) -> None:
    asked = [Requirement(line) for line in INSTALLED[name].requires or ()]
    here = [each for each in asked if each.marker is None or each.marker.evaluate({"extra": ""})]
    assert not {canonicalize_name(each.name) for each in here} - pins().keys(), "run scripts/lock"


@pytest.mark.parametrize("way", [["wheel", "--wheel-dir"], ["install", "--target"]], ids=["wheel", "install"])
def test_our_package_builds_with_nothing_but_what_is_pinned(way: list[str], tmp_path: Path) -> None:
    assert {canonicalize_name(Requirement(each).name) for each in PROJECT["build-system"]["requires"]} <= pins().keys()
    alone = ["--no-index", "--no-deps", "--no-build-isolation", "--quiet", "--disable-pip-version-check"]
    source = [] if way[0] == "wheel" else ["--editable"]
    subprocess.run([sys.executable, "-m", "pip", *way, tmp_path, *alone, *source, ROOT], check=True)
    assert list(tmp_path.iterdir())


def test_the_lock_is_that_of_the_platform_it_names_and_the_documented_way_is_held_to_it() -> None:
    named = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()[1]
    assert re.fullmatch(r"# For CPython 3\.\d+ on \w+, \w+, \w*\.", named), "run scripts/lock"
    for place in ("docs/safety.md", "scripts/bootstrap"):
        said = " ".join((ROOT / place).read_text(encoding="utf-8").split())
        assert "install --require-hashes --only-binary :all: -r requirements.lock" in said
        assert "install --no-deps --no-build-isolation " in said
        assert not re.search(r"install (?!.*--no-build-isolation)[^`\n]*(?: \.| -e)(?:[`'\s]|$)", said), place


def test_installing_runs_no_code_of_ours() -> None:
    assert PROJECT["build-system"] == {"requires": ["hatchling>=1.27"], "build-backend": "hatchling.build"}
    assert not {"hooks"} & (PROJECT["tool"]["hatch"].keys() | PROJECT["tool"]["hatch"]["build"].keys())
    assert "hooks" not in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert not [name for name in ("setup.py", "setup.cfg", "hatch_build.py") if (ROOT / name).exists()]
    assert not [*ROOT.glob("src/**/*.pth"), *ROOT.glob("src/**/sitecustomize.py")]


PERMISSIVE = re.compile(
    r"(MIT|BSD|Apache|ISC|PSF-2\.0|Unlicense|The Unlicense|W3C|Python Software Foundation|0BSD|Zlib)\b", re.IGNORECASE
)
WEAK = {
    "certifi": "MPL-2.0: a list of certificates, used as it is",
    "frozendict": "LGPL-3.0: a library that pyld imports, used as it is",
    "hypothesis": "MPL-2.0: tests only",
    "pathspec": "MPL-2.0: mypy and hatchling use it, for tests and builds only",
    "py-horned-owl": "LGPL-3.0: tests only",
    "tqdm": "MPL-2.0 and MIT: what tests install uses it",
}
"""Licences that ask for their own files' source, which nobody changed; each has been looked at."""


def licences(of: Distribution) -> list[str]:
    """Return what a package says of its licence: an SPDX expression, else classifiers, else free text, else a file."""
    said = of.metadata
    marks = [row.rpartition("::")[2].strip() for row in said.get_all("Classifier") or [] if row.startswith("License")]
    stated = said.get("License-Expression")
    if stated:
        return re.split(r" (?:AND|OR) ", stated.strip("()"))
    named = [mark for mark in marks if mark != "OSI Approved"] or [(said.get("License") or "").strip()]
    files = [file for file in of.files or () if file.name.upper().startswith("LICEN")] if named == [""] else []
    return [" ".join(file.read_text().split()[:2]) for file in files] or named


PINNED = sorted(
    (each for each in distributions() if canonicalize_name(each.name) in pins()), key=lambda each: each.name
)


@pytest.mark.parametrize("package", PINNED, ids=lambda package: package.name)
def test_every_package_may_be_used_so(package: Distribution) -> None:
    bad = [licence for licence in licences(package) if not PERMISSIVE.match(licence)]
    assert not bad or canonicalize_name(package.name) in WEAK, bad


def test_no_licence_is_excused_that_need_not_be() -> None:
    names = {canonicalize_name(each.name): each for each in PINNED}
    idle = [name for name in WEAK if name in names and all(map(PERMISSIVE.match, licences(names[name])))]
    assert not idle
