"""Words that are read out at a meeting, and blocks that several of its papers share."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from tools.templates.house_style import PORTRAIT_MM
from tools.templates.parts import Column, condition, heading, loop_table, otherwise, paragraph

CONFIDENTIALITY = (
    "What is said here is confidential. It is shared because a child may be at risk, and it goes no further than "
    "keeping children safe requires. Papers stay with you, are kept securely and are not copied or passed on."
)
EQUALITY = (
    "Every child is treated with respect, whatever their background, identity, disability or belief. Please say so "
    "when you hear words that blame a child, or when something about who a child is has been overlooked."
)
CONFLICTS = (
    "If you, your family or your agency have a tie to anybody who is discussed, please say so now. The chair then "
    "decides whether you stay."
)


_WHERE = (
    "{% if meeting.venue %}{{ meeting.venue }}{% if meeting.format %} ({{ meeting.format }}){% endif %}"
    "{% else %}{{ meeting.format }}{% endif %}"
)


def meeting_rows(*, chair: bool = True) -> list[tuple[str, str]]:
    """Rows of a details table that say which meeting it is."""
    rows = [
        ("Meeting", "{{ meeting.type_label }}"),
        ("When", "{{ meeting.date | date }}, {{ meeting.time }}"),
        ("Where", _WHERE),
    ]
    return [*rows, ("Chair", "{{ meeting.chair }}"), ("Minutes", "{{ meeting.minute_taker }}")] if chair else rows


def looked_at_table(document: Any) -> None:
    """Children, peer groups and places that a Safer Options meeting is to look at, and why."""
    with condition(document, "looked_at"):
        heading(document, "To be looked at")
        reason = [
            "{{ entry.reason }}{% if entry.concern %}, {{ entry.concern }}{% endif %}",
            "{%p if entry.hub_consulted_on %}",
            "hub consulted on {{ entry.hub_consulted_on | short_date }}",
            "{%p endif %}",
            "{%p if entry.notes %}",
            "{{ entry.notes }}",
            "{%p endif %}",
        ]
        columns = [Column("Who or where", "{{ entry.subject }}", 60), Column("Why", reason, PORTRAIT_MM - 60)]
        loop_table(document, columns, "entry in looked_at", caption="To be looked at")


def earlier_actions_table(document: Any) -> None:
    """What earlier meetings agreed and is not done, with a letter and words for how it stands."""
    with condition(document, "earlier.open"):
        paragraph(
            document,
            "As at the date of this meeting. O means overdue, D not yet due, N that no date was set. "
            "Finished since they were agreed: {{ earlier.done }}.",
            "Small print",
            keep_with_next=True,
        )
        what = ["{{ action.what }}", "{%p if action.progress %}", "{{ action.progress }}", "{%p endif %}"]
        owner = [
            "{{ action.owner or 'nobody named' }}",
            "{%p if action.agency %}",
            "{{ action.agency }}",
            "{%p endif %}",
        ]
        columns = [
            Column("From", ["{{ action.reference }} of", "{{ action.from_date | short_date }}"], 35),
            Column("Action", what, 57),
            Column("Who", owner, 35),
            Column(
                "How it stands",
                ["**{{ action.state }}**", "{%p if action.due %}", "due {{ action.due | short_date }}", "{%p endif %}"],
                PORTRAIT_MM - 127,
            ),
        ]
        loop_table(document, columns, "action in earlier.open", caption="Actions from earlier meetings")
        otherwise(document)
        paragraph(
            document,
            "{% if earlier.done %}None is open. Finished since they were agreed: {{ earlier.done }}."
            "{% else %}There are none.{% endif %}",
        )


def decisions_to_tick(document: Any, *, height_mm: float = 20) -> None:
    """Each decision that the meeting may take: a box, what must be recorded, room for reason and disagreement."""
    heading(document, "Decisions")
    paragraph(
        document,
        "Tick what is decided (several may be). Write the reason, and who disagreed, from which agency and why.",
        keep_with_next=True,
    )
    option = [
        "☐ **{{ option.label }}**",
        "{%p for item in option.must_record %}",
        "Record: {{ item }}",
        "{%p endfor %}",
    ]
    columns = [
        Column("May decide", option, 62),
        Column("Reason", "", 58),
        Column("Who disagreed, and why", "", PORTRAIT_MM - 120),
    ]
    table = loop_table(document, columns, "option in decisions", caption="Decisions the meeting may take")
    table.rows[2].height = Mm(height_mm)
