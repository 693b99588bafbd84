"""Pictures of a .pdf: withheld, shown to the officer, approved by the hash of their pixels, still read by eye."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from packgen.errors import RedactionRefusedError
from packgen.redaction.pdf.reader import read_here, read_pdf
from packgen.redaction.propose import Proposed, Proposing, RecordInput, propose
from packgen.redaction.release import ReadyCopy, ready_copies
from packgen.redaction.verify.pdf_file import read_copy
from packgen.redaction.verify.pdf_pixels import picture_of
from tests.redaction.subject_access_making import ORDER, OTHER, POLICY, TODAY, usual_roster

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def _picture(text: str, size: tuple[int, int] = (900, 160)) -> ImageReader:
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).text((20, 40), text, fill="black", font=ImageFont.load_default(64))
    return ImageReader(picture)


def _record(text: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(72, 760, "Toby Wrenfield was seen on Monday at school by the nurse.")
    canvas.drawImage(_picture(text), 72, 500, 400, 71)
    canvas.drawString(300, 520, "written over the picture")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _scans(pages: str) -> bytes:
    """A record of so many pages: `s` is a scan without text, `t` a page of text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for kind in pages:
        if kind == "s":
            canvas.drawImage(_picture("Minutes of the panel", (1200, 1700)), 10, 10, 575, 822)
        else:
            canvas.drawString(72, 760, "The panel met on Monday and agreed to meet again in the autumn.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _proposed(root: Path, data: bytes) -> Proposed:
    return propose(root, [RecordInput(".pdf", data)], Proposing("SAR-1", usual_roster(), POLICY, TODAY))[0]


def _hash_of(made: Proposed) -> str:
    told = yaml.safe_load(made.schedule.read_text(encoding="utf-8"))["pictures"]
    return str(told[0]["sha256"])


def _released(root: Path, made: Proposed, sha256: str | None) -> ReadyCopy:
    hashes = {} if sha256 is None else {("record-1", "picture 1"): sha256}
    order = replace(ORDER, pictures={("record-1", "picture 1"): "a notice"}, picture_hashes=hashes)
    return ready_copies(root, [made.file], order, POLICY)[0]


@needs_tesseract
def test_a_picture_is_approved_by_the_hash_of_its_pixels_and_by_no_other(tmp_path: Path) -> None:
    made = _proposed(tmp_path, _record("Bus timetable"))
    preview = next((tmp_path / "officer" / "previews").rglob("picture-1.png"))
    with Image.open(preview) as seen:
        assert seen.width > 800
        assert min(seen.convert("L").tobytes()) < 60
    for wrong in (None, "0" * 64):
        with pytest.raises(RedactionRefusedError, match="does not name the picture"):
            _released(tmp_path, made, wrong)
    copy = _released(tmp_path, made, _hash_of(made))
    assert copy.report.withheld == 0
    shown = picture_of(read_copy(copy.data)[0]).crop((160, 570, 980, 700))
    assert min(shown.tobytes()) < 3


@needs_tesseract
def test_an_approved_picture_that_shows_a_name_of_the_roster_stops_the_release(tmp_path: Path) -> None:
    made = _proposed(tmp_path, _record(OTHER))
    with pytest.raises(RedactionRefusedError, match="read by eye"):
        _released(tmp_path, made, _hash_of(made))
    assert ready_copies(tmp_path, [made.file], ORDER, POLICY)[0].report.withheld == 1


def test_an_approved_picture_that_nobody_could_read_stops_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = _proposed(tmp_path, _record("Bus timetable"))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RedactionRefusedError, match="approved picture"):
        _released(tmp_path, made, _hash_of(made))


def test_the_hash_is_of_what_is_seen_and_not_of_the_words_over_it() -> None:
    one, other = (read_here(_record(text)).pictures[0] for text in ("Bus timetable", "Bus timetables"))
    assert one.sha256 != other.sha256
    plain = _record("Bus timetable").replace(b"written over", b"written under")
    assert read_here(plain).pictures[0].sha256 == one.sha256


def test_scans_are_withheld_and_listed_by_page(tmp_path: Path) -> None:
    data = _scans("tssts")
    made = _proposed(tmp_path, data)
    assert made.look_at == (
        "Pages 2 to 3, 5: scans, withheld until text recognition or a person has read each of them.",
    )
    assert [picture.place.story for picture in read_pdf(data).pictures] == ["page 2", "page 3", "page 5"]
    copy = ready_copies(tmp_path, [made.file], ORDER, POLICY)[0]
    assert copy.report.withheld == 3
    pages = [picture_of(page).crop((100, 100, 1100, 1600)).getextrema() for page in read_copy(copy.data)]
    assert [low == high for low, high in pages] == [False, True, True, False, True]


@pytest.mark.parametrize("colour", [0, 1])
def test_what_a_bar_over_a_scan_hides_is_in_no_preview(colour: int) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawImage(_picture("Castellmoor"), 72, 500, 400, 71)
    canvas.setFillGray(colour)
    canvas.rect(72, 500, 400, 71, stroke=0, fill=1)
    canvas.setFillGray(0.5)
    canvas.drawString(80, 520, "words are in no preview")
    canvas.save()
    (picture,) = read_here(buffer.getvalue()).pictures
    with Image.open(io.BytesIO(picture.data)) as shown:
        inner = shown.crop((4, 4, shown.width - 4, shown.height - 4))
        assert inner.getextrema() == (colour * 255, colour * 255)
