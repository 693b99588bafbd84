"""Templates broken on purpose, each as somebody might; the messages expected stand in tests/golden/word/broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.shared import Pt
from making import changed_package, part, saved, table_template, template

OFFERED: Mapping[str, object] = {
    "case": {"reference": "C1", "urgent": True, "child": {"name": "Ann", "known_as": None}},
    "actions": [{"owner": "chair", "due": None, "text": "Ring"}],
    "title": "Agenda",
}
Builder = Callable[[Path], Path]


def _split_by_a_link(folder: Path) -> Path:
    path = template(folder, "See {{ case.XX }} here", name="split.docx")
    xml = part(path.read_bytes(), "word/document.xml")
    before, after = "<w:r><w:t>See {{ case.XX }} here</w:t></w:r>", ""
    after = (
        '<w:r><w:t xml:space="preserve">See {{ case.</w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>reference</w:t>'
        '</w:r></w:hyperlink><w:r><w:t xml:space="preserve"> }} here</w:t></w:r>'
    )
    assert before in xml
    return changed_package(path, {"word/document.xml": xml.replace(before, after).encode()})


def _half_bold(folder: Path) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph("Reference: {{ case.")
    paragraph.add_run("reference").bold = True
    last = paragraph.add_run(" }}")
    last.font.size = Pt(9)
    return saved(folder / "half.docx", document)


def _line_break_in_a_tag(folder: Path) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph("{{ case.")
    paragraph.runs[0]._r.append(OxmlElement("w:br"))
    paragraph.add_run("reference }}")
    return saved(folder / "break.docx", document)


def _linked_picture(folder: Path) -> Path:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" '
        'Target="file:///S:/pictures/crest.png"/></Relationships>'
    )
    path = template(folder, "{{ title }}", name="linked.docx")
    return changed_package(path, {"word/_rels/header7.xml.rels": relationships.encode()})


def _macro(folder: Path) -> Path:
    return changed_package(template(folder, "{{ title }}", name="macro.docx"), {"word/vbaProject.bin": b"x"})


def _in_a_header(folder: Path) -> Path:
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ case.refrence }}"
    return saved(folder / "header.docx", document)


def _block_across_cells(folder: Path) -> Path:
    return table_template(folder, ("{% if case.urgent %}Urgent", "now"), ("x", "{% endif %}"), name="cells.docx")


def _text_in_a_row_tag(folder: Path) -> Path:
    rows = (("{%tr for a in actions %}", "Who does it"), ("{{ a.text }}", "{{ a.owner }}"), ("{%tr endfor %}", ""))
    return table_template(folder, *rows, name="rows.docx")


def _not_word(folder: Path) -> Path:
    path = folder / "not-word.docx"
    path.write_bytes(b"Dear all")
    return path


def _paragraphs(*texts: str) -> Builder:
    return lambda folder: template(folder, *texts)


BROKEN: dict[str, Builder] = {
    "unknown-name": _paragraphs("{{ case.refrence }}", "{{ titel }}", "{{ case.child.nane }}"),
    "unknown-name-in-a-loop": _paragraphs("{%p for a in actions %}", "{{ a.ownr }}", "{%p endfor %}"),
    "name-asked-of-a-list": _paragraphs("{{ actions.owner }}"),
    "unknown-name-in-a-header": _in_a_header,
    "unclosed-bracket": _paragraphs("Dear {{ title, please come", "Next paragraph }}"),
    "one-bracket-short": _paragraphs("Dear {{ title }, please come", "{% if case.urgent } x {% endif %}"),
    "unclosed-block": _paragraphs(
        "{%p for a in actions %}", "{{ a.text }}", "{%p if case.urgent %}", "x", "{%p endfor %}"
    ),
    "block-never-begun": _paragraphs("{%p endif %}", "{% else %}"),
    "block-of-two-kinds": _paragraphs("{%p if case.urgent %}", "Urgent{% endif %}"),
    "block-across-cells": _block_across_cells,
    "misspelt-word": _paragraphs("{%p fro a in actions %}", "{{ a.text }}", "{%p endfor %}", "{%p ednif %}"),
    "blank-before-the-letter": _paragraphs("{% p if case.urgent %}", "x", "{% p endif %}"),
    "split-by-a-link": _split_by_a_link,
    "split-by-formatting": _half_bold,
    "split-by-a-line-break": _line_break_in_a_tag,
    "text-that-would-vanish": _paragraphs("Only if urgent: {%p if case.urgent %}", "x", "{%p endif %} and on"),
    "text-that-would-vanish-in-a-row": _text_in_a_row_tag,
    "row-tag-outside-a-table": _paragraphs("{%tr for a in actions %}", "{{ a.text }}", "{%tr endfor %}"),
    "unknown-filter": _paragraphs("{{ title|uppr }} {{ title|safe }}"),
    "unknown-test": _paragraphs("{% if case.urgent is definde %}x{% endif %}"),
    "unreadable-expression": _paragraphs("{{ 1 + }} {{ title title }} {{ 'open }}"),
    "unsafe-expression": _paragraphs("{{ title.__class__ }} {{ open('x') }} {% include 'x' %} {{ title.format(1) }}"),
    "linked-picture": _linked_picture,
    "macro": _macro,
    "not-a-word-file": _not_word,
}
