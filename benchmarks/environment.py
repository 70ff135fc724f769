"""The machine, its load, and the environment of the mapping engines, which is none of ours: `.venv-bench`."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".venv-bench"
LOAD = "load before and after"
ENGINES = ("morph-kgc==2.10.0", "maplib==0.20.19", "pyarrow>=17")


def engine_python() -> Path:
    """Return the Python of `.venv-bench`, which is made and filled from PyPI where it is not there yet."""
    python = PLACE / "bin" / "python"
    stamp = PLACE / "engines.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8").split() != list(ENGINES):
        venv.create(PLACE, clear=True, symlinks=True, with_pip=True)
        # The command is ours, and so are its arguments.
        subprocess.run([python, "-m", "pip", "install", "--quiet", *ENGINES], check=True)  # noqa: S603
        stamp.write_text("\n".join(ENGINES), encoding="utf-8")
    return python


def describe_machine() -> dict[str, str]:
    """Tell what a figure depends on beside the code: processor, memory, system, Python, and who else is at work."""
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return {
        "processor": f"{model[1] if model else platform.machine()}, {len(os.sched_getaffinity(0))} cores to use",
        "memory": f"{int(memory[1]) // 1024**2 if memory else 0} GB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        LOAD: f"{os.getloadavg()[0]:.1f}",
    }


def add_load(machine: Mapping[str, str]) -> dict[str, str]:
    """Return what was told of the machine before a run, with the load after it."""
    return {**machine, LOAD: f"{machine[LOAD]} and {os.getloadavg()[0]:.1f}"}


def own_command(*arguments: str) -> list[str]:
    """Return the command that runs this project's command line, as it stands here."""
    return [sys.executable, "-c", "import sys; from mendelgraph.cli import main; sys.exit(main())", *arguments]
