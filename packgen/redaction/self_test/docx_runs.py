"""Hiding places inside runs of text, and inside tracked changes."""

from __future__ import annotations

import unicodedata

from packgen.redaction.self_test.docx_builder import FIRST, FULL, LAST, Place, Recipe, paragraph, run

_WHO = 'w:id="7" w:author="FULL" w:date="2026-01-05T10:00:00Z"'
_CHANGED = 'w:id="8" w:author="Somebody" w:date="2026-01-05T10:00:00Z"'


def _run_place(name: str, inner: str, *, refused: bool = False) -> Place:
    return Place("runs", name, Recipe(body=paragraph(inner)), refused)


def _text_place(name: str, text: str) -> Place:
    return _run_place(name, run(f"Seen with {text} at home."))


def _between(text: str, character: str) -> str:
    return character.join(text)


def _symbols(text: str, font: str = "Arial") -> str:
    return "".join(f'<w:r><w:sym w:font="{font}" w:char="F0{ord(letter):02X}"/></w:r>' for letter in text)


def _private(text: str) -> str:
    return "".join(chr(0xF000 + ord(letter)) for letter in text)


def _accented(text: str) -> str:
    return unicodedata.normalize("NFD", text.replace("o", "ó").replace("a", "á"))


def _numeric(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def _struck(text: str) -> str:
    """Letters with strokes and hooks of their own, which no decomposition takes apart."""
    return text.translate(str.maketrans("iloenratIL", "ɨƚøɇƞɍⱥŧƗȽ"))


_NOTE_MARK = '<w:r><w:footnoteReference w:id="9"/></w:r>'
_SPLIT = "".join(run(letter) for letter in FULL)
_LOOKS = "".join(run(letter, "<w:b/>" if place % 2 else "<w:i/>") for place, letter in enumerate(FULL))
_RUBY = "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
_FORMULA = "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>"

RUNS = (
    _text_place("plain text", "FULL"),
    _text_place("capital letters", FULL.upper()),
    _text_place("possessive", "FULL's"),
    _text_place("hyphen in the name", f"{FIRST}-{LAST}"),
    _text_place("e-mail address in the text", f"{FIRST}.{LAST}@example.org"),
    _text_place("file name in the text", f"{FIRST}_{LAST}.docx"),
    _run_place("one run a letter", _SPLIT),
    _run_place("one look a letter", _LOOKS),
    _run_place("spelling marks between letters", '<w:proofErr w:type="spellStart"/>'.join(run(c) for c in FULL)),
    _run_place("bookmark inside the name", run("Quil") + '<w:bookmarkStart w:id="1" w:name="b"/>' + run("lon LAST")),
    _run_place("mark of a note inside the name", run("Quil") + _NOTE_MARK + run("lon LAST")),
    _text_place("letters with strokes and hooks", _struck(FULL)),
    _run_place("comment mark inside the name", run("Quil") + '<w:commentRangeStart w:id="1"/>' + run("lon LAST")),
    _text_place("soft hyphens", _between(FIRST, "\u00ad")),
    _text_place("zero-width spaces", _between(LAST, "\u200b")),
    _text_place("zero-width joiners", _between(FULL, "\u200d")),
    _text_place("word joiners", _between(FULL, "\u2060")),
    _text_place("byte-order marks", _between(FULL, "\ufeff")),
    _text_place("variation selectors", _between(LAST, "\ufe0f")),
    _text_place("combining grapheme joiners", _between(FIRST, "\u034f")),
    _text_place("tag characters", _between(FIRST, "\U000e0041")),
    _text_place("no-break space", f"{FIRST}\u00a0{LAST}"),
    _text_place("thin and hair spaces", f"{FIRST}\u200a{LAST}"),
    _text_place("decomposed accents", _accented(FULL)),
    _text_place("full-width letters", "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in FULL)),
    _text_place("ligatures and circled letters", "Quill\u24de\u24dd Vantrei\u24d6ht"),
    _text_place("mathematical letters", "".join(chr(0x1D41A + ord(c) - 97) for c in LAST.lower())),
    _text_place("squared letters", "".join(chr(0x1F170 + ord(c) - 65) for c in LAST.upper())),
    _text_place("regional letters", "".join(chr(0x1F1E6 + ord(c) - 65) for c in LAST.upper())),
    _text_place("small capital letters", "\u1d20\u1d00\u0274\u1d1b\u0280\u1d07\u026a\u0262\u029c\u1d1b"),
    _text_place("letters struck through by marks", "\u0336".join(LAST) + "\u0336"),
    _text_place("letters in boxes by marks", "\u20de".join(FIRST) + "\u20de"),
    _text_place("character references", _numeric(FULL)),
    _run_place("soft-hyphen elements", "<w:r><w:t>Quil</w:t><w:softHyphen/><w:t>lon LAST</w:t></w:r>"),
    _run_place("no-break-hyphen element", "<w:r><w:t>FIRST</w:t><w:noBreakHyphen/><w:t>LAST</w:t></w:r>"),
    _run_place("tab inside the name", "<w:r><w:t>FIRST</w:t><w:tab/><w:t>LAST</w:t></w:r>"),
    _run_place("line break inside the name", "<w:r><w:t>FIRST</w:t><w:br/><w:t>LAST</w:t></w:r>"),
    _run_place("page break inside the name", '<w:r><w:t>FIRST</w:t><w:br w:type="page"/><w:t>LAST</w:t></w:r>'),
    _run_place("hidden text", run("FULL", "<w:vanish/>")),
    _run_place("half of the name hidden", run("FIRST") + run("LAST", "<w:vanish/>")),
    _run_place("hidden letters inside the name", run("Quil") + run("xx", "<w:vanish/>") + run("lon LAST")),
    _run_place("white text", run("FULL", '<w:color w:val="FFFFFF"/>')),
    _run_place("tiny text", run("FULL", '<w:sz w:val="2"/>')),
    _run_place("small capitals", run("FULL", "<w:smallCaps/>")),
    _run_place("capitals by formatting", run(FULL.lower(), "<w:caps/>")),
    _run_place("hidden on the web only", run("FULL", "<w:webHidden/>")),
    _run_place("symbol elements of a text font", _symbols(LAST)),
    _run_place("symbol elements of a symbol font", _symbols(LAST, "Wingdings")),
    _text_place("private-use characters", _private(LAST)),
    _text_place("right-to-left override", f"\u202e{FULL[::-1]}\u202c"),
    _run_place("override element", f'<w:bdo w:val="rtl">{run(FULL[::-1])}</w:bdo>'),
    _run_place("direction element", f'<w:dir w:val="ltr">{run("FULL")}</w:dir>'),
    _run_place("ruby text above", _RUBY.format(run("FULL"), run("He"))),
    _run_place("ruby base", _RUBY.format(run("he"), run("FULL"))),
    _run_place("ruby text above each letter", "".join(_RUBY.format(run("x"), run(letter)) for letter in LAST)),
    _run_place("one letter above each word", "".join(_RUBY.format(run(letter), run("he ")) for letter in LAST)),
    _run_place("ruby text inside the name", run("Quil") + _RUBY.format(run("he"), run("lo")) + run("n LAST")),
    _run_place("ink inside the name", run("Quil") + '<w:r><w:contentPart r:id="rId9"/></w:r>' + run("lon LAST")),
    _run_place("formula", _FORMULA.format("FULL")),
    _run_place("hidden formula", "<m:oMath><m:r><w:rPr><w:vanish/></w:rPr><m:t>FULL</m:t></m:r></m:oMath>"),
    _run_place("formula, one piece a letter", "".join(_FORMULA.format(letter) for letter in LAST)),
    _run_place("comment of XML inside the name", "<w:r><w:t>Quil<!-- x -->lon LAST</w:t></w:r>"),
    _run_place("instruction of XML inside the name", "<w:r><w:t>Quil<?x y?>lon LAST</w:t></w:r>"),
    _run_place("character-data section", "<w:r><w:t><![CDATA[FULL]]></w:t></w:r>"),
    _run_place("element inside text", "<w:r><w:t>Quil<w:x>FULL</w:x>lon LAST</w:t></w:r>"),
    _run_place("smart tag", f'<w:smartTag w:uri="u" w:element="e">{run("FULL")}</w:smartTag>'),
    _run_place(
        "smart-tag properties",
        '<w:smartTag w:element="e"><w:smartTagPr><w:attr w:name="n" w:val="FULL"/>'
        f"</w:smartTagPr>{run('seen')}</w:smartTag>",
    ),
    _run_place("custom XML around a run", f'<w:customXml w:element="FIRST">{run("LAST")}</w:customXml>'),
    _run_place("language and font names", run("seen", '<w:rFonts w:ascii="FULL"/><w:lang w:val="FIRST"/>')),
    _run_place("unknown element with text", "<w:unknown><w:t>FULL</w:t></w:unknown>"),
    _run_place(
        "symbol of the extended kind",
        "".join(
            f'<w:r><mc:AlternateContent><mc:Choice Requires="w16se">'
            f'<w16se:symEx w16se:font="Arial" w16se:char="{ord(c):X}"/>'
            f"</mc:Choice><mc:Fallback><w:t>{c}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
            for c in LAST
        ),
    ),
    _run_place("ink", '<w:r><w:contentPart r:id="rId9"/><w:t>FULL</w:t></w:r>'),
)


def _revision(name: str, inner: str) -> Place:
    return Place("revisions", name, Recipe(body=inner))


_ROW = "<w:tbl><w:tr>{}<w:tc>{}<w:p>{}</w:p></w:tc></w:tr></w:tbl>"

REVISIONS = (
    _revision("inserted text", paragraph(f"<w:ins {_CHANGED}>{run('FULL')}</w:ins>")),
    _revision("author of an insertion", paragraph(f"<w:ins {_WHO}>{run('seen')}</w:ins>")),
    _revision("deleted text", paragraph(f"<w:del {_CHANGED}><w:r><w:delText>FULL</w:delText></w:r></w:del>")),
    _revision("deleted text in ordinary text elements", paragraph(f"<w:del {_CHANGED}>{run('FULL')}</w:del>")),
    _revision(
        "deleted letters inside the name",
        paragraph(f"{run('Quil')}<w:del {_CHANGED}><w:r><w:delText>xx</w:delText></w:r></w:del>{run('lon LAST')}"),
    ),
    _revision(
        "inserted letters inside the name",
        paragraph(f"{run('Quil')}<w:ins {_CHANGED}>{run('lon Vantre')}</w:ins>{run('ight')}"),
    ),
    _revision("moved text, old place", paragraph(f"<w:moveFrom {_CHANGED}>{run('FULL')}</w:moveFrom>")),
    _revision("moved text, new place", paragraph(f"<w:moveTo {_CHANGED}>{run('FULL')}</w:moveTo>")),
    _revision("name of a move", paragraph(f'<w:moveFromRangeStart w:id="3" w:name="FULL" w:author="FULL"/>{run("x")}')),
    _revision("author of a format change", paragraph(run("seen", f"<w:b/><w:rPrChange {_WHO}><w:rPr/></w:rPrChange>"))),
    _revision(
        "earlier style of a paragraph",
        paragraph(
            f'<w:pPr><w:pPrChange {_WHO}><w:pPr><w:pStyle w:val="FULL"/></w:pPr></w:pPrChange></w:pPr>{run("seen")}'
        ),
    ),
    _revision(
        "deleted end of a paragraph",
        paragraph(f"<w:pPr><w:rPr><w:del {_CHANGED}/></w:rPr></w:pPr>{run('Quil')}") + paragraph(run("lon LAST")),
    ),
    _revision(
        "hidden end of a paragraph",
        paragraph(f"<w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>{run('Quil')}")
        + paragraph(run("lon LAST")),
    ),
    _revision("deleted row", _ROW.format(f"<w:trPr><w:del {_CHANGED}/></w:trPr>", "", run("FULL"))),
    _revision("inserted row", _ROW.format(f"<w:trPr><w:ins {_WHO}/></w:trPr>", "", run("FULL"))),
    _revision("deleted cell", _ROW.format("", f"<w:tcPr><w:cellDel {_WHO}/></w:tcPr>", run("FULL"))),
    _revision(
        "earlier properties of a table",
        "<w:tbl><w:tblPr><w:tblPrChange w:id='1' w:author='FULL'><w:tblPr>"
        "<w:tblCaption w:val='FULL'/></w:tblPr></w:tblPrChange></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ),
    _revision(
        "earlier number of a list",
        paragraph(f'<w:pPr><w:numPr><w:numberingChange {_WHO} w:original="FULL"/></w:numPr></w:pPr>{run("seen")}'),
    ),
    _revision(
        "deleted formula",
        paragraph(f"<m:oMath><w:del {_CHANGED}><m:r><m:t>FULL</m:t></m:r></w:del><m:r><m:t>x</m:t></m:r></m:oMath>"),
    ),
    _revision(
        "insertion inside a deletion", paragraph(f"<w:del {_CHANGED}><w:ins {_CHANGED}>{run('FULL')}</w:ins></w:del>")
    ),
    _revision(
        "deleted passage of custom XML",
        paragraph(f"<w:customXmlDelRangeStart {_WHO}/>{run('seen')}<w:customXmlDelRangeEnd w:id='7'/>"),
    ),
)
