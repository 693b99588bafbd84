"""Figures to draw in tests, one of each kind, with the hard cases in them."""

from __future__ import annotations

from packgen.content import Figure

NODES = [
    {"id": "t", "label": "Toby Wrenfield", "note": "", "group": "child"},
    {"id": "j", "label": "Jaydon Petrushenko-Bell", "note": "", "group": "child"},
    {"id": "m", "label": "Marlon Vexley", "note": "", "group": "concern"},
    {"id": "f", "label": "Tamsin Łuczak", "note": "school friend", "group": "peer"},
    {"id": "d", "label": "Danielle Wrenfield", "note": "mother", "group": "family"},
    {"id": "w", "label": "Folasade Adeyemi", "note": "social worker", "group": "professional"},
    {"id": "p", "label": "Saltmarsh Row", "note": "place of concern", "group": "place"},
]
LINKS = [
    {"from": "m", "to": "t", "kind": "exploits", "strength": "strong"},
    {"from": "m", "to": "j", "kind": "threatens", "strength": ""},
    {"from": "t", "to": "j", "kind": "friend", "strength": "strained"},
    {"from": "f", "to": "t", "kind": "supports", "strength": ""},
    {"from": "d", "to": "t", "kind": "family", "strength": ""},
    {"from": "m", "to": "p", "kind": "supplies", "strength": ""},
    {"from": "w", "to": "t", "kind": "supports", "strength": ""},
    {"from": "j", "to": "p", "kind": "something new", "strength": ""},
]
EPISODES = [
    {
        "label": "1. 26 Sep, 11pm",
        "says": "37 h",
        "start": "2025-09-26",
        "until": "2025-09-28",
        "still_missing": False,
        "hours": 37.0,
        "talks": [],
        "interview": "held",
        "interview_says": "held after 53 h",
    },
    {
        "label": "2. 10 Oct, 11pm",
        "says": "45 h 15 min",
        "start": "2025-10-10",
        "until": "2025-10-12",
        "still_missing": False,
        "hours": 45.3,
        "talks": [],
        "interview": "none",
        "interview_says": "none recorded",
    },
    {
        "label": "3. 13 Oct, 9pm",
        "says": "116 h 30 min",
        "start": "2025-10-13",
        "until": "2025-10-18",
        "still_missing": True,
        "hours": 116.5,
        "talks": [{"hours": 12, "phone": True}, {"hours": 66, "phone": False}],
        "interview": "",
        "interview_says": "still missing",
    },
]
WEEK = {"rows": [" ".join(str(day * hour % 4) for hour in range(24)) for day in range(7)], "starts": ["4 23", "0 21"]}
FIGURES = {
    "ecomap": Figure("ecomap", {"nodes": NODES, "links": LINKS}, "Ecomap.", 165),
    "missing_timeline": Figure(
        "missing_timeline",
        {
            "start": "2025-09-25",
            "end": "2025-10-19",
            "episodes": EPISODES,
            "week": WEEK,
            "runs": [{"start": "2025-09-26", "end": "2025-10-13", "says": "3 in 30 days"}],
        },
        "Timeline.",
        165,
    ),
    "scales": Figure(
        "scales",
        {
            "low": "0: not safe",
            "high": "10: safe enough",
            "ratings": [
                {"by": "Mo", "score": 4},
                {"by": "A very long name of somebody who works with the child", "score": 10},
            ],
        },
        "Scale.",
        165,
    ),
    "contact_rings": Figure(
        "contact_rings",
        {
            "rings": [
                {"label": "In contact now", "names": ["Toby", "Dario"]},
                {"label": "At risk", "names": ["Callum"]},
                {"label": "Was", "names": []},
                {"label": "Now adult", "names": ["Ellis"]},
            ]
        },
        "Rings.",
        165,
    ),
    "influence": Figure(
        "influence",
        {
            "influences": [
                {"label": "Friends", "weight": 9},
                {"label": "School", "weight": 0},
                {"label": "Home", "weight": 4},
                {"label": "Somebody online", "weight": 10},
            ]
        },
        "Influence.",
        150,
    ),
    "process_chart": Figure(
        "process_chart",
        {
            "steps": [
                {"label": "Worry, or missing", "here": False},
                {"label": "Strategy meeting", "here": True},
                {"label": "Ended when agencies agree", "here": False},
            ]
        },
        "Steps.",
        165,
    ),
    "rag_strip": Figure(
        "rag_strip",
        {
            "actions": [
                {"number": number, "rag": rag}
                for number, rag in enumerate(["red", "amber", "green", "blue", ""] * 3, 1)
            ]
        },
        "Actions.",
        165,
    ),
}
