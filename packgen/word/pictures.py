"""Pictures drawn by packgen as inline drawings with alternative text."""

from __future__ import annotations

import struct

from lxml import etree

from packgen.content import Figure
from packgen.word.faults import RenderError

_EMU_A_MM = 36_000
_PNG = b"\x89PNG\r\n\x1a\n"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A drawing's number must differ from every other in the document; templates are renumbered from 1.
_FIRST_NUMBER = 100_001
_LARGEST_MM = 250.0

_DRAWING = f"""<w:r xmlns:w="{_W}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}" xmlns:r="{_R}"><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent/><wp:docPr/><wp:cNvGraphicFramePr>
<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{_PIC}"><pic:pic>
<pic:nvPicPr><pic:cNvPr/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>""".replace("\n", "")


def size_in_emu(png: bytes, width_mm: float) -> tuple[int, int]:
    """Width and height of the picture on the page, in English Metric Units, with the picture's own proportions.

    Raises RenderError for what is not a PNG.
    """
    if not png.startswith(_PNG) or len(png) < 24:
        raise RenderError("A picture was drawn that is not a PNG.", "Report this: it is a fault of packgen.")
    across, down = struct.unpack(">LL", png[16:24])
    width = min(width_mm, _LARGEST_MM)
    if not across or not down or width <= 0:
        raise RenderError("A picture was drawn without any size.", "Report this: it is a fault of packgen.")
    height = min(width * down / across, _LARGEST_MM)
    return round(height * across / down * _EMU_A_MM), round(height * _EMU_A_MM)


def drawing(figure: Figure, png: bytes, relationship: str, number: int) -> etree._Element:
    """The run that shows `png` (already in the package as `relationship`) with the figure's alternative text."""
    across, down = size_in_emu(png, figure.width_mm)
    run = etree.fromstring(_DRAWING)
    for size in (*run.iter(f"{{{_WP}}}extent"), *run.iter(f"{{{_A}}}ext")):
        size.set("cx", str(across))
        size.set("cy", str(down))
    for properties in (*run.iter(f"{{{_WP}}}docPr"), *run.iter(f"{{{_PIC}}}cNvPr")):
        properties.set("id", str(_FIRST_NUMBER + number))
        properties.set("name", f"Picture {number + 1}")
        properties.set("descr", figure.alt_text)
    for blip in run.iter(f"{{{_A}}}blip"):
        blip.set(f"{{{_R}}}embed", relationship)
    return run
