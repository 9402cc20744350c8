"""Values to YAML: a value of a text written anew, one more in a list, a whole record: the only door to ruamel.yaml."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
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
    """Return a record as YAML in our layout.

    Values are text, whole numbers, lists and mappings, and ``None`` for what is unknown. What other programs would
    take for a number or a truth value gets quotation marks, a text of several lines becomes a block, and a list of
    short words or of numbers stands on one line.
    """
    yaml = _writer()
    stream = io.StringIO()
    yaml.dump({key: _laid_out(value) for key, value in values.items()}, stream)
    return stream.getvalue()


def _writer() -> YAML:
    yaml = YAML()
    yaml.Resolver, yaml.Emitter = _PlainDates, _DoubleQuotes
    yaml.width, yaml.allow_unicode, yaml.preserve_quotes = _WIDE, True, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(
        type(None), lambda representer, _: representer.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    return yaml


def _laid_out(value: Any) -> Any:
    if isinstance(value, str):
        return LiteralScalarString(value) if "\n" in value else value
    if isinstance(value, dict):
        return {key: _laid_out(item) for key, item in value.items()}
    if isinstance(value, list):
        items = CommentedSeq(_laid_out(item) for item in value)
        if _is_short(value):
            items.fa.set_flow_style()
        return items
    return value


def _is_short(values: list[Any]) -> bool:
    """Tell whether a list stands on one line: numbers, or short texts."""
    texts = all(isinstance(value, str) for value in values) and sum(map(len, values)) <= _SHORT
    return texts or all(isinstance(value, int) for value in values)


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


def with_item(text: str, path: Path, item: Mapping[str, Any]) -> str | None:
    """Return a text with one more group at the end of the list at a path; all other lines stay as they are.

    None where ruamel.yaml cannot read the text, or there is no list.
    """
    try:
        node = _node(text, path)
    except (YAMLError, IndexError, TypeError, AttributeError, ValueError, StopIteration):
        return None
    if not isinstance(node.value, list):
        return None
    if not node.value:
        head, tail = text[: node.start_mark.index].rstrip(" "), text[node.end_mark.index :]
        return f"{head}{_newline(text)}{_item(text, item, 2)}{tail.removeprefix(_newline(text))}"
    last = _end_of(node.value[-1])
    if node.flow_style:
        return f"{text[:last]}, {_flow(item)}{text[last:]}"
    end = text.find("\n", last) + 1 or len(text)
    first = node.value[0].start_mark.index
    line = text[text.rfind("\n", 0, first) + 1 : first]
    gap = "" if text[:end].endswith("\n") else "\n"
    return f"{text[:end]}{gap}{_item(text, item, len(line) - len(line.lstrip()))}{text[end:]}"


def _end_of(node: Any) -> int:
    """Return where the last letter of a node stands: the node itself ends where the next one begins."""
    while isinstance(node.value, list) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end: int = node.end_mark.index
    # A block of text ends at the start of the next line.
    return end - 1 if getattr(node, "style", None) in {"|", ">"} else end


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _item(text: str, item: Mapping[str, Any], column: int) -> str:
    """Return a group as an item of a list whose dashes stand in a column, with the line ends of a text."""
    lines = record_text(item).splitlines()
    return "".join(
        f"{' ' * column}{'  ' if number else '- '}{line}{_newline(text)}" for number, line in enumerate(lines)
    )


def _flow(item: Mapping[str, Any]) -> str:
    """Return a group on one line, between braces."""
    stream = io.StringIO()
    _writer().dump(_in_braces(item), stream)
    return stream.getvalue().rstrip("\n")


def _in_braces(value: Any) -> Any:
    if isinstance(value, dict):
        group = CommentedMap({key: _in_braces(item) for key, item in value.items()})
        group.fa.set_flow_style()
        return group
    return _laid_out(value)


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
