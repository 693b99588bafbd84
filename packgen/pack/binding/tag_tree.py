"""The tag tree (what a screen reader follows), carried through the merge: every part's tree under one root.

A plain merge of PDF files drops it. Pages keep their marks; only the numbers by which the tree finds them are moved on,
so that those of different parts do not clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from packgen.pack.binding.drawing import Mark


class TagTree:
    """The growing tag tree of a pack."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._next_key = 0
        self._parts: list[tuple[int, pikepdf.Object]] = []
        self._numbers = Array([])
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
        self._document = self._element("Document", self._root)
        self._root.K = Array([self._document])
        pdf.Root.StructTreeRoot = self._root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def carry(self, source: Pdf, pages: Sequence[pikepdf.Page], title: str) -> bool:
        """Take over the tree of `source`, whose copied pages are `pages`; False when it has none that is sound."""
        tree = source.Root.get("/StructTreeRoot")
        if not isinstance(tree, Dictionary) or "/ParentTree" not in tree or "/K" not in tree:
            return False
        _keep_once_what_is_equal(source, tree)
        copied = (
            self._pdf.copy_foreign(tree) if tree.is_indirect else self._pdf.copy_foreign(source.make_indirect(tree))
        )
        try:
            parents = dict(NumberTree(copied.ParentTree).items())
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError):
            return False
        part = self.part(title, pages[0])
        children = copied.K if isinstance(copied.K, Array) else Array([copied.K])
        part.K = children
        for child in children:
            if isinstance(child, Dictionary):
                child.P = part
        self._take_roles(copied)
        self._move_on(pages, parents)
        return True

    def add_marks(
        self, page: pikepdf.Page, marks: Sequence[Mark], links: Sequence[pikepdf.Object | None], title: str
    ) -> None:
        """Add the marked texts of a page that packgen drew; `links` are the annotations of those that link."""
        part = self.part(title, page)
        elements: list[object] = []
        for mark, link in zip(marks, links, strict=True):
            element = self._element(mark.role, part)
            element.Pg = page.obj
            element.K = mark.number if link is None else Array([self._link(element, page, mark, link)])
            elements.append(element if link is None else element.K[0])
            part.K.append(element)
        page.obj.StructParents = self._take_key(self._pdf.make_indirect(Array(elements)))

    def cover_pages(self, pages: Sequence[pikepdf.Page], title: str) -> None:
        """Add a part of pages without marks of their own, each one mark (number 0), so that they are read at all."""
        # One element for all of them: a scanned file has thousands of pages.
        part = self.part(title, pages[0])
        element = self._element("P", part)
        part.K.append(element)
        parents = self._pdf.make_indirect(Array([element]))
        marks = element.K
        for page in pages:
            marks.append(Dictionary(Type=Name.MCR, Pg=page.obj, MCID=0))
            page.obj.StructParents = self._take_key(parents)

    def part(self, title: str, first_page: pikepdf.Page) -> pikepdf.Object:
        """A new, empty part of the document."""
        part = self._element("Part", self._document)
        part.T = String(title)
        self._parts.append((self._pdf.pages.index(first_page), part))
        return part

    def finish(self) -> None:
        """Put the parts in the order of their pages and write the table by which pages find their marks."""
        self._document.K = Array([part for _, part in sorted(self._parts, key=lambda item: item[0])])
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._numbers))
        self._root.ParentTreeNextKey = self._next_key

    def _element(self, role: str, parent: pikepdf.Object) -> pikepdf.Object:
        return self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + role), P=parent, K=Array([])))

    def _link(self, parent: pikepdf.Object, page: pikepdf.Page, mark: Mark, link: pikepdf.Object) -> pikepdf.Object:
        element = self._element("Link", parent)
        element.Pg = page.obj
        element.K = Array([mark.number, Dictionary(Type=Name.OBJR, Obj=link, Pg=page.obj)])
        link.StructParent = self._take_key(element)
        return element

    def _take_key(self, value: object) -> int:
        key = self._next_key
        self._numbers.append(key)
        self._numbers.append(value)
        self._next_key += 1
        return key

    def _take_roles(self, copied: pikepdf.Object) -> None:
        roles = copied.get("/RoleMap")
        if isinstance(roles, Dictionary):
            for name, standard in roles.items():
                if name not in self._root.RoleMap:
                    self._root.RoleMap[name] = standard

    def _move_on(self, pages: Sequence[pikepdf.Page], parents: dict[int, pikepdf.Object]) -> None:
        for key, owner in _owners(pages):
            old = owner[key]
            if isinstance(old, int) and old in parents:
                owner[key] = self._take_key(parents[old])
            else:
                del owner[key]


def _keep_once_what_is_equal(source: Pdf, tree: pikepdf.Object) -> None:
    """Let elements with the same attributes share them, and leave out what says only that an element is one.

    A page of tables has a hundred elements, nearly all with the attributes of their neighbours.
    """
    seen: set[tuple[int, int]] = set()
    attributes: dict[bytes, pikepdf.Object] = {}
    waiting = [tree.get("/K")]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Array):
            waiting.extend(kid for kid in element if isinstance(kid, Array | Dictionary))
        if not isinstance(element, Dictionary) or not element.is_indirect or element.objgen in seen:
            continue
        seen.add(element.objgen)
        waiting.append(element.get("/K"))
        if element.get("/Type") == Name.StructElem:
            del element.Type
        own = element.get("/A")
        if isinstance(own, Array | Dictionary):
            said = own.unparse(resolved=True)
            if said not in attributes:
                attributes[said] = own if own.is_indirect else source.make_indirect(own)
            element.A = attributes[said]


def _owners(pages: Sequence[pikepdf.Page]) -> Iterator[tuple[str, pikepdf.Object]]:
    for page in pages:
        if "/StructParents" in page.obj:
            yield "/StructParents", page.obj
        for annotation in page.obj.get("/Annots", Array([])):
            if isinstance(annotation, Dictionary) and "/StructParent" in annotation:
                yield "/StructParent", annotation
