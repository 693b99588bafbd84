"""The minutes: a shell before the meeting, the full record after it."""

from __future__ import annotations

from typing import Any

from tools.templates import pictures
from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.parts import (
    Column,
    bullets,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    notice,
    otherwise,
    paragraph,
    signature_block,
    title,
)
from tools.templates.statements import (
    CONFIDENTIALITY,
    CONFLICTS,
    EQUALITY,
    earlier_actions_table,
    looked_at_table,
    meeting_rows,
)
from tools.templates.tagged_tables import tagged_details, tagged_table

_FIRST = 13


def minutes() -> Any:
    """Context: documents/minutes.py."""
    document = office_paper()
    title(document)
    _opening(document)
    _people(document)
    _items(document)
    _outcome(document)
    _closing(document)
    return document


def _optional(test: str, *lines: str) -> list[str]:
    return [f"{{%p if {test} %}}", *lines, "{%p endif %}"]


def _or_nothing(value: str) -> list[str]:
    """A text alone in its cell; an empty paragraph where there is none, for a cell must hold one."""
    return [f"{{%p if {value} %}}", f"{{{{ {value} }}}}", "{%p else %}", "", "{%p endif %}"]


def _opening(document: Any) -> None:
    with condition(document, "not held"):
        notice(
            document,
            "Type into this paper during the meeting. In the tables of attendance, decisions and actions keep the "
            "columns and their headings; add rows below, or delete rows. Leave Ref empty in a new row.",
        )
    rows = [*meeting_rows(), ("Ended", "{% if meeting.ended or held %}{{ meeting.ended }}{% endif %}")]
    details_table(document, rows, caption="The meeting")
    with condition(document, "changed"):
        heading(document, "What is different in this version")
        paragraph(document, "{{ changed }}")
    with condition(document, "reason"):
        heading(document, "Why the meeting was held")
        paragraph(document, "{{ reason }}")
    with condition(document, "background"):
        heading(document, "How it came about")
        columns = [Column("What", "{{ row.label }}", 50), Column("As recorded", "{{ row.value }}", PORTRAIT_MM - 50)]
        loop_table(document, columns, "row in background", caption="How the meeting came about")
    looked_at_table(document)
    heading(document, "Children discussed")
    name = ["{{ child.name }}", *_optional("child.known_as", "known as {{ child.known_as }}")]
    born = ["{{ child.date_of_birth | short_date }}", *_optional("child.age", "aged {{ child.age }}")]
    columns = [
        Column("Child", name, 65),
        Column("Date of birth", born, 50),
        Column("Status", "{{ child.status }}", PORTRAIT_MM - 115),
    ]
    loop_table(document, columns, "child in children", caption="Children discussed")
    pictures.ecomap(document, named=True)
    pictures.rings(document)
    pictures.timeline(document, named=True)


def _people(document: Any) -> None:
    heading(document, "Attendance")
    role = ["{{ person.role }}", *_optional("person.agency", "{{ person.agency }}")]
    columns = [
        Column("Name", "{{ person.name or '' }}", 36),
        Column("Role and agency", role, 46),
        Column("Present", "{{ person.present or '' }}", 18),
        Column("In their place", "{{ person.deputy or '' }}", 28),
        Column("Tie declared", _or_nothing("person.conflict"), 24),
    ]
    tagged_table(
        document, "attendance", "attendance", columns, each="person in attendance", caption="Attendance", blank_rows=3
    )
    paragraph(document, "Present: Yes, Part or No.", "Small print")
    rows = [
        ("Apologies", "{{ absent.apologies | join('; ') or 'none' }}"),
        ("Did not come", "{% if held %}{{ absent.without | join('; ') or 'nobody without apologies' }}{% endif %}"),
        ("Could decide", _quorum()),
    ]
    details_table(document, rows, caption="Who was missing, and whether the meeting could decide")
    with condition(document, "left_out"):
        columns = [
            Column("Left out on purpose", "{{ one.role }}", 50),
            Column("Reason", "{{ one.reason }}", 70),
            Column(
                "Decided by",
                ["{{ one.by }}", *_optional("one.date", "{{ one.date | short_date }}")],
                PORTRAIT_MM - 120,
            ),
        ]
        loop_table(document, columns, "one in left_out", caption="Who was left out on purpose")
    with condition(document, "family"):
        family = ["{{ one.who }}"]
        columns = [
            Column("Child or family", family, 60),
            Column("Takes part in", "{{ one.joins }}", 30),
            Column("Reason", _or_nothing("one.reason"), PORTRAIT_MM - 90),
        ]
        loop_table(document, columns, "one in family", caption="How the child and family take part")
    paragraph(document, f"**Read out by the chair.** {CONFIDENTIALITY} {EQUALITY} {CONFLICTS}")


def _quorum() -> str:
    each = "{% for need in quorum.needed %}{{ need.label }}: {{ need.who or 'nobody' }}. {% endfor %}"
    yes = "{% if not quorum.set %}no quorum is set for this type of meeting{% elif held %}{% if quorum.met %}**Yes.** {% else %}**No: {{ quorum.missing | join(', ') }} missing.** {% endif %}"
    return f"{yes}{each}{{% else %}}Needs: {{{{ quorum.labels | join(', ') }}}}{{% endif %}}"


