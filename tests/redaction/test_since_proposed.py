"""Decisions that became stricter since a proposal win over highlights that were taken off before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packgen.errors import RedactionRefusedError
from packgen.redaction.entries import Answer, EntryKind, Outcome
from packgen.redaction.model import Decision
from packgen.redaction.passages import KnownPassage
from packgen.redaction.propose import Proposed, RecordInput, propose
from packgen.redaction.release import ready_copies
from tests.redaction.subject_access_making import (
    ORDER,
    OTHER,
    POLICY,
    TODAY,
    person,
    proposed,
    proposing,
    recolour,
    record,
    roster,
    text_of,
    usual_roster,
)

HEALTH = KnownPassage("p1", ("toby",), "health", "Toby has been seen by the clinic about his sleep since January.")
SHOW, HIDE = (
    (Answer(EntryKind.HEALTH_OPINION, "Dr A", TODAY, outcome),) for outcome in (Outcome.DISCLOSE, Outcome.WITHHOLD)
)
TWO = replace(ORDER, second_approval="Officer Two")


def with_answers(root: Path, answers: tuple[Answer, ...]) -> Proposed:
    given = RecordInput(".docx", record("Dario Castellmoor left.", HEALTH.text, "After."), (HEALTH,), True)
    (made,) = propose(root, [given], replace(proposing(usual_roster()), answers=answers))
    return made


def copy_text(root: Path, made: Proposed, answers: tuple[Answer, ...] = ()) -> str:
    (copy,) = ready_copies(root, [made.file], replace(TWO, answers=answers), POLICY)
    return text_of(copy.data)


@pytest.mark.parametrize("before", [SHOW, ()])
def test_an_opinion_that_says_withhold_since_stops_the_release_until_it_is_proposed_again(
    tmp_path: Path, before: tuple[Answer, ...]
) -> None:
    made = with_answers(tmp_path, before)
    recolour(made.file, "cyan", "none")
    with pytest.raises(RedactionRefusedError, match="has changed since the proposal"):
        copy_text(tmp_path, made, HIDE)
    again = with_answers(tmp_path, HIDE)
    assert recolour(again.file, "cyan", "yellow") == 1, "the mark of the passage is lost, so it is asked about anew"
    assert "clinic" not in copy_text(tmp_path, again, HIDE)


def test_a_passage_to_be_left_out_that_the_officer_lets_stand_stays_so(tmp_path: Path) -> None:
    recolour(with_answers(tmp_path, HIDE).file, "cyan", "none")
    assert "clinic" in copy_text(tmp_path, with_answers(tmp_path, HIDE), HIDE)


def test_an_opinion_that_came_since_releases_what_the_officer_let_stand(tmp_path: Path) -> None:
    made = with_answers(tmp_path, ())
    recolour(made.file, "cyan", "none")
    assert "clinic" in copy_text(tmp_path, made, SHOW)


def test_somebody_asked_about_and_let_stand_goes_when_that_is_decided_later(tmp_path: Path) -> None:
    data = record("Dario Castellmoor came.", "Officer 07700 900123 rang.")
    made = proposed(tmp_path, data, roster(person(OTHER, decision=Decision.ASK)))
    recolour(made.file, "cyan", "none")
    again = proposed(tmp_path, data, roster(person(OTHER)))
    assert (again.to_redact, again.to_decide) == (1, 0)
    assert "Dario" not in copy_text(tmp_path, again)
