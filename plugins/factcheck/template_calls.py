"""Calls of macros: a macro written out where it is called, or a function for each set of arguments that are known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from factcheck.template_macros import Known, Macro, NotStraightError
from factcheck.template_scope import Scope, Text, call
from factcheck.template_values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from jinja2 import nodes

    from factcheck.template_macros import Templates

Piece = str | ast.expr
Given = dict[str, Macro | Known | ast.expr]

# What these macros print of an item stands on many pages; it is printed once.
_REMEMBERED: Final = frozenset({"card", "cell", "small_band"})
# In nodes: a larger macro is a function, because to compile it at each place would cost more than calls do.
_LARGEST: Final = 16


class Calls(Values):
    """Writes calls of macros."""

    def __init__(self, templates: Templates, translate: Callable[[str], str], constants: Mapping[str, object]) -> None:
        super().__init__(templates, translate, constants)
        self.functions: list[ast.stmt] = []
        self._named: dict[object, str | None] = {}
        self._open: list[nodes.Macro] = []

    def statements(self, found: Iterable[nodes.Node], scope: Scope) -> list[Piece]:
        """Return what statements print."""
        raise NotImplementedError

    def define(
        self, name: str, parameters: Sequence[ast.Name], pieces: Iterable[Piece], *, is_remembered: bool = False
    ) -> None:
        """Add a function that returns what is printed."""
        given = ast.arguments([], [ast.arg(parameter.id) for parameter in parameters], None, [], [], None, [])
        around: list[ast.expr] = [ast.Name("remembered", ast.Load())] if is_remembered else []
        self.functions.append(ast.FunctionDef(name, given, [ast.Return(joined(pieces))], around))

    def called(self, node: nodes.Call, macro: Macro, scope: Scope, body: ast.expr | None = None) -> list[Piece]:
        """Return what a call of a macro prints, with the block that it is handed."""
        given = self._given(node, macro, scope)
        is_free = all(isinstance(value, Macro) or scope.is_simple(value) for value in given.values())
        is_worth_it = (macro.size <= _LARGEST or macro.callers == 1) and macro.node.name not in _REMEMBERED
        if bool(macro.callers) != (body is not None):
            raise NotStraightError
        if macro.node in self._open or not is_free or not is_worth_it:
            return [self._call_of(macro, given, body)]
        return self._inside(macro, given, body)

    def text_of(self, node: nodes.Call, macro: Macro, scope: Scope) -> ast.expr:
        """Return what a call of a macro prints, in one piece."""
        if macro.callers:
            raise NotStraightError
        return self._call_of(macro, self._given(node, macro, scope), None)

    def _given(self, node: nodes.Call, macro: Macro, scope: Scope) -> Given:
        """Return what a call gives for each parameter of a macro."""
        return {name: self.macro(value, scope) or self.value(value, scope) for name, value in macro.arguments(node)}

    def _inside(self, macro: Macro, given: Given, body: ast.expr | None) -> list[Piece]:
        """Return what a macro prints where its parameters are these."""
        self._open.append(macro.node)
        caller = {} if body is None else {"caller": Text(body)}
        try:
            return self.statements(macro.node.body, Scope(macro.home, {**macro.home.names, **given, **caller}))
        finally:
            self._open.pop()

    def _call_of(self, macro: Macro, given: Given, body: ast.expr | None) -> ast.expr:
        """Return a call of a macro's function."""
        # Of a macro that calls itself with one more each time there would be no end.
        kinds = (Macro,) if macro.node in self._open else (Macro, Known)
        known: Given = {name: value for name, value in given.items() if isinstance(value, kinds)}
        rest = {n: self.as_code(v) for n, v in given.items() if n not in known and not isinstance(v, Macro)}
        return call(self._function(macro, known, [*rest], body), *rest.values(), *([body] if body else []))

    def _function(self, macro: Macro, known: Given, rest: Sequence[str], body: ast.expr | None) -> str:
        """Return the name of the function of a macro where some of its arguments are known."""
        key = (macro.node, *((name, _key(value)) for name, value in known.items()))
        if key not in self._named:
            own = {name: self.new(name) for name in rest}
            caller = self.new("caller") if body else None
            self._named[key] = name = self.new(macro.node.name).id
            try:
                pieces = self._inside(macro, {**known, **own}, caller)
            except NotStraightError:
                self._named[key] = None
                raise
            is_remembered = macro.node.name in _REMEMBERED and len(own) == 1 and not caller
            self.define(name, [*own.values(), *([caller] if caller else [])], pieces, is_remembered=is_remembered)
        found = self._named[key]
        if found is None:
            raise NotStraightError
        return found


def _key(value: object) -> object:
    """Return what tells apart what is known of two arguments: ``1`` and ``True`` are not printed alike."""
    if isinstance(value, Macro):
        return value.node
    known = value.value if isinstance(value, Known) else value
    return tuple(map(_key, known)) if isinstance(known, tuple) else (type(known), known)


def joined(pieces: Iterable[Piece]) -> ast.expr:
    """Return what pieces print, in one."""
    parts: list[ast.expr] = []
    text = ""
    for part in _flat(pieces):
        if isinstance(part, str):
            text += part
            continue
        parts += [ast.Constant(text)] if text else []
        parts.append(part if isinstance(part, ast.FormattedValue) else ast.FormattedValue(part, -1))
        text = ""
    parts += [ast.Constant(text)] if text or not parts else []
    if len(parts) > 1:
        return ast.JoinedStr(parts)
    return parts[0].value if isinstance(parts[0], ast.FormattedValue) else parts[0]


def _flat(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Yield pieces and what they consist of, texts as such."""
    for piece in pieces:
        if isinstance(piece, ast.JoinedStr):
            yield from _flat(piece.values)
        elif isinstance(piece, ast.Constant) and isinstance(piece.value, str):
            yield piece.value
        else:
            yield piece
