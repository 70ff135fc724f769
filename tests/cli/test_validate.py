"""`mendelgraph validate` on good, bad and unreadable files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mendelgraph.cli import main
from mendelgraph.resources import resources

CASES = Path(__file__).resolve().parents[1] / "shapes" / "cases"
GOOD = CASES / "gene" / "valid-record.ttl"
BAD = CASES / "gene" / "invalid-label-none.ttl"
WARNED = CASES / "gene" / "invalid-hgnc.ttl"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)])


def test_a_file_that_conforms() -> None:
    result = run(GOOD)
    assert (result.exit_code, result.stdout) == (0, "Conforms: nothing to report.\n")


def test_warnings_do_not_fail() -> None:
    result = run(WARNED)
    assert result.exit_code == 0
    assert "1 warning: the gene was not resolved to an HGNC entry" in result.stdout


@pytest.mark.parametrize("engine", ["fast", "pyshacl"])
def test_a_file_that_does_not_conform(engine: str) -> None:
    result = run(BAD, "--engine", engine)
    assert result.exit_code == 4
    assert result.stdout.startswith("Does not conform: 1 violation.\n")
    assert "  - HGNC:4392 rdfs:label\n" in result.stdout
    assert "does not conform" in result.stderr


def test_json_and_turtle_go_to_stdout_alone() -> None:
    assert json.loads(run(BAD, "--format", "json").stdout)["counts"]["Violation"] == 1
    assert "sh:ValidationReport" in run(BAD, "--format", "turtle").stdout


def test_an_unreadable_file_is_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:x:s> a <urn:x:c>")
    result = run(broken, BAD)
    assert result.exit_code == 3
    assert f"{broken}: line 1" in result.stderr
    assert "1 of 2 files could not be read" in result.stderr
    assert result.stdout.startswith("Does not conform: 1 violation.")


def test_nothing_that_can_be_read() -> None:
    result = run("no-such-file.ttl")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "no-such-file.ttl: cannot be opened" in result.stderr


def test_no_file_is_wrong_usage() -> None:
    assert run().exit_code == 2


def test_shapes_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:x:shape> a sh:NodeShape ; sh:targetClass"
        " <https://w3id.org/biolink/vocab/Gene> ; sh:property"
        " [ sh:path <urn:x:p> ; sh:minCount 1 ; sh:message 'no p' ] ."
    )
    result = run(GOOD, "--shapes", tmp_path)
    assert result.exit_code == 4
    assert "1 violation: no p\n  rule urn:x:shape\n" in result.stdout


def test_a_catastrophic_pattern_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:x:shape> a sh:NodeShape ; sh:targetNode <urn:x:s> ;"
        " sh:property [ sh:path <urn:x:p> ; sh:pattern '^(a+)+$' ] ."
    )
    data = tmp_path / "data.nt"
    data.write_text(f'<urn:x:s> <urn:x:p> "{"a" * 60}!" .\n')
    result = run(data, "--shapes", tmp_path / "shapes.ttl", "--engine", "pyshacl", "--time-limit", "6")
    assert result.exit_code == 3
    assert f"{data}: not done within 6 s" in result.stderr


def test_files_together_are_one_dataset(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    kind = "<urn:x:g> a <https://w3id.org/biolink/vocab/Gene> ; <https://w3id.org/biolink/vocab/symbol>"
    one.write_text(f'{kind} "A" .')
    two.write_text(f'{kind} "B" .')
    assert "a gene has one symbol in one record and another in the next" in run(one, two).stdout


def test_our_own_shapes_can_be_given_as_a_folder() -> None:
    assert run(GOOD, "--shapes", resources() / "shapes").exit_code == 0


def test_help_ends_in_an_example() -> None:
    assert run("--help").stdout.rstrip().splitlines()[-1].strip().startswith("Example: mendelgraph validate")
