"""All that extraction states of small pages is what was read through and kept."""

from __future__ import annotations

from tests.extract.scenes import TOLD, write_scenes


def test_every_page_states_what_was_kept() -> None:
    kept = TOLD.read_text(encoding="utf-8").splitlines()
    assert write_scenes().splitlines() == kept, "right? python -m tests.extract.scenes > tests/extract/scenes.txt"
