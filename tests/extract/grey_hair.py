"""Small pages of our own for the tests of extraction."""

from __future__ import annotations

from mendelgraph.records import ConditionRecord, Document, Form, Role, Said, Section, make_section

DOCUMENT = Document("grey-hair.txt", Form.PAGE_TEXT, "0" * 64)


def page(
    *, name: str = "Grey hair", causes: str = "", inheritance: str = "", frequency: str = "", description: str = ""
) -> ConditionRecord:
    texts = {
        Role.DESCRIPTION: description,
        Role.FREQUENCY: frequency,
        Role.CAUSES: causes,
        Role.INHERITANCE: inheritance,
    }
    return record(*(make_section(role, text.split("\n\n")) for role, text in texts.items() if text), name=name)


def record(*sections: Section, name: str = "Grey hair") -> ConditionRecord:
    return ConditionRecord(
        "grey-hair",
        (DOCUMENT,),
        (Said(name, (DOCUMENT.id,)),),
        sections=tuple(Said(section, (DOCUMENT.id,)) for section in sections),
    )
