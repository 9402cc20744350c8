"""Words that carry a negation or a hedge, by language: leaving one out can turn a statement round."""

from __future__ import annotations

import regex

_WORDS = {
    "en": """
        not no never none nor neither without cannot hardly barely unless except only if may might could would should
        allegedly reportedly apparently perhaps possibly probably likely unlikely about nearly almost some many most
        draft proposed planned expected hopes aims according
    """,
    "uk": """
        не ні ніколи немає без навряд якщо лише тільки може могли б би мабуть можливо ймовірно нібито начебто
        приблизно майже проєкт планує очікується сподівається словами
    """,
}

_ANY = regex.compile(
    "|".join(rf"\b{regex.escape(word)}\b" for words in _WORDS.values() for word in words.split()) + r"|\w+n['’]t\b",
    flags=regex.IGNORECASE | regex.WORD,
)


def first_hedge(text: str) -> str | None:
    """Return the first negation or hedge in a text, as it stands there."""
    match = _ANY.search(text)
    return match[0] if match else None
