"""Actions of earlier meetings on the agenda: what is open, and how many days late at the meeting's date."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from held_meetings import room_work

from packgen.case.meeting import Meeting
from packgen.documents.earlier_actions import earlier_actions
from packgen.documents.kind import MeetingWork
from packgen.documents.passages import Passages


def rows(work: MeetingWork) -> list[dict[str, Any]]:
    found = earlier_actions(work, Passages("x"))["open"]
    assert isinstance(found, list)
    return found


def with_meetings(work: MeetingWork, *meetings: Meeting) -> MeetingWork:
    case = work.whole.case.model_copy(update={"meetings": meetings})
    return replace(work, whole=replace(work.whole, case=case))


def test_open_actions_stand_longest_overdue_first_with_letter_and_words() -> None:
    assert [(row["reference"], row["what"].text, row["state"]) for row in rows(room_work())] == [
        ("A1", "Fetch the phone.", "O: overdue by 10 days"),
        ("A6", "Answer the court.", "O: overdue by 6 days"),
        ("A2", "Talk to the landlord.", "D: not yet due"),
        ("A5", "Find a mentor.", "N: no date was set"),
    ]


def test_what_was_done_on_the_day_counts_as_done_and_what_was_done_later_does_not() -> None:
    found = earlier_actions(room_work(), Passages("x"))
    assert (found["done"], found["overdue"]) == (1, 2)
    assert "Write to the school." not in str(found)
    assert "Answer the court." in str(found)


def test_one_day_late_is_one_day() -> None:
    states = {row["reference"]: row["state"] for row in rows(room_work(date="2025-03-02"))}
    assert states["A1"] == "O: overdue by 1 day"


def test_actions_of_this_meeting_and_of_later_ones_are_not_earlier() -> None:
    work = room_work(held=True)
    earlier, this = work.whole.case.meetings
    later = earlier.model_copy(update={"id": "m-2", "date": this.date})
    after = with_meetings(work, this, later)
    assert rows(after) == []
    assert len(rows(with_meetings(work, later, this))) == 4


def test_an_action_that_was_dropped_is_neither_open_nor_done() -> None:
    assert "Book a room." not in str(earlier_actions(room_work(), Passages("x")))


def test_nobody_stands_in_for_an_owner_who_is_not_named() -> None:
    owners = {row["reference"]: row["owner"] for row in rows(room_work())}
    assert owners == {"A1": "Sam Worker", "A2": None, "A5": "Moe Mentor", "A6": None}
