"""Tracked changes are accepted in a copy: what was deleted goes, all else stays in its order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from packgen.pack.attachments.docx_remarks import unsettled
from packgen.pack.conversion.tracked_changes import AcceptedChanges, accept_tracked_changes
from tests.pack.pack_makers import word_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MADE = 'w:id="1" w:author="A" w:date="2026-03-04T10:00:00Z"'


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _inserted(text: str) -> str:
    return f"<w:ins {MADE}>{_run(text)}</w:ins>"


def _deleted(text: str) -> str:
    return f'<w:del {MADE}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def _document(path: Path, body: str) -> Path:
    word_document(path, ["anchor"])
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    parts["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


def _accepted(folder: Path, body: str) -> tuple[list[str], AcceptedChanges]:
    source, copy = _document(folder / "held.docx", body), folder / "copy.docx"
    before = source.read_bytes()
    changes = accept_tracked_changes(source, copy)
    assert source.read_bytes() == before
    assert unsettled(copy.read_bytes()) == ()
    return [paragraph.text for paragraph in docx.Document(str(copy)).paragraphs], changes


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"<w:p>{_run('He ')}{_deleted('never ')}{_inserted('always ')}{_run('came.')}</w:p>", ["He always came."]),
        (
            f"<w:p><w:pPr><w:rPr><w:del {MADE}/></w:rPr></w:pPr>{_run('one ')}</w:p><w:p>{_run('two')}</w:p>",
            ["one two"],
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:ins {MADE}/></w:rPr></w:pPr>{_run('one')}</w:p><w:p>{_run('two')}</w:p>",
            ["one", "two"],
        ),
        (
            f"<w:p><w:moveFrom {MADE}>{_run('moved')}</w:moveFrom>{_run('stays')}</w:p>"
            f"<w:p><w:moveTo {MADE}>{_run('moved')}</w:moveTo></w:p>",
            ["stays", "moved"],
        ),
        (
            f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {MADE}><w:rPr/></w:rPrChange></w:rPr><w:t>bold</w:t></w:r></w:p>",
            ["bold"],
        ),
        (f"<w:p><w:ins {MADE}>{_deleted('gone')}{_run('here')}</w:ins></w:p>", ["here"]),
    ],
)
def test_what_is_left_is_what_accepting_leaves(tmp_path: Path, body: str, left: list[str]) -> None:
    texts, changes = _accepted(tmp_path, body)
    assert texts == left
    assert changes.total >= 1


def test_deleted_rows_and_cells_go_and_a_table_without_rows_goes_too(tmp_path: Path) -> None:
    row = f"<w:tr><w:trPr><w:del {MADE}/></w:trPr><w:tc><w:p>{_run('lost')}</w:p></w:tc></w:tr>"
    kept = f"<w:tr><w:tc><w:tcPr><w:cellDel {MADE}/></w:tcPr><w:p>{_run('emptied')}</w:p></w:tc></w:tr>"
    source = _document(tmp_path / "a.docx", f"<w:tbl>{row}{kept}</w:tbl><w:tbl>{row}</w:tbl><w:p/>")
    accept_tracked_changes(source, tmp_path / "b.docx")
    with zipfile.ZipFile(tmp_path / "b.docx") as package:
        root = etree.fromstring(package.read("word/document.xml"))
    assert len(list(root.iter(f"{{{WORD}}}tbl"))) == 1
    assert [text.text for text in root.iter(f"{{{WORD}}}t")] == []


def test_a_document_without_changes_is_copied_as_it_is(tmp_path: Path) -> None:
    source = word_document(tmp_path / "a.docx", ["Nothing to do."])
    assert accept_tracked_changes(source, tmp_path / "b.docx").total == 0
    with zipfile.ZipFile(source) as one, zipfile.ZipFile(tmp_path / "b.docx") as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }


_pieces = st.lists(
    st.tuples(st.sampled_from(["plain", "inserted", "deleted"]), st.text("abcd", min_size=1, max_size=5)), max_size=6
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_pieces, min_size=1, max_size=4))
def test_all_that_was_not_deleted_stays_in_order(tmp_path: Path, paragraphs: list[list[tuple[str, str]]]) -> None:
    makers = {"plain": _run, "inserted": _inserted, "deleted": _deleted}

    def body() -> Iterator[str]:
        for pieces in paragraphs:
            yield "<w:p>" + "".join(makers[kind](text) for kind, text in pieces) + "</w:p>"

    texts, changes = _accepted(tmp_path, "".join(body()))
    assert texts == ["".join(text for kind, text in pieces if kind != "deleted") for pieces in paragraphs]
    assert changes.deletions == sum(kind == "deleted" for pieces in paragraphs for kind, _ in pieces)
    assert changes.insertions == sum(kind == "inserted" for pieces in paragraphs for kind, _ in pieces)
