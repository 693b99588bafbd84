"""The cover sheet of a child's copy of the minutes: where it is to be recorded, and of which minutes it is a copy.

The builder binds it with the held minutes, unchanged (CS-REC-01, CS-REC-02).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packgen.documents.blocks import Values, child_by_id, meeting_facts, rule_ids
from packgen.documents.british import capitalised
from packgen.documents.guidance_notes import notes_for
from packgen.documents.keys import child_key
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import is_held, is_wanted, record_paper, record_state, word_paper
from packgen.guidance.assessment import RecordDestination

NAME = "record_copy"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each child discussed, once there are minutes to file."""
    if not is_wanted(work, NAME) or not (is_held(work.meeting) or record_state(work.meeting) != "draft"):
        return
    for record in work.assessment.records:
        context = _context(work, record)
        paper = word_paper(work, NAME, KIND.title, context, audience=("record",), state=record_state(work.meeting))
        name = f"{paper.name}-{child_key(work.whole.case, record.child)}"
        yield replace(paper, name=name, for_child=record.child)


def with_minutes(cover: Document, file_name: str, sha256: str) -> Document:
    """The cover sheet that also says which file of minutes it covers: its name and the SHA-256 of its bytes, in hex."""
    context = dict(cover.context or {})
    minutes = context.get("minutes")
    known = dict(minutes) if isinstance(minutes, dict) else {}
    return replace(cover, context=context | {"minutes": known | {"file": file_name, "sha256": sha256}})


def _context(work: MeetingWork, record: RecordDestination) -> Values:
    child = child_by_id(work.whole.case, record.child)
    meeting = work.meeting
    return {
        "paper": record_paper(work, "Record copy of minutes"),
        "meeting": meeting_facts(work),
        "child": {
            "name": child.name if child else record.child,
            "date_of_birth": child.date_of_birth if child else None,
            "nhs_number": child.nhs_number if child else None,
        },
        "destination": capitalised(record.label),
        "instruction": record.instruction,
        "rules": rule_ids(record.rules),
        "notes": notes_for(work, "record"),
        "others": len(work.assessment.records) - 1,
        "minutes": {
            "version": meeting.version,
            "state": record_state(meeting),
            "approved": meeting.approved.date if meeting.approved else None,
            "approved_by": meeting.approved.by if meeting.approved else None,
            "file": None,
            "sha256": None,
        },
    }


KIND = MeetingKind(NAME, "Record copy", documents)
