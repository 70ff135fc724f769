"""A real Chromium, driven by Playwright; where either is missing, the tests say so and are skipped."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mendelgraph.release import embedded_release
from mendelgraph.site.writing import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "artefacts" / "screenshots"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 180_000
"""Milliseconds to wait for what is sure to come: a net against hanging, not a measure of speed."""


@pytest.fixture(autouse=True)
def loopback_only() -> None:
    """Stand in for the guard of all tests: Playwright speaks to the browser through pipes, and the browser is told to
    reach nothing but this machine."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is missing; run scripts/browser-setup")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium here; run scripts/browser-setup as root")
    arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=arguments, timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is missing; run scripts/build-web")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(embedded_release(), folder)
    return folder


@pytest.fixture(scope="session")
def artefacts() -> Path:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    return ARTEFACTS
