"""The Jinja environment of templates: sandboxed, strict, escaping, with a small table of filters.

Templates are untrusted: council staff edit them, and they arrive by e-mail. Nothing in a template can call anything but
the few harmless methods below, reach a private attribute, switch escaping off, or build a huge text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from packgen.content import Figure, Markdown, Passage
from packgen.word.rules import AS_ELEMENTS, AS_TEXT, IN_MARKUP, apply_rules
from packgen.word.values import PLAIN_MARKDOWN, as_text, british_date, british_time, refuse_forbidden

PLACE = "packgen"  # target of the processing instruction that holds the place of a value made of Word elements

_OF_MAPPINGS = frozenset(("items", "keys", "values", "get"))
_OF_TEXT = frozenset(("startswith", "endswith", "lower", "upper", "strip", "split"))
_OF_DATES = frozenset(("strftime", "isoformat", "date", "time"))
_OF_LOOPS = frozenset(("cycle", "changed"))
METHODS = _OF_MAPPINGS | _OF_TEXT | _OF_DATES | _OF_LOOPS
_BUILT_IN_FILTERS = (
    *("abs", "batch", "count", "d", "default", "dictsort", "first", "groupby", "int", "last", "length", "list", "map"),
    *("reject", "rejectattr", "round", "select", "selectattr", "sort", "unique"),
)
_SPECIAL = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


@dataclass(frozen=True)
class Plain:
    """Text where a template asks for whole paragraphs or runs (`{{p x }}`, `{{r x }}`)."""

    text: str


Element = Markdown | Passage | Figure | Plain


@dataclass
class Rendering:
    """One merge under way: the values met so far that become Word elements, each at the place its number holds."""

    elements: list[Element] = field(default_factory=list)
    line_breaks_in_text: bool = True


RENDERING: ContextVar[Rendering] = ContextVar("packgen_rendering")


class Ready(Markup):
    """XML made here; every other marked-up string is treated as text."""

    __slots__ = ()


class MissingName(StrictUndefined):
    """A name the context does not have: any use of it raises, saying what there is instead."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        if self._undefined_hint or name is None:
            return str(self._undefined_hint or "a value is missing")
        known = self._undefined_obj if isinstance(self._undefined_obj, Mapping) else ()
        near = difflib.get_close_matches(str(name), [str(key) for key in known], 1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        if isinstance(name, int):
            return f"the list has no entry {name + 1}"
        return f"there is no {str(name)!r} here{meant}"


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Sandbox in which a mapping's keys come before its methods, and only the harmless methods can be called."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        apply_rules(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Key first (a context may well hold a list named `items`), then attribute."""
        if isinstance(obj, Mapping):
            if attribute in obj:
                return obj[attribute]
            return getattr(obj, attribute) if attribute in _OF_MAPPINGS else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only `range` and the harmless methods of plain values."""
        return obj is self.globals["range"] or getattr(obj, "__name__", "") in METHODS

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Numbers only: a text times a million, or a format, could fill the memory."""
        if operator == "**" or not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
            raise SecurityError(f"{operator} is for numbers only")
        return super().call_binop(context, operator, left, right)


@cache
def environment() -> TemplateEnvironment:
    """The one environment of this process; it holds no state of any document."""
    made = TemplateEnvironment(
        autoescape=True, undefined=MissingName, finalize=finalize, cache_size=0, keep_trailing_newline=True
    )
    made.globals = {"range": made.globals["range"], "namespace": made.globals["namespace"]}
    made.filters = {name: FILTERS[name] for name in _BUILT_IN_FILTERS} | _OWN_FILTERS
    return made


def finalize(value: object) -> object:
    """What stands in the text of a document (`w:t`) for a value of the context."""
    kind = type(value)
    if kind is str:
        text = str(value)
        return text if not _SPECIAL.search(text) else _with_breaks(text)
    if kind is Ready:
        return value
    if isinstance(value, (Markdown, Passage, Figure)):
        return _element(value)
    if isinstance(value, Undefined):
        str(value)  # raises, with the name that is missing
    return finalize(as_text(value))


def _element(value: Element) -> object:
    if isinstance(value, Markdown) and PLAIN_MARKDOWN.match(value.text):
        return finalize(value.text)
    return _placed(value)


def _placed(value: Element) -> Ready:
    refuse_forbidden(value.alt_text if isinstance(value, Figure) else _written(value))
    elements = RENDERING.get().elements
    elements.append(value)
    return Ready(f"<?{PLACE} {len(elements) - 1}?>")


def _written(value: Markdown | Passage | Plain) -> str:
    return value.text.text if isinstance(value, Passage) else value.text


def _with_breaks(text: str) -> object:
    refuse_forbidden(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not RENDERING.get().line_breaks_in_text:
        return text
    return Ready(str(escape(text)).replace("\n", _LINE_BREAK).replace("\t", _TAB))


def in_markup(value: object) -> Ready:
    """A value inside an attribute or inside an element other than a run's text: one line of plain text."""
    text = as_text(_defined(value))
    refuse_forbidden(text)
    return Ready(escape(" ".join(text.split("\n"))))


def as_elements(value: object) -> Ready:
    """A value where whole paragraphs or runs stand (`{{p x }}`, `{{r x }}`)."""
    _defined(value)
    return _placed(value if isinstance(value, (Markdown, Passage, Figure)) else Plain(as_text(value)))


def _defined(value: object) -> object:
    if isinstance(value, Undefined):
        str(value)
    return value


def _date(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return british_date(value) if isinstance(value, date) else as_text(_defined(value))


def _short_date(value: object) -> str:
    return f"{value.day} {value:%B} {value.year}" if isinstance(value, date) else as_text(_defined(value))


def _time(value: object) -> str:
    if isinstance(value, datetime):
        value = value.time()
    return british_time(value) if isinstance(value, time) else as_text(_defined(value))


def _join(values: Iterable[object], between: str = ", ", attribute: str | None = None) -> str:
    chosen = values if attribute is None else [environment().getattr(value, attribute) for value in values]
    return str(between).join(as_text(_defined(value)) for value in chosen)


def _of_text(change: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: change(as_text(_defined(value)))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


_OWN_FILTERS: dict[str, Callable[..., Any]] = {
    "date": _date,
    "short_date": _short_date,
    "time": _time,
    "join": _join,
    "upper": _of_text(str.upper),
    "lower": _of_text(str.lower),
    "trim": _of_text(str.strip),
    "title": _of_text(str.title),
    "capitalize": _of_text(_capitalised),
    AS_TEXT: _of_text(str),
    IN_MARKUP: in_markup,
    AS_ELEMENTS: as_elements,
}
FILTER_NAMES = frozenset((*_BUILT_IN_FILTERS, *_OWN_FILTERS)) - {AS_TEXT, IN_MARKUP, AS_ELEMENTS}
GLOBAL_NAMES = frozenset(("range", "namespace"))
