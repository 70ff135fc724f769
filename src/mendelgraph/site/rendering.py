"""Templates to bytes: autoescape always, a name that a template misspells raises, links relative to the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from mendelgraph.graph.describe_sections import CREDIT, NOTICE
from mendelgraph.site.addresses import relative
from mendelgraph.site.downloads import DOWNLOADS
from mendelgraph.site.places import article_address, place_of, web_address

if TYPE_CHECKING:
    from mendelgraph.export.context import Json
    from mendelgraph.site.catalogue import Catalogue

MISSING = "404"


@dataclass(frozen=True, slots=True)
class Setting:
    """Say what all pages of a site share: its catalogue, its own web address, and what its head files are called."""

    catalogue: Catalogue
    address: str
    graph_script: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Say what stands in a page's head: where it lies, what it is about, its title, and its embedded JSON-LD."""

    stem: str
    iri: str
    title: str
    description: str
    kind: str = "website"
    linked_data: Json = None
    downloads: bool = True


@cache
def environment() -> Environment:
    """Return the environment of the templates that travel with the package."""
    made = Environment(
        loader=PackageLoader("mendelgraph.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        credit=CREDIT, notice=NOTICE, formats=DOWNLOADS, place=place_of, web=web_address, read_at=article_address
    )
    made.filters.update(count=lambda number: f"{number:,}")
    return made


def render(template: str, head: Head, setting: Setting, **values: Any) -> bytes:
    """Render a page."""
    links = Links(head.stem, setting.catalogue, setting.address)
    text = (
        environment()
        .get_template(template)
        .render(head=head, setting=setting, catalogue=setting.catalogue, to=links.to, file=links.file, **values)
    )
    return text.encode()


@dataclass(frozen=True, slots=True)
class Links:
    """Make the links of one page."""

    stem: str
    catalogue: Catalogue
    address: str

    def to(self, iri: str) -> str:
        """Return the link to where a thing is told: on this page, on another, at its own place, or nowhere."""
        found = self.catalogue.addresses.find(iri)
        if not found:
            return place_of(iri).address
        stem, fragment = found
        if stem == self.stem and fragment:
            return f"#{fragment}"
        return self.file(f"{stem}.html") + (f"#{fragment}" if fragment else "")

    def file(self, path: str) -> str:
        """Return the link to a file of the site; a page that is shown at any depth links from the host's root."""
        return urlsplit(self.address).path + path if self.stem == MISSING else relative(path, self.stem)
