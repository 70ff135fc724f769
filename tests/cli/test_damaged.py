"""A store that a disk has damaged: said in words, and never waited for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from mendelgraph.cli import main
from mendelgraph.errors import InputError
from mendelgraph.store import STORE, open_store, opening

WAIT = 100
POH = "progressive-osseous-heteroplasia"
BOUNDED = """
import sys
from mendelgraph.cli import main, memory
from mendelgraph.store import opening
memory.MEMORY = 700 << 20
opening.open_files = lambda *_: 0  # which meets the damage here; of a larger store it may not
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def damaged(embedded_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a release of whose store each larger file has another byte in most blocks."""
    folder = tmp_path_factory.mktemp("damaged") / "dist"
    shutil.copytree(embedded_release, folder)
    for path in (folder / STORE).glob("*.sst"):
        data = bytearray(path.read_bytes())
        if len(data) > 100_000:
            for place in range(20_000, len(data) - 20_000, 1500):
                data[place] ^= 255
            path.write_bytes(data)
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", POH],
        ["explain", POH],
        ["query", "condition-by-omim"],
        ["query", "catalogue-size"],
        ["query", "acronyms"],
    ],
    ids=" ".join,
)
def test_what_asks_a_damaged_store_says_so_and_ends(damaged: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-c", BOUNDED, *arguments, "--data", str(damaged)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
    assert (ran.returncode, ran.stdout) == (3, "")
    assert ran.stderr.startswith("mendelgraph: the ")
    assert "damaged" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["join", "mine.ttl", "--data"], ["verify", "--data"], ["site", "-o", "site", "--data"]]
)
def test_what_reads_a_damaged_store_says_so(
    damaged: Path, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(opening, "open_files", lambda *_: 0)
    Path("mine.ttl").write_text("<urn:x:a> <urn:x:b> <https://omim.org/entry/166350> .", encoding="utf-8")
    ran = CliRunner().invoke(main, [*arguments, str(damaged)])
    assert ran.exit_code == 3, ran.output
    assert "the store of the release is damaged; build it again (Corruption: " in ran.stderr


def test_most_damage_is_met_as_a_store_is_opened(damaged: Path) -> None:
    with pytest.raises(InputError, match="the store is damaged; build the release again"):
        open_store(damaged)


def test_the_engine_says_the_same_error_for_ever(damaged: Path) -> None:
    """A tripwire: when this fails, the engine has mended it, and `cli.memory` can go."""
    found = iter(Store.read_only(str(damaged / STORE)).quads_for_pattern(None, None, None))
    said = []
    for _ in range(5):
        with pytest.raises(RuntimeError, match="Corruption") as error:
            while True:
                next(found)
        said.append(str(error.value))
    assert len(said) == 5
