"""doctor: what this machine has, and what is missing, with what to do about it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from packgen import __version__, files, processes, shares
from packgen.cli.options import FILE, settings_from, today
from packgen.errors import ExitCode, PackgenError
from packgen.settings import Settings, default_settings_file


@dataclass(frozen=True)
class _Finding:
    what: str
    says: str
    todo: str = ""


@click.command()
@click.option("--settings", "settings_file", type=FILE, help="The settings file (packgen.toml).")
def doctor(settings_file: Path | None) -> int:
    """Say what this machine has and what is missing."""
    settings = settings_from(settings_file)
    findings = list(_findings(settings, settings_file))
    for finding in findings:
        click.echo(f"{finding.what}: {finding.says}")
        if finding.todo:
            click.echo(f"  -> {finding.todo}")
    return ExitCode.DONE


def _findings(settings: Settings, settings_file: Path | None) -> Iterator[_Finding]:
    yield _Finding("packgen", f"{__version__}, Python {platform.python_version()} on {platform.system()}")
    named = settings_file or default_settings_file()
    yield _Finding("settings", str(named) if named.is_file() else f"none at {named}; the defaults are used")
    yield from _converter(settings)
    yield from _templates(settings)
    yield from _guidance(settings)
    yield from _folders(settings)
    yield from _group(settings)
    if not processes.memory_limits_work():
        yield _Finding(
            "limits", "memory limits cannot be set here", "Time limits still hold; use a machine with spare memory."
        )


def _converter(settings: Settings) -> Iterator[_Finding]:
    from packgen.pack.conversion.convert import find_converter

    try:
        converter = find_converter(settings.converter)
    except PackgenError as error:
        yield _Finding("PDF converter", error.message, error.hint)
        return
    yield _Finding("PDF converter", str(converter), converter.caution)
    fonts = ", ".join(converter.fonts) or "none of the usual office fonts"
    todo = "" if converter.fonts else "Install the Liberation or Carlito fonts, so that pages look as they do in Word."
    yield _Finding("fonts", fonts, todo)


def _guidance(settings: Settings) -> Iterator[_Finding]:
    from packgen.guidance.freshness import out_of_date
    from packgen.guidance.load import load_profile

    try:
        profile = load_profile(settings.profile)
    except PackgenError as error:
        yield _Finding("guidance", error.message, error.hint or f"packgen check {settings.profile}")
        return
    yield _Finding("guidance", f"{profile.label}, {profile.guidance_version}")
    yield _Finding("bank holidays", f"known up to the end of {profile.holidays.until}")
    for problem in out_of_date(profile, today()):
        yield _Finding("guidance", problem.message, problem.hint)


def _templates(settings: Settings) -> Iterator[_Finding]:
    from packgen.word.templates import templates_folder

    yield _Finding("templates", str(settings.templates or templates_folder()))


def _group(settings: Settings) -> Iterator[_Finding]:
    """Whether what is published can be given to the group that the settings name."""
    if settings.share_group is None:
        return
    folder = settings.outputs if settings.outputs.is_dir() else settings.outputs.absolute().parent
    if os.name == "nt":
        todo = "Give the team its right on the folder itself; what is made there takes it over."
        yield _Finding("share group", f"{settings.share_group} is not used on Windows", todo)
    elif shares.group_id(settings.share_group) is None:
        todo = "Check its name in packgen.toml (share_group), or ask for the group to be made."
        yield _Finding("share group", f"there is no group {settings.share_group} on this machine", todo)
    elif not shares.can_share_with(settings.share_group, folder):
        todo = "Make the account that packgen runs as a member of the group; until then packs are published without it."
        yield _Finding("share group", f"packs cannot be given to {settings.share_group} in {folder}", todo)
    else:
        yield _Finding("share group", f"packs belong to {settings.share_group}")


def _folders(settings: Settings) -> Iterator[_Finding]:
    state = files.state_folder()
    yield _Finding("state folder", f"{state} (only you can read it)")
    if shares.is_on_a_share(state):
        yield _Finding("state folder", "it lies on a share", "Name a local one with PACKGEN_STATE_FOLDER.")
    if settings.contacts is not None and not os.access(settings.contacts, os.R_OK):
        yield _Finding("contacts", f"{settings.contacts} cannot be read", "Check the path and the right to read it.")
    subject_access = ("subject access root", settings.subject_access_root)
    for what, folder in (("inbox", settings.inbox), ("outputs", settings.outputs), subject_access):
        if folder is None:
            continue
        if not folder.is_dir():
            yield _Finding(
                what, f"{folder} is not there yet", "It is made when it is first needed, if its parent is there."
            )
        elif files.can_write_in(folder):
            where = "on a share, looked at every 5 seconds" if shares.is_on_a_share(folder) else "on this machine"
            yield _Finding(what, f"{folder} can be written to ({where})")
        else:
            yield _Finding(what, f"{folder} cannot be written to", "Ask for the right to change files in that folder.")
