"""The account that a site keeps of itself: what each page was made from, and the files that were written for it."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.site.files import Stamp, Stamps, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LEDGER = ".mendelgraph-pages.json.gz"


class Page(NamedTuple):
    """Hold a page's files, and the questions (`table key`) whose answers it was made from."""

    files: Stamps
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """Hold the account of one run.

    `fingerprint` is that of the program and its settings, `release` that of the release; `answers` are digests by
    question; `pages` are by stem; `others` are files that belong to no page; `planned` are paths that a run that was
    cut off may have written.
    """

    fingerprint: str = ""
    release: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    others: Stamps = field(default_factory=dict)
    planned: frozenset[str] = frozenset()

    @property
    def files(self) -> set[str]:
        """Return every path that this run wrote or meant to write."""
        return {path for page in self.pages.values() for path in page.files} | set(self.others) | self.planned


def save_ledger(ledger: Ledger, folder: Path) -> None:
    """Write the account; equal ones give equal bytes."""
    questions = sorted({question for page in ledger.pages.values() for question in page.asked})
    number = {question: place for place, question in enumerate(questions)}
    content = {
        "fingerprint": ledger.fingerprint,
        "release": ledger.release,
        "questions": questions,
        "answers": [ledger.answers.get(question, "") for question in questions],
        "pages": {
            stem: [page.files, sorted(number[question] for question in page.asked)]
            for stem, page in sorted(ledger.pages.items())
        },
        "others": dict(sorted(ledger.others.items())),
        "planned": sorted(ledger.planned),
    }
    packed = gzip.compress(json.dumps(content, separators=(",", ":")).encode(), compresslevel=3, mtime=0)
    write_file(f"{folder}/{LEDGER}", packed)


def load_ledger(folder: Path) -> Ledger:
    """Read the account of the last run; one that is missing or damaged is empty, so that all pages are made anew."""
    try:
        content = json.loads(gzip.decompress((folder / LEDGER).read_bytes()))
        questions = content["questions"]
        return Ledger(
            content["fingerprint"],
            content["release"],
            dict(zip(questions, content["answers"], strict=True)),
            {
                stem: Page(_stamps(files), tuple(questions[place] for place in asked))
                for stem, (files, asked) in content["pages"].items()
            },
            _stamps(content["others"]),
            frozenset(_inside(content["planned"])),
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Ledger()


def _stamps(files: dict[str, list[int]]) -> Stamps:
    return {path: Stamp(*files[path]) for path in _inside(files)}


def _inside(paths: Iterable[str]) -> list[str]:
    """Return paths that stay within the folder; an account with another is nobody's we would remove files for."""
    found = list(paths)
    if any(path.startswith("/") or ".." in path.split("/") for path in found):
        raise ValueError("a path leads out of the site")
    return found
