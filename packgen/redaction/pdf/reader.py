"""Reading an untrusted .pdf into a story a page, in a process of its own that is held to limits (pdf_child.py)."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from packgen.errors import RedactionRefusedError
from packgen.files import private_temporary_folder, publish, sha256_of
from packgen.processes import Limits, ProcessFailedError, run_python_module
from packgen.redaction.model import Counted, Picture, Report, Span, counted
from packgen.redaction.pdf.eye import Eye
from packgen.redaction.pdf.features import count_features
from packgen.redaction.pdf.lines import page_text
from packgen.redaction.pdf.model import Box, PageText, PdfRecord, PdfStory, Withheld, story_id
from packgen.redaction.pdf.prepare import LARGEST_FILE, bytes_to_render, open_prepared
from packgen.redaction.pdf.scene import Scene, open_document, open_scene
from packgen.redaction.pdf.table_rows import table_rows

CHILD = "packgen.redaction.pdf.child"
_LIMITS = Limits(seconds=1800, memory_mb=6000)
_BROKEN = "This PDF could not be read: it needs too much memory or breaks the reader."
_PRINT_IT = "Print it to PDF and use that, or ask its sender for a fresh copy."
_NO_EYE = (
    "Text recognition (tesseract) is not installed here, so nobody has compared the letters that are drawn with those "
    "that the file says: look through the pages for words that the proposal should have marked."
)
_FULL_PAGE = 0.5
_FEW_LETTERS = 40
PROPERTY_KEYS = ("/PackgenProposal", "/PackgenOriginal")


def read_pdf(data: bytes, limits: Limits = _LIMITS) -> PdfRecord:
    """The record in the bytes of a .pdf, read in another process.

    Raises RedactionRefusedError for a file that is locked, damaged, hostile or past the limits.
    """
    if len(data) > LARGEST_FILE:
        raise RedactionRefusedError("This PDF is larger than 1000 MB, the most that is read.", "Split it.")
    with private_temporary_folder() as folder:
        publish(folder / "record.pdf", data, mode=0o600, durable=False)
        answer = ask_child({"task": "read", "source": "record.pdf", "target": "record.json"}, folder, limits)
        if "refused" in answer:
            raise RedactionRefusedError(*answer["refused"])
        record = record_from_json(json.loads((folder / "record.json").read_bytes()))
        return replace(
            record,
            pictures=tuple(_with_preview(folder, number, picture) for number, picture in enumerate(record.pictures, 1)),
        )


def preview_file(number: int) -> str:
    """The name of the preview of a record's picture in the folder of its process."""
    return f"picture{number}.png"


def _with_preview(folder: Path, number: int, picture: Picture) -> Picture:
    file = folder / preview_file(number)
    return replace(picture, data=file.read_bytes()) if file.is_file() else picture


def ask_child(asked: Mapping[str, Any], folder: Any, limits: Limits = _LIMITS) -> dict[str, Any]:
    """What the child process answers. Raises RedactionRefusedError when it breaks or outlasts its limits."""
    try:
        finished = run_python_module(CHILD, limits, folder=folder, input_bytes=json.dumps(asked).encode())
        answer = json.loads(finished.output)
    except (ProcessFailedError, ValueError):
        raise RedactionRefusedError(_BROKEN, _PRINT_IT) from None
    if finished.exit_code != 0 or not isinstance(answer, dict):
        raise RedactionRefusedError(_BROKEN, _PRINT_IT)
    return answer


def read_here(data: bytes, *, by_eye: bool = False) -> PdfRecord:
    """`read_pdf` without a process of its own; for the child and for files of packgen's own making.

    `by_eye` has text recognition compare what is drawn with what the file says (see pdf_eye.py).
    """
    with open_prepared(data) as pdf:
        try:
            tally, look_at = count_features(pdf, data)
            properties = tuple((key, str(pdf.Root[key])) for key in PROPERTY_KEYS if key in pdf.Root)
            prepared = bytes_to_render(pdf)
        except UnicodeDecodeError:
            raise RedactionRefusedError("This PDF is damaged: some names in it cannot be read.", _PRINT_IT) from None
    reading = _Reading(tally, look_at, by_eye=by_eye)
    for number, scene, text in scenes(prepared, previews=True):
        reading.add(number, scene, text)
    return reading.record(sha256_of(data), properties)


