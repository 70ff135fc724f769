"""Types of the commands' options, which refuse before anything is measured what would be found out long after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mendelgraph.errors import InputError
from mendelgraph.vocabulary.index import open_index

if TYPE_CHECKING:
    import os

SOME, ANY = click.IntRange(min=1), click.IntRange(min=0)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)


class _NewFile(click.Path):
    """Take a file that may be written: its folder exists."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        path = Path(value).absolute()
        if not path.parent.is_dir():
            self.fail(f"there is no folder {path.parent}; make it first", param, ctx)
        return super().convert(value, param, ctx)


class _Index(click.Path):
    """Take a compiled index of this version."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        path = super().convert(value, param, ctx)
        try:
            open_index(Path(value)).close()
        except InputError as error:
            self.fail(str(error), param, ctx)
        return path


NEW_FILE = _NewFile(dir_okay=False, path_type=Path)
INDEX = _Index(exists=True, dir_okay=False, path_type=Path)
