"""Values of JSON by the type that they must have; another raises TypeError or ValueError, which refuses the file."""

from __future__ import annotations

from typing import Any


def text(value: object) -> str:
    r"""Return a value that is text, which half a character (`"\ud800"`) is not: no file can hold it."""
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:40]!r} stands where text must")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError(f"{value[:40]!r} holds half a character")
    return value


def texts(value: object) -> list[str]:
    """Return a list of texts; null is none.

    >>> texts(["a", "b"]), texts(None)
    (['a', 'b'], [])
    """
    return [text(item) for item in items(value)]


def items(value: object) -> list[Any]:
    """Return a value that is a list; null is none."""
    if value is not None and not isinstance(value, list):
        raise TypeError(f"{str(value)[:40]!r} stands where a list must")
    return value or []


def members(value: object) -> dict[str, Any]:
    """Return a value that is an object; null is one without members."""
    if value is not None and not isinstance(value, dict):
        raise TypeError(f"{str(value)[:40]!r} stands where an object must")
    return value or {}


def flag(value: object) -> bool:
    """Return a value that is true or false; null is false."""
    if value is not None and not isinstance(value, bool):
        raise TypeError(f"{str(value)[:40]!r} stands where true or false must")
    return bool(value)
