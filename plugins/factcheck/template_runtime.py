"""What templates that were compiled to straight code call while a page is made. Jinja is seldom among it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:  # A markupsafe without it: slower, and the same.

    def _escape_text(text: str, /) -> str:
        return str(escape(text))


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from gettext import NullTranslations

    from jinja2 import Environment


# So much is known of items at a time. Pages are made in an order in which those follow one another that show the same.
_MOST_KNOWN: Final = 30_000


class UnsureError(Exception):
    """Straight code cannot tell what Jinja would print."""


def escaped(value: object) -> str:
    """Return what ``markupsafe.escape`` prints of a value, without making a Markup of it."""
    return _escape_text(value) if type(value) is str else str(escape(value))


def safe(value: object) -> str:
    """Return what Jinja prints of a value that is marked as safe."""
    return value if type(value) is str else str(Markup(value))  # noqa: S704 - the template says that it is safe


def joined(*parts: object) -> str:
    """Return what Jinja's ``~`` makes of values."""
    texts = [part if isinstance(part, str) else str(part) for part in parts]
    return Markup("").join(texts) if any(hasattr(text, "__html__") for text in texts) else "".join(texts)


def trimmed(value: object) -> str:
    """Return what Jinja's filter ``trim`` makes of a value."""
    return (value if isinstance(value, str) else str(value)).strip()


def listed(values: Iterable[object], between: str = "") -> str:
    """Return what Jinja's filter ``join`` makes of values, none of which is markup."""
    found = list(values)
    if any(hasattr(value, "__html__") for value in found):
        raise UnsureError
    return str(between).join(map(str, found))


def sized(values: Iterable[Any]) -> Sequence[Any]:
    """Return values of which it can be asked how many there are."""
    return values if type(values) is tuple else list(values)


def is_defined(value: object, name: str) -> bool:
    """Tell whether a value has an attribute, as templates read it."""
    if not hasattr(value, name) and hasattr(value, "__getitem__"):
        raise UnsureError
    return hasattr(value, name)


def marks(language: str, records_language: str, direction: str | None) -> str:
    """Return the attributes of what is a record's own on a page in a language (``ours``): none where it is the same."""
    if language == records_language:
        return ""
    return Markup(' lang="{}" dir="{}"').format(records_language, direction)


def remembered(printed: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return a macro that prints the same again for an object that it was given before. Views never change."""
    known: dict[int, tuple[object, str]] = {}

    def print_once(item: Any) -> str:
        found = known.get(id(item))
        if found is None:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            # Kept with the object: while that is there, no other has its identity.
            found = known[id(item)] = item, printed(item)
        return found[1]

    return print_once


def names_for(translations: NullTranslations, environment: Callable[[], Environment]) -> dict[str, Any]:
    """Return what straight code calls by name, in a language. ``environment`` is asked for what only Jinja has."""

    def say(message: str, /, **given: object) -> str:
        """Return what ``_`` prints."""
        return str(Markup(translations.gettext(message)) % given)  # noqa: S704 - messages are ours

    def count(one: str, many: str, number: int, /, **given: object) -> str:
        """Return what ``ngettext`` prints."""
        message = Markup(translations.ngettext(one, many, number))  # noqa: S704 - as above
        return str(message % {"num": number, **given})

    def filtered(name: str, value: object, /, *given: object, **named: object) -> object:
        """Return what a filter makes of a value."""
        return environment().call_filter(name, value, given, named)

    def is_so(name: str, value: object, /, *given: object, **named: object) -> object:
        """Return the answer of a test of a value."""
        return environment().call_test(name, value, given, named)

    def shared(name: str) -> object:
        """Return a global."""
        return environment().globals[name]

    own = (
        escaped, safe, joined, trimmed, listed, sized, is_defined, remembered,
        say, count, filtered, is_so, shared, Markup,
    )  # fmt: skip
    return {function.__name__: function for function in own}
