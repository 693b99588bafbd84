"""A small fictional case and what the guidance says of it, built by hand so that a test shows all it depends on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile
from packgen.documents.kind import CaseWork, MeetingWork
from packgen.guidance.assessment import Attendee, CaseAssessment, MeetingAssessment, Notification, RuleReference

KINDS_OF_AN_INVITATION = (
    "invite",
    "schedule_of_children",
    "report_request",
    "reply_slip",
    "meeting_calendar",
    "email_text",
    "notification_letter",
)
CASE: dict[str, Any] = {
    "case": {"reference": "EX-1", "authority": "Bristol"},
    "children": [
        {
            "id": "ash",
            "name": "Ash Quill",
            "aliases": ["Ashy"],
            "date_of_birth": "2010-02-28",
            "nhs_number": "999 000 0001",
            "upn": "U1",
            "address": "1 Fern Row",
            "school": "north",
            "status": "child_in_care",
            "placement": {"kind": "foster", "place": "home"},
            "social_worker": "sw",
            "independent_reviewing_officer": "iro",
            "services": ["mentoring"],
        },
        {"id": "bo", "name": "Bo Tern", "nhs_number": "999 000 0002", "address": "2 Gull Way", "school": "south"},
    ],
    "people": [
        {"id": "sw", "name": "Sam Worker", "group": "professional", "role": "social_worker"},
        {"id": "iro", "name": "Ira Officer", "group": "professional", "role": "independent_reviewing_officer"},
        {"id": "chair", "name": "Cher Head", "group": "professional", "role": "service_manager"},
        {
            "id": "bs",
            "name": "Bea Support",
            "group": "professional",
            "email": "bs@example.gov.uk",
            "phone": "01632 960001",
        },
    ],
    "places": [
        {"id": "north", "name": "North School", "kind": "school", "address": "3 Hill"},
        {"id": "south", "name": "South School", "kind": "school"},
        {"id": "home", "name": "Foster home", "kind": "placement", "address": "1 Fern Row"},
        {"id": "shop", "name": "Corner Shop", "kind": "place_of_concern", "address": "9 Dock"},
        {"id": "hall", "name": "Town Hall", "kind": "venue", "address": "5 Square"},
    ],
    "meetings": [
        {
            "id": "m-1",
            "type": "complex_strategy",
            "date": "2025-03-11",
            "start": "10:00",
            "end": "12:30",
            "venue": "hall",
            "room": "Room 2",
            "called_at": "2025-03-10 16:20",
            "reason": {"text": "A friend told the school.", "about": ["ash"]},
            "children": ["ash", "bo"],
            "subject_place": "shop",
            "chair": {"person": "chair"},
            "minute_taker": {"person": "bs"},
            "join": {"link": "https://meet.example.org/x", "code": "77"},
        }
    ],
}


def rule(name: str, says: str = "What the rule says.") -> RuleReference:
    """A rule with a citation."""
    return RuleReference(name, says, "should", f"citation of {name}")


def invitee(role: str, group: str, **known: Any) -> Attendee:
    """An invitee of a group; what is not given is unknown."""
    usual: dict[str, Any] = {"agency": None, "name": None, "email": None, "phone": None, "secure_email": None}
    usual |= {"need": "should", "why": f"Why the {role} is asked.", "rules": (rule(f"RULE-{role}"),)}
    return Attendee(role=role, label=role.replace("_", " ").capitalize(), group=group, **(usual | known))


ATTENDEES = (
    invitee("service_manager", "social_care", name="Cher Head", person="chair"),
    invitee("lighthouse", "police", email="lighthouse@example.org", secure_email=True),
    invitee("police_investigations", "police", name="Iris Ward", requested_team=True, addressed=False),
    invitee("violence_reduction_unit", "police", requested_team=True, addressed=False),
    invitee("neighbourhood_beat_officer", "police", name="Rory Beat", requested_team=True, addressed=False),
    invitee(
        "community_paediatrician",
        "health",
        name="Dr Lu",
        email="lu@example.org",
        secure_email=True,
        report_wanted=True,
        report_questions=("Who was seen for burns?",),
    ),
    invitee("school_designated_lead", "education", agency="North School", name="Nell Lead"),
    invitee(
        "mentoring", "voluntary", name="Moe Mentor", email="moe@example.org", secure_email=False, phone="01632 960009"
    ),
    invitee("licensing", "other"),
    invitee("other_authority_social_care", "other_authority", agency="Devon"),
    invitee(
        "lado_subject", "education", name="Kit Concern", email="kit@example.org", needs_decision=True, addressed=False
    ),
    invitee("parent", "family", name="Pat Quill", person="mum"),
)
NOTIFICATIONS = (
    Notification(
        "safer_options_manager",
        "Safer Options Manager",
        "Yu Man",
        None,
        "complex_strategy_notification",
        None,
        (rule("CS-INF-01"),),
    ),
    Notification(
        "independent_reviewing_officer",
        "Reviewing officer",
        "Ira Officer",
        "iro@example.org",
        "iro_notification",
        None,
        (rule("RM-INF-01"),),
    ),
)


def meeting_work(
    attendees: tuple[Attendee, ...] = ATTENDEES,
    *,
    police_route: str | None = "lighthouse",
    contacts: AddressBook | None = None,
    documents: tuple[str, ...] = KINDS_OF_AN_INVITATION,
    **meeting: Any,
) -> MeetingWork:
    """The case's one meeting; `meeting` replaces keys of it."""
    case = CaseFile.model_validate(CASE | {"meetings": [CASE["meetings"][0] | meeting]})
    assessed = MeetingAssessment(
        meeting="m-1",
        type="complex_strategy",
        type_label="Complex strategy meeting",
        purpose="Agree how these children are made safe.",
        guidance_version="example 1",
        chair_roles=("service_manager",),
        chair_role_labels=("Service Manager",),
        quorum=(),
        attendees=attendees,
        agenda=(),
        decisions=(),
        clocks=(),
        notifications=NOTIFICATIONS,
        records=(),
        documents=documents,
        gaps=(),
        police_route=police_route,
    )
    whole = CaseAssessment("example", "example 1", (assessed,), (), (), (), ())
    return MeetingWork(CaseWork(case, whole, contacts or AddressBook()), case.meetings[0], assessed)


def without(work: MeetingWork, role: str) -> MeetingWork:
    """The same meeting without the invitees of a role."""
    kept = tuple(attendee for attendee in work.assessment.attendees if attendee.role != role)
    return replace(work, assessment=replace(work.assessment, attendees=kept))
