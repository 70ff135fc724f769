"""Standard streams that are closed or full: one line, an exit code, and never an answer in the wrong file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = f"{sys.executable} -c 'from mendelgraph.cli import main; main()'"
QUERY = "query acronyms --format csv"
FULL = (3, "mendelgraph: standard output: cannot be written: No space left on device\n")
TOO_LARGE = (3, "mendelgraph: standard output: cannot be written: File too large\n")
CLOSED = (3, "mendelgraph: standard output: is closed\n")
NO_STDIN = (3, "mendelgraph: stdin: is closed; pipe a query into it, or give a file with --file\n")
STREAMS = {
    "rows to a full disk": (f"{QUERY} >/dev/full", *FULL),
    "a table to a full disk": ("query acronyms >/dev/full", *FULL),
    "a graph to a full disk": ("query everything-about-condition >/dev/full", *FULL),
    "an export to a full disk": ("export --format turtle >/dev/full", *FULL),
    "an archive to a full disk": ("export --format tables >/dev/full", *FULL),
    "an export to a file that may not grow": ("export --format ntriples >answer", *TOO_LARGE),
    "an archive to a file that may not grow": ("export --format tables >answer", *TOO_LARGE),
    "a join to a full disk": ("join data.nt >/dev/full", *FULL),
    "help to a full disk": ("--help >/dev/full", *FULL),
    "a command's help to a full disk": ("query --help >/dev/full", *FULL),
    "rows to nowhere": (f"{QUERY} >&-", *CLOSED),
    "an export to nowhere": ("export --format turtle >&-", *CLOSED),
    "a join to nowhere": ("join data.nt >&-", *CLOSED),
    "a query from nowhere": ("query - <&-", *NO_STDIN),
    "a file from nowhere": ("query --file - <&-", *NO_STDIN),
    "messages to nowhere": (f"{QUERY} 2>&- >answer", 0, ""),
    "messages to a full disk": ("query acronyms 2>/dev/full >answer", 0, ""),
    "an error to a full disk": ("query acronym 2>/dev/full", 2, ""),
    "nothing open": (f"{QUERY} <&- >&- 2>&-", 3, ""),
    "a reader that has enough": (f"{QUERY} | head -c 10", 0, ""),
}


@pytest.mark.parametrize(("line", "code", "said"), STREAMS.values(), ids=STREAMS)
def test_a_stream_that_fails_is_told_of_in_one_line(line: str, code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "data.nt").write_text("<urn:x:a> <urn:x:b> <http://purl.obolibrary.org/obo/MONDO_0008153> .\n" * 3)
    limit = "ulimit -f 8; " if said == TOO_LARGE[1] else ""
    ran = subprocess.run(
        ["sh", "-c", f"{limit}{COMMAND} {line}"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    last = ran.stderr[ran.stderr.find("mendelgraph: ") :] if "mendelgraph: " in ran.stderr else ran.stderr
    assert (ran.returncode, last) == (code, said), ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_answer_never_goes_into_a_file_that_got_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    script = (
        "import os\nfrom mendelgraph.cli.streams import guard_streams\nguard_streams()\n"
        "kept = open('kept', 'wb', buffering=0)\nassert kept.fileno() > 2, kept.fileno()\n"
        "try:\n    os.write(1, b'an answer')\nexcept OSError:\n    kept.write(b'whole')\n"
    )
    (tmp_path / "script.py").write_text(script)
    line = f"{sys.executable} script.py <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", line], cwd=tmp_path, timeout=60, check=False).returncode == 0
    assert (tmp_path / "kept").read_bytes() == b"whole"
