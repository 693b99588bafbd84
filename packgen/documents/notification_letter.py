"""A letter to somebody who must be told that a meeting is held: the reviewing officer, the managers of complex cases.

Rules CS-INF-01 to CS-INF-03 and RM-INF-01 to RM-INF-03.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.blocks import (
    Values,
    children_of,
    citations_of,
    meeting_facts,
    meeting_paper,
    name_of,
    rule_ids,
    state_of,
)
from packgen.documents.british import count_of
from packgen.documents.invitees import reply_to, slug
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork
from packgen.guidance.assessment import Notification

NAME = "notification_letter"
_TELLS = "_notification"  # other letters of the guidance ask for something, and are kinds of their own
# What each is asked to do with the news. Who is told is the guidance's; this is the wording of the request.
_ASKS = {
    "safer_options_manager": (
        "Tell us what the Safer Options hub can put into the response.",
        "Tell the chair before the meeting if somebody else ought to be invited.",
    ),
    "strategic_safeguarding_qa_service_manager": (
        "Tell us what can be made available for the response.",
        "Tell the chair before the meeting if somebody else ought to be invited.",
    ),
    "lado": (
        "Advise the chair what the employer or organisation may be told, by whom and when.",
        "Tell us whether you call a meeting about the adult, and whom you need from us.",
    ),
    "independent_reviewing_officer": (
        "Look at the plan that comes out of the meeting; we send it to you.",
        "Take it into the care plan or pathway plan and into each review of the child in care.",
        "Consider with the social worker whether reviews are needed more often.",
    ),
}
_ASK_ANYBODY = ("Let the chair know of anything that the meeting ought to hear from you.",)


def documents(work: MeetingWork) -> Iterator[Document]:
    """One letter for each person or post that must be told; none for a meeting that is cancelled."""
    if work.meeting.cancelled:
        return
    seen: dict[str, int] = {}
    for notification in work.assessment.notifications:
        if not notification.letter.endswith(_TELLS):
            continue
        seen[notification.role] = count = seen.get(notification.role, 0) + 1
        yield _document(work, notification, slug(notification.role) + (f"-{count}" if count > 1 else ""))


def _document(work: MeetingWork, notification: Notification, name: str) -> Document:
    return Document(
        kind=NAME,
        name=f"notification-{name}",
        title=f"Notification: {notification.label}",
        format=Format.WORD,
        audience=("chair", "office"),
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        context=_context(work, notification),
    )


def _context(work: MeetingWork, notification: Notification) -> Values:
    children = children_of(work)
    return {
        "paper": meeting_paper(work, "Notification of a meeting"),
        "meeting": meeting_facts(work),
        "to": {"label": notification.label, "name": notification.name, "email": notification.email},
        "children": _named(work, notification),
        "adults": _adults(work, notification),
        "how_many": count_of(len(children), "child", "children"),
        "rules": rule_ids(notification.rules),
        "says": [rule.says for rule in notification.rules],
        "citations": citations_of(notification.rules),
        "asks": list(_ASKS.get(notification.role, _ASK_ANYBODY)),
        "sent_on": notification.sent_on,
        "reply_to": reply_to(work),
    }


def _named(work: MeetingWork, notification: Notification) -> list[Values]:
    """A reviewing officer is told which of their own children; everybody else learns the number alone."""
    if notification.role != "independent_reviewing_officer":
        return []
    case = work.whole.case
    theirs = [
        child
        for child in children_of(work)
        if child.independent_reviewing_officer
        and notification.name in (None, name_of(case, child.independent_reviewing_officer))
    ]
    return [{"name": child.name, "date_of_birth": child.date_of_birth} for child in theirs]


def _adults(work: MeetingWork, notification: Notification) -> list[Values]:
    """The designated officer alone is told which adults of concern work with children, and where."""
    if notification.role != "lado":
        return []
    case = work.whole.case
    return [
        {
            "name": person.name,
            "date_of_birth": person.date_of_birth,
            "works_at": [name_of(case, where) or where for where in person.works_at] or None,
        }
        for person in case.people
        if person.works_with_children and (person.group == "person_of_concern" or person.id in case.concern.sources)
    ]


KIND = MeetingKind(NAME, "Notification letter", documents)
