"""Places of a record in words: `paragraph 12`, `footnotes, paragraph 2`, `page 7`. They never repeat its text."""

from __future__ import annotations

import re

from packgen.redaction.formats import Record
from packgen.redaction.model import Span


def place_of(record: Record, span: Span) -> str:
    """Where a span stands, for people."""
    if span.story.startswith("page "):
        return span.story
    story = next((one for one in record.stories if one.id == span.story), None)
    paragraph = story.text.count("\n", 0, span.start) + 1 if story else 0
    named = re.sub(r"(\D)(\d+)$", r"\1 \2", span.story)
    return f"paragraph {paragraph}" if span.story == "document" else f"{named}, paragraph {paragraph}"
