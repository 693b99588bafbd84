"""The action plan in the strategy's form: Proposal, Lead, By when, Progress, RAG, grouped by theme (rule KB-09)."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.case.meeting import Action
from packgen.documents.blocks import Values, agency_beside, meeting_facts
from packgen.documents.british import capitalised, readable
from packgen.documents.earlier_actions import owner_of
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import OFFICE, is_wanted, passages_of, record_paper, record_state, word_paper
from packgen.documents.passages import Passages
from packgen.documents.plan_values import action_row

NAME = "action_plan"
_THEMES = {
    "place": "Places",
    "peer_group": "Peer groups",
    "person_of_concern": "People of concern",
    "investigation": "The investigation",
    "child": "Children",
}


def documents(work: MeetingWork) -> Iterator[Document]:
    """One, as soon as the meeting has agreed any action."""
    kept = [one for one in work.meeting.actions if one.dropped is None]
    if not kept or not is_wanted(work, NAME):
        return
    passages = passages_of(work, NAME)
    themes: dict[str, list[Values]] = {}
    for action in kept:
        themes.setdefault(_theme(action), []).append(_row(work, action, passages))
    context: Values = {
        "paper": record_paper(work, "Action plan"),
        "meeting": meeting_facts(work),
        "themes": [{"heading": theme, "actions": rows} for theme, rows in themes.items()],
    }
    state = record_state(work.meeting)
    yield word_paper(work, NAME, KIND.title, context, audience=OFFICE, state=state, passages=passages)


def _theme(action: Action) -> str:
    """The theme as typed, else what the action works on."""
    focus = action.focus or ""
    return action.theme or _THEMES.get(focus) or capitalised(readable(focus) or "Other actions")


def _row(work: MeetingWork, action: Action, passages: Passages) -> Values:
    row = action_row(action, work.whole.case, passages, work.meeting.date)
    owner = owner_of(work, action)
    return row | {"owner": owner, "agency": agency_beside(owner or "", action.agency)}


KIND = MeetingKind(NAME, "Action plan", documents)
