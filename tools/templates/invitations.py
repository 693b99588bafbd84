"""The templates of the invitation: letter, schedule of children, report request, reply slip, notification letter."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.letters import addresses, answer_to, meeting_table, or_line, signed
from tools.templates.parts import (
    Column,
    bullets,
    cell_if,
    choices,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    notice,
    paragraph,
    signature_block,
    title,
    writing_box,
    writing_lines,
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
            "This is the one request to police, made to {{ police.route }}, which brings the police side together and decides which investigation is right. Officers are named so that you can find them; we have not written to them and ask you to do so.",
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
                41,
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
                58,
            ),
            Column(
                "Reply", ["{{ person.reply }}", *cell_if("person.deputy", "{{ person.deputy }}")], PORTRAIT_MM - 143
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
    choices(document, ("Everybody at the meeting", "Professionals only", "The chair only; please ring me first"))
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
        ("Yes, in the room", "Yes, from a distance", "No, but a deputy comes", "No, and nobody can come instead"),
    )
    labels = ("Deputy's name and job", "Deputy's phone and e-mail")
    details_table(document, [(label, "") for label in labels], caption="Your deputy", height_mm=9)
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
