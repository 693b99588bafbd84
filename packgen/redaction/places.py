"""Places of a record in words: `paragraph 12`, `footnotes, paragraph 2`, `page 7`. They never repeat its text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache

from packgen.redaction.formats import Record
from packgen.redaction.model import Span


def place_of(record: Record, span: Span) -> str:
    """Where a span stands, for people."""
    if span.story.startswith("page "):
        return span.story
    story = next((one for one in record.stories if one.id == span.story), None)
    paragraph = bisect_right(_line_starts(story.text), span.start) if story else 0
    named = re.sub(r"([^\d\s])(\d+)$", r"\1 \2", span.story)
    return f"paragraph {paragraph}" if span.story == "document" else f"{named}, paragraph {paragraph}"


@lru_cache(maxsize=8)
def _line_starts(text: str) -> array[int]:
    """Where the lines of a text begin, kept for the few stories that are being worked on."""
    return array("L", [0, *(found.end() for found in re.finditer("\n", text))])
