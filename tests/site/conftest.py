"""The embedded catalogue as a site, written once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mendelgraph.release import embedded_release
from mendelgraph.site import writing
from mendelgraph.site.catalogue import Catalogue, read_base, read_catalogue
from mendelgraph.site.library import Library
from mendelgraph.site.rendering import Setting
from mendelgraph.site.writing import write_site
from mendelgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _same_program() -> Iterator[None]:
    """Keep the program's fingerprint the same for these tests, also while somebody works on the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "fingerprint", lambda *settings: " ".join(settings))
        yield


@pytest.fixture(scope="session")
def release() -> Path:
    return embedded_release()


@pytest.fixture(scope="session")
def library(release: Path) -> Library:
    store = open_store(release)
    catalogue = read_catalogue(read_base(release), store)
    return Library(catalogue, store, Setting(catalogue, catalogue.base, graph_script=True))


@pytest.fixture(scope="session")
def catalogue(library: Library) -> Catalogue:
    return library.catalogue


@pytest.fixture(scope="session")
def site(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(release, folder)
    return folder
