"""`mendelgraph export`: formats of several files, and options that only one format takes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from Crypto.PublicKey import RSA

from mendelgraph.cli import main
from mendelgraph.export import FORMATS

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example-poh.trig"
IN_PARTS = [name for name, row in FORMATS.items() if row.in_parts]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", "--data", str(EXAMPLE), *(str(argument) for argument in arguments)])


@pytest.mark.parametrize("name", IN_PARTS)
def test_a_folder_gets_the_files_of_the_archive(name: str, tmp_path: Path) -> None:
    folder, archive = f"{tmp_path}/new/parts/", tmp_path / "parts.zip"
    first, second = run("--format", name, "-o", folder), run("--format", name, "-o", archive)
    assert (first.exit_code, second.exit_code) == (0, 0), first.stderr + second.stderr
    with zipfile.ZipFile(archive) as members:
        held = {member: members.read(member) for member in members.namelist()}
    assert {path.name: path.read_bytes() for path in Path(folder).iterdir()} == held
    assert first.stderr == f"{Path(folder)}: {len(held)} files, {sum(map(len, held.values())):,} bytes\n"


def test_an_existing_folder_keeps_what_else_it_holds(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert run("--format", "tables", "-o", tmp_path).exit_code == 0
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert (tmp_path / "conditions.csv").is_file()


def test_quickstatements_come_from_the_users_items(tmp_path: Path) -> None:
    items = tmp_path / "items.tsv"
    items.write_text("id\titem\tproperty\tvalue\nOMIM:166350\tQ1001\t\t\n")
    result = run("--format", "quickstatements", "--wikidata", items)
    assert result.exit_code == 0
    assert 'Q1001\tP492\t"166350"\tS854\t' in result.stdout


def test_a_table_with_a_mark_of_the_byte_order_is_read_and_what_it_lacks_is_told(tmp_path: Path) -> None:
    items = tmp_path / "items.tsv"
    items.write_text("id\titem\nOMIM:166350\tQ1001\nnosuch:1\tQ1002\n", encoding="utf-8-sig")
    result = run("--format", "quickstatements", "--wikidata", items)
    assert (result.exit_code, "nosuch" in result.stdout) == (0, False)
    assert result.stderr == "1 of the table's 2 ids in no condition or gene here: nosuch:1\n"


REFUSED = {
    "no items": (["--format", "quickstatements"], 3, "--wikidata"),
    "an option of another format": (
        ["--format", "turtle", "--creator", "x:y"],
        2,
        "--creator is no option of --format turtle",
    ),
    "a key that is none": (["--format", "nanopub", "--key", EXAMPLE], 3, "no RSA private key"),
    "no such key": (["--format", "nanopub", "--key", "nowhere"], 2, "does not exist"),
    "a file for a folder": (["--format", "kgx", "-o", f"{EXAMPLE}/"], 3, "is no folder"),
}


@pytest.mark.parametrize(("arguments", "code", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_exported_is_refused(arguments: list[str | Path], code: int, reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert reason in result.stderr


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("c2VjcmV0IGtleQ==")
    result = run("--format", "nanopub", "--key", tmp_path / "key")
    assert result.exit_code == 3
    assert "c2VjcmV0" not in result.stderr + result.stdout


def test_a_key_with_a_mark_of_the_byte_order_signs(tmp_path: Path) -> None:
    key = RSA.generate(2048).export_key("PEM", pkcs=8).decode()
    (tmp_path / "key").write_text(key, encoding="utf-8-sig")
    result = run("--format", "nanopub", "--key", tmp_path / "key")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.count("hasSignature> ") == 2


def test_an_empty_key_leaves_nothing_unsigned(tmp_path: Path) -> None:
    (tmp_path / "key").touch()
    result = run("--format", "nanopub", "--key", tmp_path / "key", "-o", tmp_path / "out.trig")
    assert (result.exit_code, "the key is empty" in result.stderr) == (3, True)
    assert not (tmp_path / "out.trig").exists()
