"""rules: explain one rule, list them, or compare two profiles over cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from packgen.builder.checked import find_contacts
from packgen.builder.inputs import case_files
from packgen.case.contacts import AddressBook
from packgen.case.load import load_case, load_contacts
from packgen.case.model import CaseFile
from packgen.cli.options import FILE, case_options, format_option, settings_from, today
from packgen.cli.printing import print_json
from packgen.errors import ExitCode
from packgen.guidance.differences import changed_meetings, changed_rules
from packgen.guidance.explain import counts, explain
from packgen.guidance.load import load_profile
from packgen.guidance.profile import Profile
from packgen.settings import Settings


@click.command()
@click.argument("rule", required=False)
@click.option("--diff", metavar="PROFILE", help="Compare with this profile: what it would gain or lose against it.")
@click.option("--cases", type=FILE, multiple=True, help="With --diff: the case files or folders to look at.")
@format_option
@case_options
def rules(
    rule: str | None,
    diff: str | None,
    cases: tuple[Path, ...],
    output_format: str,
    as_of: date | None,
    profile: str | None,
    contacts: Path | None,
    settings_file: Path | None,
) -> int:
    """Explain one RULE of the guidance, list them all, or compare two profiles."""
    settings = settings_from(settings_file, profile=profile, contacts=contacts)
    chosen = load_profile(settings.profile)
    if diff is not None:
        _print_differences(chosen, load_profile(diff), cases, settings, as_of or today(), output_format)
    elif rule is not None:
        explained = explain(rule, chosen)
        print_json(asdict(explained)) if output_format == "json" else click.echo(explained.as_text())
    else:
        _print_list(chosen, output_format)
    return ExitCode.DONE


def _print_list(profile: Profile, output_format: str) -> None:
    families = counts(profile)
    if output_format == "json":
        rows = [{**asdict(family), "by_strength": dict(family.by_strength)} for family in families]
        print_json({"profile": profile.id, "guidance_version": profile.guidance_version, "families": rows})
        return
    click.echo(f"{profile.label}, {profile.guidance_version}")
    for family in families:
        strengths = ", ".join(f"{count} {strength}" for strength, count in family.by_strength)
        click.echo(f"\n{family.family}  {family.label}: {family.total} ({strengths})")
        for name in family.rules:
            state = "" if profile.rules[name].on else "  [off]"
            click.echo(f"  {name:<12} {profile.rules[name].says}{state}")


def _print_differences(
    new: Profile, old: Profile, paths: Iterable[Path], settings: Settings, as_of: date, output_format: str
) -> None:
    changed = changed_rules(new, old)
    contacts, cases = _cases(paths, settings)
    meetings = changed_meetings(new, old, cases, contacts, as_of)
    if output_format == "json":
        print_json({"rules": [asdict(c) for c in changed], "meetings": [asdict(c) for c in meetings]})
        return
    click.echo(f"{new.label} against {old.label}: {len(changed)} rules differ.")
    for change in changed:
        click.echo(f"  {change.change}: {change.rule}  {change.says}")
    for gain in meetings:
        click.echo(f"{gain.case}, meeting {gain.meeting}: {gain.change} {gain.what} {gain.name}")
    if not meetings:
        click.echo("No open meeting of the cases named gains or loses anything.")


def _cases(paths: Iterable[Path], settings: Settings) -> tuple[AddressBook, list[CaseFile]]:
    files = case_files(paths)
    book = find_contacts(files[0], settings) if files else settings.contacts
    return load_contacts(book) if book else AddressBook(), [load_case(path).case for path in files]
