"""Which documents rules call for: about which child, by which rules, and how decisions are spelt and sorted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from packgen.case.contacts import AddressBook
from packgen.case.load import load_case
from packgen.case.model import CaseFile
from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile

SAMPLES = Path(__file__).parents[2] / "sample_inputs"


def _assessed(sample: str, case: CaseFile | None = None) -> CaseAssessment:
    found = case or load_case(SAMPLES / f"{sample}.yaml").case
    return assess(found, load_profile(found.profile or "bristol"), AddressBook(), date(2026, 1, 5))


def test_a_document_about_children_is_called_for_once_for_each_child_with_the_rules_behind_it() -> None:
    notes = [one for one in _assessed("toby").meetings[0].calls if one.document == "case_note"]
    assert len(notes) == 5
    assert len({one.child for one in notes}) == 5
    assert all(one.rules for one in notes)


def test_twin_effects_of_several_rules_make_one_call() -> None:
    (area,) = [one for one in _assessed("summer").calls if one.document == "area_checklist"]
    ids = " ".join(rule.id for rule in area.rules)
    assert {"OOA-06", "OOA-07"} <= set(ids.replace(",", "").split())


def test_whatever_is_called_for_is_listed_among_the_documents() -> None:
    for sample in ("toby", "summer", "mohammed", "safer-options-locality"):
        found = _assessed(sample)
        assert {one.document for one in found.calls} <= set(found.documents)
        for meeting in found.meetings:
            assert {one.document for one in meeting.calls} <= set(meeting.documents)


def test_a_minuted_decision_is_spelt_as_the_guidance_spells_it() -> None:
    case = load_case(SAMPLES / "safer-options-locality.yaml").case
    data = case.model_dump()
    data["meetings"][0]["minutes"]["decisions"][0]["decision"] = "peer_group_assessment"
    data["meetings"][0]["minutes"]["decisions"][1]["decision"] = "something of our own"
    decided = _assessed("", CaseFile.model_validate(data)).meetings[0].decided
    assert decided == ("commission_assessment", "something of our own", "gather_intelligence")


def test_safer_options_decisions_are_sorted_and_three_of_them_are_passed_on() -> None:
    decisions = _assessed("safer-options-locality").meetings[0].decisions
    by_group: dict[str, list[str]] = {}
    for one in decisions:
        by_group.setdefault(one.group, []).append(one.code)
    assert len(by_group["Main decisions"]) == 6
    assert len(by_group["Decisions for one child"]) == 6
    passed_on = {one.code for one in decisions if one.letter == "first_response_email"}
    assert passed_on == {"contact_and_referral", "families_in_focus_referral", "contact_other_locality"}


def test_the_authority_of_a_case_is_its_own_word_or_the_profiles() -> None:
    assert _assessed("toby").authority == "Bristol"
    assert _assessed("second-council").authority == "Hackney"
