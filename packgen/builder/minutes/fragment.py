"""The fragment `<case> - from minutes.yaml`: proposals as YAML that a person can read, shorten and accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packgen.builder.minutes.proposal import Proposal
from packgen.case.editing.yaml_text import mapping
from packgen.case.meeting import Action, Decision, Invitee, Minutes
from packgen.case.reading.tree import Branch, Listing, Node, Plain, plain
from packgen.case.source import Source, read_tree
from packgen.errors import InputError, Problem

ENDING = " - from minutes"
NOT_READ = "# NOT READ: "
_FIELDS = {
    "attendance": frozenset(Invitee.model_fields),
    "decisions": frozenset(Decision.model_fields),
    "actions": frozenset(Action.model_fields),
    "next_meeting": frozenset(Minutes.model_fields),
}
_LISTS = ("attendance", "decisions", "actions")
_HEAD = """\
# What was typed in the minutes, to become part of the case file. Read it; delete an entry that should not go in.
# Then drop this file into the inbox, or: packgen minutes accept CASE FILE
"""


@dataclass(frozen=True)
class Fragment:
    """Proposals for one meeting of one case file, bound to the case file's content by its SHA-256."""

    case: str
    case_sha256: str
    meeting: str
    minutes_sha256: str
    proposals: tuple[Proposal, ...]


def fragment_name(case_file: Path) -> str:
    """The name of the file that waits for acceptance beside a case file."""
    return f"{case_file.stem}{ENDING}.yaml"


def as_text(fragment: Fragment, says: list[str], not_read: list[str]) -> str:
    """The fragment as YAML. `says` is a plain sentence for each proposal, `not_read` one for each row left out."""
    bound: dict[str, Plain] = {
        "case": fragment.case,
        "case_sha256": fragment.case_sha256,
        "meeting": fragment.meeting,
        "minutes_sha256": fragment.minutes_sha256,
    }
    lines = [_HEAD + mapping({"from_minutes": bound}, 0)]
    for problem in not_read:
        lines.append(f"{NOT_READ}{_one_line(problem)}")
    table = ""
    for proposal, sentence in zip(fragment.proposals, says, strict=True):
        if proposal.table != table:
            table = proposal.table
            lines.append(f"\n{table}:")
        lines.append(f"  # {_one_line(sentence)}")
        lines.append(_entry(proposal))
    return "\n".join([*lines, "end_of_minutes: true"]) + "\n"


def _one_line(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _entry(proposal: Proposal) -> str:
    values: dict[str, Plain] = dict(proposal.values)
    if proposal.clear:
        values["clear"] = list(proposal.clear)
    if proposal.table not in _LISTS:
        return mapping(values, 2)
    number = {"number": str(proposal.number) if proposal.number else "new"}
    remove = {"remove": proposal.remove} if proposal.remove else {}
    return "  - " + mapping({**number, **remove, **values}, 4).lstrip(" ")


def read_fragment(data: bytes, name: str) -> Fragment:
    """The fragment in a file as it was made or shortened. Raises InputError with every problem at its line."""
    source = read_tree(data, name)
    problems = [*source.problems, *_wrong_keys(source)]
    head = source.root.entries.get("from_minutes")
    bound = plain(head.value) if head else {}
    if not isinstance(bound, dict) or not all(bound.get(key) for key in ("case_sha256", "meeting")):
        where = source.locate(("from_minutes",))
        problems.append(
            source.problem(where, "This does not say which case file it is for.", "Read the minutes again.")
        )
    proposals: list[Proposal] = []
    for table in _FIELDS:
        entry = source.root.entries.get(table)
        if entry is not None:
            proposals += _proposals(table, entry.value, source, problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or not isinstance(bound, dict):
        raise InputError(errors)
    words = {key: str(bound.get(key, "")) for key in ("case", "case_sha256", "meeting", "minutes_sha256")}
    return Fragment(**words, proposals=tuple(proposals))


def _wrong_keys(source: Source) -> Iterator[Problem]:
    if "end_of_minutes" not in source.root.entries:
        where = source.locate(())
        hint = "Its last line is `end_of_minutes: true`. Read the minutes again, or put the line back."
        yield source.problem(where, "This file may be half-saved: its last line is missing.", hint)
    for key in source.root.entries:
        if key not in (*_FIELDS, "from_minutes", "end_of_minutes"):
            message = f"“{key}” is nothing that minutes bring back."
            yield source.problem(source.locate_key((key,)), message, "Delete it; type it into the case file.")


def _proposals(table: str, node: Node, source: Source, problems: list[Problem]) -> Iterator[Proposal]:
    entries = list(enumerate(node.items)) if isinstance(node, Listing) else [(None, node)]
    for number, entry in entries:
        path = (table,) if number is None else (table, number)
        if not isinstance(entry, Branch) or (number is None) is (table in _LISTS):
            hint = "Read the minutes again; of what is made then, delete whole entries only."
            problems.append(source.problem(source.locate(path), "This entry cannot be read.", hint))
            continue
        values = plain(entry)
        assert isinstance(values, dict)
        for key in [key for key in values if key not in (*_FIELDS[table], "number", "remove", "clear")]:
            message = f"“{key}” is no part of an entry of {table.replace('_', ' ')}."
            problems.append(source.problem(source.locate_key((*path, key)), message, "Delete the line."))
        yield from _proposal(table, values, path, source, problems)


def _proposal(
    table: str, values: dict[str, Plain], path: tuple[str | int, ...], source: Source, problems: list[Problem]
) -> Iterator[Proposal]:
    number, remove, clear = (values.pop(key, None) for key in ("number", "remove", "clear"))
    if table in _LISTS and number != "new" and not (isinstance(number, str) and re.fullmatch(r"[1-9]\d{0,5}", number)):
        where = source.locate((*path, "number"))
        problems.append(source.problem(where, "It does not say which entry it is.", "Write its number, or new."))
        return
    if remove not in (None, "yes", "no"):
        message = "It is not certain that this was deleted: the case file has changed since these minutes were made."
        where = source.locate((*path, "remove"))
        problems.append(source.problem(where, message, "Write `remove: yes` to take it out, or `remove: no`."))
        return
    place = int(number) if isinstance(number, str) and number != "new" else None
    cleared = tuple(str(key) for key in clear) if isinstance(clear, list) else ()
    wrong = [key for key in cleared if key not in _FIELDS[table]]
    if wrong:
        problems.append(source.problem(source.locate((*path, "clear")), f"“{wrong[0]}” cannot be cleared."))
        return
    made = Proposal(table, place, values, cleared, "yes" if remove == "yes" else "")
    if made.says_something:
        yield made
