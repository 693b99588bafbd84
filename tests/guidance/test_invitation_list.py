"""Who is asked, why, and who is never asked by a rule alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from guidance_cases import case_of, gaps_of, held_against

from packgen.case.contacts import AddressBook, Contact
from packgen.guidance.assessment import Attendee, MeetingAssessment
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile

WORKS_THERE = {"id": "bad2", "name": "Vic Vile", "group": "person_of_concern", "works_at": ["Hill School"]}


def meeting(base: str, **changes: Any) -> MeetingAssessment:
    return held_against(case_of(base, **changes)).meetings[0]


def line(found: MeetingAssessment, role: str) -> Attendee:
    return next(a for a in found.attendees if a.role == role)


def test_one_police_request_goes_to_the_coordinating_team_and_the_others_are_named_as_asked_for() -> None:
    found = meeting("complex", **{"harm_types": ["knife"], "meetings.0.subject_place": "house"})
    police = {a.role: (a.addressed, a.requested_team) for a in found.attendees if a.group == "police"}
    assert police == {
        "police_investigations": (True, False),
        "officer_in_charge": (False, True),
        "neighbourhood_beat_officer": (False, True),
        "violence_reduction_unit": (False, True),
    }
    assert found.police_route == "police_investigations"


def test_lighthouse_is_added_where_it_coordinates() -> None:
    found = meeting("complex", **{"meetings.0.police_invitation_route": "lighthouse"})
    assert line(found, "lighthouse").addressed
    assert line(found, "police_investigations").requested_team


def test_every_line_says_why_and_names_its_rule() -> None:
    for base in ("strategy", "complex", "risk", "options"):
        for found in meeting(base).attendees:
            assert found.why.endswith("."), found.role
            assert found.rules or found.need == "chosen", found.role


def test_the_other_authority_and_force_are_named() -> None:
    found = meeting("complex", **{"children.1.home_authority": "Devon"})
    assert line(found, "other_authority_social_care").agency == "Devon"
    assert line(found, "other_police_force").agency == "Police force for Devon"


def test_what_may_be_asked_is_only_suggested_until_the_file_names_it() -> None:
    assert "probation" in {a.role for a in meeting("complex").suggested}
    named = meeting("complex", **{"meetings.0.invitees.1": {"role": "probation"}})
    assert line(named, "probation").addressed
    assert "probation" not in {a.role for a in named.suggested}


def test_a_child_or_parent_is_asked_only_where_the_file_says_so() -> None:
    assert {a.role for a in meeting("risk").attendees} & {"child", "parent"} == {"child"}
    assert "child" not in {a.role for a in meeting("risk", **{"meetings.0.invitees": []}).attendees}


def test_police_or_health_as_such_is_dropped_where_a_named_part_of_them_comes() -> None:
    roles = [a.role for a in meeting("strategy").attendees]
    assert "health" not in roles
    nurse = line(meeting("strategy"), "looked_after_children_nurse")
    assert "SM-INV-01" in {rule.id for rule in nurse.rules}
    assert nurse.need == "must"


def test_a_person_of_concern_on_the_list_is_held_back() -> None:
    changes = {"meetings.0.invitees.1": {"person": "bad", "role": "foster_carer"}}
    held = next(a for a in meeting("risk", **changes).attendees if a.person == "bad")
    assert held.needs_decision
    assert not held.addressed
    assert not held.report_wanted
    assert gaps_of("risk", **changes)["PG-POC-01"].problem.severity.value == "error"


def test_an_agency_where_a_person_of_concern_works_is_held_back() -> None:
    found = line(meeting("risk", **{"people.10": WORKS_THERE}), "education_provider")
    assert found.needs_decision
    assert not found.addressed


@pytest.mark.parametrize(
    ("choice", "contact", "name"), [("invite", None, "Tia Teach"), ("other_contact", "Gov Ernor", "Gov Ernor")]
)
def test_a_named_decision_lets_the_agency_be_asked(choice: str, contact: str | None, name: str) -> None:
    decision = {"choice": choice, "by": "Lee Lead", "date": "2025-06-09", "reason": "Asked", "other_contact": contact}
    invitee = {"person": "teacher", "decision": {k: v for k, v in decision.items() if v}}
    changes = {"people.10": WORKS_THERE, "meetings.0.invitees.1": invitee}
    found = line(meeting("risk", **changes), "education_provider")
    assert (found.addressed, found.name) == (True, name)
    assert "PG-POC-01" not in gaps_of("risk", **changes)


def test_a_named_decision_to_leave_out_takes_the_line_away() -> None:
    decision = {"choice": "leave_out", "by": "Lee Lead", "date": "2025-06-09", "reason": "Not safe"}
    changes = {"people.10": WORKS_THERE, "meetings.0.invitees.1": {"person": "teacher", "decision": decision}}
    assert "education_provider" not in {a.role for a in meeting("risk", **changes).attendees}
    assert gaps_of("risk", **changes)["RM-INV-08"].problem.severity.value == "info"


def test_leaving_out_the_paediatrician_is_an_error_until_somebody_takes_it_on() -> None:
    out = {"meetings.0.not_invited": [{"role": "paediatrician", "reason": "On leave", "by": "Sam Service"}]}
    taken = {"rule": "CS-INV-07", "by": "Sam Service", "role": "service_manager", "date": "2025-06-09", "reason": "x"}
    assert gaps_of("complex", **out)["CS-INV-07"].is_open
    assert not gaps_of("complex", **out, overrides=[taken])["CS-INV-07"].is_open
    wrong = gaps_of("complex", **out, overrides=[{**taken, "role": "social_worker"}])
    assert wrong["CS-INV-07"].is_open
    assert "may not override" in wrong["PG-WRD-01"].problem.message


def test_leaving_out_what_should_come_needs_only_the_recorded_reason() -> None:
    out = {"meetings.0.not_invited": [{"role": "iro", "reason": "Away", "by": "Lee"}]}
    assert gaps_of("risk", **out)["RM-INV-10"].problem.severity.value == "info"


def test_the_address_book_fills_names_and_the_file_wins() -> None:
    book = AddressBook(
        contacts=(
            Contact(id="lh", role="lighthouse", name="Duty desk", email="lh@example.org", secure_email=True),
            Contact(id="p2", role="community_paediatrician", name="Dr Book", email="book@example.org"),
        )
    )
    case = case_of("complex", **{"meetings.0.police_invitation_route": "lighthouse"})
    found = assess(case, load_profile(), book, date(2025, 6, 10)).meetings[0]
    assert line(found, "lighthouse").email == "lh@example.org"
    assert line(found, "community_paediatrician").name == "Dr Pell"


def test_a_friend_who_spoke_up_is_never_asked_as_the_referring_agency() -> None:
    friend = {"id": "tam", "name": "Tam Friend", "group": "referrer"}
    assert "Tam Friend" not in {a.name for a in meeting("strategy", **{"people.7": friend}).attendees}
