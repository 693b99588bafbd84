from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from packgen import processes
from packgen.redaction import verification
from packgen.redaction.disclosed_places import disclosed_places
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.redactor import rebuild
from packgen.redaction.docx.writer import zip_parts
from packgen.redaction.model import (
    REQUIRED_CHECKS,
    ApprovedPicture,
    CheckResult,
    Form,
    RecordFormat,
    Redaction,
    Secret,
    Span,
    VerificationResult,
)
from packgen.redaction.verification import verify_copy
from packgen.redaction.verify.docx import check_docx
from packgen.redaction.verify.docx_package import NotACopyError, unpack
from tests.redaction.docx_making import minutes, paragraph, record_of, redactions_of, run, spans_of

_SECRETS = (Secret("Toby Smith"), Secret("Toby", Form.DERIVED), Secret("Smith", Form.DERIVED))


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (9, 9), "blue").save(buffer, "PNG")
    return buffer.getvalue()


def _copy(pattern: str = "Toby Smith|Toby") -> bytes:
    record = read_docx(minutes())
    return rebuild(record, redactions_of(record, pattern)).data


def _result(data: bytes) -> VerificationResult:
    return VerificationResult(RecordFormat.DOCX, "", check_docx(data, _SECRETS, ()))


def _changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_copy())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    return zip_parts(parts)


def _failed(data: bytes) -> set[str]:
    result = _result(data)
    assert not result.passed
    return {check.name for check in result.failed}


def test_a_clean_copy_passes_every_required_check() -> None:
    result = _result(_copy())
    assert result.passed, result.failed
    assert {check.name for check in result.checks} == set(REQUIRED_CHECKS[RecordFormat.DOCX])


def test_a_copy_with_an_approved_picture_passes() -> None:
    record = record_of(paragraph('<w:r><w:drawing><a:blip r:embed="none"/></w:drawing></w:r>'))
    data = rebuild(record, [], approved={"picture 1": ApprovedPicture(_picture(), "A blue field")}).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "word/media/picture1.png" in archive.namelist()
    assert _result(data).passed
    named = rebuild(record, [], approved={"picture 1": ApprovedPicture(_picture(), "Toby in a field")}).data
    assert _failed(named) == {"attributes", "bytes"}


def test_a_name_left_in_the_text_is_named_by_its_place_and_not_repeated() -> None:
    result = _result(_copy("Toby Smith"))
    (text,) = (check for check in result.failed if check.name == "text")
    assert text.places == ("paragraph 2", "paragraph 3")
    assert "Toby" not in repr(result)


def test_a_disclosed_place_is_expected_there_and_nowhere_else() -> None:
    record = read_docx(minutes())
    spans = spans_of(record, "Toby Smith|Toby")
    redactions = [Redaction(span, "third-party") for span in spans[1:]]
    rebuilt = rebuild(record, redactions, disclosed=spans[:1])
    texts = ("Toby Smith",)
    assert VerificationResult(
        RecordFormat.DOCX, "", check_docx(rebuilt.data, _SECRETS, rebuilt.disclosed, texts)
    ).passed
    wide = (Span("document", 0, 10_000),)
    for spans_, texts_ in ((rebuilt.disclosed, ()), (rebuilt.disclosed, ("Somebody Else",)), (wide, texts)):
        checks = check_docx(rebuilt.data, _SECRETS, spans_, texts_)
        assert not VerificationResult(RecordFormat.DOCX, "", checks).passed
    other = rebuild(record, redactions[1:], disclosed=spans[:1])
    checks = check_docx(other.data, _SECRETS, other.disclosed, texts)
    assert not VerificationResult(RecordFormat.DOCX, "", checks).passed


def test_a_disclosure_of_one_place_does_not_let_the_same_words_stand_in_another() -> None:
    record = record_of(paragraph(run("He met Toby. Later he saw Toby go, and Toby ran.")))
    first, second, third = spans_of(record, "Toby")
    meant = disclosed_places(record, [first], [Redaction(second, "third-party"), Redaction(third, "third-party")])

    def fails(kept: list[Span]) -> list[str]:
        gone = [Redaction(span, "third-party") for span in (first, second, third) if span not in kept]
        copy = rebuild(record, gone, disclosed=kept)
        checks = check_docx(copy.data, _SECRETS, copy.disclosed, ("Toby",), meant)
        return [place for check in checks if not check.passed for place in check.places]

    assert fails([first]) == []
    assert fails([second]) != []
    assert fails([third]) != []
    assert fails([first, second]) != []


