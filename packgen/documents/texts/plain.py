"""Case text as a box of a record system takes it: without the marks of Markdown, one line a thought."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from packgen.case.values import FreeText

_RULE = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*\|?")


def plain(words: FreeText | str | None) -> str:
    """The words in one line, without `**`, `*word*`, `_word_` and the bars of a table."""
    text = words.text if isinstance(words, FreeText) else words or ""
    text = "\n".join(_unbarred(line) for line in text.splitlines() if not _RULE.fullmatch(line.strip()))
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text, flags=re.DOTALL)
    text = re.sub(r"(?<!\w)([*_])(\S(?:.*?\S)?)\1(?!\w)", r"\2", text)
    return re.sub(r";$", ".", " ".join(text.split()))


def _unbarred(line: str) -> str:
    """A row of a table as `one, two, three;`; any other line as it stands."""
    bare = line.strip()
    if not (bare.startswith("|") and bare.endswith("|")):
        return line
    return ", ".join(cell.strip() for cell in bare.strip("|").split("|")) + ";"


def section(heading: str, lines: Iterable[str], *, none: str = "") -> Iterator[str]:
    """A heading in capitals and a bullet for each line; nothing at all without lines, unless `none` says otherwise."""
    found = [line for line in lines if line] or ([none] if none else [])
    if found:
        yield from (heading.upper(), *(f"- {line}" for line in found), "")
