"""The public contract: exit codes, the JSON problem, plain sentences, and no case content where it must not be."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from packgen import cli
from packgen.cli import COMMANDS, run

SAMPLES = Path(__file__).parents[2] / "sample_inputs"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good case and the address book."""
    for name in ("second-council.yaml", "contacts.yaml"):
        shutil.copy(SAMPLES / name, tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed and line in listed for name, (_, _, line) in COMMANDS.items())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert "Usage:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["bake"],
        ["build"],
        ["build", "x.yaml", "--no-such"],
        ["build", "x.yaml", "--only", "agneda"],
        ["check", "x", "--as-of", "y"],
        ["new", "strategy", "--output", "x.xlsx"],
    ],
)
def test_a_wrong_command_line_exits_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_good_case_exits_with_0_and_writes_its_papers(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(["build", str(inbox / "second-council.yaml"), "--output", str(inbox / "out"), "--as-of", "2025-04-10"]) == 0
    )
    assert "papers made" in capsys.readouterr().out
    assert list((inbox / "out").rglob("agenda.docx"))


def test_problems_exit_with_1_and_write_nothing(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inbox / "bad.yaml").write_text("case:\n  referense: X-1\n", "utf-8")
    assert run(["build", str(inbox / "bad.yaml"), "--output", str(inbox / "out")]) == 1
    captured = capsys.readouterr()
    assert "bad.yaml:2:3" in captured.err
    assert "reference" in captured.err
    assert not (inbox / "out").exists()


def test_check_writes_nothing_and_gives_json_problems(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inbox / "bad.yaml").write_text("case:\n  reference: X-1\n  opened_on: 2025-02-30\n", "utf-8")
    before = sorted(inbox.rglob("*"))
    assert run(["check", str(inbox / "bad.yaml"), "--format", "json"]) == 1
    problems = json.loads(capsys.readouterr().out)
    assert {"file", "line", "column", "path", "rule", "severity", "message", "hint"} == set(problems[0])
    assert [problem["line"] for problem in problems if problem["severity"] == "error"] == [3]
    assert sorted(inbox.rglob("*")) == before


def test_build_gives_json_too(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "build",
        str(inbox / "second-council.yaml"),
        "--output",
        str(inbox / "out"),
        "--dry-run",
        "--format",
        "json",
    ]
    run(words)
    outcome = json.loads(capsys.readouterr().out)[0]
    assert outcome["reference"]
    assert {action["step"] for action in outcome["actions"]} == {"make"}
    assert not (inbox / "out").exists()


def test_new_writes_a_starter_and_never_replaces_a_file(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "strategy", "--output", str(inbox / "case.yaml")]) == 0
    written = (inbox / "case.yaml").read_bytes()
    assert b"end_of_case: true" in written
    assert run(["new", "emergency", "--output", str(inbox / "case.yaml")]) == 2
    assert (inbox / "case.yaml").read_bytes() == written
    assert "nothing was replaced" in capsys.readouterr().err


def test_schema_describes_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "meetings" in schema["properties"]


def test_one_rule_is_explained_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "CS-INV-06"]) == 0
    explained = capsys.readouterr().out
    assert "must" in explained
    assert "lines 566-571" in explained
    assert run(["rules", "CS-INV-66"]) == 2
    assert "Did you mean" in capsys.readouterr().err


def test_doctor_names_the_converter(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    assert "PDF converter:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("profile", "says"),
    [("nowhere", "There is no guidance profile called 'nowhere'."), ("council.yaml", "-> packgen check")],
)
def test_doctor_goes_on_where_the_profile_cannot_be_used(
    profile: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "council.yaml").write_text("profile:\n  id: council\n", "utf-8")
    settings = tmp_path / "packgen.toml"
    settings.write_text(f"profile = '{profile}'\n", "utf-8")
    assert run(["doctor", "--settings", str(settings)]) == 0
    said = capsys.readouterr().out
    assert says in said.split("guidance: ")[1]
    assert "state folder: " in said


def test_templates_are_exported_and_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["templates", "export", str(tmp_path / "ours")]) == 0
    assert run(["templates", "check", str(tmp_path / "ours")]) == 0
    assert "no problems" in capsys.readouterr().out


def test_a_bug_exits_with_70_and_its_log_holds_no_case_content(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Toby Wrenfield was here")

    monkeypatch.setattr("packgen.builder.check.check_paths", broken)
    assert run(["check", str(inbox / "second-council.yaml")]) == 70
    said = capsys.readouterr().err
    log = Path(os.environ["PACKGEN_STATE_FOLDER"]) / "logs" / "bug.log"
    for text in (said, log.read_text("utf-8")):
        assert "Toby" not in text
        assert "Traceback" not in text
    assert "RuntimeError" in log.read_text("utf-8")
    assert str(inbox) not in log.read_text("utf-8")


def test_stopping_exits_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.packgen, "main", stopped)
    assert run(["doctor"]) == 130


def test_a_picture_typed_into_a_text_is_told_at_its_line(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = "case:\n  reference: X-9\nconcern:\n  summary: 'See ![a map](map.png) here.'\nend_of_case: true\n"
    (inbox / "picture.yaml").write_text(case, "utf-8")
    run(["check", str(inbox / "picture.yaml"), "--format", "json"])
    problems = json.loads(capsys.readouterr().out)
    assert [problem["line"] for problem in problems if "picture" in problem["message"]] == [4]
