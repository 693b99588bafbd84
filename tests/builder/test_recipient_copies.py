"""Copies for each reader: their own letters, need to know, and nothing of the closed part for a child or parent."""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from packgen.builder.build import BuildOptions, build_cases
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
MEETING = "2025-04-15-complex-strategy-2"
TOKEN = "Quagmirezephyr"


@pytest.fixture(scope="module")
def toby(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Toby's case built with a copy for each reader; a token stands in what only police may see and in the minutes."""
    inbox = tmp_path_factory.mktemp("inbox")
    for name in ("toby.yaml", "contacts.yaml"):
        shutil.copy(SAMPLES / name, inbox)
    shutil.copytree(SAMPLES / "attachments", inbox / "attachments")
    (inbox / "police.txt").write_text(f"{TOKEN} was seen at the house.", "utf-8")
    case = inbox / "toby.yaml"
    paper = "attachments:\n  - file: police.txt\n    title: Police note\n    audience: [police]\n"
    text = case.read_text("utf-8").replace("attachments:\n", paper, 1)
    text = text.replace("threats:\n", f"threats:\n      - {TOKEN} is a threat.\n", 1)
    case.write_text(text, "utf-8")
    settings = Settings(outputs=inbox / "out", converter="built-in", recipient_copies=True, duplex=True)
    outcome = next(iter(build_cases([case], settings, BuildOptions(date(2025, 4, 10)))))
    assert outcome.folder is not None
    return outcome.folder


@cache
def _words(pdf: Path) -> str:
    with PdfDocument(pdf) as document:
        return " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def _copies(folder: Path, meeting: str) -> dict[str, Path]:
    return {path.parent.name: path for path in (folder / meeting / "copies").glob("*/pack*.pdf")}


def test_each_reader_has_a_copy_that_says_whose_it_is(toby: Path) -> None:
    copies = _copies(toby, MEETING)
    assert {"police-request", "community-paediatrician", "education-senior"} <= set(copies)
    assert "Copy for" in _words(copies["community-paediatrician"])


def test_only_police_and_the_chair_see_a_police_paper(toby: Path) -> None:
    seen = {name for name, path in _copies(toby, MEETING).items() if TOKEN in _words(path)}
    assert seen == {"police-request"}
    assert TOKEN in _words(toby / MEETING / "pack.pdf")


def test_no_copy_holds_the_letter_of_another(toby: Path) -> None:
    words = _words(_copies(toby, MEETING)["community-paediatrician"])
    assert "Police teams that are asked for" not in words
    assert "The whole invitation list" not in words


def test_a_childs_and_a_parents_copy_hold_their_own_part_alone(toby: Path) -> None:
    copies = _copies(toby, "2025-03-24-risk-management-1")
    for name in ("child-1", "parent-1"):
        words = _words(copies[name])
        assert "Come and talk with us" in words
        for closed in (TOKEN, "OFFICIAL-SENSITIVE", "BCC-EFH", "Bristol practice guidance", "RM-INV", "Agenda"):
            assert closed not in words, f"{closed} in the copy of {name}"


def test_a_copy_is_never_offered_to_a_person_of_concern(toby: Path) -> None:
    everything = " ".join(_words(path) for meeting in toby.iterdir() for path in meeting.glob("copies/*/pack*.pdf"))
    assert everything
    assert "Copy for Marlon" not in everything


def test_a_duplex_pack_has_an_even_number_of_pages_before_each_paper(toby: Path) -> None:
    assert "This page is blank" in _words(toby / MEETING / "pack.pdf")


def test_the_chairs_pack_of_a_complex_strategy_meeting_has_a_divider_before_each_section(toby: Path) -> None:
    assert {"The meeting", "Minutes", "Reports and attachments"} <= _page_starts(toby / MEETING / "pack.pdf")
    assert "The meeting" not in _page_starts(_copies(toby, MEETING)["community-paediatrician"])


def _page_starts(pdf: Path) -> set[str]:
    with PdfDocument(pdf) as document:
        return {page.get_textpage().get_text_range().splitlines()[0] for page in document}
