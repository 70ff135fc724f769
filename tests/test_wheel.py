"""The built wheel, installed into an empty environment, works in an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    environment["XDG_CACHE_HOME"] = str(cwd / ".cache")
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert not check or done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `bin` folder of an environment that holds nothing but the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", place, ROOT, cwd=place)
    (wheel,) = place.glob("*.whl")
    run(sys.executable, "-m", "venv", place / "venv", cwd=place)
    pip = [place / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "-c", ROOT / "constraints.txt", f"mendelgraph[fast] @ {wheel.as_uri()}", cwd=place)
    return place / "venv" / "bin"


@pytest.mark.slow
def test_the_wheel_builds_asks_and_validates_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    tool = installed / "mendelgraph"
    run(tool, "build", cwd=tmp_path)
    answer = run(tool, "query", "condition-by-omim", "-p", "omim=166350", "--format", "csv", cwd=tmp_path)
    assert "progressive-osseous-heteroplasia" in answer.stdout
    run(tool, "validate", tmp_path / "dist" / "mendelgraph.ttl", cwd=tmp_path)


@pytest.mark.slow
def test_a_question_needs_no_build_first(installed: Path, tmp_path: Path) -> None:
    answer = run(
        installed / "mendelgraph", "query", "conditions-of-gene", "-p", "symbol=GNAS", "--format", "csv", cwd=tmp_path
    )
    assert "mccune-albright-syndrome" in answer.stdout
    assert [path.name for path in tmp_path.iterdir()] == [".cache"]


@pytest.mark.slow
def test_the_wheel_holds_no_tests_and_no_generated_files(installed: Path) -> None:
    listing = run(installed / "python", "-m", "pip", "show", "-f", "mendelgraph", cwd=installed).stdout
    assert "_resources/ontology/mendelgraph.ttl" in listing
    assert "tests/" not in listing
    assert "dist/" not in listing.replace("dist-info/", "")
