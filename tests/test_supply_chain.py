"""What is installed and run is what is written here: no code at import, no shell, no pickle, pinned packages."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "mendelgraph"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Every module is imported in a process that ends at once when an import writes, connects or starts something, or
# reads what is neither code nor part of a package.
IMPORTER = """
import importlib, os, sys, sysconfig
names = sys.argv[1:]
for each in ("rdflib", "pyshacl", "pyoxigraph", "lxml.etree", "httpx", "rich", "jinja2", "starlette.applications", "uvicorn", "SPARQLWrapper", "pyld", "selectolax.lexbor", "click"):
    importlib.import_module(each)
OWN = os.path.join("src", "mendelgraph")
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        name = os.fsdecode(path) if isinstance(path, (str, bytes)) else ""
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and "__pycache__" not in name and name != os.devnull:
            raise SystemExit(f"writes {name}")
        if OWN in name and not name.endswith((".py", ".pyc")):
            raise SystemExit(f"reads {name}")
    elif event.split(".")[0] in {"socket", "subprocess", "os", "shutil", "sqlite3", "tempfile"} and event not in ALLOWED:
        raise SystemExit(f"{event} {arguments}")
ALLOWED = {"os.listdir", "os.scandir", "os.putenv", "os.rename", "os.mkdir", "os.remove", "os.add_dll_directory", "socket.__new__", "os.fork"}
sys.addaudithook(watch)
for name in names:
    importlib.import_module(name)
"""  # noqa: E501


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_importing_any_module_does_nothing() -> None:
    names = [module_name(path) for path in MODULES]
    done = subprocess.run([sys.executable, "-c", IMPORTER, *names], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_goes_through_a_shell_or_is_evaluated(path: Path) -> None:
    for call in calls(path):
        name = ast.unparse(call.func)
        assert name not in {"eval", "exec", "os.system", "os.popen", "__import__", "yaml.load"}, (name, call.lineno)
        shell = [each.value for each in call.keywords if each.arg == "shell"]
        assert not any(ast.unparse(value) != "False" for value in shell), call.lineno


def requirements() -> dict[str, str]:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    return dict(line.lower().split("==") for line in text.splitlines() if line and not line.startswith("#"))


def locked() -> dict[str, tuple[str, list[str]]]:
    """Return what the lock file has: each package with its version and the hashes of its files."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    rows = [line for line in text.splitlines() if line and not line.startswith("#")]
    found = {}
    for row in rows:
        name, version, *hashes = re.split(r"==|\s+", row.strip())
        found[name.lower().replace("_", "-")] = (version, hashes)
    return found


def test_the_lock_has_every_package_of_the_constraints_with_a_hash() -> None:
    pinned = {name.replace("_", "-"): version for name, version in requirements().items()}
    assert {name: version for name, (version, _) in locked().items()} == pinned, "run scripts/lock"
    for name, (_, hashes) in locked().items():
        assert hashes, name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), name
