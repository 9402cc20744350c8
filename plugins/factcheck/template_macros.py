"""Macros of templates: where they are, and whether one can be written out where it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MESSAGE: Final = ("_", "gettext")
# Names that mean the same in every template.
_KNOWN: Final = frozenset({*MESSAGE, "ngettext", "loop", "caller"})
# What a macro may consist of to be written out: nothing that sets a name for what stands behind it.
_PLAIN: Final = (nodes.Output, nodes.If, nodes.For, nodes.With, nodes.CallBlock)
# In nodes: a larger macro is called, because to compile it at each place would cost more than the calls do.
_LARGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Library:
    """A template as others import it: its macros, and what it imports itself, both by their names in it."""

    name: str | None
    macros: Mapping[str, nodes.Macro]
    imports: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A macro, and the library in which its own names mean something."""

    macro: nodes.Macro
    home: Library


@dataclass(frozen=True, slots=True)
class Traits:
    """What decides how a macro can be called: the names it uses, and how it uses them.

    ``is_plain``: it can be written out where its names are known; ``is_function``: it takes its arguments alone.
    """

    is_small: bool
    is_plain: bool
    has_caller: bool
    is_function: bool
    free: frozenset[str]


def library_of(template: nodes.Template, name: str | None) -> Library:
    """Return what others can import from a template."""
    imports = {
        node.target: node.template.value
        for node in template.body
        if isinstance(node, nodes.Import) and isinstance(node.template, nodes.Const) and not node.with_context
    }
    return Library(name, {node.name: node for node in template.body if isinstance(node, nodes.Macro)}, imports)


def suits(macro: nodes.Macro, call: nodes.Call) -> bool:
    """Tell whether a call gives each argument of a macro that has no constant for it, none twice, and no others."""
    names = [argument.name for argument in macro.args]
    given = {*names[: len(call.args)], *(k.key for k in call.kwargs)}
    required = set(names[: len(names) - len(macro.defaults)])
    is_once = len(given) == len(call.args) + len(call.kwargs)
    is_constant = all(isinstance(default, nodes.Const) for default in macro.defaults)
    return is_once and is_constant and required <= given <= set(names) and not is_dynamic(call)


def is_writable(found: Found, traits: Traits, constants: Mapping[str, object], *, has_caller: bool) -> bool:
    """Tell whether a macro can be written out in place of a call that suits it, with a caller or without one."""
    known = {*_KNOWN, *constants, *found.home.macros, *found.home.imports}
    is_worth_it = traits.is_small or has_caller
    return is_worth_it and traits.is_plain and traits.has_caller == has_caller and traits.free <= known


def traits_of(macro: nodes.Macro) -> Traits:
    """Return what decides whether a macro can be written out."""
    found = list(macro.find_all(nodes.Node))
    names = [node for node in found if isinstance(node, nodes.Name)]
    bound = {name.name for name in names if name.ctx != "load"}
    callers = [name for name in names if name.name == "caller"]
    inside = {id(name): name.name for loop in found if isinstance(loop, nodes.For) for name in _names_in(loop)}
    is_plain = (
        all(isinstance(node, _PLAIN) for node in found if isinstance(node, nodes.Stmt))
        and not any(isinstance(node, nodes.For) and node.recursive for node in found)
        and not any(isinstance(node, nodes.CallBlock) and node.args for node in found)
        and bound.isdisjoint({"loop", "caller", *MESSAGE})
        and len(callers) <= 1
        and not any(id(name) in inside for name in callers)
        and all(id(name) in inside for name in names if name.name == "loop")
    )
    free = frozenset(name.name for name in names if name.name not in bound)
    return Traits(
        is_small=len(found) <= _LARGEST,
        is_plain=is_plain,
        has_caller=bool(callers),
        is_function=free.isdisjoint({"caller", "varargs", "kwargs"}),
        free=free,
    )


def _names_in(loop: nodes.For) -> Iterator[nodes.Name]:
    yield from (name for part in loop.body for name in part.find_all(nodes.Name))


def arguments(macro: nodes.Macro, node: nodes.Call) -> Iterator[tuple[str, nodes.Expr]]:
    """Yield each argument of a macro with what a call gives for it."""
    names = [argument.name for argument in macro.args]
    given = dict(zip(names[len(names) - len(macro.defaults) :], macro.defaults, strict=True))
    given |= dict(zip(names, node.args, strict=False)) | {k.key: k.value for k in node.kwargs}
    yield from ((name, given[name]) for name in names)


def targets(node: nodes.Node) -> list[str]:
    """Return the names that a target binds."""
    return [node.name] if isinstance(node, nodes.Name) else [name.name for name in node.find_all(nodes.Name)]


def is_call(node: nodes.Node, name: str) -> bool:
    """Tell whether an expression calls a name without arguments."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != name:
        return False
    return not (node.args or node.kwargs or is_dynamic(node))


def is_dynamic(node: nodes.Call) -> bool:
    """Tell whether a call hands over arguments that only a page knows, such as ``*some``."""
    return node.dyn_args is not None or node.dyn_kwargs is not None
