"""A bound pack: page numbers agree wherever they stand, tags survive, and nothing is bound that fails a check."""

from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams

from packgen.pack.binding import stamp_pages
from packgen.pack.binding.bind import bind, bind_with_index
from packgen.pack.binding.concatenate import concatenate
from packgen.pack.binding.contents import page_range
from packgen.pack.binding.geometry import PageView
from packgen.pack.binding.streams import SharedStreams
from packgen.pack.model import BoundPack, Pack, PackFaultError, PackPart, PackState, PartKind
from tests.pack.pack_makers import A4, changed, needs_poppler, needs_qpdf, pdf_of


def _pack(**changes: object) -> Pack:
    parts = (
        PackPart("Agenda", pdf_of(["agenda one", "agenda two"]), "The meeting"),
        PackPart("Invitation", pdf_of(["invite one"]), "The meeting"),
        PackPart(
            "School report", pdf_of(["report one"] * 3), "Reports", "J. Osei", "3 March 2026", PartKind.ATTACHMENT
        ),
        PackPart("Health report", section="Reports", missing="it has not arrived", kind=PartKind.ATTACHMENT),
    )
    values: dict[str, object] = {
        "title": "Complex strategy meeting",
        "parts": parts,
        "reference": "FIC-0001",
        "meeting": "second",
        "date": "4 March 2026",
        "marking": "OFFICIAL-SENSITIVE",
        "copy_for": "Jo Łoś",
        "version": "1",
        **changes,
    }
    return Pack(**values)  # type: ignore[arg-type]


def _page_texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def _pypdf_bookmarks(reader: pypdf.PdfReader, items: list[object] | None = None) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for item in reader.outline if items is None else items:
        if isinstance(item, list):
            found += _pypdf_bookmarks(reader, item)
        else:
            found.append((str(item.title), reader.get_destination_page_number(item) + 1))  # type: ignore[attr-defined]
    return found


def _pikepdf_bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def walk(items: list[pikepdf.OutlineItem]) -> list[tuple[str, int]]:
        found = []
        for item in items:
            found.append((item.title, places[item.destination[0].objgen]))
            found += walk(item.children)
        return found

    with pdf.open_outline() as outline:
        return walk(outline.root)


def _link_targets(pdf: pikepdf.Pdf, number: int) -> list[int]:
    places = {page.obj.objgen: place for place, page in enumerate(pdf.pages, 1)}
    notes = pdf.pages[number - 1].obj.get("/Annots", pikepdf.Array([]))
    return [places[note.Dest[0].objgen] for note in notes if note.Subtype == pikepdf.Name.Link]


def _assert_everything_agrees(bound: BoundPack) -> None:
    """Contents as printed, bookmarks, stamped numbers and links, page by page, in three readers."""
    reader = pypdf.PdfReader(io.BytesIO(bound.data))
    with pikepdf.open(io.BytesIO(bound.data)) as pdf:
        assert len(reader.pages) == len(pdf.pages) == bound.page_count
        ours = _page_texts(bound.data)
        assert len(ours) == bound.page_count
        for number, text in enumerate(ours, 1):
            assert re.search(rf"Pack page {number}\b", text)
            assert re.search(rf"Pack page {number}\b", " ".join(reader.pages[number - 1].extract_text().split()))
            if not text.startswith("Contents"):
                assert _link_targets(pdf, number)[-1] == bound.contents_page
        bookmarks = _pikepdf_bookmarks(pdf)
        assert bookmarks == _pypdf_bookmarks(reader)
        for title, page in bookmarks:
            assert int(re.findall(r"pages? (\d+)", title)[-1]) == page
        contents = [n for n, text in enumerate(ours, 1) if text.startswith("Contents")]
        linked = [target for number in contents for target in _link_targets(pdf, number)]
        for entry in bound.entries:
            assert entry.first_page in linked
            assert any(title.startswith(entry.title) and page == entry.first_page for title, page in bookmarks)
            printed = " ".join(ours[number - 1] for number in contents)
            assert entry.title in printed
            assert page_range(entry) in printed


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("dividers", [False, True])
def test_contents_bookmarks_stamps_and_links_agree_in_three_readers(duplex: bool, dividers: bool) -> None:
    bound = bind_with_index(_pack(duplex=duplex, dividers=dividers, changes=("The date",)))
    _assert_everything_agrees(bound)
    whole = extract_text(io.BytesIO(bound.data), laparams=LAParams(all_texts=True))
    assert all(f"Pack page {number}" in whole for number in range(1, bound.page_count + 1))


