"""`mendelgraph export`: a release to a file or to stdout, whole or not at all."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from mendelgraph.cli import main
from mendelgraph.export import FORMATS, sort_quads
from mendelgraph.store import QUADS
from mendelgraph.store.opening import MANIFEST

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-poh.trig"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    serialize(sort_quads(parse(path=EXAMPLE, format=RdfFormat.TRIG)), output=folder / QUADS, format=RdfFormat.N_QUADS)
    data = (folder / QUADS).read_bytes()
    files = {QUADS: {"bytes": len(data), "sha256": sha256(data).hexdigest()}}
    (folder / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *(str(argument) for argument in arguments)])


@pytest.mark.parametrize("name", [name for name, row in FORMATS.items() if not row.needs])
def test_file_and_stdout_get_the_same_bytes(name: str, release: Path, tmp_path: Path) -> None:
    output = tmp_path / f"out{FORMATS[name].suffix}"
    result = run("--format", name, "--data", release, "-o", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{output}: {output.stat().st_size:,} bytes\n"
    assert run("--format", name, "--data", release).stdout_bytes == output.read_bytes()
    assert sorted(tmp_path.iterdir()) == [output]


def test_an_rdf_file_is_exported_like_a_release(release: Path) -> None:
    ours, theirs = (run("--format", "nquads", "--data", data).stdout_bytes for data in (release, EXAMPLE))
    graphs = [Dataset(parse(input=written, format=RdfFormat.N_QUADS)) for written in (ours, theirs)]
    for graph in graphs:
        graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert graphs[0] == graphs[1]


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "bell.nt").write_text(r'<urn:x:a> <urn:x:b> "\u0007" .' + "\n")
    (tmp_path / "out.rdf").write_text("old")
    result = run("--format", "rdfxml", "--data", tmp_path / "bell.nt", "-o", tmp_path / "out.rdf")
    assert result.exit_code == 3
    assert "XML cannot hold" in result.stderr
    assert (tmp_path / "out.rdf").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_device_is_written_into_and_not_replaced(release: Path) -> None:
    assert run("--format", "ntriples", "--data", release, "-o", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()


REFUSED = {
    "unknown format": (["--format", "turtel"], 2, "turtel"),
    "no release": (["--format", "turtle", "--data", "."], 3, "mendelgraph build"),
    "no such folder": (
        ["--format", "turtle", "--data", EXAMPLE, "-o", "nowhere/x.ttl"],
        3,
        "nowhere/x.ttl: cannot be written",
    ),
}


@pytest.mark.parametrize(("arguments", "code", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_exported_is_refused(
    arguments: list[str], code: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == code
    assert reason in result.stderr


def test_every_format_is_named_in_the_help() -> None:
    text = run("--help").stdout
    assert all(f"  {row.name} " in text and row.title in text for row in FORMATS.values())


def test_a_link_stays_and_its_target_is_written(tmp_path: Path) -> None:
    link, target = tmp_path / "link.nt", tmp_path / "target.nt"
    link.symlink_to("target.nt")
    assert run("--format", "ntriples", "--data", EXAMPLE, "-o", link).exit_code == 0
    assert link.is_symlink()
    assert target.read_bytes() == run("--format", "ntriples", "--data", EXAMPLE).stdout_bytes
