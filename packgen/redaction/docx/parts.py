"""Parts of a .docx that nothing shows: dropped always, and named in the report so that the officer knows of them."""

from __future__ import annotations

import re
from collections import Counter

from packgen.redaction.docx.package import Package, fold_name
from packgen.redaction.docx.xml import Element, local_name, name_of

_KINDS = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (r"(^|/)_rels/", ""),
        (r"^\[content_types\]\.xml$", ""),
        (r"^docprops/thumbnail", "thumbnail picture"),
        (r"^docprops/", "document properties"),
        (r"^customxml/", "custom XML"),
        (r"(^|/)vba|\.bin$.*macro|/vbaproject", "macros"),
        (r"(^|/)printersettings", "printer settings"),
        (r"(^|/)embeddings/|(^|/)activex/|(^|/)ctrlprops/", "embedded files"),
        (r"(^|/)fonts/|fonttable", "fonts"),
        (r"(^|/)glossary/", "building blocks (glossary)"),
        (r"(^|/)people|(^|/)persons/", "list of authors"),
        (r"(^|/)comments", "comments"),
        (r"^_xmlsignatures/", "digital signatures"),
        (r"webextension", "web extensions"),
        (r"(^|/)theme/|websettings|stylesx?|stylswitheffects|(^|/)styles|(^|/)numbering|(^|/)settings", ""),
        (r"(^|/)media/", "pictures that no page shows"),
        (r"(^|/)(charts|diagrams|drawings|ink)/", "parts of drawings"),
        (r"(^|/)(header|footer)", "headers and footers that no page shows"),
        (r"(^|/)(footnotes|endnotes)", ""),
        (r"customui|userCustomization", "custom menus"),
        (r"attachedtoolbars|mailmerge|recipients", "mail-merge data"),
    )
)


def count_dropped_parts(package: Package, read: set[str], dropped: Counter[str], unknown: Counter[str]) -> None:
    """Count every part that was not read, by kind; a kind that is not known goes to `unknown`."""
    seen = {fold_name(name) for name in read}
    for name in package.parts:
        folded = fold_name(name)
        if folded in seen or folded == fold_name(package.main):
            continue
        what = next((kind for pattern, kind in _KINDS if pattern.search(folded)), None)
        if what is None:
            unknown["parts of an unknown kind"] += 1
        elif what and what != "comments":
            dropped[what] += 1


def count_comments(root: Element | None, dropped: Counter[str]) -> None:
    """Count the comments of a comments part."""
    if root is not None:
        dropped["comments"] += sum(1 for element in root if local_name(element) == "comment")


def count_settings(root: Element | None, dropped: Counter[str]) -> None:
    """Count document variables and names of data sources in the settings part."""
    for element in root.iter() if root is not None else ():
        name = name_of(element)
        if name == "w:docVar":
            dropped["document variables"] += 1
        elif name in ("w:mailMerge", "w:attachedTemplate"):
            dropped["mail-merge data" if name == "w:mailMerge" else "name of the template"] += 1
        elif name == "w:rsid":
            dropped["revision marks of editing sessions"] += 1
