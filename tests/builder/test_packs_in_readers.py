"""Packs as `packgen build` makes them, in four readers: numbers, contents, bookmarks and links agree page by page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdf
import pytest
from pypdfium2 import PdfDocument

from packgen.builder.build import BuildOptions, build_cases
from packgen.builder.layout import case_folder_name
from packgen.builder.papers import PACK, papers_of
from packgen.builder.prepare import prepare
from packgen.settings import Settings

pytest.importorskip("rdocx")
pytestmark = pytest.mark.skipif(
    not (shutil.which("qpdf") and shutil.which("pdftotext")), reason="qpdf and poppler's tools are not installed"
)
DAY = date(2025, 4, 10)
SAMPLES = Path(__file__).parents[2] / "sample_inputs"
# Between them they have a pack for every reader of a meeting.
READERS = {
    "shona": {"chair", "agency", "school", "police", "health", "social_care", "child", "parent"},
    "in-need-place": {"chair", "agency", "school", "police", "health", "social_care", "safer_options"},
}
_NUMBERED = re.compile(r"(.*), pages? (\d+)(?:–(\d+))?")


@dataclass(frozen=True)
class Opened:
    """What the readers say of one pack: the words of each page by two of them, bookmarks and links by a third."""

    by_poppler: list[str]
    by_pdfium: list[str]
    bookmarks: list[tuple[str, int]]
    links: dict[int, list[int]]

    @property
    def contents(self) -> list[int]:
        """The physical pages on which the contents stand."""
        return [number for number, text in enumerate(self.by_pdfium, 1) if text.startswith("Contents")]


@pytest.fixture(scope="module", params=sorted(READERS))
def packs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The first pack of each reader of one sample."""
    inbox = tmp_path_factory.mktemp("inbox")
    for name in (f"{request.param}.yaml", "contacts.yaml"):
        shutil.copy(SAMPLES / name, inbox)
    case = inbox / f"{request.param}.yaml"
    settings = Settings(outputs=inbox / "out", converter="built-in", recipient_copies=True, duplex=True)
    [outcome] = build_cases([case], settings, BuildOptions(DAY))
    assert outcome.folder is not None, outcome.problems
    prepared = prepare(case, settings, DAY)
    assert outcome.folder.name == case_folder_name(prepared.loaded.case)
    papers = [paper for paper in papers_of(prepared, recipient_copies=True) if paper.kind == PACK]
    found = {paper.recipient.reader: outcome.folder / paper.path for paper in reversed(papers)}
    assert found.keys() == READERS[request.param]
    return found


def _opened(path: Path) -> Opened:
    poppler = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    assert not poppler.stderr
    with PdfDocument(path) as document:
        by_pdfium = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    reader = pypdf.PdfReader(path)
    places = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}  # type: ignore[union-attr]
    links = {number: list(_links(page, places)) for number, page in enumerate(reader.pages, 1)}
    return Opened(poppler.stdout.split("\f")[:-1], by_pdfium, list(_bookmarks(reader, reader.outline)), links)


def _links(page: pypdf.PageObject, places: dict[int, int]) -> Iterator[int]:
    for note in page.get("/Annots", []):
        target = note.get_object().get("/Dest")
        if target is not None:
            yield places[target.get_object()[0].idnum]


def _bookmarks(reader: pypdf.PdfReader, items: list[object]) -> Iterator[tuple[str, int]]:
    for item in items:
        if isinstance(item, list):
            yield from _bookmarks(reader, item)
        else:
            yield str(item.title), reader.get_destination_page_number(item) + 1  # type: ignore[attr-defined]


def test_qpdf_finds_no_fault_in_the_pack_of_any_reader(packs: dict[str, Path]) -> None:
    for path in packs.values():
        done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_numbers_contents_bookmarks_and_links_agree_in_the_pack_of_every_reader(packs: dict[str, Path]) -> None:
    for reader, path in packs.items():
        _assert_agreement(_opened(path), reader)


def _assert_agreement(pack: Opened, reader: str) -> None:
    assert len(pack.by_poppler) == len(pack.by_pdfium) == len(pack.links)
    assert pack.contents, reader
    for number, (one, other) in enumerate(zip(pack.by_poppler, pack.by_pdfium, strict=True), 1):
        assert re.search(rf"Pack page {number}\b", one), (reader, number)
        assert re.search(rf"Pack page {number}\b", other), (reader, number)
        if number not in pack.contents:
            assert pack.links[number][-1] == pack.contents[0], (reader, number)
    listed = {target for number in pack.contents for target in pack.links[number]}
    printed = " ".join(pack.by_pdfium[number - 1] for number in pack.contents)
    starts = set()
    for title, page in pack.bookmarks:
        named = _NUMBERED.fullmatch(title)
        assert named is not None, title
        assert int(named[2]) == page, (reader, title)
        if page in listed and named[1] in printed and title.removeprefix(named[1]).split()[-1] in printed:
            starts.add(page)
    assert starts == listed, reader
    assert all(start % 2 for start in listed), "every paper starts on a right-hand page"
