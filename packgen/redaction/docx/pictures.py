"""Pictures drawn again from their pixels: no metadata, no thumbnails, no hidden layers, no trailing bytes survive."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from packgen.errors import RedactionRefusedError

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_SEE_THROUGH_MODES = ("RGBA", "LA", "PA", "La", "RGBa")
_MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2400
#: Sixteen levels a colour, as in copies of PDFs: writing under a black bar differs from it by a shade that nobody sees.
_COARSE = [(value + 8) // 17 * 17 for value in range(256)]


def redrawn(data: bytes, longest_side: int = LONGEST_SIDE) -> tuple[bytes, int, int]:
    """`data` (a bitmap) as a new PNG on white, with its width and height in pixels (no side past `longest_side`).

    Raises RedactionRefusedError when the bytes are no bitmap that can be read, or a gigantic one.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise ValueError("too many pixels")
                pixels = _flat(ImageOps.exif_transpose(picture) or picture)
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        raise RedactionRefusedError(
            "An approved picture cannot be drawn again from its pixels.",
            "Save it as a PNG or JPEG in a picture program and approve that, or leave it withheld.",
        ) from None
    clean = Image.frombytes("RGB", pixels.size, pixels.tobytes()).point(_COARSE * 3)
    clean.thumbnail((longest_side, longest_side))
    buffer = io.BytesIO()
    clean.save(buffer, "PNG", optimize=False)
    return buffer.getvalue(), clean.width, clean.height


def can_be_redrawn(data: bytes) -> bool:
    """Whether `redrawn` would succeed."""
    try:
        redrawn(data)
    except RedactionRefusedError:
        return False
    return True


def _flat(picture: Image.Image) -> Image.Image:
    if picture.mode not in _SEE_THROUGH_MODES and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    white = Image.new("RGBA", layered.size, (255, 255, 255, 255))
    return Image.alpha_composite(white, layered).convert("RGB")
