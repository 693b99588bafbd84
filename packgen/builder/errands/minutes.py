"""Minutes that were saved are offered, and what was offered is accepted: what goes wrong becomes an answer."""

from __future__ import annotations

import re
from pathlib import Path

from packgen import files
from packgen.builder.errands.orders import Accepting, AcceptOrder, Offered, OfferOrder
from packgen.builder.inputs import CASE_SUFFIXES, is_reserved
from packgen.builder.minutes.accept import StaleFragmentError, accept_fragment
from packgen.builder.minutes.fragment import read_fragment
from packgen.builder.minutes.offer import offer_minutes
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.errors import InputError, Location, PackgenError, Problem
from packgen.files import FileProblemError
from packgen.settings import Settings

_END = re.compile(r"end_of_minutes\s*:\s*(true|yes)\s*(#.*)?", re.IGNORECASE)


def offer(order: OfferOrder, settings: Settings) -> Offered:
    """Offer what was typed in the minutes; a case file that cannot be understood is told about by its build."""
    try:
        return Offered(offer_minutes(order.case_file, order.folder, order.paths, order.known, settings, order.today))
    except InputError:
        return Offered(order.known)
    except (PackgenError, OSError):
        return Offered(order.known, failed=True)


def accept(order: AcceptOrder, settings: Settings) -> Accepting:
    """Take a fragment into its case file."""
    case = ""
    try:
        data = files.read_untrusted(order.fragment, LARGEST_BYTES)
        if not _has_ended(data):
            return Accepting("half")
        case = read_fragment(data, str(order.fragment)).case
        says = accept_fragment(_case_file(order.fragment, case), order.fragment, settings, order.today)
    except StaleFragmentError:
        return Accepting("stale", case)
    except InputError as error:
        return Accepting("problem", case, problems=error.problems)
    except (FileProblemError, OSError):
        return Accepting("later", case)
    except PackgenError as error:
        return Accepting("problem", case, problems=(_as_problem(error, order.fragment),))
    return Accepting("accepted", case, len(says))


def _has_ended(data: bytes) -> bool:
    lines = data.decode("utf-8-sig", "replace").splitlines()
    last = next((line for line in reversed(lines) if line.strip()), "")
    return last[:1] not in (" ", "\t") and _END.fullmatch(last.strip()) is not None


def _case_file(fragment: Path, name: str) -> Path:
    """The case file of that name beside the fragment. Raises InputError for a name that is none."""
    path = Path(name)
    plain = path.name == name and "\\" not in name and not is_reserved(path)
    named = fragment.parent / name
    if plain and name.casefold().endswith((*CASE_SUFFIXES, ".txt")) and named.is_file() and not named.is_symlink():
        return named
    hint = "Put the case file back into this folder under the name that it had, then save this file again."
    message = f"The case file that these minutes are for ({name[:80]}) is not in this folder."
    raise InputError([Problem(message, hint, location=Location(str(fragment)))])


def _as_problem(error: PackgenError, fragment: Path) -> Problem:
    return Problem(error.message, error.hint, location=Location(str(fragment)))
