"""What our rules change in the syntax tree of a template, and what they refuse.

A value means different things in a run's text, inside an attribute and between paragraphs. Jinja cannot know, so each
printed value is wrapped in the filter for the place where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

from packgen.word.faults import RenderError, TemplateError
from packgen.word.values import as_text

IN_MARKUP, AS_ELEMENTS, AS_TEXT = "packgen_in_markup", "packgen_as_elements", "packgen_as_text"
_NAME = re.compile(r"<(/?)([^\s/>]+)")
_HOLDS_PARAGRAPHS_OR_RUNS = frozenset(
    f"w:{name}"
    for name in (
        *("body", "p", "tbl", "tr", "tc", "sdtContent", "hdr", "ftr"),
        *("footnote", "endnote", "txbxContent", "hyperlink", "ins"),
    )
)
# docxtpl's way to print its own brackets
_BRACKETS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.EvalContextModifier: "autoescape",
    nodes.AssignBlock: "set without a value",
}


def apply_rules(tree: nodes.Template) -> None:
    """Apply our rules to `tree`. Raises TemplateError for what templates may not do."""
    for forbidden in tree.find_all(tuple(FORBIDDEN)):
        what = next(word for kind, word in FORBIDDEN.items() if isinstance(forbidden, kind))
        hint = "Templates hold values, loops and conditions only."
        raise TemplateError(f"The template uses {what!r}, which templates may not use.", hint)
    place = Place()
    for output in outputs(tree):
        for position, node in enumerate(output.nodes):
            if isinstance(node, nodes.TemplateData):
                node.data = _printed_brackets(node.data)
                place.read(node.data)
            elif (name := place.filter_name) is not None:
                output.nodes[position] = _filtered(node, name)
            else:
                output.nodes[position] = _worded(node)
    for joined in tree.find_all(nodes.Concat):
        joined.nodes = [_filtered(part, AS_TEXT) for part in joined.nodes]


def _worded(node: nodes.Expr) -> nodes.Expr:
    """What is always the same (`{{ true }}`), in our words: Jinja would write it out before we see it."""
    try:
        value = as_text(node.as_const(nodes.EvalContext(node.environment)))  # type: ignore[arg-type]
    except (nodes.Impossible, RenderError):
        return node
    return nodes.Const(value, lineno=node.lineno, environment=node.environment)


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=node.environment)


def _printed_brackets(data: str) -> str:
    for written, printed in _BRACKETS:
        data = data.replace(written, printed)
    return data


def outputs(node: nodes.Node) -> Iterator[nodes.Output]:
    """Every output of the tree in the order of the source."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Output):
            yield child
        else:
            yield from outputs(child)


class Place:
    """Where in the XML the text read so far ends."""

    def __init__(self) -> None:
        self._since_tag = ""

    def read(self, data: str) -> None:
        """Take the next stretch of the template's own XML."""
        start = data.rfind("<")
        self._since_tag = data[start:] if start >= 0 else self._since_tag + data

    @property
    def filter_name(self) -> str | None:
        """The filter for a value that stands here; None inside a run's text."""
        found = _NAME.match(self._since_tag)
        if found is None:
            return None
        if ">" not in self._since_tag:
            return IN_MARKUP
        tag = self._since_tag[: self._since_tag.index(">") + 1]
        if found[1] or tag.endswith("/>") or found[2] in _HOLDS_PARAGRAPHS_OR_RUNS:
            return AS_ELEMENTS
        return None if found[2] == "w:t" else IN_MARKUP