def scenes(prepared: bytes, *, previews: bool = False) -> Iterator[tuple[int, Scene, PageText]]:
    """Each page of prepared bytes with its number from 1, its scene and its text; one page is open at a time."""
    try:
        document = open_document(prepared)
    except pypdfium2.PdfiumError:
        raise RedactionRefusedError("This PDF is damaged and cannot be shown.", _PRINT_IT) from None
    with closing(document):
        for index in range(len(document)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                raise RedactionRefusedError(f"Page {index + 1} of this PDF is damaged.", _PRINT_IT) from None
            with closing(page):
                scene = open_scene(page, previews=previews)
                yield index + 1, scene, page_text(scene.characters, scene.rules)


class _Reading:
    """What is gathered over the pages of one file."""

    def __init__(self, tally: Counter[str], look_at: list[str], *, by_eye: bool) -> None:
        self._eye = Eye() if by_eye else None
        self._doubts: list[Span] = []
        self._tally = tally
        self._look_at = look_at
        self._scans: list[int] = []
        self._stories: list[PdfStory] = []
        self._sizes: list[tuple[float, float]] = []
        self._pictures: list[Picture] = []
        self._places: list[Box] = []
        self._rows: list[tuple[Span, ...]] = []

    def add(self, number: int, scene: Scene, text: PageText) -> None:
        """Take in a page."""
        self._stories.append(PdfStory(story_id(number), text.text, number))
        self._sizes.append((scene.width, scene.height))
        self._rows += table_rows(story_id(number), text, scene.rules)
        self._tally.update(scene.dropped)
        unreadable = sum(segment.withheld for segment in text.segments)
        if unreadable:
            self._tally["lines whose letters cannot be read"] += unreadable
            self._look_at.append(f"Page {number}: {unreadable} lines are withheld, since their letters cannot be read.")
        self._compare(number, scene, text)
        largest = 0.0
        for one in scene.withheld:
            self._picture(number, one)
            largest = max(largest, one.box.width * one.box.height / (scene.width * scene.height))
        drawings = sum(one.kind == "drawing" for one in scene.withheld)
        if drawings:
            self._look_at.append(_gaps(number, drawings))
        if largest > _FULL_PAGE and len(text.text) < _FEW_LETTERS:
            self._scans.append(number)

    def _compare(self, number: int, scene: Scene, text: PageText) -> None:
        doubts = self._eye.doubts(number, scene, text) if self._eye else []
        if doubts:
            self._tally["lines drawn otherwise than the file says"] += len(doubts)
            says = (
                f"Page {number}: {len(doubts)} lines are withheld, since the letters drawn are not those the file says."
            )
            self._look_at.append(says)
        self._doubts += doubts

    def _picture(self, number: int, one: Withheld) -> None:
        self._places.append(one.box)
        name = f"picture {len(self._pictures) + 1}"
        wide, high, levels = one.levels or (0, 0, b"")
        sha256 = sha256_of(f"{wide}x{high}:".encode() + levels)
        data = _as_png(wide, high, levels) if levels else b""
        self._pictures.append(Picture(name, Span(story_id(number), 0, 0), sha256, data, one.kind))

    def record(self, sha256: str, properties: tuple[tuple[str, str], ...]) -> PdfRecord:
        """The record of everything taken in."""
        if self._eye is not None and self._eye.missing:
            self._look_at.append(_NO_EYE)
        if self._scans:
            pages = _as_ranges(self._scans)
            self._look_at.append(f"{pages}: scans, withheld until text recognition or a person has read each of them.")
        report = Report(counted(self._tally), (), len(self._pictures), tuple(self._look_at))
        return PdfRecord(
            sha256,
            tuple(self._stories),
            tuple(self._sizes),
            tuple(self._pictures),
            tuple(self._places),
            report,
            properties,
            tuple(self._doubts),
            tuple(self._rows),
        )


def _gaps(number: int, drawings: int) -> str:
    told = "1 drawing is" if drawings == 1 else f"{drawings} drawings are"
    return f"Page {number}: {told} withheld unless approved; a drawing may be a mark on a form or a barcode."


def _as_png(wide: int, high: int, levels: bytes) -> bytes:
    """Levels of 0 to 15 as a picture that anything can show."""
    buffer = io.BytesIO()
    Image.frombytes("L", (wide, high), bytes(level * 17 for level in levels)).save(buffer, "PNG")
    return buffer.getvalue()


def _as_ranges(pages: Sequence[int]) -> str:
    """Page 3; Pages 3, 5 to 9."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], page]
        else:
            runs.append([page])
    told = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"Page {told}" if len(pages) == 1 else f"Pages {told}"


def record_as_json(record: PdfRecord) -> dict[str, Any]:
    """A record as JSON values."""
    return {
        "sha256": record.sha256,
        "texts": [story.text for story in record.stories],
        "sizes": record.sizes,
        "pictures": [(p.place.story, p.sha256, p.kind) for p in record.pictures],
        "places": record.places,
        "report": report_as_json(record.report),
        "properties": record.properties,
        "doubts": [(span.story, span.start, span.end) for span in record.doubts],
        "rows": [[(span.story, span.start, span.end) for span in row] for row in record.rows],
    }


def record_from_json(values: Mapping[str, Any]) -> PdfRecord:
    """The record in JSON values."""
    stories = tuple(PdfStory(story_id(number), text, number) for number, text in enumerate(values["texts"], 1))
    pictures = tuple(
        Picture(f"picture {number}", Span(story, 0, 0), sha256, b"", kind)
        for number, (story, sha256, kind) in enumerate(values["pictures"], 1)
    )
    return PdfRecord(
        values["sha256"],
        stories,
        tuple((wide, high) for wide, high in values["sizes"]),
        pictures,
        tuple(Box(*box) for box in values["places"]),
        report_from_json(values["report"]),
        tuple((key, value) for key, value in values["properties"]),
        tuple(Span(*span) for span in values["doubts"]),
        tuple(tuple(Span(*span) for span in row) for row in values["rows"]),
    )


def report_as_json(report: Report) -> dict[str, Any]:
    """A report as JSON values."""
    return {
        "dropped": [(one.what, one.count) for one in report.dropped],
        "unknown": [(one.what, one.count) for one in report.unknown],
        "withheld": report.withheld,
        "look_at": report.look_at,
    }


def report_from_json(values: Mapping[str, Any]) -> Report:
    """The report in JSON values."""
    dropped, unknown = (tuple(Counted(*one) for one in values[key]) for key in ("dropped", "unknown"))
    return Report(dropped, unknown, values["withheld"], tuple(values["look_at"]))
