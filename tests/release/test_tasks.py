"""What a record depends on in others: the names that meet its own, and nothing else of them."""

from __future__ import annotations

import pytest

from mendelgraph.graph import DEFAULT_BASE, Minter
from mendelgraph.records import Catalogue, ConditionRecord, Disagreement, Document, Form, Said
from mendelgraph.release.sources import Reading
from mendelgraph.release.tasks import Tasks, make_tasks
from mendelgraph.sources.packed import PackedRecords, pack_record


def record(slug: str, *names: str) -> ConditionRecord:
    document = Document(f"{slug}.txt", Form.PAGE_TEXT, "0" * 64)
    first, *others = (Said(name, (document.id,)) for name in names)
    return ConditionRecord(slug, (document,), (first,), tuple(others))


def tasks_of(*records: ConditionRecord, disagreements: tuple[Disagreement, ...] = ()) -> Tasks:
    return make_tasks(Reading(Catalogue(records, disagreements=disagreements)), Minter(DEFAULT_BASE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Grey hair", "grey-hair"),
        ("Gräy hair", "Gräy Hair"),
        ("Gräy hair", "Gray hair"),
        ("gräy hair", "gry hair"),
        ("α-grey hair", "alpha grey hair"),
    ],
    ids=["ascii", "letters that a form loses", "transliterated", "lost", "greek"],
)
def test_names_that_meet_are_told_to_both(one: str, other: str) -> None:
    tasks = tasks_of(record("a", one, "Own of a"), record("b", other), record("c", "Another"))
    assert [sorted({slug for slugs in task.neighbours.slugs.values() for slug in slugs}) for task in tasks] == [
        ["a", "b"],
        ["a", "b"],
        [],
    ]


@pytest.mark.parametrize("name", ["Grey hair", "Gräy hair"], ids=["ascii", "letters that a form loses"])
def test_another_condition_of_the_same_name_is_found(name: str) -> None:
    one, other = tasks_of(record("a", name), record("b", "Another", name))
    assert one.neighbours.others(name, "a") == ("b",)
    assert other.neighbours.others(name, "b") == ("a",)


def test_a_name_of_one_condition_alone_is_told_to_nobody() -> None:
    (task,) = tasks_of(record("a", "Grey hair", "grey-hair"))
    assert not task.neighbours.slugs


def test_tasks_come_in_the_order_of_their_graphs_with_what_documents_disagree_on() -> None:
    told = Disagreement("grey", "name", (Said("Grey", ("a",)), Said("Gray", ("b",))))
    tasks = tasks_of(record("white", "White"), record("grey", "Grey"), disagreements=(told,))
    assert [(task.record.slug, task.disagreements) for task in tasks] == [("grey", (told,)), ("white", ())]
    assert [task.record.slug for task in tasks[1:]] == ["white"]


def digest_of(tasks: Tasks) -> str:
    """Return the digest of the first task."""
    return dict(tasks.digests(Minter(DEFAULT_BASE)))["https://w3id.org/mendelgraph/graph/condition/grey/"]


def test_a_digest_stays_where_only_records_change_that_share_no_name() -> None:
    before = tasks_of(record("grey", "Grey"), record("white", "White"))
    assert digest_of(tasks_of(record("grey", "Grey"), record("white", "Snowy"))) == digest_of(before)


TOLD = Disagreement("grey", "name", (Said("Grey", ("a",)), Said("Gray", ("b",))))
DIFFERENT = {
    "another name": tasks_of(record("grey", "Greyish")),
    "a record that shares its name": tasks_of(record("grey", "Grey"), record("white", "White", "Grey")),
    "a disagreement": tasks_of(record("grey", "Grey"), disagreements=(TOLD,)),
    "a disagreement of other documents": tasks_of(
        record("grey", "Grey"), disagreements=(TOLD._replace(values=(TOLD.values[0],)),)
    ),
}


def test_a_digest_tells_all_that_a_record_depends_on() -> None:
    digests = [digest_of(tasks) for tasks in (tasks_of(record("grey", "Grey")), *DIFFERENT.values())]
    assert len(set(digests)) == len(digests), dict(zip(DIFFERENT, digests[1:], strict=True))


def test_packed_records_give_the_same_tasks() -> None:
    records = (record("a", "Grey hair"), record("b", "Gräy hair", "Gry hair"), record("c", "Gray hair"))
    packed = PackedRecords(tuple(map(pack_record, records)))
    assert list(make_tasks(Reading(Catalogue(packed)), Minter(DEFAULT_BASE))) == list(tasks_of(*records))
