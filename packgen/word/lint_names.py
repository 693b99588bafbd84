"""What the tags ask for, held against what the context offers; filters, and expressions that templates may not use."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from jinja2 import nodes

from packgen.word.environment import FILTER_NAMES, GLOBAL_NAMES, METHODS, environment
from packgen.word.rules import AS_ELEMENTS, AS_TEXT, IN_MARKUP
from packgen.word.shapes import ANYTHING, Shape

_SAME_SHAPE = frozenset(("sort", "unique", "list", "select", "reject", "selectattr", "rejectattr", "default", "d"))
_OURS = frozenset((AS_TEXT, IN_MARKUP, AS_ELEMENTS))
_AN_ENTRY = frozenset(("first", "last"))
Fault = tuple[int, str, str]  # line of the source, message, hint


class Names:
    """Walks a syntax tree, finding `faults` and the `used` paths of the context. Without a shape names go unchecked."""

    def __init__(self, shape: Shape | None) -> None:
        self.faults: list[Fault] = []
        self.used: set[str] = set()
        self._checked = shape is not None
        self._scopes: list[dict[str, Shape]] = [dict(shape.names) if shape else {}]

    def walk(self, statements: Iterable[nodes.Node]) -> None:
        """Take the statements of a block in order."""
        for node in statements:
            if isinstance(node, nodes.Output):
                for printed in node.nodes:
                    self._shape(printed)
            elif isinstance(node, nodes.For):
                self._loop(node)
            elif isinstance(node, nodes.If):
                self._shape(node.test)
                self.walk([*node.body, *node.elif_, *node.else_])
            elif isinstance(node, nodes.Assign):
                self._assign(node.target, self._shape(node.node))
            elif isinstance(node, nodes.With):
                self._with(node)

    def _loop(self, node: nodes.For) -> None:
        over = self._shape(node.iter)
        entry = over.entry or ANYTHING
        if over.entry is not None:
            self.used.add(over.entry.path)
        self._scopes.append({"loop": ANYTHING})
        self._assign(node.target, entry)
        if node.test is not None:
            self._shape(node.test)
        self.walk(node.body)
        self._scopes.pop()
        self.walk(node.else_)

    def _with(self, node: nodes.With) -> None:
        self._scopes.append({})
        for target, value in zip(node.targets, node.values, strict=True):
            self._assign(target, self._shape(value))
        self.walk(node.body)
        self._scopes.pop()

    def _assign(self, target: nodes.Node, shape: Shape) -> None:
        if isinstance(target, nodes.Name):
            self._scopes[-1][target.name] = shape
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._assign(item, ANYTHING)

    def _shape(self, node: nodes.Node) -> Shape:
        kinds = {
            nodes.Name: self._name,
            nodes.Getattr: self._attribute,
            nodes.Getitem: self._item,
            nodes.Call: self._call,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.CondExpr: self._choice,
        }
        take = kinds.get(type(node))  # type: ignore[arg-type]
        if take is not None:
            found: Shape = take(node)  # type: ignore[operator]
            self.used.add(found.path)
            return found
        for child in node.iter_child_nodes():
            self._shape(child)
        return ANYTHING

    def _name(self, node: nodes.Name) -> Shape:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        if self._checked and node.name not in GLOBAL_NAMES:
            known = {name for scope in self._scopes for name in scope}
            self._unknown(node, node.name, known, "")
        return ANYTHING

    def _attribute(self, node: nodes.Getattr) -> Shape:
        return self._below(node, self._shape(node.node), node.attr)

    def _item(self, node: nodes.Getitem) -> Shape:
        base = self._shape(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._below(node, base, node.arg.value)
        self._shape(node.arg)
        return base.entry or ANYTHING

    def _below(self, node: nodes.Node, base: Shape, name: str) -> Shape:
        if name.startswith("_"):
            self._say(node, f"{name!r} reaches inside the program, which templates may not do.", "Remove that tag.")
            return ANYTHING
        if name in base.names:
            return base.names[name]
        if not base.open and self._checked and name not in METHODS:
            if base.entry is not None:
                hint = "Go through it with {% for one in " + base.path + " %}, then ask for the name of each one."
                self._say(node, f"{base.path} is a list; {name!r} cannot be asked of a list.", hint)
            else:
                self._unknown(node, name, base.names, base.path)
        return ANYTHING

    def _call(self, node: nodes.Call) -> Shape:
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._shape(argument)
        called = node.node
        if isinstance(called, nodes.Getattr) and called.attr in METHODS:
            self._shape(called.node)
        elif not (isinstance(called, nodes.Name) and called.name in GLOBAL_NAMES):
            self._say(
                node, "A tag calls something, which templates may not do.", "Print a value of the context instead."
            )
        return ANYTHING

    def _filter(self, node: nodes.Filter) -> Shape:
        base = self._shape(node.node) if node.node is not None else ANYTHING
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self._shape(argument)
        if node.name not in FILTER_NAMES | _OURS:
            near = difflib.get_close_matches(node.name, sorted(FILTER_NAMES), 1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(sorted(FILTER_NAMES))}."
            self._say(node, f"There is no filter {node.name!r}.", hint)
        if node.name in _SAME_SHAPE:
            return base
        return base.entry or ANYTHING if node.name in _AN_ENTRY else ANYTHING

    def _test(self, node: nodes.Test) -> Shape:
        if node.name not in environment().tests:
            near = difflib.get_close_matches(node.name, list(environment().tests), 1)
            self._say(
                node, f"There is no test {node.name!r}.", f"Did you mean {near[0]!r}?" if near else "Use == or in."
            )
        checked = self._checked
        self._checked = checked and node.name not in ("defined", "undefined")
        self._shape(node.node)
        self._checked = checked
        for argument in node.args:
            self._shape(argument)
        return ANYTHING

    def _choice(self, node: nodes.CondExpr) -> Shape:
        self._shape(node.test)
        shapes = [self._shape(part) for part in (node.expr1, node.expr2) if part is not None]
        return next((shape for shape in shapes if shape.names or shape.entry), ANYTHING)

    def _unknown(self, node: nodes.Node, name: str, known: Iterable[str], path: str) -> None:
        near = difflib.get_close_matches(name, sorted(known), 1)
        where = f"in {path}" if path else "in this document"
        offered = ", ".join(sorted(known)[:12]) or "nothing"
        hint = f"Did you mean {near[0]!r}?" if near else f"It has: {offered}."
        self._say(node, f"There is no {name!r} {where}.", hint)

    def _say(self, node: nodes.Node, message: str, hint: str) -> None:
        self.faults.append((node.lineno, message, hint))
