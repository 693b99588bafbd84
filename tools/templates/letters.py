"""Parts that letters share: the address, the meeting's facts, whom to answer, how to sign off."""

from __future__ import annotations

from typing import Any

from tools.templates.parts import cell_if, condition, details_table, loop, otherwise, paragraph

TO_FILL_IN = "____________________________"


def or_line(expression: str, line: str = TO_FILL_IN) -> str:
    """A value, or a line to write it on."""
    return f"{{% if {expression} %}}{{{{ {expression} }}}}{{% else %}}{line}{{% endif %}}"


def addresses(document: Any) -> None:
    """Each recipient: name, role, agency, e-mail; a line to fill in for what nobody knows yet."""
    with loop(document, "to in recipients"):
        paragraph(
            document,
            f"**To:** {or_line('to.name')}, {{{{ to.label }}}}{{% if to.agency %}}, {{{{ to.agency }}}}{{% endif %}}",
        )
        with condition(document, "not to.email"):
            paragraph(document, f"**E-mail:** {TO_FILL_IN}  **Phone:** {or_line('to.phone')}")


def meeting_table(document: Any, *, joining: bool) -> None:
    """When and where; with `joining`, how to join from a distance."""
    rows: list[tuple[str, str | list[str]]] = [
        ("Meeting", "{{ meeting.type_label }}"),
        ("Date", "{{ meeting.date }}"),
        ("Time", "{{ meeting.time }}"),
        ("Place", "{{ meeting.venue }}"),
    ]
    if joining:
        rows += [
            (
                "Joining from a distance",
                [
                    '{% if meeting.join.link %}Link: {{ meeting.join.link }}{% elif meeting.format == "face to face" %}'
                    'No, this meeting is held in person only{% elif meeting.format == "phone calls" %}We ring you{% else %}No link has been set up yet{% endif %}',
                    *cell_if("meeting.join.phone", "Phone: {{ meeting.join.phone }}"),
                    *cell_if("meeting.join.code", "Code: {{ meeting.join.code }}"),
                ],
            ),
        ]
    details_table(document, [*rows, ("Chair", or_line("meeting.chair"))], caption="When and where")


def answer_to(document: Any, sentence: str) -> None:
    """Whom to answer, with lines for what nobody knows yet."""
    paragraph(
        document,
        f"{sentence} {or_line('reply_to.name')}, e-mail {or_line('reply_to.email')}, phone {or_line('reply_to.phone')}.",
    )


def signed(document: Any) -> None:
    """The end of a letter, kept together."""
    paragraph(document, "Yours sincerely", keep_with_next=True)
    with condition(document, "reply_to.name"):
        paragraph(document, "{{ reply_to.name }}", keep_with_next=True)
        otherwise(document)
        paragraph(document, TO_FILL_IN, keep_with_next=True)
    paragraph(document, "For the chair of the meeting")
