"""The forms of a Child Safety Plan: the same input, each safe to be found, the child's words untouched in all."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from golden_cases import SAMPLES, of_kind, plain
from lxml import etree

from packgen.case.load import load_case
from packgen.case.model import CaseFile
from packgen.content import Figure, Passage
from packgen.documents.kind import Document
from packgen.word.figures.draw import draw_figure
from packgen.word.figures.symbols import NAMES
from packgen.word.render import render
from packgen.word.templates import template_path

KIND = "child_safety_plan"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WITH_PLANS = [path for path in SAMPLES if of_kind(path, KIND)]
each_plan = pytest.mark.parametrize(
    ("sample", "document"),
    [(path, document) for path in WITH_PLANS for document in of_kind(path, KIND)],
    ids=lambda value: value.stem if isinstance(value, Path) else value.name,
)


def sample(name: str) -> Path:
    return next(path for path in SAMPLES if path.stem == name)


def form(name: str, ending: str) -> Document:
    return next(document for document in of_kind(sample(name), KIND) if document.name.endswith(ending))


@cache
def body(document_name: str, name: str) -> etree._Element:
    document = form(name, document_name)
    assert document.context is not None
    merged = render(template_path(document.template or KIND), document.context, draw_figure=draw_figure)
    with zipfile.ZipFile(io.BytesIO(merged)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def words_of(value: object) -> list[str]:
    """Every text of a context, in order."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in words_of(part)]


def case_at(path: Path) -> CaseFile:
    return load_case(path).case


@each_plan
def test_no_form_says_what_a_finder_must_not_read(sample: Path, document: Document) -> None:
    case = case_at(sample)
    said = " ".join(words_of(plain(document.context))).casefold()
    secret = [case.case.reference, "official-sensitive", "grade", "exploit", "trafficking", "criminal"]
    secret += [person.name for person in case.people if person.group == "person_of_concern"]
    secret += [place.address for child in case.children for place in case.places if place.address and child.placement
               and child.placement.place == place.id]  # fmt: skip
    assert [word for word in secret if word.casefold() in said] == []
    assert set(document.context["paper"]) == {"title", "draft"}  # type: ignore[index,arg-type]


@each_plan
def test_the_childs_words_stand_as_said_in_every_form_but_the_card(sample: Path, document: Document) -> None:
    if document.name.endswith("pocket-card"):
        return
    plan = next(plan for plan in case_at(sample).child_safety_plans if plan.child == document.for_child)
    said = words_of(plain(document.context))
    for words in (*plan.my_words, *plan.do_not_agree):
        assert words.text in said


@each_plan
def test_only_one_form_goes_to_staff_and_all_go_to_the_child(sample: Path, document: Document) -> None:
    forms = [other for other in of_kind(sample, KIND) if other.for_child == document.for_child]
    assert [("chair" in other.audience) for other in forms].count(True) == 1
    assert all("child" in other.audience for other in forms)


def test_easy_read_says_one_idea_a_line_beside_a_picture_that_is_described() -> None:
    context: Any = form("sarah", "easy-read").context
    rows = [row for section in context["sections"] for row in section["rows"]]
    assert all(isinstance(row["picture"], Figure) and row["picture"].alt_text for row in rows)
    assert {row["picture"].data["name"] for row in rows} <= set(NAMES)
    texts = [row["words"] for row in rows if isinstance(row["words"], str)]
    assert "Sit with you." in texts
    assert "I will not be cross." in texts
    headings = [section["heading"] for section in context["sections"]]
    assert headings[0] == "First of all"
    assert "Moira will" in headings


def test_easy_read_keeps_a_passage_whole() -> None:
    context: Any = form("sarah", "easy-read").context
    about = [row["words"] for s in context["sections"] for row in s["rows"] if isinstance(row["words"], Passage)]
    assert [passage.text.text for passage in about] == ["I don't want him to be sad. But Moira says he told me a lie."]


def sizes(template: str) -> set[int]:
    """Half points of every style that the template's body uses and of runs in it."""
    with zipfile.ZipFile(template_path(template)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        tree = etree.fromstring(package.read("word/document.xml"))
    used = {style.get(f"{W}val") for style in tree.iter(f"{W}pStyle")} | {"Normal"}
    found = [style for style in styles.iter(f"{W}style") if style.get(f"{W}styleId") in used]
    elements = [size for style in found for size in style.iter(f"{W}sz")]
    return {int(size.get(f"{W}val", "0")) for size in (*elements, *tree.iter(f"{W}sz"))}


def test_easy_read_is_14_point_or_more_and_large_print_18() -> None:
    assert min(sizes("child_safety_plan_easy_read")) >= 28
    assert min(sizes("child_safety_plan_large_print")) >= 36


def test_the_card_holds_a_few_numbers_and_no_name_of_the_child_or_code_word() -> None:
    plan = case_at(sample("toby")).child_safety_plans[0]
    card = form("toby", "pocket-card")
    said = " ".join(words_of(plain(card.context)))
    context: Any = card.context
    assert 1 <= len(context["ring"]) <= 5
    assert plan.code_word is not None
    assert plan.code_word not in said
    assert "Wrenfield" not in said
    assert "Tobes" not in said


def test_two_languages_stand_side_by_side_from_right_to_left() -> None:
    tree = body("side-by-side", "two-languages")
    right = [p for p in tree.iter(f"{W}p") if "كل يوم" in "".join(t.text or "" for t in p.iter(f"{W}t"))]
    assert right
    style = right[0].find(f"{W}pPr/{W}pStyle")
    assert style is not None
    assert style.get(f"{W}val") == "Righttoleft"
    run = next(right[0].iter(f"{W}rPr"))
    assert run.find(f"{W}rtl") is not None
    language = run.find(f"{W}lang")
    assert language is not None
    assert language.get(f"{W}bidi") == "ar"


def test_every_line_of_the_sample_has_its_translation() -> None:
    context: Any = form("two-languages", "side-by-side").context
    assert [row["english"] for row in context["rows"] if not row["other"]] == []
    assert context["language_name"] == "العربية"
