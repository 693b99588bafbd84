"""What a paper was made from, as one hash (design, decision 5): unchanged means nothing that it prints has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable

from packgen.content import as_plain
from packgen.documents.kind import Document
from packgen.files import sha256_of


def fingerprint(document: Document, template_sha256: str, engine: str) -> str:
    """The hash of a document's content, its template and the engine's version, as lower-case hex."""
    content = document.text if document.context is None else as_plain(document.context)
    return hash_of(["document", document.kind, document.state, template_sha256, engine, content])


def hash_of(values: Iterable[object]) -> str:
    """The hash of plain values, whatever the order of keys in mappings."""
    text = json.dumps(list(values), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256_of(text.encode("utf-8", "surrogatepass"))
