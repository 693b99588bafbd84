"""A plain text file as pages of A4, line by line as typed."""

from __future__ import annotations

from pathlib import Path

from packgen.pack.attachments.identify import text_of
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.binding.drawing import Drawing, wrapped
from packgen.pack.fonts import Face, choose_face

_MOST_CHARACTERS = 4_000_000
_A4 = (595.276, 841.89)
_MARGIN = 60.0
_SIZE = 10.5
_LINE = _SIZE * 1.25
_LINES_A_PAGE = int((_A4[1] - 2 * _MARGIN) / _LINE)


def prepare_text(source: Path, target: Path) -> tuple[int, list[str]]:
    """Draw the text; returns the page count and remarks. Raises RefusedError when it is no text or far too long."""
    text = text_of(source.read_bytes())
    if text is None:
        raise RefusedError("it is no plain text", "Save it as plain text (UTF-8) and attach that.")
    if len(text) > _MOST_CHARACTERS:
        raise RefusedError("it is far too long to print", "Attach the part that the meeting needs.")
    if not text.strip():
        raise RefusedError("there is nothing in it", "Ask its sender for the right file.")
    face = choose_face([text])
    lines = _lines(text, face)
    drawing = Drawing(face, _A4)
    for start in range(0, len(lines), _LINES_A_PAGE):
        drawing.text("P", (_MARGIN, _A4[1] - _MARGIN), lines[start : start + _LINES_A_PAGE], _SIZE)
        drawing.end_page()
    target.write_bytes(drawing.finished())
    return drawing.page, list(_remarks(text, face))


def _lines(text: str, face: Face) -> list[str]:
    room = _A4[0] - 2 * _MARGIN
    lines: list[str] = []
    for typed in text.expandtabs(4).replace("\f", "\n").splitlines():
        indent = len(typed) - len(typed.lstrip(" "))
        space = " " * min(indent, 40)
        used = face.width(space, _SIZE)
        lines += [space + line for line in wrapped(face, typed, _SIZE, room - used)] or [""]
    return lines


def _remarks(text: str, face: Face) -> list[str]:
    unknown = {letter for letter in text if ord(letter) not in face.characters and not letter.isspace()}
    if not unknown:
        return []
    return [f"{len(unknown)} kinds of character in it cannot be set here and are printed as question marks"]
