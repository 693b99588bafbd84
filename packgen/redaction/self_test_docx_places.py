"""The hiding places of the DOCX self-test, as tables: one row a place, one table a group."""

from __future__ import annotations

from dataclasses import dataclass

from packgen.redaction.self_test_docx_builder import Recipe


@dataclass(frozen=True)
class Place:
    """A hiding place: its group and name as `docs/redaction.md` lists them, and the document that uses it.

    `may_be_refused` is True where refusing the whole file by name is the right answer.
    """

    group: str
    name: str
    recipe: Recipe
    may_be_refused: bool = False


def docx_places() -> tuple[Place, ...]:
    """Every hiding place, group by group."""
    from packgen.redaction.self_test_docx_fields import LINKS_AND_FIELDS
    from packgen.redaction.self_test_docx_package import PACKAGE, SETTINGS
    from packgen.redaction.self_test_docx_runs import REVISIONS, RUNS
    from packgen.redaction.self_test_docx_shapes import SHAPES
    from packgen.redaction.self_test_docx_stories import STORIES, STRUCTURE

    return (*RUNS, *REVISIONS, *STORIES, *SHAPES, *LINKS_AND_FIELDS, *STRUCTURE, *SETTINGS, *PACKAGE)
