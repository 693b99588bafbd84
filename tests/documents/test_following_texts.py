"""Texts to paste: each holds one child's own part, in plain words."""

from __future__ import annotations

from dataclasses import replace

from following_cases import made, work_of
from hand_built import invitee
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.case.values import FreeText
from packgen.documents.attendance import who_sat_there
from packgen.documents.kind import MeetingWork
from packgen.documents.texts.own_part import may_stand
from packgen.documents.texts.plain import plain, section

_WORK = work_of("safer-options-locality")
_MEETING = MeetingWork(_WORK, _WORK.case.meetings[1], _WORK.assessment.meetings[1])


def _of(kind: str, meeting: str, child: str) -> str:
    (found,) = [one for one in made(kind, "safer-options-locality", meeting=meeting) if one.for_child == child]
    assert found.text is not None
    return found.text


def test_a_record_text_names_its_child_and_its_place_and_no_other_child() -> None:
    kacey = _of("case_note", "safer-options-21", "kacey")
    assert "Kacey Wolstenbury" in kacey
    assert "EHM General Notes" in kacey
    assert "EHM Contact" in _of("case_note", "safer-options-21", "rowan")
    for other in ("Rowan", "Idris", "Spence", "Draycott"):
        assert other not in kacey


def test_the_e_mail_to_first_response_holds_one_child_and_its_subject_none() -> None:
    text = _of("first_response_email", "safer-options-21", "idris")
    subject = next(line for line in text.splitlines() if line.startswith("Subject:"))
    assert "OFFICIAL-SENSITIVE" in subject
    assert "Idris" not in subject
    assert "Contact for a child of a different locality" in text
    assert "He lives there; the group is here." in text
    assert "Kacey" not in text
    assert "Rowan" not in text


def test_decisions_that_do_not_go_to_first_response_are_not_in_the_e_mail() -> None:
    assert "mentoring" not in _of("first_response_email", "safer-options-21", "kacey").lower()


def test_a_risk_management_text_goes_to_lcs() -> None:
    texts = [one.text or "" for one in made("case_note", "lola")]
    assert texts
    assert all("LCS risk management record" in text for text in texts)


def test_words_about_others_or_that_name_them_do_not_stand_on_a_childs_record() -> None:
    meeting, kacey = _MEETING, _WORK.case.children[0]
    assert may_stand(meeting, kacey, FreeText(text="He is afraid of the bus."))
    assert may_stand(meeting, kacey, FreeText(text="Kacey is afraid.", about=("kacey",)))
    assert not may_stand(meeting, kacey, FreeText(text="She carries messages.", about=("rowan",)))
    assert not may_stand(meeting, kacey, FreeText(text="Rowan carries messages."))
    assert not may_stand(meeting, kacey, FreeText(text="Spence buys the chips."))
    assert not may_stand(meeting, kacey, None)


def test_case_text_loses_its_marks() -> None:
    assert plain("A **knife**, *maybe*, was _seen_") == "A knife, maybe, was seen"
    assert plain("| Who | By |\n| --- | --- |\n| Police | Friday |") == "Who, By; Police, Friday."
    assert plain(None) == ""


def test_the_record_names_the_deputy_who_sat_there() -> None:
    sent = invitee("health", "health", name="Dr Lu", agency="Child Health", deputy="Nia Deputy")
    assert who_sat_there(sent) == "Nia Deputy for Dr Lu (Child Health)"
    assert who_sat_there(replace(sent, deputy=None)) == "Dr Lu (Child Health)"


def test_a_section_without_lines_is_left_out() -> None:
    assert list(section("Said", [])) == []
    assert list(section("Said", [], none="Nothing.")) == ["SAID", "- Nothing.", ""]


@settings(max_examples=40)
@given(before=st.text(alphabet="abc ,.\n", max_size=30), after=st.text(alphabet="xyz ,.\n", max_size=30))
def test_another_childs_name_keeps_a_text_off_the_record_wherever_it_stands(before: str, after: str) -> None:
    meeting, kacey = _MEETING, _WORK.case.children[0]
    assert not may_stand(meeting, kacey, FreeText(text=f"{before} Rowan {after}".strip()))
    assert may_stand(meeting, kacey, FreeText(text=f"{before} somebody {after}".strip()))
