"""Settings: one file, flags over it, and a plain sentence for what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.errors import UsageError
from packgen.settings import Settings, load_settings


def test_paths_are_relative_to_the_settings_file(tmp_path: Path) -> None:
    file = tmp_path / "packgen.toml"
    file.write_text("outputs = 'packs'\nprofile = 'our-council.yaml'\n", "utf-8")
    settings = load_settings(file)
    assert settings.outputs == tmp_path / "packs"
    assert settings.profile == str(tmp_path / "our-council.yaml")


def test_a_file_as_notepad_saves_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "packgen.toml"
    file.write_bytes("\ufeffretention_days = 30\r\n".encode())
    assert load_settings(file).retention_days == 30


def test_a_flag_that_was_given_goes_before_the_file() -> None:
    settings = Settings(outputs=Path("a"), profile="bristol").overridden(outputs=Path("b"), profile=None)
    assert (settings.outputs, settings.profile) == (Path("b"), "bristol")


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [("outputs = ", "not valid TOML"), ("output = 'x'", "'output' cannot be used"), ("duplex = 'maybe'", "'duplex'")],
)
def test_a_setting_that_cannot_be_used_is_named(text: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "packgen.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=words):
        load_settings(file)
