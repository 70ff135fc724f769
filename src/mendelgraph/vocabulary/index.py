"""Compile vocabulary files into one index file, and open it to ask."""

from __future__ import annotations

import csv
import gc
import hashlib
import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.errors import InputError
from mendelgraph.identifiers import Curie
from mendelgraph.vocabulary import reconcile
from mendelgraph.vocabulary.compilation import Contents, entrez_ids, write_contents
from mendelgraph.vocabulary.curated import curated_readings
from mendelgraph.vocabulary.lookup import SqliteVocabulary
from mendelgraph.vocabulary.origins import UNSTATED, origins
from mendelgraph.vocabulary.readers import READERS
from mendelgraph.vocabulary.reading import Document, Identifiers, Reading, blank_reading, iso_date, read_document
from mendelgraph.vocabulary.schema import APPLICATION_ID, SCHEMA_VERSION
from mendelgraph.vocabulary.terms import VocabularySource
from mendelgraph.whole_files import place_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    Progress = Callable[[str], None]


# Hidden files, and what `mendelgraph.fetch.download` writes beside a file.
_PASSED_OVER = re.compile(r"^\.|\.(?:fetched\.json|part|part\.json)$")


UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, SyntaxError, RecursionError, csv.Error)
"""What readers, and the parsers below them, raise on a file that is not what its beginning says."""


