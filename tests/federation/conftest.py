"""A stand-in answers what a test tells it to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stand_in import StandIn, running_stand_in


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with running_stand_in() as found:
        yield found
