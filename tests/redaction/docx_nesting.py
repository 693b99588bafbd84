"""Documents in which everything stands in everything: words that show, words that do not, and a name beside each."""

from __future__ import annotations

import random

from tests.redaction.docx_making import run

_CHANGE = 'w:id="1" w:author="FULL"'
_FIELD = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
_CODE = "<w:r><w:instrText>FULL</w:instrText></w:r>"
_DEEPEST = 6


class Nesting:
    """Makes one body; `shown` are the marker words that a reader of the page sees."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._count = 0
        self.shown: list[str] = []
        self.body = self._blocks(0, shown=True)

    def _word(self, shown: bool) -> str:
        self._count += 1
        word = f"keep{self._count}x"
        self.shown += [word] if shown else []
        return run(f" {word} FULL ")

    def _inline(self, depth: int, shown: bool) -> str:
        def inside(visible: bool = shown) -> str:
            return "".join(self._inline(depth + 1, visible) for _ in range(self._chance.randint(1, 2)))

        makers = (
            lambda: self._word(shown),
            lambda: f"<w:ins {_CHANGE}>{inside()}</w:ins>",
            lambda: f"<w:del {_CHANGE}>{inside(False)}</w:del>",
            lambda: f"<w:moveFrom {_CHANGE}>{inside(False)}</w:moveFrom>",
            lambda: f'<w:sdt><w:sdtPr><w:alias w:val="FULL"/></w:sdtPr><w:sdtContent>{inside()}</w:sdtContent></w:sdt>',
            lambda: f'<w:fldSimple w:instr="X FULL">{inside()}</w:fldSimple>',
            lambda: f'<w:hyperlink w:tooltip="FULL">{inside()}</w:hyperlink>',
            lambda: f'<w:smartTag w:element="FULL">{inside()}</w:smartTag>',
            lambda: f"{_FIELD['begin']}{_CODE}{inside(False)}{_FIELD['separate']}{inside()}{_FIELD['end']}",
            lambda: (
                f'<mc:AlternateContent><mc:Choice Requires="wps">{inside()}</mc:Choice>'
                f"<mc:Fallback>{inside(False)}</mc:Fallback></mc:AlternateContent>"
            ),
            lambda: self._box(depth, shown),
        )
        return makers[self._chance.randrange(len(makers)) if depth < _DEEPEST else 0]()

    def _box(self, depth: int, shown: bool) -> str:
        content = f"<w:txbxContent>{self._blocks(depth + 1, shown)}</w:txbxContent>"
        return f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"

    def _blocks(self, depth: int, shown: bool) -> str:
        return "".join(self._block(depth, shown) for _ in range(self._chance.randint(1, 2)))

    def _block(self, depth: int, shown: bool) -> str:
        def inside(visible: bool = shown) -> str:
            return self._blocks(depth + 1, visible)

        makers = (
            lambda: f"<w:p>{self._inline(depth + 1, shown)}</w:p>",
            lambda: f"<w:p>{self._inline(depth + 1, shown)}</w:p>",
            lambda: f"<w:tbl><w:tr><w:tc>{inside()}</w:tc><w:tc>{inside()}</w:tc></w:tr></w:tbl>",
            lambda: f"<w:sdt><w:sdtPr/><w:sdtContent>{inside()}</w:sdtContent></w:sdt>",
            lambda: (
                f"<w:tbl><w:tr><w:trPr><w:del {_CHANGE}/></w:trPr><w:tc>{inside(False)}</w:tc></w:tr>"
                f"<w:tr><w:tc>{inside()}</w:tc></w:tr></w:tbl>"
            ),
        )
        return makers[self._chance.randrange(len(makers)) if depth < _DEEPEST else 0]()
