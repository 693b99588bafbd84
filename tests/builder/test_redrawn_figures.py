"""Figures of packgen's in a record are drawn again without those who are left out; every other picture is withheld."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from packgen.builder.layout import document_path
from packgen.builder.make_documents import document_makers
from packgen.builder.prepare import Prepared, prepare
from packgen.builder.subject_access.figures import FiguresOfCase
from packgen.builder.subject_access.proposing import ProposeOptions, propose_records
from packgen.builder.subject_access.releasing import ReleaseOptions, release_proposals
from packgen.case.people import Influence
from packgen.content import Figure
from packgen.documents.kind import LeftOut
from packgen.documents.passages import Passages
from packgen.documents.pictures.influence import influence
from packgen.documents.pictures.scales import mapping
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.figures import KnownFigure, approved_figures, redrawn_figures
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.model import Decision, Secret
from packgen.redaction.persons import Standing
from packgen.redaction.policy import default_policy
from packgen.redaction.state import states
from packgen.settings import Settings
from tests.conftest import REPOSITORY
from tests.redaction.subject_access_making import person, recolour, roster

TODAY = date(2025, 5, 1)
SAMPLES = REPOSITORY / "sample_inputs"
REQUEST = SAMPLES / "requests" / "toby" / "request.yaml"
OTHERS = ("Dario", "Castellmoor", "Jaydon", "Callum", "Vexley", "Tamsin", "Marlon")


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(SAMPLES / "toby.yaml", Settings(), TODAY)


@pytest.fixture(scope="module")
def minutes(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    first = next(d for d in prepared.documents if d.kind == "minutes" and d.folder == "complex-strategy-1")
    path = document_path(prepared.loaded.case, first)
    file = tmp_path_factory.mktemp("held") / Path(path).name
    file.write_bytes(document_makers(prepared, Settings())[path]())
    return file


@pytest.fixture(scope="module")
def root(minutes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A proposal of the minutes for Toby, and its release."""
    folder = tmp_path_factory.mktemp("subject-access")
    options = ProposeOptions(request=REQUEST, case=SAMPLES / "toby.yaml")
    (made,) = propose_records([minutes], options, folder, Settings(), TODAY)
    recolour(made.file, "cyan", "yellow")
    release_proposals([made.file], ReleaseOptions("Officer One", "Officer Two", REQUEST, folder), Settings(), TODAY)
    return folder


@pytest.fixture(scope="module")
def copy(root: Path) -> bytes:
    (file,) = (root / "to-send").glob("*/record-1.docx")
    return file.read_bytes()


def pictures_in(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist()) if "/media/" in name]


def alt_texts_in(data: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(data)).element.body
    return [one.get("descr") for one in body.iter() if one.tag.endswith("}docPr")]


def test_figures_stand_in_the_copy_without_the_others_and_say_so_in_words(copy: bytes, minutes: Path) -> None:
    assert (len(pictures_in(minutes.read_bytes())), len(pictures_in(copy))) == (3, 2)
    ecomap, timeline = alt_texts_in(copy)
    assert ecomap == "Ecomap of 2 people and places. Danielle Wrenfield is family of Toby Wrenfield."
    assert timeline.startswith("Timeline of 4 missing episodes")
    assert not [name for name in OTHERS if name in ecomap + timeline]
    assert "Dario Castellmoor" in "".join(alt_texts_in(minutes.read_bytes()))


def test_a_figure_in_which_nothing_is_left_is_withheld(copy: bytes) -> None:
    text = [paragraph.text for paragraph in docx.Document(io.BytesIO(copy)).paragraphs]
    assert text.count("[redacted: picture]") == 1


