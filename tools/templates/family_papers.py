"""For the child and the parents: a plain invitation, and a sheet to prepare what one wants to say."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import family_paper
from tools.templates.parts import (
    bullets,
    choices,
    condition,
    details_table,
    heading,
    notice,
    otherwise,
    paragraph,
    title,
    writing_box,
)


def plain_invitation() -> Any:
    """The invitation."""
    document = family_paper()
    title(document)
    paragraph(document, "Hello {{ name }},", "Lead")
    with condition(document, "is_child"):
        paragraph(document, "We are meeting to talk about how to help you stay safe. We would like you to be there.")
        otherwise(document)
        paragraph(
            document,
            "We are meeting to talk about how to help {% if child %}{{ child }}{% else %}your child{% endif %} "
            "stay safe. You know your child best, so we would like you to be there.",
        )
    rows = [
        ("When", "{{ date }}\n{{ time }}"),
        ("Where", "{{ where }}"),
        (
            "By phone or video",
            "{% if join.given %}{{ join.link }} {{ join.phone }}{% else %}Ask us if that is easier.{% endif %}",
        ),
    ]
    details_table(document, rows, caption="When and where", label_mm=50)
    _your_part(document)
    heading(document, "Who will be there")
    with condition(document, "there"):
        bullets(document, "person in there", "{{ person.name }}, {{ person.role }}")
        otherwise(document)
        paragraph(document, "We will tell you before the day.")
    _what_happens(document)
    return document


def _your_part(document: Any) -> None:
    heading(document, "Your part")
    with condition(document, "whole"):
        paragraph(document, "You are welcome for the whole meeting. You can leave and come back at any time.")
        otherwise(document)
        paragraph(document, "You are welcome for part of the meeting. We will tell you when to come in.")
    with condition(document, "topics"):
        paragraph(document, "We would like to talk with you about:", keep_with_next=True)
        bullets(document, "topic in topics")


def _what_happens(document: Any) -> None:
    heading(document, "Bring someone")
    paragraph(
        document, "You can bring someone you trust, or an advocate. An advocate is there only for you. We can find one."
    )
    heading(document, "What happens with what you say")
    paragraph(
        document, "We write down what you say, in your words. You can see it. It goes to the people at the meeting."
    )
    paragraph(document, "If we hear that someone may get hurt, we have to act on it. We will tell you first if we can.")
    paragraph(
        document, "You do not have to come. You can write to us or tell someone instead. We will listen just the same."
    )
    heading(document, "Questions, or help to get there")
    with condition(document, "contact.name"):
        paragraph(document, "Ring {{ contact.name }}: **{{ contact.phone }}**.")
        otherwise(document)
        paragraph(document, "Ask the person who gave you this letter.")


def what_i_want_to_say() -> Any:
    """The sheet to prepare."""
    document = family_paper()
    title(document)
    paragraph(document, "For {{ name }}. Our meeting is on {{ date }}.", "Lead")
    paragraph(document, "Fill in what you like, alone or with someone. Write or draw. Nobody marks it.")
    with condition(document, "is_child"):
        for label, height in (
            ("What is going well", 26),
            ("What worries me", 26),
            ("What makes me feel safe", 26),
            ("What I want to change", 26),
            ("What I do not want to talk about", 21),
        ):
            writing_box(document, label, height_mm=height)
        otherwise(document)
        for label, height in (
            ("What is going well for my child", 26),
            ("What worries me", 26),
            ("What helps my child to stay safe", 26),
            ("What our family needs", 26),
            ("What I want to ask", 21),
        ):
            writing_box(document, label, height_mm=height)
    heading(document, "At the meeting")
    choices(
        document,
        [
            "I want to say this myself",
            "I want someone to say it for me",
            "I want this sheet to be read out",
            "I want a word with the chair before we start",
        ],
    )
    notice(document, "Give this to someone you trust, or bring it with you. It is yours until you hand it over.")
    return document
