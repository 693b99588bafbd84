"""The command line: parse, call one function, print, exit code.

Commands are loaded when they are asked for, so that `packgen --help` is quick.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from packgen.errors import ExitCode, InputError, PackgenError

# name: (module, function, what it does in a line)
COMMANDS = {
    "build": ("case_commands", "build", "Make the papers of case files and bind the packs."),
    "check": ("case_commands", "check", "Check cases, contacts or a profile; write nothing."),
    "doctor": ("doctor", "doctor", "Say what this machine has and what is missing."),
    "minutes": ("minutes_commands", "minutes", "Take what was typed in minutes back into the case file."),
    "form": ("form_command", "form", "Write the form that fills in a case file, for any browser."),
    "new": ("case_commands", "new", "Write a commented starter case file."),
    "prune": ("watch_commands", "prune", "Take away what is past its retention time."),
    "redact": ("redact_commands", "redact", "Redacted copies for a subject access request."),
    "rules": ("guidance_commands", "rules", "Explain one rule of the guidance, or list them."),
    "schema": ("case_commands", "schema", "Print the JSON Schema of a case file."),
    "templates": ("template_commands", "templates", "Check the Word templates, or export them to edit."),
    "watch": ("watch_commands", "watch", "Watch an inbox and build what is dropped there."),
}


class _LateGroup(click.Group):
    """A group whose commands are imported only when they run."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, function, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(f"packgen.cli.{module}"), function)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][2]) for name in sorted(COMMANDS)])


def _print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from packgen import __version__

        click.echo(f"packgen {__version__}")
        ctx.exit()


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Show it.")
def packgen() -> None:
    """A case file goes in; a checked, printable, safe meeting pack comes out."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with a code of the public contract."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    try:
        outcome: Any = packgen.main(args=arguments, prog_name="packgen", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing was left half-written.", err=True)
        return ExitCode.INTERRUPTED
    except InputError as error:
        for problem in error.problems:
            click.echo(problem.as_text(), err=True)
        return error.exit_code
    except PackgenError as error:
        click.echo(f"packgen: {error}", err=True)
        return error.exit_code
    except Exception as error:  # noqa: BLE001  (the last line of defence: staff never see a traceback)
        from packgen.cli.bug_report import report

        click.echo(report(error), err=True)
        return ExitCode.BUG
    return outcome if isinstance(outcome, int) else ExitCode.DONE
