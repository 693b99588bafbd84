"""Where things stand on a page as a reader sees it: crop box, rotation and unit size taken away.

"Visual" coordinates are points from the bottom left corner of the page as displayed. All matrices are PDF matrices.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Matrix

# The strip at the foot of a page that belongs to the stamped number, in points (9 mm; office footers stand higher).
STRIP = 26.0
# Under this height a page grows by the strip; from it on the content is drawn a little smaller instead, so that paper
# sizes stay what they are and a printer does not shrink the page by itself.
_SMALLEST_TO_SHRINK = 200.0
_A4 = (0.0, 0.0, 595.276, 841.89)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class PageView:
    """The visible box of a page in its own units, its clockwise rotation (0, 90, 180, 270) and points per unit."""

    box: Box
    rotation: int = 0
    unit: float = 1.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        left, bottom, right, top = self.box
        wide, high = (right - left) * self.unit, (top - bottom) * self.unit
        return (high, wide) if self.rotation in (90, 270) else (wide, high)

    @property
    def to_page(self) -> Matrix:
        """The matrix that takes visual coordinates to the page's own."""
        left, bottom, right, top = self.box
        scale = 1 / self.unit
        turned = {
            0: (scale, 0, 0, scale, left, bottom),
            90: (0, scale, -scale, 0, right, bottom),
            180: (-scale, 0, 0, -scale, right, top),
            270: (0, -scale, scale, 0, left, top),
        }
        return Matrix(*turned[self.rotation])

    @property
    def strip(self) -> Box:
        """The strip of the page number, in the page's own coordinates."""
        return transformed(self.to_page, (0, 0, self.size[0], STRIP))

    def with_strip_below(self) -> PageView:
        """This page grown by the strip at its displayed foot."""
        wide, high = self.size
        return PageView(transformed(self.to_page, (0, -STRIP, wide, high)), self.rotation, self.unit)

    def shrunk_above_strip(self) -> Matrix:
        """The matrix, in the page's own coordinates, that draws the content smaller and above the strip."""
        wide, high = self.size
        scale = (high - STRIP) / high
        shrink = Matrix(scale, 0, 0, scale, wide * (1 - scale) / 2, STRIP)
        return self.to_page.inverse() @ shrink @ self.to_page

    @property
    def grows(self) -> bool:
        """Whether the page is so low that it gets a strip of its own."""
        return self.size[1] < _SMALLEST_TO_SHRINK


def view_of(page: pikepdf.Page) -> PageView:
    """What a reader shows of `page`; a page without a sound box counts as A4."""
    box = _sound(page.obj.get("/MediaBox") or page.mediabox) or _A4
    crop = _sound(page.cropbox)
    if crop:
        shown = (max(box[0], crop[0]), max(box[1], crop[1]), min(box[2], crop[2]), min(box[3], crop[3]))
        box = shown if shown[2] - shown[0] >= 1 and shown[3] - shown[1] >= 1 else box
    rotation = round(_number(page.rotation) / 90) * 90 % 360
    unit = _number(page.obj.get("/UserUnit", 1))
    return PageView(box, rotation, unit if unit > 0 else 1.0)


def transformed(matrix: Matrix, box: Box) -> Box:
    """The smallest upright box around `box` after `matrix`."""
    corners = [matrix.transform((x, y)) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across, up = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
    return min(across), min(up), max(across), max(up)


def _sound(values: object) -> Box | None:
    try:
        numbers = [_number(value) for value in values]  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return None
    if len(numbers) != 4:
        return None
    left, right = sorted((numbers[0], numbers[2]))
    bottom, top = sorted((numbers[1], numbers[3]))
    return (left, bottom, right, top) if right - left >= 1 and top - bottom >= 1 else None


def _number(value: object) -> float:
    return float(value)  # type: ignore[arg-type]
