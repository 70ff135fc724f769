"""No shell, nothing evaluated, no pickle, only safe YAML, no parser that fetches: read off the code itself.

Each rule has seeded violations that it must find, written the roundabout ways too: a rule that finds nothing proves
nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def is_python(path: Path) -> bool:
    return path.suffix == ".py" or (path.parent.name == "scripts" and b"python" in path.read_bytes().split(b"\n")[0])


CODE = [
    path
    for folder in ("src", "scripts", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and "node_modules" not in path.parts and is_python(path)
]

# What must not even be named, and why. A name stands for all that begins with it and a dot.
NEVER = {
    "eval": "evaluates text",
    "exec": "evaluates text",
    "compile": "evaluates text",
    "__import__": "imports what a text names",
    "builtins": "is a way round the names above",
    "code": "evaluates text",
    "runpy": "runs what a text names",
    "os.system": "goes through a shell",
    "os.popen": "goes through a shell",
    "pty": "goes through a shell",
    "subprocess.getoutput": "goes through a shell",
    "subprocess.getstatusoutput": "goes through a shell",
    "asyncio.create_subprocess_shell": "goes through a shell",
    "asyncio.subprocess.create_subprocess_shell": "goes through a shell",
    "tempfile.mktemp": "names a file that another may make first",
    "ssl._create_unverified_context": "trusts any server",
    **dict.fromkeys(
        ("pickle", "_pickle", "cPickle", "dill", "cloudpickle", "joblib", "jsonpickle", "marshal", "shelve"),
        "runs code that data brings",
    ),
    **{f"yaml.{name}": "makes any object" for name in ("unsafe_load", "unsafe_load_all", "full_load", "full_load_all")},
    **{f"yaml.{name}": "makes any object" for name in ("UnsafeLoader", "FullLoader", "Loader", "CLoader")},
}

BUILT_IN = {"eval", "exec", "compile", "__import__", "getattr"}
PROCESSES = frozenset(f"subprocess.{name}" for name in ("run", "call", "check_call", "check_output", "Popen"))

SYSTEM = "ssl.create_default_context()"
"""The certificates that the machine trusts, instead of httpx's own list."""

# What a call must say (or, None, must not say) by these words.
WORDS = {
    **{name: {"shell": (False, None)} for name in PROCESSES},
    "lxml.etree.XMLParser": {"resolve_entities": (False,), "no_network": (True,)},
    "lxml.etree.iterparse": {"resolve_entities": (False,), "no_network": (True,)},
    "jinja2.Environment": {"autoescape": (True,)},
    **{f"httpx.{name}": {"verify": (True, None, SYSTEM)} for name in ("get", "post", "request", "stream", "Client")},
}


