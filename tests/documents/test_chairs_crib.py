"""The chair's crib."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from held_meetings import PEOPLE, room_work
from hypothesis import given
from hypothesis import strategies as st

from packgen.documents.chairs_crib import crib_context
from packgen.documents.crib_space import coming, reminders
from packgen.documents.kind import MeetingWork
from packgen.guidance.assessment import Note, Routing


def crib(work: MeetingWork | None = None, **meeting: Any) -> Any:
    return crib_context(work or room_work(**meeting))


def test_an_open_hard_stop_stands_first_in_full_and_lesser_points_by_their_rule() -> None:
    unmet = crib()["unmet"]
    assert [(row["rule"], row["state"], row["says"]) for row in unmet["musts"]] == [
        ("CS-CHR-01", "E: must be put right", "CS-CHR-01 is not met.")
    ]
    assert (unmet["others"], unmet["other_rules"]) == (1, "SM-INV-02")


def test_a_named_decision_to_go_on_is_printed_with_its_reason() -> None:
    [override] = crib()["overrides"]
    assert (override["rule"], override["by"], override["reason"]) == ("CS-INV-07", "Cher Head", "On leave.")


def test_somebody_who_may_not_be_invited_by_a_rule_alone_is_named_as_not_invited() -> None:
    assert crib()["undecided"] == ["Kit Concern, Lado subject"]


def test_the_latest_lawful_date_and_a_meeting_arranged_after_it_are_told() -> None:
    assert crib()["next"]["late"] is False
    late = crib(held=True, minutes={"next_meeting": "2025-04-23 09:00"})["next"]
    assert late["late"] is True
    on_the_day = crib(held=True, minutes={"next_meeting": "2025-04-22 16:00"})["next"]
    assert on_the_day["late"] is False


def test_until_it_is_agreed_who_tells_a_child_the_known_adults_are_proposed() -> None:
    assert crib()["tellers"] == {"agreed": None, "suggested": ["Ash: Sam Worker", "Bo: nobody named yet"]}
    assert crib(held=True)["tellers"]["agreed"] == "Sam Worker"


def test_police_route_family_conflicts_and_earlier_actions_are_told() -> None:
    context = crib()
    assert context["police_route"] == "Lighthouse"
    assert context["family"] == ["Ash Quill (child)"]
    assert context["conflicts"] == ["Dr Lu (Community Child Health)"]
    assert (context["timing"]["open"], context["timing"]["overdue"]) == (4, 2)


def test_notes_for_the_crib_and_other_meetings_asked_for_are_told_and_this_one_is_not() -> None:
    notes = (Note("crib", "Ask for the map.", ()), Note("plan", "Not here.", ()))
    routes = tuple(Routing(kind, kind, "because", ()) for kind in ("complex_strategy", "risk_management"))
    context = crib(assessed={"notes": notes, "routes": routes})
    assert context["reminders"] == {"texts": ["Ask for the map."], "rules": ""}
    assert [one["label"] for one in context["other_meetings"]] == ["risk_management"]


def test_where_many_come_they_are_told_by_agency_with_deputies_and_nobody_is_left_out() -> None:
    many = [replace(PEOPLE[0], name=f"Name {n}", agency=f"Agency {n % 3}", person=None) for n in range(11)]
    many.append(replace(PEOPLE[0], name=None, agency=None, person=None, label="Night team", deputy="Dee Puty"))
    assert coming(many) == [
        "Agency 0: Name 0, Name 3, Name 6, Name 9",
        "Agency 1: Name 1, Name 4, Name 7, Name 10",
        "Agency 2: Name 2, Name 5, Name 8",
        "Night team: Dee Puty (for Night team)",
    ]
    assert coming(many[:1]) == ["Name 0, Social worker"]


@given(st.integers(0, 60), st.integers(0, 60))
def test_reminders_give_way_and_each_that_does_not_fit_is_named_by_its_rule(notes: int, paragraphs: int) -> None:
    given_notes = [{"text": f"Reminder {n} " + "x" * 60, "rules": f"EX-{n}"} for n in range(notes)]
    found: Any = reminders(given_notes, ["y" * 70] * paragraphs)
    named = [rule for rule in found["rules"].split(", ") if rule]
    assert len(found["texts"]) + len(named) == notes
    assert not found["texts"] or paragraphs + len(" ".join(found["texts"])) / 78 <= 58
