"""Templates compiled to straight code: macros written out where they are called, messages already translated.

To call a macro costs more than what most macros print, and the page of a claim calls hundreds. So a template is as
readable as its macros make it, and its code has none of them. What is written out prints the same, letter for
letter. A macro of which that is not certain (it sets names, looks at what a page was given, or places its caller in
a loop) is called as ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from factcheck.template_macros import (
    MESSAGE,
    Found,
    Library,
    Traits,
    arguments,
    is_call,
    is_dynamic,
    is_writable,
    library_of,
    suits,
    targets,
    traits_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment
    from jinja2.compiler import Frame

AnyNode = TypeVar("AnyNode", bound=nodes.Node)

_BLANK: Final = re.compile(r"%(?:\((\w+)\)s|(%))")
_FRESH: Final = "_of_"
_BY_THEMSELVES: Final = (nodes.Const, nodes.Name)
_FOLDED: Final = (nodes.Add, nodes.Compare, nodes.CondExpr)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a piece of a template stands.

    ``names`` holds what stands for each name that is bound there, ``macros`` those of them that are macros;
    ``caller`` is what a call block hands over, written out already. ``moved`` tells a macro's body from its own place.
    """

    library: Library
    names: Mapping[str, nodes.Expr]
    macros: Mapping[str, Found] = field(default_factory=dict)
    caller: Sequence[nodes.Node] = ()
    moved: bool = False

    def with_names(self, names: Mapping[str, nodes.Expr]) -> Scope:
        """Return the scope inside a statement that binds names."""
        return replace(self, names={**self.names, **names})


def straight_code(translate: Callable[[str], str], constants: Mapping[str, object]) -> type[CodeGenerator]:
    """Return what compiles the templates of an environment with autoescape.

    ``translate`` returns a message in the language of its pages; ``constants`` are globals that no page changes.
    """
    libraries: dict[str, Library] = {}
    traits: dict[nodes.Macro, Traits] = {}

    class StraightCode(CodeGenerator):
        called: frozenset[nodes.Node] = frozenset()

        def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
            if node.find(nodes.EvalContextModifier) is None:  # None that turns autoescape off in a part of it.
                writer = _Writer(self.environment, translate, constants, libraries, traits)
                node = writer.template(node, self.name)
                self.called = frozenset(writer.called)
            self.writeline(f"from {__name__} import {escaped.__name__}")
            super().visit_Template(node, frame)

        def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
            if node.name.startswith(_FRESH) and node.ctx == "load":
                self.write(frame.symbols.ref(node.name))  # It is bound: nobody need ask whether it is.
            else:
                super().visit_Name(node, frame)

        def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
            if node not in self.called:
                super().visit_Call(node, frame, forward_caller=forward_caller)
                return
            # The function of a macro, past what looks at the arguments: the writer has put them in order.
            self.visit(node.node, frame)
            self.write("._func(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            self.write(")")

        def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
            if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
                super()._output_child_pre(node, frame, finalize)
            else:
                self.write("(" if node in self.called else f"{escaped.__name__}(")

    return StraightCode


def escaped(value: object) -> str:
    """Return what ``markupsafe.escape`` prints of a value, without making a Markup of it."""
    if type(value) is not str:
        return escape(value)
    if "&" in value or "<" in value or ">" in value or "'" in value or '"' in value:
        text = value.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        return text.replace("'", "&#39;").replace('"', "&#34;")
    return value


