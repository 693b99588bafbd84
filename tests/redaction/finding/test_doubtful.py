"""Forms that nobody listed are questions: names inside words, short forms, recognised letters, other alphabets."""

from __future__ import annotations

import re

import pytest

from packgen.redaction.docx.reader import read_docx
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.model import Decision
from packgen.redaction.persons import Identifier, Standing
from packgen.redaction.self_test.docx_builder import Recipe, build
from packgen.redaction.verify.text import Seeker
from tests.redaction.subject_access_making import POLICY, person, record, roster

OTHER = "Zorvinka Quillfeather"
POINTS = (
    Identifier("date of birth", "2011-03-07"),
    Identifier("telephone number", "07700 900123"),
    Identifier("e-mail address", "zq@example.org"),
    Identifier("address", "14 Marrowfield View, Oakhaven, OX9 4QT"),
    Identifier("case reference", "CMS-448812"),
)
PLACE = "Tidewhistle Academy"
FINDER = RosterFinder(
    roster(person(OTHER, identifiers=POINTS), person(PLACE, Standing.PLACE), person("Dario Castellmoor")), POLICY
)


def found(text: str) -> list[tuple[str, Decision]]:
    return [(text[hit.start : hit.end], hit.decision) for hit in FINDER.find(text)]


@pytest.mark.parametrize(
    "word",
    [
        *("zorvinkarocks", "zorvinkatheking", "teamzorvinka", "zorvinkaquill", "Zorvinkaaaa", "Quillfeatheresque"),
        *("Zorv", "Zorvi", "Quilly", "Quillie", "Z0rvinka", "Zorv1nka", "Qui11feather", "Zorvlnka", "akniVroz"),
        *("Zorv!nka", "Qu1llf3ath3r", "Zorvink@s", "Ca$tellmoor"),
        *("Castelhnoor", "Casteilmoor", "Da5tellmoor"),
    ],
)
def test_a_word_that_may_be_a_name_is_asked_about_in_a_sentence(word: str) -> None:
    assert (word, Decision.ASK) in found(f"Then {word} came with others.")


@pytest.mark.parametrize(
    "word", ["roomlletsac oirad", "roomlletsacoirad", "r o o m l l e t s a C", "r\no\no\nm\nl\nl\ne\nt\ns\na\nC"]
)
def test_a_name_written_backwards_is_asked_about_in_one_piece_or_letter_by_letter(word: str) -> None:
    assert Decision.ASK in [decision for _, decision in found(f"Then {word} came with others.")]


def test_words_that_only_together_hold_a_name_backwards_are_not_asked_about() -> None:
    assert found("Every room l let sacks be in was dry.") == []


def test_the_number_of_a_row_is_no_misspelt_name() -> None:
    finder = RosterFinder(roster(person("Lennox Pike-Moreau")), POLICY)
    assert [hit for hit in finder.find("P13 came, as P1l and D1 did.") if hit.start == 0] == []
    assert [hit.decision for hit in finder.find("Then P1ke came.")] == [Decision.ASK]


@pytest.mark.parametrize("text", ["Castellmoor[picture 1]and", "and[note 2]Castellmoor", "Castell[picture 3]moor and"])
def test_the_mark_of_a_picture_or_note_may_stand_beside_a_name_or_inside_it(text: str) -> None:
    (place,) = found(text)
    assert place[1] is Decision.REDACT
    assert "".join(re.sub(r"\[.*?\]", "", place[0])) == "Castellmoor"


@pytest.mark.parametrize("text", ["@dariodc was seen", "the tag #teamdario was used"])
def test_a_short_name_inside_a_tag_is_asked_about(text: str) -> None:
    assert [decision for _, decision in found(text)] == [Decision.ASK]


@pytest.mark.parametrize("text", ["Master Q came.", "with young Z and his mother", "Child D's plan"])
def test_somebody_called_by_one_letter_is_asked_about(text: str) -> None:
    assert [decision for _, decision in found(text)] == [Decision.ASK]


@pytest.mark.parametrize(
    "word",
    ["\u03a7\u0430\u0436\u0061", "\u13c3\u004f\u13a1\u13d9", "\ua4dc\ua4f3\ua4e3"],
)
def test_letters_of_several_or_strange_alphabets_are_asked_about(word: str) -> None:
    assert found(f"Then {word} came.") == [(word, Decision.ASK)]


@pytest.mark.parametrize(
    "word", ["\u0053\u0142awek", "Kowalski", "\u0141ukasz", "\u0410\u043d\u043d\u0430", "Quilt", "quill", "Marchers"]
)
def test_ordinary_and_foreign_words_are_not(word: str) -> None:
    assert found(f"Then {word} came.") == []


@pytest.mark.parametrize(
    "text", ["\u01b5\u00f8\u024dv\u0268nk\u2c65", "Quill[note 2]feather", "07700 9[note 1]00123", "Zorvin[endnote 1]ka"]
)
def test_strokes_and_marks_of_notes_hide_nothing_from_the_finder_nor_the_verifier(text: str) -> None:
    assert found(f"Then {text} came.") == [(text, Decision.REDACT)]
    secrets = FINDER.secrets()
    assert [one.near_miss for one in Seeker(secrets).seek(f"Then {text} came.")][:1] == [False]


