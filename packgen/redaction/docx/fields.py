"""Fields of a .docx flattened: what a field shows is kept, its instruction and its form data are not."""

from __future__ import annotations

from dataclasses import dataclass, field

from packgen.redaction.docx.xml import Element, attribute, child, child_value, is_on, name_of, whole_number


@dataclass
class _Field:
    in_result: bool = False
    showed: bool = False
    form_value: str = ""


@dataclass
class FieldStack:
    """Which fields are open at a point of a story. `trusted` is False where begin and end marks do not pair up."""

    trusted: bool = True
    _open: list[_Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether text at this point belongs to an instruction, which is never shown."""
        return self.trusted and any(not one.in_result for one in self._open)

    @property
    def unfinished(self) -> bool:
        """Whether a field is still open."""
        return bool(self._open)

    def note_text(self) -> None:
        """Say that text was shown at this point."""
        for one in self._open:
            one.showed = one.showed or one.in_result

    def mark(self, character: Element) -> str:
        """Take in a `w:fldChar`; returns what a form field shows when it ends, else ""."""
        kind = attribute(character, "w:fldCharType")
        if kind == "begin":
            self._open.append(_Field(form_value=form_value(child(character, "w:ffData"))))
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            ended = self._open.pop()
            return "" if ended.showed else ended.form_value
        return ""


def form_value(data: Element | None) -> str:
    """What an old-style form field shows: a box, or the chosen entry of a list; a text field shows its own result."""
    box = child(data, "w:checkBox")
    if box is not None:
        ticked = is_on(box, "w:checked")
        return "☒" if (is_on(box, "w:default") if ticked is None else ticked) else "☐"
    choice = child(data, "w:ddList")
    if choice is not None:
        entries = [attribute(entry, "w:val") for entry in choice if name_of(entry) == "w:listEntry"]
        chosen = whole_number(child_value(choice, "w:result") or child_value(choice, "w:default"), 0)
        return entries[chosen] if chosen < len(entries) else ""
    return ""


def fields_pair_up(container: Element) -> bool:
    """Whether every field that begins in a story ends in it."""
    kinds = [attribute(e, "w:fldCharType") for e in container.iter() if name_of(e) == "w:fldChar"]
    return kinds.count("begin") == kinds.count("end")
