"""The chair's crib: everything on one page, so smaller print than other papers."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm, Pt

from tools.templates.house_style import office_paper
from tools.templates.parts import condition, details_table, title
from tools.templates.statements import CONFIDENTIALITY, CONFLICTS

_SIZE = 9.5
_MUSTS = [
    "{%p for gap in unmet.musts %}",
    "**{{ gap.state }}** ({{ gap.rule }}). {{ gap.says }}",
    "{%p endfor %}",
    "{%p for one in overrides %}",
    "**Went on although unmet** ({{ one.rule }}): {{ one.by }}, {{ one.role }}, {{ one.date | short_date }}. {{ one.reason }}",
    "{%p endfor %}",
    "{%p if unmet.others %}",
    "{{ unmet.others }}{% if unmet.musts %} other{% endif %} point{% if unmet.others > 1 %}s{% endif %} to look at: "
    "{{ unmet.other_rules }}.",
    "{%p endif %}",
    "{%p if not unmet.musts and not overrides and not unmet.others %}",
    "None.",
    "{%p endif %}",
]
_QUORUM = (
    "{% if not quorum.set %}No quorum is set for this type of meeting. {% elif quorum.met %}**Yes.** {% else %}**Not yet: {{ quorum.missing | join(', ') }}.** {% endif %}"
    "{% for need in quorum.needed %}{{ need.label }}: {{ need.who or 'nobody yet' }}. {% endfor %}"
)
_REPORTS = [
    "In: {% for report in reports.received %}{{ report.who }}{% if not loop.last %}; {% endif %}{% else %}none{% endfor %}.",
    "**Outstanding:** {% for report in reports.outstanding %}{{ report.who }}{% if report.due %}, due "
    "{{ report.due | short_date }}{% endif %}{% if not loop.last %}; {% endif %}{% else %}none{% endfor %}.",
]
_TIMES = (
    "{{ meeting.time }}. {{ timing['items'] }}, {{ timing.minutes }}.{% if timing.too_long %} **{{ timing.too_long }}**{% endif %}"
    " Earlier actions open: {{ timing.open }}, overdue: {{ timing.overdue }}."
)
_NEXT = (
    "{% if next.latest %}No later than **{{ next.latest | date }}**.{% else %}No limit applies.{% endif %}"
    "{% if next.arranged %} Arranged: {{ next.arranged }}.{% endif %}{% if next.late %} **Too late: move it.**{% endif %}"
    "{% if minutes_due %} Minutes are due by {{ minutes_due | short_date }}.{% endif %}"
)
_OTHERS = "{% for one in other_meetings %}**{{ one.label }}**: {{ one.reason }} {% endfor %}"
_REMINDERS = "{{ reminders.texts | join(' ') }}{% if reminders.rules %} Also: {{ reminders.rules }}.{% endif %}"
_TELLS = (
    "{% if tellers.agreed %}{{ tellers.agreed }}{% else %}To be agreed before closing. Could be: "
    "{{ tellers.suggested | join('; ') }}.{% endif %}"
)


def chairs_crib() -> Any:
    """Context: documents/chairs_crib.py."""
    document = office_paper()
    title(document)
    rows = [
        ("Purpose", "{{ meeting.purpose }}"),
        ("Times", _TIMES),
        ("May it decide?", _QUORUM),
        ("Accepted", "{{ replies.accepted | join('; ') or 'nobody yet' }}"),
        ("Apologies", "{{ replies.apologies | join('; ') or 'none' }}"),
        ("No answer", "{{ replies.silent | join('; ') or 'none' }}"),
        ("Reports", "\n".join(_REPORTS)),
        ("Unmet rules", "\n".join(_MUSTS)),
    ]
    details_table(document, rows, caption="What the chair needs to know", label_mm=27)
    _when(document, "undecided", "Not invited yet", "A named person must decide first: {{ undecided | join('; ') }}")
    _when(document, "family", "Family", "Joins in part or all: {{ family | join('; ') }}")
    _when(document, "conflicts", "Conflicts", "Declared already by: {{ conflicts | join('; ') }}")
    _when(document, "police_route", "Police", "Invited through {{ police_route }} only, which decides who comes.")
    _when(document, "other_meetings", "Also asked for", _OTHERS)
    _when(document, "reminders.texts or reminders.rules", "Keep in mind", _REMINDERS)
    last = [
        ("Read out", f"{CONFIDENTIALITY} {CONFLICTS}"),
        ("Next meeting", _NEXT),
        ("Tells the child", _TELLS),
    ]
    details_table(document, last, caption="To read out and to close with", label_mm=27)
    _tighten(document)
    return document


def _when(document: Any, test: str, label: str, words: str) -> None:
    with condition(document, test):
        details_table(document, [(label, words)], caption=label, label_mm=27)


def _tighten(document: Any) -> None:
    for name, size in (("Table text", _SIZE), ("Table head", _SIZE), ("Title", 16)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.line_spacing = 1.0
    for gap in [p for p in document.paragraphs if not p.text]:
        gap.paragraph_format.line_spacing = Pt(1)
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    section.header_distance = section.footer_distance = Mm(7)
