"""new, check, build, schema: the commands about case files."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from packgen import files, shares
from packgen.case.values import LONDON
from packgen.cli.options import FILE, case_options, format_option, settings_from, today
from packgen.cli.printing import exit_code_for, print_json, print_problems, summary
from packgen.errors import ExitCode, UsageError


@click.command()
@click.argument("kind")
@click.option("--output", type=FILE, help="Where to write it; standard output where left out.")
def new(kind: str, output: Path | None) -> int:
    """Write a commented starter case file of a KIND of meeting or plan."""
    from packgen.case.contact_sheet import starter_sheet
    from packgen.case.starters import starter

    made = starter(kind).encode("utf-8")
    if output is not None and output.suffix.lower() in (".csv", ".xlsx"):
        if kind != "contacts":
            raise UsageError("A case file is no spreadsheet.", f"Name it with .yaml, as: {output.stem}.yaml")
        made = starter_sheet(output.suffix)
    if output is None:
        click.echo(made.decode("utf-8"), nl=False)
    elif output.exists():
        raise UsageError(f"{output.name} is already there.", "Give another name; nothing was replaced.")
    else:
        files.publish(output, made)
        click.echo(f'Wrote {output}. Fill it in, then: packgen check "{output}"')
    return ExitCode.DONE


@click.command()
@click.argument("paths", nargs=-1, required=True, type=FILE)
@format_option
@case_options
def check(
    paths: tuple[Path, ...],
    output_format: str,
    as_of: date | None,
    profile: str | None,
    contacts: Path | None,
    settings_file: Path | None,
) -> int:
    """Check case files, contacts or a profile and hold cases against the guidance; write nothing."""
    from packgen.builder.check import check_paths

    settings = settings_from(settings_file, profile=profile, contacts=contacts)
    problems = check_paths(paths, settings, as_of or today())
    print_problems(problems, output_format)
    if output_format == "text":
        click.echo(f"{summary(problems)}.", err=True)
    return exit_code_for(problems)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=FILE)
@click.option("--output", type=FILE, help="The outputs folder.")
@click.option("--only", multiple=True, metavar="KIND", help="Make this kind of document alone; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why; write nothing.")
@click.option("--allow-missing", is_flag=True, help="Bind a visible page in place of an attachment that is missing.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many cases to build at once; as many as there are cores.")
@click.option("--cluster", metavar="ADDRESS", help="Build on a Dask cluster: tls://host:8786.")
@click.option("--cluster-ca", type=FILE, help="The authority that signed the cluster's certificates.")
@click.option("--cluster-certificate", type=FILE, help="The certificate to show to the cluster.")
@click.option("--cluster-key", type=FILE, help="The key of that certificate.")
@format_option
@case_options
def build(
    paths: tuple[Path, ...],
    output: Path | None,
    only: tuple[str, ...],
    dry_run: bool,
    allow_missing: bool,
    jobs: int | None,
    cluster: str | None,
    cluster_ca: Path | None,
    cluster_certificate: Path | None,
    cluster_key: Path | None,
    output_format: str,
    as_of: date | None,
    profile: str | None,
    contacts: Path | None,
    settings_file: Path | None,
) -> int:
    """Make the papers of case files, and bind the packs."""
    from packgen.builder.build import BuildOptions, build_cases
    from packgen.builder.inputs import case_files
    from packgen.builder.status.publish import publish_after_build
    from packgen.cli.build_report import as_json, print_outcome
    from packgen.cli.progress import progress
    from packgen.processes import cores

    keys = {"cluster_ca": cluster_ca, "cluster_certificate": cluster_certificate, "cluster_key": cluster_key}
    settings = settings_from(settings_file, profile=profile, contacts=contacts, outputs=output, **keys)
    options = BuildOptions(as_of or today(), frozenset(name.replace("-", "_") for name in only), dry_run, allow_missing)
    outcomes = []
    with progress(len(case_files(paths)), output_format) as step:
        for outcome in build_cases(paths, settings, options, jobs=jobs or cores(), cluster=cluster):
            outcomes.append(outcome)
            if output_format == "text":
                print_outcome(outcome)
            step()
    if not dry_run:
        with shares.shared_with(settings.share_group):
            publish_after_build(settings.outputs, outcomes, datetime.now(LONDON))
    if output_format == "json":
        print_json(as_json(outcomes))
    return max((exit_code_for(outcome.problems) for outcome in outcomes), default=ExitCode.DONE)


@click.command()
@click.option("--output", type=FILE, help="Where to write it; standard output where left out.")
def schema(output: Path | None) -> int:
    """Print the JSON Schema of a case file, with descriptions."""
    from packgen.case.schema import case_schema

    text = json.dumps(case_schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        files.publish(output, text.encode("utf-8"))
    return ExitCode.DONE
