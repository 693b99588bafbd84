"""Which profile a case is held against: the one it names, else the council's usual one."""

from __future__ import annotations

import difflib

from packgen.case.load import LoadedCase
from packgen.errors import InputError, Problem
from packgen.guidance.layers import built_in
from packgen.guidance.load import load_profile
from packgen.guidance.profile import Profile

_KEY = ("profile",)


def profile_for(loaded: LoadedCase, usual: str | None) -> Profile:
    """The profile of a case. `usual` is the settings' own, by name or file.

    A case file is dropped by anybody, so it names a profile and never a file: one that comes with packgen, or the usual
    one by its id. Raises InputError, located, for any other; what load_profile raises for the usual one.
    """
    named = loaded.case.profile
    if not named:
        return load_profile(usual)
    if named in built_in():
        return load_profile(named)
    own = load_profile(usual)
    if named == own.id:
        return own
    raise InputError([_unknown(loaded, named, (*built_in(), own.id))])


def _unknown(loaded: LoadedCase, named: str, known: tuple[str, ...]) -> Problem:
    where = loaded.locate(_KEY)
    names = ", ".join(dict.fromkeys(known))
    if {"/", "\\", "."} & set(named):
        message = "A case file names a guidance profile by its name, never by a file."
    else:
        near = difflib.get_close_matches(named, known, 1)
        meant = f" Did you mean {near[0]}?" if near else ""
        message = f"There is no guidance profile called “{named[:60]}”.{meant}"
    hint = f"Type one of {names}, or take the line out; a council's own file is named in packgen.toml."
    return Problem(message, hint, location=where, excerpt=loaded.excerpt(where.line))
