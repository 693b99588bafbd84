"""What goes with an invitation or follows from it: report request, reply slip, notification letter."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.letters import addresses, answer_to, meeting_table, or_line, signed
from tools.templates.parts import (
    Column,
    bullets,
    choices,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    paragraph,
    signature_block,
    title,
    writing_box,
    writing_lines,
)


def report_request() -> Any:
    """Questions with room to answer, and the day the report is due."""
    document = office_paper()
    title(document)
    addresses(document)
    details_table(
        document,
        [
            ("Report due", "{% if due %}**{{ due }}**{% else %}As soon as you can, and before the meeting{% endif %}"),
            ("For", "{{ meeting.type_label }}, {{ meeting.date }}"),
            ("Chair", "{{ meeting.chair }}"),
        ],
        caption="What is asked and by when",
    )
    with condition(document, "police"):
        paragraph(document, "Please gather one answer from every police team that holds information.")
    paragraph(
        document,
        "The children are named in the schedule that comes to you apart from this request. Answer for each child. Keep what you know apart from what you think, and say who told you and when.",
    )
    heading(document, "Questions")
    with loop(document, "question in questions"):
        paragraph(document, "{{ question }}", "List Number", keep_with_next=True)
        writing_box(document, "", height_mm=22)
    with condition(document, "not questions"):
        paragraph(
            document,
            "What does your agency know that bears on the safety of these children?",
            "List Number",
            keep_with_next=True,
        )
        writing_box(document, "", height_mm=40)
    heading(document, "Who may read the report", 2)
    choices(
        document, ("Everybody at the meeting", "Professionals only", "The chair only; please ring me first"), keep=True
    )
    heading(document, "If you hold nothing", 2)
    choices(document, ("We have searched under every name and address given and hold nothing.",))
    answer_to(document, "Send the report by secure e-mail only. It goes to")
    signature_block(document, ("Written by", "Agreed by manager"))
    return document


def reply_slip() -> Any:
    """One page to fill in by hand or in Word."""
    document = office_paper()
    title(document)
    paragraph(document, "Please write no child's name, family name or address on this slip.")
    details_table(
        document,
        [("Meeting", "{{ meeting.type_label }}"), ("When", "{{ meeting.date }}, {{ meeting.time }}")],
        caption="The meeting",
    )
    heading(document, "About you")
    labels = ("Your name", "Your job and agency", "Phone", "Secure e-mail")
    details_table(document, [(label, "") for label in labels], caption="About you", height_mm=9)
    heading(document, "Will you come?")
    choices(
        document,
        ("Yes, in the room", "Yes, by phone or video", "No, but a deputy will come", "No, and nobody can come instead"),
    )
    about_deputy = ("Deputy's name and job", "Deputy's phone and e-mail")
    details_table(document, [(label, "") for label in about_deputy], caption="Your deputy", height_mm=9)
    heading(document, "Please tick what is true")
    choices(
        document,
        (
            "I may commit my agency's people and money (or my deputy may)",
            "Our report is enclosed, or comes by the date asked",
            "I know somebody involved outside my work; please ring me before the meeting",
            "I need something to be able to take part (say what below)",
        ),
    )
    writing_lines(document, 2)
    answer_to(document, "Send this slip to")
    return document


def notification_letter() -> Any:
    """To somebody who must be told that the meeting is held."""
    document = office_paper()
    title(document)
    paragraph(document, f"**To:** {or_line('to.name')}, {{{{ to.label }}}}")
    with condition(document, "not to.email"):
        paragraph(document, f"**E-mail:** {or_line('to.email')}")
    paragraph(document, "Dear colleague")
    paragraph(document, "This letter tells you of a meeting. It concerns {{ how_many }}.")
    meeting_table(document, joining=False)
    with condition(document, "children"):
        loop_table(
            document,
            [
                Column("Children you review", "{{ child.name }}", 105),
                Column("Date of birth", "{{ child.date_of_birth|short_date }}", PORTRAIT_MM - 105),
            ],
            "child in children",
            caption="Children you review",
        )
    with condition(document, "adults"):
        loop_table(
            document,
            [
                Column("Adult of concern", "{{ adult.name }}", 60),
                Column("Date of birth", "{{ adult.date_of_birth|short_date }}", 40),
                Column("Works or helps at", "{{ adult.works_at }}", PORTRAIT_MM - 100),
            ],
            "adult in adults",
            caption="Adults of concern who work with children",
        )
    heading(document, "Why you are told")
    bullets(document, "rule in says")
    paragraph(document, "Guidance: {{ rules }} ({{ citations }})", "Small print")
    heading(document, "What we ask")
    bullets(document, "ask in asks")
    answer_to(document, "Answers go to")
    with condition(document, "sent_on"):
        paragraph(document, "Sent on {{ sent_on }}.")
    signed(document)
    return document
