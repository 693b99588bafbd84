"""Bytes to text, whatever Windows saved: UTF-8 with or without a mark, UTF-16, or the old Windows code page."""

from __future__ import annotations

import codecs
import re

from packgen.errors import InputError, Location, Problem, Severity

_SIGNATURES = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Outlook file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SAVE_AGAIN = "In Notepad: File, Save as, Encoding: UTF-8. Then check that accents and pound signs are right."


def decode(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of `data` with its line ends made "\\n", and a note where it was not UTF-8.

    Raises InputError, located in the file, for one that is empty or that is no text.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _refusal(name, "This file is empty.", "Write the case into it; `packgen new strategy` gives a start.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _not_text(name, what)
    text, notes = _decoded(data, name)
    if len(_CONTROL.findall(text[:4096])) > 8 + len(text[:4096]) // 50:
        raise _not_text(name, "a program's own file")
    return text.replace("\r\n", "\n").replace("\r", "\n"), notes


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]]:
    encoding, body = _encoding_of(data)
    try:
        return body.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _not_text(name, "damaged text") from None
        line = body.count(b"\n", 0, error.start) + 1
        column = error.start - body.rfind(b"\n", 0, error.start)
    text = body.decode("cp1252", errors="replace")
    note = Problem(
        "This file was saved in the old Windows way, not as UTF-8; it has been read as well as it can be.",
        _SAVE_AGAIN,
        Severity.WARNING,
        Location(name, line, column),
    )
    return text, (note,)


def _encoding_of(data: bytes) -> tuple[str, bytes]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    start = data[:400]
    if len(start) >= 4 and b"\0" in start:
        if start[1::2].count(0) > len(start) // 3:
            return "utf-16-le", data
        if start[0::2].count(0) > len(start) // 3:
            return "utf-16-be", data
    return "utf-8", data


def _not_text(name: str, what: str) -> InputError:
    return _refusal(
        name,
        f"This is {what}, not a case file in plain text.",
        "Case files are plain text ending in .yaml or .json; `packgen new strategy` gives a start.",
    )


def _refusal(name: str, message: str, hint: str) -> InputError:
    return InputError([Problem(message, hint, location=Location(name, 1, 1))])
