"""The main part of a copy, read by another parser than the reader's and held against a list of what may stand in it.

Verifier only. Text comes out paragraph by paragraph; anything that is not on the list is named by its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from xml.parsers import expat

from packgen.redaction.docx.clean_parts import (
    R_NAMESPACE,
    REDACTION_STYLE,
    STORY_TITLES,
    TABLE_STYLE,
    TITLE_STYLE,
    W_NAMESPACE,
    paragraph_styles,
)
from packgen.redaction.model import OTHER_LABEL, TOKEN_LABELS

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_NAMESPACES = {
    "w": W_NAMESPACE,
    "r": R_NAMESPACE,
    "wp": f"{_DRAWING}/wordprocessingDrawing",
    "a": f"{_DRAWING}/main",
    "pic": f"{_DRAWING}/picture",
}
_NUMBER = r"[0-9]{1,9}"
#: Which elements may stand in which.
CHILDREN: Mapping[str, str] = {
    "": "w:document",
    "w:document": "w:body",
    "w:body": "w:p w:tbl w:sectPr",
    "w:p": "w:pPr w:r",
    "w:pPr": "w:pStyle",
    "w:r": "w:rPr w:t w:tab w:br w:drawing",
    "w:rPr": "w:rStyle w:b w:i w:strike w:u w:vertAlign",
    "w:tbl": "w:tblPr w:tblGrid w:tr",
    "w:tblPr": "w:tblStyle w:tblW w:tblLayout",
    "w:tblGrid": "w:gridCol",
    "w:tr": "w:trPr w:tc",
    "w:trPr": "w:cantSplit w:tblHeader",
    "w:tc": "w:tcPr w:p w:tbl",
    "w:tcPr": "w:tcW w:gridSpan w:vMerge",
    "w:sectPr": "w:pgSz w:pgMar",
    "w:drawing": "wp:inline",
    "wp:inline": "wp:extent wp:docPr a:graphic",
    "a:graphic": "a:graphicData",
    "a:graphicData": "pic:pic",
    "pic:pic": "pic:nvPicPr pic:blipFill pic:spPr",
    "pic:nvPicPr": "pic:cNvPr pic:cNvPicPr",
    "pic:blipFill": "a:blip a:stretch",
    "a:stretch": "a:fillRect",
    "pic:spPr": "a:xfrm a:prstGeom",
    "a:xfrm": "a:off a:ext",
    "a:prstGeom": "a:avLst",
}
#: Which attributes an element may have, each with the pattern of its whole value.
ATTRIBUTES: Mapping[str, Mapping[str, str]] = {
    "w:pStyle": {"w:val": "|".join(paragraph_styles())},
    "w:rStyle": {"w:val": REDACTION_STYLE},
    "w:u": {"w:val": "single"},
    "w:vertAlign": {"w:val": "superscript|subscript"},
    "w:t": {"xml:space": "preserve"},
    "w:tblStyle": {"w:val": TABLE_STYLE},
    "w:tblW": {"w:w": _NUMBER, "w:type": "dxa"},
    "w:tblLayout": {"w:type": "fixed"},
    "w:gridCol": {"w:w": _NUMBER},
    "w:tcW": {"w:w": _NUMBER, "w:type": "dxa"},
    "w:gridSpan": {"w:val": "[2-9]|[1-6][0-9]"},
    "w:vMerge": {"w:val": "restart|continue"},
    "w:pgSz": {"w:w": "11906|16838", "w:h": "11906|16838", "w:orient": "landscape"},
    "w:pgMar": {f"w:{side}": "1134|567|0" for side in ("top", "right", "bottom", "left", "header", "footer", "gutter")},
    "wp:inline": {f"dist{side}": "0" for side in "TBLR"},
    "wp:extent": {"cx": _NUMBER, "cy": _NUMBER},
    "wp:docPr": {"id": _NUMBER, "name": f"Picture {_NUMBER}", "descr": "[^<>]{1,1000}"},
    "a:graphicData": {"uri": re.escape(f"{_DRAWING}/picture")},
    "pic:cNvPr": {"id": _NUMBER, "name": f"Picture {_NUMBER}"},
    "a:blip": {"r:embed": f"rIdPicture{_NUMBER}"},
    "a:off": {"x": "0", "y": "0"},
    "a:ext": {"cx": _NUMBER, "cy": _NUMBER},
    "a:prstGeom": {"prst": "rect"},
}
TOKENS = frozenset(f"[redacted: {label}]" for label in (*TOKEN_LABELS.values(), OTHER_LABEL))


@dataclass
class Markup:
    """The main part as found: text by paragraph, alternative texts, and every place that is not as it may be."""

    paragraphs: list[str] = field(default_factory=list)
    own_words: list[tuple[int, int]] = field(default_factory=list)
    alt_texts: list[str] = field(default_factory=list)
    pictures: int = 0
    wrong_structure: list[str] = field(default_factory=list)
    wrong_attributes: list[str] = field(default_factory=list)
    wrong_tokens: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """All paragraphs joined by line feeds: the text that disclosed spans count."""
        return "\n".join(self.paragraphs)

    def paragraph_at(self, offset: int) -> int:
        """The number (from 1) of the paragraph that an offset of `text` falls in."""
        return bisect_right(self._starts, offset)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(paragraph) + 1 for paragraph in self.paragraphs), initial=0))


class _Walker:
    """Walks the main part once with expat."""

    def __init__(self) -> None:
        self.markup = Markup()
        self._path: list[str] = [""]
        self._offset = 0
        self._lines: list[str] = []
        self._style = ""
        self._run: list[str] = []
        self._is_token = False
        self._widths: list[set[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, parent = _short(tag), self._path[-1]
        place = f"paragraph {len(self.markup.paragraphs) + 1}"
        if name not in CHILDREN.get(parent, "").split():
            self.markup.wrong_structure.append(f"{place}: an element that no copy has")
        self._check_attributes(name, attributes, place)
        self._path.append(name)
        if name in ("w:tab", "w:br"):
            self._run.append("\t" if name == "w:tab" else "\n")
        elif name in ("w:p", "w:r", "w:pStyle", "w:rStyle"):
            self._begin(name, attributes)
        elif name == "wp:docPr":
            self.markup.alt_texts.append(attributes.get("descr", ""))
        elif name == "a:blip":
            self._picture(attributes, place)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "w:p":
            self._lines, self._style = [], ""
        elif name == "w:r":
            self._run, self._is_token = [], False
        elif name == "w:pStyle":
            self._style = next(iter(attributes.values()), "")
        else:
            self._is_token = True

    def _check_attributes(self, name: str, attributes: dict[str, str], place: str) -> None:
        allowed = ATTRIBUTES.get(name, {})
        for key, value in attributes.items():
            pattern = allowed.get(_short(key))
            if pattern is None or not re.fullmatch(pattern, value):
                self.markup.wrong_attributes.append(f"{place}: an attribute that no copy has")
        if name == "w:gridCol":
            self._widths[-1].add(attributes.get(f"{W_NAMESPACE} w", ""))
            if len(self._widths[-1]) > 1:
                self.markup.wrong_attributes.append(f"{place}: table columns of different widths")
        elif name == "w:tblGrid":
            self._widths.append(set())

    def _picture(self, attributes: dict[str, str], place: str) -> None:
        self.markup.pictures += 1
        if list(attributes.values()) != [f"rIdPicture{self.markup.pictures}"]:
            self.markup.wrong_attributes.append(f"{place}: a picture out of order")

    def text(self, data: str) -> None:
        if self._path[-1] == "w:t":
            self._run.append(data)
        else:
            self.markup.wrong_structure.append(f"paragraph {len(self.markup.paragraphs) + 1}: text outside any run")

    def end(self, _: str) -> None:
        name = self._path.pop()
        if name == "w:r":
            self._end_run()
        elif name == "w:p":
            self._end_paragraph()
        elif name == "w:tblGrid":
            self._widths.pop()

    def _end_run(self) -> None:
        run = "".join(self._run)
        start = self._offset + sum(len(line) for line in self._lines)
        if self._is_token:
            self.markup.own_words.append((start, start + len(run)))
            if run not in TOKENS:
                self.markup.wrong_tokens.append(
                    f"paragraph {len(self.markup.paragraphs) + 1}: a token of another wording"
                )
        self._lines.append(run)

    def _end_paragraph(self) -> None:
        text = "".join(self._lines)
        if self._style == TITLE_STYLE:
            self.markup.own_words.append((self._offset, self._offset + len(text)))
            if text not in STORY_TITLES:
                self.markup.wrong_tokens.append(
                    f"paragraph {len(self.markup.paragraphs) + 1}: a heading not of packgen's"
                )
        self.markup.paragraphs.append(text)
        self._offset += len(text) + 1

    def namespace(self, prefix: str | None, uri: str) -> None:
        if _NAMESPACES.get(prefix or "") != uri:
            self.markup.wrong_attributes.append("the main part: a namespace that no copy has")

    def refuse(self, *_: object) -> None:
        place = f"paragraph {len(self.markup.paragraphs) + 1}"
        self.markup.wrong_structure.append(f"{place}: a remark, instruction or document type")


def read_markup(data: bytes) -> Markup:
    """The main part `data`; broken XML is a wrong structure too."""
    walker = _Walker()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.StartNamespaceDeclHandler = walker.namespace
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.text
    parser.CommentHandler = walker.refuse
    parser.ProcessingInstructionHandler = walker.refuse
    parser.StartDoctypeDeclHandler = walker.refuse
    parser.StartCdataSectionHandler = walker.refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        walker.markup.wrong_structure.append("the main part: broken XML")
    return walker.markup


def _short(tag: str) -> str:
    namespace, _, local = tag.rpartition(" ")
    if not namespace:
        return local
    if namespace == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    return next((f"{short}:{local}" for short, known in _NAMESPACES.items() if known == namespace), "?")
