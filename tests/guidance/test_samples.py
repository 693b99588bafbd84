"""The nine cases of the guidance: the agencies, papers, clocks and warnings that the digest expects, by rule id."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from packgen.case.load import load_case, load_contacts
from packgen.guidance.assessment import CaseAssessment, MeetingAssessment
from packgen.guidance.gaps import assess, on_another_day
from packgen.guidance.load import load_profile

SAMPLES = Path(__file__).parent.parent.parent / "sample_inputs"

ASKED = {
    ("shona", "strategy"): {"social_worker", "supervising_social_worker", "community_paediatrician", "operation_topaz"},
    ("harley", "strategy"): {"missing_persons_coordinator", "violence_reduction_unit", "childrens_home_manager"},
    ("ryan", "strategy"): {"other_authority_social_care", "other_police_force", "legal", "education_provider"},
    ("ryan", "risk_management"): {"independent_reviewing_officer", "missing_persons_coordinator", "operation_topaz"},
    ("toby", "complex_strategy"): {
        *("lighthouse", "police_investigations", "officer_in_charge", "violence_reduction_unit"),
        *("neighbourhood_beat_officer", "community_paediatrician", "cic_named_nurse", "education_senior"),
        *("other_authority_social_care", "other_police_force", "youth_justice", "community_mentoring"),
    },
    ("lily", "complex_strategy"): {
        *("police_investigations", "officer_in_charge", "operation_topaz", "neighbourhood_beat_officer"),
        *("community_paediatrician", "cic_named_nurse", "education_senior", "base_project"),
    },
    ("sarah", "risk_management"): {"looked_after_children_nurse", "education_provider", "supervising_social_worker"},
    ("lola", "risk_management"): {"missing_persons_coordinator", "idva", "adult_safeguarding", "placement_provider"},
    ("summer", "risk_management"): {"other_authority_social_care", "other_exploitation_team", "placement_provider"},
    ("mohammed", "risk_management"): {"missing_persons_coordinator", "camhs", "adult_safeguarding", "housing"},
}
NOT_ASKED = {
    ("lily", "complex_strategy"): {"violence_reduction_unit"},
    ("sarah", "risk_management"): {"missing_persons_coordinator"},
    ("summer", "risk_management"): {"supervising_social_worker"},
    ("mohammed", "risk_management"): {"supervising_social_worker"},
}
RULES_THAT_SHOW = {
    "shona": {
        "SM-INV-01",
        "SM-INV-03",
        "SM-DEC-01",
        "SM-DEC-02",
        "SM-DEC-04",
        "CSE-04",
        "MS-06",
        "RM-TRG-04",
        "SM-TIM-01",
    },
    "harley": {"SM-INV-01", "SM-INV-03", "SM-INV-04", "RM-TRG-03", "RM-TRG-04", "MS-01", "KB-08"},
    "ryan": {"SM-DEC-05", "SM-DEC-07", "SM-DEC-08", "OOA-01", "OOA-02", "OOA-03", "MS-01", "RM-INF-01", "KB-04"},
    "toby": {
        *("CS-TRG-01", "CS-INF-01", "CS-INF-02", "RM-TRG-04", "KB-08", "CS-AGD-06", "CS-INV-14", "CS-LED-01"),
        *(f"CS-INV-{n:02d}" for n in (1, 2, 3, 4, 6, 7, 10, 11, 12)),
        *("CS-REC-01", "REC-01", "CS-REC-02", "REC-02", "CS-AGD-15", "CS-AGD-18", "CS-TIM-01"),
    },
    "lily": {"CS-TRG-01", "CS-INV-02", "CS-INV-03", "CS-INV-07", "CS-INV-10", "CS-REC-01", "CS-REC-02", "CSE-04"},
    "sarah": {"SM-DEC-02", "SM-DEC-07", "RM-INV-12", "RM-INF-01", "SP-10", "SM-TIM-01"},
    "lola": {"RM-TRG-04", "RM-INF-01", "RM-INF-02", "KB-01", "CH-02", "CSE-04"},
    "summer": {"RM-INV-01", "RM-INV-05", "RM-INV-10", "SP-11", "OOA-09", "OOA-10", "CSE-04"},
    "mohammed": {"RM-TRG-03", "RM-TRG-04", "MS-01", "MS-06", "KB-01", "CH-02", "RM-AGD-10"},
}
PAPERS = {
    "shona": {"cse_checklist_cover", "iro_notification"},
    "harley": {"missing_discussion_record", "iro_notification"},
    "ryan": {"host_authority_request", "iro_notification", "care_plan_note", "missing_discussion_record"},
    "toby": {"record_copy", "interview_plan", "resources_plan", "communications_plan", "complex_strategy_notification"},
    "lily": {"record_copy", "communications_plan", "unit_brief", "cse_checklist_cover"},
    "sarah": {"cse_checklist_cover", "iro_notification"},
    "summer": {"iro_notification", "cse_checklist_cover"},
    "mohammed": {"trigger_plan_review", "missing_discussion_record"},
    "safer-options-locality": {"inputs_sheet", "assessment_request", "first_response_email", "impact_tracker"},
    "youth-justice-dual-process": {"dual_process_agreement"},
}


@cache
def sample(name: str) -> CaseAssessment:
    loaded = load_case(SAMPLES / f"{name}.yaml")
    plans = (*loaded.case.risk_management_plans, *loaded.case.child_safety_plans)
    last = max(paper.date for paper in loaded.case.meetings or plans)
    book = load_contacts(SAMPLES / "contacts.yaml")
    return assess(loaded.case, load_profile(loaded.case.profile), book, last, loaded.locate)


def first(name: str, meeting_type: str) -> MeetingAssessment:
    return next(meeting for meeting in sample(name).meetings if meeting.type == meeting_type)


def shown(found: CaseAssessment) -> set[str]:
    references = [gap.rule for gap in found.all_gaps]
    references += [clock.rule for clock in found.clocks]
    references += [r for route in found.routes for r in route.rules]
    references += [r for heading in (*found.risk_plan_headings, *found.safety_plan_headings) for r in heading.rules]
    for meeting in found.meetings:
        parts = (*meeting.attendees, *meeting.suggested, *meeting.agenda, *meeting.decisions, *meeting.notes)
        references += [r for part in (*parts, *meeting.notifications, *meeting.records) for r in part.rules]
        references += [clock.rule for clock in meeting.clocks] + [gap.rule for gap in meeting.gaps]
    return {part for reference in references for part in reference.id.split(", ")}


@pytest.mark.parametrize(("name", "meeting_type"), list(ASKED))
def test_the_agencies_that_the_digest_expects_are_asked(name: str, meeting_type: str) -> None:
    roles = {line.role for line in first(name, meeting_type).attendees}
    assert ASKED[name, meeting_type] <= roles
    assert not NOT_ASKED.get((name, meeting_type), set()) & roles


@pytest.mark.parametrize("name", list(RULES_THAT_SHOW))
def test_the_rules_that_the_digest_names_show(name: str) -> None:
    assert not RULES_THAT_SHOW[name] - shown(sample(name))


@pytest.mark.parametrize("name", list(PAPERS))
def test_the_papers_that_follow_are_listed(name: str) -> None:
    found = sample(name)
    listed = {paper for meeting in found.meetings for paper in meeting.documents} | set(found.documents)
    assert not PAPERS[name] - listed


def test_no_sample_has_an_open_error_or_an_unknown_word() -> None:
    for path in sorted(SAMPLES.glob("*.yaml")):
        if path.name != "contacts.yaml":
            errors = [gap.problem.as_text() for gap in sample(path.stem).all_gaps if gap.problem.severity == "error"]
            assert errors == [], path.name


def test_the_chairs_are_those_that_the_guidance_names() -> None:
    assert first("toby", "complex_strategy").chair_roles == ("service_manager", "deputy_service_manager")
    assert first("sarah", "risk_management").chair_roles == ("practice_lead",)
    assert first("shona", "strategy").chair_roles == ("practice_lead", "consultant_social_worker")


def test_police_teams_of_toby_are_named_and_only_lighthouse_is_written_to() -> None:
    police = [line for line in first("toby", "complex_strategy").attendees if line.group == "police"]
    assert [line.role for line in police if line.addressed] == ["lighthouse"]
    assert all(line.requested_team for line in police if line.role != "lighthouse")


def test_girls_without_an_open_referral_are_recorded_as_a_contact() -> None:
    records = {r.child: r.destination for r in first("lily", "complex_strategy").records}
    assert records["lily"] == "lcs_strategy_form"
    assert set(records.values()) == {"lcs_strategy_form", "lcs_contact_and_documents"}


def test_one_child_alone_is_not_sent_to_a_complex_strategy_meeting() -> None:
    for name in ("harley", "shona", "sarah", "summer"):
        assert "complex_strategy" not in {route.asks_for for route in sample(name).routes}


def test_under_the_older_text_alone_toby_has_no_paediatrician_and_a_detective_inspector() -> None:
    loaded = load_case(SAMPLES / "toby.yaml")
    book = load_contacts(SAMPLES / "contacts.yaml")
    older = assess(loaded.case, load_profile("bristol-older-text"), book, loaded.case.meetings[0].date)
    roles = {line.role for line in older.meetings[0].attendees if line.need != "chosen"}
    assert "detective_inspector" in roles
    assert "violence_reduction_unit" not in roles


@pytest.mark.parametrize("name", ["ryan", "toby", "summer"])
def test_a_case_looked_at_on_another_day_is_as_if_it_had_been_held_against_the_guidance_anew(name: str) -> None:
    loaded = load_case(SAMPLES / f"{name}.yaml")
    contacts, profile = load_contacts(SAMPLES / "contacts.yaml"), load_profile(loaded.case.profile)
    before, after = date(2025, 1, 2), date(2026, 3, 4)
    first = assess(loaded.case, profile, contacts, before, loaded.locate)
    second = assess(loaded.case, profile, contacts, after, loaded.locate)
    assert first != second
    assert on_another_day(first, loaded.case, profile, after, loaded.locate) == second