class IndexReport(NamedTuple):
    """Say what went into an index and what did not.

    `counts` are rows by table. `unrecognised` files have no form that a reader knows, `superseded` ones are older
    releases of a source that another file gives, `refused` are identifiers that the prefix table does not admit.
    """

    sources: tuple[VocabularySource, ...]
    counts: dict[str, int]
    unrecognised: tuple[str, ...]
    superseded: tuple[str, ...]
    refused: tuple[tuple[str, int], ...]

    def refused_prefixes(self) -> tuple[tuple[str, int], ...]:
        """Return how often identifiers of each prefix were refused, most frequent first."""
        totals: Counter[str] = Counter()
        for text, count in self.refused:
            totals[text.partition(":")[0]] += count
        return tuple(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def compile_index(files: Sequence[Path], out: Path, *, progress: Progress) -> IndexReport:
    """Compile vocabulary files into one index at `out`, which is replaced in whole or not at all.

    Raises InputError for a file that cannot be read, or where no file is recognised.
    """
    contents, report = gather(files, progress=progress)
    progress(f"writing {out.name}")
    try:
        _write_whole(contents, out)
    except (OSError, sqlite3.OperationalError) as error:
        raise InputError(f"cannot be written ({error}); choose another place with -o", where=str(out)) from error
    return report


def _write_whole(contents: Contents, out: Path) -> None:
    """Write beside the old index and swap; journal and syncs are needless for a file that is thrown away on failure."""
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.exists() and not out.is_file():
        raise InputError("is no regular file; choose another place with -o", where=str(out))
    with place_beside(out) as beside, closing(sqlite3.connect(beside)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        write_contents(contents, database)


def gather(files: Sequence[Path], *, progress: Progress) -> tuple[Contents, IndexReport]:
    """Read the files and reconcile what they say."""
    with _collector_paused():
        return _gathered(files, progress)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector, which would visit millions of tuples again and again (43 s instead of 30 s)."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _gathered(files: Sequence[Path], progress: Progress) -> tuple[Contents, IndexReport]:
    identifiers = Identifiers()
    readings, hashes, unrecognised, superseded = _read_all(files, identifiers, progress)
    if not readings:
        raise InputError("no vocabulary file recognised", where=", ".join(str(file) for file in files) or "no files")
    for reading, digest in curated_readings():
        readings.append(reading)
        hashes[reading.key] = [digest]
    progress("reconciling")
    contents = _reconciled(readings, hashes, identifiers)
    counts = {field: len(getattr(contents, field)) for field in Contents._fields}
    return contents, IndexReport(
        tuple(contents.sources), counts, tuple(unrecognised), tuple(superseded), tuple(contents.refused)
    )


def vocabulary_files(folder: Path) -> tuple[Path, ...]:
    """Return all files below a folder, sorted, but not what the downloader notes beside them and its unfinished parts.

    Raises InputError where there is none.
    """
    files = tuple(sorted(path for path in folder.rglob("*") if path.is_file() and not _PASSED_OVER.search(path.name)))
    if not files:
        raise InputError("no files in this folder", where=str(folder))
    return files


def _read_all(
    files: Iterable[Path], identifiers: Identifiers, progress: Progress
) -> tuple[list[Reading], dict[str, list[str]], list[str], list[str]]:
    by_source: defaultdict[str, list[tuple[Document, Reading]]] = defaultdict(list)
    unrecognised = []
    for path in sorted(files):
        document = _text_document(path)
        reading = document and _read(document, identifiers)
        if document and reading:
            progress(f"read {path.name}")
            by_source[reading.key].append((document._replace(text=""), reading))
        else:
            unrecognised.append(str(path))
    readings, hashes, superseded = [], {}, []
    for key in sorted(by_source):
        newest = max(iso_date(reading.version) for _, reading in by_source[key])
        current = [(doc, reading) for doc, reading in by_source[key] if iso_date(reading.version) == newest]
        superseded += [str(doc.path) for doc, reading in by_source[key] if iso_date(reading.version) != newest]
        readings.append(_joined([reading for _, reading in current]))
        hashes[key] = sorted({doc.sha256 for doc, _ in current})
    return readings, hashes, unrecognised, superseded


def _text_document(path: Path) -> Document | None:
    """Read a file; one that is no text is not recognised, one that is cut off is an error."""
    try:
        return read_document(path)
    except InputError as error:
        if isinstance(error.__cause__, UnicodeDecodeError):
            return None
        raise


def _read(document: Document, identifiers: Identifiers) -> Reading | None:
    head = document.head
    reader = next((reader for reader in READERS if reader.recognises(head)), None)
    if reader is None:
        return None
    try:
        reading = reader.read(document, identifiers)
    except UNREADABLE as error:
        what = f"looks like {reader.form} but cannot be read as that ({error!r}); fetch the file again"
        raise InputError(what, where=str(document.path)) from error
    return reading if reading.key in origins() else None


def _joined(readings: list[Reading]) -> Reading:
    """Join the files of one source and one release."""
    first = readings[0]
    version = max(reading.version for reading in readings)
    joined = blank_reading(first.key, version)
    for reading in readings:
        for rows, more in zip(joined[2:], reading[2:], strict=True):
            rows += more  # type: ignore[operator]  # the same field of two readings
    return joined


def _reconciled(readings: list[Reading], hashes: dict[str, list[str]], identifiers: Identifiers) -> Contents:
    dates = reconcile.ages(readings)
    terms = reconcile.settle_terms(readings, dates)
    genes = reconcile.settle_genes(readings)
    by_entrez = {Curie("NCBIGene", local): hgnc for local, hgnc in entrez_ids(genes).items()}
    return Contents(
        sources=sorted(_source(reading, hashes[reading.key]) for reading in readings),
        terms=list(terms.values()),
        names=reconcile.settle_names(readings, terms, dates),
        xrefs=reconcile.settle_xrefs(readings, dates),
        parents=reconcile.settle_parents(readings, dates),
        genes=genes,
        gene_diseases=reconcile.settle_gene_diseases(readings, by_entrez),
        modes=sorted({mode for reading in readings for mode in reading.modes}),
        pages=sorted({page for reading in readings for page in reading.pages}),
        refused=sorted(identifiers.refused.items()),
    )


def _source(reading: Reading, hashes: list[str]) -> VocabularySource:
    """Describe a source; the hash of several files is that of their sorted hashes, one a line."""
    joined = "".join(f"{digest}\n" for digest in hashes).encode()
    sha256 = hashes[0] if len(hashes) == 1 else hashlib.sha256(joined).hexdigest()
    origin = origins()[reading.key]
    return VocabularySource(reading.key, origin.title, reading.version or UNSTATED, origin.licence, origin.url, sha256)


def open_index(path: Path) -> SqliteVocabulary:
    """Open an index for reading, in milliseconds; several processes may have it open.

    Raises InputError for a file that is not an index, or was written by another version of the schema.
    """
    if not path.is_file():
        raise InputError("no such index; compile one with `mendelgraph vocabulary build`", where=str(path))
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    database = sqlite3.connect(uri, uri=True, check_same_thread=False)
    try:
        _check_version(database, path)
    except InputError:
        database.close()
        raise
    return SqliteVocabulary(database)


def _check_version(database: sqlite3.Connection, path: Path) -> None:
    try:
        application = database.execute("PRAGMA application_id").fetchone()[0]
        version = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise InputError(f"not a vocabulary index ({error})", where=str(path)) from error
    if (application, version) != (APPLICATION_ID, SCHEMA_VERSION):
        raise InputError("not an index of this version; compile it again with `vocabulary build`", where=str(path))
