"""Inputs that follow the code they reach, in the gate: few, and the same ones every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNS = 4_000


def test_inputs_that_follow_the_code_are_read_or_refused(unmeasured: None) -> None:
    pytest.importorskip("atheris", reason="atheris is made for Linux alone")
    command = [sys.executable, "scripts/fuzz", "everything", "--seconds", "600", "--runs", str(RUNS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr[-4000:]
    assert f"number_of_executed_units: {RUNS}" in done.stderr


def test_a_find_ends_with_1_and_names_the_reader(unmeasured: None) -> None:
    pytest.importorskip("atheris", reason="atheris is made for Linux alone")
    start = "import runpy, sys; sys.argv = ['x', 'syntax', '5', '100']; import tests.fuzz.targets as t; "
    broken = "t.READERS['syntax'] = t.TARGETS['syntax'] = t.Target(lambda data: 1 / 0, [b'x']); "
    end = "import tests.fuzz.with_atheris as w; w.main()"
    done = subprocess.run([sys.executable, "-c", start + broken + end], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode != 0
    assert b"ZeroDivisionError" in done.stdout + done.stderr
