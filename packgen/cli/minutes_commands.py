"""minutes read, minutes accept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from packgen import files, shares
from packgen.cli.options import FILE, case_options, settings_from, today
from packgen.cli.printing import exit_code_for
from packgen.errors import ExitCode, UsageError


@click.group()
def minutes() -> None:
    """Take what was typed in the minutes back into the case file."""


@minutes.command()
@click.argument("record", metavar="FILE.docx", type=FILE)
@click.option("--case", "case_file", type=FILE, help="The case file; found by the outputs folder where left out.")
@click.option("--meeting", help="The meeting's id; found by the marks in the rows where left out.")
@click.option("--output", type=FILE, help="Where to write what is to be accepted; standard output where left out.")
@case_options
def read(
    record: Path,
    case_file: Path | None,
    meeting: str | None,
    output: Path | None,
    as_of: date | None,
    profile: str | None,
    contacts: Path | None,
    settings_file: Path | None,
) -> int:
    """Read attendance, decisions, actions and the next date from minutes that were typed in.

    Prints what would change as a file to accept; a folder as --output gets it as "CASE - from minutes.yaml".
    """
    from packgen.builder.minutes.case_of import case_of
    from packgen.builder.minutes.read import read_minutes

    settings = settings_from(settings_file, profile=profile, contacts=contacts)
    case_file = case_file or case_of(record, settings)
    found = read_minutes(record, case_file, settings, as_of or today(), meeting)
    for problem in found.problems:
        click.echo(problem.as_text(), err=True)
    for sentence in found.says:
        click.echo(sentence, err=True)
    if found.is_empty:
        click.echo("Nothing in these minutes is new to the case.", err=True)
    elif output is None:
        click.echo(found.text, nl=False)
    else:
        _write(output / found.file_name if output.is_dir() else output, found.text, case_file)
    return exit_code_for(found.problems)


def _write(path: Path, text: str, case_file: Path) -> None:
    if path.exists():
        raise UsageError(f"{path.name} is already there.", "Accept or delete it first; nothing was replaced.")
    files.publish(path, text.encode("utf-8"))
    click.echo(f'Wrote {path}. Look through it, then: packgen minutes accept "{case_file}" "{path}"', err=True)


@minutes.command()
@click.argument("case_file", metavar="CASE", type=FILE)
@click.argument("fragment", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--settings", "settings_file", type=FILE, help="The settings file (packgen.toml).")
def accept(case_file: Path, fragment: Path, dry_run: bool, settings_file: Path | None) -> int:
    """Make FRAGMENT part of the case file CASE, and say what changed."""
    from packgen.builder.minutes.accept import accept_fragment, apply

    settings = settings_from(settings_file)
    with shares.shared_with(settings.share_group):
        says = apply(case_file, fragment, settings).says if dry_run else accept_fragment(case_file, fragment, settings)
    for sentence in says:
        click.echo(sentence)
    done = "would be made" if dry_run else "made"
    click.echo(f"{len(says)} change{'' if len(says) == 1 else 's'} {done} in {case_file.name}.")
    return ExitCode.DONE
