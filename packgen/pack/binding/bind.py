"""Binding: parts, front matter and stamps become one PDF with numbers, contents, bookmarks, links and tags.

The same pack from the same part files gives the same bytes (unless it is encrypted, which needs random numbers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packgen.pack.binding.assemble import assemble
from packgen.pack.binding.contents import contents_pages
from packgen.pack.binding.encrypt import encrypted
from packgen.pack.binding.front_matter import draw_front_matter
from packgen.pack.binding.layout import Role, plan_pages
from packgen.pack.binding.merge import Sources
from packgen.pack.binding.stamp_check import check_stamps
from packgen.pack.binding.stamps import Stamps, stamp_text
from packgen.pack.fonts import choose_face
from packgen.pack.model import BoundPack, Pack


def bind(pack: Pack) -> bytes:
    """The pack as one PDF. Raises PackFaultError when a part cannot be read or a check afterwards fails."""
    return bind_with_index(pack).data


def bind_with_index(pack: Pack) -> BoundPack:
    """As `bind`, with the page numbers at which everything came to stand."""
    pack = _saying_what_is_late(pack)
    sources = Sources(pack.parts)
    face = choose_face(_texts(pack))
    rows, in_front = contents_pages(pack, face)
    plan = plan_pages(pack, sources.page_counts, in_front, len(rows) - in_front)
    front = draw_front_matter(pack, plan, rows, face)
    text = stamp_text(pack, face, plan.contents_page)
    data = assemble(pack, plan, sources, front, Stamps(text, face))
    check_stamps(data, text, [sheet.role is Role.CONTENTS for sheet in plan.sheets])
    if pack.password:
        data = encrypted(data, pack.password, len(plan.sheets))
    return BoundPack(data, len(plan.sheets), plan.contents_page, plan.entries)


def _saying_what_is_late(pack: Pack) -> Pack:
    added = tuple(f"Added: {part.title}" for part in pack.parts if part.late)
    return replace(pack, changes=pack.changes + added)


def _texts(pack: Pack) -> Iterator[str]:
    yield from (pack.title, pack.reference, pack.meeting, pack.date, pack.marking, pack.copy_for, *pack.changes)
    for part in pack.parts:
        yield from (part.title, part.section, part.author, part.date, part.missing)
