"""Follow the code that inputs reach: `python -m tests.fuzz.with_atheris READER SECONDS RUNS`; scripts/fuzz runs it."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mendelgraph"]):
    from tests.fuzz.targets import TARGETS, try_target

LIMITS = ("-timeout=60", "-rss_limit_mb=1500", "-max_len=60000", "-seed=1", "-print_final_stats=1", "-verbosity=0")


def main() -> None:
    name, seconds, runs = sys.argv[1:]
    with tempfile.TemporaryDirectory() as place:
        for number, data in enumerate(TARGETS[name].examples):
            Path(place, str(number)).write_bytes(data)
        found = f"-artifact_prefix={tempfile.gettempdir()}/{name}-"
        atheris.Setup(
            [name, place, f"-max_total_time={seconds}", f"-runs={runs}", found, *LIMITS], partial(try_target, name)
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
