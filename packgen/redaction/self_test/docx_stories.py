"""Hiding places outside the main text (headers, notes, comments) and in the structure of a document."""

from __future__ import annotations

from packgen.redaction.self_test.docx_builder import (
    FIRST,
    FULL,
    LAST,
    NAMES,
    Link,
    Place,
    Recipe,
    paragraph,
    run,
)

_NAMED = paragraph(run("Seen with FULL."))


def _story(name: str, recipe: Recipe) -> Place:
    return Place("stories", name, recipe)


def _header(kind: str, which: str, more: str = "", settings: str = "", content: str = _NAMED) -> Recipe:
    root = "hdr" if kind == "header" else "ftr"
    parts = {f"word/{kind}9.xml": f"<w:{root} {NAMES}>{content}</w:{root}>"}
    links = [Link("rIdH", kind, f"{kind}9.xml")]
    if settings:
        parts["word/settings.xml"] = f"<w:settings {NAMES}>{settings}</w:settings>"
        links.append(Link("rIdS", "settings", "settings.xml"))
    section = f'<w:{kind}Reference w:type="{which}" r:id="rIdH"/>{more}'
    return Recipe(parts=parts, links=tuple(links), section=section)


def _notes(kind: str, mentioned: bool = True, attributes: str = "", content: str = _NAMED) -> Recipe:
    parts = {
        f"word/{kind}s.xml": f'<w:{kind}s {NAMES}><w:{kind} w:id="2" {attributes}>{content}</w:{kind}></w:{kind}s>'
    }
    mention = f'<w:r><w:{kind}Reference w:id="2"/></w:r>' if mentioned else run("seen")
    return Recipe(body=paragraph(mention), parts=parts, links=(Link("rIdN", f"{kind}s", f"{kind}s.xml"),))


def _comments(content: str, attributes: str = 'w:author="A"', part: str = "comments") -> Recipe:
    xml = f'<w:{part} {NAMES}><w:comment w:id="1" {attributes}>{content}</w:comment></w:{part}>'
    mention = f'<w:commentRangeStart w:id="1"/>{run("seen")}<w:commentRangeEnd w:id="1"/>'
    mention += '<w:r><w:commentReference w:id="1"/></w:r>'
    return Recipe(paragraph(mention), {f"word/{part}.xml": xml}, links=(Link("rIdC", part, f"{part}.xml"),))


def _beside(name: str, xml: str) -> Recipe:
    return Recipe(parts={f"word/{name}": xml}, links=(Link("rIdB", name.partition(".")[0], name),))


_BOXED = (
    f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{_NAMED}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
_MARKED = f"{run('Quil')}<w:commentRangeStart w:id='1'/>{run('lon LAST')}<w:commentRangeEnd w:id='1'/>"
_EVEN = "<w:evenAndOddHeaders/>"
_FIRST_PAGE = "<w:titlePg/>"

STORIES = (
    _story("header", _header("header", "default")),
    _story("header of the first page", _header("header", "first", _FIRST_PAGE)),
    _story("header of a first page that is switched off", _header("header", "first")),
    _story("header of even pages", _header("header", "even", settings=_EVEN)),
    _story("header of even pages that is switched off", _header("header", "even")),
    _story("text box in a header", _header("header", "default", content=paragraph(_BOXED))),
    _story("comment mark in a header", _header("header", "default", content=paragraph(_MARKED))),
    _story("footer", _header("footer", "default")),
    _story("footer of the first page", _header("footer", "first", _FIRST_PAGE)),
    _story(
        "table in a header",
        _header("header", "default", content=f"<w:tbl><w:tr><w:tc>{_NAMED}</w:tc></w:tr></w:tbl><w:p/>"),
    ),
    _story(
        "header of an earlier section",
        Recipe(
            body=f"<w:p><w:pPr><w:sectPr><w:headerReference w:type='default' r:id='rIdH'/></w:sectPr></w:pPr>"
            f"{run('x')}</w:p>",
            parts={"word/header9.xml": f"<w:hdr {NAMES}>{_NAMED}</w:hdr>"},
            links=(Link("rIdH", "header", "header9.xml"),),
        ),
    ),
    _story(
        "header that no section uses",
        Recipe(
            parts={"word/header9.xml": f"<w:hdr {NAMES}>{_NAMED}</w:hdr>"},
            links=(Link("rIdH", "header", "header9.xml"),),
        ),
    ),
    _story("footnote", _notes("footnote")),
    _story("endnote", _notes("endnote")),
    _story("footnote that nothing mentions", _notes("footnote", mentioned=False)),
    _story("line between text and footnotes", _notes("footnote", mentioned=False, attributes='w:type="separator"')),
    _story(
        "text box in a footnote",
        _notes("footnote", content=paragraph(_BOXED)),
    ),
    _story("comment", _comments(_NAMED)),
    _story("author of a comment", _comments(paragraph(run("x")), 'w:author="FULL"')),
    _story("initials of a comment's author", _comments(paragraph(run("x")), 'w:author="A" w:initials="LAST"')),
    _story(
        "people who commented",
        _beside(
            "people.xml",
            f'<w15:people {NAMES}><w15:person w15:author="FULL"><w15:presenceInfo w15:providerId="AD" '
            'w15:userId="FIRST.LAST@example.org"/></w15:person></w15:people>',
        ),
    ),
    _story("extended comments", _beside("commentsExtended.xml", f'<w15:commentsEx {NAMES} w15:note="FULL"/>')),
    _story(
        "building blocks",
        _beside(
            "glossary.xml",
            f"<w:glossaryDocument {NAMES}><w:docParts><w:docPart>"
            f"<w:docPartPr><w:name w:val='FULL'/></w:docPartPr><w:docPartBody>{_NAMED}</w:docPartBody></w:docPart>"
            "</w:docParts></w:glossaryDocument>",
        ),
    ),
)


def _structure(name: str, body: str = "", **more: object) -> Place:
    return Place("structure", name, Recipe(body=body, **more))  # type: ignore[arg-type]


def _table(cell: str, properties: str = "", row: str = "", cell_properties: str = "") -> str:
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{row}<w:tc>{cell_properties}{cell}</w:tc>"
        f"<w:tc>{paragraph(run('seen'))}</w:tc></w:tr></w:tbl>"
    )


