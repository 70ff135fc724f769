"""The validators of others, on exports of the embedded release: sssom-py's and kgx's, in environments of their own.

They bring in LinkML and pandas, so that the gate does not install them: 40 seconds for sssom alone.
`scripts/check-sssom` and `scripts/check-kgx` do, once; from then on these tests run them. What the schemas require is
tested without them in `test_sssom.py` and `test_kgx.py`.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad

from mendelgraph.export import FORMATS, write, write_parts

ROOT = Path(__file__).resolve().parents[2]


def check(tool: str, *files: Path) -> subprocess.CompletedProcess[str]:
    environment = Path(tempfile.gettempdir()) / f"mendelgraph-{tool}-env"
    if not (environment / "bin" / tool).is_file():
        pytest.skip(f"{tool} is not installed in {environment}: run scripts/check-{tool} once on an export")
    command = [str(ROOT / "scripts" / f"check-{tool}"), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["sssom", "sssom-rdf"])
def test_sssom_py_finds_nothing(form: str, catalogue: list[Quad], tmp_path: Path) -> None:
    file = tmp_path / f"all{FORMATS[form].suffix}"
    with file.open("wb") as out:
        write(iter(catalogue), form, out)
    run = check("sssom", file)
    assert run.returncode == 0, run.stderr
    assert "no finding" in run.stderr


BROKEN: dict[str, Callable[[str], str]] = {
    "no justification": lambda text: text.replace("mapping_justification", "justification", 1),
    "a justification that is none": lambda text: text.replace("semapv:MappingChaining", "semapv:Guessing", 1),
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", BROKEN.values(), ids=BROKEN)
def test_sssom_py_finds_what_is_wrong(damage: Callable[[str], str], example: list[Quad], tmp_path: Path) -> None:
    file = tmp_path / "broken.sssom.tsv"
    with file.open("wb") as out:
        write(iter(example), "sssom", out)
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert check("sssom", file).returncode != 0


@pytest.mark.slow
@pytest.mark.parametrize("form", ["kgx", "kgx-jsonl"])
def test_kgx_finds_nothing(form: str, catalogue: list[Quad], tmp_path: Path) -> None:
    for name, content in write_parts(iter(catalogue), form).items():
        (tmp_path / name).write_bytes(content)
    run = check("kgx", tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
def test_kgx_finds_what_is_wrong(example: list[Quad], tmp_path: Path) -> None:
    for name, content in write_parts(iter(example), "kgx").items():
        (tmp_path / name).write_bytes(content.replace(b"biolink:Gene\t", b"biolink:NoSuchThing\t"))
    assert check("kgx", tmp_path).returncode != 0
