"""A release rests on what its proposals rested on: the request, the list of names, the case, every decision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from packgen.builder.subject_access.proposing import ProposeOptions, propose_records
from packgen.builder.subject_access.releasing import ReleaseOptions, release_proposals
from packgen.errors import RedactionRefusedError, UsageError
from packgen.settings import Settings
from tests.conftest import REPOSITORY
from tests.redaction.subject_access_making import record, text_of

TODAY = date(2025, 5, 1)
SAMPLES = REPOSITORY / "sample_inputs"
NAMES = """name,aliases,category,decision,reason
Toby Wrenfield,,subject,,
Dario Castellmoor,,other child,redact,
Carla Wrenfield,,family,disclose,consented
"""
REQUEST = """request:
  reference: SAR-2025-099
  received_on: 2025-04-22
  scope: all
subject: {name: Toby Wrenfield}
requester: {name: Toby Wrenfield, capacity: self, identity_seen: passport, identity_seen_on: 2025-04-23}
"""
REFUSED = """decisions:
  - {person: Carla Wrenfield, decision: redact, reason_code: third-party, reason: no, by: O, date: 2025-04-28}
"""


class Desk:
    """The officer's files and commands."""

    def __init__(self, folder: Path) -> None:
        self.names, self.request = folder / "names.csv", folder / "request.yaml"
        self.record, self.root = folder / "record.docx", folder / "work"
        self.names.write_text(NAMES)
        self.request.write_text(REQUEST)
        self.record.write_bytes(record("Dario Castellmoor hit Toby.", "Carla Wrenfield rang."))

    def propose(self, *, asked: bool = True) -> None:
        options = ProposeOptions(self.request if asked else None, roster=self.names)
        propose_records([self.record], options, self.root, Settings(), TODAY)

    def release(self, *, asked: bool = True) -> str:
        options = ReleaseOptions("Officer One", request=self.request if asked else None)
        proposals = sorted((self.root / "proposed").glob("*.docx"))
        folder = release_proposals(proposals, options, Settings(), TODAY).folder
        return text_of((folder / "record-1.docx").read_bytes())

    def change(self, file: Path, old: str, new: str) -> None:
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("asked", [True, False])
def test_what_did_not_change_is_released(desk: Desk, *, asked: bool) -> None:
    desk.propose(asked=asked)
    text = desk.release(asked=asked)
    assert "Carla Wrenfield rang" in text
    assert "Dario" not in text


@pytest.mark.parametrize("asked", [True, False])
def test_a_consent_withdrawn_in_the_list_stops_the_release_until_it_is_proposed_again(
    desk: Desk, *, asked: bool
) -> None:
    desk.propose(asked=asked)
    desk.change(desk.names, "family,disclose,consented", "family,redact,")
    with pytest.raises(RedactionRefusedError, match="has changed since the proposal") as refused:
        desk.release(asked=asked)
    assert "Propose again" in refused.value.hint
    assert "Carla" not in str(refused.value)
    desk.propose(asked=asked)
    assert "Carla" not in desk.release(asked=asked)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("requester: {name: Toby Wrenfield", "requester: {name: Somebody Else"),
        ("requester:", f"{REFUSED}requester:"),
    ],
)
def test_a_request_that_changed_stops_the_release(desk: Desk, old: str, new: str) -> None:
    desk.propose()
    desk.change(desk.request, old, new)
    with pytest.raises(RedactionRefusedError, match="has changed since the proposal"):
        desk.release()


def test_somebody_new_in_the_list_stops_the_release(desk: Desk) -> None:
    desk.propose()
    desk.names.write_text(NAMES + "Kyleford Ashmore,,other child,redact,\n")
    with pytest.raises(RedactionRefusedError, match="has changed since the proposal"):
        desk.release()


def test_a_release_of_a_request_names_the_request(desk: Desk) -> None:
    desk.change(desk.request, "capacity: self, identity_seen: passport, identity_seen_on: 2025-04-23", "capacity: self")
    desk.propose()
    with pytest.raises(RedactionRefusedError, match="identity"):
        desk.release()
    with pytest.raises(RedactionRefusedError, match="does not name it"):
        desk.release(asked=False)


def test_a_case_in_which_somebody_has_another_name_stops_the_release(desk: Desk, tmp_path: Path) -> None:
    case = tmp_path / "toby.yaml"
    for name in ("toby.yaml", "contacts.yaml"):
        if (SAMPLES / name).is_file():
            (tmp_path / name).write_bytes((SAMPLES / name).read_bytes())
    options = ProposeOptions(case=case, subject="toby")
    propose_records([desk.record], options, desk.root, Settings(), TODAY)
    desk.change(case, "Castellmoor", "Castellfield")
    with pytest.raises(RedactionRefusedError, match="has changed since the proposal"):
        desk.release(asked=False)


def test_no_request_passes_for_a_copy_without_one(desk: Desk) -> None:
    desk.change(desk.request, "SAR-2025-099", "Copy")
    with pytest.raises(UsageError, match="no reference"):
        desk.propose()
