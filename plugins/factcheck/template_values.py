"""Expressions of templates as Python, worked out already where all that they are made of is known."""

from __future__ import annotations

import ast
import keyword
import re
from typing import TYPE_CHECKING, Final

from jinja2 import filters, nodes, tests
from jinja2.nodes import EvalContext
from markupsafe import Markup

from factcheck.template_macros import Imported, Known, Macro, NotStraightError, is_dynamic
from factcheck.template_scope import LOAD, Loop, call, compared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from factcheck.template_macros import Templates
    from factcheck.template_scope import Bound, Scope, Value

_BLANK: Final = re.compile(r"%(?:\((\w+)\)s|(%))")
_SIGNS: Final[dict[type[nodes.Expr], ast.operator]] = {
    nodes.Add: ast.Add(), nodes.Sub: ast.Sub(), nodes.Mul: ast.Mult(), nodes.Div: ast.Div(),
    nodes.FloorDiv: ast.FloorDiv(), nodes.Mod: ast.Mod(), nodes.Pow: ast.Pow(),
}  # fmt: skip
_COMPARED: Final[dict[str, ast.cmpop]] = {
    "eq": ast.Eq(), "ne": ast.NotEq(), "gt": ast.Gt(), "gteq": ast.GtE(), "lt": ast.Lt(), "lteq": ast.LtE(),
    "in": ast.In(), "notin": ast.NotIn(),
}  # fmt: skip
# Filters, and the functions that do the same.
_FILTERS: Final = {"count": "len", "join": "listed", "length": "len", "safe": "Markup", "trim": "trimmed"}
# What is worked out when all its parts are known.
_FOLDED: Final = (nodes.BinExpr, nodes.Compare, nodes.Not, nodes.Tuple)


