"""How documents are run: blocks of Markdown, and the page of all help texts. `scripts/update-golden` uses it too."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
from click.testing import CliRunner

from mendelgraph.cli import main

ROOT = Path(__file__).resolve().parents[1]


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of a language, each ending in a line break."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def run_console(block: str) -> str:
    """Run the commands of a block (`$ …`) from the top folder, and return the block as they print it."""
    shown: list[str] = []
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:]],
                cwd=ROOT,
                env={**os.environ, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1"},
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            assert done.returncode == 0, f"{line}\n{done.stderr}"
            shown += [line, *done.stdout.splitlines()]
    return "\n".join(shown) + "\n"


def commands_page() -> str:
    """Return docs/commands.md: what every command says of itself."""
    parts = ["# Commands\n\nWhat `--help` says, written by `scripts/update-golden`.\n"]
    parts += [_help(words) for words in _commands(main, [])]
    return "\n".join(parts)


def _commands(command: click.Command, words: list[str]) -> list[list[str]]:
    found = [words]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            found += _commands(below, [*words, name])
    return found


def _help(words: list[str]) -> str:
    done = CliRunner().invoke(main, [*words, "--help"], prog_name="mendelgraph", terminal_width=100)
    assert done.exit_code == 0, done.output
    title = shlex.join(["mendelgraph", *words])
    return f"## {title}\n\n```text\n{done.stdout.rstrip()}\n```\n"
