"""The Child Safety Plan and its blank worksheet: 14 pt, short lines, nothing that tells a finder what it is."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import PORTRAIT_MM, family_paper
from tools.templates.parts import (
    Column,
    blank_table,
    bullets,
    choices,
    condition,
    heading,
    loop,
    loop_table,
    notice,
    paragraph,
    title,
    writing_box,
    writing_lines,
)


def layout(body: int = 14) -> Any:
    """The plan."""
    document = family_paper(body=body)
    title(document)
    paragraph(
        document,
        "For {{ name }}{% if pronouns %} ({{ pronouns }}){% endif %}. Made on {{ date }}.",
        "Lead",
    )
    notice(document, "**You are not in trouble.** What happened is not your fault. This plan is here to help you.")
    _own_words(document)
    _promises(document)
    for name, label in (
        ("my_phone", "My phone"),
        ("keep_in_touch", "Who I keep in touch with"),
        ("feel_safe", "What makes me feel safe"),
        ("others_will", "What others will do"),
        ("risky_signs", "Signs that things are getting risky"),
    ):
        _listed(document, name, label)
    _code_word(document)
    _ring(document)
    _rights(document)
    _last(document)
    return document


def large_print() -> Any:
    """The same at 18 pt: made for that size, not blown up on a copier."""
    return layout(18)


def _listed(document: Any, name: str, label: str) -> None:
    with condition(document, name):
        heading(document, label)
        bullets(document, f"line in {name}")


def _own_words(document: Any) -> None:
    with condition(document, "my_words"):
        heading(document, "In my words")
        with loop(document, "line in my_words"):
            notice(document, "{{ line }}")


def _promises(document: Any) -> None:
    with condition(document, "i_will"):
        heading(document, "I will")
        with loop(document, "promise in i_will"):
            paragraph(document, "{{ promise.what }}", "List Bullet", keep_with_next=True)
            with condition(document, "promise.when"):
                paragraph(document, "When: {{ promise.when }}.", "List Continue")
    with loop(document, "person in they_will"):
        heading(document, "{{ person.name }} will")
        with loop(document, "promise in person.promises"):
            paragraph(document, "{{ promise.what }}", "List Bullet", keep_with_next=True)
            with condition(document, "promise.when"):
                paragraph(document, "When: {{ promise.when }}.", "List Continue")


def _code_word(document: Any) -> None:
    with condition(document, "code_word"):
        heading(document, "My code word")
        paragraph(document, "**{{ code_word }}**", "Lead")
        with condition(document, "code_word_means"):
            paragraph(document, "{{ code_word_means }}")


def _ring(document: Any) -> None:
    heading(document, "Who I can ring, day and night")
    with condition(document, "ring"):
        loop_table(
            document,
            [
                Column("Who", "{{ contact.name }}", 60),
                Column("Number", "**{{ contact.number }}**", 60),
                Column("When", "{{ contact.when }}", PORTRAIT_MM - 120),
            ],
            "contact in ring",
            caption="People to ring",
        )
    paragraph(document, "In danger right now: ring **999**.", keep_with_next=True)
    paragraph(document, "Childline: ring **0800 1111**. It is free. It does not show on the bill.")


def _rights(document: Any) -> None:
    with condition(document, "advocate"):
        heading(document, "Someone on my side")
        paragraph(document, "My advocate speaks up for me: {{ advocate.name }}, **{{ advocate.number }}**.")
    with condition(document, "complaints"):
        heading(document, "If I am not happy with how I am treated")
        paragraph(document, "I can tell someone. {{ complaints.name }}: **{{ complaints.number }}**.")
    _listed(document, "do_not_agree", "What I do not agree with")


def _last(document: Any) -> None:
    with condition(document, "copies"):
        heading(document, "Who has a copy")
        bullets(document, "person in copies")
    with condition(document, "kept_where"):
        heading(document, "Where my copy is safe")
        paragraph(document, "{{ kept_where }}")
    _listed(document, "what_is_new", "What is new")
    heading(document, "When we look at this again")
    paragraph(document, "{{ review_date }}")
    heading(document, "Sign if you want to")
    paragraph(document, "You do not have to. The plan counts either way.")
    writing_lines(document, 1, height_mm=14)
    _keep_the_end_together(document)


def _keep_the_end_together(document: Any) -> None:
    """The lines to sign on never stand alone on a last page."""
    paragraphs = document.paragraphs
    start = next(n for n, made in enumerate(paragraphs) if made.text == "What is new")
    for made in paragraphs[start:-1]:
        if not made.text.startswith("{%p"):
            made.paragraph_format.keep_with_next = True


def worksheet() -> Any:
    """The blank plan, to fill in with the child by hand."""
    document = family_paper()
    title(document)
    paragraph(
        document, "For {{ name }}. Write, draw, or ask someone to write for you. Leave out what you like.", "Lead"
    )
    notice(document, "**You are not in trouble.** What happened is not your fault.")
    for label, height in (
        ("In my words: what I want people to know", 50),
        ("What makes me feel safe", 40),
        ("Signs that things are getting risky", 40),
        ("Who I keep in touch with", 30),
        ("My phone: what I do with it", 30),
    ):
        writing_box(document, label, height_mm=height)
    heading(document, "I will")
    writing_lines(document, 3, height_mm=13)
    heading(document, "Others will")
    blank_table(
        document,
        [Column("Who", "", 45), Column("What they will do", "", 80), Column("When", "", PORTRAIT_MM - 125)],
        5,
        caption="What others will do, and when",
        height_mm=14,
    )
    heading(document, "Who I can ring")
    blank_table(
        document,
        [Column("Who", "", 60), Column("Number", "", 60), Column("Day or night", "", PORTRAIT_MM - 120)],
        4,
        caption="People to ring",
    )
    paragraph(document, "In danger right now: ring **999**. Childline: **0800 1111**, free.")
    for label, height in (
        ("My code word, and what happens when I use it", 25),
        ("What I do not agree with", 35),
        ("Where this is safe to keep, and who has a copy", 25),
    ):
        writing_box(document, label, height_mm=height)
    heading(document, "When we look at this again")
    writing_lines(document, 1, height_mm=13)
    heading(document, "Sign if you want to")
    choices(document, ["I want to sign", "I do not want to sign, and that is fine"])
    writing_lines(document, 1, height_mm=14)
    return document