def _items(document: Any) -> None:
    heading(document, "Actions from earlier meetings")
    earlier_actions_table(document)
    heading(document, "What was said")
    with loop(document, "item in items"):
        heading(document, "{{ item.number }}. {{ item.heading }}", 2)
        with condition(document, "item.notes"):
            with loop(document, "note in item.notes"):
                paragraph(document, "{{ note }}")
            otherwise(document)
            with condition(document, "held"):
                paragraph(document, "Nothing was recorded under this item.")
                otherwise(document)
                bullets(document, "prompt in item.prompts")
                paragraph(document, "")
                paragraph(document, "")
    with condition(document, "unrecorded"):
        paragraph(document, "No note was made under: {{ unrecorded | join('; ') }}.", "Small print")


def _outcome(document: Any) -> None:
    heading(document, "Decisions")
    with condition(document, "not held"):
        paragraph(document, "The meeting may decide one or several of these:", keep_with_next=True)
        record = "{% if one.must_record %} (record: {{ one.must_record | join('; ') }}){% endif %}"
        bullets(document, "one in permitted", "{{ one.label }}" + record)
    decision = [
        "**{{ decision.label }}**",
        *_optional("decision.text", "{{ decision.text }}"),
        *_optional("decision.children", "For: {{ decision.children }}"),
        *_optional("decision.interviews", "Part in interviews:", "{{ decision.interviews }}"),
        *_optional("decision.destination", "Recorded as: {{ decision.destination }}"),
        *_optional("decision.owner", "Owner: {{ decision.owner }}"),
    ]
    dissent = [
        "{%p for one in decision.dissent %}",
        "**{{ one.by }}**",
        "{{ one.reason }}",
        *_optional("one.escalated_to", "Taken to: {{ one.escalated_to }}"),
        "{%p else %}",
        "",
        "{%p endfor %}",
    ]
    reason = _or_nothing("decision.rationale")
    columns = [
        Column("Decision", decision, 60),
        Column("Reason", reason, 50),
        Column("Who disagreed, and why", dissent, PORTRAIT_MM - _FIRST - 110),
    ]
    tagged_table(document, "decisions", "decision", columns, each="decision in decisions", caption="Decisions")
    heading(document, "Actions")
    what = [
        "{{ action.what }}",
        *_optional("action.share_with_family", "The family may be told:", "{{ action.share_with_family }}"),
        *_optional("action.progress", "Progress:", "{{ action.progress }}"),
        *_optional("action.dropped", "No longer needed:", "{{ action.dropped }}"),
    ]
    owner = ["{{ action.owner or '' }}", *_optional("action.agency", "{{ action.agency }}")]
    due = (
        "{% if action.immediate %}straight away{% if action.due %}, {% endif %}{% endif %}"
        "{% if action.due %}{{ action.due | short_date }}{% endif %}"
    )
    done = "{% if action.done_on %}{{ action.done_on | short_date }}{% endif %}"
    columns = [
        Column("Action", what, 66),
        Column("Owner", owner, 36),
        Column("Due", due, 25),
        Column("Done", done, PORTRAIT_MM - _FIRST - 127),
    ]
    tagged_table(document, "actions", "action", columns, each="action in actions", caption="Actions", blank_rows=6)


def _closing(document: Any) -> None:
    heading(document, "Next meeting")
    latest = "{% if next.latest %}{{ next.latest | short_date }}{% else %}no limit applies{% endif %}"
    rows = [
        ("Next meeting", "{% if next.arranged or held %}{{ next.arranged }}{% endif %}"),
        ("No later than", latest),
        ("How often from now", "{% if frequency.interval %}{{ frequency.interval }}{% endif %}"),
        ("Who tells the child", "{% if who_tells_the_child or held %}{{ who_tells_the_child }}{% endif %}"),
    ]
    table = details_table(document, rows, caption="Next meeting")
    tagged_details(document, table, "next_meeting", "Next meeting")
    with condition(document, "frequency.reason"):
        paragraph(document, "Why so often: {{ frequency.reason }}")
    with condition(document, "agree_to_end"):
        paragraph(document, "Agree that the meetings end: {{ agree_to_end | join(', ') }}.")
    with condition(document, "overrides"):
        _overrides(document)
    with loop(document, "note in notes"):
        paragraph(document, "{{ note.text }}{% if note.rules %} ({{ note.rules }}){% endif %}", "Small print")
    with condition(document, "told"):
        heading(document, "Told of this meeting")
        columns = [
            Column("Who", ["{{ one.label }}", *_optional("one.name", "{{ one.name }}")], 110),
            Column("On", "{% if one.on %}{{ one.on | short_date }}{% else %}not yet{% endif %}", PORTRAIT_MM - 110),
        ]
        loop_table(document, columns, "one in told", caption="Told of this meeting")
    heading(document, "Who gets these minutes")
    paragraph(document, "{{ distribution | join('; ') or 'not yet known' }}.")
    heading(document, "Approval")
    with condition(document, "approved.on"):
        paragraph(document, "Approved on {{ approved.on | short_date }} by {{ approved.by }}.")
        otherwise(document)
        signature_block(document, ["Chair"], caption="Approval")


def _overrides(document: Any) -> None:
    heading(document, "Where the meeting went on although guidance was not met")
    columns = [
        Column("What was not met", ["{{ one.says }}", "({{ one.rule }})"], 65),
        Column("Decided by", ["{{ one.by }}", "{{ one.role }}", "{{ one.date | short_date }}"], 45),
        Column("Reason", "{{ one.reason }}", PORTRAIT_MM - 110),
    ]
    loop_table(document, columns, "one in overrides", caption="Where guidance was not met")
