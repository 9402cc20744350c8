"""Values to YAML: one value of a text written anew, or a whole record: the only door to ruamel.yaml."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from factcheck.yaml_lines import begins_oddly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from factcheck.problems import Path

_WIDE = 10**6
# A list of short texts stands on one line: how many characters they may have together.
_SHORT = 100


class _PlainDates(VersionedResolver):
    """Takes no text for a date, so that dates stand without quotation marks, as editors write them."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        tag = super().resolve(kind, value, implicit)
        return "tag:yaml.org,2002:str" if tag == "tag:yaml.org,2002:timestamp" else tag


class _DoubleQuotes(Emitter):
    """Prefers double quotation marks, between which an apostrophe stands as it is, and an odd space is kept."""

    def choose_scalar_style(self) -> Any:
        style = super().choose_scalar_style()
        if not style and begins_oddly(self.event.value):
            return '"'
        return '"' if style == "'" and not {'"', "\\"} & set(self.event.value) else style


def record_text(values: Mapping[str, Any]) -> str:
    """Return a record as YAML in our layout; values are text, lists and mappings, and ``None`` for what is unknown.

    What other programs would take for a number or a truth value gets quotation marks, a text of several lines
    becomes a block, and a list of short words stands on one line.
    """
    yaml = YAML()
    yaml.Resolver, yaml.Emitter = _PlainDates, _DoubleQuotes
    yaml.width, yaml.allow_unicode, yaml.preserve_quotes = _WIDE, True, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(
        type(None), lambda representer, _: representer.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    stream = io.StringIO()
    yaml.dump({key: _laid_out(value) for key, value in values.items()}, stream)
    return stream.getvalue()


def _laid_out(value: Any) -> Any:
    if isinstance(value, str):
        return LiteralScalarString(value) if "\n" in value else value
    if isinstance(value, dict):
        return {key: _laid_out(item) for key, item in value.items()}
    if isinstance(value, list):
        items = CommentedSeq(_laid_out(item) for item in value)
        if all(isinstance(item, str) for item in value) and sum(map(len, value)) <= _SHORT:
            items.fa.set_flow_style()
        return items
    return value


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
    plain = ": " not in value and not begins_oddly(value)
    yaml.dump({"x": value if plain or '"' in value else DoubleQuotedScalarString(value)}, stream)
    return stream.getvalue().removeprefix("x: ").rstrip("\n")
