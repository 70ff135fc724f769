"""Ways in which a release is no longer as it was left, of which the next build into its folder must believe nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import Store

from mendelgraph.release.kept import FOLDER, INDEX, PORTIONS, RECORDS, SOURCES


def spoil_dump(release: Path) -> None:
    file = release / "mendelgraph.nq"
    file.write_bytes(file.read_bytes().replace(b"Osteoma", b"Ostomea"))


def spoil_packed(release: Path) -> None:
    data = bytearray((release / "mendelgraph.ttl.gz").read_bytes())
    data[len(data) // 2] ^= 255
    (release / "mendelgraph.ttl.gz").write_bytes(data)


def spoil_lines(release: Path) -> None:
    file = release / FOLDER / RECORDS
    file.write_bytes(file.read_bytes().replace(b"GNAS", b"GNAZ"))


def spoil_sums(release: Path) -> None:
    file = release / FOLDER / "sums.jsonl"
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))


def spoil_sources(release: Path) -> None:
    file = release / FOLDER / SOURCES
    file.write_bytes(file.read_bytes().replace(b"GNAS", b"GNAZ").replace(b"Osteoma", b"Ostemoa"))


def spoil_portions(release: Path) -> None:
    file = release / FOLDER / PORTIONS
    file.write_bytes(file.read_bytes().replace(b"1", b"2"))


def cut_dump(release: Path) -> None:
    with (release / "mendelgraph.jsonld").open("r+b") as file:
        file.truncate(1000)


def spoil_index(release: Path) -> None:
    (release / FOLDER / INDEX).write_text("[1, 2")


def empty_index(release: Path) -> None:
    (release / FOLDER / INDEX).write_text("")


def alter_index(release: Path, alter: Callable[[list[str]], list[str]]) -> None:
    index = release / FOLDER / INDEX
    lines = index.read_text().splitlines(keepends=True)
    altered = alter(lines)
    assert altered != lines
    index.write_text("".join(altered))


def lose_a_line(release: Path) -> None:
    alter_index(release, lambda lines: [*lines[:1], *lines[2:]])


def cut_index(release: Path) -> None:
    alter_index(release, lambda lines: lines[:4])


def cut_index_to_its_head(release: Path) -> None:
    alter_index(release, lambda lines: lines[:1])


def change_a_sum(release: Path) -> None:
    """Make what is added up of all conditions too much by a statement."""

    def alter(lines: list[str]) -> list[str]:
        made_by, sources, portions, sums, store = json.loads(lines[0])
        sums[1][2] += 1
        return [json.dumps([made_by, sources, portions, sums, store], separators=(",", ":")) + "\n", *lines[1:]]

    alter_index(release, alter)


def exchange_records(release: Path) -> None:
    """Exchange where two records stand."""

    def alter(lines: list[str]) -> list[str]:
        one, other = (json.loads(line) for line in lines[1:3])
        one[3:], other[3:] = other[3:], one[3:]
        return [lines[0], *(json.dumps(row, separators=(",", ":")) + "\n" for row in (one, other)), *lines[3:]]

    alter_index(release, alter)


def change_store(release: Path) -> None:
    store = Store(release / "store")
    store.update("INSERT DATA { <urn:x:a> <urn:x:b> <urn:x:c> }")
    store.flush()


def damage_store(release: Path, files: str, share: float = 0.5) -> None:
    """Flip a byte of each file of a store that has such a name, by default the one in the middle."""
    found = [*(release / "store").glob(files)]
    assert found
    for file in found:
        data = bytearray(file.read_bytes())
        data[int(len(data) * share)] ^= 255
        file.write_bytes(data)


def damage_list_of_tables(release: Path) -> None:
    damage_store(release, "MANIFEST-*")


def damage_current(release: Path) -> None:
    damage_store(release, "CURRENT")


def damage_tables(release: Path) -> None:
    damage_store(release, "*.sst")


def damage_statements(release: Path) -> None:
    """Damage what the engine does not look at as it opens the store."""
    damage_store(release, "*.sst", 0)


def lose_a_table(release: Path) -> None:
    next((release / "store").glob("*.sst")).unlink()


def lose_store(release: Path) -> None:
    shutil.rmtree(release / "store")


DAMAGES = (
    spoil_dump,
    spoil_packed,
    spoil_lines,
    spoil_sums,
    spoil_sources,
    spoil_portions,
    cut_dump,
    spoil_index,
    empty_index,
    lose_a_line,
    cut_index,
    cut_index_to_its_head,
    change_a_sum,
    exchange_records,
    change_store,
    damage_list_of_tables,
    damage_current,
    damage_tables,
    damage_statements,
    lose_a_table,
    lose_store,
)
