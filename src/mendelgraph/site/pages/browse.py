"""Lists: all conditions by letter, genes, modes of inheritance, articles, and the questions of the query book."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mendelgraph.queries import query_book
from mendelgraph.site.rendering import Head, render
from mendelgraph.site.search import fold
from mendelgraph.site.triples import prefixed
from mendelgraph.site.wording import sentence_case

if TYPE_CHECKING:
    from collections.abc import Callable

    from mendelgraph.site.catalogue import Catalogue
    from mendelgraph.site.rendering import Setting


class Item(NamedTuple):
    """Hold a line of a list: what it links to, its text, and a note behind it."""

    iri: str
    text: str
    note: str = ""


class Group(NamedTuple):
    """Hold the lines below one heading; `anchor` is its id."""

    heading: str
    anchor: str
    items: list[Item]


def conditions_page(iri: str, stem: str, setting: Setting) -> bytes:
    """Render the list of all conditions by letter."""
    entries = setting.catalogue.sorted_conditions()
    groups = by_letter([Item(entry.iri, entry.name) for entry in entries])
    head = Head(stem, iri, "All conditions", f"{len(entries):,} genetic conditions from A to Z.")
    return render("list.html", head, setting, groups=groups, intro=head.description, letters=True)


def list_page(iri: str, stem: str, setting: Setting) -> bytes:
    """Render one of the other lists."""
    title, intro, letters, read = LISTS[stem.rpartition("/")[2]]
    groups = read(setting.catalogue)
    head = Head(stem, iri, title, intro, downloads=False)
    return render("list.html", head, setting, groups=groups, intro=intro, letters=letters)


def by_letter(items: list[Item]) -> list[Group]:
    """Group lines by their first letter; what begins with none stands under a number sign.

    >>> [group.heading for group in by_letter([Item("b", "Beta"), Item("x", "3-M"), Item("a", "Ålpha")])]
    ['#', 'A', 'B']
    """
    ordered = sorted(items, key=lambda item: (letter_of(item.text), fold(item.text), item.text))
    groups = groupby(ordered, key=lambda item: letter_of(item.text))
    return [Group(letter, "0-9" if letter == "#" else letter.lower(), list(group)) for letter, group in groups]


def letter_of(text: str) -> str:
    """Return the letter that a name stands under."""
    first = fold(text)[:1].upper()
    return first if "A" <= first <= "Z" else "#"


def _genes(catalogue: Catalogue) -> list[Group]:
    def note(iri: str) -> str:
        count = len({each.condition for each in catalogue.by_gene.get(iri, ())})
        return f"{count} condition{'s' * (count != 1)}"

    return by_letter([Item(iri, symbol, note(iri)) for iri, symbol in catalogue.genes.items()])


def _modes(catalogue: Catalogue) -> list[Group]:
    modes = sorted(catalogue.by_mode, key=lambda mode: (-len(catalogue.by_mode[mode]), mode))
    return [
        Group(
            sentence_case(catalogue.label(mode) or prefixed(mode)),
            f"m{number}",
            [Item(mode, f"About {catalogue.label(mode) or prefixed(mode)}", prefixed(mode))]
            + [Item(entry.iri, entry.name) for entry in catalogue.sorted_conditions(catalogue.by_mode[mode])],
        )
        for number, mode in enumerate(modes)
    ]


def _articles(catalogue: Catalogue) -> list[Group]:
    def note(work: str) -> str:
        return ", ".join(entry.name for entry in catalogue.sorted_conditions(catalogue.cited_by[work]))

    return by_letter([Item(work, catalogue.titles.get(work, work), note(work)) for work in catalogue.cited_by])


def _questions(catalogue: Catalogue) -> list[Group]:
    ordered = sorted(query_book().values(), key=lambda question: (question.topic, question.title))
    return [
        Group(
            topic.capitalize(),
            topic.replace(" ", "-"),
            [Item(f"{catalogue.base}query/{each.name}", each.title, each.question) for each in group],
        )
        for topic, group in groupby(ordered, key=lambda question: question.topic)
    ]


LISTS: dict[str, tuple[str, str, bool, Callable[[Catalogue], list[Group]]]] = {
    "genes": ("Genes", "The genes that take part in these conditions.", True, _genes),
    "inheritance": ("Inheritance", "Conditions by the way in which they pass through families.", False, _modes),
    "articles": ("Articles", "The articles that the pages of these conditions refer to.", True, _articles),
    "queries": (
        "Query book",
        "Questions to ask of this catalogue, each a SPARQL query that runs as it is.",
        False,
        _questions,
    ),
}
