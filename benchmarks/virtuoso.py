"""The settings of a Virtuoso that runs for a while on loopback and is thrown away: for benchmarks and for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAME = "virtuoso.ini"
COMMAND = ("virtuoso-t", "+foreground", "+configfile", NAME)
INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 20
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
DirsAllowed = ., {data}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 20
KeepAliveTimeout = 15
MaxKeepAlives = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


def write_settings(folder: Path, *, sql: int, http: int, buffers: int, data: Path, graph: str = "") -> None:
    """Write the settings for these ports into a folder, in which COMMAND then starts a new database.

    `buffers` are of 8 KiB, `data` is the folder that files may be loaded from, and `graph` what a query asks that names
    none: without it, the union of all.
    """
    text = INI.format(sql=sql, http=http, buffers=buffers, dirty=buffers * 3 // 4, data=data)
    (folder / NAME).write_text(text + (f"DefaultGraph = {graph}\n" if graph else ""), encoding="utf-8")
