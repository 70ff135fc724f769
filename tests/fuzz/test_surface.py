"""What others send: queries, RDF files, whole folders of pages. Refused in words or answered, never a crash."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse, serialize

from mendelgraph.errors import InputError
from mendelgraph.rdf import Limits, read_quads_bytes
from mendelgraph.resources import resources
from tests.fuzz.mutations import CUTS, Cut, mutate, random_cuts
from tests.sources.pages import FORMS, Page

ROOT = Path(__file__).parents[2]
QUERIES = sorted((resources() / "queries").glob("*.rq"))

# One process asks all the queries: one that the guard lets through and that ends the process is a hole in the guard.
ASKER = """
import json, sys, time
from pathlib import Path
from mendelgraph.errors import MendelgraphError
from mendelgraph.store import Source
from mendelgraph.store.asking import describe, find, select
data = Path(sys.argv[1])
for line in sys.stdin:
    text = json.loads(line)
    print(json.dumps(text), file=sys.stderr, flush=True)
    started = time.process_time()
    try:
        question = find(text)
        answer = (describe if question.form.gives_graph else select)(question.text, Source(data))
        for _, row in zip(range(200), answer if hasattr(answer, "__iter__") else ()):
            str(row)
    except MendelgraphError:
        pass
    if time.process_time() - started > 2:
        print("slow:", json.dumps(text))
print("done")
"""


@pytest.fixture(scope="module")
def small_release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from mendelgraph.release import build

    pages = [
        path for path in (resources() / "data" / "conditions").glob("*.txt") if path.stem.startswith(("ro", "pro"))
    ]
    return build(pages, output=tmp_path_factory.mktemp("small") / "dist").folder


def test_queries_are_answered_or_refused(small_release: Path) -> None:
    random = Random(8)  # noqa: S311 - repeatable
    texts = [random.choice(QUERIES).read_bytes() for _ in range(150)]
    lines = [json.dumps(mutate(text, random_cuts(random)).decode(errors="replace")) for text in texts]
    done = subprocess.run(
        [sys.executable, "-c", ASKER, str(small_release)],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.stdout == "done\n", (done.returncode, done.stderr.splitlines()[-12:])


def rdf_samples() -> dict[str, bytes]:
    text = (ROOT / "ontology" / "mendelgraph.ttl").read_bytes()
    quads = list(parse(text, RdfFormat.TURTLE))[:60]
    named = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "trig": RdfFormat.TRIG}
    named |= {"rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD, "nquads": RdfFormat.N_QUADS}
    return {name: serialize(quads, format=form) or b"" for name, form in named.items()}


@settings(max_examples=36, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=st.sampled_from(sorted(rdf_samples())), cuts=CUTS)
def test_rdf_is_read_or_refused(form: str, cuts: list[Cut]) -> None:
    with suppress(InputError):
        list(read_quads_bytes(mutate(rdf_samples()[form], cuts), limits=Limits(seconds=10)))


# The build may write into its own folder and its lock beside it, and into files without a name.
WATCHED = """
import os, sys
from pathlib import Path
from mendelgraph.cli import main
allowed = str(Path(sys.argv.pop(1)))
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        writes = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    elif event in {f"os.{name}" for name in "mkdir rename remove rmdir link symlink chmod".split()} | {"shutil.rmtree"}:
        path, writes = arguments[0], True
    elif event in {"subprocess.Popen", "os.exec", "os.system", "socket.connect"}:
        raise AssertionError(f"{event} {arguments}")
    else:
        return
    if writes and isinstance(path, (str, bytes, os.PathLike)):
        # A bare name is one in a folder that is already open (rmtree), which is ours by then.
        name, bare = os.path.abspath(os.fsdecode(path)), os.sep not in os.fsdecode(path)
        if not (bare or name.startswith(allowed) or name == os.devnull or "__pycache__" in name):
            raise AssertionError(f"{event} {name}")
sys.addaudithook(watch)
main()
"""


@pytest.mark.parametrize("seed", range(2))
def test_a_build_of_damaged_pages_writes_nowhere_else(seed: int, tmp_path: Path, unmeasured: None) -> None:
    random = Random(seed)  # noqa: S311 - repeatable
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "whole.txt").write_bytes(FORMS["page-text"](Page(slug="whole")))
    for number in range(60):
        form, slug = (
            random.choice(sorted(FORMS)),
            random.choice(["a-b", "../../x", "..", "a/b", "%2e%2e", "x\0y", "C:x"]),
        )
        data = FORMS[form](Page(slug=slug if "\0" not in slug or "xml" not in form else "a-c"))
        (pages / f"{number:02}").write_bytes(mutate(data, random_cuts(random)) if random.random() < 0.8 else data)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            WATCHED,
            str(tmp_path / "out"),
            "build",
            str(pages),
            "-o",
            str(tmp_path / "out" / "dist"),
        ],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode in {0, 3}, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out" / "dist" / "manifest.json").is_file()
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(tmp_path / "out") for path in new)
