"""Markdown of case fields: real Word paragraphs, and not a word lost."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from making import lines, main_tree, part, saved, template

from packgen.content import Markdown, Passage
from packgen.errors import Severity
from packgen.word.markdown_to_word import Look, blocks, remarks, runs
from packgen.word.numbering import Numbering
from packgen.word.render import render
from packgen.word.xml import make, w

STYLES = {"list bullet": "ListBullet", "list number": "ListNumber", "table grid": "TableGrid"}


def look(numbering: Numbering | None = None) -> Look:
    return Look(None, None, STYLES, numbering or Numbering(None))


def outline(text: str) -> list[str]:
    """The blocks of a text in short: `• ` and `1. ` with their depth, tables by rows, bold and italics in brackets."""
    numbering = Numbering(None)
    made = blocks(text, look(numbering))
    return [line for block in made for line in _outline(block, numbering)]


def _outline(block: etree._Element, numbering: Numbering) -> list[str]:
    if block.tag == w("tbl"):
        return [" | ".join(_words(cell) for cell in row.iter(w("tc"))) for row in block.iter(w("tr"))]
    number = block.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    if number is None or number.get(w("val")) == "0":
        return [("  " if number is not None else "") + _words(block)]
    style = block.find(f"{w('pPr')}/{w('pStyle')}")
    depth = int(block.find(f"{w('pPr')}/{w('numPr')}/{w('ilvl')}").get(w("val")))
    kind = "1" if style.get(w("val")) == "ListNumber" else "•"
    return [f"{'>' * depth}{kind}({number.get(w('val'))}) {_words(block)}"]


def _words(element: etree._Element) -> str:
    text = ""
    for run in element.iter(w("r")):
        words = "".join("\n" if node.tag == w("br") else node.text or "" for node in run.iter(w("t"), w("br")))
        properties = run.find(w("rPr"))
        names = [] if properties is None else [child.tag for child in properties]
        words = f"[b:{words}]" if w("b") in names else words
        text += f"[i:{words}]" if w("i") in names else words
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain", ["Plain"]),
        ("", [""]),
        ("**Bold**, *italic*, _also_ and ***both***", ["[b:Bold], [i:italic], [i:also] and [i:[b:both]]"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("Flat 2\n1 High Street\nTown", ["Flat 2\n1 High Street\nTown"]),
        ("a" * 70 + "\nwrapped by an editor", ["a" * 70 + " wrapped by an editor"]),
        ("Agreed:\n- one\n- two\n\nThen", ["Agreed:", "•(1) one", "•(1) two", "Then"]),
        ("- a\n  - b\n    - c\n- d", ["•(1) a", ">•(1) b", ">>•(1) c", "•(1) d"]),
        ("1. a\n2. b\n\nThen\n\n1. c", ["1(1) a", "1(1) b", "Then", "1(2) c"]),
        ("1. a\n   1. b\n   2. c\n2. d\n   1. e", ["1(1) a", ">1(2) b", ">1(2) c", "1(1) d", ">1(3) e"]),
        ("1) a\n2) b", ["1(1) a", "1(1) b"]),
        ("- a\n\n1. b", ["•(1) a", "1(2) b"]),
        ("- a\n\n  more\n- b", ["•(1) a", "  more", "•(1) b"]),
        ("• typed in Word\n• again", ["•(1) typed in Word", "•(1) again"]),
        ("Name | Age\n--- | ---\n**Ann** | 4", ["[b:Name] | [b:Age]", "[b:Ann] | 4"]),
        ("See\n| a | b |\n|---|---|\n| 1 | 2 |\nAfter", ["See", "[b:a] | [b:b]", "1 | 2", "After"]),
        (
            "[the site](https://example.org) and [https://x.org](https://x.org)",
            ["the site (https://example.org) and https://x.org"],
        ),
        ("[a](https://x.org 'with a title')", ["a (https://x.org, with a title)"]),
        ("![a cat](cat.png)", ["[picture left out: a cat cat.png]"]),
    ],
)
def test_reads_what_a_case_file_needs(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<b>not bold</b> <script>alert(1)</script> &amp; &lt;",
        "<div>\nblock\n</div>",
        "> 48 hours late",
        "# not a heading",
        "#2 bed",
        "+44 117 496 0000",
        "+ 2 hours",
        "1986. A year to remember",
        "3. third of a list whose first two are elsewhere",
        "`code`",
        "---",
        "    indented",
        "5 * 3 * 2 and snake_case_word",
        "<http://example.org> and me@example.org",
        "[id]: http://example.org",
        "[x][y] and [z]",
        "**never closed",
        "a | b without a rule",
        "Mum said: \"no\" – & 'left'",
        "* not closed either",
    ],
)
def test_everything_else_is_printed_as_typed(text: str) -> None:
    shown = "\n".join(outline(text))
    assert re.sub(r"\s+", " ", shown).removeprefix("•(1) ") == re.sub(r"\s+", " ", text.strip()).removeprefix("* ")


def test_a_picture_is_remarked_on_and_nothing_is_fetched() -> None:
    (remark,) = remarks("![a cat](http://example.org/cat.png)")
    assert "a cat" in remark.message
    assert remark.severity is Severity.WARNING
    assert remarks("no picture") == ()


WORD = st.text(alphabet=st.sampled_from("abcXYZ019éא中😀-*_.!#>+&<|`~[]()\\:'\""), min_size=1, max_size=12)
TEXT = st.lists(st.lists(WORD, max_size=6).map(" ".join), max_size=8).map("\n".join)
PREFIXED = st.tuples(st.sampled_from(["", "- ", "  - ", "1. ", "   2. ", "> ", "| ", "\t"]), TEXT).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(PREFIXED, max_size=4).map("\n".join))
def test_no_letter_or_digit_is_lost(text: str) -> None:
    shown = "".join(t.text or "" for block in blocks(text, look()) for t in block.iter(w("t")))
    numbers = re.sub(r"(?m)^[\s]*\d{1,9}[.)](?=\s)", "", text)
    for kept in (re.findall(r"[^\W\d_]", text), re.findall(r"\d", numbers)):
        for letter in set(kept):
            assert shown.count(letter) >= kept.count(letter), (letter, shown)


def test_one_paragraph_inside_a_sentence_becomes_runs() -> None:
    assert runs("One *paragraph*", look()) is not None
    assert runs("Two\n\nparagraphs", look()) is None
    assert runs("- a list", look()) is None


def test_inside_a_sentence_it_keeps_the_look_of_the_sentence(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Before ").add_run("{{ text }} after").font.size = docx.shared.Pt(20)
    made = render(saved(tmp_path / "paper.docx", document), {"text": Markdown("a **bold** word")})
    assert lines(made) == ["Before a bold word after"]
    sizes = {run.find(f"{w('rPr')}/{w('sz')}").get(w("val")) for run in list(main_tree(made).iter(w("r")))[1:]}
    assert sizes == {"40"}


def test_several_paragraphs_inside_a_sentence_divide_it(tmp_path: Path) -> None:
    made = render(template(tmp_path, "Before {{ text }} after {{ text }}"), {"text": Markdown("one\n\n- two")})
    assert lines(made) == ["Before ", "one", "two", " after ", "one", "two"]


def test_lists_join_the_numbering_of_the_template_and_begin_at_one(tmp_path: Path) -> None:
    made = render(template(tmp_path, "{{ a }}", "{{ b }}"), {"a": Markdown("1. x\n2. y"), "b": Markdown("1. z")})
    numbering = etree.fromstring(part(made, "word/numbering.xml").encode())
    ids = [number.get(w("val")) for number in main_tree(made).iter(w("numId"))]
    assert ids[0] == ids[1] != ids[2]
    for used in ids:
        (entry,) = [num for num in numbering.findall(w("num")) if num.get(w("numId")) == used]
        assert entry.find(f"{w('lvlOverride')}/{w('startOverride')}").get(w("val")) == "1"
    kinds = [child.tag for child in numbering if child.tag in (w("abstractNum"), w("num"))]
    assert kinds == sorted(kinds), "Word wants all definitions before all lists"


def test_a_template_without_lists_of_its_own_gets_a_numbering_part() -> None:
    numbering = Numbering(None)
    numbering.new_list(numbered=True)
    assert etree.fromstring(numbering.part()).find(w("num")).get(w("numId")) == "1"
    own = b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    closed = Numbering(own)
    closed.new_list(numbered=False)
    assert len(etree.fromstring(closed.part())) == 3


def test_a_passage_stands_in_a_content_control_with_its_key(tmp_path: Path) -> None:
    passage = Passage(Markdown("She said **no**."), "k7f3", about=("p1",), origin="police")
    made = render(template(tmp_path, "{{ passage }}", "In a sentence: {{ passage }} And on."), {"passage": passage})
    controls = list(main_tree(made).iter(w("sdt")))
    assert [control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) for control in controls] == ["k7f3", "k7f3"]
    assert [control.getparent().tag for control in controls] == [w("body"), w("p")]
    assert lines(made) == ["She said no.", "In a sentence: She said no. And on."]


def test_a_passage_stands_in_a_bookmark_outside_its_control_each_of_another_name(tmp_path: Path) -> None:
    passage = Passage(Markdown("She said no."), "p0123456789abcdef", about=("p1",))
    made = render(template(tmp_path, "{{ passage }}", "In a sentence: {{ passage }} And on."), {"passage": passage})
    tree = main_tree(made)
    starts, ends = list(tree.iter(w("bookmarkStart"))), list(tree.iter(w("bookmarkEnd")))
    names = [start.get(w("name")) for start in starts]
    assert names == ["packgen_p0123456789abcdef", "packgen_p0123456789abcdefn2"]
    assert all(len(name) <= 40 and " " not in name for name in names)
    assert [one.get(w("id")) for one in starts] == [one.get(w("id")) for one in ends] == ["200001", "200002"]
    for start, end in zip(starts, ends, strict=True):
        assert start.getnext().tag == w("sdt")
        assert start.getnext().getnext() is end


def test_a_cell_ends_with_a_paragraph_whatever_stands_in_it(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "{{ text }}"
    made = render(saved(tmp_path / "paper.docx", document), {"text": Markdown("a|b\n-|-\n1|2")})
    for cell in main_tree(made).iter(w("tc")):
        assert cell[-1].tag == w("p")


def test_the_header_row_of_a_table_is_repeated_and_rows_stay_whole() -> None:
    (table,) = blocks("a|b\n-|-\n1|2", look())
    first, second = table.iter(w("tr"))
    assert first.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    assert second.find(f"{w('trPr')}/{w('cantSplit')}") is not None


def test_a_paragraph_that_ends_a_section_still_does(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ text }}")
    document.add_section()
    document.add_paragraph("next section")
    made = render(saved(tmp_path / "paper.docx", document), {"text": Markdown("one\n\ntwo")})
    assert len(list(main_tree(made).iter(w("sectPr")))) == 2


def test_a_list_in_a_paragraph_with_a_style_keeps_that_style() -> None:
    styled = Look(make("pPr", make("pStyle", val="Quote"), make("jc", val="left")), None, STYLES, Numbering(None))
    (item,) = blocks("- one", styled)
    names = [child.tag for child in item.find(w("pPr"))]
    assert names == [w("pStyle"), w("numPr"), w("jc")], "Word wants this order"
