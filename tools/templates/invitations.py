"""The invitation: the letter with its office copy, and the schedule of children and places."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.letters import addresses, answer_to, meeting_table, or_line, signed
from tools.templates.parts import (
    Column,
    bullets,
    cell_if,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    notice,
    paragraph,
    title,
)

SHORT = "_________________"


def invite() -> Any:
    """One text for every letter and for the office copy; the office copy ends with the whole list."""
    document = office_paper()
    title(document)
    with condition(document, "office"):
        notice(
            document,
            "**Office copy.** It holds the whole invitation list. It is for the chair and business support; do not send it out.",
        )
    with condition(document, "not office"):
        paragraph(document, f"**Date:** {or_line('date')}")
        addresses(document)
    with condition(document, "cancelled_on"):
        notice(
            document,
            "**This meeting is cancelled** ({{ cancelled_on }}). Please take it out of your calendar and delete its papers.",
        )
    meeting_table(document, joining=True)
    with condition(document, "not cancelled_on"):
        _letter(document)
    with condition(document, "not office"):
        signed(document)
    with condition(document, "office"):
        _office_list(document)
    return document


def _letter(document: Any) -> None:
    paragraph(document, "Dear colleague")
    heading(document, "Why the meeting is held")
    paragraph(document, "{{ meeting.purpose }}")
    paragraph(
        document,
        "It concerns {{ how_many }}. Names and details that you need to search your records come to you apart from this letter.",
    )
    with condition(document, "reason"):
        paragraph(document, "{{ reason }}")
    with condition(document, "reason_names"):
        notice(
            document,
            "The reason above seems to name somebody, so the letters leave it out. Take names out of it in the case file if agencies are to read it.",
        )
    _why_you(document)
    _police(document)
    bullets(document, "note in notes")
    heading(document, "How to join")
    paragraph(
        document,
        '{% if meeting.format == "phone calls" %}We ring each agency in turn; please keep the time free and have your notes to hand. {% endif %}'
        "Please be there for the whole meeting. If you can only join for part of it, tell us beforehand so that the chair can plan the order.",
    )
    answer_to(document, "Send back the reply slip as soon as you can, even if you cannot come. Answers go to")
    heading(document, "If you cannot come")
    paragraph(
        document,
        "Send a deputy who knows the matter and may commit your agency's people and money, and give us the deputy's name. If nobody can come, send what your agency knows in writing before the meeting.",
    )
    heading(document, "What to bring")
    for line in _BRING:
        paragraph(document, line, "List Bullet")
    with condition(document, "report_due"):
        paragraph(
            document, "We also ask for a written report by **{{ report_due }}**. The request comes with this letter."
        )
    heading(document, "Confidentiality")
    for line in _CONFIDENTIAL:
        paragraph(document, line, "List Bullet")


_BRING = (
    "What your agency holds about the children and places in the schedule: search under every name and address given.",
    "What is going well for each child, and whom the child trusts, as well as the worries.",
    "What your agency can do now, and who may agree to it on the day.",
    "Dates in the next six weeks when you can come to a further meeting.",
)
_CONFIDENTIAL = (
    "Share this letter only with those in your agency who need it to prepare. Do not forward the joining details.",
    "Join from a room where nobody can overhear you. Do not record the meeting.",
    "Do not speak with the children, their families or anybody named as a concern about the meeting unless the chair has agreed it with you.",
    "If you know somebody involved outside your work, tell the chair before the meeting.",
)


def _why_you(document: Any) -> None:
    with condition(document, "why"):
        heading(document, "Why we ask you")
        with loop(document, "reason_to_ask in why"):
            paragraph(document, "{{ reason_to_ask.why }}")
            with condition(document, "reason_to_ask.rules"):
                paragraph(
                    document, "Guidance: {{ reason_to_ask.rules }} ({{ reason_to_ask.citations }})", "Small print"
                )


def _police(document: Any) -> None:
    with condition(document, "police.asked"):
        heading(document, "Police teams that are asked for")
        paragraph(
            document,
            "This is the one request to police, made to the {{ police.route }}, which brings the police side together and decides which investigation is right. Officers are named so that you can find them; we have not written to them and ask you to do so.",
        )
        loop_table(
            document,
            [
                Column("Team", "{{ team.label }}", 45),
                Column(
                    "Officer asked for", "{% if team.name %}{{ team.name }}{% else %}whoever you choose{% endif %}", 40
                ),
                Column("Why", ["{{ team.why }}", "{{ team.rules }}"], PORTRAIT_MM - 85),
            ],
            "team in police.teams",
            caption="Police teams that are asked for",
        )


def _office_list(document: Any) -> None:
    heading(document, "The whole invitation list")
    loop_table(
        document,
        [
            Column(
                "Who",
                [
                    "**{{ person.role }}**",
                    or_line("person.name", SHORT),
                    *cell_if("person.agency", "{{ person.agency }}"),
                ],
                36,
            ),
            Column(
                "Why asked",
                [
                    "{{ person.need }}{% if person.rules %}: {{ person.rules }}{% endif %}",
                    *cell_if("person.why", "{{ person.why }}"),
                ],
                44,
            ),
            Column(
                "How to reach",
                [
                    or_line("person.email", SHORT),
                    *cell_if("person.secure", "**{{ person.secure }}**"),
                    *cell_if("person.phone", "{{ person.phone }}"),
                    "{{ person.how }}",
                ],
                62,
            ),
            Column(
                "Reply", ["{{ person.reply }}", *cell_if("person.deputy", "{{ person.deputy }}")], PORTRAIT_MM - 142
            ),
        ],
        "person in invited",
        caption="The whole invitation list",
    )
    with condition(document, "undecided"):
        heading(document, "Wait for a named decision", 2)
        notice(
            document,
            "Nothing has been written to these people. They are, or work with, somebody of concern; a named person has to decide first.",
        )
        loop_table(
            document,
            [
                Column("Who", "{{ person.label }}", 55),
                Column("Why a decision is needed", "{{ person.why }}", PORTRAIT_MM - 55),
            ],
            "person in undecided",
            caption="Invitees about whom somebody must decide",
        )
    with condition(document, "left_out"):
        heading(document, "Left out on purpose", 2)
        loop_table(
            document,
            [
                Column("Role", "{{ person.role }}", 45),
                Column("Reason", "{{ person.reason }}", 80),
                Column("Decided by", ["{{ person.by }}", "{{ person.date|short_date }}"], PORTRAIT_MM - 125),
            ],
            "person in left_out",
            caption="Roles left out on purpose",
        )


def schedule_of_children() -> Any:
    """Each child's details under the child's name, then places; only what the reader's audience may see is in the context."""
    document = office_paper()
    title(document)
    with condition(document, "office"):
        notice(
            document,
            "**Office copy.** It shows everything. It is for the chair and business support; do not send it out.",
        )
    with condition(document, "not office"):
        notice(
            document,
            "**For: {{ for_whom }}.** It shows what this reader needs to search their own records, and no more. Send it apart from the invitation and only to a secure address.",
        )
    details_table(
        document, [("Meeting", "{{ meeting.type_label }}"), ("Date", "{{ meeting.date }}")], caption="The meeting"
    )
    with condition(document, "children"):
        heading(document, "Children")
        loop_table(
            document,
            [
                Column("Name", "**{{ child.name }}**", 45),
                Column("Date of birth", "{{ child.date_of_birth|short_date }}", 35),
                Column(
                    "Details",
                    ["{%p for detail in child.details %}", "{{ detail.label }}: {{ detail.value }}", "{%p endfor %}"],
                    PORTRAIT_MM - 80,
                ),
            ],
            "child in children",
            caption="Children",
        )
    with condition(document, "places"):
        heading(document, "Places")
        loop_table(
            document,
            [
                Column(
                    "Place",
                    ["**{{ place.name }}**", *cell_if("place.subject", "the meeting is about this place")],
                    50,
                ),
                Column("Kind", "{{ place.kind }}", 30),
                Column("Address", "{{ place.address }}", 45),
                Column("Authority and police force", "{{ place.area }}", PORTRAIT_MM - 125),
            ],
            "place in places",
            caption="Places",
        )
    answer_to(document, "If one of these details does not agree with your own records, tell")
    return document
