"""Which strokes of a page stay: those of tables, headings and underlines; bars and strokes that could be writing go."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table

from packgen.redaction.pdf.prepare import bytes_to_render, open_prepared
from packgen.redaction.pdf.reader import read_here, scenes
from packgen.redaction.pdf.things import Kind
from packgen.redaction.self_test.pdf_builder import Recipe, build


def _kinds(data: bytes) -> list[Kind]:
    with open_prepared(data) as pdf:
        prepared = bytes_to_render(pdf)
    return [
        thing.kind for _, scene, _ in scenes(prepared) for thing in scene.things.found if thing.kind != Kind.LETTERS
    ]


@pytest.mark.parametrize("width", [20, 45, 120])
@pytest.mark.parametrize("look", [
    [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
    [("BOX", (0, 0), (-1, -1), 2.5, colors.black), ("INNERGRID", (0, 0), (-1, -1), 0.25, colors.grey)],
    [("LINEBELOW", (0, 0), (-1, -1), 1, colors.black)],
    [("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("LINEBEFORE", (1, 0), (1, -1), 1, colors.black),
     ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black), ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black)],
])  # fmt: skip
def test_the_lines_of_a_table_stay(width: int, look: list[tuple[object, ...]]) -> None:
    buffer = io.BytesIO()
    rows = [["a", "b", "c", "d"]] * 5
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build([Table(rows, [width] * 4, style=look)])
    kinds = _kinds(buffer.getvalue())
    assert kinds
    assert set(kinds) <= {Kind.RULE, Kind.MARK}


@pytest.mark.parametrize("content", [
    "72 500 450 0.8 re f\n",
    "1 w 72 500 m 523 500 l S\n",
    "0.9 g 72 500 450 60 re f 0 g\n",
    "72 500 200 20 re S\n",
    "0.5 w 72 500 8 8 re S 172 500 8 8 re S 272 500 8 8 re S\n",
    "72 500 m 72 780 l S\n",
])  # fmt: skip
def test_headings_boxes_and_tick_boxes_stay(content: str) -> None:
    assert set(_kinds(build(Recipe(content=content)))) <= {Kind.RULE, Kind.MARK, Kind.SIGN}
    assert read_here(build(Recipe(content=content))).pictures == ()


@pytest.mark.parametrize("content", [
    "1 w 72 500 m 172 560 l S\n",
    "".join(f"{72 + 3 * n} 500 1.2 40 re f\n" for n in range(12)),
    "".join(f"500 {72 + 3 * n} 40 1.2 re f\n" for n in range(12)),
    "72 500 9.5 60 re f 72 500 40 9.5 re f\n",
    "1 w 72 500 m 72 550 l S\n",
    "".join(f"{72 + 11 * x} {500 + 11 * y} 8 8 re f\n" for x in range(5) for y in range(7)),
    "1 w 72 500 m 76 512 l S 76 512 m 80 500 l S 74 506 m 78 506 l S\n",
])  # fmt: skip
def test_what_could_be_writing_or_a_barcode_is_withheld(content: str) -> None:
    assert set(_kinds(build(Recipe(content=content)))) == {Kind.DRAWING}
    assert [picture.kind for picture in read_here(build(Recipe(content=content))).pictures]
