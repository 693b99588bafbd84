"""A redacted copy of a .docx, built anew: what stays is written again from plain runs, what goes is a token.

The copy is one new document. Headers, footers and notes of the record follow its text under headings of packgen's own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from packgen.redaction.docx.clean_parts import (
    CLEAN_PARTS,
    MAIN_PART,
    MAIN_RELATIONSHIPS,
    MEDIA_FOLDER,
    main_relationships,
)
from packgen.redaction.docx.model import (
    Block,
    DocxRecord,
    Paragraph,
    Run,
    Story,
    cut_runs,
    each_paragraph,
    map_paragraphs,
)
from packgen.redaction.docx.pictures import redrawn
from packgen.redaction.docx.writer import TITLE_LEVEL, DrawnPicture, Writer, lay_out, zip_parts
from packgen.redaction.model import ApprovedPicture, Counted, Redaction, Report, Span, counted, in_order, token_for

#: The verifier's name for the one text of a copy: all its paragraphs in order, joined by line feeds.
COPY_STORY = "document"


@dataclass(frozen=True)
class Rebuilt:
    """A copy: its bytes, where it shows what the officer disclosed (spans of the copy's text), and what was left out.

    `tokens` counts redactions by the text of their token.
    """

    data: bytes
    disclosed: tuple[Span, ...]
    report: Report
    tokens: tuple[Counted, ...]


def rebuild(
    record: DocxRecord,
    redactions: Sequence[Redaction],
    *,
    disclosed: Sequence[Span] = (),
    approved: Mapping[str, ApprovedPicture] | None = None,
) -> Rebuilt:
    """The copy of `record` without `redactions`, bytes equal for equal input.

    `disclosed` are places of the record that a finder found and the officer let stand; `approved` are pictures by the
    id of the record's picture that they replace. Raises RedactionRefusedError for an approved picture that is none.
    """
    approved = approved or {}
    tally: Counter[str] = Counter()
    stories = [_redacted_story(story, redactions, disclosed, approved, tally) for story in record.stories]
    pictures, media = _drawn(stories, approved)
    blocks = [block for _, story_blocks in stories for block in story_blocks]
    main = Writer(record.landscape, pictures).main_part(blocks)
    parts = {**CLEAN_PARTS, **media, MAIN_PART: main, MAIN_RELATIONSHIPS: main_relationships(len(media)).encode()}
    report = replace(record.report, withheld=len(record.pictures) - len(pictures))
    return Rebuilt(zip_parts(parts), _moved_spans(stories, disclosed), report, counted(tally))


def joined(story: Story, redactions: Sequence[Redaction]) -> tuple[Redaction, ...]:
    """A story's redactions in order: touching ones made one, and ones with a shared token that only a space parts.

    A first name and a surname side by side thus give one token, and nobody can count the words.
    """
    own = sorted(r for r in redactions if r.span.story == story.id and r.span.start < r.span.end)
    together: list[Redaction] = []
    for redaction in own:
        last = together[-1] if together else None
        if last and _belongs(story, last, redaction):
            span = replace(last.span, end=max(last.span.end, redaction.span.end))
            together[-1] = replace(last, span=span)
        else:
            together.append(redaction)
    return tuple(together)


def _belongs(story: Story, last: Redaction, following: Redaction) -> bool:
    if following.span.start <= last.span.end:
        return True
    gap = story.text[last.span.end : following.span.start]
    return not gap.strip(" \t") and token_for(last.reason_code) == token_for(following.reason_code)


def _redacted_story(
    story: Story,
    redactions: Sequence[Redaction],
    disclosed: Sequence[Span],
    approved: Mapping[str, ApprovedPicture],
    tally: Counter[str],
) -> tuple[str, tuple[Block, ...]]:
    eraser = _Eraser(
        joined(story, redactions), [s for s in in_order(disclosed) if s.story == story.id], approved, tally
    )
    blocks = list(map_paragraphs(story.blocks, eraser.erase))
    title: list[Block] = [Paragraph((Run(story.title),), TITLE_LEVEL)] if story.title else []
    return story.id, lay_out([*title, *blocks])


@dataclass
class _Eraser:
    """Takes the redactions out of a story's paragraphs, which must come in reading order."""

    redactions: tuple[Redaction, ...]
    disclosed: Sequence[Span]
    approved: Mapping[str, ApprovedPicture]
    tally: Counter[str]
    _offset: int = 0
    _shown: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._starts = [redaction.span.start for redaction in self.redactions]
        self._disclosed_starts = [span.start for span in self.disclosed]

    def erase(self, paragraph: Paragraph) -> Paragraph:
        start, end = self._offset, self._offset + len(paragraph.text)
        self._offset = end + 1
        edges = [edge - start for span in self._spans_in(start, end) for edge in (span.start, span.end)]
        placed, at = [], start
        for run in paragraph.runs:
            placed.append(replace(run, origin=at, tags=(), mark="", note=0))
            at += len(run.text)
        pieces = [(run, self._covering(run.origin)) for run in cut_runs(placed, edges)]
        partly = any(number is None and run.kind != "label" and run.text.strip() for run, number in pieces)
        kept = [new for run, number in pieces for new in self._replaced(run, number, partly)]
        if all(run.kind == "label" for run in kept):
            return Paragraph()
        return replace(paragraph, runs=tuple(kept))

    def _spans_in(self, start: int, end: int) -> list[Span]:
        spans: list[Span] = []
        first = max(bisect_right(self._starts, start) - 1, 0)
        for redaction in self.redactions[first : bisect_left(self._starts, end)]:
            spans.append(redaction.span)
        first = max(bisect_right(self._disclosed_starts, start) - 1, 0)
        return spans + list(self.disclosed[first : bisect_left(self._disclosed_starts, end)])

    def _covering(self, offset: int) -> int | None:
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self.redactions[number].span.end else None

    def _replaced(self, run: Run, number: int | None, partly: bool) -> list[Run]:
        """What stands in the copy for a piece of a paragraph: itself, a token, or nothing."""
        if number is None:
            if run.picture and run.picture not in self.approved:
                return [self._token("picture")]
            return [run]
        if number in self._shown and (not partly or self._shown[number] == self._offset):
            return []
        self._shown[number] = self._offset
        return [self._token(self.redactions[number].reason_code)]

    def _token(self, reason_code: str) -> Run:
        text = token_for(reason_code)
        self.tally[text] += 1
        return Run(text, kind="token")


def _drawn(
    stories: Sequence[tuple[str, tuple[Block, ...]]], approved: Mapping[str, ApprovedPicture]
) -> tuple[dict[str, DrawnPicture], dict[str, bytes]]:
    """Approved pictures that still stand in the copy, numbered in reading order, and their parts."""
    pictures: dict[str, DrawnPicture] = {}
    media: dict[str, bytes] = {}
    runs = (run for _, blocks in stories for paragraph in each_paragraph(blocks) for run in paragraph.runs)
    for run in runs:
        if run.picture and run.picture in approved and run.picture not in pictures:
            number = len(pictures) + 1
            data, width, height = redrawn(approved[run.picture].data)
            pictures[run.picture] = DrawnPicture(number, width, height, approved[run.picture].alt_text or "Picture")
            media[f"{MEDIA_FOLDER}picture{number}.png"] = data
    return pictures, media


def _moved_spans(stories: Sequence[tuple[str, tuple[Block, ...]]], disclosed: Sequence[Span]) -> tuple[Span, ...]:
    """Where the disclosed places of the record stand in the copy's text."""
    moved: list[Span] = []
    offset = 0
    for story_id, blocks in stories:
        pieces: list[tuple[int, int, int]] = []
        for paragraph in each_paragraph(blocks):
            for run in paragraph.runs:
                length = 0 if run.picture else len(run.text)
                if run.origin >= 0:
                    pieces.append((run.origin, length, offset))
                offset += length
            offset += 1
        starts = [origin for origin, _, _ in pieces]
        for span in (s for s in in_order(disclosed) if s.story == story_id):
            inside = pieces[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            if inside:
                end = max(at + length for _, length, at in inside)
                moved.append(Span(COPY_STORY, inside[0][2], end))
    return in_order(moved)
