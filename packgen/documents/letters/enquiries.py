"""Letters that hand a piece of work to somebody: a contact to a unit, an assessment of a place or a peer group."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.case.meeting import Decision
from packgen.documents.attendance import role_words
from packgen.documents.audiences import SOCIAL_CARE
from packgen.documents.blocks import child_by_id, meeting_facts, name_of, place_by_id, place_line
from packgen.documents.british import long_date, short_date
from packgen.documents.called import calls, rules_of
from packgen.documents.invitees import slug
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.letters.addressee import holder_at_meeting, one_person
from packgen.documents.letters.letter import Facts, block, child_block, meeting_letter
from packgen.documents.letters.wording import letter_wordings
from packgen.documents.meeting_papers import passages_of
from packgen.documents.minutes_tables import decided
from packgen.documents.standing import as_the_record
from packgen.guidance.assessment import RuleReference

BRIEF, ASSESSMENT = "unit_brief", "assessment_request"
_ASSESS = "commission_assessment"


def briefs(work: MeetingWork) -> Iterator[Document]:
    """One brief for the unit, with the children who have no open referral (rule CS-REF-01)."""
    called = calls(work.assessment.calls, BRIEF)
    if not called or work.meeting.cancelled:
        return
    case, wording, passages = work.whole.case, letter_wordings()[BRIEF], passages_of(work, BRIEF)
    children = [child for call in called if (child := child_by_id(case, call.child))]
    meeting, found = meeting_facts(work), case.concern.investigation
    reason = [passages.words(work.meeting.reason)] if work.meeting.reason else []
    facts = Facts(
        to=holder_at_meeting(work, wording.to, wording.to_label),
        details=(
            ("Meeting", f"{meeting['type_label']}, {long_date(work.meeting.date)}"),
            ("Chair", meeting["chair"]),
            ("Police investigation", found.reference if found else None),
            ("Officer in charge", name_of(case, found.officer_in_charge) if found else None),
        ),
        blocks=(
            block("Why they met", lines=reason),
            *(child_block(work.whole, child, SOCIAL_CARE) for child in children),
        ),
        rules=rules_of(called),
        signed=as_the_record(work),
        passages=passages,
    )
    yield meeting_letter(work, BRIEF, facts)


def assessments(work: MeetingWork) -> Iterator[Document]:
    """One request for each assessment of a place or group that was decided on (rule SO-DEC-01)."""
    called = calls(work.assessment.calls, ASSESSMENT)
    if not called or work.meeting.cancelled or work.meeting.minutes is None:
        return
    wanted = [one for one, code in decided(work) if code == _ASSESS]
    for number, decision in enumerate(wanted, 1):
        yield _assessment(work, decision, f"{slug(ASSESSMENT)}-{number}" if len(wanted) > 1 else "", rules_of(called))


def _assessment(work: MeetingWork, decision: Decision, name: str, rules: tuple[RuleReference, ...]) -> Document:
    wording, passages = letter_wordings()[ASSESSMENT], passages_of(work, f"{ASSESSMENT}{name}")
    to = one_person(work.whole, decision.owner, wording.to_label)
    if decision.owner is None and decision.owner_role:
        to = holder_at_meeting(work, decision.owner_role, role_words(work, decision.owner_role))
    lines = [passages.words(words) for words in (decision.text, decision.rationale) if words]
    facts = Facts(
        to=to,
        details=(
            ("Asked by", f"{meeting_facts(work)['type_label']}, {short_date(work.meeting.date)}"),
            ("Locality", work.meeting.locality or work.whole.case.case.locality),
            (
                "Place",
                place_line(place_by_id(work.whole.case, work.meeting.subject_place)) or "as the decision below says",
            ),
            ("Report back by", ""),
        ),
        blocks=(block("What was decided, and why", lines=lines),),
        rules=rules,
        signed=as_the_record(work),
        passages=passages,
        name=name,
    )
    return meeting_letter(work, ASSESSMENT, facts)


BRIEF_KIND = MeetingKind(BRIEF, "Brief for a unit", briefs)
ASSESSMENT_KIND = MeetingKind(ASSESSMENT, "Request for an assessment of a place or group", assessments)