def test_disclosed_words_beside_pictures_notes_and_redactions_are_known_in_the_copy() -> None:
    record = record_of(
        paragraph('<w:r><w:drawing><a:blip r:embed="none"/></w:drawing></w:r>' + run(" Toby and Ann Toby."))
    )
    (ann,) = spans_of(record, "Ann")
    kept = spans_of(record, "Toby")
    places = disclosed_places(record, kept, [Redaction(ann, "third-party")])
    for approved in ({}, {"picture 1": ApprovedPicture(_picture(), "A blue field")}):
        copy = rebuild(record, [Redaction(ann, "third-party")], disclosed=kept, approved=approved)
        checks = check_docx(copy.data, _SECRETS, copy.disclosed, ("Toby",), places)
        assert [check.name for check in checks if not check.passed] == []


@pytest.mark.parametrize(
    ("check", "part", "old", "new"),
    [
        ("parts", "word/styles.xml", b"Arial", b"Tobys"),
        ("parts", "word/extra.xml", b"", b"<x/>"),
        ("parts", "word/_rels/document.xml.rels", b"styles.xml", b"http://example.org"),
        ("structure", "word/document.xml", b"<w:body>", b"<w:body><!-- note -->"),
        ("structure", "word/document.xml", b"<w:body>", b"<w:body><?note x?>"),
        ("structure", "word/document.xml", b"<w:body>", b"<w:body><w:bookmarkStart/>"),
        ("structure", "word/document.xml", b"<w:body>", b"<w:body>loose text"),
        ("structure", "word/document.xml", b"<w:t ", b"<w:t><w:vanish/></w:t><w:t "),
        ("structure", "word/document.xml", b"</w:document>", b""),
        ("structure", "word/document.xml", b"standalone", b" standalone"),
        ("attributes", "word/document.xml", b'w:val="Heading1"', b'w:val="Toby"'),
        ("attributes", "word/document.xml", b"<w:p>", b'<w:p w:rsidR="00112233">'),
        ("attributes", "word/document.xml", b"<w:body>", b'<w:body xmlns:toby="urn:x">'),
        ("tokens", "word/document.xml", b"[redacted: third party]", b"[redacted: person 7]"),
        ("text", "word/document.xml", b"attends", b"T\xc3\xb3by"),
        ("text", "word/document.xml", b"attends", b"S&#109;ith"),
        ("bytes", "word/document.xml", b"attends", b"VG9ieSBTbWl0aA=="),
        ("bytes", "word/document.xml", b"attends", b"546f627920536d697468"),
        ("pictures", "word/media/picture1.png", b"", b"no picture"),
    ],
)
def test_each_fault_fails_the_check_that_is_there_for_it(check: str, part: str, old: bytes, new: bytes) -> None:
    data = _changed(part, lambda content: content.replace(old, new, 1) if old else new)
    assert check in _failed(data)


def test_column_widths_that_differ_fail() -> None:
    old, new = b'<w:gridCol w:w="4819"/>', b'<w:gridCol w:w="99"/>'
    assert "attributes" in _failed(_changed("word/document.xml", lambda content: content.replace(old, new, 1)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data + b"x",
        lambda data: b"x" + data,
        lambda data: data[:-2] + b"\x01\x00y",
        lambda data: data[:200] + data[201:],
        lambda data: data.replace(b"word/styles.xml", b"word/stylez.xml", 1),
        lambda _: b"",
    ],
)
def test_bytes_that_no_clean_package_has_fail(spoil: Callable[[bytes], bytes]) -> None:
    assert not _result(spoil(_copy())).passed


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 255))
def test_no_byte_of_a_copy_can_be_changed_unseen(place: int, change: int) -> None:
    data = _copy()
    spoiled = bytearray(data)
    spoiled[place % len(data)] ^= change
    try:
        same = unpack(bytes(spoiled)) == unpack(data)
    except NotACopyError:
        return
    assert same, "only the padding of a compressed part may differ, and then its content is the same"


