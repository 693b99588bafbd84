"""Every kind of document, by hand: a new kind is one builder module, one template of its name, one line here."""

from __future__ import annotations

from packgen.documents.kind import DocumentKind

KINDS: tuple[DocumentKind, ...] = ()


def kind_named(name: str) -> DocumentKind | None:
    """The kind with this name, if there is one."""
    return next((kind for kind in KINDS if kind.name == name), None)
