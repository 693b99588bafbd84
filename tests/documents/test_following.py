"""Letters, records and sheets that follow from rules: each is made when its rule fires, and not otherwise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from following_cases import (
    VARIANTS,
    Change,
    host_does_not_answer,
    made,
    referral_not_thought_of,
    risk_management_ends,
)
from golden_cases import text_of

from packgen.content import as_plain
from packgen.documents.kind import Document


def _no_minutes(case: dict[str, Any]) -> None:
    for meeting in case["meetings"]:
        meeting["minutes"] = None


def _cancelled(case: dict[str, Any]) -> None:
    for meeting in case["meetings"]:
        meeting["cancelled"] = {"date": meeting["date"], "by": "The chair"}


def _lives_at_home(case: dict[str, Any]) -> None:
    for child in case["children"]:
        child["placement"]["authority"] = "Bristol"
        child["currently_at_authority"] = None


def _stays(case: dict[str, Any]) -> None:
    for child in case["children"]:
        child["placement_move"] = None


def _all_referred(case: dict[str, Any]) -> None:
    for child in case["children"]:
        child["open_referral"] = True


def _no_decisions(case: dict[str, Any]) -> None:
    for meeting in case["meetings"]:
        if meeting["minutes"]:
            meeting["minutes"]["decisions"] = []


def _no_actions(case: dict[str, Any]) -> None:
    for meeting in case["meetings"]:
        meeting["actions"] = []


def _one_process(case: dict[str, Any]) -> None:
    case["children"][0]["individual_processes"] = ["risk_management"]


def _not_exploited(case: dict[str, Any]) -> None:
    case["harm_types"] = ["missing"]


def _never_missing(case: dict[str, Any]) -> None:
    case["missing_episodes"] = []


def _in_care_no_longer(case: dict[str, Any]) -> None:
    case["meetings"] = [one for one in case["meetings"] if one["type"] == "strategy"]


# kind, the sample that calls for it (with the change that makes it, if any), and a change after which it is not made
FIRES: list[tuple[str, str, Change]] = [
    ("host_authority_request", "host-authority-request", _lives_at_home),
    ("placement_notification", "summer", _stays),
    ("area_checklist", "summer", _stays),
    ("trigger_plan_review", "mohammed", _stays),
    ("missing_discussion_record", "mohammed", _never_missing),
    ("unit_brief", "toby", _all_referred),
    ("assessment_request", "safer-options-locality", _no_decisions),
    ("care_plan_note", "lola", _no_minutes),
    ("first_response_email", "safer-options-locality", _no_decisions),
    ("case_note", "toby", _no_minutes),
    ("interview_plan", "toby", _cancelled),
    ("communications_plan", "toby", _cancelled),
    ("resources_plan", "toby", _cancelled),
    ("strategic_group", "toby", _no_decisions),
    ("dual_process_agreement", "youth-justice-dual-process", _one_process),
    ("cse_checklist_cover", "summer", _not_exploited),
    ("inputs_sheet", "in-need-place", _cancelled),
    ("decision_sheet", "in-need-place", _cancelled),
    ("impact_tracker", "in-need-place", _no_actions),
    ("action_plan", "lola", _no_actions),
]


def words(document: Document) -> str:
    """Everything that a document prints, as one text."""
    return document.text or json.dumps(as_plain(document.context), ensure_ascii=False)


@pytest.mark.parametrize(("kind", "sample", "change"), FIRES, ids=[kind for kind, _, _ in FIRES])
def test_it_is_made_when_its_rule_fires_and_not_otherwise(kind: str, sample: str, change: Change) -> None:
    assert made(kind, sample)
    assert made(kind, sample, change) == []


def test_every_kind_that_follows_from_a_rule_is_shown_to_fire_and_not_to_fire() -> None:
    from packgen.documents.letters.wording import letter_wordings
    from packgen.documents.sheets.layout import sheet_layouts

    texts = {"first_response_email", "case_note", "action_plan"}
    follow_from_no_rule = {"chase_list"}
    written = (set(letter_wordings()) | set(sheet_layouts()) | texts) - follow_from_no_rule
    assert {kind for kind, _, _ in FIRES} | set(VARIANTS) == written


def test_every_letter_and_sheet_says_which_rule_it_follows_from() -> None:
    for kind, sample, _ in FIRES:
        for document in made(kind, sample):
            if document.template:
                assert document.context is not None
                assert document.context["rules"], document.name
                assert document.context["citations"], document.name


def test_an_unanswered_host_authority_goes_to_a_manager_of_our_own() -> None:
    (letter,) = made("host_authority_escalation", "host-authority-request", host_does_not_answer)
    said = words(letter)
    assert "Service Manager" in said
    assert "Devon" in said
    assert "no answer 1 day later" in said


def test_a_request_that_was_sent_is_issued_and_is_never_built_again() -> None:
    (letter,) = made("host_authority_request", "host-authority-request")
    assert letter.state == "issued"
    assert letter.context is not None
    assert str(letter.context["sent_on"]) == "2025-09-01"
    unsent = made(
        "host_authority_request", "host-authority-request", lambda case: case["meetings"][0].pop("notifications")
    )
    assert unsent[0].state == "draft"


def test_the_record_of_discussions_lists_what_fell_due_and_that_a_phone_call_did_not_stop_the_clock() -> None:
    (sheet,) = made("missing_discussion_record", "mohammed")
    said = words(sheet)
    assert "16 November 2025 at 9pm" in said
    assert "Held in time" in said
    assert "the clock went on" in said
    assert "29 September" not in said, "back before the first discussion was due"


def test_sixty_five_hours_away_call_for_no_record_of_discussions_by_the_clock_alone() -> None:
    def one_episode(case: dict[str, Any]) -> None:
        case["missing_episodes"] = case["missing_episodes"][-1:]

    assert made("missing_discussion_record", "shona", one_episode) == []


def test_a_closing_record_names_the_agencies_that_agree() -> None:
    (sheet,) = made("closing_record", "lola", risk_management_ends)
    assert "Avon and Somerset Police" in words(sheet)


def test_a_sheet_about_one_child_names_no_other_child() -> None:
    sheets = made("missing_discussion_record", "toby")
    assert len(sheets) == 2
    for sheet in sheets:
        assert ("Toby Wrenfield" in words(sheet)) != ("Jaydon" in words(sheet))


def test_no_file_is_named_after_a_child() -> None:
    for kind, sample, _ in FIRES:
        for document in made(kind, sample):
            assert not {"toby", "lola", "summer", "jonah", "freya", "kacey"} & set(document.name.lower().split("-"))


def test_the_text_of_a_referral_prompt_can_be_read_as_a_page() -> None:
    (sheet,) = made("national_referral_prompt", "second-council", referral_not_thought_of)
    assert "Whether the child agreed" in text_of(sheet)