@pytest.mark.parametrize(
    "text",
    [
        *("0044 7700 900 123", "00447700900123", "7700900123", "0044 (0) 7700 900123", "+44 7700 900123"),
        *("zq at example.org", "zq (at) example.org", "zq [at] example [dot] org", "OX9 4QT", "0X9 4QT", "ref 448812"),
        *("7 of March 2011", "7th day of March 2011", "7 iii 2011", "03/07/2011", "7.3.11"),
    ],
)
def test_spellings_of_what_points_at_somebody_go(text: str) -> None:
    got = found(f"See {text} here.")
    assert [decision for _, decision in got] == [Decision.REDACT]
    assert got[0][0] in (text, text.removeprefix("ref "), text.removeprefix("+"))


@pytest.mark.parametrize(
    "text", ["Marrowfield View", "the Marrowfield address", "Marrowfield Vw", "Tidewhistle Year 9"]
)
def test_a_street_or_the_name_of_a_place_alone_is_asked_about(text: str) -> None:
    assert [decision for _, decision in found(text)] == [Decision.ASK]


@pytest.mark.parametrize(
    "text",
    ["0044 1632 960001", "O1632 96OOO1", "jo [at] example [dot] org", "ring 01632 960001"],
)
def test_unlisted_numbers_and_addresses_are_asked_about(text: str) -> None:
    assert [decision for _, decision in found(text)] == [Decision.ASK]


@pytest.mark.parametrize(
    "text",
    [
        *("AB123456C and again ab 12 34 56 c", "SW1A 1AA and again sw1a1aa", "AB12 CDE and again ab12cde"),
        *("log 12345/25 and again 12345 / 25", "born 3/4/2010 and again 3rd April 2010"),
        "ring 01632 960001 and again 0044 1632 960001",
    ],
)
def test_an_identifier_that_a_pattern_found_is_found_in_every_spelling(text: str) -> None:
    read = read_docx(record(*text.split(" and again ")))
    matches = matches_of(read, FINDER, (), "p-1")
    first, second = sorted({match.span for match in matches}, key=lambda span: span.start)[0:2]
    assert second.start >= len(text.split(" and again ", maxsplit=1)[0])
    assert {match.decision for match in matches} <= {Decision.ASK, Decision.REDACT}
    assert first.end - first.start >= 6


@pytest.mark.parametrize(
    "text",
    [
        *("Nguyen T H", "W.L. Castellmoor", "van den Castellmoor", "O’Castellmoor", "D'Castellmoor", "Mac Castellmoor"),
        "T. Castellmoor J.",
    ],
)
def test_crumbs_of_a_name_go_with_it(text: str) -> None:
    finder = RosterFinder(roster(person("Dario Castellmoor"), person("Nguyen Thi Hoa")), POLICY)
    hits = finder.find(f"Then {text} came.")
    assert (min(hit.start for hit in hits), max(hit.end for hit in hits)) == (5, 5 + len(text))
    assert len(hits) == 1


@pytest.mark.parametrize("text", ["When I saw {0} I left.", "A {0} plan", "of {0} A plan", "{0}. She"])
def test_words_beside_a_name_stay(text: str) -> None:
    (hit,) = FINDER.find(text.format("Castellmoor"))
    assert (hit.start, hit.end - hit.start) == (text.index("{"), len("Castellmoor"))


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Muhammad Khan", "Mohammed"),
        ("Katharine Vale", "Kate"),
        ("Lily Rose Ashgrove", "Lilyrose"),
        ("Yusuf Hext", "Yousef"),
    ],
)
def test_other_spellings_of_first_names_are_found(name: str, form: str) -> None:
    finder = RosterFinder(roster(person(name)), POLICY)
    assert [hit.decision for hit in finder.find(f"Then {form} came.")] == [Decision.REDACT]


def test_a_name_in_a_script_without_spaces_is_found_among_its_neighbours() -> None:
    known = roster(person("李小龙"))
    finder = RosterFinder(known, POLICY)
    text = "昨天李小龙说他在家。"
    (hit,) = finder.find(text)
    assert (text[hit.start : hit.end], hit.decision) == ("李小龙", Decision.REDACT)
    assert [found.near_miss for found in Seeker(finder.secrets()).seek(text)] == [False]


DECOYS = (
    '<w:color w:val="FEFEFE"/>',
    '<w:color w:val="FFFFFF" w:themeColor="background1"/>',
    '<w:color w:val="auto" w:themeColor="light1"/>',
    '<w:sz w:val="5"/>',
    '<w:w w:val="1"/>',
)


@pytest.mark.parametrize("look", DECOYS)
def test_letters_that_a_page_does_not_show_part_no_name(look: str) -> None:
    def run(text: str, properties: str = "") -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    inner = "".join(run(letter) + run("q", look) for letter in "Zorvinka")
    read = read_docx(build(Recipe(body=f"<w:p>{run('Then ')}{inner}{run(' came.')}</w:p>")))
    asked = [match for match in matches_of(read, FINDER, (), "p-1") if match.decision is Decision.ASK]
    assert [read.text_at(match.span) for match in asked] == ["Zqoqrqvqiqnqkqa"]
    assert any("everybody can read it" in sentence for sentence in read.report.look_at)
