"""Pictures with the table of the same facts: each is there only where the case gives it something to show."""

from __future__ import annotations

from typing import Any

from tools.templates.house_style import PORTRAIT_MM
from tools.templates.parts import Column, cell_list, condition, heading, loop_table, paragraph


def _picture(document: Any, value: str) -> None:
    paragraph(document, f"{{{{ {value} }}}}", keep_with_next=True)


def _keep(table: Any) -> None:
    """A short table that stays on the page of its picture."""
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def ecomap(document: Any, *, named: bool) -> None:
    """Context: documents/pictures/ecomap.py, as `ecomap`."""
    with condition(document, "ecomap"):
        heading(document, "Who stands where: ecomap")
        if not named:
            paragraph(document, "People are shown by their initials.", "Small print", keep_with_next=True)
        _picture(document, "ecomap.picture")
        strength = "{% if row.strength %} ({{ row.strength }}){% endif %}"
        columns = [
            Column("Who", "{{ row.who }}", 42),
            Column("Tie", f"{{{{ row.tie }}}}{strength}", 43 if named else 65),
            Column("Whom", "{{ row.whom }}", 42 if named else PORTRAIT_MM - 107),
        ]
        if named:
            note = ["{%p if row.note %}", "{{ row.note }}", "{%p else %}", "", "{%p endif %}"]
            columns.append(Column("Note", note, PORTRAIT_MM - 127))
        loop_table(document, columns, "row in ecomap.rows", caption="The ties of the ecomap")


def timeline(document: Any, *, named: bool) -> None:
    """Context: documents/pictures/missing_timeline.py, as `timeline`. `named`: several children may stand by name."""
    number, moment, away, talks = (28, 29, 27, 29) if named else (20, 31, 31, 28)
    with condition(document, "timeline"):
        heading(document, "Missing episodes")
        _picture(document, "timeline.picture")
        child = "{% if row.who %}, {{ row.who }}{% endif %}"
        long = ["{{ row.long }}", "{%p if row.over %}", "**over 48 hours**", "{%p endif %}"]
        columns = [
            Column("No", f"{{{{ row.number }}}}{child}", number),
            Column("Left", "{{ row.left }}", moment),
            Column("Came back", "{{ row.back }}", moment),
            Column("Away", long, away),
            Column("Talks with police", cell_list("talk in row.talks", none="none"), talks),
            Column("Interview", "{{ row.interview }}", PORTRAIT_MM - number - 2 * moment - away - talks),
        ]
        loop_table(document, columns, "row in timeline.rows", caption="Missing episodes")


def rings(document: Any) -> None:
    """Context: documents/pictures/rings.py, as `rings`."""
    with condition(document, "rings"):
        heading(document, "How each child stands to those who do harm")
        _picture(document, "rings.picture")
        columns = [Column("Contact", "{{ row.ring }}", 60), Column("Who", "{{ row.names }}", PORTRAIT_MM - 60)]
        loop_table(document, columns, "row in rings.rows", caption="Contact with those who do harm")


def process(document: Any) -> None:
    """Context: documents/pictures/process_chart.py, as `process`."""
    with condition(document, "process"):
        heading(document, "Where this meeting stands")
        paragraph(document, "{{ process.picture }}")
        text = "{% for row in process.rows %}{% if row.here %}You are here: step {{ loop.index }} of {{ loop.length }}, {{ row.step }}.{% endif %}{% endfor %}"
        paragraph(document, text, "Small print")


def mapping(document: Any) -> None:
    """Context: documents/pictures/scales.py, as `mapping`."""
    with condition(document, "mapping"):
        heading(document, "Mapping")
        columns = [
            Column(label, cell_list(f"line in mapping.{name}", none="nothing written yet"), PORTRAIT_MM / 3)
            for label, name in (
                ("What we worry about", "worries"),
                ("What works well", "working_well"),
                ("What needs to happen", "what_next"),
            )
        ]
        loop_table(document, columns, "whole in [1]", caption="Worries, what works well, what needs to happen")
        with condition(document, "mapping.picture"):
            heading(document, "How safe, from 0 to 10", 2)
            _picture(document, "mapping.picture")
            columns = [Column("Who", "{{ row.by }}", 100), Column("Number", "{{ row.score }}", PORTRAIT_MM - 100)]
            _keep(loop_table(document, columns, "row in mapping.ratings", caption="Who gave which number"))


def influence(document: Any) -> None:
    """Context: documents/pictures/influence.py, as `influence`."""
    with condition(document, "influence"):
        heading(document, "Weight of influence")
        _picture(document, "influence.picture")
        evidence = ["{%p if row.evidence %}", "{{ row.evidence }}", "{%p else %}", "", "{%p endif %}"]
        columns = [
            Column("From", "{{ row.source }}", 60),
            Column("Weight, 0 to 10", "{{ row.weight }}", 35),
            Column("What shows it", evidence, PORTRAIT_MM - 95),
        ]
        loop_table(document, columns, "row in influence.rows", caption="What influences the child")


def strip(document: Any) -> None:
    """Context: documents/pictures/rag_strip.py, as `strip`."""
    with condition(document, "strip"):
        _picture(document, "strip")
