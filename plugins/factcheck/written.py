"""A record as it was written, beside the form that it should have, and the faults between the two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Path, Places
    from factcheck.schema import Field, Schema

# missing: a field that must be there · both: two of which one may be · unknown: a field that is none · value: none of
# the allowed words · type: another sort of value · shape: a text of another form · few: too short a list.
Rule = Literal["missing", "both", "unknown", "value", "type", "shape", "few"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as the form says: where, what, and the value found; ``other`` is a field to choose from."""

    path: Path
    rule: Rule
    value: object = None
    shape: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The value of a file and its places, with the form of its kind; ``repeated`` keys were written twice."""

    kind: str
    form: Schema
    places: Places
    value: dict[str, Any]
    repeated: frozenset[str]

    def spec(self, path: Path) -> Field:
        """Return the field at a path of the form; empty where the form has none."""
        field: Field = {"schema": self.form}
        for part in path:
            inner = field.get("schema", {})
            field = inner if isinstance(part, int) else inner.get(part, {})
        return field

    def fields(self, path: Path) -> Schema:
        """Return the fields that the group at a path may have."""
        fields: Schema = self.spec(path).get("schema", {})
        return fields

    def at(self, path: Path) -> Any:
        """Return the value at a path."""
        value: Any = self.value
        for part in path:
            value = value[part]
        return value

    def owner(self, path: Path) -> str:
        """Return what the field at a path belongs to, in words."""
        names = [part for part in path[:-1] if isinstance(part, str)]
        return f"`{names[-1]}`" if names else f"a record of kind {self.kind}"

    def texts(self, path: Path) -> Iterator[tuple[Path, str]]:
        """Yield every text below a path, with its own."""
        yield from _texts(self.at(path), path)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _texts(item, (*path, key))


def item_fields(field: Field) -> Schema:
    """Return the fields of a group, or of the groups in a list."""
    while field and field.get("type") != "dict":
        field = field.get("schema", {})
    fields: Schema = field.get("schema", {})
    return fields
