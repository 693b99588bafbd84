"""What two copies of one record tell together: places that one requester's copy leaves out and another's shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from packgen.redaction.formats import Record
from packgen.redaction.model import Redaction, Span
from packgen.redaction.overlap_words import common, shown_and_left_out, unpacked
from packgen.redaction.places import place_of
from packgen.redaction.state import ReleaseRecord


@dataclass(frozen=True)
class Overlap:
    """Places that only one of two copies shows, in words; of one record, or of two with `words_alone` in common."""

    other_request: str
    only_here: tuple[str, ...]
    only_there: tuple[str, ...]
    words_alone: bool = False


def overlaps(
    record: Record, redactions: Sequence[Redaction], request: str, earlier: Iterable[ReleaseRecord]
) -> tuple[Overlap, ...]:
    """What this copy and each copy for another request disclose together, the latest of each.

    Copies of the same file are held together place by place, others by five words in a row.
    """
    latest = {release.request: release for release in earlier if release.request != request}
    found: list[Overlap] = []
    shown, left_out = shown_and_left_out(record, redactions) if latest else ({}, {})
    for release in latest.values():
        found += _of_words(record, release, shown, left_out)
        for copy in release.copies:
            if copy.record_sha256 == record.sha256:
                here = _shown_elsewhere(record, redactions, copy.redacted)
                there = _shown_elsewhere(record, copy.redacted, redactions)
                if here or there:
                    found.append(Overlap(release.request, there, here))
    return tuple(found)


def _of_words(
    record: Record, release: ReleaseRecord, shown: Mapping[int, Span], left_out: Mapping[int, Span]
) -> Iterator[Overlap]:
    """What copies of other files for one request show of what is left out here, and the other way round, as one."""
    others = [copy for copy in release.copies if copy.record_sha256 != record.sha256]
    there = [span for copy in others for span in common(left_out, unpacked(copy.shown))]
    here = [span for copy in others for span in common(shown, unpacked(copy.left_out))]
    if here or there:
        yield Overlap(release.request, _places(record, here), _places(record, there), words_alone=True)


def _places(record: Record, spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place_of(record, span) for span in sorted(spans)))


def report_text(name: str, found: Iterable[Overlap]) -> str:
    """The overlap report of a record for the officer."""
    lines: list[str] = []
    for overlap in found:
        what = "a record with some of the same words" if overlap.words_alone else "the same record"
        lines.append(f"{name}: another requester ({overlap.other_request}) holds a copy of {what}.")
        lines += [f"  left out here, shown there: {place}" for place in overlap.only_there]
        lines += [f"  shown here, left out there: {place}" for place in overlap.only_here]
    return "\n".join(lines)


def _shown_elsewhere(record: Record, left_out: Sequence[Redaction], other: Sequence[Redaction]) -> tuple[str, ...]:
    """Places of `left_out` of which the other copy shows at least a part."""
    by_story: dict[str, list[Span]] = {}
    for span in sorted(redaction.span for redaction in other):
        by_story.setdefault(span.story, []).append(span)
    shown = (r.span for r in sorted(left_out) if not _covered(r.span, by_story.get(r.span.story, [])))
    return _places(record, shown)


def _covered(span: Span, spans: Sequence[Span]) -> bool:
    at = span.start
    number = max(bisect_right([one.start for one in spans], at) - 1, 0)
    for one in spans[number:]:
        if one.start > at:
            break
        at = max(at, one.end)
    return at >= span.end
