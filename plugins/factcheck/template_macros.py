"""Templates as others see them: their macros, what they import, the blocks that they fill."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from jinja2 import TemplateNotFound, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Environment

# What every template may have; what stands for ``caller`` is known where a macro is called.
_NOT_ARGUMENTS: Final = frozenset({"caller", "varargs", "kwargs"})


class NotStraightError(Exception):
    """A template does something of which straight code is not certain to print the same."""


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is known when a template is compiled."""

    value: Any


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import binds: a template, or the macro of this name in it."""

    template: str
    macro: str | None = None


@dataclass(frozen=True, eq=False)
class Macro:
    """A macro, and the template in which its own names mean something."""

    node: nodes.Macro
    home: Library

    @cached_property
    def size(self) -> int:
        """How many nodes it consists of."""
        return sum(1 for _ in self.node.find_all(nodes.Node))

    @cached_property
    def callers(self) -> int:
        """How often it prints the block that it is handed."""
        return sum(name.name == "caller" for part in self.node.body for name in part.find_all(nodes.Name))

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters."""
        return [parameter.name for parameter in self.node.args]

    def arguments(self, call: nodes.Call) -> Iterator[tuple[str, nodes.Expr]]:
        """Yield each parameter with what a call gives for it. Raises NotStraightError where it does not fit."""
        names = self.parameters
        given = [*zip(names, call.args, strict=False), *((k.key, k.value) for k in call.kwargs)]
        defaults = dict(zip(names[len(names) - len(self.node.defaults) :], self.node.defaults, strict=True))
        found = {**defaults, **dict(given)}
        once = len({name for name, _ in given}) == len(call.args) + len(call.kwargs)
        if not once or found.keys() != set(names) or is_dynamic(call) or not _NOT_ARGUMENTS.isdisjoint(names):
            raise NotStraightError
        if not all(isinstance(default, nodes.Const) for default in self.node.defaults):
            raise NotStraightError
        yield from ((name, found[name]) for name in names)


@dataclass(slots=True, eq=False)
class Library:
    """A template: what it consists of, its blocks, and what its macros see of it, by the names that it binds once."""

    name: str
    body: Sequence[nodes.Node]
    blocks: Sequence[nodes.Block]
    names: dict[str, Known | Imported | Macro] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filled:
    """A block, and the template that it stands in."""

    node: nodes.Block
    home: Library


@dataclass(slots=True)
class Templates:
    """The templates of an environment, each parsed once. ``sources`` are those that were asked for, by their names."""

    environment: Environment
    sources: dict[str, str | None] = field(default_factory=dict)
    _known: dict[str, Library] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Library:
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Library:
        assert self.environment.loader is not None
        try:
            source, path, _ = self.environment.loader.get_source(self.environment, name)
        except TemplateNotFound:
            self.sources[name] = None
            raise NotStraightError from None
        self.sources[name] = source
        parsed = self.environment.parse(source, name, path)
        found = Library(name, parsed.body, list(parsed.find_all(nodes.Block)))
        bound = Counter(_bound(found.body))
        found.names = {key: value for key, value in _named(found) if bound[key] == 1}
        return found


def _named(library: Library) -> Iterator[tuple[str, Known | Imported | Macro]]:
    for node in library.body:
        if isinstance(node, nodes.Macro):
            yield node.name, Macro(node, library)
        elif isinstance(node, nodes.Import | nodes.FromImport):
            yield from imports(node)
        elif (
            isinstance(node, nodes.Assign)
            and isinstance(node.target, nodes.Name)
            and isinstance(node.node, nodes.Const)
        ):
            yield node.target.name, Known(node.node.value)


def _bound(body: Sequence[nodes.Node]) -> Iterator[str]:
    """Yield each name that statements bind, as often as they do."""
    for node in body:
        if isinstance(node, nodes.Macro):
            yield node.name
            continue
        for part in (node, *node.find_all(nodes.Node)):
            if isinstance(part, nodes.Name) and part.ctx != "load":
                yield part.name
            elif isinstance(part, nodes.Import | nodes.FromImport):
                yield from (name for name, _ in imports(part))


def imports(node: nodes.Import | nodes.FromImport) -> Iterator[tuple[str, Imported]]:
    """Yield each name that an import binds. Raises NotStraightError where that is only known when a page is made."""
    template = node.template
    if node.with_context or not isinstance(template, nodes.Const) or not isinstance(template.value, str):
        raise NotStraightError
    if isinstance(node, nodes.Import):
        yield node.target, Imported(template.value)
        return
    for name in node.names:
        macro, alias = (name, name) if isinstance(name, str) else name
        yield alias, Imported(template.value, macro)


def is_call(node: nodes.Node, name: str) -> bool:
    """Tell whether an expression calls a name without arguments."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != name:
        return False
    return not (node.args or node.kwargs or is_dynamic(node))


def is_dynamic(node: nodes.Call | nodes.Filter | nodes.Test) -> bool:
    """Tell whether a call hands over arguments that only a page knows, such as ``*some``."""
    return node.dyn_args is not None or node.dyn_kwargs is not None


def chain_of(templates: Templates, name: str) -> list[Library]:
    """Return a template and those that it extends, itself first."""
    found = [templates[name]]
    while extends := [node for node in found[-1].body if isinstance(node, nodes.Extends)]:
        parent = extends[0].template
        if len(extends) > 1 or not isinstance(parent, nodes.Const) or parent.value in [known.name for known in found]:
            raise NotStraightError
        found.append(templates[parent.value])
    return found


def blocks_of(chain: Sequence[Library]) -> dict[str, list[Filled]]:
    """Return what fills each block of templates, by the name of the block; what comes first is printed."""
    found: dict[str, list[Filled]] = {}
    for home in chain:
        for block in home.blocks:
            found.setdefault(block.name, []).append(Filled(block, home))
    return found
