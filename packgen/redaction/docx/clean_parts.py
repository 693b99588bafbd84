"""The parts of a redacted copy that are the same in every copy, byte for byte; the verifier holds a copy to them."""

from __future__ import annotations

from collections.abc import Mapping

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MAIN_PART = "word/document.xml"
MAIN_RELATIONSHIPS = "word/_rels/document.xml.rels"
MEDIA_FOLDER = "word/media/"
DEEPEST_HEADING = 6
DEEPEST_LIST = 9
TABLE_STYLE = "RecordTable"
REDACTION_STYLE = "Redaction"
TITLE_STYLE = "StoryTitle"
#: Headings of packgen's own over what stood outside the text of a record.
STORY_TITLES = (
    "Header",
    "Header of the first page",
    "Header of even pages",
    "Footer",
    "Footer of the first page",
    "Footer of even pages",
    "Footnotes",
    "Endnotes",
)
#: Width in twips between the margins of an upright and a lying A4 page.
TEXT_WIDTH = {False: 9638, True: 14570}


def paragraph_styles() -> tuple[str, ...]:
    """Every paragraph style that a copy may name."""
    headings = [f"Heading{level}" for level in range(1, DEEPEST_HEADING + 1)]
    lists = [f"RecordList{level}" for level in range(1, DEEPEST_LIST + 1)]
    return (*headings, *lists, TITLE_STYLE)


def _content_types() -> str:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{main}.settings+xml"/></Types>'
    )


def _root_relationships() -> str:
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R_NAMESPACE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )


def main_relationships(pictures: int) -> str:
    """The relationships of the main part of a copy with so many pictures, numbered in order of appearance."""
    links = "".join(
        f'<Relationship Id="rIdPicture{n}" Type="{R_NAMESPACE}/image" Target="media/picture{n}.png"/>'
        for n in range(1, pictures + 1)
    )
    return (
        f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R_NAMESPACE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{R_NAMESPACE}/settings" Target="settings.xml"/>{links}</Relationships>'
    )


def _settings() -> str:
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W_NAMESPACE}"><w:removePersonalInformation/><w:removeDateAndTime/>'
        "<w:compat>"
        f'<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f"</w:compat></w:settings>"
    )


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="60" w:after="100" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    headings = "".join(_heading(level) for level in range(1, DEEPEST_HEADING + 1))
    lists = "".join(_list(level) for level in range(1, DEEPEST_LIST + 1))
    title = _style(
        TITLE_STYLE,
        "Story title",
        '<w:keepNext/><w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="808080"/></w:pBdr>'
        '<w:spacing w:before="360"/>',
        '<w:b/><w:color w:val="404040"/>',
    )
    return (
        f'{DECLARATION}<w:styles xmlns:w="{W_NAMESPACE}">{defaults}{normal}{headings}{lists}{title}'
        f"{_token_style()}{_table_style()}</w:styles>"
    )


def _style(style_id: str, name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _heading(level: int) -> str:
    size = (32, 28, 26, 24, 22, 22)[level - 1]
    paragraph = f'<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", paragraph, f'<w:b/><w:sz w:val="{size}"/>')


def _list(level: int) -> str:
    left = 360 + 360 * level
    paragraph = f'<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs><w:ind w:left="{left}" w:hanging="540"/>'
    return _style(f"RecordList{level}", f"Record list {level}", paragraph, "")


def _token_style() -> str:
    return (
        f'<w:style w:type="character" w:styleId="{REDACTION_STYLE}"><w:name w:val="Redaction"/>'
        '<w:rPr><w:b/><w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/></w:rPr></w:style>'
    )


def _table_style() -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:styleId="{TABLE_STYLE}"><w:name w:val="Record table"/>'
        '<w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


#: Parts that never change. The main part, its relationships and pictures are the only others.
CLEAN_PARTS: Mapping[str, bytes] = {
    "[Content_Types].xml": _content_types().encode(),
    "_rels/.rels": _root_relationships().encode(),
    "word/settings.xml": _settings().encode(),
    "word/styles.xml": _styles().encode(),
}
