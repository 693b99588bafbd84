"""watch and prune: the folder watcher, and taking away what is past its time."""

from __future__ import annotations

from pathlib import Path

import click

from packgen.cli.options import FILE, settings_from, today
from packgen.errors import ExitCode, UsageError


@click.command()
@click.argument("inbox", required=False, type=FILE)
@click.option("--output", type=FILE, help="The outputs folder.")
@click.option("--once", is_flag=True, help="Deal with everything that lies there, then end (for schedulers).")
@click.option("--polling", is_flag=True, help="The scan alone, without notifications of the system.")
@click.option("--profile", help="Guidance profile: a name or a file.")
@click.option("--contacts", type=FILE, help="The address book.")
@click.option("--settings", "settings_file", type=FILE, help="The settings file (packgen.toml).")
def watch(
    inbox: Path | None,
    output: Path | None,
    once: bool,
    polling: bool,
    profile: str | None,
    contacts: Path | None,
    settings_file: Path | None,
) -> int:
    """Watch an inbox (the settings' own where left out) and build what is dropped there."""
    from packgen.watch.service import watch as run

    settings = settings_from(settings_file, profile=profile, contacts=contacts, outputs=output)
    chosen = inbox or settings.inbox
    if chosen is None:
        raise UsageError(
            "There is no inbox to watch.",
            "Name the folder, as: packgen watch S:/Inbox, or set `inbox` in packgen.toml.",
        )
    problems = run(chosen, settings, once=once, polling=polling, tell=lambda line: click.echo(line, err=True))
    return ExitCode.PROBLEMS if once and problems else ExitCode.DONE


@click.command()
@click.option("--output", type=FILE, help="The outputs folder.")
@click.option("--dry-run", is_flag=True, help="Say what would be taken away; take nothing.")
@click.option("--settings", "settings_file", type=FILE, help="The settings file (packgen.toml).")
def prune(output: Path | None, dry_run: bool, settings_file: Path | None) -> int:
    """Take away what is past the retention time that the settings name (`retention_days`)."""
    from packgen.watch.prune import prune as run

    settings = settings_from(settings_file, outputs=output)
    if settings.retention_days is None:
        raise UsageError("No retention time is set.", "Set it in packgen.toml, as: retention_days = 2190")
    for line in run(settings, today(), dry_run=dry_run):
        click.echo(line)
    return ExitCode.DONE
