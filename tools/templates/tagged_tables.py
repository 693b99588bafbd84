"""Tables of the minutes that come back from Word: the table and each of its rows can be found again after editing.

Word keeps the tag of a content control; LibreOffice keeps a bookmark; whoever copies a table by hand keeps the printed
reference. So all three are written (docs/decisions/0020-tagged-tables.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from tools.templates.parts import Column, control, loop_table

_FIRST_TABLE_MARK = 900
_FIRST_ROW_MARK = {"attendance": 10_000, "decision": 20_000, "action": 30_000}


def tagged_table(
    document: Any, name: str, row: str, columns: Sequence[Column], *, each: str, caption: str, blank_rows: int = 4
) -> None:
    """A table under the tag `packgen:NAME` whose first column is the reference of each row.

    Each row of the list carries `key` and `reference`, under the tag `packgen:ROW:KEY` and the bookmark
    `packgen_ROW_KEY`; the table's own bookmark is `packgen_table_NAME`. Empty rows follow until the meeting is held.
    """
    variable = each.split(" in ", maxsplit=1)[0]
    reference = Column("Ref", f"{{{{ {variable}.reference }}}}", 13)
    table = loop_table(document, [reference, *columns], each, caption=caption, blank_rows=blank_rows)
    _only_in_the_shell(table, blank_rows)
    _mark(table.rows[0].cells[0].paragraphs[0], f"packgen_table_{name}", str(_FIRST_TABLE_MARK + len(name)))
    # No spaces inside: LibreOffice turns the spaces of a bookmark's name into underscores when it saves a template.
    key = f"{{{{{variable}.key}}}}"
    number = f"{{{{{_FIRST_ROW_MARK[row]}+loop.index}}}}"
    cell = table.rows[2].cells[0].paragraphs[0]
    _tag_runs(cell, f"packgen:{row}:{key}")
    _mark(cell, f"packgen_{row}_{key}", number)
    control(document, table, f"packgen:{name}", caption)


def tagged_details(document: Any, table: Any, name: str, caption: str) -> None:
    """The same for a table of labels and values."""
    _mark(table.rows[0].cells[0].paragraphs[0], f"packgen_table_{name}", str(_FIRST_TABLE_MARK + len(name)))
    control(document, table, f"packgen:{name}", caption)


def _only_in_the_shell(table: Any, blank_rows: int) -> None:
    rows = [row._tr for row in table.rows]
    end = rows[3]
    before, after = deepcopy(end), deepcopy(end)
    for copy, words in ((before, "{%tr if not held %}"), (after, "{%tr endif %}")):
        texts = list(copy.iter(qn("w:t")))
        texts[0].text = words
    end.addnext(before)
    rows[3 + blank_rows].addnext(after)


def _mark(paragraph: Any, name: str, number: str) -> None:
    """A bookmark around what the paragraph holds."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    properties = paragraph._p.find(qn("w:pPr"))
    if properties is None:
        paragraph._p.insert(0, start)
    else:
        properties.addnext(start)
    paragraph._p.append(end)


def _tag_runs(paragraph: Any, tag: str) -> None:
    """The paragraph's runs inside a content control. Not locked: Word would refuse to delete a row that holds one."""
    made = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Reference"/><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    runs = list(paragraph._p.findall(qn("w:r")))
    runs[0].addprevious(made)
    made.find(qn("w:sdtContent")).extend(runs)
