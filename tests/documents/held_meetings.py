"""A fictional meeting with an agenda, replies, decisions and actions, built by hand on `hand_built.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hand_built import CASE, invitee, rule

from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile, Override
from packgen.documents.kind import CaseWork, MeetingWork
from packgen.errors import Problem, Severity
from packgen.guidance.assessment import (
    AgendaItem,
    CaseAssessment,
    Gap,
    MeetingAssessment,
    Notification,
    PermittedDecision,
    RecordDestination,
    RuleReference,
)

KINDS_OF_A_MEETING = ("agenda", "chairs_crib", "sign_in_sheet", "call_sheet", "minutes", "record_copy")
PEOPLE = (
    invitee("social_worker", "social_care", name="Sam Worker", person="sw", reply="accepted", attended="yes"),
    invitee("police_investigations", "police", requested_team=True, addressed=False, reply="accepted", attended="yes"),
    invitee(
        "community_paediatrician",
        "health",
        name="Dr Lu",
        agency="Community Child Health",
        reply="deputy",
        deputy="Nia Deputy",
        attended="yes",
        report_wanted=True,
        report_received=date(2025, 3, 10),
        conflict="Neighbour of a witness.",
    ),
    invitee(
        "school_designated_lead",
        "education",
        agency="North School",
        name="Nell Lead",
        reply="apologies",
        attended="no",
        report_wanted=True,
        report_due=date(2025, 3, 10),
    ),
    invitee("mentoring", "voluntary", name="Moe Mentor", phone="01632 960009", attended="no"),
    invitee("licensing", "other", need="may"),
    invitee("lado_subject", "education", name="Kit Concern", needs_decision=True, addressed=False),
    invitee("child", "child", name="Ash Quill", person="ash", joins="part", reply="accepted", attended="part"),
)
AGENDA = (
    AgendaItem(1, "Welcome", ("Read the statement.",), 5, "Chair", "opening", (rule("EX-01"),)),
    AgendaItem(
        2,
        "What is known",
        ("Who is at risk?", "From whom?"),
        20,
        "Police investigations",
        "closed",
        (rule("CS-AGD-01"),),
    ),
    AgendaItem(3, "What Ash says", ("What would help?",), 15, "Social worker", "joined", (rule("RM-AGD-09"),)),
    AgendaItem(4, "Decisions", (), 10, "Chair", "closing", (rule("CS-AGD-11"),)),
)
DECISIONS = (
    PermittedDecision("section_47", "Start section 47 enquiries", ("Who leads",), (rule("SM-DEC-01"),)),
    PermittedDecision("medical", "Medical assessment", (), (rule("SM-DEC-04"),)),
)
MINUTES: dict[str, Any] = {
    "drafted_at": "2025-03-12 09:00",
    "ended": "11:05",
    "items": [
        {"item": "What is known", "notes": [{"text": "Ash was seen at the **shop**.", "about": ["ash"]}, "Two cars."]},
        {"item": "RM-AGD-09", "notes": [{"text": "“I want it to stop.”", "about": ["ash"]}]},
        {"item": "A question from the mentor", "notes": ["Who rings whom?"]},
    ],
    "decisions": [
        {
            "decision": "section_47",
            "text": "For both children.",
            "rationale": {"text": "Both were hurt.", "about": ["ash", "bo"]},
            "children": ["ash", "bo"],
            "owner": "sw",
            "dissent": [
                {"by": "Nell Lead", "agency": "North School", "reason": "Wants to wait.", "escalated_to": "Head"}
            ],
        }
    ],
    "next_meeting": "2025-04-15 10:00",
    "who_tells_the_child": "Sam Worker",
    "distribution": ["social_worker", "Dr Lu"],
}
ACTIONS: list[dict[str, Any]] = [
    {"id": "see-ash", "what": {"text": "See Ash alone.", "about": ["ash"]}, "owner": "sw", "due": "2025-03-14"},
    {"what": "Ring the shop's landlord.", "owner_role": "licensing", "agency": "Council", "immediate": "yes"},
    {"what": "Send the plan.", "owner_name": "Bea Support", "due": "2025-03-20", "done_on": "2025-03-18"},
]
EARLIER: dict[str, Any] = {
    "id": "m-0",
    "type": "strategy",
    "date": "2025-02-20",
    "actions": [
        {"what": "Fetch the phone.", "owner": "sw", "due": "2025-03-01"},
        {"what": "Talk to the landlord.", "due": "2025-03-11"},
        {"what": "Write to the school.", "owner": "sw", "due": "2025-02-25", "done_on": "2025-03-11"},
        {"what": "Book a room.", "due": "2025-02-21", "dropped": "Not needed."},
        {"what": "Find a mentor.", "owner_name": "Moe Mentor"},
        {"what": "Answer the court.", "due": "2025-03-05", "done_on": "2025-03-12"},
    ],
}


def gap(name: str, severity: Severity, strength: str = "should", override: Override | None = None) -> Gap:
    """A rule that is not met."""
    problem = Problem(f"{name} is not met.", "Put it right.", severity, rule=name)
    return Gap(problem, RuleReference(name, "says", strength, "where"), override)


OVERRIDE = Override.model_validate(
    {"rule": "CS-INV-07", "by": "Cher Head", "role": "service_manager", "date": "2025-03-10", "reason": "On leave."}
)
GAPS = (
    gap("CS-CHR-01", Severity.ERROR, "must"),
    gap("CS-INV-07", Severity.ERROR, "should", OVERRIDE),
    gap("SM-INV-02", Severity.WARNING),
    gap("SM-INV-03", Severity.INFO),
)


def room_work(*, held: bool = False, assessed: dict[str, Any] | None = None, **meeting: Any) -> MeetingWork:
    """The second of two meetings; `held` gives it minutes and actions, `meeting` replaces keys of it."""
    record = {"minutes": MINUTES, "actions": ACTIONS} if held else {}
    this = CASE["meetings"][0] | record | meeting
    case = CaseFile.model_validate(CASE | {"meetings": [EARLIER, this]})
    assessment = replace(_assessment(), **(assessed or {}))
    whole = CaseAssessment("example", "example 1", (assessment,), (), (), (), ())
    return MeetingWork(CaseWork(case, whole, AddressBook()), case.meetings[1], assessment)


def _assessment() -> MeetingAssessment:
    return MeetingAssessment(
        meeting="m-1",
        type="complex_strategy",
        type_label="Complex strategy meeting",
        purpose="Agree how these children are made safe.",
        guidance_version="example 1",
        chair_roles=("service_manager",),
        chair_role_labels=("Service Manager",),
        quorum=("social_care", "police", "health"),
        attendees=PEOPLE,
        agenda=AGENDA,
        decisions=DECISIONS,
        clocks=(),
        notifications=(
            Notification(
                "iro", "Reviewing officer", "Ira Officer", None, "iro", date(2025, 3, 10), (rule("RM-INF-01"),)
            ),
        ),
        records=(
            RecordDestination("ash", "lcs", "LCS Strategy Form", "Attach it to the form.", (rule("CS-REC-01"),)),
            RecordDestination("bo", "contact", "Contact and documents", "Open a contact.", (rule("CS-REC-02"),)),
        ),
        documents=KINDS_OF_A_MEETING,
        gaps=GAPS,
        latest_next_date=date(2025, 4, 22),
        police_route="lighthouse",
    )
