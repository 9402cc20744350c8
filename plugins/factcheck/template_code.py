"""Templates compiled to straight code: a Python function for each page, in which nothing is looked up or asked for.

A page is one expression: text, values that are escaped, conditions and loops inside of one another. Macros are written
out where they are called, or are functions of their own; messages are translated when a template is compiled. What is
compiled prints the same as Jinja, letter for letter, or raises an error. Where that is not certain (a macro looks at
what a page was given, a name is bound on some ways only) a template is not compiled at all.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, nodes

from factcheck.template_calls import Calls, Piece, joined
from factcheck.template_macros import Filled, Known, Macro, NotStraightError, blocks_of, chain_of, imports, is_call
from factcheck.template_runtime import escaped
from factcheck.template_scope import LOAD, STORE, Loop, Scope, Text, call
from factcheck.template_values import parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import CodeType

    from factcheck.template_macros import Library, Templates
    from factcheck.template_scope import Bound

# A loop over so many known values is written out.
_LONGEST: Final = 6
# What a template that extends another one can do beside filling blocks.
_BINDING: Final = (nodes.Assign, nodes.FromImport, nodes.Import, nodes.Macro)


class Code(Calls):
    """The code of some templates in a language, for an environment with autoescape."""

    def __init__(self, templates: Templates, translate: Callable[[str], str], constants: Mapping[str, object]) -> None:
        super().__init__(templates, translate, constants)
        self._blocks: dict[str, list[Filled]] = {}

    def page(self, name: str) -> str | None:
        """Compile a template that is given ``view``; return the name of its function, None where it cannot be."""
        view, function = self.new("view"), self.new("page").id
        names: dict[str, Bound] = {"view": view}
        try:
            chain = chain_of(self.templates, name)
            self._blocks = blocks_of(chain)
            pieces = [piece for library in chain for piece in self._top(library, names, is_last=library is chain[-1])]
        except (NotStraightError, TemplateSyntaxError):
            return None
        self.define(function, [view], pieces)
        return function

    def module(self) -> CodeType:
        """Return code that sets up all functions; what they call is in ``template_runtime``."""
        marked: list[ast.stmt] = [
            ast.Assign([ast.Name(name, STORE)], call("Markup", ast.Constant(text)))
            for text, name in self.markup.items()
        ]
        tree = ast.fix_missing_locations(ast.Module([*marked, *self.functions], []))
        return compile(tree, "<templates>", "exec", dont_inherit=True)

    def _top(self, library: Library, names: dict[str, Bound], *, is_last: bool) -> list[Piece]:
        """Return what a template prints; one that extends another binds names and fills blocks, and nothing else."""
        scope = Scope(library, names, page=names, is_top=True)
        if is_last:
            return self.statements(library.body, scope)
        begun = next(at for at, node in enumerate(library.body) if isinstance(node, nodes.Extends))
        rest = [node for node in library.body if not isinstance(node, nodes.Extends | nodes.Block)]
        rest = [node for node in rest if not isinstance(node, nodes.Output) or node in library.body[:begun]]
        if not all(isinstance(node, _BINDING) for node in rest):
            raise NotStraightError
        return self.statements(rest, scope)

    def statements(self, found: Iterable[nodes.Node], scope: Scope) -> list[Piece]:
        """Return what statements print."""
        return [piece for node in found for piece in self._statement(node, scope)]

    def _statement(self, node: nodes.Node, scope: Scope) -> Iterable[Piece]:
        """Return what a statement prints, and bind the names that it binds."""
        write: Callable[[nodes.Node, Scope], Iterable[Piece]] = getattr(
            self, f"_write_{type(node).__name__.lower()}", _refuse
        )
        return write(node, scope)

    def _write_output(self, node: nodes.Output, scope: Scope) -> Iterator[Piece]:
        for part in node.nodes:
            yield from self._printed(part, scope)

    def _printed(self, node: nodes.Node, scope: Scope) -> Iterable[Piece]:
        """Return what an expression prints."""
        if isinstance(node, nodes.TemplateData):
            return [node.data]
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            test = self.value(node.test, scope)
            if isinstance(test, Known):
                return self._printed(node.expr1 if test.value else node.expr2, scope)
            return [ast.IfExp(test, *(joined(self._printed(part, scope)) for part in (node.expr1, node.expr2)))]
        if isinstance(node, nodes.Call) and (pieces := self._printed_call(node, scope)) is not None:
            return pieces
        value = self.value(node, scope)
        if isinstance(value, Known):
            return [escaped(value.value)]
        is_safe = isinstance(node, nodes.Filter) and node.name == "safe" and isinstance(value, ast.Call)
        return [call("safe", *value.args) if is_safe else call("escaped", value)]  # type: ignore[attr-defined]  # a Call

    def _printed_call(self, node: nodes.Call, scope: Scope) -> list[Piece] | None:
        """Return what a call prints that prints text; None if it is one of another kind."""
        if is_call(node, "caller") and isinstance(caller := scope.names.get("caller"), Text):
            return [caller.code]
        if is_call(node, "super") and "super" not in scope.names:
            return self._filled(scope.above, scope)
        if macro := self.macro(node.node, scope):
            return self.called(node, macro, scope)
        message = self.message(node, scope)
        if message is not None:
            return self._message(message, node, scope)
        words = self.words(node, scope)
        return None if words is None else [words]

    def _message(self, message: str, node: nodes.Call, scope: Scope) -> list[Piece]:
        """Return a message and what fills its blanks."""
        given = {word.key: word.value for word in node.kwargs}
        found: list[Piece] = []
        for text, name in parts_of(message):
            found.append(text)
            if name and name not in given:
                raise NotStraightError
            found += self._printed(given[name], scope) if name else []
        return found

    def _write_if(self, node: nodes.If, scope: Scope) -> Iterator[Piece]:
        """Yield what an if prints; of one whose outcome is known, only what comes of it."""
        test = self.value(node.test, scope)
        if isinstance(test, Known):
            yield from self.statements(node.body, scope) if test.value else self._otherwise(node, scope)
            return
        yield from self._begin(node, scope)
        yes, no = scope.way(), scope.way()
        yield ast.IfExp(test, joined(self.statements(node.body, yes)), joined(self._otherwise(node, no)))
        for name in {**yes.names, **no.names}:
            one, other = yes.names.get(name), no.names.get(name)
            scope.names[name] = one if one is other else None

    def _otherwise(self, node: nodes.If, scope: Scope) -> list[Piece]:
        """Return what an if prints when its test fails."""
        if not node.elif_:
            return self.statements(node.else_, scope)
        first, *more = node.elif_
        return list(self._write_if(nodes.If(first.test, first.body, more, node.else_), scope))

    def _begin(self, node: nodes.If, scope: Scope) -> Iterator[Piece]:
        """Give a variable to each name that only some ways through an if bind."""
        for name in dict.fromkeys(_set_in([node])):
            if name in scope.changing:
                continue
            before = scope.names.get(name)
            if name in self.constants or not isinstance(before, ast.expr | Known | None):
                raise NotStraightError
            scope.changing[name] = self.new(name)
            if before is not None:
                yield self._keep(name, self.as_code(before), scope)

    def _write_assign(self, node: nodes.Assign, scope: Scope) -> Iterator[Piece]:
        yield from self._bind(node.target, node.node, scope, scope)

    def _write_assignblock(self, node: nodes.AssignBlock, scope: Scope) -> Iterator[Piece]:
        if node.filter is not None or not isinstance(node.target, nodes.Name):
            raise NotStraightError
        text = call("Markup", joined(self.statements(node.body, scope.inner())))
        yield self._keep(node.target.name, text, scope)

    def _write_with(self, node: nodes.With, scope: Scope) -> Iterator[Piece]:
        inside = scope.inner()
        for target, value in zip(node.targets, node.values, strict=True):
            yield from self._bind(target, value, scope, inside)
        yield from self.statements(node.body, inside)

    def _bind(self, target: nodes.Node, node: nodes.Node, source: Scope, scope: Scope) -> Iterator[Piece]:
        """Bind a name to an expression; where that can be written down again and again, nothing need be kept."""
        value = self.macro(node, source) or self.value(node, source)
        if not isinstance(target, nodes.Name):
            raise NotStraightError
        if target.name not in scope.changing and (isinstance(value, Macro) or source.is_simple(value)):
            scope.names[target.name] = value
        elif isinstance(value, Macro):
            raise NotStraightError
        else:
            yield self._keep(target.name, self.as_code(value), scope)

    def _keep(self, name: str, code: ast.expr, scope: Scope) -> ast.expr:
        """Return what puts a value into the variable of a name, and prints nothing."""
        variable = scope.changing.get(name) or self.new(name)
        scope.names[name] = variable
        stored = ast.NamedExpr(ast.Name(variable.id, STORE), code)
        return ast.Subscript(ast.Tuple([stored, ast.Constant("")], LOAD), ast.Constant(1), LOAD)

    def _write_for(self, node: nodes.For, scope: Scope) -> Iterator[Piece]:
        items = self.value(node.iter, scope)
        if node.recursive:
            raise NotStraightError
        if isinstance(items, Known) and isinstance(items.value, tuple) and _can_be_written_out(node, items.value):
            (name,) = _names_in(node.target)
            for item in items.value:
                yield from self.statements(node.body, scope.inner({name: Known(item)}))
        else:
            yield self._loop(node, self.as_code(items), scope)

    def _loop(self, node: nodes.For, items: ast.expr, scope: Scope) -> ast.expr:
        """Return what a loop over some items prints."""
        names: dict[str, Bound] = {name: self.new(name) for name in _names_in(node.target)}
        target = _target(node.target, names, STORE)
        if node.test:
            test = self.code(node.test, scope.inner(names))
            items = _each(_target(node.target, names, LOAD), target, items, [test])
        loop = Loop(self.new("at"), self.new("all"))
        body = joined(self.statements(node.body, scope.inner({**names, "loop": loop})))
        is_sized = loop.is_asked or bool(node.else_)
        each: ast.expr = loop.all if is_sized else items
        if loop.is_asked:
            each, target = call("enumerate", each), ast.Tuple([ast.Name(loop.at.id, STORE), target], STORE)
        printed = _each(body, target, each, [])
        text = ast.Call(ast.Attribute(ast.Constant(""), "join", LOAD), [printed], [])
        if not is_sized:
            return text
        stored = ast.NamedExpr(ast.Name(loop.all.id, STORE), call("sized", items))
        return ast.IfExp(stored, text, joined(self.statements(node.else_, scope.inner())))

    def _write_block(self, node: nodes.Block, scope: Scope) -> list[Piece]:
        return self._filled(self._blocks.get(node.name, ()), scope)

    def _filled(self, filled: Sequence[Filled], scope: Scope) -> list[Piece]:
        """Return what the first of those prints that fill a block."""
        if not filled or scope.page is None or any(one.node.scoped or one.node.required for one in filled):
            raise NotStraightError
        first, *above = filled
        return self.statements(first.node.body, Scope(first.home, dict(scope.page), page=scope.page, above=above))

    def _write_callblock(self, node: nodes.CallBlock, scope: Scope) -> list[Piece]:
        macro = self.macro(node.call.node, scope)
        if macro is None or node.args:
            raise NotStraightError
        # A block that is handed over has no caller of its own.
        inside = scope.inner({"caller": None} if "caller" in scope.names else {})
        return self.called(node.call, macro, scope, joined(self.statements(node.body, inside)))

    def _write_import(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> tuple[Piece, ...]:
        scope.names.update(imports(node))
        return ()

    _write_fromimport = _write_import

    def _write_macro(self, node: nodes.Macro, scope: Scope) -> tuple[Piece, ...]:
        if not scope.is_top:
            raise NotStraightError
        scope.names[node.name] = Macro(node, scope.home)
        return ()

    def _write_include(self, node: nodes.Include, scope: Scope) -> list[Piece]:
        if not isinstance(node.template, nodes.Const) or not node.with_context or node.ignore_missing:
            raise NotStraightError
        library = self.templates[node.template.value]
        return self.statements(library.body, Scope(library, dict(scope.names), is_top=True))


def _refuse(_node: nodes.Node, _scope: Scope) -> list[Piece]:
    raise NotStraightError


def _can_be_written_out(node: nodes.For, items: tuple[object, ...]) -> bool:
    """Tell whether a loop over known items can be written out item by item."""
    asks = any(name.name == "loop" for part in node.body for name in part.find_all(nodes.Name))
    is_plain = isinstance(node.target, nodes.Name) and not (asks or node.test or node.else_)
    return is_plain and len(items) <= _LONGEST


def _set_in(found: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the names that conditions bind."""
    for node in found:
        if isinstance(node, nodes.If):
            yield from _set_in([*node.body, *node.elif_, *node.else_])
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            yield from _names_in(node.target)


def _names_in(node: nodes.Node) -> list[str]:
    """Return the names that a target binds."""
    return [node.name] if isinstance(node, nodes.Name) else [name.name for name in node.find_all(nodes.Name)]


def _target(node: nodes.Node, names: Mapping[str, Bound], use: ast.expr_context) -> ast.expr:
    """Return a target as Python."""
    if isinstance(node, nodes.Name) and isinstance(variable := names[node.name], ast.Name):
        return ast.Name(variable.id, use)
    if not isinstance(node, nodes.Tuple):
        raise NotStraightError
    return ast.Tuple([_target(item, names, use) for item in node.items], use)


def _each(body: ast.expr, target: ast.expr, items: ast.expr, tests: list[ast.expr]) -> ast.ListComp:
    return ast.ListComp(body, [ast.comprehension(target, items, tests, 0)])
