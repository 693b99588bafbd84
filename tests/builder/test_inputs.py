"""Which files are cases: those named, and those directly in a folder that is named."""

from __future__ import annotations

from pathlib import Path

from packgen.builder.inputs import case_files, folders_without_cases


def test_a_folder_stands_for_the_case_files_directly_in_it(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.json", "c.YML", "notes.txt", ".hidden.yaml", "~$a.yaml"):
        (tmp_path / name).touch()
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "d.yaml").touch()
    assert [file.name for file in case_files([tmp_path])] == ["a.json", "b.yaml", "c.YML"]


def test_reserved_names_are_never_read_as_cases(tmp_path: Path) -> None:
    for name in ("contacts.yaml", "Contacts.yml", "request.yaml", "toby.schedule.yaml", "profile.yaml"):
        (tmp_path / name).touch()
    assert case_files([tmp_path]) == ()


def test_a_file_named_twice_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    assert case_files([tmp_path, tmp_path / "a.yaml"]) == (tmp_path / "a.yaml",)


def test_a_folder_without_a_case_file_is_a_problem_and_not_silence(tmp_path: Path) -> None:
    (tmp_path / "contacts.yaml").touch()
    assert "holds no case file" in folders_without_cases([tmp_path])[0].message
    (tmp_path / "a.yaml").touch()
    assert folders_without_cases([tmp_path]) == ()
