"""Which symbol stands beside a line of an Easy Read plan: by its words, else by its section."""

from __future__ import annotations

import re

from packgen.content import Figure

_WIDTH = 20.0
_SHOWS = {
    "speech": "A speech bubble",
    "me": "A person",
    "adult": "A person with a tick",
    "people": "Three people",
    "phone": "A mobile phone",
    "ring": "A phone that rings",
    "home": "A house",
    "heart": "A heart",
    "warning": "A warning sign",
    "key": "A key",
    "calendar": "A calendar",
    "clock": "A clock",
    "paper": "A sheet of paper",
    "pencil": "A pencil",
    "no": "A circle with a line through it",
    "star": "A star",
    "laptop": "A laptop",
    "camera": "A camera",
    "school": "A school",
    "police": "A police badge",
    "moon": "The moon",
    "food": "A plate with knife and fork",
    "car": "A car",
    "door": "Somebody at a door",
    "emergency": "The number 999",
}
# The first that fits wins: what a line is about comes before what somebody does in it.
_BY_WORDS = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), symbol)
    for words, symbol in (
        ("999", "emergency"),
        ("photos?|pictures? of|camera|selfies?", "camera"),
        ("laptop|computer|tablet|online|games?|internet", "laptop"),
        ("draw|drawing|write|writing|pencil|paint", "pencil"),
        ("lunch|dinner|tea|breakfast|eat|eating|food|cook|baking|bake", "food"),
        ("police|officer", "police"),
        ("school|teacher|college|lessons?|class", "school"),
        ("drive|car|taxi|bus|lift|pick you up|get you", "car"),
        ("ring|rings|call|calls|text|phone you", "ring"),
        ("phone|mobile", "phone"),
        ("night|bedtime|sleep|bed", "moon"),
        ("secret|meet me|tummy|scared|follow|following|owe|stranger", "warning"),
        ("plan|letter|paper|copy", "paper"),
        ("come to|come and|visit|see you|knock", "door"),
        ("home|house|room|kitchen|fridge", "home"),
        ("friends?|together|club|family", "people"),
    )
)


def symbol_for(text: str, otherwise: str) -> Figure:
    """The symbol for a line."""
    return symbol(next((name for words, name in _BY_WORDS if words.search(text)), otherwise))


def symbol(name: str) -> Figure:
    """A symbol by its name, with what it shows in words."""
    return Figure("symbol", {"name": name}, _SHOWS[name], _WIDTH)
