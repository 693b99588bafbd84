from __future__ import annotations

import pytest

from packgen import fonts
from packgen.fonts import first_that_sets
from packgen.pack.fonts import choose_face as face_of_a_pack
from packgen.word.figures.faces import choose_face as face_of_a_figure


def test_packs_and_figures_share_each_face_and_load_it_once() -> None:
    unusual = ["Ngô Thị Hường"]
    if face_of_a_pack(unusual).regular == face_of_a_figure(unusual).regular:
        assert face_of_a_pack(unusual) is face_of_a_figure(unusual)
    assert first_that_sets([], ["Vera"]) is first_that_sets(["Zoë"], ["Vera", "Liberation"])


def test_a_figure_is_set_in_the_face_that_every_machine_has() -> None:
    assert face_of_a_figure(["Zoë Ångström"]).regular == "PackgenVera"


def test_the_face_that_misses_fewest_characters_is_taken_where_none_has_all() -> None:
    order = ["Vera", "DejaVu"]
    face = first_that_sets(["Łukasz \U0010ffff"], order)
    missing = {name: {ord("Ł"), 0x10FFFF} - first_that_sets([], [name]).characters for name in order if _is_here(name)}
    assert len({ord("Ł"), 0x10FFFF} - face.characters) == min(map(len, missing.values()))


def test_a_face_that_the_machine_lacks_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts._registered.cache_clear()
    nowhere = fonts._VERA / "nowhere.ttf"
    monkeypatch.setitem(fonts._FACES, "Liberation", (nowhere, nowhere))
    assert first_that_sets(["A"], ["Liberation", "Vera"]).regular == "PackgenVera"
    fonts._registered.cache_clear()


def test_what_no_reader_sees_is_left_out_and_what_cannot_be_set_is_a_question_mark() -> None:
    face = first_that_sets([], ["Vera"])
    assert face.printable(" A\u200b\u202e \n B \U0010ffff") == "A B ?"


def test_words_are_made_to_fit_and_never_too_small() -> None:
    face = first_that_sets([], ["Vera"])
    room = face.width("Copy for", 9) * 0.7
    assert face.width("Copy for", face.fitted("Copy for", 9, room)) <= room + 0.01
    assert face.fitted("Copy for", 9, 1) == 5.0


def _is_here(name: str) -> bool:
    return fonts._registered(name) is not None