def names_of(tree: ast.AST) -> dict[str, str]:
    """Return what each imported name stands for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                found[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def dangers(source: str) -> Iterator[str]:
    """Yield what a file does that it must not do."""
    tree = ast.parse(source)
    names = names_of(tree)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in ast.walk(tree):
        for name in named_by(node, names) - own:
            yield from (f"{name} {why}" for bad, why in NEVER.items() if f"{name}.".startswith(f"{bad}."))
        if isinstance(node, ast.Call):
            yield from dangers_of_call(node, "".join(named_by(node.func, names)))


def named_by(node: ast.AST, names: dict[str, str]) -> set[str]:
    if isinstance(node, ast.ImportFrom | ast.Import):
        before = f"{node.module}." if isinstance(node, ast.ImportFrom) and node.module else ""
        return {f"{before}{alias.name}" for alias in node.names}
    if isinstance(node, ast.Name | ast.Attribute):
        first, dot, rest = ast.unparse(node).partition(".")
        return {names[first] + dot + rest} if first in names else {first} & BUILT_IN
    return set()


def dangers_of_call(call: ast.Call, name: str) -> Iterator[str]:
    said = {word.arg: word.value for word in call.keywords}
    for word, admitted in WORDS.get(name, {}).items():
        value = said.get(word)
        if (value.value if isinstance(value, ast.Constant) else value and ast.unparse(value)) not in admitted:
            yield f"{name} without {word}={admitted[0]}"
    if name in PROCESSES and isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.BinOp):
        yield f"{name} of a text, not of a list"
    if name in {"yaml.load", "yaml.load_all"} and "Safe" not in "".join(
        map(ast.unparse, [*call.args[1:], *said.values()])
    ):
        yield f"{name} makes any object"
    if name == "importlib.import_module" and not is_own_module(call.args[0]):
        yield "imports what is not named in the code"
    if ast.unparse(call.func).endswith((".extractall", "unpack_archive")) and "filter" not in said:
        yield "unpacks an archive wherever its names lead"
    if (
        name == "getattr"
        and not isinstance(call.args[1], ast.Constant)
        and ast.unparse(call.args[0]) in {"os", "builtins"}
    ):
        yield "takes anything from the system"


def is_own_module(argument: ast.expr) -> bool:
    """Tell whether a module is named in the code, in a table there, or lies in the package."""
    if isinstance(argument, ast.JoinedStr):
        first = argument.values[0]
        return isinstance(first, ast.Constant) and str(first.value).startswith("mendelgraph.")
    table = isinstance(argument, ast.Subscript) and ast.unparse(argument.value).isupper()
    return table or isinstance(argument, ast.Constant)


SEEDED = {
    "eval": "eval('1')",
    "eval handed on": "map(eval, lines)",
    "exec": "exec(text)",
    "compile": "compile(text, 'x', 'exec')",
    "import by name": "__import__(name)",
    "builtins": "import builtins\nbuiltins.eval('1')",
    "os.system": "import os\nos.system('ls')",
    "os.system by another name": "import os as o\nrun = o.system",
    "system taken from os": "from os import system as listed\nlisted('ls')",
    "popen": "import os\nos.popen('ls')",
    "getoutput": "from subprocess import getoutput\ngetoutput('ls')",
    "shell": "import subprocess\nsubprocess.run(['ls'], shell=True)",
    "a shell that a variable turns on": "import subprocess\nsubprocess.run(['ls'], shell=wanted)",
    "Popen with shell": "from subprocess import Popen as Start\nStart(words, shell=1)",
    "a command as one text": "import subprocess\nsubprocess.run(f'ls {folder}')",
    "a shell of asyncio": "import asyncio\nasyncio.create_subprocess_shell('ls')",
    "pickle": "import pickle",
    "load taken from pickle": "from pickle import load",
    "pickle within a function": "def read(data):\n    import pickle\n    return pickle.loads(data)",
    "marshal": "import marshal as m\nm.loads(data)",
    "shelve": "import shelve",
    "dill": "import dill",
    "yaml.load": "import yaml\nyaml.load(text)",
    "yaml.load with the full loader": "import yaml\nyaml.load(text, Loader=yaml.FullLoader)",
    "yaml.unsafe_load": "from yaml import unsafe_load",
    "yaml.full_load": "import yaml as y\ny.full_load(text)",
    "XML that resolves entities": "from lxml import etree\netree.XMLParser(no_network=True)",
    "XML that fetches": "from lxml import etree\netree.iterparse(f, resolve_entities=False, no_network=False)",
    "a template that escapes nothing": "from jinja2 import Environment\nEnvironment()",
    "a server that nobody checks": "import httpx\nhttpx.get(url, verify=False)",
    "a server that nobody checks well": "import httpx, ssl\nhttpx.Client(verify=ssl._create_unverified_context())",
    "a module that data names": "from importlib import import_module\nimport_module(name)",
    "a module that data names in part": "import importlib\nimportlib.import_module(f'{place}.load')",
    "an archive": "import tarfile\nwith tarfile.open(path) as archive:\n    archive.extractall(folder)",
    "any archive": "import shutil\nshutil.unpack_archive(path, folder)",
    "a name that anybody may take": "from tempfile import mktemp",
    "what data names in os": "import os\ngetattr(os, name)(argument)",
}

HARMLESS = {
    "a list": "import subprocess, sys\nsubprocess.run([sys.executable, '-m', module], check=True, shell=False)",
    "re.compile": "import re\nre.compile('x')",
    "a method called eval": "model.eval()",
    "a function of one's own": "def compile(rows): ...\ncompile([])",
    "safe YAML": "import yaml\nyaml.safe_load(text)\nyaml.load(text, Loader=yaml.CSafeLoader)",
    "a parser that keeps to itself": "from lxml import etree\netree.XMLParser(resolve_entities=False, no_network=True)",
    "a table of modules": "from importlib import import_module\nimport_module(_HOMES[name])",
    "a module of the package": "from importlib import import_module\nimport_module(f'mendelgraph.cli.{name}')",
}


@pytest.mark.parametrize("source", SEEDED.values(), ids=SEEDED)
def test_a_seeded_violation_is_found(source: str) -> None:
    assert list(dangers(source))


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_let_be(source: str) -> None:
    assert list(dangers(source)) == []


def test_that_there_is_code() -> None:
    assert len(CODE) > 300
    assert ROOT / "scripts" / "fuzz" in CODE


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_does_what_it_must_not(path: Path) -> None:
    assert list(dangers(path.read_text(encoding="utf-8"))) == []
