"""What a fault of YAML syntax means in a case file: which line is to blame, in plain words, and the line mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import yaml

from packgen.case.reading.lines import LineParts, in_quotes, line_parts
from packgen.case.reading.office_text import SIGNS, begins_specially, spaces_for_tabs, type_this


@dataclass(frozen=True)
class Fault:
    """One fault: 1-based line and column, what to say, and the lines (by number) that mend it in memory."""

    line: int
    column: int
    message: str
    hint: str
    mended: Mapping[int, str]


@dataclass(frozen=True)
class Trouble:
    """What libyaml said: its words, where it noticed (1-based line, 0-based column), where the construct began."""

    lines: list[str]
    says: str
    line: int
    column: int
    began: int

    @property
    def text(self) -> str:
        """The line at which libyaml noticed."""
        return self.lines[self.line - 1]

    @property
    def parts(self) -> LineParts:
        """That line, taken apart."""
        return line_parts(self.text)

    def above(self) -> int:
        """The number of the nearest line above that says something; 0 where there is none."""
        return _nearest_above(self.lines, self.line)


def _nearest_above(lines: list[str], number: int) -> int:
    number -= 1
    while number > 0 and not _says_something(lines[number - 1]):
        number -= 1
    return number


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def diagnose(error: yaml.MarkedYAMLError, lines: list[str]) -> Fault | None:
    """The fault behind an error of libyaml; None where no rule knows it."""
    mark, began = error.problem_mark, error.context_mark
    if mark is None:
        return None
    line = min(mark.line + 1, len(lines))
    says = f"{error.context or ''}; {error.problem or ''}"
    trouble = Trouble(lines, says, line, mark.column, min(began.line + 1, len(lines)) if began else line)
    for rule in _RULES:
        fault = rule(trouble)
        if fault:
            return fault
    return None


def _second_document(trouble: Trouble) -> Fault | None:
    if "second document" not in trouble.says and "document start" not in trouble.says:
        return None
    for number in range(trouble.line, 1, -1):
        if trouble.lines[number - 1].startswith(("---", "...")):
            message = "Three dashes or dots on a line of their own would begin a second file inside this one."
            return Fault(number, 1, message, "Delete this line; one file holds one case.", {number: ""})
    return None


def _tabs(trouble: Trouble) -> Fault | None:
    lead = trouble.text[: len(trouble.text) - len(trouble.text.lstrip())]
    if "\t" not in lead:
        return None
    mended = spaces_for_tabs(trouble.lines)
    count = len(mended)
    others = f" (and {count - 1} more)" if count > 1 else ""
    hint = f"Use two spaces for each step:\n       {mended[trouble.line]}"
    return Fault(
        trouble.line, lead.index("\t") + 1, f"This line{others} is set in with a tab; only spaces work.", hint, mended
    )


def _backslash(trouble: Trouble) -> Fault | None:
    if "escape" not in trouble.says:
        return None
    line = trouble.lines[trouble.began - 1]
    parts = line_parts(line)
    inner = parts.value.strip('"')
    mended = parts.with_value("'" + inner.replace("'", "''") + "'")
    message = "A backslash inside double quotation marks has a meaning of its own in a case file."
    hint = f"Use single quotation marks, like this:\n       {mended.strip()}"
    return Fault(trouble.line, trouble.column + 1, message, hint, _joined(trouble, trouble.began, mended))


def _open_quote(trouble: Trouble) -> Fault | None:
    number = trouble.began if "quoted scalar" in trouble.says else _odd_quote_above(trouble)
    if not number:
        return None
    parts = line_parts(trouble.lines[number - 1])
    mark = parts.value[:1]
    if mark not in ('"', "'"):
        return None
    inner = parts.value[1:] if mark == '"' and parts.value.count('"') == 1 else parts.value
    mended = parts.with_value(in_quotes(inner))
    message = "The quotation mark that opens here is never closed."
    return Fault(number, parts.value_column + 1, message, type_this(mended), _joined(trouble, number, mended))


def _odd_quote_above(trouble: Trouble) -> int:
    """A line above whose text opens a quotation mark and does not close it, so that it swallowed the lines between."""
    if "did not find expected" not in trouble.says:
        return 0
    for number in range(trouble.line - 1, max(trouble.line - 30, 0), -1):
        value = line_parts(trouble.lines[number - 1]).value
        closed = value[:1] == "'" and value.rstrip().endswith("'") and len(value) > 1
        if (value[:1] == '"' and value.count('"') % 2) or (value[:1] == "'" and not closed and value.count("'") % 2):
            return number
    return 0


def _open_bracket(trouble: Trouble) -> Fault | None:
    if "flow sequence" not in trouble.says and "flow mapping" not in trouble.says:
        return None
    number = trouble.began
    parts = line_parts(trouble.lines[number - 1])
    sign = parts.value[:1]
    if sign not in ("[", "{"):
        return None
    names = re.fullmatch(r"\[\s*[\w.-]+(\s*,\s*[\w.-]+)*\s*,?\s*", parts.value)
    mended = parts.with_value(parts.value.rstrip(", ") + "]") if names else parts.quoted()
    message = f"This begins with {SIGNS[sign]} that is never closed."
    hint = f"Close it, like this:\n       {mended.strip()}" if names else type_this(mended)
    return Fault(number, parts.value_column + 1, message, hint, _joined(trouble, number, mended))


def _list_beside_key(trouble: Trouble) -> Fault | None:
    if "block sequence entries" not in trouble.says or not trouble.parts.value.startswith("- "):
        return None
    parts = trouble.parts
    entry = parts.value[2:].strip()
    below = " " * parts.indent + "  - " + entry
    message = "A list begins on the line below its key, not beside it."
    hint = f"Type it on two lines:\n       {parts.key.strip()}\n{' ' * 7}{below.strip():>{len(below.strip()) + 2}}"
    return Fault(
        trouble.line, parts.value_column + 1, message, hint, {trouble.line: parts.with_value(f"[{in_quotes(entry)}]")}
    )


def _colon(trouble: Trouble) -> Fault | None:
    if "mapping values are not allowed" not in trouble.says:
        return None
    parts = trouble.parts
    own_colon = parts.key and trouble.column <= parts.value_column
    if own_colon:
        return _line_above(trouble)
    mended = parts.quoted()
    message = "A colon followed by a space stands inside this text; in a case file that begins a new value."
    return Fault(trouble.line, trouble.column + 1, message, type_this(mended), _joined(trouble, trouble.line, mended))


def _line_above(trouble: Trouble) -> Fault | None:
    """The key of a line is right, but the line above took it for more of its own text."""
    number = trouble.above()
    if not number:
        return None
    line = trouble.lines[number - 1]
    above = line_parts(line)
    if not above.key:
        return _no_colon(trouble, number)
    return _set_in(trouble, above.key_column, "This line is set in further than the one above, which has its value.")


def _no_colon(trouble: Trouble, number: int) -> Fault | None:
    line = trouble.lines[number - 1]
    if found := re.match(r"^([ ]*(?:- +)*[a-z_][a-z0-9_]*):(?=\S)", line):
        mended = found[1] + ": " + line[found.end() :]
        hint = f"Type:\n       {mended.strip()}"
        return Fault(number, found.end(), "A space is missing after the colon.", hint, {number: mended})
    parts = line_parts(line)
    column = parts.key_column + 1
    above = line_parts(trouble.lines[_nearest_above(trouble.lines, number) - 1])
    if "-" in above.lead and not parts.is_entry and parts.indent == above.indent:
        return _dashed(number, parts)
    if re.fullmatch(r"[A-Za-z_]\w*", parts.value):
        mended = parts.lead + parts.value + ":"
        return Fault(
            number, column, "A colon is missing after this word.", f"Type:\n       {mended.strip()}", {number: mended}
        )
    message = "This line has neither a key with a colon nor a dash."
    hint = "If it goes on from the line above, set it in further; if it begins with a key, put a colon after the key."
    return Fault(number, column, message, hint, {number: ""})


def _simple_key(trouble: Trouble) -> Fault | None:
    return _no_colon(trouble, trouble.began) if "simple key" in trouble.says else None


def _special(trouble: Trouble) -> Fault | None:
    """A text that begins with a sign of YAML's own, or with something in quotes or brackets and goes on after it."""
    parts = trouble.parts
    if parts.value[:1] not in SIGNS or trouble.column < parts.value_column:
        return None
    mended = parts.quoted()
    message = begins_specially(parts.value)
    return Fault(
        trouble.line, parts.value_column + 1, message, type_this(mended), _joined(trouble, trouble.line, mended)
    )


