"""How problems and results are printed, as text for people or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import click

from packgen.errors import ExitCode, Problem, Severity


def print_problems(problems: Sequence[Problem], output_format: str) -> None:
    """Print problems to standard output: a JSON list, or each with its place and what to type."""
    if output_format == "json":
        print_json([problem.as_json() for problem in problems])
        return
    for problem in problems:
        click.echo(problem.as_text())


def print_json(value: object) -> None:
    """Print `value` as JSON to standard output."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def exit_code_for(problems: Iterable[Problem]) -> ExitCode:
    """1 when an error is open, else 0: warnings do not stop anybody."""
    return ExitCode.PROBLEMS if any(p.severity is Severity.ERROR for p in problems) else ExitCode.DONE


def summary(problems: Sequence[Problem]) -> str:
    """How many of each: "2 errors, 1 warning"; "no problems" where there are none."""
    counts = [(severity.word, sum(p.severity is severity for p in problems)) for severity in Severity]
    words = [f"{n} {name}{'' if n == 1 else 's'}" for name, n in counts if n]
    return ", ".join(words) or "no problems"