class Values:
    """Writes expressions. ``translate`` returns a message in the language of the pages; ``constants`` are globals.

    What a method is not certain of it refuses with NotStraightError.
    """

    def __init__(self, templates: Templates, translate: Callable[[str], str], constants: Mapping[str, object]) -> None:
        self.templates = templates
        self.translate = translate
        self.constants = constants
        self.markup: dict[str, str] = {}
        self._numbered = 0

    def new(self, name: str) -> ast.Name:
        """Return a name that nothing else has."""
        self._numbered += 1
        return ast.Name(f"{name}_{self._numbered}", LOAD)

    def text_of(self, node: nodes.Call, macro: Macro, scope: Scope) -> ast.expr:
        """Return what a call of a macro prints."""
        raise NotImplementedError

    def bound(self, name: str, scope: Scope) -> Bound:
        """Return what a name stands for."""
        if name not in scope.names:
            if name not in self.constants:
                raise NotStraightError
            return Known(self.constants[name])
        found = scope.names[name]
        if isinstance(found, Imported) and found.macro:
            return self.templates[found.template].names.get(found.macro)
        return found

    def macro(self, node: nodes.Node, scope: Scope) -> Macro | None:
        """Return the macro that an expression names; None if it names none."""
        if isinstance(node, nodes.Name) and node.name in scope.names:
            found = self.bound(node.name, scope)
        elif isinstance(node, nodes.Getattr):
            found = self._of_import(node, scope)
        else:
            return None
        return found if isinstance(found, Macro) else None

    def _of_import(self, node: nodes.Getattr, scope: Scope) -> Bound:
        """Return what an expression takes from an imported template; None if it is of another kind."""
        if not isinstance(node.node, nodes.Name) or node.node.name not in scope.names:
            return None
        home = self.bound(node.node.name, scope)
        if not isinstance(home, Imported):
            return None
        names = self.templates[home.template].names
        if node.attr not in names or isinstance(names[node.attr], Imported):
            raise NotStraightError
        return names[node.attr]

    def code(self, node: nodes.Node, scope: Scope) -> ast.expr:
        """Return an expression as Python."""
        return self.as_code(self.value(node, scope))

    def as_code(self, value: Value) -> ast.expr:
        """Return a value as Python."""
        if not isinstance(value, Known):
            return value
        known = value.value
        if isinstance(known, tuple):
            return ast.Tuple([self.as_code(Known(item)) for item in known], LOAD)
        if isinstance(known, Markup):
            return ast.Name(self.markup.setdefault(str(known), f"markup_{len(self.markup)}"), LOAD)
        if known is None or type(known) in (str, int, float, bool):
            return ast.Constant(known)
        raise NotStraightError

    def value(self, node: nodes.Node, scope: Scope) -> Value:
        """Return an expression as Python, or what it is if that is known."""
        if isinstance(node, nodes.Const):
            return Known(node.value)
        if isinstance(node, _FOLDED) and (known := self._folded(node, scope)):
            return known
        write: Callable[[nodes.Node, Scope], Value] = getattr(self, f"_of_{type(node).__name__.lower()}", _refuse)
        return write(node, scope)

    def _folded(self, node: nodes.Expr, scope: Scope) -> Known | None:
        """Return what an expression is if all its parts are known."""

        def known(part: object) -> object:
            if isinstance(part, list | tuple):
                return [known(item) for item in part]
            if isinstance(part, nodes.Operand):
                return nodes.Operand(part.op, known(part.expr))
            if not isinstance(part, nodes.Expr):
                return part
            found = self.value(part, scope)
            if not isinstance(found, Known):
                raise nodes.Impossible
            return nodes.Const(found.value)

        environment = self.templates.environment
        try:
            found = type(node)(*(known(getattr(node, name)) for name in node.fields), environment=environment)
            return Known(found.as_const(EvalContext(environment)))
        except nodes.Impossible:
            return None

    def _of_name(self, node: nodes.Name, scope: Scope) -> Value:
        if self._is_shared(node, scope):
            return call("shared", ast.Constant(node.name))
        found = self.bound(node.name, scope)
        if not isinstance(found, ast.expr | Known):
            raise NotStraightError
        return found

    def _is_shared(self, node: nodes.Node, scope: Scope) -> bool:
        """Tell whether an expression is a global of Jinja or of the site."""
        if not isinstance(node, nodes.Name) or node.name in scope.names or node.name in self.constants:
            return False
        found = self.templates.environment.globals.get(node.name)
        return found is not None and not _asks_for_context(found)

    def _of_getattr(self, node: nodes.Getattr, scope: Scope) -> Value:
        if isinstance(node.node, nodes.Name) and isinstance(loop := scope.names.get(node.node.name), Loop):
            return _of_loop(node.attr, loop)
        if (found := self._of_import(node, scope)) is not None:
            if isinstance(found, Known):
                return found
            raise NotStraightError
        value = self.code(node.node, scope)
        if not node.attr.isidentifier() or keyword.iskeyword(node.attr):
            return call("getattr", value, ast.Constant(node.attr))
        return ast.Attribute(value, node.attr, LOAD)

    def _of_getitem(self, node: nodes.Getitem, scope: Scope) -> Value:
        key: ast.expr
        if isinstance(node.arg, nodes.Slice):
            parts = (node.arg.start, node.arg.stop, node.arg.step)
            key = ast.Slice(*(self.code(part, scope) if part else None for part in parts))
        else:
            key = self.code(node.arg, scope)
        return ast.Subscript(self.code(node.node, scope), key, LOAD)

    def _of_call(self, node: nodes.Call, scope: Scope) -> Value:
        message = self.message(node, scope)
        if message is not None and not node.kwargs:
            return Known(_without_blanks(message))
        if words := self.words(node, scope):
            return call("Markup", words)
        if macro := self.macro(node.node, scope):
            return call("Markup", self.text_of(node, macro, scope))
        if not isinstance(node.node, nodes.Getattr) and not self._is_shared(node.node, scope):
            raise NotStraightError
        return self._called(self.code(node.node, scope), node, scope)

    def _called(self, function: ast.expr, node: nodes.Call | nodes.Filter | nodes.Test, scope: Scope) -> ast.Call:
        if is_dynamic(node):
            raise NotStraightError
        given = [ast.keyword(str(word.key), self.code(word.value, scope)) for word in node.kwargs]
        return ast.Call(function, [self.code(argument, scope) for argument in node.args], given)

    def message(self, node: nodes.Call, scope: Scope) -> str | None:
        """Return the translation of a call of gettext; None if it is none, or only known when a page is made."""
        if not _is_global(node.node, ("_", "gettext"), scope) or len(node.args) != 1 or is_dynamic(node):
            return None
        text = self.value(node.args[0], scope)
        return self.translate(text.value) if isinstance(text, Known) and type(text.value) is str else None

    def words(self, node: nodes.Call, scope: Scope) -> ast.expr | None:
        """Return the text of a message that is only known when a page is made; None if a call is of another kind."""
        if _is_global(node.node, ("_", "gettext"), scope):
            return self._called(ast.Name("say", LOAD), node, scope)
        if _is_global(node.node, ("ngettext",), scope):
            return self._called(ast.Name("count", LOAD), node, scope)
        return None

    def _of_filter(self, node: nodes.Filter, scope: Scope) -> Value:
        found = self.templates.environment.filters.get(node.name)
        if node.node is None or found is None or _asks_for_context(found):
            raise NotStraightError
        is_plain = not node.kwargs and not is_dynamic(node) and len(node.args) <= (node.name == "join")
        if is_plain and node.name in _FILTERS and found is filters.FILTERS[node.name]:
            return call(_FILTERS[node.name], *(self.code(part, scope) for part in (node.node, *node.args)))
        return self._asked("filtered", node, node.node, scope)

    def _asked(self, function: str, node: nodes.Filter | nodes.Test, of: nodes.Node, scope: Scope) -> ast.Call:
        """Return what asks Jinja for a filter or a test of a value."""
        found = self._called(ast.Name(function, LOAD), node, scope)
        found.args[:0] = [ast.Constant(node.name), self.code(of, scope)]
        return found

    def _of_test(self, node: nodes.Test, scope: Scope) -> Value:
        found = self.templates.environment.tests.get(node.name)
        if found is None or _asks_for_context(found):
            raise NotStraightError
        is_plain = found is tests.TESTS.get(node.name) and not (node.args or node.kwargs or is_dynamic(node))
        if is_plain and node.name == "none":
            return compared(self.code(node.node, scope), ast.Is(), ast.Constant(None))
        if is_plain and node.name == "defined" and isinstance(node.node, nodes.Getattr):
            return call("is_defined", self.code(node.node.node, scope), ast.Constant(node.node.attr))
        return self._asked("is_so", node, node.node, scope)

    def _of_condexpr(self, node: nodes.CondExpr, scope: Scope) -> Value:
        test = self.value(node.test, scope)
        if node.expr2 is None:
            raise NotStraightError
        if isinstance(test, Known):
            return self.value(node.expr1 if test.value else node.expr2, scope)
        return ast.IfExp(test, self.code(node.expr1, scope), self.code(node.expr2, scope))

    def _of_and(self, node: nodes.And, scope: Scope) -> Value:
        return ast.BoolOp(ast.And(), [self.code(node.left, scope), self.code(node.right, scope)])

    def _of_or(self, node: nodes.Or, scope: Scope) -> Value:
        return ast.BoolOp(ast.Or(), [self.code(node.left, scope), self.code(node.right, scope)])

    def _of_not(self, node: nodes.Not, scope: Scope) -> Value:
        return ast.UnaryOp(ast.Not(), self.code(node.node, scope))

    def _of_neg(self, node: nodes.Neg, scope: Scope) -> Value:
        return ast.UnaryOp(ast.USub(), self.code(node.node, scope))

    def _of_sign(self, node: nodes.BinExpr, scope: Scope) -> Value:
        return ast.BinOp(self.code(node.left, scope), _SIGNS[type(node)], self.code(node.right, scope))

    _of_add = _of_sub = _of_mul = _of_div = _of_floordiv = _of_mod = _of_pow = _of_sign

    def _of_compare(self, node: nodes.Compare, scope: Scope) -> Value:
        signs = [_COMPARED[operand.op] for operand in node.ops]
        return ast.Compare(self.code(node.expr, scope), signs, [self.code(o.expr, scope) for o in node.ops])

    def _of_concat(self, node: nodes.Concat, scope: Scope) -> Value:
        return call("joined", *(self.code(part, scope) for part in node.nodes))

    def _of_tuple(self, node: nodes.Tuple, scope: Scope) -> Value:
        return ast.Tuple([self.code(item, scope) for item in node.items], LOAD)

    def _of_list(self, node: nodes.List, scope: Scope) -> Value:
        return ast.List([self.code(item, scope) for item in node.items], LOAD)

    def _of_dict(self, node: nodes.Dict, scope: Scope) -> Value:
        keys: list[ast.expr | None] = [self.code(pair.key, scope) for pair in node.items]
        return ast.Dict(keys, [self.code(pair.value, scope) for pair in node.items])


