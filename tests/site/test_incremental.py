"""A run over an older site gives the same bytes as one into an empty folder, and makes only what changed."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mendelgraph import build
from mendelgraph.errors import InputError
from mendelgraph.resources import resources
from mendelgraph.site import facts, making
from mendelgraph.site.facts import fingerprint
from mendelgraph.site.ledger import LEDGER, Ledger, load_ledger, save_ledger
from mendelgraph.site.writing import Written, write_site
from tests.test_processes import check_ended, run_driver

SOURCES = resources() / "data" / "conditions"
POH, FOP, FAR = "progressive-osseous-heteroplasia", "fibrodysplasia-ossificans-progressiva", "rotor-syndrome"
SLUGS = (POH, FOP, "mccune-albright-syndrome", "hemophilia", FAR)
BASE = "https://w3id.org/mendelgraph/"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    (folder / "pages").mkdir()
    for slug in SLUGS:
        shutil.copy(SOURCES / f"{slug}.txt", folder / "pages")
    build([folder / "pages"], output=folder / "dist")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "WORTH_A_PROCESS", 10_000)
        write_site(folder / "dist", folder / "site")
    return folder


@pytest.fixture
def again(first: Path, tmp_path: Path) -> Path:
    """Return a folder of sources, release and site, to be changed."""
    shutil.copytree(first, tmp_path / "again", copy_function=shutil.copy2)
    return tmp_path / "again"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the IRIs whose documents are made, all in this process, as they are made."""
    iris: list[str] = []
    make = making.Studio.make

    def note(studio: making.Studio, iri: str) -> making.Made:
        iris.append(iri)
        return make(studio, iri)

    monkeypatch.setattr(making, "WORTH_A_PROCESS", 10_000)
    monkeypatch.setattr(making.Studio, "make", note)
    return iris


def files(site: Path) -> dict[str, bytes]:
    """Return all files but the account, which bears the times at which they were written."""
    paths = (path for path in site.rglob("*") if path.is_file() and path.name != LEDGER)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def rebuild(folder: Path) -> Written:
    build([folder / "pages"], output=folder / "dist")
    return write_site(folder / "dist", folder / "site")


def edit(folder: Path, slug: str, old: str, new: str) -> None:
    path = folder / "pages" / f"{slug}.txt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def reword(folder: Path) -> None:
    edit(folder, FAR, "Description\n\n", "Description\n\nThis sentence is new. ")


def rename(folder: Path) -> None:
    edit(folder, POH, "Progressive osseous heteroplasia\n\nDescription", "Osseous heteroplasia\n\nDescription")


def drop(folder: Path) -> None:
    (folder / "pages" / f"{FOP}.txt").unlink()


def add(folder: Path) -> None:
    shutil.copy(SOURCES / "alstrom-syndrome.txt", folder / "pages")


def much(folder: Path) -> None:
    for change in (rename, drop, add):
        change(folder)


@pytest.mark.parametrize("change", [reword, much], ids=lambda change: change.__name__)
def test_a_run_over_an_older_site_gives_the_bytes_of_a_fresh_one(
    change: Callable[[Path], None], again: Path, made: list[str], tmp_path: Path
) -> None:
    change(again)
    rebuild(again)
    some = len(made)
    write_site(again / "dist", tmp_path / "fresh")
    assert files(again / "site") == files(tmp_path / "fresh")
    assert some < len(made) - some


def test_a_changed_text_makes_only_what_tells_of_it(again: Path, made: list[str]) -> None:
    reword(again)
    written = rebuild(again)
    records = {iri for iri in made if "/condition/" in iri or "hgnc" in iri}
    assert records == {f"{BASE}condition/{FAR}", f"https://medlineplus.gov/genetics/condition/{FAR}/"}
    assert written.made == len(made) < written.pages
    assert written.changed < written.files / 40


def test_a_new_name_is_told_on_the_pages_that_say_it_and_on_no_other(again: Path, made: list[str]) -> None:
    rename(again)
    rebuild(again)
    slugs = {iri.rpartition("/")[2] for iri in made if iri.startswith(f"{BASE}condition/")}
    assert slugs == {POH, FOP, "mccune-albright-syndrome"}  # by a shared name, and by a shared gene
    assert "http://identifiers.org/hgnc/4392" in made
    assert "Osseous heteroplasia" in (again / "site/condition/mccune-albright-syndrome.html").read_text()


def test_what_a_release_dropped_goes_with_its_folder(again: Path, made: list[str]) -> None:
    drop(again)
    written = rebuild(again)
    assert written.removed >= 10
    assert not list((again / "site").rglob(f"*{FOP}*"))
    assert f"{FOP}.html" not in (again / "site/sitemap.xml").read_text()


def test_an_unchanged_release_is_not_even_opened(again: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "open_store", None)
    written = write_site(again / "dist", again / "site")
    assert (written.made, written.changed, written.removed) == (0, 0, 0)
    assert made == []


