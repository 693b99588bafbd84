"""The agenda: the items that the case's facts switched on, with times, and room for the chair to write with a pen."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.attendance import quorum
from packgen.documents.background import looked_at
from packgen.documents.blocks import (
    Values,
    children_of,
    meeting_facts,
    meeting_paper,
    rule_ids,
    state_of,
)
from packgen.documents.british import count_of
from packgen.documents.earlier_actions import earlier_actions
from packgen.documents.guidance_notes import notes_for
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import EVERYBODY, is_wanted, passages_of, word_paper
from packgen.documents.next_date import next_date
from packgen.documents.passages import Passages
from packgen.documents.pictures.ecomap import ecomap
from packgen.documents.pictures.missing_timeline import missing_timeline
from packgen.documents.pictures.process_chart import process_chart
from packgen.documents.running_order import parts_of, running_order
from packgen.documents.timings import Span, item_times, time_words
from packgen.guidance.assessment import AgendaItem
from packgen.guidance.scene import end_of

NAME = "agenda"


def documents(work: MeetingWork) -> Iterator[Document]:
    """The agenda of a meeting that will be, or was, held."""
    if is_wanted(work, NAME):
        passages = passages_of(work, NAME)
        context = agenda_context(work, passages)
        state = state_of(work.meeting)
        yield word_paper(work, NAME, KIND.title, context, audience=EVERYBODY, state=state, passages=passages)


def agenda_context(work: MeetingWork, passages: Passages) -> Values:
    """Everything that the agenda prints, as at the meeting's date."""
    return {
        "paper": meeting_paper(work, f"Agenda: {work.assessment.type_label}"),
        "meeting": meeting_facts(work),
        "children": count_of(len(children_of(work)), "child", "children"),
        "looked_at": looked_at(work, passages, named=False),
        **_pictures(work, passages),
        "quorum": quorum(work, held=False)["labels"],
        "parts": agenda_parts(work, passages),
        "earlier": earlier_actions(work, passages),
        "decisions": [
            {"label": one.label, "must_record": list(one.must_record), "rules": rule_ids(one.rules)}
            for one in work.assessment.decisions
        ],
        "next": next_date(work),
        "notes": notes_for(work, "agenda", "header"),
    }


def _pictures(work: MeetingWork, passages: Passages) -> Values:
    """Nobody is named on an agenda: initials only."""
    case, children, hidden = work.whole.case, children_of(work), work.whole.left_out.ids
    complex_abuse = work.assessment.type == "complex_strategy"
    ties = ecomap(case, children, passages, whole=True, named=False, hidden=hidden) if complex_abuse else None
    return {
        "process": process_chart(work),
        "ecomap": ties,
        "timeline": missing_timeline(case, children, end_of(work.meeting.date), named=False, hidden=hidden),
    }


def agenda_parts(work: MeetingWork, passages: Passages) -> list[Values]:
    """The items in order, cut where a child or parent comes in or leaves; `only` is True where there is one part."""
    parts = parts_of(work)
    items = running_order(work)
    spans = dict(zip((item.number for item in items), item_times(items, work.meeting.start), strict=True))
    return [
        {
            "letter": part.letter,
            "says": part.says,
            "only": len(parts) == 1,
            "items": [_item_row(work, item, spans[item.number], passages) for item in part.items],
        }
        for part in parts
    ]


def _item_row(work: MeetingWork, item: AgendaItem, times: Span | None, passages: Passages) -> Values:
    return {
        "number": item.number,
        "heading": heading_of(work, item, passages),
        "prompts": list(item.prompts),
        "time": time_words(times, item.minutes),
        "lead": who_leads(work, item.lead),
        "rules": rule_ids(item.rules),
    }


def who_leads(work: MeetingWork, lead: str) -> str:
    """Who leads an item: the name of whoever alone fills the role (given by its label), else the role."""
    filling = {one.name for one in work.assessment.attendees if one.label == lead and not one.needs_decision}
    name = filling.pop() if len(filling) == 1 else None
    return f"{name}, {lead}" if name else lead


def heading_of(work: MeetingWork, item: AgendaItem, passages: Passages) -> object:
    """An item's heading; one that the case file adds may say whom it is about, and is then a passage."""
    typed = next((words for words in work.meeting.extra_items if words.text == item.heading), None)
    return item.heading if typed is None else passages.words(typed)


KIND = MeetingKind(NAME, "Agenda", documents)
