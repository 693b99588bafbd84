"""The package itself: read with limits, written so that every reader of zips agrees."""

from __future__ import annotations

import io
import zipfile

import pytest

from packgen.word.faults import TemplateError
from packgen.word.package import pack, read_package, write_package

TYPES = "[Content_Types].xml"


def archive(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as target:
        for name, data in members:
            target.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_survive_reading_and_writing(method: int) -> None:
    content = (TYPES, b"<Types/>"), ("word/é.xml", b"x" * 100_000), ("empty", b"")
    package = read_package(archive(*content, method=method))
    assert package.parts == dict(content)
    written = write_package(package.members.values())
    with zipfile.ZipFile(io.BytesIO(written)) as again:
        assert again.testzip() is None
        assert {name: again.read(name) for name in again.namelist()} == dict(content)
        assert {member.compress_type for member in again.infolist()} <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def test_what_deflating_would_lengthen_is_stored() -> None:
    assert pack("a", b"x").method == zipfile.ZIP_STORED
    assert pack("a", b"x" * 1000).method == zipfile.ZIP_DEFLATED


def test_a_zip_that_unpacks_to_far_more_than_a_template_is_refused_unread() -> None:
    bomb = archive((TYPES, b"<Types/>"), *((f"word/{n}.xml", bytes(30_000_000)) for n in range(4)))
    assert len(bomb) < 1_000_000
    with pytest.raises(TemplateError, match="far larger"):
        read_package(bomb)


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(TemplateError, match="far larger"):
        read_package(archive(*((f"{n}", b"") for n in range(2_100))))


def test_damage_and_encryption_are_said_plainly() -> None:
    good = bytearray(archive((TYPES, b"<Types/>" * 50), method=zipfile.ZIP_STORED))
    torn = bytes(good)
    good[60] ^= 0xFF
    encrypted = bytearray(torn)
    encrypted[6] |= 1
    encrypted[torn.index(b"PK\x01\x02") + 8] |= 1
    for data in (bytes(good), torn[: len(torn) // 2], bytes(encrypted), b"PK"):
        with pytest.raises(TemplateError, match="not a Word document that can be read"):
            read_package(data)
    with pytest.raises(TemplateError, match="not a Word document"):
        read_package(archive(("other.txt", b"x")))
