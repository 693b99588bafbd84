"""Put Markdown, passages and pictures where the merged part holds a place for them.

A place alone in its paragraph is taken by whole paragraphs; one inside a sentence by runs. A text of several paragraphs
inside a sentence divides it.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from packgen.content import Figure, Passage
from packgen.word import markdown_to_word
from packgen.word.document import Document
from packgen.word.environment import PLACE, Element, Plain
from packgen.word.markdown_to_word import Look
from packgen.word.xml import above, declared, make, text_run, w

_HOLD_BLOCKS = frozenset(
    w(name) for name in ("body", "tc", "hdr", "ftr", "sdtContent", "txbxContent", "footnote", "endnote")
)
_NO_CONTENT = frozenset(w(name) for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"))


def put_in_place(root: etree._Element, part: str, elements: list[Element], document: Document) -> bytes:
    """The part as bytes with every place filled."""
    for place in list(root.iter(etree.ProcessingInstruction)):
        if isinstance(place, etree._ProcessingInstruction) and place.target == PLACE:
            _Filling(elements[int(place.text or "")], part, document).fill(place)
    return declared(root)


class _Filling:
    """One value on its way into one place of one part."""

    def __init__(self, value: Element, part: str, document: Document) -> None:
        self._value, self._part, self._document = value, part, document

    def fill(self, place: etree._Element) -> None:
        holder = above(place)
        if holder.tag == w("t"):
            self._in_text(place, holder)
        elif holder.tag in _HOLD_BLOCKS and not _holds_runs(holder):
            _replace(place, self._blocks(self._look(None, None)))
        else:
            before = place.getprevious()
            run = before.find(w("rPr")) if before is not None and before.tag == w("r") else None
            _replace(place, self._runs_or_text(self._look(None, run)))
        _end_cell(holder)

    def _in_text(self, place: etree._Element, text: etree._Element) -> None:
        run = above(text)
        paragraph = above(run)
        look = self._look(paragraph.find(w("pPr")), run.find(w("rPr")))
        if paragraph.tag == w("p") and _alone(place, text, run, paragraph):
            blocks = self._blocks(look)
            _keep_section(paragraph, blocks)
            holder = above(paragraph)
            _replace(paragraph, blocks)
            _end_cell(holder)
            return
        rest = _divide_run(place, text, run)
        runs = self._runs(look)
        if runs is not None or paragraph.tag != w("p"):
            _insert_after(run, runs if runs is not None else self._runs_or_text(look))
        else:
            _divide_paragraph(rest, paragraph, self._blocks(look))

    def _look(self, paragraph: etree._Element | None, run: etree._Element | None) -> Look:
        if paragraph is not None and paragraph.find(w("sectPr")) is not None:
            paragraph = deepcopy(paragraph)
            for section in paragraph.findall(w("sectPr")):
                paragraph.remove(section)
        return Look(paragraph, run, self._document.styles, self._document.numbering)

    def _markdown(self) -> str:
        value = self._value
        assert not isinstance(value, Figure)
        return value.text.text if isinstance(value, Passage) else value.text

    def _blocks(self, look: Look) -> list[etree._Element]:
        if isinstance(self._value, (Figure, Plain)):
            paragraph = look.new_paragraph()
            paragraph.extend(self._runs_or_text(look))
            return [paragraph]
        blocks = markdown_to_word.blocks(self._markdown(), look)
        if blocks[-1].tag == w("tbl"):
            blocks.append(look.new_paragraph())
        return self._controlled(blocks)

    def _runs(self, look: Look) -> list[etree._Element] | None:
        if isinstance(self._value, Figure):
            return [self._document.picture(self._value, self._part)]
        if isinstance(self._value, Plain):
            return [text_run(self._value.text, look.run_properties())]
        runs = markdown_to_word.runs(self._markdown(), look)
        return None if runs is None else self._controlled(runs)

    def _runs_or_text(self, look: Look) -> list[etree._Element]:
        runs = self._runs(look)
        return runs if runs is not None else self._controlled([text_run(self._markdown(), look.run_properties())])

    def _controlled(self, content: list[etree._Element]) -> list[etree._Element]:
        """A passage inside a content control whose tag is the passage's key; anything else as it is.

        LibreOffice drops the tag; a bookmark of the key outside the control stays (inside, it shrinks to a point).
        """
        if not isinstance(self._value, Passage):
            return content
        key = self._value.key
        control = make("sdt", make("sdtPr", make("tag", val=key)), make("sdtContent", *content))
        start, end = self._document.bookmark(key)
        return [start, control, end]


def _holds_runs(holder: etree._Element) -> bool:
    """Whether a content control stands inside a paragraph."""
    return holder.tag == w("sdtContent") and any(True for _ in holder.iterancestors(w("p")))


def _alone(place: etree._Element, text: etree._Element, run: etree._Element, paragraph: etree._Element) -> bool:
    """Whether nothing else is printed by the paragraph."""
    if (text.text or "").strip() or (place.tail or "").strip() or len(text) > 1:
        return False
    if any(child is not text and child.tag != w("rPr") for child in run):
        return False
    others = [child for child in paragraph if child is not run and child.tag not in _NO_CONTENT]
    return not any(_prints(child) for child in others)


def _prints(element: etree._Element) -> bool:
    if element.tag != w("r"):
        return True
    return any(
        child.tag != w("rPr") and (child.tag != w("t") or len(child) or (child.text or "").strip()) for child in element
    )


def _divide_run(place: etree._Element, text: etree._Element, run: etree._Element) -> etree._Element:
    """Leave in `run` what stands before the place; what stands after it goes into a run of its own, the answer."""
    rest = make("r")
    if (properties := run.find(w("rPr"))) is not None:
        rest.append(deepcopy(properties))
    following = text_run(place.tail or "", None)
    moved = list(place.itersiblings())
    place.tail = None
    text.remove(place)
    rest.extend(following)
    if moved:
        holder = make("t")
        holder.extend(moved)
        rest.append(holder)
    rest.extend(list(text.itersiblings()))
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(rest)
    return rest


def _divide_paragraph(rest: etree._Element, paragraph: etree._Element, blocks: list[etree._Element]) -> None:
    """Put `blocks` between what stands before `rest` in the paragraph and what stands from `rest` on."""
    after = make("p")
    if (properties := paragraph.find(w("pPr"))) is not None:
        after.append(deepcopy(properties))
        if (section := properties.find(w("sectPr"))) is not None:
            properties.remove(section)
    after.extend([rest, *rest.itersiblings()])
    following = [*blocks, after] if _has_text(after) or after.find(f"{w('pPr')}/{w('sectPr')}") is not None else blocks
    _insert_after(paragraph, following)
    if not _has_text(paragraph):
        above(paragraph).remove(paragraph)


def _has_text(paragraph: etree._Element) -> bool:
    return any(_prints(child) for child in paragraph if child.tag not in _NO_CONTENT)


def _keep_section(paragraph: etree._Element, blocks: list[etree._Element]) -> None:
    """A paragraph that ends a section keeps doing so after its text was replaced."""
    section = paragraph.find(f"{w('pPr')}/{w('sectPr')}")
    if section is not None:
        blocks.append(make("p", make("pPr", section)))


def _replace(old: etree._Element, new: list[etree._Element]) -> None:
    _insert_after(old, new)
    parent = above(old)
    parent.remove(old)


def _insert_after(old: etree._Element, new: list[etree._Element]) -> None:
    for element in reversed(new):
        old.addnext(element)


def _end_cell(holder: etree._Element) -> None:
    """Word refuses a cell that does not end with a paragraph."""
    if holder.tag == w("tc") and (not len(holder) or holder[-1].tag == w("tbl")):
        holder.append(make("p"))