def _missing_dash(trouble: Trouble) -> Fault | None:
    if "'-' indicator" not in trouble.says:
        return None
    parts = trouble.parts
    if parts.key:
        column = _nearest_column(trouble)
        message = "This line is set in too little to belong to the entry above."
        return None if column is None else _set_in(trouble, column, message)
    return _dashed(trouble.line, parts)


def _dashed(number: int, parts: LineParts) -> Fault:
    """The fault of a list entry without its dash."""
    mended = " " * parts.indent + "- " + in_quotes(parts.value)
    hint = f"Begin it with a dash and a space:\n       - {parts.value}"
    return Fault(number, parts.indent + 1, "A dash is missing before this entry.", hint, {number: mended})


def _indentation(trouble: Trouble) -> Fault | None:
    if "did not find expected key" not in trouble.says or trouble.column > trouble.parts.indent:
        return None
    column = _nearest_column(trouble)
    message = "This line does not begin under any line above that it could belong to."
    return None if column is None else _set_in(trouble, column, message)


def _nearest_column(trouble: Trouble) -> int | None:
    """The column (0-based) at which a line above begins and this one could begin too; the deeper of two as near."""
    own = trouble.parts
    above = [line_parts(line) for line in trouble.lines[: trouble.line - 1] if _says_something(line)]
    columns = {parts.indent if "-" in own.lead else parts.key_column for parts in above} - {own.indent}
    return min(columns, key=lambda column: (abs(column - own.indent), -column), default=None)


