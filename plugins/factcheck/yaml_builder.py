"""The events of a YAML parser to plain values and the place of every key, with all that surprises an editor."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.codes import problem
from factcheck.problems import Path, Place
from factcheck.text import sign
from factcheck.yaml_brackets import DEEPEST
from factcheck.yaml_lines import UNPRINTABLE, indent, is_left_open
from factcheck.yaml_mistakes import as_problem, of_key
from factcheck.yaml_slips import OUR_WORDS, before_text, in_item, in_key, is_in_curly_quotes
from factcheck.yaml_stops import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.problems import Problem
    from factcheck.yaml_slips import Slip

Value = str | None | list[Any] | dict[str, Any]

# Reading a file ends after so many mistakes: more of them help nobody.
MOST_PROBLEMS = 100

# https://yaml.org/spec/1.2.2/#51-character-set, without what only YAML 1.1 reads as the end of a line.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset({"", "~", "null"})


class StopReading(Exception):  # noqa: N818 - control flow of the reader, not an error
    """Nothing below is as it was meant; what is wrong has been reported."""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is being read; ``key`` waits for its value, which ``dropped`` keeps out.

    ``repeating`` is a key that stood there already, until another comes that did not.
    """

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None
    key_mark: tuple[int, int] = (0, 0)
    dropped: bool = False
    repeating: str | None = None


