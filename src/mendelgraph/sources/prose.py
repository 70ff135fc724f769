"""Text as every form's reader hands it on: decoded, mended, NFC, single spaces, paragraphs told apart."""

from __future__ import annotations

import re
import unicodedata

from mendelgraph.errors import InputError

# C0 and C1 controls that are not white space, surrogates and non-characters: none may stand in XML or RDF.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Soft hyphen, zero-width space, word joiner, byte order mark: invisible, and never part of a word.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

_HIGH = "".join(bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0))
_BYTES = {**{code: code for code in range(0x80, 0x100)}, **{ord(char): char.encode("cp1252")[0] for char in _HIGH}}
_TAIL = f"[\x80-\xbf{_HIGH}]"
_MOJIBAKE = re.compile(f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}")
# Latin-1, Greek, punctuation, letterlike signs, arrows and mathematics: what these pages use.
_PLAUSIBLE = re.compile("[\u00a0-\u00ff\u0370-\u03ff\u2000-\u206f\u20ac\u2100-\u22ff]")

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# A sentence's end with the next sentence's first letter right behind it. The two letters or digits before the stop
# keep "p.Arg206His", "c.617G" and "E.coli" whole.
_GLUED = re.compile(r"(?<=[a-z0-9)%\"”]{2}[.?!])(?=[A-Z])|(?<=[a-z)]{2}[.?!])(?=\d)")


def tell_encoding(data: bytes) -> str:
    """Return the encoding: UTF-8, or UTF-16 by its mark or by the empty half of its first character.

    >>> tell_encoding("URL".encode("utf-16-be"))
    'utf-16-be'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    return "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"


def decode(data: bytes) -> str:
    """Decode UTF-8 or UTF-16 and mend mojibake; raise InputError that names the first bad byte."""
    encoding = tell_encoding(data)
    try:
        return mend(data.decode(encoding))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"line {line}, byte {error.start}: not {encoding}; save the file as UTF-8") from error


def mend(text: str) -> str:
    r"""Mend UTF-8 that was read as Latin-1 or Windows-1252, run by run.

    >>> mend("Here\u00e2\u0080\u0099s, here\u00e2\u20ac\u2122s, caf\u00c3\u00a9, \u2192")
    'Here’s, here’s, café, →'
    """
    return _MOJIBAKE.sub(_mend_run, text)


def _mend_run(run: re.Match[str]) -> str:
    try:
        mended = bytes(_BYTES[ord(char)] for char in run[0]).decode("utf-8")
    except UnicodeDecodeError:
        return run[0]
    return mended if _PLAUSIBLE.fullmatch(mended) else run[0]


def find_control(text: str) -> str | None:
    r"""Return the first control character or lone surrogate, which `clean` removes.

    >>> find_control("bell\x07")
    '\x07'
    """
    found = _CONTROL.search(text)
    return found[0] if found else None


def clean(text: str) -> str:
    r"""Return a line of text: NFC, single spaces, none at the ends, no control characters.

    >>> clean(" Beh\u0063\u0327et\u00a0\n disease\x07 ")
    'Behçet disease'
    """
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", _CONTROL.sub("", text))).split())


def split_doubled(text: str) -> list[str]:
    """Split prose in which a double space stands where a paragraph or a list item ended, as MedQuAD has it.

    >>> split_doubled("One. Two.  Three.")
    ['One. Two.', 'Three.']
    """
    return [part for part in re.split(r"\s{2,}", text.strip()) if part]


def split_glued(text: str) -> list[str]:
    """Split prose whose paragraphs were joined without a space, as the scrape has it.

    Its double spaces stand inside paragraphs; the pages themselves have them.

    >>> split_glued("It lies in the cell.The variant p.Arg206His  is rare.")
    ['It lies in the cell.', 'The variant p.Arg206His is rare.']
    """
    return [" ".join(part.split()) for part in _GLUED.split(text) if part.strip()]
