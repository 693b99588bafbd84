"""What of the guidance data is out of date: bank holidays that run out, a profile past its review. Warnings only."""

from __future__ import annotations

from datetime import date

from packgen.errors import Problem, Severity
from packgen.guidance.profile import Profile
from packgen.guidance.working_days import said


def out_of_date(profile: Profile, as_of: date) -> tuple[Problem, ...]:
    """Warnings for `packgen doctor`; empty while everything is current.

    The list of bank holidays counts as old from October of its last year, since limits then reach into the next.
    """
    found = []
    if as_of >= date(profile.holidays.until, 10, 1):
        message = f"The list of bank holidays ends with {profile.holidays.until}; working days after that are a guess."
        hint = "Install a newer packgen, which brings the next years."
        found.append(Problem(message, hint, Severity.WARNING))
    if profile.version.review < as_of:
        message = f"The profile {profile.id} was to be reviewed by {said(profile.version.review)}."
        hint = "Have it reviewed, then set review: under version to the next date."
        found.append(Problem(message, hint, Severity.WARNING))
    return tuple(found)
