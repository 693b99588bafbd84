"""redact: names, propose, release, self-test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from packgen import files
from packgen.cli.options import FILE, case_options, settings_from, today
from packgen.errors import ExitCode, UsageError

_MOST_TYPED = 6


@click.group()
def redact() -> None:
    """Make redacted copies of records for a subject access request, and prove that nothing is left in them."""


@redact.command()
@click.argument("records", nargs=-1, required=True, type=FILE)
@click.option("--output", type=FILE, required=True, help="The list to write, such as names.csv.")
def names(records: tuple[Path, ...], output: Path) -> int:
    """List every likely person in RECORD... for Excel; a list that is already there keeps its decisions."""
    from packgen.builder.subject_access.naming import list_names

    listed = list_names(records, output)
    files.publish(output, listed.data, files.PRIVATE_FILE)
    click.echo(f"Wrote {output}: {listed.persons} likely names, {listed.undecided} still to decide.")
    for sentence in listed.look_at:
        click.echo(f"  look at: {sentence}")
    command = f'packgen redact propose {_typed(records)} --roster "{output}" --output FOLDER'
    click.echo(f"Fill in category and decision in Excel, save it as CSV, then: {command}")
    return ExitCode.DONE


@redact.command()
@click.argument("records", nargs=-1, type=FILE)
@click.option("--request", type=FILE, help="The request (request.yaml).")
@click.option("--case", type=FILE, help="The case file that explains who is in the records.")
@click.option("--subject", help="The data subject's id in the case file.")
@click.option("--roster", type=FILE, help="A filled-in names.csv.")
@click.option("--output", type=FILE, help="The folder of the subject access work.")
@case_options
def propose(
    records: tuple[Path, ...],
    request: Path | None,
    case: Path | None,
    subject: str | None,
    roster: Path | None,
    output: Path | None,
    as_of: date | None,
    **flags: Any,
) -> int:
    """Write proposals of RECORD... to look through in Word, with a schedule each."""
    from packgen.builder.subject_access.proposing import ProposeOptions, due_lines, propose_records

    settings = settings_from(flags.pop("settings_file"), **flags)
    root = output or settings.subject_access_root
    if root is None:
        raise UsageError("It is not said where the work goes.", "Give --output, or set subject_access_root.")
    options = ProposeOptions(request, case, subject, roster)
    proposals = propose_records(records, options, root, settings, as_of or today())
    for made in proposals:
        click.echo(f"{made.file}: {made.to_redact} to be taken out, {made.to_decide} to be decided.")
        if made.unexplained:
            click.echo(
                f"  {made.unexplained} capitalised names that nobody explains are listed in {made.schedule.name}."
            )
        for sentence in (*map(str, made.entries), *made.look_at):
            click.echo(f"  {sentence}")
    for line in due_lines(request, settings, as_of or today()):
        click.echo(line)
    asked_for = f' --request "{request}"' if request else ""
    command = f'packgen redact release {_typed([one.file for one in proposals])}{asked_for} --approved-by "YOUR NAME"'
    click.echo(f"Look through each in Word (PDF: in a PDF reader), set the highlights, save, then: {command}")
    return ExitCode.DONE


def _typed(paths: Sequence[Path]) -> str:
    """Files as they are typed on a command line; a long list by its first, for people know how it goes on."""
    named = " ".join(f'"{path}"' for path in paths[:_MOST_TYPED])
    return f"{named} ..." if len(paths) > _MOST_TYPED else named


@redact.command()
@click.argument("proposed", nargs=-1, required=True, type=FILE)
@click.option("--approved-by", required=True, help="Who approves the release.")
@click.option("--second-approval", default="", help="Who checked it besides.")
@click.option("--request", type=FILE, help="The request (request.yaml).")
@click.option("--output", type=FILE, help="The folder of the subject access work; that of the proposals if left out.")
@case_options
def release(
    proposed: tuple[Path, ...],
    approved_by: str,
    second_approval: str,
    request: Path | None,
    output: Path | None,
    as_of: date | None,
    **flags: Any,
) -> int:
    """Rebuild, verify and release PROPOSED... as looked through; writes nothing unless every check passed."""
    from packgen.builder.subject_access.releasing import ReleaseOptions, release_proposals
    from packgen.redaction.let_stand import let_stand

    settings = settings_from(flags.pop("settings_file"), **flags)
    options = ReleaseOptions(approved_by, second_approval, request, output)
    released = release_proposals(proposed, options, settings, as_of or today())
    for copy in released.copies:
        click.echo(f"{copy.name}: verified, {len(copy.verified.checks)} checks passed.")
        for sentence in filter(None, [let_stand(copy.settled)]):
            click.echo(f"  {sentence}")
        for miss in copy.verified.near_misses:
            click.echo(f"  near miss, worth a look: {miss}")
    click.echo(f"Ready to send: {released.folder}")
    return ExitCode.DONE


@redact.command("self-test")
@click.option("--minutes", default=40, help="How many ordinary minutes to redact besides.")
def self_test(minutes: int) -> int:
    """Plant a name in every known hiding place, redact, and report survivors and words lost besides."""
    from packgen.cli.self_test_report import run_and_print

    return ExitCode.DONE if run_and_print(minutes) else ExitCode.REDACTION_REFUSED
