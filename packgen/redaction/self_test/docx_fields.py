"""Hiding places in links, bookmarks and fields."""

from __future__ import annotations

import base64

from packgen.redaction.self_test.docx_builder import FULL, Link, Place, Recipe, paragraph, run

_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_BEGIN, _MIDDLE, _END = (_MARK.format(kind) for kind in ("begin", "separate", "end"))


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def _field(code: str, result: str = run("seen")) -> str:
    return paragraph(f"{_BEGIN}{_code(code)}{_MIDDLE}{result}{_END}")


def _form(data: str, code: str = "FORMTEXT") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    return paragraph(f"{begin}{_code(code)}{_MIDDLE}{run('seen')}{_END}")


def _place(name: str, body: str, *links: Link) -> Place:
    return Place("links and fields", name, Recipe(body=body, links=links))


_LINKED = '<w:hyperlink r:id="rIdK" {}>{}</w:hyperlink>'
_NESTED = f"{_BEGIN}{_code('IF')}{_field('MERGEFIELD FULL', run('FULL')).replace('<w:p>', '').replace('</w:p>', '')}"
_HALVES = paragraph(f"{run('Quil')}{_BEGIN}{_code('X')}{_MIDDLE}{run('lon Vantre')}{_END}{run('ight')}")

LINKS_AND_FIELDS = (
    _place(
        "words of a link", paragraph(_LINKED.format("", run("FULL"))), Link("rIdK", "hyperlink", "https://e.org", True)
    ),
    _place(
        "target of a link",
        paragraph(_LINKED.format("", run("seen"))),
        Link("rIdK", "hyperlink", "mailto:FIRST.LAST@example.org", True),
    ),
    _place(
        "target of a link inside the document", paragraph(f'<w:hyperlink w:anchor="FULL">{run("seen")}</w:hyperlink>')
    ),
    _place(
        "tool tip of a link",
        paragraph(_LINKED.format('w:tooltip="FULL"', run("seen"))),
        Link("rIdK", "hyperlink", "https://example.org", True),
    ),
    _place(
        "frame and place of a link",
        paragraph(f'<w:hyperlink w:tgtFrame="FULL" w:docLocation="LAST">{run("seen")}</w:hyperlink>'),
    ),
    _place("name of a bookmark", paragraph(f'<w:bookmarkStart w:id="1" w:name="FIRST_LAST"/>{run("seen")}')),
    _place("instruction of a link field", _field('HYPERLINK "mailto:FIRST.LAST@example.org" \\o "FULL"')),
    _place("instruction of an inclusion", _field('INCLUDETEXT "C:\\\\Users\\\\LAST\\\\FULL.docx"')),
    _place("instruction of a merge field", _field("MERGEFIELD FULL")),
    _place("result of a field", _field("AUTHOR", run("FULL"))),
    _place("result that ends in the text", _HALVES),
    _place("index entry", paragraph(f"{_BEGIN}{_code('XE ' + chr(34) + 'FULL' + chr(34))}{_END}{run('seen')}")),
    _place("entry of a table of contents", paragraph(f"{_BEGIN}{_code('TC FULL')}{_END}{run('seen')}")),
    _place("result in a table of contents", _field("TOC", run("FULL") + "<w:r><w:tab/></w:r>" + run("4"))),
    _place(
        "text among the instructions", paragraph(f"{_BEGIN}{run('FULL')}{_code('QUOTE')}{_MIDDLE}{run('seen')}{_END}")
    ),
    _place("field inside an instruction", paragraph(f"{_NESTED}{_code('= 1')}{_MIDDLE}{run('seen')}{_END}")),
    _place("field that never ends", paragraph(f"{_BEGIN}{_code('FULL')}{_MIDDLE}{run('FULL')}")),
    _place("field that never began", paragraph(f"{run('FULL')}{_END}{_code('FULL')}{run(' seen')}")),
    _place(
        "field over several paragraphs",
        paragraph(f"{_BEGIN}{_code('X FULL')}{_MIDDLE}{run('FIRST')}") + paragraph(f"{run('LAST')}{_END}"),
    ),
    _place("simple field, instruction", paragraph(f'<w:fldSimple w:instr="AUTHOR FULL">{run("seen")}</w:fldSimple>')),
    _place("simple field, result", paragraph(f'<w:fldSimple w:instr="AUTHOR">{run("FULL")}</w:fldSimple>')),
    _place(
        "data of a field",
        paragraph(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>'
            f"{base64.b64encode(FULL.encode()).decode()}</w:fldData></w:fldChar></w:r>{_MIDDLE}{run('seen')}{_END}"
        ),
    ),
    _place("default of a form field", _form('<w:textInput><w:default w:val="FULL"/></w:textInput>')),
    _place(
        "name and help of a form field",
        _form('<w:name w:val="FULL"/><w:helpText w:val="FULL"/><w:statusText w:val="FULL"/>'),
    ),
    _place(
        "choices of a form field",
        _form(
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="FULL"/><w:listEntry w:val="seen"/></w:ddList>',
            "FORMDROPDOWN",
        ),
    ),
    _place(
        "choice made in a form field",
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="0"/><w:listEntry w:val="FULL"/>'
            f"</w:ddList></w:ffData></w:fldChar></w:r>{_code('FORMDROPDOWN')}{_END}"
        ),
    ),
    _place("macro of a form field", _form('<w:entryMacro w:val="FULL"/><w:exitMacro w:val="LAST"/>')),
    _place(
        "deleted instruction",
        paragraph(
            f'<w:del w:id="1" w:author="A">{_BEGIN}<w:r><w:delInstrText>FULL</w:delInstrText></w:r>'
            f"{_MIDDLE}{run('FULL')}{_END}"
            f"</w:del>{run('seen')}"
        ),
    ),
    _place(
        "field with half its marks deleted",
        paragraph(
            f'{_BEGIN}{_code("X FULL")}{_MIDDLE}{run("FULL")}<w:del w:id="1" w:author="A">{_END}</w:del>{run(" seen")}'
        ),
    ),
)
