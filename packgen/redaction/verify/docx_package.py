"""The package of a copy, held against what a copy may be: zip records, parts and pictures. Verifier only."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from packgen.redaction.docx.clean_parts import (
    CLEAN_PARTS,
    MAIN_PART,
    MAIN_RELATIONSHIPS,
    MEDIA_FOLDER,
    main_relationships,
)

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DATE, _TIME = (0 << 9) | (1 << 5) | 1, 0
_ORDINARY_FILE = 0o600 << 16
_VERSION = 20
_LARGEST_PART = 300_000_000
_PICTURE_NAME = re.compile(re.escape(MEDIA_FOLDER) + r"picture([1-9][0-9]{0,4})\.png")
_PNG = b"\x89PNG\r\n\x1a\n"


class NotACopyError(Exception):
    """The bytes are not a package as packgen writes it; the message names the place, never its content."""


@dataclass(frozen=True)
class _Entry:
    name: str
    method: int
    crc: int
    packed: bytes
    size: int


def unpack(data: bytes) -> Mapping[str, bytes]:
    """The parts of a copy, read by walking every byte of the file: no byte may be unaccounted for.

    Raises NotACopyError at the first byte that is not where a clean package has it.
    """
    parts: dict[str, bytes] = {}
    entries: list[tuple[int, _Entry]] = []
    offset = 0
    while data[offset : offset + 4] == b"PK\x03\x04":
        entry, following = _local(data, offset)
        if entry.name in parts:
            raise NotACopyError("two parts of one name")
        parts[entry.name] = _unpacked(entry)
        entries.append((offset, entry))
        offset = following
    _check_directory(data, offset, entries)
    return parts


def _local(data: bytes, offset: int) -> tuple[_Entry, int]:
    try:
        _, version, flags, method, time, date, crc, packed, size, name_size, extra = _LOCAL.unpack_from(data, offset)
    except struct.error:
        raise NotACopyError("a cut-off part") from None
    if (flags, time, date, extra) != (0, _TIME, _DATE, 0) or method != 8 or version != _VERSION:
        raise NotACopyError("a part with flags, dates or extra fields")
    start = offset + _LOCAL.size
    name = data[start : start + name_size].decode("ascii", "replace")
    end = start + name_size + packed
    return _Entry(name, method, crc, data[start + name_size : end], size), end


def _unpacked(entry: _Entry) -> bytes:
    if entry.size > _LARGEST_PART:
        raise NotACopyError("a part of a size that no copy has")
    opener = zlib.decompressobj(-15)
    try:
        content = opener.decompress(entry.packed, entry.size + 1)
    except zlib.error:
        raise NotACopyError("a part that does not unpack") from None
    if opener.unused_data or opener.unconsumed_tail or not opener.eof:
        raise NotACopyError("bytes behind a part")
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise NotACopyError("a part whose size or checksum is wrong")
    return content


def _check_directory(data: bytes, offset: int, entries: list[tuple[int, _Entry]]) -> None:
    """The directory can be told from the parts, so it is worked out and must be equal, byte for byte."""
    records = b"".join(_central(at, entry) for at, entry in entries)
    count = len(entries)
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(records), offset, 0)
    if data[offset:] != records + end:
        raise NotACopyError("a directory that is not what its parts make it, or bytes behind it")


def _central(at: int, entry: _Entry) -> bytes:
    name = entry.name.encode("ascii", "replace")
    sizes = (entry.crc, len(entry.packed), entry.size, len(name), 0, 0, 0, 0, _ORDINARY_FILE, at)
    return _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, 0, entry.method, _TIME, _DATE, *sizes) + name


def wrong_parts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every part that a copy does not have, lacks, or has with other bytes (the main part's content aside)."""
    pictures = [name for name in parts if _PICTURE_NAME.fullmatch(name)]
    expected = {*CLEAN_PARTS, MAIN_PART, MAIN_RELATIONSHIPS}
    expected |= {f"{MEDIA_FOLDER}picture{number}.png" for number in range(1, len(pictures) + 1)}
    for number, name in enumerate(parts, 1):
        if name not in expected:
            yield f"part {number} of the package, which no copy has"
    yield from (f"{name}, which is missing" for name in sorted(expected - set(parts)))
    for name, content in CLEAN_PARTS.items():
        if name in parts and parts[name] != content:
            yield f"{name}, which is not as packgen writes it"
    if parts.get(MAIN_RELATIONSHIPS) != main_relationships(len(pictures)).encode():
        yield f"{MAIN_RELATIONSHIPS}, which is not as packgen writes it"


def wrong_pictures(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Every picture that is more than pixels: other chunks, other kinds, bytes behind the end."""
    for name in parts:
        if name.startswith(MEDIA_FOLDER) and not is_bare_png(parts[name]):
            known = _PICTURE_NAME.fullmatch(name)
            yield f"picture {known.group(1) if known else 'of another name'}"


def is_bare_png(data: bytes) -> bool:
    """Whether `data` is pixels in red, green and blue and nothing else, to the last byte."""
    if not data.startswith(_PNG):
        return False
    offset, pixels, kinds = len(_PNG), b"", []
    while offset + 12 <= len(data):
        length, kind = struct.unpack_from(">L4s", data, offset)
        body = data[offset + 8 : offset + 8 + length]
        checksum = data[offset + 8 + length : offset + 12 + length]
        if checksum != struct.pack(">L", zlib.crc32(kind + body)):
            return False
        kinds.append(kind)
        pixels += body if kind == b"IDAT" else b""
        offset += 12 + length
    width, height, *how = struct.unpack_from(">LL5B", data, 16)
    layout = [b"IHDR", *[b"IDAT"] * (len(kinds) - 2), b"IEND"]
    if offset != len(data) or kinds != layout or how != [8, 2, 0, 0, 0]:
        return False
    opener = zlib.decompressobj()
    size = (width * 3 + 1) * height
    try:
        content = opener.decompress(pixels, size + 1)
    except zlib.error:
        return False
    return len(content) == size and opener.eof and not opener.unused_data
