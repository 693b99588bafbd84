"""Slips that would disclose everything are refused: lost highlights, a forgotten or changed request, a link."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from packgen.errors import RedactionRefusedError
from packgen.files import FileProblemError, lock
from packgen.redaction.propose import Proposed, RecordInput, propose
from packgen.redaction.publishing import publish_release
from packgen.redaction.release import ReleaseOrder, ready_copies
from packgen.redaction.state import make_root
from tests.redaction.subject_access_making import (
    ORDER,
    POLICY,
    proposed,
    proposing,
    recolour,
    record,
    usual_roster,
)

THRICE = record("Dario Castellmoor came.", "Then Dario left.", "Nobody saw Dario.", "Officer 07700 900123 rang.")
REQUESTED = replace(ORDER, request="SAR-1", basis="as asked")


def for_request(root: Path) -> Proposed:
    given = replace(proposing(usual_roster()), basis="as asked")
    (made,) = propose(root, [RecordInput(".docx", record("Dario Castellmoor came. Dario left."))], given)
    return made


def released(root: Path, made: Proposed, order: ReleaseOrder = ORDER) -> int:
    return len(ready_copies(root, [made.file], order, POLICY))


def test_a_proposal_made_for_a_request_is_not_released_without_it(tmp_path: Path) -> None:
    made = for_request(tmp_path)
    with pytest.raises(RedactionRefusedError, match="does not name it") as refused:
        released(tmp_path, made)
    assert "--request" in refused.value.hint
    assert released(tmp_path, made, REQUESTED) == 1


def test_a_request_whose_decisions_changed_since_is_refused(tmp_path: Path) -> None:
    made = for_request(tmp_path)
    with pytest.raises(RedactionRefusedError, match="has changed since the proposal"):
        released(tmp_path, made, replace(REQUESTED, basis="consent withdrawn"))


@pytest.mark.parametrize("name", ["proposed", "officer", "to-send"])
def test_a_folder_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    elsewhere, root = tmp_path / "shared", tmp_path / "root"
    elsewhere.mkdir()
    root.mkdir()
    (root / name).symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(RedactionRefusedError, match="link to another place"):
        make_root(root)
    with pytest.raises(RedactionRefusedError):
        proposed(root, THRICE)
    assert list(elsewhere.iterdir()) == []


def test_two_releases_at_once_are_refused(tmp_path: Path) -> None:
    made = proposed(tmp_path, THRICE)
    recolour(made.file, "cyan", "yellow")
    copies = ready_copies(tmp_path, [made.file], ORDER, POLICY)
    with lock(tmp_path / "officer" / ".lock"), pytest.raises(FileProblemError):
        publish_release(tmp_path, copies, ORDER, {})
    assert list((tmp_path / "to-send").iterdir()) == []
    assert publish_release(tmp_path, copies, ORDER, {}).is_dir()


@pytest.mark.skipif(os.name != "posix", reason="looks at rights of files")
def test_everything_of_subject_access_work_is_its_owners_alone(tmp_path: Path) -> None:
    root = tmp_path / "work"
    made = proposed(root, THRICE)
    recolour(made.file, "cyan", "yellow")
    publish_release(root, ready_copies(root, [made.file], ORDER, POLICY), ORDER, {"letter.docx": b"x"})
    found = [root, *root.rglob("*")]
    assert {path.name for path in root.iterdir()} == {"proposed", "officer", "to-send"}
    assert len(found) > 15
    made.file.chmod(0o600)  # saved again by the test, as Word would, with the rights of that program
    assert [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077] == []
    sent = [path.name for path in (root / "to-send").rglob("*") if path.is_file()]
    assert sorted(sent) == ["letter.docx", "record-1.docx"]
