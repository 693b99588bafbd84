"""Text to paste into one child's record: LCS, an EHM Contact, EHM General Notes.

Rules CS-REC-01, CS-REC-02, SO-REC-01, REC-05.

The text holds the child's own part of the meeting alone. Where the guidance wants the whole minutes on the record, they
are filed as the record copy; this text is what goes into the box above it.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.case.people import Child
from packgen.documents.attendance import was_there, who_sat_there
from packgen.documents.blocks import child_by_id, meeting_facts
from packgen.documents.british import capitalised, long_date, moment, short_date
from packgen.documents.called import calls
from packgen.documents.earlier_actions import owner_of
from packgen.documents.invitees import slug
from packgen.documents.keys import child_key
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import is_held, record_state
from packgen.documents.minutes_tables import decision_words
from packgen.documents.next_date import next_date
from packgen.documents.texts.own_part import actions_for, decisions_for, may_stand, notes_for
from packgen.documents.texts.plain import plain, section
from packgen.guidance.assessment import RecordDestination

NAME = "case_note"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each child who was discussed and each destination, once the meeting has been held."""
    called = {call.child for call in calls(work.assessment.calls, NAME)}
    if work.meeting.cancelled or not is_held(work.meeting):
        return
    for record in work.assessment.records:
        child = child_by_id(work.whole.case, record.child)
        if child is None or child.id not in called:
            continue
        yield Document(
            kind=NAME,
            name=f"record-text-{slug(record.destination)}-{child_key(work.whole.case, child.id)}",
            title=f"Text for the record: {record.label}",
            format=Format.TEXT,
            audience=("record",),
            folder=work.meeting.id,
            date=work.meeting.date,
            version=work.meeting.version,
            state=record_state(work.meeting),
            text="\n".join(_text(work, child, record)) + "\n",
            for_child=child.id,
        )


def _text(work: MeetingWork, child: Child, record: RecordDestination) -> Iterator[str]:
    facts = meeting_facts(work)
    draft = "" if record_state(work.meeting) != "draft" else " (draft: the minutes have not been issued)"
    yield f"FOR THE RECORD OF: {child.name}, born {short_date(child.date_of_birth)}"
    yield f"WHERE TO PUT IT: {capitalised(record.label)}. {record.instruction}"
    yield "Paste what stands below the line, and check that the record open in front of you is this child's."
    yield "-" * 60
    yield f"{facts['type_label']}, {long_date(work.meeting.date)}{draft}"
    yield f"Case reference {work.whole.case.case.reference}. Chair: {facts['chair'] or 'not yet known'}."
    yield ""
    present = [who_sat_there(one) for one in work.assessment.attendees if was_there(one) and not one.needs_decision]
    yield from section("Present", ["; ".join(dict.fromkeys(present))] if present else [])
    yield from section("Worries", [plain(words) for words in child.worries if may_stand(work, child, words)])
    yield from section("Working well", [plain(words) for words in child.working_well if may_stand(work, child, words)])
    yield from section("What was said", [plain(words) for _, words in notes_for(work, child)])
    yield from section("Decisions", _decisions(work, child), none="None for this child.")
    yield from section("Actions", _actions(work, child), none="None for this child.")
    arranged = next_date(work)["arranged"]
    yield f"Next meeting: {moment(arranged) if arranged else 'none arranged'}."  # type: ignore[arg-type]


def _decisions(work: MeetingWork, child: Child) -> Iterator[str]:
    for one, code in decisions_for(work, child):
        said = plain(one.text) if may_stand(work, child, one.text) else ""
        reason = f"Reason: {plain(one.rationale)}" if one.rationale and may_stand(work, child, one.rationale) else ""
        yield " ".join(words for words in (f"{decision_words(work, code)}.", said, reason) if words)


def _actions(work: MeetingWork, child: Child) -> Iterator[str]:
    for one in actions_for(work, child):
        what = (
            plain(one.what) if may_stand(work, child, one.what) else "An action for several children; see the minutes"
        )
        share = plain(one.share_with_family) if may_stand(work, child, one.share_with_family) else ""
        told = f" The family may be told: {share}" if share else ""
        yield f"{what} ({owner_of(work, one) or 'nobody named'}, by {short_date(one.due)}).{told}"


KIND = MeetingKind(NAME, "Text for the record", documents)
