"""Need to know: who learns what about which child."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hand_built import invitee, meeting_work

from packgen.documents.kind import MeetingWork
from packgen.documents.schedule_of_children import KIND


def shown(work: MeetingWork | None = None) -> dict[str, Any]:
    made = KIND.for_meeting(work or meeting_work())
    return {document.name.removeprefix("schedule-"): document.context for document in made}


def text_of(context: Any) -> str:
    return json.dumps(context["children"], default=str) + json.dumps(context["places"], default=str)


def names(context: Any) -> list[str]:
    return [child["name"] for child in context["children"]]


def test_there_is_one_for_each_audience_that_is_written_to() -> None:
    assert set(shown()) == {"office", "police", "health", "other-authority", "school-north", "mentoring", "places"}


def test_only_health_and_the_office_see_nhs_numbers() -> None:
    assert {name for name, context in shown().items() if "999 000" in text_of(context)} == {"office", "health"}


def test_only_police_and_the_office_see_where_children_live() -> None:
    assert {name for name, context in shown().items() if "Fern Row" in text_of(context)} == {"office", "police"}


def test_a_school_sees_its_own_pupils_alone_and_no_place() -> None:
    school = shown()["school-north"]
    assert names(school) == ["Ash Quill"]
    assert school["places"] == []


def test_a_school_that_nobody_is_invited_for_gets_no_schedule() -> None:
    assert "school-south" not in shown()


def test_where_it_is_not_said_which_school_each_gets_its_own() -> None:
    work = meeting_work((invitee("school_designated_lead", "education"),), police_route=None)
    assert names(shown(work)["school-north"]) == ["Ash Quill"]
    assert names(shown(work)["school-south"]) == ["Bo Tern"]
    assert "education" not in shown(work)


def test_the_education_service_sees_pupils_of_every_school() -> None:
    work = meeting_work((invitee("education_senior", "education", agency="Education"),), police_route=None)
    assert set(shown(work)) == {"office", "education"}
    assert names(shown(work)["education"]) == ["Ash Quill", "Bo Tern"]


def test_a_service_sees_only_children_it_is_named_as_working_with() -> None:
    assert names(shown()["mentoring"]) == ["Ash Quill"]
    work = meeting_work((invitee("another_charity", "voluntary"),), police_route=None)
    assert set(shown(work)) == {"office"}


def test_agencies_that_deal_with_places_see_places_and_no_child() -> None:
    places = shown()["places"]
    assert places["children"] == []
    assert [place["name"] for place in places["places"]] == ["Corner Shop"]


def test_homes_placements_and_schools_are_never_listed_as_places() -> None:
    assert {place["name"] for context in shown().values() for place in context["places"]} == {"Corner Shop"}


def test_nobody_gets_a_schedule_who_waits_for_a_decision() -> None:
    work = meeting_work((invitee("nurse", "health", needs_decision=True),), police_route=None)
    assert set(shown(work)) == {"office"}


def test_only_children_of_this_meeting_are_listed() -> None:
    assert names(shown(meeting_work(children=["bo"]))["office"]) == ["Bo Tern"]


def test_file_names_carry_no_name_of_a_child() -> None:
    made = KIND.for_meeting(meeting_work())
    assert all(secret not in document.name for document in made for secret in ("ash", "quill", "tern"))


def test_a_cancelled_meeting_has_no_schedule() -> None:
    assert shown(meeting_work(cancelled={"date": "2025-03-10", "by": "Cher Head"})) == {}


def test_a_carer_sees_only_the_child_they_care_for() -> None:
    carers = (
        invitee("foster_carer", "other", name="Paola", person="p"),
        invitee("foster_carer", "other", name="Winston", person="w"),
    )
    work = meeting_work(carers, police_route=None)
    children = [
        child.model_copy(update={"carers": ("p",)}) if child.id == "ash" else child
        for child in work.whole.case.children
    ]
    case = work.whole.case.model_copy(update={"children": tuple(children)})
    seen = shown(replace(work, whole=replace(work.whole, case=case)))
    assert {name: names(context) for name, context in seen.items() if name != "office"} == {
        "foster-carer": ["Ash Quill"]
    }
    assert seen["foster-carer"]["places"] == []


def test_at_a_meeting_about_one_child_everybody_who_comes_sees_that_child_but_licensing() -> None:
    invited = (invitee("probation", "other"), invitee("licensing", "other"))
    seen = shown(meeting_work(invited, police_route=None, children=["bo"]))
    assert names(seen["probation"]) == ["Bo Tern"]
    assert "licensing" not in seen


def test_the_virtual_school_sees_children_in_care_alone() -> None:
    work = meeting_work((invitee("virtual_school", "education"),), police_route=None)
    assert names(shown(work)["virtual-school"]) == ["Ash Quill"]
    assert set(shown(work)) == {"office", "virtual-school"}