def _refuse(_node: nodes.Node, _scope: Scope) -> Value:
    raise NotStraightError


def _of_loop(name: str, loop: Loop) -> Value:
    loop.is_asked = True
    size = call("len", loop.all)
    match name:
        case "index":
            return ast.BinOp(loop.at, ast.Add(), ast.Constant(1))
        case "index0":
            return loop.at
        case "first":
            return compared(loop.at, ast.Eq(), ast.Constant(0))
        case "last":
            return compared(loop.at, ast.Eq(), ast.BinOp(size, ast.Sub(), ast.Constant(1)))
        case "length":
            return size
    raise NotStraightError


def _asks_for_context(function: object) -> bool:
    """Tell whether a function, or an object that can be called, wants to know what a page was given."""
    found = (getattr(part, "jinja_pass_arg", None) for part in (function, vars(type(function)).get("__call__")))
    return any(asks is not None and asks.name == "context" for asks in found)


def _is_global(node: nodes.Node, names: tuple[str, ...], scope: Scope) -> bool:
    """Tell whether an expression is one of some names, and stands for what every template has under it."""
    return isinstance(node, nodes.Name) and node.name in names and node.name not in scope.names


def parts_of(message: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a message, each with the name of the blank behind it, if there is one."""
    if "%" in _BLANK.sub("", message):
        raise NotStraightError
    text, at = "", 0
    for match in _BLANK.finditer(message):
        text += message[at : match.start()]
        at = match.end()
        if match[2]:
            text += "%"
        else:
            yield text, match[1]
            text = ""
    yield text + message[at:], ""


def _without_blanks(message: str) -> Markup:
    try:
        return Markup(message) % {}  # noqa: S704 - messages are ours
    except (KeyError, TypeError, ValueError):
        raise NotStraightError from None
