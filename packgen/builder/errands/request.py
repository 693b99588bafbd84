"""A subject access request of a watched folder becomes proposals, and what staff are told holds no word of it.

Only ever proposals (design, decision 12): nothing here can release. Everything goes to the subject access root, which
has rights of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from packgen import files
from packgen.builder.errands.orders import ProposeOrder, Proposing
from packgen.builder.fingerprint import hash_of
from packgen.builder.open_files import opened_by
from packgen.builder.subject_access.proposing import ProposeOptions, propose_records
from packgen.builder.subject_access.request import LoadedRequest, clock_of, load_request
from packgen.case.request import RequestFile
from packgen.errors import InputError, PackgenError, Problem
from packgen.files import PRIVATE_FILE, FileProblemError
from packgen.guidance.working_days import said
from packgen.processes import ProcessFailedError
from packgen.redaction.propose import Proposed
from packgen.redaction.state import OFFICER, PROPOSED, make_root
from packgen.settings import Settings

REQUEST_NAME = "request.yaml"
_KNOWN_NAMES = {"contacts.yaml", "contacts.xlsx", "contacts.csv", "desktop.ini", "thumbs.db"}


class _WaitsError(PackgenError):
    """It cannot be done now, and may be tried again."""


def propose(order: ProposeOrder, settings: Settings) -> Proposing:
    """Make the proposals, unless this very request with these very records has been dealt with."""
    root = settings.subject_access_root
    assert root is not None
    try:
        content = _content(order.folder)
        if content == order.known:
            return Proposing(content=content, same=True)
        lock = files.private_folder(files.state_folder() / "locks") / hash_of(["propose", str(root.resolve())])[:32]
        with files.lock(lock):
            return _proposing(order, root, settings, content)
    except (FileProblemError, ProcessFailedError, _WaitsError, OSError):
        return Proposing(lines=("It could not be done just now and is tried again.",), later=True)


def _proposing(order: ProposeOrder, root: Path, settings: Settings, content: str) -> Proposing:
    file = order.folder / REQUEST_NAME
    try:
        given = load_request(file, settings, order.today)
        _check_reference(given, order.folder)
        _refuse_open(root, given)
        records = _records(order.folder, given)
        made = propose_records(records, ProposeOptions(request=file), root, settings, order.today)
        _write_problems(root, order.folder, [problem.as_text() for problem in given.problems])
    except InputError as error:
        lines = _problem_lines(error.problems)
        _write_problems(root, order.folder, [problem.as_text() for problem in error.problems])
        return Proposing(lines=tuple(lines), content=content)
    except (FileProblemError, ProcessFailedError, _WaitsError):
        raise
    except PackgenError as error:
        _write_problems(root, order.folder, [f"{error.message} {error.hint}"])
        return Proposing(lines=(_REFUSED, _WHERE), content=content)
    return Proposing(True, tuple(_made(made, given, settings)), content)


def _content(folder: Path) -> str:
    """The hash of every file in the request's folder, by name. Raises OSError."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]
    return hash_of([[path.relative_to(folder).as_posix(), files.sha256_of_file(path)] for path in found])


def _check_reference(given: LoadedRequest, folder: Path) -> None:
    """The folder's name is the reference: else two requests could be taken for one. Raises InputError."""
    reference = given.request.request.reference
    if files.safe_name(reference).casefold() != files.safe_name(folder.name).casefold():
        where = given.loaded.locate(("request", "reference"))
        message = "The reference differs from the name of the folder."
        raise InputError([Problem(message, "Give the folder the reference as its name.", location=where)])


def _refuse_open(root: Path, given: LoadedRequest) -> None:
    """An officer may be at work on an earlier proposal: what they have open is not replaced. Raises _WaitsError."""
    mine = f"{files.safe_name(given.request.request.reference)}-*"
    if any(opened_by(path) is not None for path in (root / PROPOSED).glob(mine)):
        raise _WaitsError("A proposal of this request is open.", "Close it.")


def _records(folder: Path, given: LoadedRequest) -> list[Path]:
    """The records that the request names; where it names none, every file beside it that is nothing else."""
    details = given.request.request
    if details.records:
        return []  # the request's own list is read with its checks
    others = {REQUEST_NAME, details.case, details.roster, *_KNOWN_NAMES}
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.is_symlink() and path.name not in others and not path.name.startswith((".", "~"))
    ]


def _made(made: Iterable[Proposed], given: LoadedRequest, settings: Settings) -> Iterator[str]:
    proposals = list(made)
    marked, open_ones = sum(one.to_redact for one in proposals), sum(one.to_decide for one in proposals)
    yield f"Proposals for the officer: {len(proposals)}."
    yield f"Places marked to be left out: {marked}; still to be decided: {open_ones}."
    due = clock_of(given.request, settings).due
    yield f"The answer is due on {said(due)}." if due else "The clock stands still until the request says otherwise."
    if given.problems:
        yield f"Open in the request before anything may be released: {len(given.problems)}. {_WHERE}"
    yield ""
    yield "They lie in the subject access folder, which only information governance can open. Nothing is released from"
    yield "here: the officer reviews the proposals in Word and releases them."


_WHERE = "What is wrong, with the words it is about, is in the officer's part of the subject access folder."
_REFUSED = "A record, or what is needed to go through it, cannot be used."


def _problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Where in the request, by line and by our own keys; what was typed there stays where it is."""
    yield f"Needs an answer in {REQUEST_NAME}:"
    ours = frozenset(re.findall(r'"([a-z_]+)": \{', json.dumps(RequestFile.model_json_schema())))
    for problem in problems:
        where = problem.location
        keys = [str(key) for key in (where.path if where else ()) if key in ours]
        line = f"Line {where.line}" if where and where.line else "The request"
        yield f"  - {line}{': ' + ', '.join(keys) if keys else ''}"
    yield ""
    yield _WHERE


def _write_problems(root: Path, folder: Path, lines: Iterable[str]) -> None:
    make_root(root)
    path = root / OFFICER / f"{files.safe_name(folder.name)}-problems.txt"
    text = "\r\n\r\n".join([*lines, ""])
    if text:
        files.publish(path, text.encode("utf-8"), PRIVATE_FILE)
    else:
        path.unlink(missing_ok=True)
