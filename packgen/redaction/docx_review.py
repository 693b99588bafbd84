"""Reading back what the officer saved: its highlights alone, and only while its words are those of the record."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx_model import DocxRecord, Story
from packgen.redaction.docx_proposal import ASK_COLOUR
from packgen.redaction.docx_proposal_parts import ID_PROPERTY, ORIGINAL_PROPERTY
from packgen.redaction.docx_reader import read_docx
from packgen.redaction.model import Decision, Match, Redaction, Span

_ASK_MARKS = frozenset({ASK_COLOUR, "#00FFFF"})
_NO_MARKS = frozenset({"", "white", "none"})
_OFFICER = "officer"
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


@dataclass
class _Letters:
    """The letters of a text without its white space, and for each its place and mark."""

    text: list[str] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def read_review(data: bytes, record: DocxRecord, matches: Sequence[Match], proposal_id: str) -> Review:
    """The officer's decisions in the saved proposal `data`.

    Raises RedactionRefusedError when it is no proposal, belongs to another record or proposal, or its words differ.
    """
    saved = read_docx(data)
    _check_binding(saved, record, proposal_id)
    wanted = _letters_of_record(record)
    found = _letters_of_proposal(saved)
    if wanted.text != found.text:
        raise _words_differ(wanted.text, found.text, saved)
    marks: dict[str, dict[int, str]] = {}
    for (story, offset), mark in zip(wanted.places, found.marks, strict=True):
        if story:
            marks.setdefault(story, {})[offset] = mark
    return _decide(record, matches, marks)


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


def _letters_of_record(record: DocxRecord) -> _Letters:
    letters = _Letters()
    for story in record.stories:
        _add(letters, story.title, "")
        for offset, paragraph in story.paragraphs:
            _add(letters, paragraph.text, story.id, offset)
    return letters


def _letters_of_proposal(saved: DocxRecord) -> _Letters:
    letters = _Letters()
    story = saved.story("document")
    for offset, paragraph in story.paragraphs if story else ():
        for run in paragraph.runs:
            if not run.picture:
                _add(letters, run.text, "document", offset, run.mark)
    return letters


def _add(letters: _Letters, text: str, story: str, offset: int = 0, mark: str = "") -> None:
    for index, letter in enumerate(text):
        if not letter.isspace():
            letters.text.append(letter)
            letters.places.append((story, offset + index))
            letters.marks.append(mark)


def _decide(record: DocxRecord, matches: Sequence[Match], marks: dict[str, dict[int, str]]) -> Review:
    redactions: list[Redaction] = []
    disclosed: list[Match] = []
    still_open: list[Match] = []
    extended: list[Match] = []
    for match in (m for m in matches if m.decision != Decision.DISCLOSE):
        own = marks.get(match.span.story, {})
        seen = [own[at] for at in range(match.span.start, match.span.end) if at in own]
        if not any(mark not in _NO_MARKS for mark in seen):
            disclosed.append(match)
        elif any(mark in _ASK_MARKS for mark in seen):
            still_open.append(match)
        else:
            redactions.append(Redaction(match.span, match.reason_code))
            extended += [match] if any(mark in _NO_MARKS for mark in seen) else []
    added = _added(record, marks, redactions, still_open)
    return Review((*redactions, *added), tuple(disclosed), tuple(still_open), added, tuple(extended))


def _added(
    record: DocxRecord, marks: dict[str, dict[int, str]], redactions: Sequence[Redaction], still_open: Sequence[Match]
) -> tuple[Redaction, ...]:
    """Highlighted stretches, or parts of them, that no match accounts for."""
    added: list[Redaction] = []
    for story in record.stories:
        covered = {
            at
            for span in (*(r.span for r in redactions), *(m.span for m in still_open))
            if span.story == story.id
            for at in range(span.start, span.end)
        }
        own = marks.get(story.id, {})
        offsets = [at for at in sorted(own) if own[at] not in _NO_MARKS and at not in covered]
        added += [Redaction(Span(story.id, start, end), _OFFICER) for start, end in _stretches(story, offsets)]
    return tuple(added)


def _stretches(story: Story, offsets: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Offsets joined into stretches where only spaces within a line part them."""
    start = end = -1
    for at in offsets:
        if start >= 0 and not story.text[end:at].strip(" \t"):
            end = at + 1
            continue
        if start >= 0:
            yield start, end
        start, end = at, at + 1
    if start >= 0:
        yield start, end


def _words_differ(wanted: list[str], found: list[str], saved: DocxRecord) -> RedactionRefusedError:
    pairs = enumerate(zip(wanted, found, strict=False))
    at = next((index for index, (one, other) in pairs if one != other), min(len(wanted), len(found)))
    letters = _letters_of_proposal(saved)
    story = saved.story("document")
    where = "its end"
    if story and at < len(letters.places):
        starts = [offset for offset, _ in story.paragraphs]
        number = bisect_left(starts, letters.places[at][1] + 1)
        where = f"paragraph {number}"
    return RedactionRefusedError(
        f"The words of this proposal differ from the record, first at {where}.",
        "Change highlights only: undo the change there, or take a fresh proposal and set its highlights.",
    )


def _not_a_proposal() -> RedactionRefusedError:
    return RedactionRefusedError(
        "This document is not a proposal of packgen's, or it lost its id when it was saved.",
        "Open the file that ends in .proposed.docx, set its highlights and save it as a Word document.",
    )
