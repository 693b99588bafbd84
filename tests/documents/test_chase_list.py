"""The chase list: whom to ring, until everybody has answered or the meeting has been held."""

from __future__ import annotations

from dataclasses import replace

from held_meetings import room_work

from packgen.documents.kind import MeetingWork
from packgen.documents.sheets import chase_list
from packgen.guidance.assessment import Attendee


def work(*attendees: Attendee, held: bool = False, **meeting: object) -> MeetingWork:
    made = room_work(held=held, **meeting)  # type: ignore[arg-type]
    papers = (*made.assessment.documents, "chase_list")
    people = attendees or made.assessment.attendees
    return replace(made, assessment=replace(made.assessment, documents=papers, attendees=people))


def section(heading: str, *attendees: Attendee) -> list[tuple[object, object]]:
    [document] = chase_list.KIND.for_meeting(work(*attendees))
    assert document.context is not None
    sections: list[dict[str, object]] = document.context["sections"]  # type: ignore[assignment]
    rows: list[dict[str, object]] = next(one["rows"] for one in sections if one["heading"] == heading)  # type: ignore[assignment]
    return [(row["a"], row["b"]) for row in rows]


def someone(**changes: object) -> Attendee:
    first = room_work().assessment.attendees[0]
    return replace(first, reply="no_reply", deputy=None, attended=None, **changes)  # type: ignore[arg-type]


def test_it_names_those_who_have_not_replied_with_their_number() -> None:
    silent = someone(name="Moe Mentor", label="Mentor", phone="01632 960009", email=None)
    coming = replace(someone(name="Nell Lead", person="nell"), reply="accepted")
    assert section("No reply yet", silent, coming) == [("Moe Mentor, Mentor", "01632 960009")]


def test_a_family_is_reached_through_the_social_worker() -> None:
    parent = someone(name="Pat Quill", label="Parent", group="family", phone="01632 960001", joins="part")
    assert section("No reply yet", parent) == [("Pat Quill (parent)", "through the social worker")]


def test_reports_that_are_not_in_stand_by_the_day_they_are_due() -> None:
    waited_for = someone(name="Dr Lu", agency="Child Health", report_wanted=True)
    assert section("Reports that are not in", waited_for) == [("Dr Lu (Child Health)", "not yet known")]


def test_there_is_none_once_everybody_has_answered_or_the_meeting_was_held() -> None:
    answered = replace(someone(name="Nell Lead"), reply="accepted", report_wanted=False)
    made = work(answered)
    made = replace(made, assessment=replace(made.assessment, quorum=()))
    assert list(chase_list.KIND.for_meeting(made)) == []
    assert list(chase_list.KIND.for_meeting(work(someone(name="Moe"), held=True))) == []


def test_an_officer_who_is_only_asked_for_is_never_rung_directly() -> None:
    officer = someone(name="Beat Officer", label="Beat officer", phone="07700 900000", requested_team=True)
    assert section("No reply yet", officer) == [
        ("Beat Officer, Beat officer", "through the team that coordinates police (CS-INV-06)")
    ]
