"""What names of a template stand for, at each place in it; and pieces of Python that are often needed."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from factcheck.template_macros import Imported, Known, Macro

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.template_macros import Filled, Library

LOAD: Final = ast.Load()
STORE: Final = ast.Store()
# So many names may be looked up again wherever a value is used.
_FEW: Final = 3


@dataclass(slots=True)
class Loop:
    """What ``loop`` is in a loop: the variables that hold the place of an item, and all items; whether it is asked."""

    at: ast.Name
    all: ast.Name
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What ``caller()`` prints."""

    code: ast.expr


Value = ast.expr | Known
Bound = Value | Imported | Macro | Loop | Text | None


@dataclass(slots=True)
class Scope:
    """Where a piece of a template stands: its template, and what stands for each name there; None if that is unsure.

    ``changing`` are the variables of names that only some ways through the piece bind. ``page`` are the names that
    blocks see, None where none may stand; ``above`` is what else fills the block that the piece stands in.
    """

    home: Library
    names: dict[str, Bound]
    changing: dict[str, ast.Name] = field(default_factory=dict)
    page: dict[str, Bound] | None = None
    above: Sequence[Filled] = ()
    is_top: bool = False

    def inner(self, bound: Mapping[str, Bound] | None = None) -> Scope:
        """Return the scope of a statement that has names of its own."""
        return Scope(self.home, {**self.names, **(bound or {})}, above=self.above)

    def way(self) -> Scope:
        """Return the scope of one way through a condition."""
        names = dict(self.names)
        return Scope(self.home, names, self.changing, names if self.page is self.names else self.page, self.above)

    def is_simple(self, value: Value) -> bool:
        """Tell whether a value can be written down again wherever it is used: a few names, none of which changes."""
        if isinstance(value, Known):
            return True
        for _ in range(_FEW):
            if isinstance(value, ast.Name):
                return value not in self.changing.values()
            if not isinstance(value, ast.Attribute):
                return False
            value = value.value
        return False


def call(name: str, *arguments: ast.expr) -> ast.Call:
    """Return a call of a function."""
    return ast.Call(ast.Name(name, LOAD), list(arguments), [])


def compared(left: ast.expr, sign: ast.cmpop, right: ast.expr) -> ast.Compare:
    """Return a comparison."""
    return ast.Compare(left, [sign], [right])
