"""From the XML of a template's part to a Jinja template: docxtpl's tag dialect, then our rules on its syntax tree."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from jinja2 import nodes
from lxml import etree

from packgen.word.environment import environment
from packgen.word.faults import TemplateError

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p(?=[ >/])")
_NAME = re.compile(r"<(/?)([^\s/>]+)")
_HOLDS_PARAGRAPHS_OR_RUNS = frozenset(
    f"w:{name}" for name in "body p tbl tr tc sdtContent hdr ftr footnote endnote txbxContent hyperlink ins".split()
)
_FORBIDDEN = (
    nodes.Include,
    nodes.Import,
    nodes.FromImport,
    nodes.Extends,
    nodes.Block,
    nodes.Macro,
    nodes.CallBlock,
    nodes.FilterBlock,
    nodes.EvalContextModifier,
    nodes.AssignBlock,
)
_UNTRUSTED = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True, huge_tree=False
)


def parse_part(data: bytes) -> etree._Element:
    """The tree of a part of an untrusted package: no entities, no comments, no processing instructions.

    Raises TemplateError when it is not well formed or declares a document type.
    """
    try:
        root = etree.fromstring(data, _UNTRUSTED)
    except etree.XMLSyntaxError as error:
        raise TemplateError("A part of this Word file is damaged.", "Open it in Word and save it again.") from error
    if root.getroottree().docinfo.doctype:
        raise TemplateError("This Word file declares entities, which Word never writes.", "Do not use it; ask who sent it.")
    return root


def to_jinja(data: bytes) -> str:
    """The part as Jinja source in which every paragraph begins on a line of its own."""
    return with_lines(patched(etree.tostring(parse_part(data), encoding="unicode")))


def patched(xml: str) -> str:
    """docxtpl's own rewriting of its tags, so that a template means here what it means there."""
    from docxtpl import DocxTemplate  # only when a template is compiled: importing it takes longer than a merge

    return _TAG.sub(lambda tag: html.unescape(tag.group()), DocxTemplate(None).patch_xml(xml))


def with_lines(source: str) -> str:
    """A line break inside each paragraph's start tag: it maps faults to paragraphs and means nothing in XML."""
    return _PARAGRAPH.sub("<w:p\n", source.replace("\n", " "))


def parse(source: str) -> nodes.Template:
    """The syntax tree with our rules applied. Raises TemplateError for what templates may not do."""
    tree = environment().parse(source)
    for forbidden in tree.find_all(_FORBIDDEN):
        what = type(forbidden).__name__.lower()
        hint = "Templates hold loops, conditions and values only."
        raise TemplateError(f"The template uses {what!r}, which templates may not use.", hint)
    _say_where_values_stand(tree)
    return tree


def _say_where_values_stand(tree: nodes.Template) -> None:
    """Wrap each printed value that does not stand in a run's text in the filter for its place."""
    place = Place()
    for output in outputs(tree):
        for position, node in enumerate(output.nodes):
            if isinstance(node, nodes.TemplateData):
                place.read(node.data)
            elif (name := place.filter_name) is not None:
                output.nodes[position] = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
    for joined in tree.find_all(nodes.Concat):
        joined.nodes = [nodes.Filter(n, "string", [], [], None, None, lineno=n.lineno) for n in joined.nodes]


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
            return "packgen_in_markup"
        tag = self._since_tag[: self._since_tag.index(">") + 1]
        if found[1] or tag.endswith("/>") or found[2] in _HOLDS_PARAGRAPHS_OR_RUNS:
            return "packgen_as_elements"
        return None if found[2] == "w:t" else "packgen_in_markup"
