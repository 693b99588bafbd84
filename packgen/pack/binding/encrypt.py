"""Encrypting a finished pack (AES-256): it is compressed already, is encrypted last, then opened again and checked."""

from __future__ import annotations

import io

import pikepdf

from packgen.pack.model import PackFaultError


def encrypted(data: bytes, password: str, page_count: int) -> bytes:
    """`data` encrypted so that only `password` opens it. Raises PackFaultError when the result does not open again."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        key = pikepdf.Encryption(user=password, owner=password, R=6, aes=True, metadata=True)
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, encryption=key)
    _check(buffer.getvalue(), password, page_count)
    return buffer.getvalue()


def _check(data: bytes, password: str, page_count: int) -> None:
    hint = "Bind it again; if that fails, bind it without a password and send it by secure mail."
    try:
        pikepdf.open(io.BytesIO(data)).close()
    except pikepdf.PasswordError:
        pass
    else:
        raise PackFaultError("The pack opened without its password after it was encrypted.", hint)
    try:
        with pikepdf.open(io.BytesIO(data), password=password) as pdf:
            sound = len(pdf.pages) == page_count and pdf.encryption.R == 6 and not pdf.check_pdf_syntax()
    except pikepdf.PdfError:
        sound = False
    if not sound:
        raise PackFaultError("The encrypted pack could not be opened again.", hint)
