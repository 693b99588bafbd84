"""Compiled templates kept between runs: used when sound and the user's own, otherwise made anew."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from making import lines, template

from packgen.word import compiled, engine, store
from packgen.word.render import render


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state"
    monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(folder))
    engine.forget()
    return folder


def kept_files(state: Path) -> list[Path]:
    return list((state / "templates").glob("*"))


def test_a_kept_template_is_not_compiled_again(tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = template(tmp_path, "Hello {{ name }}")
    first = render(path, {"name": "Ann"})
    engine.forget()
    monkeypatch.setattr(engine, "checked", None)  # calling it would fail
    assert render(path, {"name": "Ann"}) == first


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_what_is_kept_is_private_source_without_case_text(tmp_path: Path, state: Path) -> None:
    render(template(tmp_path, "Hello {{ name }}"), {"name": "Ann Secret"})
    (file,) = kept_files(state)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    text = file.read_text()
    assert "Secret" not in text
    assert "def root" in json.loads(text)["sources"]["word/document.xml"]


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_file_that_others_can_write_to_is_not_run(tmp_path: Path, state: Path) -> None:
    path = template(tmp_path, "Hello {{ name }}")
    render(path, {"name": "Ann"})
    (file,) = kept_files(state)
    kept = json.loads(file.read_text())
    kept["sources"]["word/document.xml"] = "raise RuntimeError('run')"
    file.write_text(json.dumps(kept))
    file.chmod(0o666)
    engine.forget()
    assert lines(render(path, {"name": "Ann"})) == ["Hello Ann"]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"key": "other"}', '{"key": "KEY", "sources": {}}'])
def test_a_damaged_file_only_costs_time(tmp_path: Path, state: Path, damage: str) -> None:
    path = template(tmp_path, "Hello {{ name }}")
    render(path, {"name": "Ann"})
    (file,) = kept_files(state)
    file.write_text(damage.replace("KEY", file.stem))
    engine.forget()
    assert lines(render(path, {"name": "Ann"})) == ["Hello Ann"]


def test_an_edited_template_is_compiled_anew(tmp_path: Path, state: Path) -> None:
    path = template(tmp_path, "Hello {{ name }}")
    assert lines(render(path, {"name": "Ann"})) == ["Hello Ann"]
    template(tmp_path, "Goodbye {{ name }}")
    assert lines(render(path, {"name": "Ann"})) == ["Goodbye Ann"]


def test_no_state_folder_only_costs_time(tmp_path: Path, state: Path) -> None:
    state.write_text("a file where the folder should be")
    assert lines(render(template(tmp_path, "Hello {{ name }}"), {"name": "Ann"})) == ["Hello Ann"]


def test_another_engine_or_library_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.key_of(b"template")
    assert before != store.key_of(b"another")
    monkeypatch.setattr(store, "_engine", lambda: "another engine")
    assert store.key_of(b"template") != before
    assert compiled.STYLES
