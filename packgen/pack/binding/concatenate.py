"""PDFs one after another and nothing more: no stamp, no contents, every page as it was, with its tags and links."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from packgen.pack.binding.assemble import describe
from packgen.pack.binding.merge import Sources
from packgen.pack.binding.streams import SharedStreams
from packgen.pack.binding.tag_tree import TagTree
from packgen.pack.model import PackPart


def concatenate(parts: Sequence[Path], title: str) -> bytes:
    """The pages of `parts` in order as one PDF with `title`; the same parts give the same bytes.

    Raises PackFaultError for a part that cannot be read.
    """
    sources = Sources([PackPart(title, part) for part in parts])
    with pikepdf.new() as joined:
        tags, streams = TagTree(joined), SharedStreams(joined)
        for number in range(len(parts)):
            sources.append_to(joined, number, tags, streams)
        tags.finish()
        describe(joined, title)
        buffer = io.BytesIO()
        joined.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return buffer.getvalue()
