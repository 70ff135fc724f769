"""Bounds on what is read. Each is far above the real thing and far below what would hurt."""

from __future__ import annotations

from typing import Final

MiB: Final = 2**20

MAX_PAGE_BYTES: Final = 8 * MiB
"""Of a file that holds one page and is read whole. The longest real page has 0.1 MiB."""

MAX_DEPTH: Final = 200
"""Of nested markup. The real pages nest 20 deep; libxml2 itself stops at 256."""

MAX_ELEMENTS: Final = 100_000
"""Of one record in a file that is streamed, so that none can fill the memory. The real ones have hundreds."""

MAX_STREAM_BYTES: Final = 2048 * MiB
"""Of a file that holds many records and is streamed. The real bulk file has 17 MiB."""

MAX_VOCABULARY_BYTES: Final = 256 * MiB
"""Of a vocabulary file, unpacked, which is read whole. The longest real one at hand has 33 MiB."""

MAX_RATIO: Final = 200
"""Of unpacked to packed bytes. Real text packs 3 to 22 fold, a decompression bomb a thousandfold."""

RATIO_FREE_BYTES: Final = 16 * MiB
"""Unpacked bytes below which the ratio does not matter."""

MAX_MEMBERS: Final = 50_000
"""Of an archive. The whole site has 3,000 pages."""

MAX_HEADER_BYTES: Final = 65_536
"""Of what precedes a member of a tar file: Python reads it whole, and one header within another. A name takes 1,536."""

MAX_DIGITS: Final = 1_000
"""Of one number in such a header, on which Python tries patterns in quadratic time (CVE-2024-6232)."""

MAX_GLOBALS: Final = 100
"""Of values that a tar file gives for all its members, which Python keeps. git gives one."""

MAX_SLUG: Final = 200
"""Characters of a slug, so that it can be a file name. The longest real one has 87."""

HEAD_BYTES: Final = 65_536
"""What is looked at to tell the form of a file."""
