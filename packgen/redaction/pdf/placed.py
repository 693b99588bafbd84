"""What the layout of a page comes to: words, boxes and cut-outs at their places in the copy."""

from __future__ import annotations

from dataclasses import dataclass, field

from packgen.redaction.model import token_for
from packgen.redaction.pdf.model import Box
from packgen.redaction.pdf.typeset import SetWord


@dataclass(frozen=True)
class PlacedWord:
    """A word of the invisible text layer and the rectangle over which it lies.

    `places` are the offsets of its characters in the record's text of the page; `order` is where it is read.
    """

    text: str
    box: Box
    order: float
    places: tuple[int, ...] = ()


@dataclass
class PageLayout:
    """The copy of one page: what is drawn where, and its words.

    `moves` are cut-outs of the full page that are put back where they were; `set_words` are set anew; `tokens` are
    boxes with their reason code; `gone` numbers the drawn objects that must not be drawn as they are; `bands` are the
    lines set anew, over which nothing withheld is hinted at; `lost` counts words that could not be kept. `lines` are
    parts of a strike or underline that stay with words that stay; `lost_marks` counts marks that could not be kept.
    """

    moves: list[Box] = field(default_factory=list)
    set_words: list[SetWord] = field(default_factory=list)
    tokens: list[tuple[Box, str]] = field(default_factory=list)
    words: list[PlacedWord] = field(default_factory=list)
    bands: list[Box] = field(default_factory=list)
    gone: frozenset[int] = frozenset()
    lost: int = 0
    too_narrow: int = 0
    columns: bool = False
    lines: list[Box] = field(default_factory=list)
    lost_marks: int = 0

    def token(self, box: Box, reason_code: str, order: float) -> None:
        """Take in a box and its words."""
        code = reason_code or "officer"
        self.tokens.append((box, code))
        self.words.append(PlacedWord(token_for(code), box, order))
