"""Words that carry a negation, a reservation or a time, by language: leaving one out can turn a statement round.

Each family holds words that may stand for one another: whoever writes "draft" has said that nothing is settled, and
so has whoever writes "would". A new language is one more entry in each table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# family: language: words; "~" at the end of a word stands for any ending.
_FAMILIES: Final[dict[str, dict[str, str]]] = {
    "negation": {
        "en": "not no never none nor neither without cannot hardly barely unless except fail~ denied denies",
        "uk": "не ні ніколи немає без навряд жоден жодного крім",
    },
    "reservation": {
        "en": """may might could would should allegedly reportedly apparently perhaps possibly probably likely unlikely
            draft~ propos~ plan~ prepar~ expect~ hope~ hoping aim~ intend~ seek~ seem~ appear~ suggest~ indicat~
            designed potential~ attempt~ try trying tries want~ call~""",
        "uk": """може можуть могли міг могла б би мабуть можливо ймовірно нібито начебто проєкт~ план~ готу~ очіку~
            сподіва~ прагн~ пропону~ має~ мають намір намагат~ хоче хочуть""",
    },
    "attribution": {
        "en": "according",
        "uk": "словами даними",
    },
    "condition": {
        "en": "if unless provided only until case event",
        "uk": "якщо лише тільки умови разі доки",
    },
    "quantity": {
        "en": "about nearly almost some many most mostly few largely around approximately partly roughly",
        "uk": "приблизно майже близько деякі багато більшість кілька частково переважно",
    },
}
_RELATIVE: Final = {
    "en": r"yesterday|today|tomorrow|tonight|"
    r"(?:last|next|this)\s+(?:week|month|year|night|weekend|spring|summer|autumn|winter|\p{Lu}\w+day)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|afternoon|evening|night))?|"
    r"(?:days?|weeks?|months?|years?|hours?)\s+ago|recently",
    "uk": r"вчора|сьогодні|завтра|(?:минул|наступн|цього|цьому)\w*\s+(?:тиж\w+|місяц\w+|ро\w+)|"
    r"(?:понеділ\w+|вівтор\w+|серед[ауи]|четвер\w*|п['’]ятниц\w+|субот\w+|неділ\w+)|тому\s+назад|нещодавно",
}
_PRONOUNS: Final = {
    "en": r"(?:he|she|they|it|we|i|his|her|their|its|our|him|them)\b|(?:this|these|that|those)\s+"
    r"(?:is|are|was|were|will|would|has|have|had|may|might|could|should|means|shows)\b",
    "uk": r"(?:він|вона|вони|воно|ми|я|його|її|їх|їхн\w+|наш\w*)\b|(?:це|цей|ця|ці)\s+(?:є|був|була|було|були|буде)\b",
}


def _one(word: str) -> str:
    return regex.escape(word.removesuffix("~")) + (r"\w*" if word.endswith("~") else "")


def _any(words: str) -> str:
    return rf"\b(?:{'|'.join(_one(word) for word in words.split())})\b"


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, flags=regex.IGNORECASE | regex.WORD)


_NOT: Final = r"|\w+n['’]t\b"
_BY_FAMILY: Final = {
    (family, language): _compiled(_any(words) + (_NOT if (family, language) == ("negation", "en") else ""))
    for family, languages in _FAMILIES.items()
    for language, words in languages.items()
}
# What a text holds, case aside, in which a word of a family stands: most texts hold none, and looking is quick.
_PARTS: Final = {
    (family, language): tuple({word.removesuffix("~").casefold() for word in words.split()})
    + (("n't", "n’t") if (family, language) == ("negation", "en") else ())
    for family, languages in _FAMILIES.items()
    for language, words in languages.items()
}
# These two count as an “i” where case does not count, and change into something else where it is taken away.
_TURKISH: Final = frozenset("ıİ")
_TIMES: Final = {language: regex.compile(rf"\b(?:{words})\b", regex.WORD) for language, words in _RELATIVE.items()}
_STARTS: Final = {language: _compiled(rf"[\W_]*(?:{words})") for language, words in _PRONOUNS.items()}
FAMILIES: Final = tuple(_FAMILIES)


def _languages(tag: str | None) -> tuple[str, ...]:
    """Return the languages whose words count in a text: its own, or all where ours do not have it."""
    known = tuple(_RELATIVE)
    primary = (tag or "").partition("-")[0]
    return (primary,) if primary in known else known


def _matches(text: str, language: str | None) -> Iterator[tuple[str, regex.Match[str]]]:
    """Yield the first word of each family in each language that counts: language by language."""
    plain, is_plain = text.casefold(), _TURKISH.isdisjoint(text)
    for each in _languages(language):
        for family in FAMILIES:
            if is_plain and not _holds(plain, _PARTS[family, each]):
                continue
            if match := _BY_FAMILY[family, each].search(text):
                yield family, match


def _holds(text: str, parts: tuple[str, ...]) -> bool:
    for part in parts:  # noqa: SIM110 - every text is asked for a hundred of them: any() takes twice as long
        if part in text:
            return True
    return False


def hedges_of(text: str, language: str | None = None) -> dict[str, str]:
    """Return the first word of each family that has one in a text, as it stands there."""
    found: dict[str, str] = {}
    for family, match in _matches(text, language):
        found.setdefault(family, match[0])
    return found


def first_hedge(text: str, language: str | None = None) -> str | None:
    """Return the first negation or reservation in a text, as it stands there."""
    found = [match for _, match in _matches(text, language)]
    return min(found, key=lambda match: match.start())[0] if found else None


def relative_time(text: str, language: str | None = None) -> str | None:
    """Return the first words in a text that name a time from where the speaker stands."""
    found = (_TIMES[each].search(text) for each in _languages(language))
    return next((match[0] for match in found if match), None)


def leading_pronoun(text: str, language: str | None = None) -> str | None:
    """Return the pronoun that a text begins with, which stands for something said before it."""
    found = (_STARTS[each].match(text) for each in _languages(language))
    return next((match[0].strip() for match in found if match), None)
