"""What a build says of each case, in lines for people or as JSON."""

from __future__ import annotations

from collections.abc import Iterable

import click

from packgen.builder.build import CaseOutcome
from packgen.builder.plan import Step
from packgen.cli.printing import summary

_SAID = {
    Step.MAKE: "made",
    Step.OFFER: "offered as a new version",
    Step.ACCEPT: "new version accepted",
    Step.REMOVE: "removed",
    Step.KEEP: "kept",
}


def print_outcome(outcome: CaseOutcome) -> None:
    """Print one case: its problems, what was done, where it lies."""
    for problem in outcome.problems:
        click.echo(problem.as_text(), err=True)
    if outcome.folder is None:
        click.echo(f"{outcome.source.name}: nothing was written ({summary(outcome.problems)}).")
        return
    for action in outcome.actions:
        if outcome.dry_run or action.held or action.step not in (Step.KEEP, Step.MAKE):
            would = "would be " if outcome.dry_run else ""
            click.echo(f"  {would}{_SAID[action.step]}: {action.path} ({action.reason})")
    made = sum(action.step is Step.MAKE for action in outcome.actions)
    done = "would be made" if outcome.dry_run else "made"
    count = f"{made} paper{'' if made == 1 else 's'} {done}, {len(outcome.actions) - made} unchanged or kept"
    click.echo(f"{outcome.source.name}: {count} in {outcome.folder} ({summary(outcome.problems)}).")


def as_json(outcomes: Iterable[CaseOutcome]) -> list[dict[str, object]]:
    """The outcomes as plain values."""
    return [
        {
            "file": str(outcome.source),
            "reference": outcome.reference,
            "folder": str(outcome.folder) if outcome.folder else None,
            "problems": [problem.as_json() for problem in outcome.problems],
            "actions": [
                {"step": action.step.value, "path": action.path, "reason": action.reason, "held": action.held}
                for action in outcome.actions
            ],
        }
        for outcome in outcomes
    ]
