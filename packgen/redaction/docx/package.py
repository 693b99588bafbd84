"""A .docx that nobody trusts, opened as parts: sizes first, no duplicates, nothing fetched, nothing extracted."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import unquote

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.xml import Element, local_name, parse_xml

LARGEST_FILE = 200_000_000
LARGEST_PART = 150_000_000
LARGEST_XML = 60_000_000
LARGEST_TOTAL = 600_000_000
MOST_PARTS = 10_000
MOST_EXPANSION = 400
_OLE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_TYPES = (
    "wordprocessingml.document.main+xml",
    "wordprocessingml.template.main+xml",
    "ms-word.document.macroEnabled.main+xml",
    "ms-word.template.macroEnabledTemplate.main+xml",
)
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_SAVE_AGAIN = "Open it in Word, save it as a Word document (.docx) under a new name, and use that."


@dataclass(frozen=True)
class Relationship:
    """A link from one part to another (or, `external`, to a place outside that is never visited)."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name (no leading slash, as stored) and the name of its main part."""

    parts: Mapping[str, bytes]
    main: str
    _by_folded: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def has(self, name: str) -> bool:
        """Whether a part of that name is there; letter case and percent signs make no difference."""
        return fold_name(name) in self._by_folded

    def read(self, name: str) -> bytes:
        """The bytes of a part, b"" for one that is absent."""
        stored = self._by_folded.get(fold_name(name))
        return self.parts[stored] if stored else b""

    def xml(self, name: str) -> Element | None:
        """The root element of a part, None for one that is absent. Raises RedactionRefusedError for hostile XML."""
        data = self.read(name)
        if not data:
            return None
        if len(data) > LARGEST_XML:
            raise _too_large()
        return parse_xml(data)

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The relationships of a part by id, targets resolved to part names."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        found = (_relationship(element, folder) for element in root if local_name(element) == "Relationship")
        return {relationship.id: relationship for relationship in found}


def open_package(data: bytes) -> Package:
    """The package in `data`. Raises RedactionRefusedError with what to do for anything that is no sound .docx."""
    if data.startswith(_OLE_FILE):
        raise RedactionRefusedError(
            "This is an old .doc file, or a Word document locked with a password.",
            "Open it in Word (with its password), save it as .docx without one, and use that.",
        )
    if len(data) > LARGEST_FILE:
        raise _too_large()
    parts = _read_parts(data)
    folded = {fold_name(name): name for name in parts}
    if len(folded) != len(parts):
        raise RedactionRefusedError(
            "This Word document holds two parts of one name, so nobody can say which is shown.", _SAVE_AGAIN
        )
    package = Package(MappingProxyType(parts), "", MappingProxyType(folded))
    main = _main_part(package)
    return Package(package.parts, main, package._by_folded)


def fold_name(name: str) -> str:
    """A part name as Word compares it."""
    return unquote(name).replace("\\", "/").lstrip("/").casefold()


def _read_parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_sizes(entries)
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names):
                raise RedactionRefusedError("This Word document holds two parts of one name.", _SAVE_AGAIN)
            return {entry.filename: _read_part(archive, entry) for entry in entries}
    except _BROKEN_ZIP:
        raise RedactionRefusedError("This file is not a Word document, or it is damaged.", _SAVE_AGAIN) from None


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise _too_large()
    for entry in entries:
        expansion = entry.file_size / max(entry.compress_size, 1)
        is_xml = entry.filename.lower().endswith((".xml", ".rels"))
        if entry.file_size > LARGEST_PART or (is_xml and entry.file_size > 5_000_000 and expansion > MOST_EXPANSION):
            raise _too_large()


def _read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise _too_large()
    return data


def _main_part(package: Package) -> str:
    links = package.relationships("")
    mains = [link.target for link in links.values() if link.kind == "officeDocument" and not link.external]
    if len(mains) != 1 or not package.has(mains[0]):
        raise RedactionRefusedError("This file is not a Word document, or it is damaged.", _SAVE_AGAIN)
    kind = _content_type(package, mains[0])
    if not kind.endswith(_MAIN_TYPES):
        raise RedactionRefusedError(
            "This file calls itself a Word document, but says that it holds something else.", _SAVE_AGAIN
        )
    return mains[0]


def _content_type(package: Package, part: str) -> str:
    root = package.xml("[Content_Types].xml")
    if root is None:
        return ""
    extension = part.rpartition(".")[2].casefold()
    default = ""
    for element in root:
        if local_name(element) == "Override" and fold_name(element.get("PartName", "")) == fold_name(part):
            return element.get("ContentType", "")
        if local_name(element) == "Default" and element.get("Extension", "").casefold() == extension:
            default = element.get("ContentType", "")
    return default


def _relationship(element: Element, folder: str) -> Relationship:
    target = element.get("Target", "")
    external = element.get("TargetMode", "Internal") != "Internal"
    if not external:
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    kind = element.get("Type", "").rstrip("/").rpartition("/")[2]
    return Relationship(element.get("Id", ""), kind, target, external)


def _too_large() -> RedactionRefusedError:
    return RedactionRefusedError(
        "This Word document is too large to redact, or unpacks to far more than it should.",
        "Split it in Word into smaller documents and redact each.",
    )
