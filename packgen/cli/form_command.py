"""form: the HTML file that business support fills in a case with."""

from __future__ import annotations

from pathlib import Path

import click

from packgen import files
from packgen.cli.options import FILE, settings_from
from packgen.errors import ExitCode


@click.command()
@click.option("--output", type=FILE, help="Where to write it; standard output where left out.")
@click.option("--profile", help="Guidance profile: a name or a file.")
@click.option("--settings", "settings_file", type=FILE, help="The settings file (packgen.toml).")
def form(output: Path | None, profile: str | None, settings_file: Path | None) -> int:
    """Write one HTML file that fills in a case file: open it in any browser, offline; nothing is sent anywhere.

    It is made anew each time, so an earlier form of the same name is replaced.
    """
    from packgen.builder.form.page import form_page
    from packgen.guidance.load import load_profile

    text = form_page(load_profile(settings_from(settings_file, profile=profile).profile))
    if output is None:
        click.echo(text.encode("utf-8"), nl=False)
    else:
        files.publish(output, text.encode("utf-8"))
        click.echo(f"Wrote {output}. Open it in a browser; it needs no network.")
    return ExitCode.DONE
