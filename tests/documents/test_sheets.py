"""The sign-in sheet and the call sheet."""

from __future__ import annotations

from typing import Any

from held_meetings import room_work

from packgen.documents import call_sheet, sign_in_sheet


def sign_in(**meeting: Any) -> Any:
    return sign_in_sheet.sign_in_context(room_work(**meeting))


def calls(**meeting: Any) -> Any:
    [document] = call_sheet.KIND.for_meeting(room_work(format="phone_calls", **meeting))
    assert document.context is not None
    return document.context


def test_the_chair_signs_first_and_a_deputy_in_somebodys_place() -> None:
    rows = sign_in()["rows"]
    assert rows[0]["name"] == "Cher Head"
    [deputy] = [row for row in rows if row["in_place_of"]]
    assert (deputy["name"], deputy["in_place_of"]) == ("Nia Deputy", "Dr Lu")


def test_no_child_or_family_member_stands_on_a_list_that_goes_round() -> None:
    context = sign_in()
    assert "Ash Quill" not in [row["name"] for row in context["rows"]]
    assert context["family_joins"] is True


def test_somebody_still_unknown_has_a_row_to_fill_in_and_apologies_are_marked() -> None:
    rows = {row["role"]: row for row in sign_in()["rows"]}
    assert rows["Police investigations"]["name"] is None
    assert rows["School designated lead"]["apologies"] is True
    assert rows["Mentoring"]["apologies"] is False


def test_each_agency_has_a_call_with_its_number_and_questions_and_the_child_has_none() -> None:
    made = {call["role"]: call for call in calls()["calls"]}
    assert made["Mentoring"]["phone"] == "01632 960009"
    assert made["Community paediatrician"]["name"] == "Nia Deputy"
    assert "Child" not in made
    assert "Lado subject" not in made


def test_one_call_together_is_told_from_a_run_of_calls() -> None:
    assert calls()["together"] is False
    [document] = call_sheet.KIND.for_meeting(room_work(format="conference_call"))
    assert document.context is not None
    assert document.context["together"] is True
