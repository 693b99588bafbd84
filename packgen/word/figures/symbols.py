"""The symbols of Easy Read papers, drawn from lines and shapes of our own.

Data: `name`, one of NAMES. Each is drawn on a square of 100 by 100 units.
"""

from __future__ import annotations

from collections.abc import Callable

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, text
from packgen.word.figures.sheet import BLACK, LIGHT, PALE, WHITE, Point, Sheet

_PEN = 4.5


class Square:
    """Draws in units of a hundredth of the symbol's side."""

    def __init__(self, side: float, face: Face) -> None:
        self.sheet = Sheet(side, side, face)
        self._unit = side / 100

    def line(self, *points: Point, weight: float = _PEN) -> None:
        """A line through points."""
        self.sheet.path([self._at(point) for point in points], weight=weight * self._unit)

    def shape(self, *points: Point, fill: float = WHITE) -> None:
        """A closed shape."""
        self.sheet.shape([self._at(point) for point in points], fill=fill, weight=_PEN * self._unit)

    def box(
        self, left: float, top: float, across: float, down: float, *, fill: float = WHITE, radius: float = 0
    ) -> None:
        """A box."""
        u = self._unit
        self.sheet.box((left * u, top * u), across * u, down * u, fill=fill, weight=_PEN * u, radius=radius * u)

    def circle(self, x: float, y: float, radius: float, *, fill: float = WHITE) -> None:
        """A circle."""
        self.sheet.circle(self._at((x, y)), radius * self._unit, fill=fill, weight=_PEN * self._unit)

    def words(self, x: float, y: float, said: str, size: float = 40) -> None:
        """A word or number in bold, its middle at x, its base line at y."""
        points = size * self._unit * 72 / 25.4
        self.sheet.text(self._at((x, y)), said, size=points, bold=True, anchor="middle")

    def person(self, x: float, top: float, size: float = 1.0, *, fill: float = WHITE) -> None:
        """Head and shoulders."""
        self.circle(x, top + 14 * size, 13 * size, fill=fill)
        left, right, low = x - 22 * size, x + 22 * size, top + 68 * size
        self.shape(
            (left, low), (left, top + 44 * size), (x - 14 * size, top + 33 * size), (x + 14 * size, top + 33 * size),
            (right, top + 44 * size), (right, low), fill=fill,
        )  # fmt: skip

    def _at(self, point: Point) -> Point:
        return point[0] * self._unit, point[1] * self._unit


def _speech(s: Square) -> None:
    s.shape((8, 14), (92, 14), (92, 64), (48, 64), (28, 90), (30, 64), (8, 64))
    for y, right in ((30, 78), (48, 62)):
        s.line((22, y), (right, y))


def _me(s: Square) -> None:
    s.person(50, 12, 1.15, fill=PALE)


def _adult(s: Square) -> None:
    s.person(36, 14, 1.1, fill=PALE)
    s.shape((66, 52), (78, 64), (96, 36), (90, 30), (77, 50), (71, 46), fill=BLACK)


def _people(s: Square) -> None:
    s.person(24, 24, 0.9)
    s.person(76, 24, 0.9)
    s.person(50, 26, 1.0, fill=PALE)


def _phone(s: Square) -> None:
    s.box(30, 6, 40, 88, radius=7)
    s.box(36, 18, 28, 56, fill=PALE)
    s.circle(50, 84, 3.5, fill=BLACK)


def _ring(s: Square) -> None:
    s.box(14, 10, 36, 82, radius=7)
    s.box(20, 22, 24, 48, fill=PALE)
    s.circle(32, 81, 3, fill=BLACK)
    s.line((62, 34), (68, 50), (62, 66))
    s.line((76, 26), (85, 50), (76, 74))


def _home(s: Square) -> None:
    s.shape((10, 50), (50, 12), (90, 50))
    s.box(22, 50, 56, 40)
    s.box(42, 62, 17, 28, fill=LIGHT)


def _heart(s: Square) -> None:
    s.shape(
        (50, 88), (14, 52), (9, 38), (13, 24), (25, 16), (38, 18), (50, 32),
        (62, 18), (75, 16), (87, 24), (91, 38), (86, 52), fill=PALE,
    )  # fmt: skip


def _warning(s: Square) -> None:
    s.shape((50, 10), (94, 88), (6, 88), fill=PALE)
    s.line((50, 38), (50, 62), weight=8)
    s.circle(50, 75, 3.5, fill=BLACK)


def _key(s: Square) -> None:
    s.circle(28, 50, 19, fill=PALE)
    s.circle(28, 50, 6)
    s.line((47, 50), (92, 50), weight=8)
    s.line((76, 50), (76, 66), weight=8)
    s.line((89, 50), (89, 62), weight=8)


