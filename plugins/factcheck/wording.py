"""Words, dates and languages as readers see them. Dates and names of languages come from CLDR, by Babel."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from factcheck.model import PartialDate
from factcheck.translations import N_

if TYPE_CHECKING:
    import datetime as dt

    from factcheck.views import Tone

KINDS: Final = {
    "attendance": N_("Attendance"),
    "pledge": N_("Pledge"),
    "approval": N_("Approval"),
    "statement": N_("Statement"),
    "context": N_("Context"),
}
LEVELS: Final = {
    "none": N_("No further evidence"),
    "single-source": N_("Single source"),
    "corroborated": N_("Corroborated"),
    "primary-document": N_("Primary document"),
    "contested": N_("Contested"),
}
BEARINGS: Final = {"supports": N_("Supports"), "contradicts": N_("Contradicts"), "context": N_("Context")}
CORRECTIONS: Final = {
    "correction": N_("Correction"),
    "update": N_("Update"),
    "clarification": N_("Clarification"),
    "void": N_("Void"),
}
STATES: Final = {
    "drafted": N_("It stands in a draft."),
    "announced": N_("It was announced, and not yet adopted."),
    "adopted": N_("It was adopted by those who make it."),
    "in-force": N_("It is in force."),
    "fulfilled": N_("What was promised was done."),
    "compromised": N_("A part was done, or something else in its place."),
    "not-kept": N_("What was promised was not done in its time."),
    "withdrawn": N_("It was taken back."),
    "unclear": N_("What we found does not say where it stands."),
    "not-requested": N_("Nobody was asked yet."),
    "pending": N_("It was asked for, and not decided."),
    "granted": N_("It was given."),
    "refused": N_("It was refused."),
    "superseded": N_("Another decision has taken its place."),
    "unknown": N_("What we found does not say."),
}
# The names of states, roles, forms and kinds of source, as identifiers of ours spell them.
NAMES: Final = {
    "drafted": N_("Drafted"),
    "announced": N_("Announced"),
    "adopted": N_("Adopted"),
    "in-force": N_("In force"),
    "fulfilled": N_("Fulfilled"),
    "compromised": N_("Compromised"),
    "not-kept": N_("Not kept"),
    "withdrawn": N_("Withdrawn"),
    "unclear": N_("Unclear"),
    "not-requested": N_("Not requested"),
    "pending": N_("Pending"),
    "granted": N_("Granted"),
    "refused": N_("Refused"),
    "superseded": N_("Superseded"),
    "unknown": N_("Unknown"),
    "attended": N_("Attended"),
    "hosted": N_("Hosted"),
    "represented": N_("Represented"),
    "expected": N_("Expected"),
    "remote": N_("Remote"),
    "organization": N_("Organization"),
    "government": N_("Government"),
    "state": N_("State"),
    "coalition": N_("Coalition"),
    "news-media": N_("News media"),
    "group": N_("Group"),
    "person": N_("Person"),
    "event": N_("Event"),
    "news-article": N_("News article"),
    "document": N_("Document"),
    "speech": N_("Speech"),
    "web-page": N_("Web page"),
}
_GOOD: Final = frozenset(
    {"fulfilled", "granted", "in-force", "adopted", "supported", "supports", "primary-document", "corroborated"}
)
_BAD: Final = frozenset({"refused", "not-kept", "contradicted", "contradicts", "withdrawn"})
_OPEN: Final = frozenset(
    {
        "compromised",
        "unclear",
        "pending",
        "unknown",
        "partly-supported",
        "unproven",
        "outdated",
        "contested",
        "superseded",
    }
)
_PATTERNS: Final = {1: "y", 2: "LLLL y", 3: "d MMMM y"}
# Quotation marks where a language has others than English, after CLDR.
_LOW_HIGH, _ANGLED, _HIGH_HIGH = ("„", "“"), ("«", "»"), ("”", "”")
_MARKS: Final = {
    "ar": ("”", "“"),
    "be": _ANGLED,
    "bg": _LOW_HIGH,
    "cs": _LOW_HIGH,
    "de": _LOW_HIGH,
    "el": _ANGLED,
    "es": _ANGLED,
    "et": _LOW_HIGH,
    "fa": _ANGLED,
    "fi": _HIGH_HIGH,
    "fr": _ANGLED,
    "hu": ("„", "”"),
    "hy": _ANGLED,
    "is": _LOW_HIGH,
    "it": _ANGLED,
    "lt": _LOW_HIGH,
    "nb": _ANGLED,
    "nl": ("‘", "’"),
    "no": _ANGLED,
    "pl": ("„", "”"),
    "ro": ("„", "”"),
    "ru": _ANGLED,
    "sk": _LOW_HIGH,
    "sl": _LOW_HIGH,
    "sq": _ANGLED,
    "sr": ("„", "”"),
    "sv": _HIGH_HIGH,
    "uk": _ANGLED,
}


def sentence_case(identifier: str) -> str:
    """Return an identifier such as ``in-force`` as words: “In force”."""
    return identifier.replace("-", " ").capitalize()


def tone_of(identifier: str) -> Tone:
    """Return how a state, level, bearing or verdict of ours bears; plain for what a site defines itself."""
    if identifier in _GOOD:
        return "supports"
    if identifier in _BAD:
        return "contradicts"
    return "uncertain" if identifier in _OPEN else "plain"


@lru_cache(maxsize=4096)
def date_text(date: PartialDate | dt.date, language: str) -> str:
    """Return a date in words, with no more precision than it has."""
    found = date if isinstance(date, PartialDate) else PartialDate(date.year, date.month, date.day)
    known = sum(part is not None for part in (found.year, found.month, found.day))
    return format_date(found.earliest, _PATTERNS[known], locale=_locale(language))


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    return _known_locale(language) or Locale("en")


def _known_locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=256)
def direction_of(language: str | None) -> str | None:
    """Return ``ltr`` or ``rtl`` for a language, None for no language."""
    return str(_locale(language).text_direction) if language else None


def quotation_marks(language: str | None) -> tuple[str, str]:
    """Return the marks that open and close a quote in a language; those of English where we know no others."""
    return _MARKS.get((language or "").partition("-")[0], ("“", "”"))


@lru_cache(maxsize=1024)
def language_name(language: str, shown_in: str) -> str:
    """Return the name of a language in another one; its code where CLDR has none."""
    found = _known_locale(language)
    return str(found.get_display_name(_locale(shown_in)) or language) if found else language


def percent(share: float, language: str = "en") -> str:
    """Return a share with one decimal, rounded down so that it never says more than is so."""
    return _thousandths(int(share * 1000), language)


@lru_cache(maxsize=4096)
def _thousandths(number: int, language: str) -> str:
    return f"{format_decimal(number / 10, '0.0', locale=_locale(language))} %"


@lru_cache(maxsize=4096)
def number_text(number: int, language: str) -> str:
    """Return a whole number with the marks between thousands that a language has."""
    return f"{number:,}" if language == "en" else str(format_decimal(number, locale=_locale(language)))


def excerpt(text: str, length: int = 180) -> str:
    """Return a text cut at a space, with an ellipsis where something was cut."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else f"{flat[:length].rsplit(' ', 1)[0]}…"