@dataclass(slots=True)
class _Writer:
    """Writes out one template."""

    environment: Environment
    translate: Callable[[str], str]
    constants: Mapping[str, object]
    libraries: dict[str, Library]
    traits: dict[nodes.Macro, Traits]
    own: Library = field(init=False)
    imports: dict[str, str] = field(default_factory=dict)
    called: set[nodes.Node] = field(default_factory=set)
    fresh: int = 0
    line: int = 1

    def template(self, node: nodes.Template, name: str | None) -> nodes.Template:
        """Return a template with its calls written out."""
        # A name that the template binds somewhere is not everywhere the macro, the import or the constant.
        bound = {n.name: n for n in node.find_all(nodes.Name) if n.ctx != "load"}
        found = library_of(node, name)
        self.own = replace(found, macros={n: macro for n, macro in found.macros.items() if n not in bound})
        body = self.statements(node.body, Scope(self.own, {n: self.name(n) for n in bound}))
        imports = [
            self.node(nodes.Import, self.constant(found), alias, False)  # noqa: FBT003 - nodes take fields by position
            for alias, found in self.imports.items()
        ]
        return self.node(nodes.Template, [*imports, *body])

    def node(self, kind: type[AnyNode], *fields: Any) -> AnyNode:
        """Make a node that says it stands where the call stands."""
        return kind(*fields, lineno=self.line, environment=self.environment)

    def name(self, name: str, use: str = "load") -> nodes.Name:
        """Make a name."""
        return self.node(nodes.Name, name, use)

    def constant(self, value: object) -> nodes.Const:
        """Make a constant."""
        return self.node(nodes.Const, value)

    def copy(self, node: AnyNode, scope: Scope) -> AnyNode:
        """Return a node with what it consists of written out."""
        return self.node(type(node), *(self.part(getattr(node, name), scope) for name in node.fields))

    def part(self, value: Any, scope: Scope) -> Any:
        """Return a field of a node, written out."""
        if isinstance(value, list | tuple) and any(isinstance(item, nodes.Stmt) for item in value):
            return self.statements(value, scope)
        if isinstance(value, list | tuple):
            return [self.part(item, scope) for item in value]
        if isinstance(value, nodes.Expr):
            return self.expression(value, scope)
        return self.copy(value, scope) if isinstance(value, nodes.Node) else value

    def statements(self, found: Iterable[nodes.Node], scope: Scope) -> list[nodes.Node]:
        """Return statements, written out."""
        return [new for node in found for new in self.statement(node, scope)]

    def statement(self, node: nodes.Node, scope: Scope) -> Iterator[nodes.Node]:
        """Yield what a statement becomes."""
        if not scope.moved:
            self.line = node.lineno
        if isinstance(node, nodes.Output):
            yield from self.output(node.nodes, scope)
        elif isinstance(node, nodes.If):
            yield from self.condition(node, scope)
        elif isinstance(node, nodes.For) and scope.moved:
            yield self.loop(node, scope)
        elif isinstance(node, nodes.With) and scope.moved:
            yield self.binding(node, scope)
        elif isinstance(node, nodes.Block):
            yield self.block(node, scope)
        elif isinstance(node, nodes.CallBlock) and (found := self.writable(node.call, scope, has_caller=True)):
            caller = self.node(nodes.Scope, self.statements(node.body, scope))
            yield from self.written(found, node.call, scope, [caller])
        else:
            yield self.copy(node, scope)

    def block(self, node: nodes.Block, scope: Scope) -> nodes.Block:
        """Return a block that is gathered and handed on in one piece: each piece passes every template on its way."""
        whole = self.node(nodes.Filter, None, "safe", [], [], None, None)
        body = [self.node(nodes.FilterBlock, self.statements(node.body, scope), whole)]
        return self.node(nodes.Block, node.name, body, node.scoped, node.required)

    def output(self, found: Iterable[nodes.Expr], scope: Scope) -> Iterator[nodes.Node]:
        """Yield what prints expressions."""
        printed: list[nodes.Expr] = []
        for piece in (piece for expression in found for piece in self.pieces(expression, scope)):
            if isinstance(piece, nodes.Expr):
                printed.append(piece)
                continue
            if printed:
                yield self.node(nodes.Output, printed)
            printed = []
            yield piece
        if printed:
            yield self.node(nodes.Output, printed)

    def pieces(self, node: nodes.Expr, scope: Scope) -> Iterator[nodes.Node]:
        """Yield the expressions and statements that print what an expression does."""
        if is_call(node, "caller") and scope.caller:
            yield from scope.caller
        elif isinstance(node, nodes.Call) and (found := self.writable(node, scope)):
            yield from self.written(found, node, scope)
        elif isinstance(node, nodes.Call) and (call := self.call(node, scope)):
            yield call
        elif isinstance(node, nodes.Call) and (message := self.message(node, scope)) is not None:
            given = {keyword.key: keyword.value for keyword in node.kwargs}
            for text, name in _parts(message):
                yield self.node(nodes.TemplateData, text)
                if name:
                    yield from self.pieces(given[name], scope)
        else:
            yield self.expression(node, scope)

    def message(self, node: nodes.Call, scope: Scope) -> str | None:
        """Return the translation of a call of gettext; None if it is none, or only known when a page is made."""
        is_message = isinstance(node.node, nodes.Name) and node.node.name in MESSAGE
        is_plain = len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and not is_dynamic(node)
        if not (is_message and is_plain) or node.node.name in scope.names:  # type: ignore[attr-defined]  # a Name
            return None
        found = self.translate(node.args[0].value)  # type: ignore[attr-defined]  # a Const
        rest = _BLANK.sub("", found)
        names = {name for _, name in _parts(found) if name}
        return found if "%" not in rest and names <= {k.key for k in node.kwargs} else None

    def expression(self, node: AnyNode, scope: Scope) -> nodes.Expr:
        """Return an expression, written out."""
        if isinstance(node, nodes.Name):
            return self.named(node, scope)
        if isinstance(node, nodes.Call) and not node.kwargs and (message := self.message(node, scope)) is not None:
            return self.constant(Markup(message) % {})  # noqa: S704 - messages are ours
        found = self.copy(node, scope)
        assert isinstance(found, nodes.Expr)
        return self.folded(found) if isinstance(found, _FOLDED) else found

    def folded(self, node: nodes.Expr) -> nodes.Expr:
        """Return a constant for an expression that is known already."""
        try:
            return self.constant(node.as_const(EvalContext(self.environment)))
        except nodes.Impossible:
            return node

    def named(self, node: nodes.Name, scope: Scope) -> nodes.Expr:
        """Return what a name stands for."""
        name = node.name
        if name in scope.names:
            found = scope.names[name]
            return self.name(found.name, node.ctx) if isinstance(found, nodes.Name) else found
        if name in self.constants:
            return self.constant(self.constants[name])
        is_elsewhere = scope.moved and scope.library is not self.own
        if is_elsewhere and name in scope.library.macros:
            assert scope.library.name
            return self.node(nodes.Getattr, self.alias(scope.library.name), name, "load")
        if is_elsewhere and name in scope.library.imports:
            return self.alias(scope.library.imports[name])
        return self.name(name, node.ctx)

    def alias(self, template: str) -> nodes.Name:
        """Return a name for the import of a library, the same in every template."""
        name = f"_from_{template.encode().hex()}"
        self.imports[name] = template
        return self.name(name)

    def condition(self, node: nodes.If, scope: Scope) -> Iterator[nodes.Node]:
        """Yield an if; of one whose outcome is known, only what comes of it."""
        test = self.folded(self.expression(node.test, scope))
        if not isinstance(test, nodes.Const):
            rest = [self.node(nodes.If, self.expression(n.test, scope), self.statements(n.body, scope), [], [])
                    for n in node.elif_]  # fmt: skip
            yield self.node(nodes.If, test, self.statements(node.body, scope), rest, self.statements(node.else_, scope))
        elif test.value:
            yield from self.statements(node.body, scope)
        elif node.elif_:
            first, *more = node.elif_
            yield from self.condition(self.node(nodes.If, first.test, first.body, more, node.else_), scope)
        else:
            yield from self.statements(node.else_, scope)

    def loop(self, node: nodes.For, scope: Scope) -> nodes.Node:
        """Return a loop of a macro, its variables under names that nothing else has."""
        inside = scope.with_names({n: self.name(self.new(n)) for n in targets(node.target)})
        return self.node(
            nodes.For,
            self.expression(node.target, inside),
            self.expression(node.iter, scope),
            self.statements(node.body, inside),
            self.statements(node.else_, scope),
            self.expression(node.test, inside) if node.test else None,
            False,  # noqa: FBT003 - nodes take fields by position
        )

    def binding(self, node: nodes.With, scope: Scope) -> nodes.Node:
        """Return a with of a macro, in the same way."""
        names = [name for target in node.targets for name in targets(target)]
        inside = scope.with_names({n: self.name(self.new(n)) for n in names})
        bound = [self.expression(target, inside) for target in node.targets]
        values = [self.expression(value, scope) for value in node.values]
        return self.node(nodes.With, bound, values, self.statements(node.body, inside))

    def new(self, name: str) -> str:
        """Return a name that no template has."""
        self.fresh += 1
        return f"{_FRESH}{name}_{self.fresh}"

    def writable(self, node: nodes.Call, scope: Scope, *, has_caller: bool = False) -> Found | None:
        """Return the macro that a call calls, if it can be written out there."""
        found = self.macro(node.node, scope)
        if found is None or not suits(found.macro, node):
            return None
        can_be = is_writable(found, self.traits_of(found.macro), self.constants, has_caller=has_caller)
        return found if can_be else None

    def call(self, node: nodes.Call, scope: Scope) -> nodes.Call | None:
        """Return a call of a macro that goes straight to its function, if that takes what the call gives."""
        found = self.macro(node.node, scope)
        if found is None or not suits(found.macro, node) or not self.traits_of(found.macro).is_function:
            return None
        given = [self.expression(argument, scope) for _, argument in arguments(found.macro, node)]
        call = self.node(nodes.Call, self.expression(node.node, scope), given, [], None, None)
        self.called.add(call)
        return call

    def traits_of(self, macro: nodes.Macro) -> Traits:
        """Return the traits of a macro, looked up once."""
        if macro not in self.traits:
            self.traits[macro] = traits_of(macro)
        return self.traits[macro]

    def macro(self, node: nodes.Expr, scope: Scope) -> Found | None:
        """Return the macro that an expression names."""
        if isinstance(node, nodes.Name):
            if node.name in scope.names:
                return scope.macros.get(node.name)
            return Found(scope.library.macros[node.name], scope.library) if node.name in scope.library.macros else None
        if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
            return None
        of = node.node.name
        if of in scope.names or of not in scope.library.imports:
            return None
        home = self.imported(scope.library.imports[of])
        return Found(home.macros[node.attr], home) if node.attr in home.macros else None

    def imported(self, name: str) -> Library:
        """Return a library by the name of its template."""
        if name not in self.libraries:
            assert self.environment.loader is not None
            source, path, _ = self.environment.loader.get_source(self.environment, name)
            self.libraries[name] = library_of(self.environment.parse(source, name, path), name)
        return self.libraries[name]

    def written(
        self, called: Found, node: nodes.Call, scope: Scope, caller: Sequence[nodes.Node] = ()
    ) -> Iterator[nodes.Node]:
        """Yield the body of a macro for a call of it."""
        names: dict[str, nodes.Expr] = {}
        macros: dict[str, Found] = {}
        bound: dict[str, nodes.Expr] = {}
        for name, argument in arguments(called.macro, node):
            if found := self.macro(argument, scope):
                macros[name] = found
            value = self.expression(argument, scope)
            if isinstance(value, _BY_THEMSELVES) or found:
                names[name] = value
            else:
                names[name] = self.name(self.new(name))
                bound[names[name].name] = value  # type: ignore[attr-defined]  # a Name
        body = self.statements(called.macro.body, Scope(called.home, names, macros, caller, moved=True))
        if bound:
            stored = [self.name(name, "store") for name in bound]
            yield self.node(nodes.With, stored, list(bound.values()), body)
        else:
            yield from body


def _parts(message: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a message, each with the name of the blank behind it, if there is one."""
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
