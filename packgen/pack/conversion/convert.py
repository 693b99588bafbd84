"""Word documents to PDF: in batches, each output checked, a failed one tried again alone.

Documents are copied under neutral names into a private folder first: no case reference may stand in a command line.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

from packgen.files import private_temporary_folder
from packgen.pack.attachments.docx_dangers import refuse_dangers, safe_copy
from packgen.pack.conversion import builtin_converter, libreoffice, word_converter
from packgen.pack.conversion.converter import (
    ConversionFailedError,
    Converter,
    ConverterKind,
    ConverterProgram,
    NoConverterError,
)
from packgen.processes import ProcessFailedError, cores

__all__ = ["ConversionFailedError", "Converter", "ConverterKind", "NoConverterError", "convert", "find_converter"]


# In this order a converter is looked for when the settings name none.
_CONVERTERS: dict[ConverterKind, ConverterProgram] = {
    ConverterKind.LIBREOFFICE: libreoffice,
    ConverterKind.WORD: word_converter,
    ConverterKind.BUILT_IN: builtin_converter,
}
# Starting LibreOffice costs as much as converting some twenty documents of a pack, so few documents are not shared out.
_LEAST_IN_A_BATCH = {ConverterKind.BUILT_IN: 3}
_LEAST_OF_OTHERS = 12
_MOST_IN_A_BATCH = 60
_MOST_ROUNDS = 3


def find_converter(preferred: str | None = None) -> Converter:
    """The converter to use: the one that the settings name (`libreoffice`, `word`, `built-in`), else the first found.

    Raises NoConverterError when the named one, or any, is not installed.
    """
    wanted = [kind for kind in _CONVERTERS if preferred in (None, "", kind.value)]
    if not wanted:
        names = ", ".join(kind.value for kind in _CONVERTERS)
        raise NoConverterError(f"{preferred!r} is not a converter that packgen knows.", f"Use one of: {names}.")
    for kind in wanted:
        if found := _CONVERTERS[kind].find():
            return found
    what = f"The converter {preferred!r}" if preferred else "A converter from Word to PDF"
    where = (
        " (it works on Windows alone)" if preferred == ConverterKind.WORD and not word_converter.can_be_here() else ""
    )
    raise NoConverterError(
        f"{what} is not installed here{where}.",
        "Install LibreOffice (Writer is enough), or the built-in converter: pip install 'packgen[pdf]'.",
    )


def convert(documents: Sequence[Path], folder: Path, converter: Converter) -> dict[Path, Path]:
    """Turn every Word document of `documents` into a PDF in `folder`; returns where each one's PDF lies.

    The PDF has the document's stem; of two with the same stem the later one gets a number. Raises
    ConversionFailedError naming the documents that give no readable PDF even when tried alone, and
    DangerousDocumentError for one that would fetch or run something (design, decision 18).
    """
    for document in documents:
        refuse_dangers(document)
    folder.mkdir(parents=True, exist_ok=True)
    targets = _targets(documents, folder)
    with private_temporary_folder() as private:
        neutral = {document: private / f"{number:05d}.docx" for number, document in enumerate(targets, 1)}
        for document, copy in neutral.items():
            safe_copy(document, copy)
        _convert_all(list(neutral.values()), private, converter)
        if converter.kind is ConverterKind.LIBREOFFICE:
            _settle_headings(list(neutral.values()), private, converter)
        failed = [document.name for document, copy in neutral.items() if not _is_good(copy.with_suffix(".pdf"))]
        if failed:
            raise _failure(failed, converter)
        for document, copy in neutral.items():
            shutil.move(copy.with_suffix(".pdf"), targets[document])
    return targets


def _targets(documents: Sequence[Path], folder: Path) -> dict[Path, Path]:
    taken: set[str] = set()
    targets: dict[Path, Path] = {}
    for document in documents:
        name, number = document.stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{document.stem} {number}"
        taken.add(name.casefold())
        targets[document] = folder / f"{name}.pdf"
    return targets


def _convert_all(copies: Sequence[Path], folder: Path, converter: Converter) -> None:
    batches = _batches(copies, cores(), _LEAST_IN_A_BATCH.get(converter.kind, _LEAST_OF_OTHERS))
    _run_together([partial(_attempt, batch, folder, converter) for batch in batches])
    for copy in copies:
        if not _is_good(copy.with_suffix(".pdf")):
            copy.with_suffix(".pdf").unlink(missing_ok=True)
            _attempt([copy], folder, converter)


def _settle_headings(copies: Sequence[Path], folder: Path, converter: Converter) -> None:
    """Convert those again in which a heading stands alone at the foot of a page; moving one may leave another alone."""
    from packgen.pack.conversion.lone_headings import (  # here, as a build of Word papers needs neither
        begin_pages,
        lone_headings,
    )

    left = list(copies)
    for _ in range(_MOST_ROUNDS):
        left = [copy for copy in left if begin_pages(copy, lone_headings(copy.with_suffix(".pdf"), copy))]
        if not left:
            return
        _convert_all(left, folder, converter)


def _run_together(tasks: Sequence[Callable[[], None]]) -> None:
    if len(tasks) == 1 or cores() == 1:  # in this thread, so that a signal ends the converter too
        for task in tasks:
            task()
        return
    with ThreadPoolExecutor(max_workers=max(1, min(len(tasks), cores()))) as pool:
        for result in [pool.submit(task) for task in tasks]:
            result.result()


def _batches(copies: Sequence[Path], processors: int, least: int) -> list[Sequence[Path]]:
    size = max(least, min(_MOST_IN_A_BATCH, -(-len(copies) // processors)))
    return [copies[start : start + size] for start in range(0, len(copies), size)]


def _attempt(batch: Sequence[Path], folder: Path, converter: Converter) -> None:
    # A batch that was stopped at its limit has often converted some; the others are tried again alone.
    with suppress(ProcessFailedError):
        _CONVERTERS[converter.kind].convert_batch(batch, folder, converter)


def _is_good(path: Path) -> bool:
    import pikepdf  # here, because a build of Word papers alone never comes by

    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages) > 0
    except (OSError, pikepdf.PdfError):
        return False


def _failure(names: Sequence[str], converter: Converter) -> ConversionFailedError:
    listed = ", ".join(sorted(names))
    return ConversionFailedError(
        f"{converter} could not turn {listed} into a PDF.",
        "Open the file in Word, save it again as a Word document (.docx) and build once more.",
    )
