"""Nothing that packgen starts or leaves behind on the way repeats a redacted value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from packgen import processes
from packgen.redaction.publishing import publish_release
from packgen.redaction.release import ready_copies
from tests.redaction.subject_access_making import ORDER, POLICY, proposed, record

WORDS = ("Dario", "Castellmoor")


def test_no_command_line_environment_or_temporary_name_holds_a_redacted_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    start = processes.subprocess.Popen

    def watched(command: list[str], **given: Any) -> Any:
        folder = Path(given["cwd"])
        seen.extend([*command, *map(str, folder.rglob("*")), *map(str, given["env"].items())])
        return start(command, **given)

    monkeypatch.setattr(processes.subprocess, "Popen", watched)
    made = proposed(tmp_path, record("Toby Wrenfield met Dario Castellmoor."))
    copies = ready_copies(tmp_path, [made.file], ORDER, POLICY)
    publish_release(tmp_path, copies, ORDER, {})
    assert seen
    assert [text for text in seen for word in WORDS if word.casefold() in text.casefold()] == []


def test_what_is_sent_and_what_it_is_called_hold_no_redacted_value(tmp_path: Path) -> None:
    made = proposed(tmp_path, record("Toby Wrenfield met Dario Castellmoor."))
    folder = publish_release(tmp_path, ready_copies(tmp_path, [made.file], ORDER, POLICY), ORDER, {})
    for file in folder.iterdir():
        assert b"Castellmoor" not in file.read_bytes()
        assert "astell" not in file.name
