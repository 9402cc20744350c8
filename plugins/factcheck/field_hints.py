"""How a value that is not as its field wants it is written instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck import dates
from factcheck.ids import as_id
from factcheck.shapes import SHAPES

if TYPE_CHECKING:
    from factcheck.schema import Field

LONGEST = 160
# Words of a name at most; what is longer is a sentence, in which a comma parts nothing.
_NAME = 4
# What people write where there is nothing to say.
_NOTHING = frozenset({"-", "–", "n/a", "na", "nil", "no", "nobody", "none", "nothing", "null", "unknown", "without"})
# How a value of one sort is made one of another; sorts are named as Python and the schemas name them.
_OTHERWISE = {
    ("list", "string"): "Write the text behind the colon, without dashes or brackets. A text that begins with a "
    "bracket stands between double quotes.",
    ("dict", "list"): "Write a dash and a space before its first field, and indent the others as far.",
    ("list", "dict"): "Write its fields without a dash.",
}
_AROUND = "[](){}［］\"'“”„«» "
_BETWEEN = re.compile(r"\s*[,;،，、]\s*|(?:^|\s+)[-–—•·*+]\s+")


def help_of(spec: Field) -> str:
    """Return what the schema says of a field, with its example."""
    meta = spec.get("meta", {})
    return f"{meta['help']} For example: {_example(meta['example'])}" if meta else ""


def _example(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_example(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_example, value)) + "]"
    return str(value)


def shown(text: str) -> str:
    """Return a text on one line, and not longer than a message may be."""
    flat = re.sub(r"\s*\n\s*", " ", text[: LONGEST + 1])
    return f"{flat[:LONGEST]}…" if len(text) > LONGEST else flat


def described(value: object) -> str:
    """Return a value of any sort in words."""
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return "nothing" if value is None else f"the text “{shown(str(value))}”"


def for_text(text: str, spec: Field, shape: str) -> str:
    """Say how a text of another form is written, or what the field is for."""
    kind = spec.get("type")
    if kind in ("date", "partial_date"):
        return dates.how_to_write(text, partial=kind == "partial_date") or help_of(spec)
    better = next((each for each in _likely(text, shape) if SHAPES[shape](each)), "")
    return f"Write: {better}" if better else help_of(spec)


def _likely(text: str, shape: str) -> list[str]:
    """Return what a text of another form may have been meant to be, the likeliest first."""
    match shape:
        case "id":
            return [as_id(text)]
        case "url":
            plain = text.strip("<>()[]")
            return [plain] if "://" in plain else [f"https://{plain}"] if "." in plain else []
        case "language" | "digest" | "own_quote":
            return [text.lower(), *text.lower().split()[:1]]
    return []


def for_type(field: str, value: object, spec: Field, kind: str) -> str:
    """Say how a value of another type is written."""
    if isinstance(value, str) and kind == "list":
        return _text_for_list(field, value, spec)
    if isinstance(value, dict) and kind == "list" and not any(value.values()):
        return _text_for_list(field, ", ".join(value), spec)
    if isinstance(value, list) and kind == "string" and len(value) == 1 and isinstance(value[0], str):
        return f"Write: {value[0]}" if ", item" in field else f"Write: {field}: {value[0]}"
    sort = "dict" if isinstance(value, dict) else "list" if isinstance(value, list) else type(value).__name__
    return f"{_OTHERWISE.get((sort, kind), '')} {help_of(spec)}".strip()


def _text_for_list(field: str, text: str, spec: Field) -> str:
    if text.strip().lower() in _NOTHING:
        return f"Write: {field}: []" if spec.get("required") else "Leave the field out where there is nothing to say."
    inner = spec["schema"]
    if inner.get("type") != "string":
        return help_of(spec)
    return f"Write: {field}: [{', '.join(_items(text, is_id=inner.get('shape') == 'id'))}]"


def _items(text: str, *, is_id: bool) -> list[str]:
    """Part what was written in one text into the items that it was meant to be."""
    plain = text.strip(_AROUND)
    parts = [part for part in _BETWEEN.split(plain) if part.strip()]
    if not is_id:
        texts = parts if max((len(part.split()) for part in parts), default=0) <= _NAME else [plain]
        return [f'"{each}"' if re.search(r"[,\[\]{}:#]", each) else each for each in texts]
    words = parts if len(parts) > 1 else plain.split()
    return [found for word in words if (found := as_id(word))]
