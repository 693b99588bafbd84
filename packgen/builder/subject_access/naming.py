"""The list of likely persons in old records, kept over as many runs as it takes: what `packgen redact names` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from packgen.builder.subject_access.records import hold
from packgen.case.checks.common_words import GIVEN_NAMES, NOT_A_PERSON, ORDINARY, TITLES
from packgen.files import read_untrusted
from packgen.redaction.finding.names import NameWords, likely_names
from packgen.redaction.finding.names_csv import NamesRow, read_rows, write_names
from packgen.redaction.formats import format_of, handling
from packgen.redaction.working import reading_privately

#: First names that are ordinary words too. Months are left out: a record is full of them.
_ALSO_GIVEN = frozenset(
    """
    grace rose faith hope joy pearl dawn ivy iris violet olive skye angel destiny harmony melody crystal savannah chase
    hunter carter taylor cooper archer miles max bill bob pat drew earl ray guy gene dale robin jay wren kit grant
    ernest penny sandy patience constance verity christian mercy mark will rich jo lou sue tess tilly tori
    vic ron rick reg nat ed victoria summer lark reed clay sage mo
    """.split()  # noqa: SIM905  (a list of words reads better as text)
)
WORDS = NameWords(GIVEN_NAMES, TITLES, NOT_A_PERSON | ORDINARY, _ALSO_GIVEN)
_LARGEST_LIST = 20_000_000


@dataclass(frozen=True)
class ListedNames:
    """The list as bytes, how many names it holds, how many are undecided, and what the officer should look at."""

    data: bytes
    persons: int
    undecided: int
    look_at: tuple[str, ...]


def list_names(paths: Sequence[Path], earlier: Path) -> ListedNames:
    """The names in the records at `paths`; decisions in the list at `earlier`, if there is one, are kept."""
    records, look_at = [], []
    for number, path in enumerate(paths, 1):
        with reading_privately():
            held = hold(path)
            record = handling(format_of(f"record{held.suffix}", held.data)).read(held.data)
        label = f"record {number}," if len(paths) > 1 else ""
        records.append((label, record))
        look_at += [f"{label} {sentence}".strip() for sentence in record.report.look_at]
    known = read_rows(read_untrusted(earlier, _LARGEST_LIST), earlier.name) if earlier.is_file() else ()
    rows = _with_decisions(likely_names(records, WORDS), known)
    undecided = sum(row.decision in ("", "ask") for row in rows)
    return ListedNames(write_names(rows), len(rows), undecided, tuple(look_at))


def _with_decisions(found: Sequence[NamesRow], known: Sequence[NamesRow]) -> list[NamesRow]:
    """What was found, with what the officer wrote about it before; lines that are no longer found stay at the end."""
    explained = {name.casefold(): row for row in known for name in (row.name, *row.aliases)}
    counted = {row.name.casefold(): row for row in found}
    kept = [
        replace(row, count=counted[name].count, pages=counted[name].pages) if name in counted else row
        for row in known
        for name in [row.name.casefold()]
    ]
    return [*kept, *(row for row in found if row.name.casefold() not in explained)]
