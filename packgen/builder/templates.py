"""Check Word templates against what each kind's context offers, and write annotated copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from packgen import files
from packgen.builder.context_names import offered_names
from packgen.errors import Location, Problem, Severity
from packgen.word.annotate import annotate
from packgen.word.lint import check
from packgen.word.templates import templates_folder

ANNOTATED = " (checked).docx"


@dataclass(frozen=True)
class CheckedTemplate:
    """A template and everything found in it. `annotated` is the copy with a comment at each fault, if one was made."""

    template: Path
    problems: tuple[Problem, ...]
    annotated: Path | None = None


def check_templates(folder: Path | None, *, annotated: bool = False) -> Iterator[CheckedTemplate]:
    """Check every template in `folder` (packgen's own where None); `annotated` writes a copy beside each faulty one."""
    for template in sorted((folder or templates_folder()).glob("*.docx")):
        if template.name.startswith("~$") or template.name.endswith(ANNOTATED):
            continue
        problems = _problems(template)
        faults = [problem for problem in problems if problem.severity is not Severity.INFO]
        copy = template.with_name(template.stem + ANNOTATED) if annotated and faults else None
        if copy:
            files.publish(copy, annotate(template.read_bytes(), faults))
        yield CheckedTemplate(template, problems, copy)


def _problems(template: Path) -> tuple[Problem, ...]:
    known = offered_names()
    if template.stem in known:
        return check(template, known[template.stem]).problems
    near = get_close_matches(template.stem, known, n=1)
    hint = f"Did you mean {near[0]}.docx?" if near else f"The templates are: {', '.join(known)}."
    message = f"{template.name} is not the name of a template, so it is never used."
    return (Problem(message, hint, location=Location(template.name)), *check(template).problems)
