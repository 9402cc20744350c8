"""Dates as records write them, and what was meant by a text that is none."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from factcheck.model import PartialDate

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_DAYS = 12
# How the months begin in English, German, French, Spanish, Italian, Polish, Ukrainian and Russian; the first that
# fits counts, so that “juillet” is no June.
_MONTHS = (
    (1, "jan", "jän", "ene", "gen", "sty", "січ", "янв"),
    (2, "feb", "fév", "fev", "lut", "лют", "фев"),
    (3, "mar", "mär", "maer", "бер", "март"),
    (4, "apr", "avr", "abr", "kwi", "кві", "апр"),
    (5, "may", "mai", "mag", "maj", "тра", "май", "мая"),
    (7, "jul", "juil", "lug", "lip", "лип", "июл"),
    (6, "jun", "juin", "giu", "cze", "чер", "июн"),
    (8, "aug", "aoû", "aou", "ago", "sie", "сер", "авг"),
    (9, "sep", "set", "wrz", "вер", "сен"),
    (10, "oct", "okt", "ott", "paź", "жов", "окт"),
    (11, "nov", "lis", "лис", "ноя"),
    (12, "dec", "dez", "déc", "dic", "gru", "гру", "дек"),
)


def date(text: str) -> PartialDate | None:
    """Read a day, a month or a year; None where it is no such date or does not exist."""
    if not (match := _DATE.fullmatch(text)):
        return None
    found = PartialDate(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    try:
        found.earliest  # noqa: B018 - the calendar refuses what does not exist
    except ValueError:
        return None
    return found if found.month != 0 and found.day != 0 else None


def instant(text: str) -> dt.datetime | None:
    """Read a date and time with an offset or Z (RFC 3339); None where it is no such time or does not exist."""
    try:
        found = dt.datetime.fromisoformat(text) if _INSTANT.fullmatch(text) else None
        return found if found is not None and found.astimezone(dt.UTC) is not None else None
    except (ValueError, OverflowError):
        return None


def how_to_write(text: str, *, partial: bool) -> str:
    """Say how a text that is no date is written as one, if it is clear what was meant; ``partial`` allows a month."""
    plain = "".join(str(unicodedata.digit(c, c)) for c in text.strip().lower())
    words = [w for w in re.split(r"[\W_]+|(?<=\d)t(?=\d)|(?<=\d)(?=[^\W\d])", plain) if w]
    if re.fullmatch(r"\d{8}", plain):
        words = [plain[:4], plain[4:6], plain[6:]]
    year = next((w for w in words if re.fullmatch(r"\d{4}", w)), "")
    if not year:
        return ""
    found = [f"{year}-{rest}" for rest in _rests(words, year) if partial or "-" in rest]
    if best := next((each for each in found if date(each)), ""):
        return f"Write: {best}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", plain):
        return "The calendar has no such day."
    return "Write the year, the month and the day in this order, with hyphens and all zeros: 2026-01-06."


def _rests(words: list[str], year: str) -> list[str]:
    """Return what may follow the year, the likeliest first."""
    named = next((number for w in words if (number := _month(w))), 0)
    numbers = [int(w) for w in words if re.fullmatch(r"\d{1,2}", w)]
    match named, numbers:
        case 0, [one, two, *_] if words[0] == year:
            return [f"{one:02}-{two:02}", f"{two:02}-{one:02}"] if one > _DAYS else [f"{one:02}-{two:02}"]
        case 0, [one, two] if max(one, two) > _DAYS:
            return [f"{min(one, two):02}-{max(one, two):02}"]
        case 0, [one]:
            return [f"{one:02}"]
        case _, [one, *_] if named:
            return [f"{named:02}-{one:02}"]
        case _, [] if named:
            return [f"{named:02}"]
    return []


def _month(word: str) -> int:
    return next((number for number, *starts in _MONTHS if word.startswith(tuple(starts))), 0)