def _set_in(trouble: Trouble, column: int, message: str) -> Fault:
    """The fault of a line that must begin at `column` (0-based), with the lines that hang from it moved along."""
    indent = trouble.parts.indent
    mended = {trouble.line: " " * column + trouble.text.lstrip()}
    for number in range(trouble.line + 1, len(trouble.lines) + 1):
        line = trouble.lines[number - 1]
        own = len(line) - len(line.lstrip(" "))
        if line.strip() and own <= indent:
            break
        mended[number] = " " * max(own + column - indent, 0) + line.lstrip(" ") if line.strip() else line
    spaces = "no spaces" if column == 0 else f"{column} space{'' if column == 1 else 's'}"
    now = "none" if indent == 0 else str(indent)
    return Fault(trouble.line, indent + 1, message, f"Begin it with {spaces}; it has {now}.", mended)


def _joined(trouble: Trouble, number: int, mended: str) -> dict[int, str]:
    """The mended line, with lines below that are more of the same text taken out."""
    lines = {number: mended}
    indent = line_parts(trouble.lines[number - 1]).indent
    for below in range(number + 1, len(trouble.lines) + 1):
        parts = line_parts(trouble.lines[below - 1])
        if not parts.value or parts.is_entry or parts.indent <= indent or parts.value.startswith("#"):
            break
        lines[below] = ""
    return lines


_RULES: tuple[Callable[[Trouble], Fault | None], ...] = (
    _second_document,
    _tabs,
    _backslash,
    _open_quote,
    _open_bracket,
    _list_beside_key,
    _colon,
    _simple_key,
    _special,
    _missing_dash,
    _indentation,
)
