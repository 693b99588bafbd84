"""The steps of risk management for a child in care, with the one at which a meeting stands."""

from __future__ import annotations

from packgen.content import Figure
from packgen.documents.blocks import Values
from packgen.documents.kind import MeetingWork

_STEPS = (
    "Worry, or missing",
    "Strategy meeting",
    "First risk management meeting",
    "Two plans: risk and safety",
    "Reviewed within six weeks",
    "Ended when agencies agree",
)
_WIDTH = 165


def process_chart(work: MeetingWork) -> Values | None:
    """`picture` and `rows` for a risk management meeting; None for other types."""
    if work.assessment.type != "risk_management":
        return None
    here = 4 if _held_before(work) else 2
    steps = [{"label": step, "here": number == here} for number, step in enumerate(_STEPS)]
    alt_text = f"Six steps: {'; '.join(_STEPS)}. This meeting stands at: {_STEPS[here]}."
    rows = [{"step": step, "here": number == here} for number, step in enumerate(_STEPS)]
    return {"picture": Figure("process_chart", {"steps": steps}, alt_text, _WIDTH), "rows": rows}


def _held_before(work: MeetingWork) -> bool:
    """Whether a risk management meeting of one of the same children came earlier."""
    mine, children = work.meeting, set(work.meeting.children)
    types = {meeting.meeting: meeting.type for meeting in work.whole.assessment.meetings}
    return any(
        types.get(other.id) == "risk_management"
        and other.date < mine.date
        and other.cancelled is None
        and (not children or not other.children or children & set(other.children))
        for other in work.whole.case.meetings
    )
