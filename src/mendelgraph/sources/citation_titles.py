"""Where a title ends: NLM closes it with a stop, unless it ends in a question or exclamation mark of its own."""

from __future__ import annotations

import re

_CLOSED = re.compile(r"[.?!][\"'”’]?$")


def close_title(title: str) -> str:
    """Add the stop that a title is printed with.

    >>> close_title("Is bone skin"), close_title("Is bone skin?"), close_title("[Is bone skin?]")
    ('Is bone skin.', 'Is bone skin?', '[Is bone skin?].')
    """
    return title if _CLOSED.search(title) else f"{title}."


def open_title(printed: str) -> str:
    """Take off the stop that `close_title` would add, and no other.

    >>> open_title("Is bone skin."), open_title('So it is "bone?".')
    ('Is bone skin', 'So it is "bone?".')
    """
    title = printed.removesuffix(".")
    return title if title and close_title(title) == printed else printed
