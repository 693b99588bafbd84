"""Where Markdown, passages and pictures may stand: sentences, links, controls, headers, cells, between paragraphs."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from making import changed_package, lines, main_tree, part, saved, template
from PIL import Image

from packgen.content import Figure, Markdown, Passage
from packgen.word.faults import RenderError
from packgen.word.render import render
from packgen.word.xml import w

RUN = "<w:r><w:t>HERE</w:t></w:r>"


def with_place(folder: Path, around: str) -> Path:
    """A template whose only paragraph holds `around`, with `{{ value }}` for HERE."""
    path = template(folder, "HERE")
    xml = part(path.read_bytes(), "word/document.xml")
    assert RUN in xml
    place = around.replace("HERE", '<w:r><w:t xml:space="preserve">{{ value }}</w:t></w:r>')
    return changed_package(path, {"word/document.xml": xml.replace(RUN, place).encode()})


@pytest.mark.parametrize(
    "around",
    [
        '<w:hyperlink w:anchor="x">HERE</w:hyperlink>',
        '<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>HERE</w:sdtContent></w:sdt>',
        '<w:bookmarkStart w:id="1" w:name="b"/>HERE<w:bookmarkEnd w:id="1"/>',
        '<w:r><w:t xml:space="preserve">x </w:t></w:r>HERE<w:r><w:tab/></w:r>',
        '<w:ins w:id="3" w:author="a">HERE</w:ins>',
    ],
)
@pytest.mark.parametrize("value", [Markdown("some *words* here"), Markdown("some words\n\n- here"), "some words here"])
def test_text_comes_out_wherever_runs_stand(tmp_path: Path, around: str, value: object) -> None:
    made = render(with_place(tmp_path, around), {"value": value})
    shown = " ".join(lines(made)).replace("-", " ").replace("x", " ").split()
    assert shown == ["some", "words", "here"]
    for run in main_tree(made).iter(w("r")):
        assert run.getparent().tag not in (w("r"), w("body"), w("t"))
    for paragraph in main_tree(made).iter(w("p")):
        assert not list(paragraph.iterancestors(w("p"))), "a paragraph never stands inside another"


def test_many_values_in_one_text_keep_their_order(tmp_path: Path) -> None:
    path = template(tmp_path, "a {{ one }} b {{ two }} c {{ one }}{{ plain }}{{ two }} d")
    made = render(path, {"one": Markdown("*1*"), "two": Passage(Markdown("2"), "k"), "plain": "x\ny"})
    assert lines(made) == ["a 1 b 2 c 1x\ny2 d"]


def test_whole_paragraphs_where_a_tag_asks_for_them(tmp_path: Path) -> None:
    path = template(tmp_path, "{{p text }}", "{%p for t in texts %}", "{{p t }}", "{%p endfor %}", "a {{r text }} b")
    made = render(path, {"text": Markdown("one\n\ntwo"), "texts": ["plain", Markdown("*x*")]})
    assert lines(made) == ["one", "two", "plain", "x", "a one\n\ntwo b".replace("\n\n", "\n\n")]


def test_markdown_and_pictures_in_a_header(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (10, 10)).save(picture, "png")
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ text }}"
    document.sections[0].header.add_paragraph("{{ map }}")
    path = saved(tmp_path / "paper.docx", document)
    context = {"text": Markdown("**A**\n\n1. b"), "map": Figure("ecomap", {}, "Map", width_mm=30)}
    read = docx.Document(io.BytesIO(render(path, context, draw_figure=lambda figure: picture.getvalue())))
    header = read.sections[0].header
    assert [paragraph.text for paragraph in header.paragraphs] == ["A", "b", ""]
    (image,) = [relation for relation in header.part.rels.values() if relation.reltype.endswith("/image")]
    assert image.target_part.blob == picture.getvalue()


def test_what_is_drawn_must_be_a_picture(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ map }}")
    for drawn in (b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(40)):
        with pytest.raises(RenderError):
            render(path, {"map": Figure("ecomap", {}, "Map")}, draw_figure=lambda figure, drawn=drawn: drawn)


def test_documents_merged_side_by_side_do_not_mix(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ text }}", "{{ name }}")

    def merge(number: int) -> list[str]:
        return lines(render(path, {"text": Markdown(f"**case** {number}\n\n- {number}"), "name": f"n{number}"}))

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(merge, range(60)))
    assert found == [[f"case {n}", str(n), f"n{n}"] for n in range(60)]
