"""The state of minutes and working papers, and which meetings have any."""

from __future__ import annotations

from typing import Any

import pytest
from held_meetings import KINDS_OF_A_MEETING, MINUTES, room_work

from packgen.documents.kind import Document
from packgen.documents.meeting_papers import record_state
from packgen.documents.registry import kind_named

CANCELLED = {"date": "2025-03-10", "by": "Cher Head"}


def made(kind: str, **meeting: Any) -> list[Document]:
    found = kind_named(kind)
    assert found is not None
    return list(found.for_meeting(room_work(**meeting)))


@pytest.mark.parametrize(
    ("issued", "approved", "drafted", "state"),
    [
        (None, None, None, "draft"),
        ("2025-03-10", None, None, "draft"),
        ("2025-03-11", None, None, "draft"),
        ("2025-03-12", None, None, "issued"),
        ("2025-03-11", None, "2025-03-11 15:00", "issued"),
        ("2025-03-12", None, "2025-03-13 09:00", "draft"),
        ("2025-03-12", "2025-03-18", None, "approved"),
        (None, "2025-03-18", None, "approved"),
        ("2025-03-09", "2025-03-10", None, "draft"),
    ],
)
def test_an_issue_before_the_meeting_is_the_invitations_not_the_minutes(
    issued: str | None, approved: str | None, drafted: str | None, state: str
) -> None:
    signed = {key: {"date": day, "by": "Bea"} for key, day in (("issued", issued), ("approved", approved)) if day}
    minutes = {"minutes": MINUTES | {"drafted_at": drafted}} if drafted else {}
    assert record_state(room_work(**signed, **minutes).meeting) == state


def test_minutes_that_are_a_draft_say_so_although_the_invitation_was_issued() -> None:
    issued = {"date": "2025-03-10", "by": "Bea"}
    minutes, agenda = made("minutes", issued=issued, assessed={"gaps": ()}), made("agenda", issued=issued)
    assert (minutes[0].state, agenda[0].state) == ("draft", "issued")
    assert minutes[0].context is not None
    assert minutes[0].context["paper"]["draft"] == "DRAFT"  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS_OF_A_MEETING)
def test_a_cancelled_meeting_has_no_papers(kind: str) -> None:
    assert made(kind, held=True, cancelled=CANCELLED) == []


@pytest.mark.parametrize("kind", KINDS_OF_A_MEETING)
def test_nothing_is_made_that_the_guidance_does_not_list(kind: str) -> None:
    assert made(kind, held=True, assessed={"documents": ()}) == []


@pytest.mark.parametrize("kind", KINDS_OF_A_MEETING)
def test_no_file_name_holds_a_childs_name(kind: str) -> None:
    for document in made(kind, held=True, format="phone_calls"):
        assert not any(name in document.name.lower() for name in ("ash", "bo", "quill", "tern"))


@pytest.mark.parametrize("format_", [None, "face_to_face", "video", "hybrid"])
def test_people_who_meet_sign_a_sheet(format_: str | None) -> None:
    assert len(made("sign_in_sheet", format=format_)) == 1
    assert made("call_sheet", format=format_) == []


@pytest.mark.parametrize("format_", ["phone_calls", "conference_call"])
def test_a_discussion_by_phone_has_a_call_sheet_and_nothing_to_sign(format_: str) -> None:
    assert made("sign_in_sheet", format=format_) == []
    assert len(made("call_sheet", format=format_)) == 1
