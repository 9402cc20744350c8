"""The catalogues of the interface: nothing is missing, nothing is stale, and no placeholder is lost."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po

from factcheck import translations
from factcheck.translations import known_languages, untranslated, words_of

REPO = Path(__file__).resolve().parents[2]
LOCALE = REPO / "plugins/factcheck/locale"
OTHERS = [code for code in known_languages() if code != "en"]


def _ids(path: Path) -> list[object]:
    with path.open("rb") as file:
        return [message.id for message in read_po(file)]


def test_the_list_of_messages_is_not_stale(tmp_path: Path) -> None:
    """Whoever adds a word to a page collects it for the translators: run `make messages`."""
    target = tmp_path / "messages.pot"
    runpy.run_path(str(REPO / "scripts/messages.py"))["extract"](target)
    assert _ids(target) == _ids(LOCALE / "messages.pot")


def test_ukrainian_and_arabic_are_there() -> None:
    """Besides English, in which the code is written."""
    assert known_languages() == ("en", "ar", "uk")


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_is_complete(code: str) -> None:
    """Each message has its words in each form of number."""
    assert untranslated(code) == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_placeholder_is_lost(code: str) -> None:
    """A translation fills in what the message fills in."""
    with (LOCALE / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    for message in catalogue:
        for check in checkers if message.id else ():
            check(catalogue, message)


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [("uk", 1, "1 крок"), ("uk", 3, "3 кроки"), ("uk", 5, "5 кроків"), ("uk", 21, "21 крок")],
)
def test_plural_forms_follow_the_language(code: str, number: int, expected: str) -> None:
    """Ukrainian has three, chosen by the last figures."""
    assert words_of(code).count(number, "%(n)s step", "%(n)s steps", n=number) == expected


def test_a_message_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a build can refuse a language that is not complete."""
    folder = tmp_path / "locale"
    shutil.copytree(LOCALE, folder)
    text = (folder / "uk.po").read_text("utf-8")
    begun = text.index('msgid "Not rated"')
    gap = text.index("msgstr", begun)
    (folder / "uk.po").write_text(f'{text[:gap]}msgstr ""{text[text.index(chr(10), gap) :]}', "utf-8")
    monkeypatch.setattr(translations, "_folder", lambda: folder)
    translations._catalogue.cache_clear()
    try:
        assert untranslated("uk") == ["Not rated"]
    finally:
        translations._catalogue.cache_clear()


def test_a_language_without_a_catalogue_is_unknown() -> None:
    """It is for the caller to say what to do."""
    with pytest.raises(LookupError):
        words_of("tlh")
