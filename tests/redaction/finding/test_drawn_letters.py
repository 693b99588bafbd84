from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFont

from packgen.redaction.finding.drawn_letters import drawn_letters
from packgen.redaction.finding.find import DRAWN, RosterFinder
from packgen.redaction.model import Decision
from tests.redaction.subject_access_making import POLICY, usual_roster


def _banner(word: str, ink: str, paper: str = " ") -> str:
    picture = Image.new("1", (12 * len(word), 16))
    ImageDraw.Draw(picture).text((0, 0), word, fill=1, font=ImageFont.load_default(12))
    cut = picture.crop(picture.getbbox())
    rows = ("".join(ink if cut.getpixel((x, y)) else paper for x in range(cut.width)) for y in range(cut.height))
    return "\n".join(row.rstrip() for row in rows)


@pytest.mark.parametrize(("ink", "paper"), [("#", " "), (".", " "), ("x", " "), ("\u2588", "\u2591"), ("\u2022", "\t")])
def test_a_name_drawn_out_of_signs_is_asked_about_as_a_whole(ink: str, paper: str) -> None:
    banner = _banner("Castellmoor", ink, paper)
    text = f"The panel met.\n{banner}\nIt met again."
    ((start, end),) = drawn_letters(text)
    assert text[start:end] == banner
    hits = [hit for hit in RosterFinder(usual_roster(), POLICY).find(text) if hit.category == DRAWN]
    assert [(hit.start, hit.end, hit.decision) for hit in hits] == [(start, end, Decision.ASK)]


@pytest.mark.parametrize(
    "text",
    [
        "Name:\n______________\nDate:\n______\nSigned:\n__________",
        "\n".join(["." * 60] * 12),
        "\n".join(["yes", "\u2713", "\u2717", "-", "no", "\u2713", "\u2713", "\u2713"] * 10),
        "\n".join(["\u2713", "\u2717", "\u2610", "\u2713"] * 10),
        "* * *\nThe panel met.\n- - -\n1\n11\n111\nIt met again.\n====\n----",
        "+-----+----+\n| who | no |\n+-----+----+\n| Mum | 12 |\n+-----+----+",
    ],
)
def test_lines_to_write_on_ticks_and_rules_are_not(text: str) -> None:
    assert list(drawn_letters(text)) == []
