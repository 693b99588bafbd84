"""Reading back what the officer saved: its highlights alone, and only while its words are those of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.model import DocxRecord, Story
from packgen.redaction.docx.other_marks import check_other_marks
from packgen.redaction.docx.proposal import ASK_COLOUR
from packgen.redaction.docx.proposal_parts import ID_PROPERTY, ORIGINAL_PROPERTY
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.model import Decision, Form, Match, Redaction, Span

_ASK_COLOURS = frozenset({ASK_COLOUR, "#00FFFF"})
_NO_COLOURS = frozenset({"", "white", "none"})
#: How a character of a story is marked, as bytes so that a record of a thousand pages stays small.
_SPACE, _PLAIN, _ASK, _REDACT, _BREAK = range(5)
_STRETCH = re.compile(rb"[\x02\x03]+(?:\x00+[\x02\x03]+)*")
_STALE = "Open the proposal that belongs to this record, set its highlights again and save; or propose anew."


@dataclass(frozen=True)
class Review:
    """What the officer decided, as places of the record.

    `redactions` are to be taken out; `disclosed` are matches whose highlight was removed; `open` are still to be
    decided (they stop the release). `added` are redactions that no match proposed, `extended` are matches of which only
    a part stayed highlighted: they are taken out whole.
    """

    redactions: tuple[Redaction, ...]
    disclosed: tuple[Match, ...]
    open: tuple[Match, ...]
    added: tuple[Redaction, ...]
    extended: tuple[Match, ...]


def read_review(data: bytes, record: DocxRecord, matches: Sequence[Match], proposal_id: str) -> Review:
    """The officer's decisions in the saved proposal `data`.

    Raises RedactionRefusedError when it is no proposal, belongs to another record or proposal, its words differ, or it
    is marked by anything but highlights.
    """
    saved = read_docx(data)
    _check_binding(saved, record, proposal_id)
    wanted = "".join(_letters(text) for story in record.stories for text in (story.title, story.text))
    found, marks = _letters_and_marks(saved)
    if wanted != found:
        raise _words_differ(wanted, found, saved)
    check_other_marks(data)
    return _decide(record, matches, _marks_by_story(record, marks))


def proposal_id_of(data: bytes) -> str:
    """The id embedded in a saved proposal. Raises RedactionRefusedError when there is none."""
    properties = dict(read_docx(data).properties)
    if ID_PROPERTY not in properties:
        raise _not_a_proposal()
    return properties[ID_PROPERTY]


def _check_binding(saved: DocxRecord, record: DocxRecord, proposal_id: str) -> None:
    properties = dict(saved.properties)
    if ID_PROPERTY not in properties or ORIGINAL_PROPERTY not in properties:
        raise _not_a_proposal()
    if properties[ID_PROPERTY] != proposal_id:
        raise RedactionRefusedError("This proposal is not the latest one of its record.", _STALE)
    if properties[ORIGINAL_PROPERTY] != record.sha256:
        raise RedactionRefusedError("This proposal was made from another version of the record.", _STALE)


def _letters(text: str) -> str:
    """`text` without white space, which Word and LibreOffice may change when they save."""
    return "".join(text.split())


def _letters_and_marks(saved: DocxRecord) -> tuple[str, bytearray]:
    """The letters of a saved proposal, and for each how it is highlighted."""
    letters: list[str] = []
    marks = bytearray()
    story = saved.story("document")
    for _, paragraph in story.paragraphs if story else ():
        for run in paragraph.runs:
            if not run.picture:
                letters.append(_letters(run.text))
                marks += bytes([_mark_of(run.mark)]) * len(letters[-1])
    return "".join(letters), marks


def _mark_of(colour: str) -> int:
    if colour in _NO_COLOURS:
        return _PLAIN
    return _ASK if colour in _ASK_COLOURS else _REDACT


def _marks_by_story(record: DocxRecord, marks: bytearray) -> dict[str, bytearray]:
    """The marks spread over the record's stories, one for every character, white space included."""
    spread: dict[str, bytearray] = {}
    used = 0
    for story in record.stories:
        used += len(_letters(story.title))
        own = spread[story.id] = bytearray(len(story.text))
        for at, character in enumerate(story.text):
            if character.isspace():
                own[at] = _BREAK if character == "\n" else _SPACE
            else:
                own[at] = marks[used]
                used += 1
    return spread


def _decide(record: DocxRecord, matches: Sequence[Match], marks: dict[str, bytearray]) -> Review:
    redactions: list[Redaction] = []
    disclosed: list[Match] = []
    still_open: list[Match] = []
    extended: list[Match] = []
    for match in (m for m in matches if m.decision != Decision.DISCLOSE):
        own = marks[match.span.story][match.span.start : match.span.end]
        if _ASK in own:
            still_open.append(match)
        elif _REDACT in own and not _is_let_stand(match, own, matches):
            redactions.append(Redaction(match.span, match.reason_code))
            extended += [match] if _PLAIN in own else []
        else:
            disclosed.append(match)
    for span in (*(r.span for r in redactions), *(m.span for m in still_open)):
        marks[span.story][span.start : span.end] = bytes([_PLAIN]) * (span.end - span.start)
    added = tuple(
        Redaction(span, "officer") for story in record.stories for span in _left_marked(story, marks[story.id])
    )
    return Review((*redactions, *added), tuple(disclosed), tuple(still_open), added, tuple(extended))


def _is_let_stand(match: Match, own: bytearray, matches: Sequence[Match]) -> bool:
    """Whether the officer took the highlight off a passage and left it on the names inside alone."""
    if match.form is not Form.PASSAGE or _PLAIN not in own:
        return False
    left = bytearray(own)
    for inner in matches:
        if inner.form is not Form.PASSAGE and inner.decision != Decision.DISCLOSE and inner.span.overlaps(match.span):
            start, end = inner.span.start - match.span.start, inner.span.end - match.span.start
            left[max(start, 0) : max(end, 0)] = bytes([_PLAIN]) * len(left[max(start, 0) : max(end, 0)])
    return _REDACT not in left


def _left_marked(story: Story, marks: bytearray) -> Iterator[Span]:
    """Highlighted stretches that no match accounts for, joined where only spaces within a line part them."""
    for found in _STRETCH.finditer(marks):
        yield Span(story.id, found.start(), found.end())


def _words_differ(wanted: str, found: str, saved: DocxRecord) -> RedactionRefusedError:
    pairs = enumerate(zip(wanted, found, strict=False))
    at = next((index for index, (one, other) in pairs if one != other), min(len(wanted), len(found)))
    where = "its end"
    story = saved.story("document")
    for number, (_, paragraph) in enumerate(story.paragraphs if story else (), 1):
        at -= sum(len(_letters(run.text)) for run in paragraph.runs if not run.picture)
        if at < 0:
            where = f"paragraph {number}"
            break
    return RedactionRefusedError(
        f"The words of this proposal differ from the record, first at {where}.",
        "Change highlights only: undo the change there, or take a fresh proposal and set its highlights.",
    )


def _not_a_proposal() -> RedactionRefusedError:
    return RedactionRefusedError(
        "This document is not a proposal of packgen's, or it lost its id when it was saved.",
        "Open the file that ends in .proposed.docx, set its highlights and save it as a Word document.",
    )
