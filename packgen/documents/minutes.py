"""The minutes: before the meeting a shell to type in, after it the full record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.meeting import ItemRecord, Minutes
from packgen.content import Markdown, Passage
from packgen.documents.agenda import heading_of, who_leads
from packgen.documents.attendance import expected, joining_family, quorum, replies, role_words, was_there
from packgen.documents.background import how_it_came_about, left_out, looked_at
from packgen.documents.blocks import (
    Values,
    age_of,
    attendee_line,
    children_of,
    may_be_written_to,
    meeting_facts,
    rule_ids,
)
from packgen.documents.british import readable
from packgen.documents.earlier_actions import earlier_actions
from packgen.documents.guidance_notes import notes_for
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import (
    RECORD,
    is_held,
    is_wanted,
    passages_of,
    record_paper,
    record_state,
    word_paper,
)
from packgen.documents.minutes_tables import action_rows, as_given, attendance_rows, decision_rows
from packgen.documents.next_date import next_date
from packgen.documents.passages import Passages
from packgen.documents.pictures.ecomap import ecomap
from packgen.documents.pictures.missing_timeline import missing_timeline
from packgen.documents.pictures.rings import contact_rings
from packgen.documents.plan_values import frequency_words
from packgen.documents.running_order import running_order
from packgen.documents.unmet import overridden
from packgen.guidance.assessment import AgendaItem
from packgen.guidance.scene import end_of

NAME = "minutes"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each meeting."""
    if is_wanted(work, NAME):
        passages = passages_of(work, NAME)
        context = minutes_context(work, passages)
        state = record_state(work.meeting)
        yield word_paper(work, NAME, KIND.title, context, audience=RECORD, state=state, passages=passages)


def minutes_context(work: MeetingWork, passages: Passages) -> Values:
    """Everything that the minutes print; `held` is False for the shell."""
    held = is_held(work.meeting)
    minutes = work.meeting.minutes or Minutes()
    items = _items(work, minutes, passages)
    title = f"Minutes: {work.assessment.type_label}" if held else f"Minutes to write: {work.assessment.type_label}"
    return {
        "paper": record_paper(work, title),
        "meeting": meeting_facts(work) | {"ended": minutes.ended},
        "held": held,
        "reason": passages.words(work.meeting.reason),
        "changed": passages.words(work.meeting.what_changed),
        "background": how_it_came_about(work, passages),
        "looked_at": looked_at(work, passages, named=True),
        "left_out": left_out(work, passages),
        "children": _children(work),
        **_pictures(work, passages),
        "attendance": attendance_rows(work, passages),
        "absent": _absent(work),
        "quorum": quorum(work, held=held),
        "family": _family(work, passages),
        "items": [item for item in items if item["notes"] or not held or not isinstance(item["heading"], str)],
        "unrecorded": [f"{item['number']}. {item['heading']}" for item in items if not item["notes"]] if held else [],
        "earlier": earlier_actions(work, passages),
        "permitted": [{"label": one.label, "must_record": list(one.must_record)} for one in work.assessment.decisions],
        "decisions": decision_rows(work, passages),
        "actions": action_rows(work, passages),
        "overrides": overridden(work),
        "notes": notes_for(work, "record"),
        "told": _told(work),
        "frequency": {"interval": _how_often(minutes), "reason": passages.words(minutes.frequency_reason)},
        "who_tells_the_child": minutes.who_tells_the_child,
        "agree_to_end": list(minutes.agencies_agree_to_end),
        "next": next_date(work),
        "distribution": _distribution(work, minutes),
        "approved": _approved(work),
    }


def _pictures(work: MeetingWork, passages: Passages) -> Values:
    children, complex_abuse = children_of(work), work.assessment.type == "complex_strategy"
    case, hidden = work.whole.case, work.whole.left_out.ids
    return {
        "ecomap": ecomap(case, children, passages, whole=complex_abuse, hidden=hidden),
        "rings": contact_rings(children, hidden=hidden) if complex_abuse else None,
        "timeline": missing_timeline(case, children, end_of(work.meeting.date), hidden=hidden),
    }