@needs_poppler
def test_poppler_finds_the_stamped_number_and_the_tags(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    bound = bind_with_index(_pack(duplex=True))
    path.write_bytes(bound.data)
    for number in range(1, bound.page_count + 1):
        command = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), str(path), "-"]
        assert f"Pack page {number}" in subprocess.run(command, capture_output=True, text=True, check=True).stdout
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True)
    assert re.search(r"Tagged:\s+yes", info.stdout)
    assert not info.stderr


@needs_qpdf
@pytest.mark.parametrize("password", ["", "correct horse"])
def test_qpdf_finds_no_fault(tmp_path: Path, password: str) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(bind(_pack(duplex=True, dividers=True, password=password)))
    done = subprocess.run(
        ["qpdf", f"--password={password}", "--check", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_equal_input_gives_equal_bytes() -> None:
    assert bind(_pack(duplex=True, dividers=True)) == bind(_pack(duplex=True, dividers=True))


def test_every_paper_starts_on_a_right_hand_page_when_printed_double_sided() -> None:
    bound = bind_with_index(_pack(duplex=True, dividers=True))
    assert all(entry.first_page % 2 == 1 for entry in bound.entries)
    blanks = [text for text in _page_texts(bound.data) if "This page is blank." in text]
    assert blanks
    assert all("Pack page" in text for text in blanks)


def test_a_missing_paper_has_a_visible_page_and_an_entry_in_the_contents() -> None:
    bound = bind_with_index(_pack())
    entry = next(entry for entry in bound.entries if entry.missing)
    texts = _page_texts(bound.data)
    assert "This paper is not in the pack." in texts[entry.first_page - 1]
    assert "It has not arrived" in texts[entry.first_page - 1]
    assert "NOT IN THIS PACK: it has not arrived" in texts[bound.contents_page - 1]


def test_draft_marking_and_copy_name_are_on_every_page_and_a_final_pack_is_no_draft() -> None:
    for text in _page_texts(bind(_pack(duplex=True))):
        assert "DRAFT" in text
        assert text.count("OFFICIAL-SENSITIVE · Copy for Jo Łoś") >= 2
    assert not any("DRAFT" in text for text in _page_texts(bind(_pack(state=PackState.FINAL))))


def test_a_childs_copy_holds_no_marking_and_no_reference() -> None:
    data = bind(_pack(marking="", reference="", copy_for="", state=PackState.FINAL, guidance=""))
    for text in _page_texts(data):
        assert "OFFICIAL" not in text
        assert "FIC-0001" not in text
    assert b"FIC-0001" not in data


def test_a_pack_is_not_made_when_a_page_would_lack_its_watermark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packgen.pack.binding.stamps._watermark", lambda *_: None)
    with pytest.raises(PackFaultError, match=r"Page 1 .* watermark"):
        bind(_pack())


def test_a_pack_is_not_made_when_one_page_was_left_unstamped(monkeypatch: pytest.MonkeyPatch) -> None:
    real = stamp_pages._stamp_page

    def astray(streams: SharedStreams, page: pikepdf.Page, view: PageView, pieces: list[str]) -> None:
        if page.index == 4:
            return
        real(streams, page, view, pieces)

    monkeypatch.setattr(stamp_pages, "_stamp_page", astray)
    with pytest.raises(PackFaultError, match="Page 5"):
        bind(_pack())


def test_title_language_and_tags_of_a_part_survive_and_stamps_are_artifacts() -> None:
    with pikepdf.open(io.BytesIO(bind(_pack()))) as pdf:
        assert pdf.Root.Lang == "en-GB"
        assert pdf.docinfo.Title == "Complex strategy meeting"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            own = parents[int(page.obj.StructParents)]
            assert all(page.obj.objgen in _pages_marked(element) for element in own)
        for page in list(pdf.pages)[:2]:
            assert all("/FontFile2" in font.FontDescriptor for font in page.resources.Font.values())
            content = b"\n".join(piece.read_bytes() for piece in page.obj.Contents).strip()
            own, start, stamp = content.rpartition(b"/Artifact <</Type /Pagination>> BDC")
            assert start
            assert own.rstrip().endswith(b"Q")
            assert b"/PackgenStamp Do" in stamp
            assert b" Tj" in stamp
            assert stamp.endswith(b"EMC")
            assert stamp.count(b"EMC") == 1


def _pages_marked(element: pikepdf.Object) -> set[tuple[int, int]]:
    """The pages whose marks an element of the tag tree refers to."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else []
    marks = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.Type == pikepdf.Name.MCR]
    return {mark.Pg.objgen for mark in marks} or {element.Pg.objgen}


def test_a_screen_reader_reads_the_papers_in_the_order_of_their_pages() -> None:
    with pikepdf.open(io.BytesIO(bind(_pack()))) as pdf:
        titles = [str(part.T) for part in pdf.Root.StructTreeRoot.K[0].K]
    assert titles == ["Cover", "Contents", "Agenda", "Invitation", "School report", "Missing paper"]


def test_an_encrypted_pack_opens_with_its_password_alone() -> None:
    data = bind(_pack(password="correct horse"))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(data))
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.decrypt("correct horse")
    assert "agenda one" in " ".join(page.extract_text() for page in reader.pages)
    with pikepdf.open(io.BytesIO(data), password="correct horse") as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)


def test_late_papers_come_last_and_move_no_page_number() -> None:
    pack = _pack(state=PackState.FINAL, duplex=True)
    before = bind_with_index(pack)
    papers = (
        PackPart("Police report", pdf_of(["late one", "late two"]), late=True),
        PackPart("Housing note", pdf_of(["late three"]), late=True),
    )
    after = bind_with_index(replace(pack, parts=pack.parts + papers, changes=("The room is B2",)))
    assert after.entries[: len(before.entries)] == before.entries
    assert after.contents_page == before.contents_page
    assert [entry.title for entry in after.entries[-2:]] == ["Police report", "Housing note"]
    assert after.entries[-2].first_page > before.page_count
    _assert_everything_agrees(after)
    texts = _page_texts(after.data)
    assert "Added after this pack was issued" in texts[after.contents_page - 1]
    told = " ".join(texts[before.page_count :])
    assert told.index("The room is B2") < told.index("Added: Police report") < told.index("Added: Housing note")


def test_more_late_papers_than_the_contents_have_room_for_are_listed_at_the_end() -> None:
    pack = _pack(parts=tuple(PackPart(f"Paper {number}", pdf_of(["x"])) for number in range(28)))
    before = bind_with_index(pack)
    late = tuple(PackPart(f"Late paper {number}", pdf_of(["y"]), late=True) for number in range(20))
    after = bind_with_index(replace(pack, parts=pack.parts + late))
    assert after.entries[:28] == before.entries
    _assert_everything_agrees(after)


def test_pdfs_are_put_one_after_another_as_they_are(tmp_path: Path) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for path, texts in zip(paths, (["cover"], ["minutes one", "minutes two"]), strict=True):
        path.write_bytes(pdf_of(texts))
    data = concatenate(paths, "Record copy")
    assert _page_texts(data) == ["cover", "minutes one", "minutes two"]
    assert data == concatenate(paths, "Record copy")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.docinfo.Title == "Record copy"
        assert pdf.Root.Lang == "en-GB"
        assert len(pdf.Root.StructTreeRoot.K[0].K) == 2


def test_links_inside_a_paper_still_lead_to_the_right_page() -> None:
    def add_link(pdf: pikepdf.Pdf) -> None:
        target = pikepdf.Array([pdf.pages[2].obj, pikepdf.Name.Fit])
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[10, 700, 90, 720], Dest=target
        )
        pdf.pages[0].obj.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(link)]))

    part = PackPart("Linked", changed(pdf_of(["one", "two", "three"]), add_link))
    bound = bind_with_index(_pack(parts=(PackPart("First", pdf_of(["x"])), part)))
    with pikepdf.open(io.BytesIO(bound.data)) as pdf:
        first = bound.entries[1].first_page
        assert _link_targets(pdf, first)[0] == first + 2


_sizes = st.sampled_from([A4, (A4[1], A4[0]), (612.0, 792.0), (297.6, 419.5), (120.0, 150.0), (2384.0, 3370.0)])
_rotations = st.sampled_from([0, 90, 180, 270])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    size=_sizes,
    rotate=_rotations,
    cropped=st.booleans(),
    foot=st.booleans(),
    offset=st.sampled_from([0.0, -50.0, 30.0]),
)
def test_the_number_is_stamped_clear_of_content_on_any_page(
    size: tuple[float, float], rotate: int, cropped: bool, foot: bool, offset: float
) -> None:
    crop = (size[0] * 0.1, size[1] * 0.2, size[0] * 0.95, size[1] * 0.9) if cropped else None

    def move(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            box = [float(value) for value in page.mediabox]
            page.contents_add(f"1 0 0 1 {offset} {offset} cm ".encode(), prepend=True)
            page.obj.MediaBox = pikepdf.Array([value + offset for value in box])
            if crop:
                page.obj.CropBox = pikepdf.Array([value + offset for value in crop])

    data = changed(pdf_of(["somewords"], size=size, rotate=rotate, crop=crop, foot=foot), move)
    bound = bind_with_index(Pack("T", (PackPart("Odd", data),), state=PackState.FINAL))
    with pypdfium2.PdfDocument(bound.data) as document:
        page = document[bound.entries[0].first_page - 1]
        width, height = page.get_size()
        boxes = _visual_boxes(page, "Pack")
        assert boxes, "the number is not on the page"
        for left, bottom, right, top in boxes:
            assert 0 <= left < right <= width
            assert 0 <= bottom < top <= height * 0.35
        words = _visual_boxes(page, "somewords")
        for one in words:
            assert all(one[3] <= box[1] or one[1] >= box[3] for box in boxes)


def _visual_boxes(page: pypdfium2.PdfPage, word: str) -> list[tuple[float, float, float, float]]:
    """Where a word stands as displayed, in points from the bottom left."""
    reader = page.get_textpage()
    finder = reader.search(word, match_case=True)
    found = []
    _, height = page.get_size()
    while place := finder.get_next():
        boxes = [reader.get_charbox(index) for index in range(place[0], place[0] + place[1])]
        corners = [page_to_display(page, x, y) for box in boxes for x in (box[0], box[2]) for y in (box[1], box[3])]
        across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
        found.append((min(across), height - max(down), max(across), height - min(down)))
    return found


def page_to_display(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """Displayed place (points from the top left) of a place on the page."""
    import ctypes

    from pypdfium2 import raw

    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    scale = 100
    raw.FPDF_PageToDevice(page, 0, 0, int(width * scale), int(height * scale), 0, x, y, across, down)
    return across.value / scale, down.value / scale


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    counts=st.lists(st.integers(1, 5), min_size=1, max_size=8),
    missing=st.sets(st.integers(0, 7)),
    duplex=st.booleans(),
    dividers=st.booleans(),
)
def test_pages_in_are_pages_accounted_for(counts: list[int], missing: set[int], duplex: bool, dividers: bool) -> None:
    parts = tuple(
        PackPart(f"Paper {number}", missing="it is absent")
        if number in missing
        else PackPart(f"Paper {number}", pdf_of([f"token{number}x{page}" for page in range(count)]), f"S{number // 3}")
        for number, count in enumerate(counts)
    )
    bound = bind_with_index(Pack("T", parts, duplex=duplex, dividers=dividers))
    texts = _page_texts(bound.data)
    for number, entry in enumerate(bound.entries):
        if number in missing:
            assert entry.first_page == entry.last_page
            continue
        for page in range(counts[number]):
            assert f"token{number}x{page}" in texts[entry.first_page - 1 + page]
        assert entry.last_page - entry.first_page + 1 == counts[number]


_anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(title=_anything, section=_anything, name=_anything, changes=st.lists(_anything, max_size=2), late=st.booleans())
@example(title="", section="", name="؟0؟", changes=[], late=False)
@example(title="", section="", name="0؟0ء", changes=[], late=False)
@example(title="", section="", name="؟0؟0؟", changes=[], late=False)
def test_any_title_and_name_can_be_printed(title: str, section: str, name: str, changes: list[str], late: bool) -> None:
    part = PackPart(title, pdf_of(["x"]), section, author=title, date=name, late=late)
    gap = PackPart(title, section=section, missing=title or "absent")
    pack = Pack(title, (part, gap), name, section, marking=name, copy_for=name, changes=tuple(changes), dividers=True)
    bound = bind_with_index(pack)
    assert bound.page_count == len(_page_texts(bound.data))


@pytest.mark.parametrize(
    "name", ["محمد علي", "דוד כהן", "Ali (محمد)", "王小明", "Ngô Thị Hường", "ﬁnn", "x\u200by", "A\u202eB", "؟0؟"]
)
def test_a_copy_for_somebody_with_any_name_is_bound(name: str) -> None:
    assert bind_with_index(_pack(copy_for=name)).page_count


def test_a_pack_without_papers_has_a_cover_and_empty_contents() -> None:
    assert bind_with_index(_pack(parts=())).page_count == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no pdf", "damaged"),
        (changed(pdf_of(["x"]), lambda _: None, encryption=pikepdf.Encryption(user="u", owner="o")), "password"),
    ],
)
def test_a_part_that_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(PackFaultError, match=rf"'Broken' .*{reason}"):
        bind(_pack(parts=(PackPart("Broken", data),)))