@dataclass(slots=True)
class Builder:
    """Takes in events, one after the other; ``marks`` and ``scalars`` hold where the values stand."""

    text: str
    path: str
    marks: dict[Path, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    scalars: list[tuple[int, int]] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Value = None
    documents: int = 0
    lines: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def read(self, events: Iterator[Any]) -> None:
        """Take in all events. Raises StopReading."""
        for event in events:
            name = type(event).__name__
            if handler := _HANDLERS.get(name):
                handler(self, event)

    def _place(self, mark: Any) -> Place:
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _report(self, code: str, mark: Any, **words: str) -> None:
        self.problems.append(problem(code, self._place(mark), **words))
        if len(self.problems) >= MOST_PROBLEMS:
            raise StopReading

    def document(self, event: Any) -> None:
        """Refuse a second document, and directives."""
        self.documents += 1
        if self.documents > 1:
            self._report("yaml-several-documents", event.start_mark)
            raise StopReading
        if event.version or event.tags:
            self._report("yaml-tag", event.start_mark, found="a % directive")

    def alias(self, event: Any) -> None:
        """Refuse an alias: it is the end of reading, so that no bomb of them goes off."""
        self._report("yaml-alias", event.start_mark, found=f"*{event.anchor}")
        raise StopReading

    def _refuse_properties(self, event: Any) -> None:
        """Report an anchor or a tag, and stop unless it stands before a single value, which is read without it."""
        if event.anchor:
            self._report("yaml-alias", event.start_mark, found=f"&{event.anchor}")
        if event.tag:
            self._report("yaml-tag", event.start_mark, found=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if (event.anchor or event.tag) and not self._awaits_value(event):
            raise StopReading

    def _awaits_value(self, event: Any) -> bool:
        top = self.stack[-1] if self.stack else None
        return type(event).__name__ == "ScalarEvent" and not (top and isinstance(top.value, dict) and top.key is None)

    def scalar(self, event: Any) -> None:
        """Take in a key or a single value."""
        self._refuse_properties(event)
        mark = event.start_mark
        # The header of a block scalar may hold a comment; its text begins on the next line.
        start = self.text.find("\n", mark.index) if event.style in {"|", ">"} else mark.index
        if match := UNPRINTABLE.search(event.value):
            self._report("file-control-character", event.start_mark, found=sign(match[0]))
        self.scalars.append((start, event.end_mark.index))
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self._key(top, event, mark)
            return
        plain = event.style is None or event.style == ""
        self._look_at(event, plain=plain)
        self._add(None if plain and event.value in _NULLS else event.value, mark)

    def _look_at(self, event: Any, *, plain: bool) -> None:
        """Report a value that YAML accepts and that nobody means."""
        mark, owner = event.start_mark, self.stack[-1] if self.stack else None
        if event.style in {"'", '"'} and event.end_mark.line > mark.line:
            self._look_below(mark, event.end_mark)
        if not plain:
            return
        in_list = owner is None or isinstance(owner.value, list)
        if found := before_text(event.value) or (in_item(event.value) if in_list else None):
            self._report_in(found, mark)
        if owner and not in_list and mark.line > owner.key_mark[0] and re.match(r"-[^\s-]", event.value):
            self._report_in(("yaml-missing-space", "-", 1), mark)
        field = owner and (owner.key or next((p for p in reversed(owner.path) if isinstance(p, str)), None))
        if field in OUR_WORDS and is_in_curly_quotes(event.value):
            self._report("curly-quotes-around-value", mark, field=field)

    def _look_below(self, mark: Any, end: Any) -> None:
        """Stop at a quoted text that has swallowed the next fields."""
        lines, here = self._text_lines(), (mark.line, mark.column)
        if is_left_open(lines, here, end.line, indent(lines[mark.line])):
            self._stop_at(Mistake("yaml-quote-not-closed", here))

    def _report_in(self, found: Slip, mark: Any) -> None:
        """Report a mistake inside a word, and stop, because nothing below it is as it was meant."""
        code, words, offset = found
        self._stop_at(Mistake(code, (mark.line, mark.column + offset), words))

    def _stop_at(self, mistake: Mistake) -> None:
        self.problems.append(as_problem(self._text_lines(), mistake, self.path))
        raise StopReading

    def _text_lines(self) -> list[str]:
        self.lines = self.lines or self.text.replace("\r\n", "\n").split("\n")
        return self.lines

    def _key(self, top: _Open, event: Any, mark: Any) -> None:
        assert isinstance(top.value, dict)
        key = event.value
        if event.style in {None, ""} and (found := in_key(key)):
            self._report_in(found, mark)
        top.dropped = key == "<<" or key in top.value
        if key == "<<":
            self._report("yaml-merge-key", mark)
        elif top.dropped:
            self._repeat(top, key, mark)
        top.repeating = (top.repeating or key) if top.dropped else None
        top.key, top.key_mark = key, (mark.line, mark.column)

    def _repeat(self, top: _Open, key: str, mark: Any) -> None:
        """Report the first of the keys that repeat others, one below the other: they come of one mistake."""
        first = self.marks[*top.path, key][0][0]
        self.repeated.append(key)
        if top.repeating is None:
            self._report("yaml-duplicate-key", mark, found=key, first=str(first + 1))
        elif not top.path and top.repeating == next(iter(top.value)) != key:
            # The first field of the record and one more stand here again: another record begins with them.
            again = self.problems.pop()
            self.problems.append(problem("yaml-several-documents", again.place))
            raise StopReading

    def _add(self, value: Value, mark: Any) -> Path:
        """Put a value where it belongs, and return its path."""
        here = (mark.line, mark.column)
        if not self.stack:
            self.root = value
            self.marks[()] = (here, here)
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            path = (*top.path, len(top.value))
            top.value.append(value)
            self.marks[path] = (here, here)
            return path
        assert top.key is not None
        # What is dropped has places of its own, so that it hides nobody else's.
        path = (*top.path, "<<" if top.dropped else top.key)
        if not top.dropped:
            top.value[top.key] = value
            self.marks[path] = (top.key_mark, here)
        top.key = None
        return path

    def open(self, event: Any) -> None:
        """Go into a mapping or a list."""
        self._refuse_properties(event)
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            self._stop_at(of_key(self._text_lines(), (event.start_mark.line, event.start_mark.column)))
        if len(self.stack) >= DEEPEST:
            self._report("yaml-too-deep", event.start_mark, limit=str(DEEPEST))
            raise StopReading
        value: dict[str, Any] | list[Any] = {} if type(event).__name__ == "MappingStartEvent" else []
        self.stack.append(_Open(value, self._add(value, event.start_mark)))

    def close(self, _event: Any) -> None:
        """Leave a mapping or a list."""
        self.stack.pop()


_HANDLERS = {
    "DocumentStartEvent": Builder.document,
    "AliasEvent": Builder.alias,
    "ScalarEvent": Builder.scalar,
    "MappingStartEvent": Builder.open,
    "SequenceStartEvent": Builder.open,
    "MappingEndEvent": Builder.close,
    "SequenceEndEvent": Builder.close,
}
