"""The password of packs is what stands in its file, however an editor saved it, or a plain sentence says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.builder.make_papers import pack_password
from packgen.errors import UsageError
from packgen.settings import Settings

WORDS = "correct horse £5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_password_is_the_line_without_what_the_editor_added(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(f"{WORDS}\r\n".encode(encoding))
    assert pack_password(Settings(pack_password_file=file)) == WORDS


def test_without_a_file_packs_have_no_password() -> None:
    assert pack_password(Settings()) == ""


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf", WORDS.encode("cp1252"), WORDS.encode("utf-16")])
def test_a_file_that_gives_no_password_is_refused_with_what_to_do(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "password.txt"
    file.write_bytes(data)
    with pytest.raises(UsageError) as refused:
        pack_password(Settings(pack_password_file=file))
    assert refused.value.hint
