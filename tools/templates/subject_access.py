"""The letters of a subject access request: one layout, plain, with nothing on it that tells what it is about."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import family_paper
from tools.templates.letters import TO_FILL_IN, or_line
from tools.templates.parts import bullets, condition, heading, loop, otherwise, paragraph, title


def subject_access_letter() -> Any:
    """Context: builder/subject_access/letters.py."""
    document = family_paper(body=12)
    title(document)
    paragraph(document, f"**To:** {or_line('to.name')}")
    with condition(document, "to.address"):
        paragraph(document, "{{ to.address }}")
    paragraph(document, "**Date:** {{ date | short_date }}")
    paragraph(document, "**Our reference:** {{ reference }}")
    with loop(document, "line in says"):
        paragraph(document, "{{ line }}")
    heading(document, "{{ heading }}")
    with condition(document, "lead"):
        paragraph(document, "{{ lead }}")
    bullets(document, "line in bullets")
    with loop(document, "line in closing"):
        paragraph(document, "{{ line }}")
    paragraph(document, "Yours sincerely", keep_with_next=True)
    with condition(document, "signed.name"):
        paragraph(document, "{{ signed.name }}", keep_with_next=True)
        otherwise(document)
        paragraph(document, TO_FILL_IN, keep_with_next=True)
    paragraph(document, f"Phone {or_line('signed.phone')}, e-mail {or_line('signed.email')}")
    return document
