"""templates check, templates export."""

from __future__ import annotations

from pathlib import Path

import click

from packgen.cli.options import FILE, format_option
from packgen.cli.printing import exit_code_for, print_problems, summary
from packgen.errors import ExitCode, Severity, UsageError


@click.group()
def templates() -> None:
    """Check the Word templates, or export them for a council to edit."""


@templates.command()
@click.argument("folder", required=False, type=FILE)
@click.option("--annotate", is_flag=True, help="Write a copy of each faulty template with a comment at each fault.")
@click.option("--all", "also_remarks", is_flag=True, help="Also list names that a template never prints.")
@format_option
def check(folder: Path | None, annotate: bool, also_remarks: bool, output_format: str) -> int:
    """Check every template in FOLDER (packgen's own where left out) and list every fault at once."""
    from packgen.builder.templates import check_templates

    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Name the folder that your templates lie in.")
    checked = list(check_templates(folder, annotated=annotate))
    problems = [p for each in checked for p in each.problems if also_remarks or p.severity is not Severity.INFO]
    print_problems(problems, output_format)
    if output_format == "text":
        for each in checked:
            if each.annotated:
                click.echo(f"Wrote {each.annotated} with a comment at each fault.")
        click.echo(f"{len(checked)} template{'' if len(checked) == 1 else 's'}: {summary(problems)}.")
    return exit_code_for(problems)


@templates.command()
@click.argument("folder", type=FILE)
def export(folder: Path) -> int:
    """Copy every template into FOLDER to be edited in Word. A file that is already there is never replaced."""
    from packgen.word.templates import export as export_to

    written = export_to(folder)
    click.echo(f"Wrote {len(written)} template{'' if len(written) == 1 else 's'} to {folder}.")
    click.echo("Edit them in Word, check them with `packgen templates check`, and name the folder in packgen.toml.")
    return ExitCode.DONE
