"""How the redaction self-test is printed: places by group, survivors, refusals, and words lost besides."""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterable
from typing import Any

import click


def run_and_print(minutes: int) -> bool:
    """Run the Word half and the PDF half, print what became of each; returns whether all of it passed."""
    from packgen.redaction.self_test.docx import run_docx_self_test

    passed = _print("Word", run_docx_self_test(minutes=minutes))
    if importlib.util.find_spec("packgen.redaction.self_test.pdf") is None:
        click.echo("PDF: this packgen cannot redact PDF records.")
        return passed
    module: Any = importlib.import_module("packgen.redaction.self_test.pdf")
    return _print("PDF", module.run_pdf_self_test(minutes=minutes)) and passed


def _print(name: str, outcome: Any) -> bool:
    groups = Counter(place.group for place in outcome.places)
    click.echo(f"{name}: {len(outcome.places)} hiding places, {len(outcome.survivors)} survivors.")
    for group, count in groups.items():
        click.echo(f"  {group}: {count}")
    _print_failures(place for place in outcome.places if not place.passed)
    ordinary = outcome.ordinary
    click.echo(
        f"  ordinary files: {ordinary.files}, refused {ordinary.refused}; "
        f"words kept in order: {ordinary.words_kept} of {ordinary.words} ({ordinary.kept_share:.2%})"
    )
    passed = bool(outcome.passed)
    click.echo(f"  {'passed' if passed else 'FAILED'}")
    return passed


def _print_failures(places: Iterable[Any]) -> None:
    for place in places:
        why = ", ".join(place.survived) or ("refused" if place.refused else "words lost")
        click.echo(f"  FAILED {place.group}, {place.name}: {why}")
