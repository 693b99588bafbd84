"""The note that takes what a risk management meeting agreed into care and placement plans (RM-INF-02, RM-INF-03)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from packgen.case.people import Child
from packgen.documents.blocks import children_of, meeting_facts, name_of
from packgen.documents.british import long_date, short_date
from packgen.documents.called import calls, rules_of
from packgen.documents.earlier_actions import owner_of
from packgen.documents.invitees import slug
from packgen.documents.keys import child_key
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.letters.addressee import one_person
from packgen.documents.letters.letter import Facts, block, meeting_letter
from packgen.documents.letters.wording import letter_wordings
from packgen.documents.meeting_papers import is_held, passages_of
from packgen.documents.minutes_tables import decided, decision_words
from packgen.documents.passages import Passages
from packgen.documents.plan_values import frequency_words
from packgen.documents.standing import as_the_record

NAME = "care_plan_note"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each child, once the meeting has been held."""
    called = calls(work.assessment.calls, NAME)
    if not called or work.meeting.cancelled or not is_held(work.meeting):
        return
    wording = letter_wordings()[NAME]
    for child in children_of(work):
        passages = passages_of(work, f"{NAME}/{child.id}")
        facts = Facts(
            to=one_person(work.whole, child.social_worker, wording.to_label),
            details=(
                ("Child", child.name),
                ("Copy to", _officer(work, child)),
                ("Meeting", f"{meeting_facts(work)['type_label']}, {long_date(work.meeting.date)}"),
                ("Next review of the risk plan", short_date(_next_review(work, child))),
                ("From now held", _how_often(work)),
            ),
            blocks=(
                block("What was decided", rows=_decisions(work, child, passages), heads=("Decision", "In words")),
                block("What is to be done", rows=_actions(work, child, passages), heads=("Who, by when", "What")),
            ),
            rules=rules_of(called),
            signed=as_the_record(work),
            passages=passages,
            name=f"{slug(NAME)}-{child_key(work.whole.case, child.id)}",
            for_child=child.id,
        )
        yield meeting_letter(work, NAME, facts)


def _how_often(work: MeetingWork) -> str | None:
    often = work.meeting.minutes.frequency if work.meeting.minutes else None
    return frequency_words(often) if often else None


def _officer(work: MeetingWork, child: Child) -> str | None:
    name = name_of(work.whole.case, child.independent_reviewing_officer)
    return f"{name}, Independent Reviewing Officer" if name else None


def _next_review(work: MeetingWork, child: Child) -> date | None:
    plans = [one for one in work.whole.case.risk_management_plans if one.child == child.id]
    return next((plan.next_review for plan in plans if plan.meeting == work.meeting.id), None)


def _decisions(work: MeetingWork, child: Child, passages: Passages) -> Iterator[tuple[str, object]]:
    for decision, code in decided(work):
        if not decision.children or child.id in decision.children:
            said = passages.words(decision.text, about=decision.children)
            yield decision_words(work, code), said or "as the minutes say"


def _actions(work: MeetingWork, child: Child, passages: Passages) -> Iterator[tuple[str, object]]:
    for action in work.meeting.actions:
        if action.dropped is None and (not action.about or child.id in action.about):
            due = f", by {short_date(action.due)}" if action.due else ""
            yield (
                f"{owner_of(work, action) or 'Nobody named yet'}{due}",
                passages.words(action.what, about=action.about),
            )


KIND = MeetingKind(NAME, "Note for the care plan", documents)
