"""The hiding places of the DOCX self-test, group by group: one row a place in the tables of the modules named here."""

from __future__ import annotations

from packgen.redaction.self_test.docx_builder import Place
from packgen.redaction.self_test.docx_fields import LINKS_AND_FIELDS
from packgen.redaction.self_test.docx_package import PACKAGE, SETTINGS
from packgen.redaction.self_test.docx_runs import REVISIONS, RUNS
from packgen.redaction.self_test.docx_shapes import SHAPES
from packgen.redaction.self_test.docx_stories import STORIES, STRUCTURE

DOCX_PLACES: tuple[Place, ...] = (
    *RUNS,
    *REVISIONS,
    *STORIES,
    *SHAPES,
    *LINKS_AND_FIELDS,
    *STRUCTURE,
    *SETTINGS,
    *PACKAGE,
)
