"""What `join` reads and writes: files, links, pipes, standard input; nothing of anybody's is written over."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse

from mendelgraph.cli import join as command
from mendelgraph.cli import main

OWN = "<https://lab.example/patient/7> <https://lab.example/has> <http://purl.uniprot.org/mim/166350> .\n"


@pytest.fixture(scope="module")
def release(embedded_release: Path) -> Path:
    return embedded_release


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.nt"
    file.write_text(OWN, encoding="utf-8")
    return file


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["join", *map(str, arguments)], input=stdin)


def test_links_stay_and_their_targets_are_written(mine: Path, release: Path, tmp_path: Path) -> None:
    for name in ("out.nt", "report.tsv"):
        (tmp_path / f"link-{name}").symlink_to(name)
    out, report = tmp_path / "link-out.nt", tmp_path / "link-report.tsv"
    assert run(mine, "-o", out, "--report", report, "--data", release).exit_code == 0
    assert out.is_symlink()
    assert report.is_symlink()
    assert OWN in (tmp_path / "out.nt").read_text(encoding="utf-8")
    assert (tmp_path / "report.tsv").read_text(encoding="utf-8").startswith("outcome\t")
    assert len(list(tmp_path.iterdir())) == 5


def test_a_pipe_is_written_into(mine: Path, release: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.nt"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run(mine, "-o", pipe, "--data", release).exit_code == 0
    reader.join(10)
    assert got[0].startswith(OWN.encode())
    assert pipe.is_fifo()


SAME = {
    "the report is the input": ("mine.nt", ["--report", "mine.nt"], "FILE and --report"),
    "the output is the input": ("mine.nt", ["-o", "mine.nt"], "FILE and -o"),
    "both are one": ("mine.nt", ["-o", "new", "--report", "./new"], "-o and --report"),
    "the report is a link to the input": ("mine.nt", ["--report", "link"], "FILE and --report"),
    "the input is a link to the output": ("link", ["-o", "mine.nt"], "FILE and -o"),
}


@pytest.mark.parametrize(("file", "options", "which"), SAME.values(), ids=SAME)
def test_one_s_own_file_is_never_written_over(
    file: str, options: list[str], which: str, mine: Path, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mine.parent / "link").symlink_to("mine.nt")
    monkeypatch.chdir(mine.parent)
    before = sorted(mine.parent.iterdir())
    result = run(file, *options, "--data", release)
    assert result.exit_code == 2
    assert f"{which} are the same file" in result.stderr
    assert mine.read_text(encoding="utf-8") == OWN
    assert sorted(mine.parent.iterdir()) == before


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(
    option: str, mine: Path, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "open_lines", lambda *_, **__: pytest.fail("the work has begun"))
    result = run(mine, option, mine.parent / "nowhere" / "x", "--data", release)
    assert result.exit_code == 3
    assert "nowhere/x: cannot be written: No such file or directory" in result.stderr


def test_a_report_that_is_not_whole_leaves_the_old_one(
    mine: Path, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_rows: object) -> object:
        yield "half\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(command, "write_rows", fail)
    report = tmp_path / "report.tsv"
    report.write_text("old", encoding="utf-8")
    result = run(mine, "-o", tmp_path / "out.nt", "--report", report, "--data", release)
    assert result.exit_code == 3
    assert "report.tsv: cannot be written: No space left on device" in result.stderr
    assert report.read_text(encoding="utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == sorted([mine, report, tmp_path / "out.nt"])


STREAMS = {
    "N-Triples": OWN.encode(),
    "Turtle": b"@prefix m: <http://purl.uniprot.org/mim/> . <urn:x:a> <urn:x:b> m:166350 .",
    "RDF/XML": (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:"><rdf:Description '
        b'rdf:about="urn:x:a"><x:b rdf:resource="http://purl.uniprot.org/mim/166350"/></rdf:Description></rdf:RDF>'
    ),
    "JSON-LD": b'{"@id": "urn:x:a", "urn:x:b": {"@id": "http://purl.uniprot.org/mim/166350"}}',
}


@pytest.mark.parametrize("stdin", STREAMS.values(), ids=STREAMS)
def test_standard_input_is_read_in_any_syntax(stdin: bytes, release: Path) -> None:
    result = run("-", "--data", release, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    assert result.stderr.endswith("        1  joined\n")
    assert len(list(parse(result.stdout_bytes, format=RdfFormat.N_QUADS))) > 20


def test_standard_input_that_is_no_rdf_is_refused_by_name(release: Path) -> None:
    result = run("-", "--data", release, stdin=b"Dear colleague")
    assert result.exit_code == 3
    assert "mendelgraph: stdin: " in result.stderr


def test_data_that_holds_no_condition_is_refused(mine: Path) -> None:
    result = run(mine, "--data", mine)
    assert result.exit_code == 3
    assert f"{mine}: holds no condition or gene of a release" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["mine.json", "mine.jsonld"])
def test_a_file_without_a_statement_is_said_to_be_so(name: str, release: Path, tmp_path: Path) -> None:
    (tmp_path / name).write_text('{"a": 1}', encoding="utf-8")
    result = run(tmp_path / name, "--data", release)
    assert result.exit_code == 0
    assert result.stderr.startswith("read 0 statements, added 0\n  it holds no statement (JSON is RDF only where")


def test_what_rdf_1_2_adds_is_refused_in_words_that_fit_here(release: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text("<urn:x:s> <urn:x:p> <<( <urn:x:s> <urn:x:p> 1 )>> .", encoding="utf-8")
    result = run(file, "--data", release)
    assert result.exit_code == 3
    assert "holds an RDF 1.2 triple term; only RDF 1.1 is read here" in result.stderr


@pytest.mark.parametrize("suffix", [".nt", ".ttl"])
def test_told_to_end_while_it_writes_it_leaves_nothing(suffix: str, release: Path, tmp_path: Path) -> None:
    file, out = tmp_path / "mine.nt", tmp_path / f"out{suffix}"
    file.write_text(OWN, encoding="utf-8")
    code = f"""
from mendelgraph.cli import join, main
def stall(lines):
    yield lines.read()
    print("writing", flush=True)
    import time
    time.sleep(60)
join.read_blocks = stall
main(["join", {str(file)!r}, "-o", {str(out)!r}, "--data", {str(release)!r}])
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        assert len(list(tmp_path.iterdir())) == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == [file]


def test_told_to_end_while_it_reads_it_takes_the_reader_along(mine: Path, release: Path, tmp_path: Path) -> None:
    (tmp_path / "sleeper.py").write_text("import os, time\nos.write(2, b'%d\\n' % os.getpid())\ntime.sleep(60)\n")
    talk = tmp_path / "talk"
    code = f"""
import subprocess
from mendelgraph.cli import main
from mendelgraph.join import lines
run, talk = subprocess.run, open({str(talk)!r}, "wb")
subprocess.run = lambda *given, **named: run(*given, **named | {{"stderr": talk}})
lines.PARSER = "sleeper"
main(["join", {str(mine)!r}, "--data", {str(release)!r}])
"""
    with subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}) as process:
        for _ in range(200):
            time.sleep(0.1)
            if talk.exists() and talk.read_text():
                break
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(int(talk.read_text()), 0)
