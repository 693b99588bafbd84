"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from packgen.case.values import LONDON, read_day
from packgen.settings import Settings, load_settings

Function = TypeVar("Function", bound=Callable[..., Any])


class _Day(click.ParamType[date]):
    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


FILE = click.Path(path_type=Path)
format_option = click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")


def case_options(function: Function) -> Function:
    """The options of every command that reads case files."""
    for option in (
        click.option("--as-of", type=_Day(), help="Check as if today were this date."),
        click.option("--profile", help="Guidance profile: a name or a file."),
        click.option("--contacts", type=FILE, help="The address book."),
        click.option("--settings", "settings_file", type=FILE, help="The settings file (packgen.toml)."),
    ):
        function = option(function)
    return function


def settings_from(settings_file: Path | None, **flags: Any) -> Settings:
    """The settings file with the flags that were given in place of its values."""
    return load_settings(settings_file).overridden(**flags)


def today() -> date:
    """Today's date in the United Kingdom."""
    return datetime.now(LONDON).date()
