"""Which parts of a Word file may hold tags, and what makes a file unfit as a template."""

from __future__ import annotations

import re
from collections.abc import Mapping

from packgen.word.dialect import parse_part

CORE = "docProps/core.xml"
MAIN = "word/document.xml"
STYLES = "word/styles.xml"
_TYPES = "[Content_Types].xml"
_WITH_TAGS = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\."
    r"(document\.main|header|footer|footnotes|endnotes)\+xml\Z"
)
ATTACHED_TEMPLATE = "/attachedTemplate"
# The link to another template, which Word writes of itself, is taken out when a template is prepared.
_HARMLESS = ("/hyperlink", ATTACHED_TEMPLATE)


def unsafe_content(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """What makes a file unfit as a template, each with what to do: macros, pictures or data from outside the file."""
    found = []
    if any(name.lower().endswith("vbaproject.bin") for name in parts) or b"macroEnabled" in parts[_TYPES]:
        found.append(("The template holds macros.", "Save it in Word as a Word document without macros (.docx)."))
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        for relationship in parse_part(part):
            kind = relationship.get("Type", "")
            if relationship.get("TargetMode") == "External" and not kind.endswith(_HARMLESS):
                hint = "In Word: File > Info > Edit Links to Files, then Break Link; or insert the picture itself."
                found.append((f"The template links to something outside itself ({kind.rsplit('/', 1)[-1]}).", hint))
    return found


def parts_with_tags(parts: Mapping[str, bytes]) -> list[str]:
    """The names of the parts that may hold tags and do hold a bracket."""
    return [name for name in mergeable(parts) if b"{" in parts[name]]


def mergeable(parts: Mapping[str, bytes]) -> list[str]:
    """The names of the parts that may hold tags: main text, headers, footers, notes, document properties."""
    types = parse_part(parts[_TYPES])
    overrides = [entry for entry in types if _WITH_TAGS.match(entry.get("ContentType", ""))]
    chosen = [entry.get("PartName", "").lstrip("/") for entry in overrides]
    return [name for name in (*chosen, CORE) if name in parts]
