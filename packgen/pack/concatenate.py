"""PDFs one after another and nothing more: no stamp, no contents, every page as it was."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf


def concatenate(parts: Sequence[Path], title: str) -> bytes:
    """The pages of `parts` in order as one PDF with `title`; the same parts give the same bytes."""
    with pikepdf.new() as joined:
        for part in parts:
            with pikepdf.open(part) as source:
                joined.pages.extend(source.pages)
        joined.docinfo["/Title"] = title
        joined.Root.Lang = pikepdf.String("en-GB")
        buffer = io.BytesIO()
        joined.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return buffer.getvalue()