def _how_often(minutes: Minutes) -> str | None:
    return frequency_words(minutes.frequency) if minutes.frequency else None


def _children(work: MeetingWork) -> list[Values]:
    day = work.meeting.date
    return [
        {
            "name": child.name,
            "known_as": child.known_as,
            "date_of_birth": child.date_of_birth,
            "age": age_of(child, day),
            "status": readable(child.status),
        }
        for child in children_of(work)
    ]


def _absent(work: MeetingWork) -> Values:
    """Who sent apologies, and who was expected, did not come and did not say so."""
    answered = replies(work)
    away = [one for one in expected(work) if one.attended == "no" and one.deputy is None and one.reply != "apologies"]
    came_after_all = {attendee_line(one) for one in expected(work) if was_there(one)}
    apologies = answered["apologies"]
    assert isinstance(apologies, list)
    return {
        "apologies": [line for line in apologies if line not in came_after_all],
        "without": [attendee_line(one) for one in away],
    }


def _family(work: MeetingWork, passages: Passages) -> list[Values]:
    family = [one for one in work.assessment.attendees if one.joins is not None and not one.needs_decision]
    return [
        {
            "who": attendee_line(one),
            "joins": one.joins,
            "reason": as_given(one.joins_reason, (i.joins_reason for i in work.meeting.invitees), passages),
            "joining": one in joining_family(work),
        }
        for one in family
    ]


def _items(work: MeetingWork, minutes: Minutes, passages: Passages) -> list[Values]:
    """Agenda items with what was said under each, then what was recorded under any other heading."""
    left = list(minutes.items)
    rows: list[Values] = []
    for item in running_order(work):
        found = [record for record in left if _is_about(record, item)]
        left = [record for record in left if record not in found]
        rows.append(_item(work, item, [words for record in found for words in passages.each(record.notes)], passages))
    for record in left:
        number = len(rows) + 1
        extra: Values = {"number": number, "heading": record.item, "prompts": [], "lead": "", "rules": ""}
        rows.append(extra | {"notes": passages.each(record.notes)})
    return rows


def _item(work: MeetingWork, item: AgendaItem, notes: list[Markdown | Passage], passages: Passages) -> Values:
    return {
        "number": item.number,
        "heading": heading_of(work, item, passages),
        "prompts": list(item.prompts),
        "lead": who_leads(work, item.lead),
        "rules": rule_ids(item.rules),
        "notes": notes,
    }


def _is_about(record: ItemRecord, item: AgendaItem) -> bool:
    ids = {part for rule in item.rules for part in re.findall(r"[A-Z]+(?:-[A-Z0-9]+)+", rule.id)}
    return record.item.casefold().strip() == item.heading.casefold() or record.item.strip() in ids


def _told(work: MeetingWork) -> list[Values]:
    return [
        {"label": one.label, "name": one.name, "on": one.sent_on, "rules": rule_ids(one.rules)}
        for one in work.assessment.notifications
    ]


def _distribution(work: MeetingWork, minutes: Minutes) -> list[str]:
    """Who gets the minutes: those named, else every professional to whom papers may go."""
    if minutes.distribution:
        return [role_words(work, to) for to in minutes.distribution]
    family = {id(one) for one in joining_family(work)}
    people = [one for one in expected(work) if may_be_written_to(one) and id(one) not in family]
    return [attendee_line(one) for one in people if one.group not in ("family", "child")]


def _approved(work: MeetingWork) -> Values:
    approved = work.meeting.approved if record_state(work.meeting) == "approved" else None
    return {"on": approved.date if approved else None, "by": approved.by if approved else None}


KIND = MeetingKind(NAME, "Minutes", documents)