def _failed_with_picture(pixels: bytes, secrets: tuple[Secret, ...]) -> set[str]:
    record = record_of(paragraph('<w:r><w:drawing><a:blip r:embed="none"/></w:drawing></w:r>'))
    buffer = io.BytesIO()
    Image.frombytes("RGB", (300, 100), pixels).save(buffer, "PNG")
    approved = ApprovedPicture(buffer.getvalue(), "A field")
    with zipfile.ZipFile(io.BytesIO(rebuild(record, [], approved={"picture 1": approved}).data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/media/picture1.png"] = buffer.getvalue()  # to the last bit, as no copy has them
    return {check.name for check in check_docx(zip_parts(parts), secrets, ()) if not check.passed}


def test_noise_of_packed_pixels_is_no_secret_and_a_name_spelt_in_pixels_is() -> None:
    noise = random.Random(7).randbytes(90_000)
    short = tuple(Secret(letters) for letters in ("TY", "Dee", "Mo", "J.C.", "Kay", "Rowe", "Wren"))
    assert _failed_with_picture(noise, short) == set()
    spelt = b" Wrenfield was here " + noise[20:]
    assert _failed_with_picture(spelt, (Secret("Wrenfield"),)) == {"bytes"}


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="text recognition is not installed")
def test_an_approved_picture_that_shows_a_name_fails_and_one_of_other_words_passes() -> None:
    def lettered(words: str) -> bytes:
        picture = Image.new("RGB", (300, 100), "white")
        ImageDraw.Draw(picture).text((20, 30), words, fill="black", font=ImageFont.load_default(28))
        return picture.tobytes()

    assert _failed_with_picture(lettered("with Wrenfield"), (Secret("Wrenfield"),)) == {"read by eye"}
    assert _failed_with_picture(lettered("with his friend"), (Secret("Wrenfield"),)) == set()


def test_a_picture_with_more_than_pixels_fails() -> None:
    spoiled = _picture() + b"Toby"
    assert "pictures" in _failed(_changed("word/media/picture1.png", lambda _: spoiled))


def test_a_misspelling_is_reported_but_does_not_fail() -> None:
    checks = check_docx(_copy(), (Secret("attendz"), Secret("Tobi")), ())
    result = VerificationResult(RecordFormat.DOCX, "", checks)
    assert result.passed
    assert any("one letter" in miss for miss in result.near_misses)


@pytest.mark.parametrize("missing", REQUIRED_CHECKS[RecordFormat.DOCX])
def test_a_required_check_that_did_not_run_has_failed(missing: str) -> None:
    ran = tuple(CheckResult(name, True) for name in REQUIRED_CHECKS[RecordFormat.DOCX] if name != missing)
    result = VerificationResult(RecordFormat.DOCX, "", ran)
    assert not result.passed
    assert result.missing == (missing,)


@pytest.mark.parametrize("name", sorted(set(REQUIRED_CHECKS[RecordFormat.DOCX]) - {"package"}))
def test_a_check_that_breaks_fails_the_copy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from packgen.redaction.verify import docx as verify_docx

    def broken(_: object) -> CheckResult:
        raise ZeroDivisionError("Toby")

    monkeypatch.setitem(verify_docx._CHECKS, name, broken)  # type: ignore[arg-type]
    result = _result(_copy())
    assert [check.name for check in result.failed] == [name]
    assert "Toby" not in repr(result)


def test_the_verifier_works_in_a_process_of_its_own() -> None:
    assert verify_copy(_copy(), RecordFormat.DOCX, _SECRETS).passed
    failed = verify_copy(_copy("Toby Smith"), RecordFormat.DOCX, _SECRETS)
    assert not failed.missing
    assert {check.name for check in failed.failed} == {"text", "bytes", "second reader"}


def test_a_verifier_that_breaks_answers_nothing_or_nonsense_has_not_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = b'{"format": "docx", "sha256": "other", "checks": []}'
    for output, code in ((b"", 0), (b"nonsense", 0), (b"{}", 0), (other, 0), (b"", 1)):
        finished = processes.Finished(code, output, b"")
        monkeypatch.setattr(verification, "run_python_module", lambda *_, found=finished, **__: found)
        result = verify_copy(_copy(), RecordFormat.DOCX, _SECRETS)
        assert not result.passed
        assert result.missing == REQUIRED_CHECKS[RecordFormat.DOCX]


def test_a_verifier_that_takes_too_long_has_not_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> processes.Finished:
        raise processes.TimeLimitError("too long")

    monkeypatch.setattr(verification, "run_python_module", slow)
    assert not verify_copy(_copy(), RecordFormat.DOCX, _SECRETS).passed


def test_no_secret_stands_in_a_file_name_or_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def spy(module: str, limits: object, *, folder: Path, input_bytes: bytes) -> processes.Finished:
        seen.extend([module, *(str(path) for path in folder.rglob("*"))])
        assert b"Toby" in input_bytes
        return processes.Finished(1, b"", b"")

    monkeypatch.setattr(verification, "run_python_module", spy)
    verify_copy(_copy(), RecordFormat.DOCX, _SECRETS)
    assert not [text for text in seen if "toby" in text.lower()]


def test_a_name_that_reads_from_right_to_left_fails() -> None:
    record = record_of(paragraph(run("Seen with htimS yboT at home.")))
    result = _result(rebuild(record, []).data)
    assert {"text", "bytes", "second reader"} <= {check.name for check in result.failed}
