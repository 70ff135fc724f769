"""MedQuAD's collection of GHR pages: five questions and answers, synonyms and concept ids a file.

Ben Abacha & Demner-Fushman, BMC Bioinformatics 2019, 20:511. Its text lost every character that is not ASCII, its
names begin in lower case, and the concept ids are its authors', not the page's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mendelgraph.errors import InputError
from mendelgraph.records import ExternalId, Form, RefusalKind, Resource, Role
from mendelgraph.sources.addresses import find_condition
from mendelgraph.sources.drafts import Draft, digest, finish, refuse
from mendelgraph.sources.markup import find_children, find_items, find_text, read_xml
from mendelgraph.sources.prose import clean, split_doubled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mendelgraph.sources.drafts import Item
    from mendelgraph.sources.markup import Element
    from mendelgraph.sources.streams import Body

QUESTIONS = {
    "information": Role.DESCRIPTION,
    "frequency": Role.FREQUENCY,
    "genetic changes": Role.CAUSES,
    "inheritance": Role.INHERITANCE,
    "treatment": Role.RESOURCES,
}

# What follows is the same five links to the site's general pages in every document.
_GENERAL = re.compile(r"These resources from MedlinePlus offer information about the diagnosis and management")
_ENTRY = re.compile(r"(?:^|\s)\s*- (?=\S)")
_DOUBLED = re.compile(r"^(.+?): \1: ")


def read_medquad(body: Body) -> Iterator[Item]:
    """Read one MedQuAD document."""
    data = body.stream.read_page()
    root = read_xml(data)
    url = root.get("url", "")
    if root.get("source") != "GHR" or find_condition(url) is None:
        reason = f"a MedQuAD document of {root.get('source')!r}, not of a condition page of GHR"
        yield refuse(body.id, reason, RefusalKind.NOT_A_SOURCE)
        return
    draft = Draft(body.id, Form.MEDQUAD_XML, url, name=find_text(root, "Focus"))
    for notes in find_children(root, "FocusAnnotations"):
        draft.other_names = [item.text or "" for item in find_items(notes, "Synonyms", "Synonym")]
        concepts = [item for umls in find_children(notes, "UMLS") for item in find_items(umls, "CUIs", "CUI")]
        draft.identifiers = [ExternalId("UMLS", clean(item.text or "")) for item in concepts]
    for pair in find_items(root, "QAPairs", "QAPair"):
        _read_pair(pair, draft)
    yield from finish(draft, digest(data))


def _read_pair(pair: Element, draft: Draft) -> None:
    question = next(iter(find_children(pair, "Question")), None)
    kind = "" if question is None else question.get("qtype", "")
    role = QUESTIONS.get(kind)
    if role is None:
        raise InputError(f"line {pair.sourceline}: unknown question type {kind!r}")
    answer = find_text(pair, "Answer")
    if role is Role.RESOURCES:
        draft.resources += read_resources(answer)
    else:
        draft.prose.setdefault(role, []).extend(split_doubled(answer))


def read_resources(answer: str) -> list[Resource]:
    """Return the entries of a "treatment" answer, `PUBLISHER: TITLE` each, the general links left out.

    >>> read_resources("These address x:  - Gene Review: Gene Review: X  - Genetic Testing Registry: X  - KidsHealth")
    [Resource(category='Gene Review', label='X', url=None), \
Resource(category='Genetic Testing Registry', label='X', url=None), Resource(category='KidsHealth', label='', url=None)]
    """
    specific = _GENERAL.split(answer)[0]
    entries = [_DOUBLED.sub(r"\1: ", clean(entry)) for entry in _ENTRY.split(specific)[1:]]
    parted = [entry.partition(": ") for entry in entries if entry]
    return [Resource(publisher.removesuffix(":"), title) for publisher, _, title in parted]
