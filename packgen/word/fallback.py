"""docxtpl itself, for the few templates that change the columns of a table, and as the oracle of the tests."""

from __future__ import annotations

import io
from collections.abc import Mapping

from packgen.word.compiled import CompiledTemplate
from packgen.word.environment import environment
from packgen.word.package import read_package


def merged_by_docxtpl(template: CompiledTemplate, context: Mapping[str, object]) -> dict[str, bytes]:
    """The parts with tags as docxtpl merges them, under our environment: same sandbox, same escaping, same rules."""
    from docxtpl import DocxTemplate  # only here: importing it takes longer than a merge

    document = DocxTemplate(io.BytesIO(template.whole()))
    document.render(dict(context), jinja_env=environment())
    saved = io.BytesIO()
    document.save(saved)
    parts = read_package(saved.getvalue()).parts
    return {name: parts[name] for name in template.merged if name in parts}
