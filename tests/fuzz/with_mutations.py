"""Damage examples by lot: `python -m tests.fuzz.with_mutations READER SECONDS RUNS`; scripts/fuzz runs it."""

from __future__ import annotations

import sys
import time
from itertools import count
from random import Random

from tests.fuzz.bounds import in_time
from tests.fuzz.mutations import mutate, random_cuts
from tests.fuzz.targets import TARGETS, try_target


def main() -> None:
    name, seconds, runs = sys.argv[1:]
    random = Random() if runs == "-1" else Random(1)  # noqa: S311 - a choice, no secret
    until = time.monotonic() + float(seconds)
    for number in count():
        if number == int(runs) or time.monotonic() > until:
            break
        data = mutate(random.choice(TARGETS[name].examples), random_cuts(random))
        try:
            with in_time(data):
                try_target(name, data)
        except BaseException:
            print(f"{name}: {data!r}", file=sys.stderr)  # noqa: T201 - the find
            raise
    print(f"{name}: {number} inputs", file=sys.stderr)  # noqa: T201 - the end of a run by hand


if __name__ == "__main__":
    main()