def _control(properties: str, content: str = run("seen")) -> str:
    return paragraph(f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")


def _list(level: str, links: bool = True) -> Recipe:
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1"><w:name w:val="FULL"/>'
        f'<w:lvl w:ilvl="0">{level}</w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    body = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run("seen")}</w:p>'
    link = (Link("rIdL", "numbering", "numbering.xml"),) if links else ()
    return Recipe(body, {"word/numbering.xml": numbering}, links=link)


def _styled(style: str, body: str) -> Recipe:
    return Recipe(
        body,
        {"word/styles.xml": f"<w:styles {NAMES}>{style}</w:styles>"},
        links=(Link("rIdY", "styles", "styles.xml"),),
    )


_HIDING_STYLE = '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
_NESTED = f"<w:tbl><w:tr><w:tc>{_NAMED}</w:tc></w:tr></w:tbl><w:p/>"
_MERGED = (
    "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p/></w:tc></w:tr>"
    f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_NAMED}</w:tc></w:tr></w:tbl>"
)
_BOUND = '<w:dataBinding w:xpath="/x/FULL" w:storeItemID="FULL"/>'
_STRICT = (
    '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
    "<w:p><w:r><w:t>The strategy meeting heard from the school nurse about attendance since September."
    "</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Seen with FULL.</w:t></w:r></w:p><w:p><w:r><w:t>"
    "Everybody agreed to meet again within ten working days, and the chair thanked them.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
_FROM_THE_RIGHT = (
    "<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr>"
    + "".join(f"<w:tc>{paragraph(run(letter))}</w:tc>" for letter in reversed(LAST))
    + "</w:tr></w:tbl>"
)
_LETTER_CELLS = "".join(f"<w:tc>{paragraph(run(letter))}</w:tc>" for letter in LAST)
_HALVES = f"<w:tc>{paragraph(run(FIRST))}</w:tc><w:tc>{paragraph(run(LAST))}</w:tc>"

STRUCTURE = (
    _structure("table cell", _table(_NAMED)),
    _structure("table in a table", _table(_NESTED)),
    _structure("name over two cells", f"<w:tbl><w:tr>{_HALVES}</w:tr></w:tbl>"),
    _structure("one letter a cell", f"<w:tbl><w:tr>{_LETTER_CELLS}</w:tr></w:tbl>"),
    _structure("one letter a cell, from right to left", _FROM_THE_RIGHT),
    _structure("one letter a paragraph", "".join(paragraph(run(letter)) for letter in LAST)),
    _structure("name over two paragraphs", paragraph(run("FIRST")) + paragraph(run("LAST"))),
    _structure("caption of a table", _table(paragraph(run("x")), '<w:tblCaption w:val="FULL"/>')),
    _structure("description of a table", _table(paragraph(run("x")), '<w:tblDescription w:val="FULL"/>')),
    _structure("style of a table", _table(paragraph(run("x")), '<w:tblStyle w:val="FULL"/>')),
    _structure("repeated header row", _table(_NAMED, row="<w:trPr><w:tblHeader/></w:trPr>")),
    _structure("hidden row", _table(_NAMED, row="<w:trPr><w:hidden/></w:trPr>")),
    _structure("cell hidden by a merge downwards", _MERGED),
    _structure("cell hidden by a merge sideways", _table(_NAMED, cell_properties="<w:tcPr><w:hMerge/></w:tcPr>")),
    _structure("content control", _control('<w:tag w:val="p1"/>', run("FULL"))),
    _structure("title of a content control", _control('<w:alias w:val="FULL"/>')),
    _structure("tag of a content control", _control('<w:tag w:val="FULL"/>')),
    _structure(
        "choices of a content control",
        _control('<w:dropDownList><w:listItem w:displayText="FULL" w:value="LAST"/></w:dropDownList>'),
    ),
    _structure(
        "placeholder of a content control", _control('<w:placeholder><w:docPart w:val="FULL"/></w:placeholder>')
    ),
    _structure("data binding of a content control", _control(_BOUND)),
    _structure("content control around a paragraph", f"<w:sdt><w:sdtPr/><w:sdtContent>{_NAMED}</w:sdtContent></w:sdt>"),
    _structure(
        "content control around a row",
        "<w:tbl><w:sdt><w:sdtPr><w:alias w:val='FULL'/></w:sdtPr><w:sdtContent>"
        f"<w:tr><w:tc>{_NAMED}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
    ),
    _structure("custom XML around a paragraph", f'<w:customXml w:element="LAST">{_NAMED}</w:customXml>'),
    Place("structure", "text of a list number", _list('<w:numFmt w:val="decimal"/><w:lvlText w:val="FULL %1."/>')),
    Place("structure", "bullet of a list", _list('<w:numFmt w:val="bullet"/><w:lvlText w:val="FULL"/>')),
    Place("structure", "name of a list", _list('<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>')),
    Place(
        "structure",
        "name of a style",
        _styled(
            '<w:style w:type="paragraph" w:styleId="LAST"><w:name w:val="FULL"/><w:aliases w:val="FIRST"/></w:style>',
            f'<w:p><w:pPr><w:pStyle w:val="LAST"/></w:pPr>{run("seen")}</w:p>',
        ),
    ),
    Place(
        "structure", "text hidden by a style", _styled(_HIDING_STYLE, paragraph(run("FULL", '<w:rStyle w:val="H"/>')))
    ),
    _structure("frame", f'<w:p><w:pPr><w:framePr w:w="1000"/></w:pPr>{run("FULL")}</w:p>'),
    _structure(
        "drop capital",
        f'<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>{run("Q")}</w:p>'
        f"{paragraph(run('uillon was seen.'))}",
    ),
    _structure(
        "alternative paragraphs",
        f'<mc:AlternateContent><mc:Choice Requires="w14">{paragraph(run("seen"))}'
        f"</mc:Choice><mc:Fallback>{_NAMED}</mc:Fallback></mc:AlternateContent>",
    ),
    _structure(
        "alternative of an unknown maker",
        '<mc:AlternateContent><mc:Choice xmlns:zz="urn:zz" Requires="zz">'
        f"{_NAMED}</mc:Choice><mc:Fallback>{paragraph(run('seen'))}</mc:Fallback></mc:AlternateContent>",
    ),
    _structure("element of an unknown maker", f'<zz:p xmlns:zz="urn:LAST" zz:note="FULL">{_NAMED}</zz:p>'),
    _structure(
        "attribute of an unknown maker",
        f'<w:p xmlns:zz="urn:zz" zz:note="FULL">{run("seen")}</w:p>',
        attributes='xmlns:zz="urn:zz" mc:Ignorable="zz"',
    ),
    _structure(
        "permission to edit", paragraph(f'<w:permStart w:id="1" w:ed="FULL"/>{run("seen")}<w:permEnd w:id="1"/>')
    ),
    _structure("text outside any paragraph", run("FULL")),
    _structure("background of the page", "<w:p/>", attributes='w:note="FULL"'),
    _structure("strict namespaces", whole=_STRICT),
    _structure(
        "linked document",
        paragraph('<w:subDoc r:id="rIdD"/>'),
        links=(Link("rIdD", "subDocument", "FULL.docx", external=True),),
    ),
    _structure(
        "file pasted in whole",
        '<w:altChunk r:id="rIdA"/>',
        parts={"word/a.html": "<p>FULL</p>"},
        links=(Link("rIdA", "aFChunk", "a.html"),),
    ),
    _structure(
        "upper-case namespace prefix",
        f'<Q:p xmlns:Q="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<Q:r><Q:t>{FULL}</Q:t></Q:r></Q:p>",
    ),
)
