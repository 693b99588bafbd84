"""The proposal of a .docx: what would be released, with each redaction highlighted and explained, for review in Word.

It is built from the same plain runs as the copy, so the officer sees exactly the words that can be released; highlights
of the original are not carried. It is never the source of a copy: only its highlights are read back (docx_review.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.clean_parts import (
    CLEAN_PARTS,
    MAIN_PART,
    MAIN_RELATIONSHIPS,
    MEDIA_FOLDER,
)
from packgen.redaction.docx.model import (
    Block,
    DocxRecord,
    Paragraph,
    Run,
    Story,
    cut_runs,
    each_paragraph,
    join_runs,
    map_paragraphs,
)
from packgen.redaction.docx.pictures import redrawn
from packgen.redaction.docx.proposal_parts import HEADER_REFERENCE, proposal_parts, proposal_relationships
from packgen.redaction.docx.writer import TITLE_LEVEL, DrawnPicture, Writer, lay_out, zip_parts
from packgen.redaction.model import Decision, Match, token_for

#: The colours that the proposal uses and no other thing in it does (names as Word's highlighter has them).
REDACT_COLOUR = "yellow"
ASK_COLOUR = "cyan"
_PREVIEW_PIXELS = 900


@dataclass(frozen=True)
class Marked:
    """A stretch of a story under one highlight: its offsets, whether it is still to be decided, and its matches."""

    start: int
    end: int
    open: bool
    matches: tuple[Match, ...]


def write_proposal(record: DocxRecord, matches: Sequence[Match], proposal_id: str) -> bytes:
    """The bytes of `*.proposed.docx`: highlights and comments for every match that is not disclosed.

    `proposal_id` is opaque (letters, digits, hyphens); together with the hash of the record it binds what the officer
    saves to what was read. Equal input gives equal bytes.
    """
    pictures, media = _previews(record)
    comments: list[Marked] = []
    blocks: list[Block] = []
    for story in record.stories:
        blocks += _marked_story(story, marked(matches, story.id), comments, pictures)
    writer = Writer(record.landscape, pictures, _CommentMarks(blocks).around, marks=True)
    parts = {
        **CLEAN_PARTS,
        **media,
        MAIN_PART: writer.main_part(blocks, HEADER_REFERENCE),
        MAIN_RELATIONSHIPS: proposal_relationships(len(media)),
        **proposal_parts([comment_text(stretch) for stretch in comments], proposal_id, record.sha256),
    }
    return zip_parts(parts)


def marked(matches: Iterable[Match], story_id: str) -> tuple[Marked, ...]:
    """The stretches of a story to highlight, in order; overlapping matches share one, decided if any of them is."""
    own = (m for m in matches if m.span.story == story_id and m.decision != Decision.DISCLOSE)
    stretches: list[Marked] = []
    for match in sorted(own, key=lambda m: (m.span, m.decision, m.rule)):
        is_open = match.decision == Decision.ASK
        last = stretches[-1] if stretches else None
        if last and match.span.start < last.end:
            end = max(last.end, match.span.end)
            stretches[-1] = Marked(last.start, end, last.open and is_open, (*last.matches, match))
        else:
            stretches.append(Marked(match.span.start, match.span.end, is_open, (match,)))
    return tuple(stretches)


def _marked_story(
    story: Story, stretches: Sequence[Marked], comments: list[Marked], pictures: Mapping[str, DrawnPicture]
) -> tuple[Block, ...]:
    first_note = len(comments) + 1
    comments.extend(stretches)
    offsets = iter(story.paragraphs)
    waiting = list(enumerate(stretches, first_note))[::-1]

    def mark(paragraph: Paragraph) -> Paragraph:
        start, _ = next(offsets)
        end = start + len(paragraph.text)
        here = _stretches_in(waiting, start, end)
        edges = [edge - start for _, stretch in here for edge in (stretch.start, stretch.end)]
        placed = [replace(run, tags=(), mark="", note=0, origin=-1) for run in paragraph.runs]
        runs: list[Run] = []
        at = start
        for run in cut_runs(placed, edges):
            note, stretch = next(((n, s) for n, s in here if s.start <= at < s.end), (0, None))
            colour = "" if stretch is None else ASK_COLOUR if stretch.open else REDACT_COLOUR
            runs.append(replace(run, mark=colour, note=note, picture=""))
            if run.picture in pictures:
                runs.append(Run(" ", picture=run.picture))
            at += len(run.text)
        return replace(paragraph, runs=tuple(runs))

    title: list[Block] = [Paragraph((Run(story.title),), TITLE_LEVEL)] if story.title else []
    return lay_out([*title, *map_paragraphs(story.blocks, mark)])


def _stretches_in(waiting: list[tuple[int, Marked]], start: int, end: int) -> list[tuple[int, Marked]]:
    """Stretches that touch a paragraph; those that end before it are taken off `waiting` (last first)."""
    while waiting and waiting[-1][1].end <= start:
        waiting.pop()
    here: list[tuple[int, Marked]] = []
    for numbered in reversed(waiting):
        if numbered[1].start >= end:
            break
        here.append(numbered)
    return here


class _CommentMarks:
    """Puts the marks of a comment around the first and after the last of its runs."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        runs = (run for paragraph in each_paragraph(blocks) for run in join_runs(paragraph.runs))
        self._left = Counter(run.note for run in runs if run.note)
        self._begun: set[int] = set()

    def around(self, run: Run, xml: str) -> str:
        note = run.note
        if not note:
            return xml
        if note not in self._begun:
            self._begun.add(note)
            xml = f'<w:commentRangeStart w:id="{note}"/>{xml}'
        self._left[note] -= 1
        if self._left[note] == 0:
            xml += f'<w:commentRangeEnd w:id="{note}"/><w:r><w:commentReference w:id="{note}"/></w:r>'
        return xml


def _previews(record: DocxRecord) -> tuple[dict[str, DrawnPicture], dict[str, bytes]]:
    """Pictures of the record as the officer needs to see them to approve them."""
    pictures: dict[str, DrawnPicture] = {}
    media: dict[str, bytes] = {}
    for picture in record.pictures:
        if not picture.data:
            continue
        try:
            data, width, height = redrawn(picture.data, _PREVIEW_PIXELS)
        except RedactionRefusedError:
            continue
        number = len(pictures) + 1
        pictures[picture.id] = DrawnPicture(number, width, height, picture.id)
        media[f"{MEDIA_FOLDER}picture{number}.png"] = data
    return pictures, media


def comment_text(stretch: Marked) -> str:
    """What the officer reads beside a highlight: never the words themselves."""
    first = "TO BE DECIDED. " if stretch.open else f"To be taken out as {token_for(stretch.matches[0].reason_code)}. "
    reasons: list[str] = []
    for match in stretch.matches:
        rule = f", rule {match.rule}" if match.rule else ""
        reason = f"{match.category} ({match.form.value} form), reason {match.reason_code}{rule}."
        reasons += [] if reason in reasons else [reason]
    advice = "Change the highlight to yellow to take it out, or remove it to let the words stand."
    return (
        first + " ".join(reasons) + (f" {advice}" if stretch.open else " Remove the highlight to let the words stand.")
    )
