"""What a build worked out, saved for the next one.

Records, proofs and the model are packed as the values they are. What two of them share stands once: a captured text
is saved apart, and wherever something speaks of it stands its number. Where the parts of a record stand is not saved,
because its file tells it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from factcheck.build_state import Files, State, unsealed, write_sealed
from factcheck.captures import Captures
from factcheck.checks import Subject
from factcheck.corpus import Entry, corpus_of
from factcheck.making import Making
from factcheck.model import Capture, Proof, Scale, Site, Snapshot
from factcheck.problems import Path as FieldPath
from factcheck.problems import Places, Problem
from factcheck.proving import proofs_of
from factcheck.text import Block, Folded
from factcheck.values import Value, packer, unpacker
from factcheck.yaml_reader import LateMarks

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.settings import Settings


@dataclass(frozen=True, slots=True)
class Model:
    """What a build of the whole site worked out, and the inputs it worked from; needed where something changed."""

    subject: Subject
    site: Site
    making: Making
    inputs: Files


class _Text(Value, frozen=True):
    """A capture, as it is saved."""

    snapshot: Snapshot
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    folded: Folded


class _Saved(Value, frozen=True):
    """A model, as it is saved."""

    entries: tuple[Entry, ...]
    captures: dict[str, Captures]
    scale: Scale
    problems: tuple[Problem, ...]
    proofs: tuple[tuple[tuple[str, FieldPath], Proof], ...]
    asked: dict[str, tuple[Problem, ...]]
    site: Site
    making: Making
    inputs: Files


def save_model(folder: Path, model: Model, environment: bytes) -> bytes:
    """Save what a build worked out, and return the digest by which its state knows it."""
    corpus, proofs = model.subject.corpus, model.subject.proofs
    captures = [capture for found in corpus.captures.values() for capture in found.good]
    numbers = {id(capture): number for number, capture in enumerate(captures)}

    def stands_for(value: object) -> str | int:
        if isinstance(value, Places):
            return value.path
        if isinstance(value, Capture):
            return numbers[id(value)]
        raise TypeError(type(value).__name__)

    texts = tuple(_Text(c.snapshot, c.text, c.sha256, c.blocks, c.folded) for c in captures)
    saved = _Saved(
        corpus.entries,
        corpus.captures,
        corpus.scale,
        corpus.problems,
        tuple(proofs.found.items()),
        dict(model.subject.asked),
        model.site,
        model.making,
        model.inputs,
    )
    pack = packer(stands_for)
    return write_sealed(folder / "model", pack((pack(texts), pack(saved))), environment)


def load_model(folder: Path, state: State, site: Path, settings: Settings) -> Model | None:
    """Return what the build of a state worked out from the files of a site; None where it is damaged or of another."""
    try:
        data = (folder / "model").read_bytes()
    except OSError:
        return None
    return unsealed(data, state.environment, partial(_model, site=site, settings=settings), state.model)


def _model(data: memoryview, site: Path, settings: Settings) -> Model:
    texts, rest = _PARTS(data)
    captures = [Capture(t.snapshot, t.text, t.sha256, t.blocks, t.folded) for t in _TEXTS(texts)]

    def meant_by(kind: type, found: Any) -> object:
        return captures[found] if kind is Capture else Places(found, LateMarks((site / found).read_bytes))

    saved = unpacker(_Saved, meant_by)(rest)
    corpus = corpus_of(saved.entries, saved.captures, saved.scale, saved.problems)
    subject = Subject(corpus, proofs_of(dict(saved.proofs), ()), settings, saved.asked)
    return Model(subject, saved.site, saved.making, saved.inputs)


_PARTS = unpacker(tuple[bytes, bytes])
_TEXTS = unpacker(tuple[_Text, ...])
