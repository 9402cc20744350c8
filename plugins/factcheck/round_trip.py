"""One value of a YAML text written anew, with all else as it was: the only door to ruamel.yaml."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

if TYPE_CHECKING:
    from factcheck.problems import Path

_WIDE = 10**6


def with_value(text: str, path: Path, value: str) -> str | None:
    """Return a text with another value at a path; lines that hold nothing of it stay as they are, byte for byte.

    None where ruamel.yaml cannot read the text, or reads it in another way than we do.
    """
    try:
        node = _node(text, path)
    except (YAMLError, IndexError, TypeError, AttributeError, ValueError, StopIteration):
        return None
    start, end = node.start_mark.index, node.end_mark.index
    old = text[start:end]
    # A block scalar ends where the next line begins: its last line end is not a part of the value.
    tail = old[len(old.rstrip("\n")) :] if node.style in {"|", ">"} else ""
    return text[:start] + _written(value) + tail + text[end:]


def _node(text: str, path: Path) -> Any:
    node = YAML().compose(io.StringIO(text))
    for part in path:
        node = node.value[part] if isinstance(part, int) else next(v for k, v in node.value if k.value == part)
    return node


def _written(value: str) -> str:
    """Write a value on one line, plain where YAML lets it be."""
    yaml = YAML()
    yaml.width, yaml.allow_unicode = _WIDE, True
    stream = io.StringIO()
    plain = value if '"' in value or ": " not in value else DoubleQuotedScalarString(value)
    yaml.dump({"x": plain}, stream)
    return stream.getvalue().removeprefix("x: ").rstrip("\n")
