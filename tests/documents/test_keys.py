"""Keys of rows that come back from Word."""

from __future__ import annotations

import re

from held_meetings import ACTIONS, room_work
from hypothesis import given
from hypothesis import strategies as st

from packgen.case.meeting import Action, Decision
from packgen.documents.keys import action_keys, attendance_keys, child_key, decision_keys

WORK = room_work(held=True)
CASE, MEETING = WORK.whole.case, WORK.meeting


def actions(*given_actions: dict[str, object]) -> list[Action]:
    return [Action.model_validate(one) for one in given_actions]


@given(st.lists(st.sampled_from(["Ring the school.", "Ring the home.", "See the child."]), max_size=8))
def test_each_row_has_its_own_key_even_where_words_repeat(words: list[str]) -> None:
    keys = action_keys(CASE, MEETING, actions(*({"what": one} for one in words)))
    assert len(set(keys)) == len(words)
    assert all(re.fullmatch("[0-9a-f]{12}", key) for key in keys)


def test_a_row_keeps_its_key_when_another_is_put_before_it() -> None:
    before = action_keys(CASE, MEETING, actions(*ACTIONS))
    after = action_keys(CASE, MEETING, actions({"what": "A new one."}, *ACTIONS))
    assert after[1:] == before


def test_an_action_with_an_id_keeps_its_key_when_its_words_change() -> None:
    old, new = actions({"id": "see", "what": "See Ash."}, {"id": "see", "what": "See Ash on Friday."})
    assert action_keys(CASE, MEETING, [old]) == action_keys(CASE, MEETING, [new])


def test_an_attendee_keeps_the_key_when_the_name_and_the_reply_come_in() -> None:
    people = list(WORK.assessment.attendees)
    unknown = [type(one)(**(vars(one) | {"name": None, "reply": "no_reply"})) for one in people]
    assert attendance_keys(CASE, MEETING, people) == attendance_keys(CASE, MEETING, unknown)


def test_keys_of_another_meeting_or_another_case_differ() -> None:
    decisions = [Decision(decision="section_47", children=("ash",))]
    here = decision_keys(CASE, MEETING, decisions)
    other_meeting = MEETING.model_copy(update={"id": "m-9"})
    other_case = CASE.model_copy(update={"case": CASE.case.model_copy(update={"reference": "EX-2"})})
    assert decision_keys(CASE, other_meeting, decisions) != here
    assert decision_keys(other_case, MEETING, decisions) != here


def test_the_key_of_a_child_says_nothing_and_does_not_depend_on_the_order_of_children() -> None:
    turned = CASE.model_copy(update={"children": CASE.children[::-1]})
    assert child_key(CASE, "ash") == child_key(turned, "ash")
    assert re.fullmatch("[0-9a-f]{6}", child_key(CASE, "ash"))
    assert child_key(CASE, "ash") != child_key(CASE, "bo")
