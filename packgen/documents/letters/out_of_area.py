"""Letters about a child who lives, or is to live, in another authority's area (rules OOA-03 to OOA-08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from packgen.case.meeting import Sent
from packgen.case.people import Child
from packgen.documents.audiences import Audience
from packgen.documents.blocks import (
    Values,
    child_by_id,
    children_of,
    meeting_facts,
    person_by_id,
    place_by_id,
    place_line,
)
from packgen.documents.british import count_of, listed, moment, readable, short_date
from packgen.documents.called import calls, rules_of
from packgen.documents.invitees import slug
from packgen.documents.keys import child_key
from packgen.documents.kind import CaseKind, CaseWork, Document, MeetingKind, MeetingWork
from packgen.documents.letters.addressee import holder_at_meeting, holder_of_role
from packgen.documents.letters.letter import Facts, block, case_letter, child_block, meeting_letter
from packgen.documents.letters.wording import letter_wordings
from packgen.documents.passages import Passages
from packgen.documents.standing import standing

REQUEST, ESCALATION, NOTICE = "host_authority_request", "host_authority_escalation", "placement_notification"
_HOST = Audience(
    "host_authority", "host authority", ("also_known_as", "age", "address", "placement", "school", "status", "worker")
)


def requests(work: MeetingWork) -> Iterator[Document]:
    """One request for each authority in whose area a child in care lives; none where the meeting is cancelled."""
    told = [one for one in work.assessment.notifications if one.letter == REQUEST]
    if not told or work.meeting.cancelled:
        return
    wording = letter_wordings()[REQUEST]
    for authority, children in _by_host(work).items():
        passages = Passages(f"{work.whole.case.case.reference}/{work.meeting.id}/{REQUEST}/{authority}")
        sent = _asked(work, told[0].role)
        facts = Facts(
            to=holder_at_meeting(work, wording.to, wording.to_label, authority=authority),
            details=_what_is_asked(work),
            blocks=(
                *(child_block(work.whole, child, _HOST) for child in children),
                block("What worries us", lines=[passages.words(work.meeting.reason)] if work.meeting.reason else ()),
            ),
            rules=told[0].rules,
            signed=standing(sent.date if sent else None, sent.by if sent else None),
            sent_on=sent.date if sent else None,
            answer=social_worker_answers(work.whole, children[0]),
            passages=passages,
            name=f"{slug(REQUEST)}-{slug(authority.lower().replace(' ', '-'))}",
        )
        yield meeting_letter(work, REQUEST, facts)


def escalations(work: MeetingWork) -> Iterator[Document]:
    """One note to the managers, while the host authority has been asked and has not answered."""
    called = calls(work.assessment.calls, ESCALATION)
    if not called or work.meeting.cancelled:
        return
    wording = letter_wordings()[ESCALATION]
    role = letter_wordings()[REQUEST].to
    asked = [sent for sent in work.meeting.notifications if sent.to == role and sent.answered_on is None]
    hosts = _by_host(work)
    children = [child for of_host in hosts.values() for child in of_host]
    yield meeting_letter(
        work,
        ESCALATION,
        Facts(
            to=holder_at_meeting(work, wording.to, wording.to_label),
            details=(("Authority asked", listed(list(hosts)) or None), *_what_is_asked(work)),
            blocks=(
                *(child_block(work.whole, child, _HOST) for child in children),
                block("When it was asked", lines=[_asking(sent, work.meeting.date) for sent in asked]),
                block("Spoken with", rows=(("Name and post", ""), ("On, at", ""), ("Agreed", ""))),
            ),
            rules=rules_of(called),
            answer=social_worker_answers(work.whole, children[0]) if children else None,
        ),
    )


def notices(work: CaseWork) -> Iterator[Document]:
    """One notice for each child who is to move into another authority's area."""
    for call in calls(work.assessment.calls, NOTICE):
        child = child_by_id(work.case, call.child)
        if child is None or child.placement_move is None:
            continue
        wording = letter_wordings()[NOTICE]
        move = child.placement_move
        facts = Facts(
            to=holder_of_role(work, wording.to, wording.to_label, authority=move.to.authority),
            details=(
                ("To live at", place_line(place_by_id(work.case, move.to.place))),
                ("Kind of placement", readable(move.to.kind)),
                ("Run by", move.to.provider),
                ("From", short_date(move.planned_for)),
                ("In an emergency", "Yes" if move.emergency else "No"),
            ),
            blocks=(child_block(work, child, _HOST),),
            rules=call.rules,
            signed=standing(move.host_authority_notified_on),
            sent_on=move.host_authority_notified_on,
            name=f"{slug(NOTICE)}-{child_key(work.case, child.id)}",
            for_child=child.id,
        )
        yield case_letter(work, NOTICE, facts, social_worker_answers(work, child))


def social_worker_answers(work: CaseWork, child: Child) -> Values:
    """Whom to answer about one child: the child's social worker; parts that nobody knows are None."""
    worker = person_by_id(work.case, child.social_worker)
    return {
        "name": worker.name if worker else None,
        "email": worker.email if worker else None,
        "phone": worker.phone if worker else None,
    }


def _by_host(work: MeetingWork) -> dict[str, list[Child]]:
    """Children in care who live elsewhere, by the authority in whose area they live."""
    home = work.whole.assessment.authority
    found: dict[str, list[Child]] = {}
    for child in children_of(work):
        lives_in = (child.placement.authority if child.placement else None) or child.currently_at_authority
        if lives_in and lives_in not in (home, child.home_authority):
            found.setdefault(lives_in, []).append(child)
    return found


def _what_is_asked(work: MeetingWork) -> tuple[tuple[str, object], ...]:
    meeting = work.meeting
    return (
        ("Asked for", meeting_facts(work)["type_label"]),
        ("Seen as needed", moment(meeting.called_at) if meeting.called_at else None),
        ("Due, within a day of that", short_date(meeting.date)),
        ("Police investigation", _investigation(work.whole)),
    )


def _investigation(work: CaseWork) -> str | None:
    found = work.case.concern.investigation
    return ", ".join(word for word in (found.reference, found.force) if word) or None if found else "none known"


def _asked(work: MeetingWork, role: str) -> Sent | None:
    return next((sent for sent in work.meeting.notifications if sent.to == role), None)


def _asking(sent: Sent, at: date) -> str:
    by = f", by {sent.by}" if sent.by else ""
    return f"On {short_date(sent.date)}{by}; no answer {count_of((at - sent.date).days, 'day')} later."


REQUEST_KIND = MeetingKind(REQUEST, "Request to a host authority", requests)
ESCALATION_KIND = MeetingKind(ESCALATION, "Escalation of a request to a host authority", escalations)
NOTICE_KIND = CaseKind(NOTICE, "Placement notification", notices)
