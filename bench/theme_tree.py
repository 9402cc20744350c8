"""The theme's templates as a small tree of statements, from which code for other template engines is made.

Peers are to write the same pages as we do. Rewriting forty macros by hand for each of them, and again whenever the
theme changes, would make the pages differ soon. So the templates are read by Jinja's own parser, what is the same on
every page of the site is put in as it is, and what is left is a handful of statements that any engine has.

A statement is one of ``Text``, ``Out``, ``If``, ``For``, ``Set``, ``Call``, ``Body``; an expression a tuple whose
first item names it:

``("const", value)`` · ``("var", name)`` · ``("attr", expression, name)`` · ``("item", expression, index)`` ·
``("slice", expression, start, stop)`` · ``("not", e)`` · ``("and", a, b)`` · ``("or", a, b)`` · ``("==", a, b)`` ·
``("!=", a, b)`` · ``(">", a, b)`` · ``("in", a, b)`` · ``("+", a, b)`` · ``("if", test, a, b)`` · ``("len", e)`` ·
``("trim", e)`` · ``("join", e, between)`` · ``("list", items)`` · ``("text", parts)`` · ``("shared", name)``
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, nodes

if TYPE_CHECKING:
    from pathlib import Path

Expression = tuple[Any, ...]
NONE: Expression = ("const", None)
_COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "in": "in"}
_HOLE = re.compile(r"%\((\w+)\)[sd]")
# Lists of claims, where a peer's data has an id; what stands for it is looked up when the list is walked through.
_OF_CLAIMS = ("cards", "lines", "findings")


@dataclass(frozen=True)
class Text:
    """HTML as it is."""

    html: str


@dataclass(frozen=True)
class Out:
    """A value, escaped unless it is ``safe``."""

    value: Expression
    safe: bool = False


@dataclass(frozen=True)
class If:
    """Statements for when a value is true (an empty list is not), and others for when it is not."""

    test: Expression
    then: list[Statement]
    otherwise: list[Statement]


@dataclass(frozen=True)
class For:
    """Statements for each item, or for each pair; ``loop`` has those of index, first and last that are used."""

    names: tuple[str, ...]
    items: Expression
    test: Expression | None
    body: list[Statement]
    otherwise: list[Statement]
    loop: frozenset[str]
    of_claims: bool


@dataclass(frozen=True)
class Set:
    """A name for a value."""

    name: str
    value: Expression


@dataclass(frozen=True)
class Call:
    """A macro with a value for each of its parameters, and what stands inside it."""

    macro: str
    names: tuple[str, ...]
    values: tuple[Expression, ...]
    body: list[Statement] | None = None


@dataclass(frozen=True)
class Body:
    """Where a macro has what stands inside it."""


Statement = Text | Out | If | For | Set | Call | Body


@dataclass(frozen=True)
class Macro:
    """A macro: its parameters and statements."""

    name: str
    parameters: tuple[str, ...]
    body: list[Statement]
    has_body: bool


@dataclass
class Template:
    """A page template: its statements and the macros that they use."""

    name: str
    body: list[Statement]
    macros: dict[str, Macro] = field(default_factory=dict)


@dataclass(frozen=True)
class _Scope:
    """Where names are looked up: the file, what it imports, and parameters that stand for macros."""

    file: str
    imports: dict[str, str]
    given: dict[str, str]
    macro: str = ""


class Theme:
    """Reads templates. ``constant`` are fields of the frame with one value for all pages; ``shared`` such lists."""

    def __init__(self, folder: Path, constant: dict[str, Any], shared: tuple[str, ...]) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(folder), trim_blocks=True, lstrip_blocks=True, autoescape=True,
            extensions=["jinja2.ext.i18n"],
        )  # fmt: skip
        self.constant, self.shared = constant, shared
        self.files: dict[str, nodes.Template] = {}

    def template(self, name: str) -> Template:
        """Return a page template with all that it uses."""
        found = Template(name, [])
        reader = _Reader(self, found)
        found.body = reader.page(f"{name}.html")
        return found

    def parsed(self, file: str) -> nodes.Template:
        """Return the syntax tree of a file."""
        if file not in self.files:
            loader = self.environment.loader
            assert loader is not None
            self.files[file] = self.environment.parse(loader.get_source(self.environment, file)[0])
        return self.files[file]


class _Reader:
    """Turns the syntax of one page template into statements."""

    def __init__(self, theme: Theme, template: Template) -> None:
        self.theme, self.template = theme, template
        self.blocks: dict[str, tuple[nodes.Block, _Scope]] = {}
        self.loops: list[set[str]] = []

    def page(self, file: str) -> list[Statement]:
        tree = self.theme.parsed(file)
        scope = self._scope(file)
        for block in tree.find_all(nodes.Block):
            self.blocks.setdefault(block.name, (block, scope))
        extended = next(tree.find_all(nodes.Extends), None)
        if extended is not None:
            assert isinstance(extended.template, nodes.Const)
            return self.page(extended.template.value)
        return self._all([n for n in tree.body if not isinstance(n, nodes.Macro)], scope)

    def _scope(self, file: str, given: dict[str, str] | None = None, macro: str = "") -> _Scope:
        imports = {}
        for found in self.theme.parsed(file).find_all(nodes.Import):
            assert isinstance(found.template, nodes.Const)
            imports[found.target] = found.template.value
        return _Scope(file, imports, given or {}, macro)

    def _all(self, found: list[nodes.Node], scope: _Scope) -> list[Statement]:
        made: list[Statement] = []
        for node in found:
            for statement in self._one(node, scope):
                if isinstance(statement, Text) and made and isinstance(made[-1], Text):
                    made[-1] = Text(made[-1].html + statement.html)
                elif not isinstance(statement, Text) or statement.html:
                    made.append(statement)
        return made

    def _one(self, node: nodes.Node, scope: _Scope) -> list[Statement]:  # noqa: PLR0911 - one case a kind
        match node:
            case nodes.Output():
                return [s for part in node.nodes for s in self._output(part, scope)]
            case nodes.If():
                return self._if(node, scope)
            case nodes.For():
                loop = self._for(node, scope)
                return loop.otherwise if loop.items[0] == "const" and not loop.items[1] else [loop]
            case nodes.CallBlock():
                return [self._call(node.call, scope, self._all(node.body, scope))]
            case nodes.Assign():
                assert isinstance(node.target, nodes.Name)
                # Its fields are known by name, so the frame itself is never needed.
                return [] if node.target.name == "frame" else [Set(node.target.name, self.value(node.node, scope))]
            case nodes.Block():
                block, where = self.blocks[node.name]
                return self._all(block.body, where)
            case nodes.Import() | nodes.Macro() | nodes.Extends():
                return []
        raise NotImplementedError(node)

    def _if(self, node: nodes.If, scope: _Scope) -> list[Statement]:
        otherwise = self._all(node.else_, scope)
        for branch in reversed(node.elif_):
            otherwise = self._choice(branch, scope, otherwise)
        return self._choice(node, scope, otherwise)

    def _choice(self, node: nodes.If, scope: _Scope, otherwise: list[Statement]) -> list[Statement]:
        test = self.value(node.test, scope)
        if test[0] == "const":
            return self._all(node.body, scope) if test[1] else otherwise
        return [If(test, self._all(node.body, scope), otherwise)]

    def _for(self, node: nodes.For, scope: _Scope) -> For:
        target = node.target
        names = target.items if isinstance(target, nodes.Tuple) else [target]
        of_claims = scope.macro.rpartition(":")[2] in _OF_CLAIMS and isinstance(node.iter, nodes.Name)
        self.loops.append(set())
        return For(
            names=tuple(n.name for n in names if isinstance(n, nodes.Name)),
            items=self.value(node.iter, scope),
            test=self.value(node.test, scope) if node.test else None,
            body=self._all(node.body, scope),
            otherwise=self._all(node.else_, scope),
            loop=frozenset(self.loops.pop()),
            of_claims=of_claims,
        )

    def _output(self, node: nodes.Node, scope: _Scope) -> list[Statement]:  # noqa: PLR0911 - one case a kind
        """Return what prints a value. Macros and messages of the interface become statements of their own."""
        match node:
            case nodes.TemplateData():
                return [Text(node.data)]
            case nodes.Filter(name="safe"):
                assert node.node is not None
                return [Out(self.value(node.node, scope), safe=True)]
            case nodes.Call(node=nodes.Name(name="caller")):
                return [Body()]
            case nodes.Call(node=nodes.Name(name="_" | "gettext")):
                return self._message(node.args[0], node.kwargs, scope)
            case nodes.Call(node=nodes.Name(name="ngettext")):
                one, many, number = node.args
                holes = [*node.kwargs, nodes.Keyword("num", number)]
                test: Expression = ("==", self.value(number, scope), ("const", 1))
                return [If(test, self._message(one, holes, scope), self._message(many, holes, scope))]
            # A method of a list: the view of a peer has it worked out.
            case nodes.Call(node=nodes.Name(name="numbers")):
                return [Out(("attr", self.value(node.args[0], scope), "begun"))]
            case nodes.Call():
                return [self._call(node, scope)]
        value = self.value(node, scope)
        if value[0] == "const":
            return [Text(str(value[1]))]
        return [Out(value)]

    def _message(self, text: nodes.Expr, holes: list[nodes.Keyword], scope: _Scope) -> list[Statement]:
        assert isinstance(text, nodes.Const)
        filled = {hole.key: hole.value for hole in holes}
        made: list[Statement] = []
        for index, part in enumerate(_HOLE.split(text.value)):
            made += self._output(filled[part], scope) if index % 2 else [Text(part)]
        return made

    def _call(self, node: nodes.Call, scope: _Scope, body: list[Statement] | None = None) -> Call:
        file, name = self._macro_of(node.node, scope)
        syntax = next(m for m in self.theme.parsed(file).find_all(nodes.Macro) if m.name == name)
        parameters = [argument.name for argument in syntax.args]
        values: dict[str, nodes.Expr] = dict(zip(parameters[::-1], syntax.defaults[::-1], strict=False))
        values |= dict(zip(parameters, node.args, strict=False)) | {k.key: k.value for k in node.kwargs}
        given = {p: m for p in parameters if (m := self._as_macro(values[p], scope))}
        names = tuple(p for p in parameters if p not in given)
        key = ":".join([file.removesuffix(".html"), name, *given.values()])
        if key not in self.template.macros:
            own = self._scope(file, given, f"{file}:{name}")
            # Known before it is read, so that one may call itself.
            self.template.macros[key] = Macro(key, names, [], has_body=False)
            has_body = any(n.name == "caller" for n in syntax.find_all(nodes.Name))
            self.template.macros[key] = Macro(key, names, self._all(syntax.body, own), has_body)
        return Call(key, names, tuple(self.value(values[p], scope) for p in names), body)

    def _macro_of(self, node: nodes.Expr, scope: _Scope) -> tuple[str, str]:
        if isinstance(node, nodes.Name):
            file, _, name = scope.given.get(node.name, f"{scope.file}:{node.name}").partition(":")
            return file, name
        assert isinstance(node, nodes.Getattr)
        assert isinstance(node.node, nodes.Name)
        return scope.imports[node.node.name], node.attr

    def _as_macro(self, node: nodes.Expr, scope: _Scope) -> str | None:
        """Return the macro that is handed to another macro."""
        match node:
            case nodes.Getattr(node=nodes.Name(name=name)) if name in scope.imports:
                return f"{scope.imports[name]}:{node.attr}"
        return None

    def value(self, node: nodes.Node, scope: _Scope) -> Expression:  # noqa: C901, PLR0911, PLR0912 - one case a kind
        """Return an expression, worked out as far as it is the same on all pages."""
        match node:
            case nodes.Const():
                return ("const", node.value)
            case nodes.Name(name="ours"):  # The mark of our words on a page in another language than the site's.
                return ("const", "")
            case nodes.Name():
                return ("var", node.name)
            case nodes.Getattr(node=nodes.Name(name="loop")):
                self.loops[-1].add(node.attr)
                return ("var", f"loop_{node.attr}")
            case nodes.Getattr(node=nodes.Name(name="frame")):
                return self._of_frame(node.attr)
            case nodes.Getattr(node=nodes.Getattr(node=nodes.Name(name="view"), attr="frame")):
                return self._of_frame(node.attr)
            case nodes.Getattr():
                return ("attr", self.value(node.node, scope), node.attr)
            case nodes.Getitem(arg=nodes.Slice(start=start, stop=stop)):
                ends = (end.value if isinstance(end, nodes.Const) else None for end in (start, stop))
                return ("slice", self.value(node.node, scope), *ends)
            case nodes.Getitem():
                return ("item", self.value(node.node, scope), self.value(node.arg, scope))
            case nodes.Not():
                inner = self.value(node.node, scope)
                return ("const", not inner[1]) if inner[0] == "const" else ("not", inner)
            case nodes.And() | nodes.Or():
                return self._both(node, scope)
            case nodes.Compare():
                right = self.value(node.ops[0].expr, scope)
                return (_COMPARED[node.ops[0].op], self.value(node.expr, scope), right)
            case nodes.Test(name="none"):
                return ("==", self.value(node.node, scope), NONE)
            case nodes.CondExpr():
                assert node.expr2 is not None
                return ("if", *(self.value(part, scope) for part in (node.test, node.expr1, node.expr2)))
            case nodes.Add():
                return ("+", self.value(node.left, scope), self.value(node.right, scope))
            case nodes.List() | nodes.Tuple():
                return ("list", [self.value(item, scope) for item in node.items])
            case nodes.Filter(name="length" | "trim"):
                assert node.node is not None
                return ("len" if node.name == "length" else "trim", self.value(node.node, scope))
            case nodes.Filter(name="join"):
                assert node.node is not None
                return ("join", self.value(node.node, scope), self.value(node.args[0], scope))
            case nodes.Call(node=nodes.Name(name="_" | "gettext")):
                return _as_value(self._message(node.args[0], node.kwargs, scope))
        raise NotImplementedError(node)

    def _of_frame(self, name: str) -> Expression:
        if name in self.theme.shared:
            return ("shared", name)
        if name == "navigation":  # One of a few menus, by the part of the site that the page belongs to.
            return ("item", ("shared", name), ("attr", ("attr", ("var", "view"), "frame"), "section"))
        if name in self.theme.constant:
            return ("const", self.theme.constant[name])
        return ("attr", ("attr", ("var", "view"), "frame"), name)

    def _both(self, node: nodes.And | nodes.Or, scope: _Scope) -> Expression:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        word = "and" if isinstance(node, nodes.And) else "or"
        if left[0] == "const":
            return right if bool(left[1]) == (word == "and") else left
        return (word, left, right)


def _as_value(made: list[Statement]) -> Expression:
    """Return a message with its values as one text."""
    parts: list[Expression] = []
    for part in made:
        assert isinstance(part, Text | Out), part
        parts.append(("const", part.html) if isinstance(part, Text) else part.value)
    return parts[0] if len(parts) == 1 else ("text", parts)