def test_the_officer_sees_the_new_figure_and_is_told(root: Path) -> None:
    (file,) = (root / "proposed").glob("*.schedule.yaml")
    told = file.read_text("utf-8")
    assert told.count("drawn again by packgen") == 2
    assert told.count("withheld, unless") == 1
    (proposal,) = (root / "proposed").glob("*.docx")
    (state,) = states(root)
    words = " ".join(text for figure in state.figures for text in figure.texts)
    assert "Toby Wrenfield" in words
    assert not [name for name in OTHERS if name in words]
    assert len(pictures_in(proposal.read_bytes())) == 3


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")
def test_the_pixels_of_the_new_figures_name_nobody_else(copy: bytes, minutes: Path, tmp_path: Path) -> None:
    def read(data: bytes) -> str:
        texts = []
        for number, png in enumerate(pictures_in(data)):
            file = tmp_path / f"{number}.png"
            file.write_bytes(png)
            texts.append(subprocess.run(["tesseract", file, "-"], capture_output=True, check=True).stdout.decode())
        return " ".join(texts)

    assert "Danielle" in read(copy)
    assert not [name for name in OTHERS if name in read(copy)]
    assert "Castellmoor" in read(minutes.read_bytes())


def test_a_figure_is_known_by_its_picture_or_its_words_and_no_other_picture_is(
    prepared: Prepared, minutes: Path
) -> None:
    known = FiguresOfCase(prepared, roster(person("Nobody Else")), default_policy()).of_record(minutes)
    record = read_docx(minutes.read_bytes())
    finder = RosterFinder(roster(), default_policy())
    assert [one.picture for one in redrawn_figures(record, known, finder)] == ["picture 1", "picture 2", "picture 3"]
    by_words = [replace(one, sha256="another") for one in known]
    assert len(redrawn_figures(record, by_words, finder)) == 3
    neither = [replace(one, sha256="another", shown_as="Something else.") for one in known]
    assert redrawn_figures(record, neither, finder) == ()


def test_a_figure_whose_words_still_tell_of_somebody_is_withheld(minutes: Path) -> None:
    record = read_docx(minutes.read_bytes())
    figure = KnownFigure(record.pictures[0].sha256, "", b"png", "A figure.", ("the cousin of Dario Castellmoor",))
    finder = RosterFinder(roster(person("Dario Castellmoor", Standing.OTHER_CHILD)), default_policy())
    assert redrawn_figures(record, [figure], finder) == ()
    assert redrawn_figures(record, [replace(figure, texts=())], finder) != ()


def test_a_name_that_the_officer_marks_takes_the_figure_along_and_a_shared_surname_its_words(minutes: Path) -> None:
    record = read_docx(minutes.read_bytes())
    figure = KnownFigure(record.pictures[0].sha256, "", b"png", "Toby Wrenfield and his aunt.", ("Kyleford",))
    redrawn = redrawn_figures(record, [figure], RosterFinder(roster(), default_policy()))
    assert approved_figures(redrawn, ["Kyleford"], ()) == {}
    assert approved_figures(redrawn, ["Somebody"], ())["picture 1"].alt_text == "Toby Wrenfield and his aunt."
    shared = approved_figures(redrawn, [], [Secret("Wrenfield")])["picture 1"].alt_text
    assert shared.startswith("A figure, drawn again")


def test_typed_words_of_a_scale_and_an_influence_go_with_whom_they_tell_of(prepared: Prepared) -> None:
    child = next(one for one in prepared.loaded.case.children if one.safety_scale)
    tells = child.safety_scale[0].by
    without = LeftOut(tells=lambda text: text == tells)
    whole, part = mapping(child, Passages("x")), mapping(child, Passages("x"), without)
    assert whole
    assert part
    assert tells in whole["picture"].alt_text
    assert tells not in part["picture"].alt_text
    assert part["ratings"] == whole["ratings"]
    assert mapping(child, Passages("x"), LeftOut(frozenset({child.id})))["picture"] is None  # type: ignore[index]
    weights = tuple(Influence(source=source, weight=5) for source in ("Uncle Vic", "Football"))
    drawn = influence(
        child.model_copy(update={"influences": weights}), Passages("x"), LeftOut(tells=lambda text: "Vic" in text)
    )
    assert drawn
    assert isinstance(drawn["picture"], Figure)
    assert (drawn["picture"].data, len(drawn["rows"])) == ({"influences": [{"label": "Football", "weight": 5}]}, 2)


def test_the_decision_of_a_person_decides_what_is_drawn(prepared: Prepared, minutes: Path) -> None:
    known = roster(person("Dario Castellmoor", decision=Decision.DISCLOSE, case_id="dario"))
    words = [one.alt_text for one in FiguresOfCase(prepared, known, default_policy()).of_record(minutes)]
    assert any("Dario Castellmoor" in text for text in words)
