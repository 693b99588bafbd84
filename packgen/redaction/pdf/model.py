"""What a .pdf is once it has been read: a story a page, its pictures, and where every character stands.

Device space is the page as a reader shows it (crop box and rotation applied): points of 1/72 inch from the top left.
Characters and boxes live for one page at a time, so that memory does not grow with the number of pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from packgen.redaction.model import Picture, Report, Span


class Box(NamedTuple):
    """A rectangle in device space, in points: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right less left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom less top."""
        return self.bottom - self.top

    def overlap(self, other: Box) -> float:
        """The area that both cover, in square points."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Character(NamedTuple):
    """One drawn character. `room` is its place in the line, `ink` what it covers; `thing` numbers the object it is in.

    `turn` is 0 for upright text, 1 to 3 for text turned by so many quarter turns clockwise, 4 for any other angle.
    `known` is False where nobody can tell which letter the glyph is; `base` is the line that it stands on.
    """

    text: str
    room: Box
    ink: Box
    thing: int
    turn: int
    known: bool = True
    base: float = 0.0


@dataclass(frozen=True)
class Segment:
    """Characters that stand side by side in one line, in reading order (indices into the page's characters).

    `kind` is `line` (upright, can be set anew), `turned` or `stacked`; `line` numbers the visual line. `start` is the
    offset in the page's text of each character.
    """

    characters: tuple[int, ...]
    box: Box
    kind: str
    line: int
    starts: tuple[int, ...] = ()
    withheld: bool = False


@dataclass(frozen=True)
class Withheld:
    """A picture or drawing of a page that may not be carried: what it is, where, and the objects that draw it.

    `levels` are its pixels as a page of a copy would show it: width, height and a byte of 0 to 15 for each.
    """

    kind: str
    box: Box
    things: tuple[int, ...]
    levels: tuple[int, int, bytes] | None = None


@dataclass(frozen=True)
class PageText:
    """The text of a page with the segments behind it."""

    text: str
    characters: tuple[Character, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class PdfStory:
    """The text of one page. Lines are parted by line feeds, columns and cells of one line by tabs."""

    id: str
    text: str
    page: int

    def page_at(self, _: int) -> int:
        """The page that an offset stands on (the same for all of a page's text)."""
        return self.page


@dataclass(frozen=True)
class PdfRecord:
    """A .pdf as read: a story a page, its pictures (withheld unless approved) and the report of what is left behind.

    `sha256` is the hash of the file's bytes; `sizes` the width and height of each page in points as shown; `places` the
    boxes of `pictures`, in their order; `properties` what a proposal says of itself; `doubts` are lines whose letters
    are drawn otherwise than the file says, which no copy shows; `rows` the cells of each row of a ruled table.
    """

    sha256: str
    stories: tuple[PdfStory, ...]
    sizes: tuple[tuple[float, float], ...] = ()
    pictures: tuple[Picture, ...] = ()
    places: tuple[Box, ...] = ()
    report: Report = field(default_factory=Report)
    properties: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Span, ...] = ()
    rows: tuple[tuple[Span, ...], ...] = ()

    @property
    def passages(self) -> tuple[()]:
        """Marked passages: a .pdf carries none, so that lost marks are looked for by their words."""
        return ()

    def story(self, story_id: str) -> PdfStory | None:
        """The story of that id."""
        return next((story for story in self.stories if story.id == story_id), None)

    def text_at(self, span: Span) -> str:
        """The text of a span, "" where there is none."""
        story = self.story(span.story)
        return story.text[span.start : span.end] if story else ""


def story_id(page: int) -> str:
    """The id of the story of a page, counted from 1."""
    return f"page {page}"
