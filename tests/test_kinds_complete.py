"""A kind of document is whole, or it is not there: builder, template, guidance, recipe, golden files."""

from __future__ import annotations

from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

import pytest

from packgen.documents.kind import CaseKind, DocumentKind, Format, MeetingKind
from packgen.documents.registry import KINDS, kind_named
from packgen.guidance.load import load_profile
from packgen.pack.recipe import load_recipes
from packgen.word.templates import template_path, templates_folder

GOLDEN = Path(__file__).parent / "golden"
NOT_WORD = {"meeting_calendar": Format.CALENDAR, "email_text": Format.TEXT}
EXTRA_TEMPLATES = frozenset[str]()
"""Templates of a kind besides the one of its name (`Document.template`)."""
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
def test_it_has_a_template_of_its_name_unless_it_is_text(kind: DocumentKind) -> None:
    if kind.name in NOT_WORD:
        assert not (templates_folder() / f"{kind.name}.docx").exists()
    else:
        assert template_path(kind.name).is_file()


def test_there_is_no_stray_template() -> None:
    expected = {kind.name for kind in KINDS} - set(NOT_WORD) | EXTRA_TEMPLATES
    assert {path.stem for path in templates_folder().glob("*.docx")} == expected


@each_kind
def test_the_guidance_calls_for_it_at_some_meeting_or_it_belongs_to_the_case(kind: DocumentKind) -> None:
    called_for = {name for meeting in load_profile("bristol").meeting_types.values() for name in meeting.documents}
    assert kind.name in called_for or isinstance(kind, CaseKind)


def test_the_guidance_calls_for_no_kind_that_is_not_there() -> None:
    called_for = {name for meeting in load_profile("bristol").meeting_types.values() for name in meeting.documents}
    assert called_for <= {kind.name for kind in KINDS}


@each_kind
def test_some_recipe_binds_it_unless_it_is_text(kind: DocumentKind) -> None:
    patterns = {name for recipe in load_recipes().recipes for section in recipe.sections for name in section.kinds}
    bound = any(fnmatchcase(kind.name, pattern) for pattern in patterns)
    assert bound or kind.name in NOT_WORD, kind.name


@each_kind
def test_it_has_golden_contexts_and_golden_text(kind: DocumentKind) -> None:
    assert list(GOLDEN.glob(f"contexts/*/{kind.name}.json"))
    assert list(GOLDEN.glob(f"text/*/{kind.name}.txt"))