def _calendar(s: Square) -> None:
    s.box(10, 18, 80, 72)
    s.box(10, 18, 80, 18, fill=BLACK)
    for x in (24, 42, 60, 78):
        for y in (50, 65, 80):
            s.circle(x, y, 2.6, fill=BLACK)
    s.line((30, 8), (30, 22), weight=7)
    s.line((70, 8), (70, 22), weight=7)


def _clock(s: Square) -> None:
    s.circle(50, 50, 42)
    s.line((50, 24), (50, 50), (68, 60), weight=6)


def _paper(s: Square) -> None:
    s.shape((20, 8), (62, 8), (80, 26), (80, 92), (20, 92))
    s.line((62, 8), (62, 26), (80, 26))
    for y in (44, 58, 72):
        s.line((32, y), (68, y))


def _pencil(s: Square) -> None:
    s.shape((70, 10), (90, 30), (36, 84), (10, 90), (16, 64), fill=PALE)
    s.line((16, 64), (36, 84))
    s.line((60, 20), (80, 40))


def _no(s: Square) -> None:
    s.circle(50, 50, 42)
    s.line((21, 21), (79, 79), weight=9)


def _star(s: Square) -> None:
    s.shape((50, 8), (62, 37), (94, 40), (70, 60), (77, 92), (50, 75), (23, 92), (30, 60), (6, 40), (38, 37), fill=PALE)


def _laptop(s: Square) -> None:
    s.box(20, 18, 60, 46, radius=4)
    s.box(27, 25, 46, 32, fill=PALE)
    s.shape((8, 82), (92, 82), (80, 66), (20, 66))


def _camera(s: Square) -> None:
    s.box(8, 28, 84, 56, radius=6)
    s.box(34, 16, 32, 12)
    s.circle(50, 56, 20, fill=PALE)
    s.circle(50, 56, 8)


def _school(s: Square) -> None:
    s.box(8, 44, 84, 46)
    s.shape((28, 44), (50, 24), (72, 44), fill=PALE)
    s.line((50, 24), (50, 6))
    s.shape((50, 6), (66, 11), (50, 17), fill=BLACK)
    s.box(42, 66, 16, 24, fill=LIGHT)
    for x in (18, 72):
        s.box(x, 56, 11, 13, fill=PALE)


def _police(s: Square) -> None:
    s.shape((50, 6), (86, 18), (84, 54), (50, 94), (16, 54), (14, 18), fill=PALE)
    s.shape((50, 24), (57, 42), (75, 43), (61, 55), (66, 73), (50, 62), (34, 73), (39, 55), (25, 43), (43, 42))


def _moon(s: Square) -> None:
    s.shape(
        (58, 8), (36, 14), (18, 32), (14, 56), (26, 80), (48, 92), (72, 88), (88, 72),
        (66, 74), (48, 62), (42, 42), (46, 22), fill=PALE,
    )  # fmt: skip


def _food(s: Square) -> None:
    s.circle(50, 50, 26, fill=PALE)
    s.circle(50, 50, 15)
    s.line((12, 14), (12, 88))
    s.line((6, 14), (6, 34), (18, 34), (18, 14), weight=3)
    s.line((88, 88), (88, 14), (82, 26), (82, 50), (88, 50))


def _car(s: Square) -> None:
    s.shape((6, 70), (6, 50), (24, 46), (36, 26), (70, 26), (82, 46), (94, 52), (94, 70), fill=PALE)
    s.circle(28, 72, 10)
    s.circle(74, 72, 10)


def _door(s: Square) -> None:
    s.box(40, 10, 48, 82)
    s.circle(48, 52, 3, fill=BLACK)
    s.person(20, 30, 0.8, fill=PALE)


def _emergency(s: Square) -> None:
    s.box(6, 22, 88, 56, radius=10)
    s.words(50, 64, "999", 38)


DRAWN: dict[str, Callable[[Square], None]] = {
    "speech": _speech, "me": _me, "adult": _adult, "people": _people, "phone": _phone, "ring": _ring, "home": _home,
    "heart": _heart, "warning": _warning, "key": _key, "calendar": _calendar, "clock": _clock, "paper": _paper,
    "pencil": _pencil, "no": _no, "star": _star, "laptop": _laptop, "camera": _camera, "school": _school,
    "police": _police, "moon": _moon, "food": _food, "car": _car, "door": _door, "emergency": _emergency,
}  # fmt: skip
NAMES = tuple(DRAWN)


def draw(data: Data, width: float, face: Face) -> Sheet:
    """One symbol, `width` millimetres square. Raises KeyError for a name that no symbol has."""
    square = Square(width, face)
    DRAWN[text(data, "name")](square)
    return square.sheet
