"""HACKING's map of the modules is true."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from dockit import read
from sitekit import REPO

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = REPO / "plugins/factcheck"


def _modules() -> dict[str, Path]:
    found = {path.relative_to(PACKAGE).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    names = {".".join(name.parts).removesuffix(".__init__"): path for name, path in found.items()}
    return {name: path for name, path in names.items() if name not in {"__init__", "__main__"}}


def _map() -> list[str]:
    return re.findall(r"^- `([\w.]+)`: ", read("HACKING.md"), re.MULTILINE)


def _imports(path: Path) -> set[str]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {module.removeprefix("factcheck.") for module in modules if module.startswith("factcheck.")}


def test_every_module_is_on_the_map() -> None:
    """Each module has its line, and no line names one that is gone."""
    assert sorted(_map()) == sorted(_modules())


def test_a_module_imports_only_from_above_it() -> None:
    """The map is in the order of the imports, so no arrow turns back."""
    order = _map()
    below = [
        f"{name} imports {other}"
        for name, path in _modules().items()
        for other in sorted(_imports(path))
        if order.index(other) >= order.index(name)
    ]

    assert below == []
