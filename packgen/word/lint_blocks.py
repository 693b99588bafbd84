"""Loops and conditions of a template: each begun and ended, at one level and in one place; every tag readable."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jinja2.exceptions import TemplateSyntaxError

from packgen.errors import Problem
from packgen.word.environment import environment
from packgen.word.faults import TemplateError
from packgen.word.lint_structure import problem
from packgen.word.tags import Tag, as_jinja

_ENDS = {"if": "endif", "for": "endfor", "with": "endwith"}
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_ALONE = ("set",)
_DOCXTPL = ("colspan", "cellbg", "vm", "hm")
_KNOWN = (*_ENDS, *_ENDS.values(), *_MIDDLES, *_ALONE, *_DOCXTPL)
_FORBIDDEN = ("include", "import", "from", "extends", "block", "macro", "call", "filter", "autoescape", "do", "raw")


@dataclass
class Blocks:
    """The tags of one part with what is wrong with their blocks. `readable` holds Jinja text for each tag, by position.

    Faulty tags are left out of it and missing ends put in, so that the names of all others can still be checked.
    `readable_together`: all tags were read as one before, so that each need not be tried alone.
    """

    template: str
    readable_together: bool = False
    problems: list[Problem] = field(default_factory=list)
    readable: list[str] = field(default_factory=list)
    _open: list[Tag] = field(default_factory=list)

    def read(self, tags: Sequence[Tag]) -> None:
        """Take all tags of a part in order."""
        for tag in tags:
            fault = self._fault_of(tag)
            if fault is not None:
                self.problems.append(problem(tag.paragraph, tag.column, self.template, *fault))
                meant = _meant(tag)
                self.readable.append(self._placeholder(tag) if meant is None else self._take(meant))
            else:
                self.readable.append(self._take(tag))
        for tag in self._open:
            self._never_ended(tag)
        self.readable.append("".join(f"{{% {_ENDS[tag.word]} %}}" for tag in reversed(self._open)))

    def _placeholder(self, tag: Tag) -> str:
        """A faulty beginning still opens its block, so that its end is not called a fault too."""
        if tag.word == "for":
            self._open.append(tag)
            return "{% for packgen_unknown in [] %}"
        if tag.word in _ENDS:
            self._open.append(tag)
            return "{% if true %}" if tag.word == "if" else "{% with %}"
        return ""

    def _fault_of(self, tag: Tag) -> tuple[str, str] | None:
        if tag.is_comment or self.readable_together:
            return None
        if not tag.prints and tag.word not in _KNOWN:
            return _unknown_word(tag)
        try:
            environment().parse(_complete(tag))
        except TemplateSyntaxError as error:
            return f"{tag.text} cannot be read: {error.message}.", "Check its spelling, quotation marks and brackets."
        except TemplateError as error:
            return f"{tag.text}: {error.message}", error.hint
        return None

    def _take(self, tag: Tag) -> str:
        if tag.word in _ENDS:
            self._open.append(tag)
        elif tag.word in _ENDS.values():
            return self._end(tag)
        elif tag.word in _MIDDLES and not self._fits(tag):
            return ""
        return as_jinja(tag)

    def _fits(self, tag: Tag) -> bool:
        if not self._open or self._open[-1].word not in _MIDDLES[tag.word]:
            hint = "Put it between {% if ... %} and {% endif %}."
            self._say(tag, f"{tag.text} belongs to no condition that is open here.", hint)
            return False
        self._same_place(self._open[-1], tag)
        return True

    def _end(self, tag: Tag) -> str:
        """The end of the innermost block of its kind; blocks inside it that are still open are faults."""
        kinds = [_ENDS[open_tag.word] for open_tag in self._open]
        if tag.word not in kinds:
            self._say(tag, f"{tag.text} ends something that was not begun.", f"Remove it, or write its {tag.word[3:]}.")
            return ""
        ends = ""
        while _ENDS[self._open[-1].word] != tag.word:
            inner = self._open.pop()
            self._never_ended(inner)
            ends += f"{{% {_ENDS[inner.word]} %}}"
        self._same_place(self._open.pop(), tag)
        return ends + as_jinja(tag)

    def _same_place(self, begin: Tag, end: Tag) -> None:
        if begin.level == end.level and begin.holder is end.holder:
            return
        if begin.level != end.level:
            message = f"{begin.text} and {end.text} belong together but are of different kinds."
            hint = "Write both with {%p, both with {%tr, or both without."
        else:
            message = f"{begin.text} begins in one place and {end.text} ends in another (cell, paragraph or table)."
            hint = "Put both in paragraphs of their own as {%p ... %}, in the same cell or both outside the table."
        self._say(end, message, hint)

    def _never_ended(self, tag: Tag) -> None:
        end = _ENDS[tag.word]
        level = "{%" + tag.level
        self._say(tag, f"{tag.text} is never ended.", f"Write {level} {end} %}} where it should stop.")

    def _say(self, tag: Tag, message: str, hint: str) -> None:
        self.problems.append(problem(tag.paragraph, tag.column, self.template, message, hint))


def _complete(tag: Tag) -> str:
    """The tag with what it needs around it to be read alone."""
    text = as_jinja(tag)
    if tag.word in _ENDS:
        return f"{text}{{% {_ENDS[tag.word]} %}}"
    if tag.word in _MIDDLES:
        return f"{{% if true %}}{text}{{% endif %}}"
    if tag.word in _ENDS.values():
        begin = {"endif": "if true", "endfor": "for x in []", "endwith": "with"}[tag.word]
        return f"{{% {begin} %}}{text}"
    return text


def _meant(tag: Tag) -> Tag | None:
    """The tag as it was probably meant, so that one slip of the pen is one fault; None when that cannot be told."""
    first, _, rest = tag.inside.partition(" ")
    if first in ("p", "tr", "r"):
        return _if_readable(replace(tag, inside=rest.strip(), level=first))
    near = difflib.get_close_matches(first, _KNOWN, 1)
    return _if_readable(replace(tag, inside=f"{near[0]} {rest}".strip())) if near and near[0] != first else None


def _if_readable(tag: Tag) -> Tag | None:
    try:
        environment().parse(_complete(tag))
    except (TemplateSyntaxError, TemplateError):
        return None
    return tag if tag.word in _KNOWN else None


def _unknown_word(tag: Tag) -> tuple[str, str]:
    if tag.word in _FORBIDDEN:
        return f"{tag.text} uses {tag.word!r}, which templates may not use.", "Use values, loops and conditions only."
    if tag.word in ("p", "tr", "tc", "r"):
        return f"{tag.text} has a blank before {tag.word}.", "Write {%" + tag.word + " without a blank, then a blank."
    near = difflib.get_close_matches(tag.word, _KNOWN, 1)
    hint = f"Did you mean {near[0]!r}?" if near else "Known words: for, if, elif, else, endif, endfor, set."
    return f"{tag.text} begins with {tag.word!r}, which is not a word of templates.", hint
