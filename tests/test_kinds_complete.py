"""A kind of document is whole, or it is not there: builder, template, guidance, recipe, golden files."""

from __future__ import annotations

from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

import pytest

from packgen.documents.kind import CaseKind, DocumentKind, Format, MeetingKind
from packgen.documents.letters.wording import letter_wordings
from packgen.documents.registry import KINDS, kind_named
from packgen.documents.sheets.layout import sheet_layouts
from packgen.guidance.effects import MakeDocument, Notify
from packgen.guidance.load import load_profile
from packgen.guidance.plain_language.variants import VARIANTS
from packgen.pack.recipe import load_recipes
from packgen.word.templates import template_path, templates_folder

GOLDEN = Path(__file__).parent / "golden"
NOT_WORD = {
    "meeting_calendar": Format.CALENDAR,
    "email_text": Format.TEXT,
    "first_response_email": Format.TEXT,
    "case_note": Format.TEXT,
}
SHARED_TEMPLATES = {"letter": set(letter_wordings()), "working_sheet": set(sheet_layouts())}
"""Templates that several kinds share (`Document.template`), with those kinds."""
PLAN_FORMS = {f"child_safety_plan_{form}" for form in VARIANTS if form != "standard"}
OF_NO_CASE = {"subject_access_letter"}
"""Templates of letters that belong to a subject access request and to no case."""
SHARING = set().union(*SHARED_TEMPLATES.values())


def _called_for() -> set[str]:
    """What types of meeting list, and what rules add: papers, and letters to those who are told."""
    profile = load_profile("bristol")
    listed = {name for meeting in profile.meeting_types.values() for name in meeting.documents}
    effects = [effect for rule in profile.rules.values() for effect in rule.effects]
    papers = {effect.document for effect in effects if isinstance(effect, MakeDocument)}
    return listed | papers | {effect.letter for effect in effects if isinstance(effect, Notify)}


each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def test_names_of_kinds_are_all_different() -> None:
    names = [kind.name for kind in KINDS]
    assert len(names) == len(set(names))


def test_a_kind_is_found_by_its_name() -> None:
    assert kind_named("invite") is KINDS[0]
    assert kind_named("no such kind") is None


@each_kind
def test_it_has_a_builder_module_and_a_title(kind: DocumentKind) -> None:
    assert kind.title
    assert isinstance(kind, (MeetingKind, CaseKind))
    assert find_spec(kind.build.__module__) is not None


@each_kind
def test_it_has_a_template_of_its_name_unless_it_shares_one_or_is_text(kind: DocumentKind) -> None:
    if kind.name in NOT_WORD or kind.name in SHARING:
        assert not (templates_folder() / f"{kind.name}.docx").exists()
    else:
        assert template_path(kind.name).is_file()


def test_there_is_no_stray_template() -> None:
    expected = {kind.name for kind in KINDS} - set(NOT_WORD) - SHARING | set(SHARED_TEMPLATES) | PLAN_FORMS
    expected |= OF_NO_CASE
    assert {path.stem for path in templates_folder().glob("*.docx")} == expected


@each_kind
def test_the_guidance_calls_for_it_at_some_meeting_or_it_belongs_to_the_case(kind: DocumentKind) -> None:
    assert kind.name in _called_for() or isinstance(kind, CaseKind)


def test_the_guidance_calls_for_no_kind_that_is_not_there() -> None:
    told = {letter for letter in _called_for() if letter.endswith("_notification")}  # all of them one kind's letters
    assert _called_for() - told <= {kind.name for kind in KINDS}


@each_kind
def test_some_recipe_binds_it_unless_it_is_text(kind: DocumentKind) -> None:
    patterns = {name for recipe in load_recipes().recipes for section in recipe.sections for name in section.kinds}
    bound = any(fnmatchcase(kind.name, pattern) for pattern in patterns)
    assert bound or kind.name in NOT_WORD, kind.name


@each_kind
def test_it_has_golden_contexts_and_golden_text(kind: DocumentKind) -> None:
    assert list(GOLDEN.glob(f"contexts/*/{kind.name}.json"))
    assert list(GOLDEN.glob(f"text/*/{kind.name}.txt"))
