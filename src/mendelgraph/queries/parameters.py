"""Parameters of questions: typed, given as text, bound as terms.

The kinds, as a header spells them:

    identifier OMIM              166350, OMIM:166350 or the IRI; without a prefix name, any CURIE or IRI
    condition                    a slug, `ghr:slug` or a page's address; bound to the condition's `dcterms:identifier`
    text                         any text, bound to a plain literal
    integer                      a whole number
    choice paternal=GENO:0000879 maternal=GENO:0000878    one of these words, bound to what stands behind it
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from pyoxigraph import Literal, NamedNode, Store

from mendelgraph.errors import InputError
from mendelgraph.identifiers import curie_of_iri, make_curie, parse_curie
from mendelgraph.queries.answers import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import QuerySolutions

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_IRI = re.compile(r"https?://\S+")
_PROLOGUE = re.compile(r"^PREFIX .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Hold a parameter: its kind with the kind's arguments, what it means, and its default as a user would give it.

    `default` is None where the default is "any"; `line` finds the parameter's line in its query.
    """

    name: str
    kind: str
    arguments: tuple[str, ...]
    meaning: str
    default: str | None
    line: re.Pattern[str]

    @property
    def choices(self) -> dict[str, str]:
        """Return the words of a choice with the CURIE or text behind each."""
        return dict(argument.split("=", 1) for argument in self.arguments) if self.kind == "choice" else {}


def parse_parameter(declaration: str, text: str, *, where: str) -> Parameter:
    """Read `name | kind | meaning` and the default that stands in the query's text.

    Raises InputError, naming the query, for an unknown kind or a query without the parameter's line.
    """
    parts = [part.strip() for part in declaration.split("|", 2)]
    if len(parts) != len(("name", "kind", "meaning")) or not all(parts):
        raise InputError(f"parameter {declaration!r}: a declaration is `name | kind | meaning`", where=where)
    name, (kind, *arguments), meaning = parts[0], parts[1].split(), parts[2]
    line = re.compile(rf"VALUES \?{re.escape(name)} \{{ (.+) \}}$", re.MULTILINE)
    if kind not in _READERS:
        raise InputError(f"parameter {name}: unknown kind {kind!r}; known: {', '.join(_READERS)}", where=where)
    if kind == "choice" and not all("=" in argument for argument in arguments):
        raise InputError(f"parameter {name}: a choice is `word=CURIE`", where=where)
    if len(line.findall(text)) != 1:
        raise InputError(f"parameter {name}: the query needs one line `VALUES ?{name} {{ … }}`", where=where)
    bare = Parameter(name, kind, tuple(arguments), meaning, None, line)
    return Parameter(name, kind, tuple(arguments), meaning, _default(bare, text, where), line)


def read_value(parameter: Parameter, value: str) -> NamedNode | Literal:
    """Read a value that a user gave for a parameter; raise InputError with the reason where it does not fit.

    >>> p = parse_parameter("n | integer | how many", "VALUES ?n { 2 }", where="example")
    >>> read_value(p, "3"), p.default
    (<Literal value=3 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#integer>>, '2')
    """
    try:
        return _READERS[parameter.kind](parameter, value.strip())
    except InputError as error:
        raise InputError(error.what, where=f"parameter {parameter.name}") from None


def _default(parameter: Parameter, text: str, where: str) -> str | None:
    """Let the engine read the term on the parameter's line, and write it as a user would."""
    prologue = "\n".join(_PROLOGUE.findall(text))
    line = parameter.line.search(text)
    try:
        answer = Store().query(f"{prologue} SELECT * WHERE {{ {line[0] if line else ''} }}")
        ((term,),) = read_rows(cast("QuerySolutions", answer)).rows
    except (SyntaxError, ValueError) as error:
        raise InputError(
            f"parameter {parameter.name}: its line holds no single default: {error}", where=where
        ) from None
    return None if term is None else _as_given(parameter, str(term))


def _as_given(parameter: Parameter, value: str) -> str:
    curie = curie_of_iri(value)
    words = {behind: word for word, behind in parameter.choices.items()}
    short = str(curie) if curie else value
    if parameter.kind == "identifier" and curie and parameter.arguments:
        return curie.local
    return words.get(short, short.removeprefix("ghr:"))


def _identifier(parameter: Parameter, value: str) -> NamedNode:
    if _IRI.fullmatch(value):
        return _named_node(value)
    if parameter.arguments and ":" not in value:
        return NamedNode(make_curie(parameter.arguments[0], value).iri)
    curie = parse_curie(value)
    if parameter.arguments and curie.prefix not in parameter.arguments:
        raise InputError(f"{value!r} is no {' or '.join(parameter.arguments)} identifier")
    return NamedNode(curie.iri)


def _named_node(value: str) -> NamedNode:
    try:
        return NamedNode(value)
    except ValueError:
        raise InputError(f"{value!r} is no IRI") from None


def slug_of(text: str) -> str:
    """Return the slug in a `ghr:` CURIE or in the address of a condition's page, old or new; another text as it is.

    >>> slug_of("http://ghr.nlm.nih.gov/condition/alkaptonuria/"), slug_of("ghr:alkaptonuria")
    ('alkaptonuria', 'alkaptonuria')
    """
    if "/" not in text:
        return text.removeprefix("ghr:")
    from mendelgraph.sources.addresses import find_condition  # brings in all readers, a tenth of a second

    return find_condition(text) or text.removeprefix("ghr:")


def _condition(_: Parameter, value: str) -> Literal:
    slug = slug_of(value)
    if not _SLUG.fullmatch(slug):
        raise InputError(f"{value!r} is no slug: lower-case words joined by hyphens, as in a page's address")
    return Literal(f"ghr:{slug}")


def _text(_: Parameter, value: str) -> Literal:
    return Literal(value)


def _integer(_: Parameter, value: str) -> Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise InputError(f"{value!r} is no whole number")
    return Literal(int(value))


def _choice(parameter: Parameter, value: str) -> NamedNode | Literal:
    if value not in parameter.choices:
        near = difflib.get_close_matches(value, parameter.choices, n=1)
        raise InputError(f"{value!r} is none of {', '.join(near or parameter.choices)}")
    behind = parameter.choices[value]
    if _IRI.fullmatch(behind):
        return NamedNode(behind)
    return NamedNode(parse_curie(behind).iri) if ":" in behind else Literal(behind)


_READERS: dict[str, Callable[[Parameter, str], NamedNode | Literal]] = {
    "identifier": _identifier,
    "condition": _condition,
    "text": _text,
    "integer": _integer,
    "choice": _choice,
}
