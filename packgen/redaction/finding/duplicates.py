"""Text that stands in a record more than once: questions are decided at its first place, and marks there hold for all.

A repeat never lets words stand that are highlighted to go: only what the officer sees in the proposal goes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.formats import Record, Review
from packgen.redaction.model import Match, Redaction, Span

#: How many lines in a row, and how many letters in them, make a repeat worth following.
_LINES = 3
_LETTERS = 120


@dataclass(frozen=True)
class Repeat:
    """`copy` holds the same text as `first`, character by character."""

    first: Span
    copy: Span

    def in_copy(self, span: Span) -> Span | None:
        """The place in the copy of a place in the first, None for one that is not wholly inside."""
        inside = span.story == self.first.story and self.first.start <= span.start and span.end <= self.first.end
        by = self.copy.start - self.first.start
        return Span(self.copy.story, span.start + by, span.end + by) if inside else None


@dataclass(frozen=True)
class Settled:
    """What is to become of a record once repeats have followed their first place.

    `unfollowed` are repeats that stay taken out although their first place is let stand.
    """

    redactions: tuple[Redaction, ...]
    disclosed: tuple[Match, ...]
    open: tuple[Match, ...]
    added: tuple[Redaction, ...]
    extended: tuple[Match, ...]
    followed: int = 0
    unfollowed: tuple[Span, ...] = ()


def find_repeats(record: Record) -> tuple[Repeat, ...]:
    """Stretches of whole lines that stand again later, the longest first met."""
    lines = [line for story in record.stories for line in _lines(story.id, story.text)]
    seen: dict[tuple[str, ...], int] = {}
    repeats: list[Repeat] = []
    at = 0
    while at + _LINES <= len(lines):
        window = tuple(text for _, text in lines[at : at + _LINES])
        first = seen.setdefault(window, at)
        whole = lines[at][0].story == lines[at + _LINES - 1][0].story
        if first + _LINES <= at and whole and sum(len(folded_letters(text)) for text in window) >= _LETTERS:
            count = _length(lines, first, at)
            repeats.append(Repeat(_over(lines, first, count), _over(lines, at, count)))
            at += count
        else:
            at += 1
    return tuple(repeats)


def follow(matches: Sequence[Match], review: Review, repeats: Sequence[Repeat]) -> Settled:
    """The review with the open questions of repeats answered as at their first place, and its added marks repeated."""
    places = {match.span: match for match in matches}
    disclosed = {match.span for match in review.disclosed}
    still_open = {match.span for match in review.open}
    redacted = {redaction.span: redaction for redaction in review.redactions}
    added: list[Redaction] = []
    unfollowed: list[Span] = []
    followed = 0
    for repeat in repeats:
        for span in [span for span in places if (repeat.in_copy(span)) in places]:
            copy = repeat.in_copy(span)
            assert copy is not None
            if copy in redacted and span in disclosed:
                unfollowed.append(copy)
            elif copy in still_open and (span in disclosed or span in redacted):
                followed += 1
                still_open.discard(copy)
                if span in disclosed:
                    disclosed.add(copy)
                else:
                    redacted[copy] = replace(redacted[span], span=copy)
        copies = [(one, repeat.in_copy(one.span)) for one in review.added]
        added += [replace(one, span=copy) for one, copy in copies if copy and copy not in redacted]
    together = {**redacted, **{one.span: one for one in added}}
    return Settled(
        tuple(sorted(together.values())),
        tuple(match for match in matches if match.span in disclosed),
        tuple(match for match in matches if match.span in still_open),
        (*review.added, *added),
        review.extended,
        followed + len(added),
        tuple(unfollowed),
    )


def _lines(story: str, text: str) -> Iterator[tuple[Span, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Span(story, start, start + len(line)), line
        start += len(line) + 1


def _length(lines: Sequence[tuple[Span, str]], first: int, at: int) -> int:
    """How many lines from `first` stand again from `at`, at the same distances."""
    count = 0
    gap = lines[at][0].start - lines[first][0].start
    while at + count < len(lines) and first + count < at:
        one, other = lines[first + count], lines[at + count]
        same_story = one[0].story == lines[first][0].story and other[0].story == lines[at][0].story
        if not same_story or one[1] != other[1] or other[0].start - one[0].start != gap:
            break
        count += 1
    return count


def _over(lines: Sequence[tuple[Span, str]], first: int, count: int) -> Span:
    return Span(lines[first][0].story, lines[first][0].start, lines[first + count - 1][0].end)
