"""Records as they lie on a disk: read, converted to what can be redacted, or refused by name with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from packgen.builder.subject_access import sheets
from packgen.builder.subject_access.conversion import converted
from packgen.errors import RedactionRefusedError
from packgen.files import read_untrusted

_LARGEST = 200_000_000
_AS_THEY_ARE = (".docx", ".docm", ".dotx", ".pdf")
#: What LibreOffice turns into a Word document, and what into a PDF.
_CONVERTED: Mapping[str, str] = {
    ".doc": "docx",
    ".rtf": "docx",
    ".odt": "docx",
    ".txt": "docx",
    ".xls": "pdf",
    ".ods": "pdf",
    ".ppt": "pdf",
    ".pptx": "pdf",
}
_ADVICE: Mapping[str, str] = {
    ".msg": "Open it in Outlook, save it as a PDF (File, Print, Microsoft Print to PDF), its attachments beside it.",
    ".eml": "Open it in your mail program, print it to PDF, and save its attachments beside it.",
    ".pst": "Open it in Outlook and save each message that counts as a PDF.",
    ".zip": "Unpack it and name the files inside it.",
    ".jpg": "Put the picture into a PDF; it is withheld unless OCR and an officer clear it.",
    ".png": "Put the picture into a PDF; it is withheld unless OCR and an officer clear it.",
    ".tif": "Scan or print it to PDF; its pages then need OCR or a look by hand.",
}


@dataclass(frozen=True)
class HeldRecord:
    """A record that can be redacted: where it lay, the suffix that it now has, its bytes."""

    path: Path
    suffix: str
    data: bytes


def hold(path: Path) -> HeldRecord:
    """The record at `path`. Raises RedactionRefusedError with what to do for a kind of file that cannot be redacted."""
    suffix = path.suffix.lower()
    data = read_untrusted(path, _LARGEST)
    if suffix in _AS_THEY_ARE:
        return HeldRecord(path, suffix, data)
    if suffix in sheets.SUFFIXES:
        return HeldRecord(path, ".docx", sheets.as_word(data, suffix))
    if suffix in _CONVERTED:
        wanted = _CONVERTED[suffix]
        return HeldRecord(path, f".{wanted}", converted(data, suffix, wanted))
    hint = _ADVICE.get(suffix, "Open it in the program that made it and save it as a Word document or a PDF.")
    raise RedactionRefusedError(f"A file ending in {suffix or 'nothing'} cannot be redacted.", hint)
