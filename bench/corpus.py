"""A realistic site of any size, the same one for the same seed: ``python bench/corpus.py 10000 FOLDER``.

Claims of every kind with histories, evidence and reviews; sources of 2 to 6 kB in Latin, Cyrillic and Arabic script;
people, organizations and events. What depends on the number of claims grows with it: a source for twenty claims, a
person for fifty.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED = 1
FIRST_DAY = dt.date(2023, 1, 1)
DAYS = 3 * 365
KINDS = ("attendance", "pledge", "approval", "statement", "context")
PLEDGE = ("drafted", "announced", "adopted", "in-force")
APPROVAL = ("not-requested", "pending", "granted", "superseded")
VERDICTS = ("supported", "partly-supported", "contradicted", "unproven", "outdated")
SYLLABLES = {
    "en": "ba den fir gol han ker lim mor nat pel rus sin tor val wen dor",
    "uk": "ба вен гор дал жит зор кам лен мир нос пол рук сон тар хмар щит",
    "ar": "با تر حس دم رز سل شم صد طب عل فن قم كر لب مد نو",
}
NAMES = "Amara Björn Chloé Dmytro Elif Farid Gráinne Hiro Ines Jakub Kateryna Luís Mei Noor Oksana Pavel"
# A word of more letters can be a topic.
LONG = 4
SURNAMES = "Abe Bianchi Çelik Dubois Eriksson Fischer García Horák Ivanenko Jensen Kowalski Müller Okafor"


@dataclass
class Words:
    """Made-up words of a language, a few of them frequent and many rare, as in any text."""

    draw: random.Random
    vocabulary: list[str]

    @classmethod
    def of(cls, language: str, draw: random.Random) -> Words:
        """Make the vocabulary of a language."""
        parts = SYLLABLES[language].split()
        return cls(draw, ["".join(draw.choices(parts, k=draw.randint(1, 4))) for _ in range(3000)])

    def some(self, number: int) -> list[str]:
        """Return words; the n-th of the vocabulary is chosen about 1/n as often as the first."""
        size = len(self.vocabulary)
        return [self.vocabulary[min(size - 1, int(size ** self.draw.random()) - 1)] for _ in range(number)]

    def sentence(self) -> str:
        """Return a sentence of 7 to 24 words."""
        words = self.some(self.draw.randint(7, 24))
        if len(words) > 12:
            words[len(words) // 2] += ","
        return f"{' '.join(words).capitalize()}."

    def title(self) -> str:
        """Return 5 to 9 words without a mark at the end."""
        return " ".join(self.some(self.draw.randint(5, 9))).capitalize()


@dataclass(frozen=True)
class Source:
    """A source that was written: its id, language and paragraphs."""

    id: str
    language: str
    rights: str
    sentences: list[str]


class Corpus:
    """Writes a site of ``size`` claims into a folder."""

    def __init__(self, folder: Path, size: int, seed: int = SEED) -> None:
        self.folder, self.size, self.draw = folder, size, random.Random(seed)  # noqa: S311 - the same text each time
        self.words = {language: Words.of(language, self.draw) for language in SYLLABLES}
        long_words = {word for word in self.words["en"].vocabulary if len(word) > LONG}
        self.tags = sorted(long_words)[: max(10, min(200, size // 25))]

    def write(self) -> None:
        """Write every file."""
        for name in ("claims/people", "claims/organizations", "claims/events", "seeds"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._text(
            "pelicanconf.py", 'SITENAME = "Bench"\nSITEURL = "https://bench.example"\nFACTCHECK_STALE_AFTER = 9999\n'
        )
        for page in ("about", "methodology", "corrections-policy"):
            self._text(f"content/pages/{page}.md", f"Title: {page.replace('-', ' ').capitalize()}\n\nWords.\n")
        self.people = self._things("people", max(4, self.size // 50))
        self.bodies = self._things("organizations", max(3, self.size // 200))
        self.events = self._things("events", max(2, self.size // 200))
        self.sources = [self._source(number) for number in range(max(2, self.size // 20))]
        for number in range(self.size):
            self._claim(number)

    def _text(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")

    def _record(self, path: str, values: dict[str, Any]) -> None:
        self._text(path, "".join(f"{key}: {_flow(value)}\n" for key, value in values.items()))

    def _things(self, folder: str, number: int) -> list[str]:
        ids = [f"{folder[:2]}{n:05}" for n in range(number)]
        for id_ in ids:
            name = f"{self.draw.choice(NAMES.split())} {self.draw.choice(SURNAMES.split())} {id_[2:]}"
            self._record(f"claims/{folder}/{id_}.yaml", {"name": name, "description": self.words["en"].sentence()})
        return ids

    def _source(self, number: int) -> Source:
        language = self.draw.choices(("en", "uk", "ar"), (8, 1, 1))[0]
        words, length = self.words[language], self.draw.randint(2000, 6000)
        paragraphs: list[tuple[str, ...]] = []
        while sum(len(s.encode()) for p in paragraphs for s in p) < length:
            paragraphs.append(tuple(words.sentence() for _ in range(self.draw.randint(2, 5))))
        text = "\n\n".join(" ".join(p) for p in paragraphs) + "\n"
        id_, day = f"source-{number:05}", self._day(number / max(2, self.size // 20))
        self._text(f"seeds/{id_}.txt", text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        values: dict[str, Any] = {
            "title": words.title(),
            "kind": "news-article",
            "rights": self.draw.choices(("full-text", "quote-only"), (9, 1))[0],
            "language": language,
            "url": f"https://news.example.org/{id_}",
            "publisher": self.draw.choice(("Northern Wire", "The Meridian", "Civic Record")),
            "published": day.isoformat(),
            "snapshots": [{"file": f"{id_}.txt", "sha256": digest, "captured": day.isoformat()}],
        }
        if number > 4 and self.draw.random() < 0.2:
            values["origin"] = f"source-{number - 1:05}"
        self._record(f"seeds/{id_}.yaml", values)
        sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
        self.draw.shuffle(sentences)
        return Source(id_, language, values["rights"], sentences)

    def _quoted(self, near: int) -> Source:
        """Return a source that may be quoted more, at a place in their order or before it; each sentence once."""
        before = (self.sources[near - number] for number in range(len(self.sources)))
        return next(source for source in before if source.sentences and source.rights == "full-text")

    def _day(self, share: float) -> dt.date:
        return FIRST_DAY + dt.timedelta(days=int(DAYS * share))

    def _claim(self, number: int) -> None:
        share = number / self.size
        source = self._quoted(int(share * len(self.sources)))
        kind, day = self.draw.choice(KINDS), self._day(share)
        sentence = source.sentences.pop()
        who = self.draw.choice(self.people)
        values: dict[str, Any] = {
            "kind": kind,
            "claim": self.words["en"].title()[:75],
            "published": day.isoformat(),
            "quote": {"source": source.id, "exact": sentence},
            "claimant": who,
            "attribution": [{"who": source.id, "verb": "reports"}, {"who": who, "verb": "said"}],
            "about": self.draw.sample(self.people, 2),
            **self._terms(kind, day),
            "evidence": [self._evidence() for _ in range(self.draw.randint(0, 3))],
            "tags": self.draw.sample(self.tags, self.draw.randint(1, 4)),
        }
        if self.draw.random() < 0.6:
            values["review"] = self._review(day)
        if number and self.draw.random() < 0.3:
            values["related"] = [f"claim-{self.draw.randrange(number):06}"]
        self._record(f"claims/y{day.year}/claim-{number:06}.yaml", {k: v for k, v in values.items() if v != []})

    def _terms(self, kind: str, day: dt.date) -> dict[str, Any]:
        if kind == "attendance":
            return {"person": self.draw.choice(self.people), "event": self.draw.choice(self.events), "role": "attended"}
        if kind == "statement":
            return {"form": self.draw.choice(("direct-quote", "paraphrase"))}
        if kind == "pledge":
            body, other = self.draw.choice(self.bodies), self.draw.choice(self.bodies)
            return {"promisor": body, "beneficiary": other, "status": self._history(PLEDGE, day)}
        if kind == "approval":
            return {
                "subject": self.words["en"].title(),
                "required_from": [self.draw.choice(self.bodies)],
                "status": self._history(APPROVAL, day),
            }
        return {}

    def _history(self, states: tuple[str, ...], day: dt.date) -> list[dict[str, Any]]:
        return [
            {
                "state": state,
                "as_of": (day + dt.timedelta(days=30 * step)).isoformat(),
                "evidence": "quote" if not step else [self._evidence()],
                "summary": self.words["en"].sentence(),
            }
            for step, state in enumerate(states[: self.draw.randint(1, 4)])
        ]

    def _evidence(self) -> dict[str, Any]:
        return {
            "source": self.draw.choice(self.sources).id,
            "bearing": self.draw.choice(("supports", "supports", "contradicts", "context")),
            "says": self.words["en"].sentence(),
        }

    def _review(self, day: dt.date) -> dict[str, Any]:
        words = self.words["en"]
        items = "\n".join(f"- {words.title()}" for _ in range(3))
        return {
            "verdict": self.draw.choice(VERDICTS),
            "explanation": f"**{words.title()}.** {words.sentence()}\n\n{items}\n\n{words.sentence()}\n",
            "reviewers": [self.draw.choice(self.bodies)],
            "published": (day + dt.timedelta(days=5)).isoformat(),
        }


def _flow(value: Any) -> str:
    """Return a value as YAML: groups and lists of groups in block style, as editors write them."""
    if isinstance(value, dict):
        return "".join(f"\n  {key}: {_inner(item)}" for key, item in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "".join("\n  - " + "\n    ".join(f"{k}: {_inner(v)}" for k, v in item.items()) for item in value)
    return _inner(value)


def _inner(value: Any) -> str:
    """Return a value on one line; JSON is YAML."""
    if isinstance(value, str) and value.replace("-", "").isalnum() and value.isascii():
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return f"[{', '.join(value)}]"
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Write a site."""
    options = argparse.ArgumentParser(description="Write a made-up site of a given size.")
    options.add_argument("size", type=int)
    options.add_argument("folder", type=Path)
    options.add_argument("--seed", type=int, default=SEED)
    told = options.parse_args()
    Corpus(told.folder, told.size, told.seed).write()


if __name__ == "__main__":
    main()
