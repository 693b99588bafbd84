"""A picture (JPEG, PNG, TIFF) as pages of A4: upright by its EXIF orientation, without its metadata (place, camera)."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.fonts import choose_face

MOST_FRAMES = 500
_MOST_PIXELS = 100_000_000
_SHORT, _LONG = 595.276, 841.89
_MARGIN = 36.0
# Enough for print: A4 at 300 dots an inch. Small pictures are not blown up beyond 100 dots an inch.
_MOST_SIDE = 3508
_LEAST_DOTS = 100 / 72
# What Pillow raises on damaged files of one kind or another.
_DAMAGE = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError),
    *(struct.error, ArithmeticError, AttributeError, RuntimeError),
)
_FRESH = "Open it, save it again as JPEG or PNG, and attach that."


def prepare_picture(source: Path, target: Path) -> tuple[int, list[str]]:
    """Draw every frame of the picture on a page of its own; returns the page count and remarks. Raises RefusedError."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS // 2  # Pillow refuses at twice this
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _draw(source, target)
    except Image.DecompressionBombError:
        raise RefusedError("it has far too many pixels", "Save it smaller and attach that.") from None
    except _DAMAGE:
        raise RefusedError("it is damaged and cannot be shown in full", _FRESH) from None


def _draw(source: Path, target: Path) -> tuple[int, list[str]]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1, initialFontName=choose_face([]).regular)
    count = 0
    with Image.open(source, formats=("JPEG", "PNG", "TIFF")) as picture:
        frames = getattr(picture, "n_frames", 1)
        animated = picture.format == "PNG" and frames > 1
        if frames > MOST_FRAMES:
            raise RefusedError(f"it has {frames} pages, more than {MOST_FRAMES}", "Attach the part that is needed.")
        for frame in _frames(picture, 1 if animated else frames):
            _page(canvas, frame)
            count += 1
    canvas.save()
    target.write_bytes(buffer.getvalue())
    return count, ["it moves; only its first picture is in the pack"] if animated else []


def _frames(picture: Image.Image, count: int) -> Iterator[Image.Image]:
    for number in range(count):
        if number:
            picture.seek(number)
        if picture.width * picture.height > _MOST_PIXELS:
            raise Image.DecompressionBombError
        upright = ImageOps.exif_transpose(picture)
        yield _plain(upright)


def _plain(picture: Image.Image) -> Image.Image:
    """On white, in grey or RGB, no larger than print needs."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        over = picture.convert("RGBA")
        white = Image.new("RGBA", over.size, "white")
        picture = Image.alpha_composite(white, over).convert("RGB")
    elif picture.mode.startswith("I") or picture.mode == "F":
        picture = _eight_bits(picture)
    elif picture.mode not in ("1", "L", "RGB"):
        picture = picture.convert("RGB")
    else:
        picture = picture.copy()
    if max(picture.size) > _MOST_SIDE:
        picture = picture.convert("L") if picture.mode == "1" else picture
        picture.thumbnail((_MOST_SIDE, _MOST_SIDE))
    return picture


def _eight_bits(picture: Image.Image) -> Image.Image:
    lowest, highest = picture.convert("F").getextrema()
    span = 65535.0 if isinstance(highest, float) and highest > 255 else 255.0
    low = min(0.0, float(lowest)) if isinstance(lowest, int | float) else 0.0
    return picture.convert("F").point(lambda value: (value - low) * 255.0 / span).convert("L")


def _page(canvas: Canvas, picture: Image.Image) -> None:
    wide, high = (_LONG, _SHORT) if picture.width > picture.height else (_SHORT, _LONG)
    room = wide - 2 * _MARGIN, high - 2 * _MARGIN
    scale = min(room[0] / picture.width, room[1] / picture.height, 1 / _LEAST_DOTS)
    width, height = picture.width * scale, picture.height * scale
    canvas.setPageSize((wide, high))
    canvas.drawImage(_reader(picture), (wide - width) / 2, high - _MARGIN - height, width, height)
    canvas.showPage()


def _reader(picture: Image.Image) -> ImageReader:
    """Photographs as JPEG; drawings, scans in black and white and small pictures without loss."""
    if picture.mode == "1" or picture.width * picture.height < 250_000 or picture.getcolors(256):
        return ImageReader(picture)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=90, optimize=True)
    buffer.seek(0)
    return ImageReader(buffer)