def test_a_page_that_somebody_changed_or_lost_is_made_again(again: Path, made: list[str]) -> None:
    page = again / "site/condition" / f"{FAR}.html"
    before = page.read_bytes()
    page.write_text("mine")
    (again / "site" / f"condition/{POH}.ttl").unlink()
    write_site(again / "dist", again / "site")
    assert page.read_bytes() == before
    assert {f"{BASE}condition/{FAR}", f"{BASE}condition/{POH}"} <= set(made)
    assert len(made) < 20


def test_another_address_makes_everything_again(again: Path, made: list[str]) -> None:
    written = write_site(again / "dist", again / "site", address="https://example.org/genetics/")
    assert written.made == written.pages == len(made)


def test_another_program_has_another_fingerprint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copy(facts.PROGRAM / "site" / "wording.py", tmp_path)
    monkeypatch.setattr(facts, "PROGRAM", tmp_path)
    before = fingerprint("a", "b")
    assert before == fingerprint("a", "b")
    assert len({before, fingerprint("ab"), fingerprint("b", "a")}) == 3
    (tmp_path / "wording.py").write_text("MANY = 5\n")
    assert fingerprint("a", "b") != before
    monkeypatch.setattr(facts, "version", lambda name: "another")
    assert len({before, fingerprint("a", "b")}) == 2


@pytest.mark.parametrize(
    "damage",
    [b"", b"no gzip", b"\x1f\x8b\x08\x00", gzip.compress(b"[]"), gzip.compress(b'{"pages": 1}')],
    ids=["empty", "text", "cut off", "no object", "other keys"],
)
def test_a_damaged_account_is_no_account(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / LEDGER).write_bytes(damage)
    assert load_ledger(tmp_path) == Ledger()


def test_without_an_account_everything_is_made_and_nothing_touched(again: Path, made: list[str]) -> None:
    (again / "site" / LEDGER).unlink()
    written = write_site(again / "dist", again / "site")
    assert (written.made, written.changed) == (written.pages, 0)


def test_a_run_that_was_cut_off_leaves_nothing_behind_in_the_end(
    again: Path, made: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add(again)
    build([again / "pages"], output=again / "dist")
    make = making.Studio.make

    def break_off(studio: making.Studio, iri: str) -> making.Made:
        if iri == f"{BASE}condition/alstrom-syndrome":
            raise KeyboardInterrupt
        return make(studio, iri)

    with monkeypatch.context() as patch:
        patch.setattr(making.Studio, "make", break_off)
        with pytest.raises(KeyboardInterrupt):
            write_site(again / "dist", again / "site")
    assert (again / "site/id/medlineplus/condition/alstrom-syndrome/index.html").is_file()
    (again / "pages/alstrom-syndrome.txt").unlink()
    rebuild(again)
    write_site(again / "dist", tmp_path / "fresh")
    assert files(again / "site") == files(tmp_path / "fresh")


# Two processes make the pages, each of them slowly, and tell who they are.
DRIVER = """
import os, time
from pathlib import Path
from mendelgraph.cli import main
from mendelgraph.site import making
made, making.WORTH_A_PROCESS = making.Studio.make, 1
def make_slowly(*arguments):
    (Path(os.environ["STARTED"]) / str(os.getpid())).touch()
    time.sleep(0.05)
    return made(*arguments)
making.Studio.make = make_slowly
if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=lambda number: number.name)
def test_a_run_that_is_ended_leaves_no_process_and_the_next_makes_it_good(
    again: Path, number: signal.Signals, made: list[str]
) -> None:
    site = again / "ended"
    with run_driver(DRIVER, again, "site", "--data", str(again / "dist"), "-o", str(site)) as (parent, workers):
        with pytest.raises(InputError, match="another run"):
            write_site(again / "dist", site)
        check_ended(parent, workers, number)
    (site / f".index.html.{parent.pid}").write_text("<html>, cut")
    write_site(again / "dist", site)
    assert files(site) == files(again / "site")


def test_files_of_others_are_left_alone(again: Path) -> None:
    (again / "site/.git").mkdir()
    (again / "site/.git/HEAD").write_text("ref: refs/heads/pages\n")
    (again / "site/CNAME").write_text("example.org\n")
    write_site(again / "dist", again / "site", address="https://example.org/")
    assert (again / "site/.git/HEAD").is_file()
    assert (again / "site/CNAME").read_text() == "example.org\n"


def test_an_account_cannot_make_us_remove_what_lies_outside(again: Path) -> None:
    ledger = load_ledger(again / "site")
    (again / "precious").write_text("mine")
    save_ledger(replace(ledger, planned=frozenset({"../precious"})), again / "site")
    write_site(again / "dist", again / "site")
    assert (again / "precious").is_file()


def test_processes_write_what_one_alone_does(again: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    write_site(again / "dist", tmp_path / "parallel")
    assert files(tmp_path / "parallel") == files(again / "site")
    one, two = load_ledger(again / "site"), load_ledger(tmp_path / "parallel")
    assert one.answers == two.answers
    assert {stem: set(page.asked) for stem, page in one.pages.items()} == {
        stem: set(page.asked) for stem, page in two.pages.items()
    }
