"""What stands around each place that was let stand, so that the verifier can tell it from the same words elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from packgen.redaction.model import Redaction, Span

_MOST_AROUND = 40


def disclosed_places(record: Any, shown: Sequence[Span], redactions: Sequence[Redaction]) -> list[list[str]]:
    """For each place of `shown`, in reading order: its words, and what stays of its line before it and after it."""
    stories = {story.id: (number, story.text) for number, story in enumerate(record.stories)}
    gone: dict[str, bytearray] = {story: bytearray(len(text)) for story, (_, text) in stories.items()}
    for span in (*(redaction.span for redaction in redactions), *(picture.place for picture in record.pictures)):
        gone[span.story][span.start : span.end] = b"\1" * (span.end - span.start)
    ordered = sorted(set(shown), key=lambda span: (stories[span.story][0], span.start, span.end))
    return [_around(stories[span.story][1], gone[span.story], span) for span in ordered]


def _around(text: str, gone: bytearray, span: Span) -> list[str]:
    first, last = span.start, span.end
    while first > 0 and span.start - first < _MOST_AROUND and not gone[first - 1] and text[first - 1] != "\n":
        first -= 1
    while last < len(text) and last - span.end < _MOST_AROUND and not gone[last] and text[last] != "\n":
        last += 1
    return [text[span.start : span.end], text[first : span.start], text[span.end : last]]
