"""The words of the interface in other languages: gettext catalogues, read by Babel.

English is the language of the code. ``locale/messages.pot`` lists its messages, ``locale/<code>.po`` holds what they
are in another language; plural forms follow CLDR.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ENGLISH = "en"
TEMPLATE = "messages.pot"


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a message for translation; it is translated where it is shown."""
    return message


class Words:
    """Messages in one language; ``code`` is its BCP 47 code."""

    def __init__(self, code: str, translations: gettext.NullTranslations) -> None:
        self.code = code
        self._translations = translations
        # Pages ask for the same few hundred messages again and again.
        self._translated = cache(translations.gettext)

    def say(self, message: str, /, **values: object) -> str:
        """Return a message, with ``%(name)s`` filled in where values are given."""
        found = self._translated(message)
        return found % values if values else found

    def count(self, number: int, one: str, many: str, /, **values: object) -> str:
        """Return the message that fits a number, with other names filled in."""
        return self._translations.ngettext(one, many, number) % values

    @property
    def translations(self) -> gettext.NullTranslations:
        """The catalogue itself, as template engines take it."""
        return self._translations


@cache
def words_of(code: str) -> Words:
    """Return the words of a language: English, or a catalogue of ours. Raises LookupError where there is none."""
    if code.partition("-")[0] == ENGLISH:
        return Words(code, gettext.NullTranslations())
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - a site in English never needs it

    data = io.BytesIO()
    write_mo(data, _catalogue(code))
    data.seek(0)
    return Words(code, gettext.GNUTranslations(data))


def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages that the interface speaks."""
    codes = (name.removesuffix(".po") for entry in _folder().iterdir() if (name := entry.name).endswith(".po"))
    return (ENGLISH, *sorted(codes))


def untranslated(code: str) -> list[str]:
    """Return the messages that a language lacks, in order. Raises LookupError where there is no catalogue."""
    if code.partition("-")[0] == ENGLISH:
        return []
    catalogue = _catalogue(code)
    return [message.id if isinstance(message.id, str) else message.id[0] for message in _messages()
            if not _is_translated(catalogue.get(message.id))]  # fmt: skip


def _is_translated(message: Any) -> bool:
    if message is None or message.fuzzy:
        return False
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _messages() -> list[Any]:
    return [message for message in _read(TEMPLATE) if message.id]


@cache
def _catalogue(code: str) -> Catalog:
    language = code.partition("-")[0]
    if language not in known_languages():
        raise LookupError(code)
    return _read(f"{language}.po")


def _read(name: str) -> Catalog:
    from babel.messages.pofile import read_po  # noqa: PLC0415 - a site in English never needs it

    with (_folder() / name).open("rb") as file:
        return read_po(file)


def _folder() -> Any:
    return files("factcheck") / "locale"
