"""Which versions of the servers were measured, as each of them says itself."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import version
from typing import TYPE_CHECKING

from benchmarks.endpoint_servers import oxigraph_program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def find_versions(environment: Path) -> dict[str, str]:
    """Return the version of every server that is installed, and of the load generator."""
    asked = {
        "oxigraph serve": [oxigraph_program() or "oxigraph", "--version"],
        "Virtuoso": ["virtuoso-t", "-?"],
        "rdflib-endpoint": [str(environment / "bin" / "python"), "-m", "pip", "show", "rdflib-endpoint"],
        "wrk": ["wrk", "--version"],
    }
    ours = {"mendelgraph": version("mendelgraph"), "pyoxigraph": version("pyoxigraph")}
    found = {name: read_version(_said(command)) for name, command in asked.items()}
    return ours | {name: said for name, said in found.items() if said}


def read_version(text: str) -> str:
    """Return the first version that a text names, or nothing.

    >>> read_version("wrk debian/4.1.0-3+b2 [epoll] Copyright (C) 2012")
    '4.1.0'
    """
    found = re.search(r"\d+(?:\.\d+)+", text)
    return found[0] if found else ""


def _said(command: Sequence[str]) -> str:
    try:
        # The commands are ours; some of these programs end with an error when asked for their version.
        return subprocess.run(command, check=False, capture_output=True, text=True).stdout  # noqa: S603
    except FileNotFoundError:
        return ""
