"""The look of a redaction in a .pdf copy: one of few sizes, the same for the same reason, whatever it hides.

Plain drawing shared by the redactor and the verifier, which compares what stands in the copy with it pixel by pixel.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from packgen.redaction.model import OTHER_LABEL, TOKEN_LABELS

#: Widths of boxes are whole multiples of this many points.
GRID = 36
#: The width of an ordinary token, and of one in a narrow cell.
WIDE, NARROW = 72, 36
#: The width of one where not even that has room.
TINY = 18
#: Resolution of pages in dots an inch, and the grey levels (0 to 15) of a box and its label.
DPI = 150
INK, PAPER = 3, 15
_LEAST_TYPE, _MOST_TYPE = 8, 22


def label_of(reason_code: str) -> str:
    """The words inside a box: few and coarse, an unknown code says `withheld`."""
    return TOKEN_LABELS.get(reason_code, OTHER_LABEL)


def pixels(points: float) -> int:
    """A length in pixels of a page."""
    return round(points * DPI / 72)


@lru_cache(maxsize=512)
def stamp(label: str, wide: int, high: int) -> Image.Image:
    """The picture of a box in pixels, as levels 0 to 15. The label is left out where it cannot be read."""
    picture = Image.new("L", (wide, high), INK * 17)
    draw = ImageDraw.Draw(picture)
    for size in range(min(_MOST_TYPE, int(high * 0.72)), _LEAST_TYPE - 1, -1):
        font = ImageFont.load_default(size)
        left, top, right, bottom = font.getbbox(label)
        if right - left <= wide - 6 and bottom - top <= high - 2:
            at = ((wide - (right - left)) // 2 - left, (high - (bottom - top)) // 2 - top)
            draw.text(at, label, fill=PAPER * 17, font=font)
            break
    return to_levels(picture)


def box_picture(label: str, wide: int, high: int) -> Image.Image:
    """A box of any size on the grid: even, with the label of an ordinary token in its top left corner."""
    least_wide, least_high = pixels(WIDE), pixels(12)
    if wide <= least_wide or high <= least_high:
        return stamp(label, wide, high)
    picture = Image.new("L", (wide, high), INK)
    picture.paste(stamp(label, least_wide, least_high), (0, 0))
    return picture


def to_levels(picture: Image.Image) -> Image.Image:
    """A grey picture (0 to 255) as levels 0 to 15."""
    return picture.point([(value + 8) // 17 for value in range(256)])
