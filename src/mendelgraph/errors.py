"""What can go wrong, as one tree. Each class carries what it is about and the exit code it stands for.

    MendelgraphError
    ├── InputError            3  an input cannot be read, or is not what it should be
    ├── ConformanceError      4  data does not conform, or a count fell short
    ├── RemoteError           5  a remote service failed
    └── UnknownNameError      2  the user asked for something by a name that does not exist

The command line (`mendelgraph.cli`) is the only place that turns them into a message and an exit code.
"""

from __future__ import annotations

from typing import ClassVar


class MendelgraphError(Exception):
    """Say what, where and what to do about it, as `where: what`."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str = "") -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.what = what
        self.where = where


class InputError(MendelgraphError):
    """Refuse an input: unreadable, malformed, hostile or not a source document."""

    exit_code = 3


class ConformanceError(MendelgraphError):
    """Report that data does not conform to the shapes, or that a count fell short."""

    exit_code = 4


class RemoteError(MendelgraphError):
    """Report that a remote service failed or answered nonsense."""

    exit_code = 5


class UnknownNameError(MendelgraphError):
    """Report a name that does not exist; `what` lists the near ones."""

    exit_code = 2
