"""The one spelling under which a gene symbol is looked up."""

from __future__ import annotations

import re

_OPEN_READING_FRAME = re.compile(r"(C(?:\d{1,2}|[XY]))ORF(\d+)", re.IGNORECASE)


def symbol_key(symbol: str) -> str:
    """Return a symbol as it is compared: as printed, but for `orf`, which is printed in either case.

    HGNC writes human symbols in capitals except C#orf#: https://www.genenames.org/about/guidelines/

    >>> symbol_key("C9ORF72"), symbol_key("GNAS")
    ('C9orf72', 'GNAS')
    """
    found = _OPEN_READING_FRAME.fullmatch(symbol.strip())
    return f"{found.group(1).upper()}orf{found.group(2)}" if found else symbol.strip()
