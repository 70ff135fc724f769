"""Write a whole site into a folder: what changed is made anew, and what a release dropped goes.

A page is made again only when the program, its settings, or an answer that the page was made from has changed (see
`inputs`), or when a file of it is no longer as it was written. Whatever is made, a file whose bytes stay the same is
left untouched, so that copies go fast.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.export.prefixes import output_prefixes
from mendelgraph.locks import lock_folder
from mendelgraph.site.catalogue import read_base
from mendelgraph.site.crawlers import write_robots, write_sitemap
from mendelgraph.site.downloads import DOWNLOADS
from mendelgraph.site.facts import Facts, fingerprint
from mendelgraph.site.files import are_there, remove_file, remove_scratch, write_file
from mendelgraph.site.ledger import LEDGER, Ledger, Page, load_ledger, save_ledger
from mendelgraph.site.making import Studio, Task, make_documents
from mendelgraph.site.rendering import MISSING, Head, render
from mendelgraph.site.search import INDEX, write_index
from mendelgraph.store import MANIFEST
from mendelgraph.whole_files import ending_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

STATIC = Path(__file__).parent / "static"
VENDOR = "vendor/d3-force.js"
SUFFIXES = (".html", *(form.suffix for form in DOWNLOADS))
SERVED = "query."
"""The query editor, which is nothing without an endpoint."""
MARKER = ".mendelgraph-site"
"""The file by which a folder is known as a site: without it nothing in a folder is ever overwritten or removed."""
MARK = b"Written by mendelgraph, which removes from this folder what it wrote and no more.\n"


class Written(NamedTuple):
    """Count what there is and what was done: files, those that changed, those removed, pages, and those made anew."""

    files: int
    changed: int
    removed: int
    pages: int
    made: int


def write_site(release: Path, folder: Path, *, address: str | None = None) -> Written:
    """Write the site of a release. `address` is where it will be read, if not at the base IRI.

    Raises InputError where the folder holds something else, cannot be written, or is being written by another process.
    """
    _refuse_strangers(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_file(f"{folder}/{MARKER}", MARK)
        # Where there are no locks, what two runs at once mixed up is made good by the next: its stamps are others.
        with lock_folder(folder, folder / MARKER), ending_in_order():
            return _update(release, folder, address)
    except OSError as error:
        raise InputError(f"the site cannot be written: {error}", where=str(folder)) from error


def _update(release: Path, folder: Path, address: str | None) -> Written:
    """Write the site where the folder does not hold it, whole, already."""
    base = read_base(release)
    task = Task(release.absolute(), folder.absolute(), base, address or base, (STATIC / VENDOR).is_file())
    old = load_ledger(folder)
    identity = sha256((release / MANIFEST).read_bytes()).hexdigest()
    program = fingerprint(base, task.address)
    if (old.fingerprint, old.release) == (program, identity) and _is_whole(old, folder):
        return Written(len(old.files), 0, 0, len(old.pages), 0)
    return _write(task, Ledger(program, identity), old)


def _is_whole(ledger: Ledger, folder: Path) -> bool:
    """Tell whether every file is as the last run left it, and that run came to its end."""
    stamps = dict(ledger.others)
    for page in ledger.pages.values():
        stamps |= page.files
    return bool(ledger.pages) and not ledger.planned and are_there(folder, stamps)


def _write(task: Task, new: Ledger, old: Ledger) -> Written:
    """Write what changed since the old account, and the new account."""
    studio = Studio(task)
    facts = Facts(studio.catalogue, studio.store, studio.quads, new.release)
    pages = studio.catalogue.addresses.pages
    fresh = _fresh(old, facts, task.folder) if old.fingerprint == new.fingerprint else {}
    new.pages.update({stem: page for stem, page in fresh.items() if stem in set(pages.values())})
    new.answers.update({question: old.answers[question] for page in new.pages.values() for question in page.asked})
    stale = sorted((iri for iri, stem in pages.items() if stem not in new.pages), key=_first_long(studio))
    save_ledger(_unfinished(new, old, {pages[iri] for iri in stale}), task.folder)
    changed = _make(stale, studio, facts, new)
    changed += sum(_put(path, content, task.folder, new) for path, content in _others(studio))
    gone = sorted(old.files - new.files)
    removed = sum(remove_file(task.folder, path) for path in gone)
    if old.planned:
        remove_scratch(task.folder, {*old.files, *new.files, LEDGER})
    save_ledger(new, task.folder)
    return Written(len(new.files), changed, removed, len(new.pages), len(stale))


def _fresh(old: Ledger, facts: Facts, folder: Path) -> dict[str, Page]:
    """Return the pages that would come out as they are: nothing they were made from changed, nor any of their files."""
    same = {question for question, answer in old.answers.items() if facts.answer(question) == answer}
    return {
        stem: page for stem, page in old.pages.items() if same.issuperset(page.asked) and are_there(folder, page.files)
    }


def _unfinished(new: Ledger, old: Ledger, stems: set[str]) -> Ledger:
    """Return the account of a run that is cut off from here on: what is whole, and all that it may have written."""
    planned = {stem + suffix for stem in stems for suffix in SUFFIXES}
    return Ledger(new.fingerprint, new.release, new.answers, new.pages, {}, frozenset(planned | old.files))


def _first_long(studio: Studio) -> Callable[[str], tuple[bool, str, str]]:
    """Order pages: first questions, which take longest, then each condition with its page of the source behind it."""
    catalogue = studio.catalogue
    behind = {entry.page: entry.iri for entry in catalogue.conditions.values()}
    return lambda iri: (not iri.startswith(f"{catalogue.base}query/"), behind.get(iri, iri), iri)


def _make(iris: list[str], studio: Studio, facts: Facts, new: Ledger) -> int:
    """Make pages, and put them into the account; return how many files changed."""
    changed = 0
    for made in make_documents(iris, studio):
        changed += made.changed
        new.pages[made.stem] = Page(made.files, tuple(made.asked))
        for question, answer in made.asked.items():
            if question not in new.answers:
                new.answers[question] = answer or facts.answer(question)
    return changed


def _put(path: str, content: bytes, folder: Path, new: Ledger) -> bool:
    new.others[path], changed = write_file(f"{folder}/{path}", content)
    return changed


def _others(studio: Studio) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site that belongs to no page, with its bytes."""
    setting = studio.setting
    head = Head(MISSING, setting.catalogue.base, "Nothing is described here", "", downloads=False)
    yield f"{MISSING}.html", render("missing.html", head, setting)
    yield INDEX, write_index(setting.catalogue)
    yield from assets()
    yield "sitemap.xml", write_sitemap(setting)
    yield "robots.txt", write_robots(setting)
    yield ".nojekyll", b""
    void = (studio.task.release / "void.ttl").read_bytes()
    yield ".well-known/void", void
    yield "void.ttl", void


def assets() -> Iterator[tuple[str, bytes]]:
    """Yield the style sheet, the scripts and the vendored libraries below `assets/`; not what needs a server."""
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and not path.name.startswith(SERVED):
            yield f"assets/{path.relative_to(STATIC).as_posix()}", path.read_bytes()
    yield "assets/prefixes.js", _script("mendelgraphPrefixes", output_prefixes())


def _script(name: str, value: Mapping[str, str]) -> bytes:
    return f"self.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'), sort_keys=True)};\n".encode()


def _refuse_strangers(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise InputError(
            f"holds files but no {MARKER}, so it is not a site and is left alone; name another folder with -o",
            where=str(folder),
        )
    if folder.exists() and not folder.is_dir():
        raise InputError("is not a folder; name another with -o", where=str(folder))
