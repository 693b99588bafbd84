"""A .docx as a package: read with limits, written so that equal parts give equal bytes.

The standard library cannot copy a member without inflating it; the few structures of a zip are written here instead, so
that the parts of a template that never change stay deflated from one document to the next.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from packgen.word.faults import TemplateError

LARGEST_FILE = 20_000_000
_LARGEST_CONTENT = 100_000_000
_MOST_MEMBERS = 2_000
_LEVEL = 6
# 1 January 1980, midnight: the first moment a zip can name.
_DATE, _TIME = (1 << 5) | 1, 0
_UTF8_NAMES = 0x800
_STORED, _DEFLATED = 0, 8
_LOCAL_HEADER = 30


@dataclass(frozen=True)
class Member:
    """One file of the package, ready to be written: name, checksum, sizes in bytes, packed bytes."""

    name: str
    crc: int
    size: int
    packed: bytes
    method: int


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name in the order they are stored, and the same parts as they lie packed in the file."""

    parts: dict[str, bytes]
    members: dict[str, Member]


def pack(name: str, data: bytes) -> Member:
    """`data` deflated as member `name`; stored as it is where deflating gains nothing."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    if len(packed) < len(data):
        return Member(name, zlib.crc32(data), len(data), packed, _DEFLATED)
    return Member(name, zlib.crc32(data), len(data), data, _STORED)


def read_package(data: bytes) -> Package:
    """The parts of a .docx.

    Raises TemplateError for what is not a zip, is damaged, is encrypted, or is larger than a template has reason to be.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_CONTENT:
                raise TemplateError("This Word file is far larger than a template.", "Remove large pictures from it.")
            parts = {member.filename: archive.read(member) for member in members}
            packed = {member.filename: _packed(member, data, parts[member.filename]) for member in members}
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        zlib.error,
        EOFError,
        OSError,
        struct.error,
    ) as error:
        hint = "Open it in Word and save it again as a Word document (.docx), without a password."
        raise TemplateError("This is not a Word document that can be read.", hint) from error
    if "[Content_Types].xml" not in parts:
        raise TemplateError("This is not a Word document.", "Save it in Word as a Word document (.docx).")
    return Package(parts, packed)


def _packed(member: zipfile.ZipInfo, data: bytes, part: bytes) -> Member:
    """The member as it lies in the file: `archive.read` has just checked its checksum."""
    if member.compress_type not in (_STORED, _DEFLATED):
        return pack(member.filename, part)
    start = member.header_offset + _LOCAL_HEADER
    name_length, extra_length = struct.unpack("<HH", data[start - 4 : start])
    start += name_length + extra_length
    lying = data[start : start + member.compress_size]
    return Member(member.filename, member.CRC, member.file_size, lying, member.compress_type)


def write_package(members: Iterable[Member]) -> bytes:
    """The package as bytes. Dates are fixed, so equal members give equal bytes."""
    local: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for member in members:
        name = member.name.encode("utf-8")
        sizes = (member.crc, len(member.packed), member.size, len(name), 0)
        common = struct.pack("<HHHHHLLLHH", 20, _UTF8_NAMES, member.method, _TIME, _DATE, *sizes)
        local += (b"PK\x03\x04" + common + name, member.packed)
        central.append(
            b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name
        )
        offset += _LOCAL_HEADER + len(name) + len(member.packed)
    directory = b"".join(central)
    end = struct.pack("<HHHHLLH", 0, 0, len(central), len(central), len(directory), offset, 0)
    return b"".join([*local, directory, b"PK\x05\x06" + end])
