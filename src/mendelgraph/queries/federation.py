"""Questions that need others: to whom SERVICE leads, and what is said to them so that they need not send everything.

A federated question is plain SPARQL 1.1 that any engine can run. Its SERVICE block begins with `VALUES ?x { UNDEF }`,
which restricts nothing. Our engine sends a SERVICE block as it stands, so that a public endpoint would be asked for
all that it holds; therefore the values of `?x` are found first, by the rest of the question, and put in that place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mendelgraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MAX_PUSHED = 500
"""Values in one question to another server; more is no question but a download."""

_SERVICE = re.compile(r"\bSERVICE\s+(?:SILENT\s+)?<([^<>\s]+)>", re.IGNORECASE)
_BLOCK = re.compile(r"^  SERVICE <[^<>\s]+> \{\n(?P<inside>.*?)^  \}\n", re.MULTILINE | re.DOTALL)
_HEADER = re.compile(r"^#\+ .*\n", re.MULTILINE)
_PUSHED = re.compile(r"VALUES \?(?P<name>\w+) \{ UNDEF \}")
_SELECT = re.compile(r"^SELECT .*? WHERE \{$", re.MULTILINE | re.DOTALL)
_END = re.compile(r"^\}\n.*\Z", re.MULTILINE | re.DOTALL)


def services_of(text: str) -> tuple[str, ...]:
    """Return the addresses that a query's SERVICE blocks lead to, each once.

    >>> services_of("SELECT * WHERE { SERVICE <https://a.example/sparql> { ?s ?p ?o } }")
    ('https://a.example/sparql',)
    """
    return tuple(dict.fromkeys(_SERVICE.findall(text)))


def map_services(text: str, addresses: Mapping[str, str]) -> str:
    """Return the query with other addresses in the place of those of its services.

    Raises InputError for an address that is no IRI.
    """
    return _SERVICE.sub(lambda found: found[0].replace(found[1], _address(addresses, found[1])), text)


def _address(addresses: Mapping[str, str], service: str) -> str:
    try:
        return NamedNode(addresses.get(service, service)).value
    except ValueError:
        raise InputError(f"{addresses[service]!r} is no address for the service {service}") from None


def push_values(text: str, ask: Callable[[str], Iterable[object]]) -> str:
    """Return a federated question with the values that its SERVICE block is about; another query as it is.

    `ask` runs a SELECT of one variable on our own data and returns its terms. Raises InputError where there are so
    many of them that the question would be a download, or where nothing of ours is there to ask about.
    """
    block = _BLOCK.search(text)
    pushed = _PUSHED.search(block["inside"]) if block else None
    if block is None or pushed is None:
        return text
    found = sorted({str(term) for term in ask(_local(text, pushed["name"])) if term is not None})
    if not found:
        raise InputError(f"nothing in the release fits this question (no ?{pushed['name']}), so nobody else is asked")
    if len(found) > MAX_PUSHED:
        raise InputError(f"{len(found):,} values to ask another server about; the limit is {MAX_PUSHED}: narrow it")
    values = f"VALUES ?{pushed['name']} {{ {' '.join(found)} }}"
    return text[: block.start()] + block[0].replace(pushed[0], values, 1) + text[block.end() :]


def _local(text: str, name: str) -> str:
    """Return the question without its SERVICE block, asking for one variable."""
    bare = _BLOCK.sub("", _HEADER.sub("", text))
    return _END.sub("}\n", _SELECT.sub(f"SELECT DISTINCT ?{name} WHERE {{", bare, count=1), count=1)


def read_services(text: str, *, where: str) -> dict[str, str]:
    """Read a table of services: two columns, the address in the question and the address to ask instead.

    Raises InputError, naming the line, for a line that is no such row. Empty lines and those with # are left out.
    """
    rows: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split()
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) != 2 or not all(cell.startswith(("http://", "https://")) for cell in cells):
            raise InputError("a row is two addresses: that in the question, and that to ask", where=f"{where}:{number}")
        rows[cells[0]] = cells[1]
    return rows
