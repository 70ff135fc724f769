"""All that alignment says in small worlds is what was read through and kept."""

from __future__ import annotations

import pytest

from tests.align.scenes import SCENES, TOLD, tell_scene

KEPT = dict(part.partition("\n")[::2] for part in TOLD.read_text(encoding="utf-8").strip().split("\n\n"))


def test_every_scene_was_kept() -> None:
    assert [name.removeprefix("# ") for name in KEPT] == list(SCENES)


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_told_as_it_was_kept(name: str) -> None:
    assert tell_scene(name) == KEPT[f"# {name}"], "right? python -m tests.align.scenes > tests/align/scenes.txt"
