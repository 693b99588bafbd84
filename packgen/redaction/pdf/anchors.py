"""What text of other lines tells about the place of a stretch: which side of it was set there on purpose. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from packgen.redaction.pdf.model import PageText, Segment

_SAME_PLACE = 0.3
_NEAR = 8.0
_HANGS = 0.15
_HANGING = "Jj"


class Anchors:
    """Segments of a page by their left and right sides and their middles."""

    def __init__(self, text: PageText, lines: Mapping[int, Segment], hidden: Collection[int]) -> None:
        self._text = text
        self._lines = lines
        self._hidden = hidden
        readable = [(at, one) for at, one in lines.items() if not one.withheld]
        self.lefts = sorted((one.box.left, at) for at, one in readable if one.characters[0] not in hidden)
        self._rights = sorted((one.box.right, at) for at, one in readable if one.characters[-1] not in hidden)
        calm = [(at, one) for at, one in readable if not self.is_hurt(one)]
        self._middles = sorted((_middle(one), at) for at, one in calm)
        self._from_left = {at: place for at in lines if (place := self._shared_left(at)) is not None}

    def is_hurt(self, segment: Segment) -> bool:
        """Whether a segment loses characters."""
        return any(number in self._hidden for number in segment.characters)

    def letters(self, segment: Segment) -> str:
        """The characters of a segment."""
        return "".join(self._text.characters[number].text for number in segment.characters)

    def left(self, at: int) -> float | None:
        """Where text in another line begins, if a segment begins there too."""
        return self._from_left.get(at)

    def right(self, at: int) -> float | None:
        """Where a segment ends, if others end there too and it does not begin where others begin."""
        return None if at in self._from_left else self._told(at, self._lines[at].box.right, self._rights)

    def middle(self, at: int) -> float | None:
        """The middle of a segment, if others have it too and neither of its sides is shared."""
        if at in self._from_left or self.right(at) is not None:
            return None
        return self._told(at, _middle(self._lines[at]), self._middles)

    def _shared_left(self, at: int) -> float | None:
        box = self._lines[at].box
        found = list(self._others(at, box.left, self.lefts))
        if not found:  # a "J" may hang out to the left
            reach = _HANGS * box.height / 2
            found = [one for one in self._others(at, box.left + reach, self.lefts, reach) if self._hangs(at, one[1])]
        calm = [value for value, other in found if not self.is_hurt(self._lines[other])]
        return round(min(calm or [value for value, _ in found]), 2) if found else None

    def _hangs(self, at: int, other: int) -> bool:
        one, two = (self._text.characters[self._lines[number].characters[0]].text for number in (at, other))
        return one in _HANGING and two not in _HANGING

    def _told(self, at: int, place: float, places: Sequence[tuple[float, int]]) -> float | None:
        """The place that others share; as they have it where they lose nothing, since rounding could tell."""
        own = self._lines[at]
        near = [
            (value, other)
            for value, other in self._others(at, place, places)
            if other not in self._from_left or (self._is_number(other) and self._is_near(own, self._lines[other]))
        ]
        if not near:
            return None
        calm = [value for value, other in near if not self.is_hurt(self._lines[other])]
        return round(min(calm), 2) if calm else round(near[0][0], 1)

    def _is_number(self, at: int) -> bool:
        """Whether a segment is a number: two of as many digits share both sides, wherever they are set from."""
        return any(letter.isdigit() for letter in self.letters(self._lines[at])[-2:])

    @staticmethod
    def _is_near(one: Segment, other: Segment) -> bool:
        return abs(other.box.top - one.box.top) < _NEAR * one.box.height

    def _others(
        self, at: int, place: float, places: Sequence[tuple[float, int]], reach: float = _SAME_PLACE
    ) -> Iterator[tuple[float, int]]:
        """Segments of other lines at a place. Those that lose words only count if they are not the same words."""
        own = self._lines[at]
        first = bisect_left(places, (place - reach, -1))
        for value, number in places[first : bisect_right(places, (place + reach, len(self._text.segments)))]:
            other = self._lines[number]
            if other.line != own.line and (not self.is_hurt(other) or self.letters(other) != self.letters(own)):
                yield value, number


def _middle(segment: Segment) -> float:
    return (segment.box.left + segment.box.right) / 2
