"""Clock times of an agenda."""

from __future__ import annotations

from datetime import time
from itertools import pairwise

from held_meetings import AGENDA, room_work
from hypothesis import given
from hypothesis import strategies as st

from packgen.documents.timings import fits, item_times, time_words
from packgen.guidance.assessment import AgendaItem


def item(minutes: int) -> AgendaItem:
    return AgendaItem(1, "Item", (), minutes, "Chair", "closed", ())


def test_each_item_begins_when_the_one_before_it_ends() -> None:
    times = item_times(AGENDA, time(10))
    assert [time_words(span, one.minutes) for span, one in zip(times, AGENDA, strict=True)] == [
        "10am, 5 min",
        "10.05am, 20 min",
        "10.25am, 15 min",
        "10.40am, 10 min",
    ]


def test_without_a_start_only_the_length_is_told() -> None:
    assert item_times(AGENDA, None) == [None] * 4
    assert time_words(None, 1) == "1 min"


def test_what_runs_past_midnight_has_no_clock_time() -> None:
    assert item_times([item(20), item(20), item(5)], time(23, 30)) == [(time(23, 30), time(23, 50)), None, None]


@given(st.lists(st.integers(1, 90), max_size=12), st.times())
def test_times_follow_one_another_without_a_gap(minutes: list[int], start: time) -> None:
    known = [span for span in item_times([item(length) for length in minutes], start) if span]
    assert all(before[1] == after[0] for before, after in pairwise(known))
    assert not known or known[0][0] == start


def test_the_chair_hears_when_the_items_do_not_fit() -> None:
    work = room_work(end="10:45")
    assert (
        fits(AGENDA, work.meeting)
        == "The items add up to 50 minutes; the meeting is set for 45. Decide what to shorten."
    )
    assert fits(AGENDA, room_work(end="10:50").meeting) is None
    assert fits(AGENDA, room_work(start=None).meeting) is None
