"""Words that begin something new: no line that opens with them goes on from the one above. Pure."""

from __future__ import annotations

import re

_LIST_MARK = re.compile(
    r"(?:[•‣▪·◦\-–—*>☐☒☑✓]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\(\w{1,3}\)|\[.?\])(?:\s|$)", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+(?:\.\d+)+\.?\s")
_LABEL = re.compile(r"[^\W\d_][\w.'’()/&-]*(?: [\w.'’()/&-]+){0,4} ?:(?:\s|$)")
_ANSWER = re.compile(r"(?:yes|no|not known|unknown|none|n/a|not applicable|nil)\W*", re.IGNORECASE)


def list_mark(text: str) -> str:
    """The bullet or number that a line opens with and the space behind it, "" where there is none."""
    found = _LIST_MARK.match(text) or _NUMBER.match(text)
    return found.group() if found else ""


def opens_anew(upper: str, lower: str) -> bool:
    """Whether a line is an item, a speaker's or a field's own, an answer, or stands below a question or a label."""
    if list_mark(lower) or _LABEL.match(lower) or _ANSWER.fullmatch(lower):
        return True
    return upper.rstrip().endswith(("?", ":")) and not lower[:1].islower()
