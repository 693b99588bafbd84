"""The parts that a proposal has and a copy never has: its header, comments and embedded id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from packgen.redaction.docx.clean_parts import CLEAN_PARTS, DECLARATION, R_NAMESPACE, W_NAMESPACE, main_relationships

ID_PROPERTY = "packgen-proposal"
ORIGINAL_PROPERTY = "packgen-original"
BANNER = "NOT FOR RELEASE"
HEADER_REFERENCE = '<w:headerReference w:type="default" r:id="rIdHeader"/>'
_TYPES = "application/vnd.openxmlformats-officedocument"


def proposal_parts(comments: Sequence[str], proposal_id: str, sha256: str) -> dict[str, bytes]:
    """Parts by name: `comments` in order (the first has id 1), the id, and the SHA-256 of the record in hex."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _root_relationships(),
        "word/header1.xml": _header(proposal_id, sha256),
        "word/comments.xml": _comments(comments),
        "docProps/custom.xml": _properties({ID_PROPERTY: proposal_id, ORIGINAL_PROPERTY: sha256}),
    }


def proposal_relationships(pictures: int) -> bytes:
    """The relationships of a proposal's main part, which shows so many pictures."""
    more = (
        f'<Relationship Id="rIdHeader" Type="{R_NAMESPACE}/header" Target="header1.xml"/>'
        f'<Relationship Id="rIdComments" Type="{R_NAMESPACE}/comments" Target="comments.xml"/></Relationships>'
    )
    return main_relationships(pictures).replace("</Relationships>", more).encode()


def _comments(comments: Sequence[str]) -> bytes:
    inner = "".join(
        f'<w:comment w:id="{number}" w:author="packgen" w:initials="p"><w:p><w:r><w:t xml:space="preserve">'
        f"{escape(text)}</w:t></w:r></w:p></w:comment>"
        for number, text in enumerate(comments, 1)
    )
    return f'{DECLARATION}<w:comments xmlns:w="{W_NAMESPACE}">{inner}</w:comments>'.encode()


def _header(proposal_id: str, sha256: str) -> bytes:
    explained = (
        f"Proposal {proposal_id} of record {sha256[:16]}. Yellow: will be taken out. Turquoise: still to be decided. "
        "Change highlights only, then save."
    )
    return (
        f'{DECLARATION}<w:hdr xmlns:w="{W_NAMESPACE}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
        f'<w:color w:val="C00000"/><w:sz w:val="32"/></w:rPr><w:t>{BANNER}</w:t></w:r></w:p><w:p><w:pPr>'
        f'<w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>'
        f"{escape(explained)}</w:t></w:r></w:p>"
        "</w:hdr>"
    ).encode()


def _properties(values: Mapping[str, str]) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006"
    inner = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    names = f'xmlns="{kind}/custom-properties" xmlns:vt="{kind}/docPropsVTypes"'
    return f"{DECLARATION}<Properties {names}>{inner}</Properties>".encode()


def _content_types() -> bytes:
    more = (
        f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.wordprocessingml.header+xml"/>'
        f'<Override PartName="/word/comments.xml" ContentType="{_TYPES}.wordprocessingml.comments+xml"/>'
        f'<Override PartName="/docProps/custom.xml" ContentType="{_TYPES}.custom-properties+xml"/></Types>'
    )
    return CLEAN_PARTS["[Content_Types].xml"].decode().replace("</Types>", more).encode()


def _root_relationships() -> bytes:
    link = f'<Relationship Id="rId2" Type="{R_NAMESPACE}/custom-properties" Target="docProps/custom.xml"/>'
    return CLEAN_PARTS["_rels/.rels"].decode().replace("</Relationships>", f"{link}</Relationships>").encode()
