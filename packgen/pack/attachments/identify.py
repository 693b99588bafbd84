"""What a file is, by its content and never by its name alone."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum


class FileKind(StrEnum):
    """The kinds of file that can be bound."""

    PDF = "PDF"
    DOCX = "Word document"
    PICTURE = "picture"
    TEXT = "plain text"


_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc) or a Word file protected by a password"),
    (b"{\\rtf", "a Rich Text file (.rtf)"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or a recording"),
    (b"BM", "a BMP picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed folder"),
    (b"Rar!", "a compressed folder"),
    (b"%!PS", "a PostScript file"),
)
_INSIDE_ZIP = (
    ("word/document.xml", FileKind.DOCX),
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file"),
)
# Control characters that no typed text holds (tab, line feed, form feed, carriage return and escape excepted).
_BINARY = frozenset(range(32)) - {9, 10, 12, 13, 27}


def identify(data: bytes) -> FileKind | str:
    """The kind of a file, or in plain words what it is instead (`an Excel workbook`)."""
    if not data:
        return "an empty file"
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(_PICTURES):
        return FileKind.PICTURE
    if data.startswith(b"PK"):
        return _in_zip(data)
    if refused := _refused(data):
        return refused
    return FileKind.TEXT if text_of(data) is not None else "of a kind that packgen does not know"


def _refused(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "an iPhone picture (HEIC) or a film"
    return next((words for start, words in _REFUSED if data.startswith(start)), "")


def text_of(data: bytes) -> str | None:
    """The text of a plain text file (UTF-8, UTF-16 with its mark, or Windows' cp1252), None when it is no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif _BINARY & set(data[:65536]):
        return None
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeError:
            continue
    return None


def _in_zip(data: bytes) -> FileKind | str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "a damaged Word document or compressed folder"
    return next((kind for name, kind in _INSIDE_ZIP if name in names), "a compressed folder")
