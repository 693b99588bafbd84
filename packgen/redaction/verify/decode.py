"""Every reading of some bytes as text: encodings, hex, base64, percent signs, compression, packages, nested.

Part of the verifier. What comes out holds case content and is only ever searched, never shown.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import html
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote

_DEEPEST = 4
_LARGEST = 100_000_000
_MOST_STREAMS = 200
_SHORTEST_TEXT = 4
_SHORTEST_BASE64 = 8
_HEX = re.compile(rb"(?:[0-9a-fA-F]{2}[\s,:;-]?(?:0x|\\x|%)?){6,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}(?:\s{1,2}[A-Za-z0-9+/_-]{4,})*={0,2}")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\'([0-9a-fA-F]{2})|=([0-9A-F]{2})")
_OCTAL = re.compile(r"\\([0-3][0-7]{2})")
_BASE32 = re.compile(rb"[A-Z2-7]{16,}={0,6}")
_NUMBERS = re.compile(rb"(?<!\d)(?:\d{2,3}[ \t,;/-]{1,2}){4,}\d{2,3}(?!\d)")
_PRINTABLE = re.compile(rb"[\t\n\r\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
_WIDE_BIG = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){4,}")
_COMPRESSED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ|PK\x03\x04")


def readings(data: bytes, depth: int = 0) -> Iterator[str]:
    """Texts that somebody could get out of `data`, most direct first; at most four wrappings deep."""
    if not data or depth > _DEEPEST:
        return
    yield from _texts(data)
    guesses = (inner for inner in _guessed(data) if _is_telling(inner))
    for inner in chain(_inflated(data), guesses):
        if len(inner) >= _SHORTEST_TEXT:
            yield from readings(inner, depth + 1)


def _texts(data: bytes) -> Iterator[str]:
    """`data` in the encodings of office files."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\n".join(piece.group().decode("cp1252", "replace") for piece in _PRINTABLE.finditer(data))
    yield text
    octal = _OCTAL.sub(lambda found: chr(int(found.group(1), 8)), text)
    yield from {html.unescape(text), unquote(text), _ESCAPES.sub(_unescaped, text), octal} - {text}
    if b"\0" in data:
        yield "\n".join(piece.group().decode("utf-16-le") for piece in _WIDE.finditer(data))
        yield "\n".join(piece.group().decode("utf-16-be") for piece in _WIDE_BIG.finditer(data))
        yield data.replace(b"\0", b"").decode("cp1252", "replace")


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(next(group for group in found.groups() if group), 16))


def _is_telling(data: bytes) -> bool:
    """Whether bytes look like text or a package rather than like noise that some word decodes to."""
    if _COMPRESSED.match(data):
        return True
    sample = data[:4096].replace(b"\0", b"")
    printable = sum(1 for byte in sample if 0x20 <= byte < 0x7F or byte in (9, 10, 13))
    return bool(sample) and printable >= 0.85 * len(sample)


def _guessed(data: bytes) -> Iterator[bytes]:
    """What `data` would be if its words were hex or base64 or it were deflated, which is mostly noise."""
    for found in _HEX.finditer(data):
        digits = re.sub(rb"0x|\\x|[^0-9a-fA-F]", b"", found.group())
        yield binascii.unhexlify(digits[: len(digits) // 2 * 2])
        yield binascii.unhexlify(digits[1:][: (len(digits) - 1) // 2 * 2])
    for found in _BASE64.finditer(data):
        words = found.group().rstrip(b"=").split()
        for run in {b"".join(words), *(word for word in words if len(word) >= _SHORTEST_BASE64)}:
            yield from _from_base64(run)  # ordinary words beside it would be noise in what comes out
    for found in _BASE32.finditer(data):
        yield from _from_base32(found.group().rstrip(b"="))
    for found in _NUMBERS.finditer(data):
        codes = [int(code) for code in re.findall(rb"\d+", found.group())]
        yield bytes(code for code in codes if code < 256)
    yield from _raw_deflate(data)


def _from_base64(letters: bytes) -> Iterator[bytes]:
    plain = letters.translate(bytes.maketrans(b"-_", b"+/"))
    for skip in range(4):
        piece = plain[skip:]
        piece = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
        try:
            yield base64.b64decode(piece + b"=" * (-len(piece) % 4))
        except (binascii.Error, ValueError):
            continue


def _from_base32(letters: bytes) -> Iterator[bytes]:
    whole = letters[: len(letters) // 8 * 8]
    padded = letters + b"=" * (-len(letters) % 8)
    for piece in {whole, padded}:
        try:
            yield base64.b32decode(piece)
        except (binascii.Error, ValueError):
            continue


def _inflated(data: bytes) -> Iterator[bytes]:
    for number, found in enumerate(_COMPRESSED.finditer(data)):
        if number >= _MOST_STREAMS:
            return
        tail = data[found.start() :]
        yield from _package(tail) if found.group().startswith(b"PK") else _stream(tail)
        if found.group().startswith(b"PK"):
            return


def _stream(data: bytes) -> Iterator[bytes]:
    openers = {0x78: zlib.decompressobj(), 0x1F: zlib.decompressobj(31)}
    try:
        if data[0] in openers:
            yield openers[data[0]].decompress(data, _LARGEST)
        elif data.startswith(b"BZh"):
            yield bz2.BZ2Decompressor().decompress(data, _LARGEST)
        else:
            yield lzma.LZMADecompressor().decompress(data, _LARGEST)
    except (zlib.error, OSError, lzma.LZMAError, EOFError, gzip.BadGzipFile):
        return


def _raw_deflate(data: bytes) -> Iterator[bytes]:
    try:
        inner = zlib.decompressobj(-15).decompress(data, _LARGEST)
    except zlib.error:
        return
    if len(inner) > _SHORTEST_TEXT:
        yield inner


def _package(data: bytes) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for entry in archive.infolist()[:1000]:
                yield entry.filename.encode() + b" " + entry.comment + b" " + entry.extra
                if entry.file_size <= _LARGEST:
                    yield archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return
