"""What a build worked out, saved for the next one.

Records, proofs and the model are packed as the values they are. What two of them share stands once: a captured text
is saved apart, and wherever something speaks of it stands its number. Where the parts of a record stand is not saved,
because its file tells it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from factcheck.build_state import Files, State, digest_in, unsealed, write_sealed
from factcheck.captures import Captures
from factcheck.checks import Subject
from factcheck.corpus import Entry, corpus_of
from factcheck.making import Making
from factcheck.model import Capture, Checked, Proof, Scale, Site, Snapshot
from factcheck.problems import Path as FieldPath
from factcheck.problems import Places, Problem
from factcheck.proving import proofs_of
from factcheck.text import Block, Folded
from factcheck.values import Value, packer, replace, unpacker
from factcheck.yaml_reader import LateMarks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from factcheck.settings import Settings

T = TypeVar("T")
_EXAMINED: Final = "examined"
_MADE: Final = "made"
# Of what there is much, so many are packed at a time, behind a letter: entries, proofs and claims.
_PART: Final = 2000
_MANY: Final = (b"e", b"p", b"c")
_LENGTH: Final = 8


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


class _Head(Value, frozen=True):
    """What there is little of."""

    captures: dict[str, Captures]
    scale: Scale
    problems: tuple[Problem, ...]
    asked: dict[str, tuple[Problem, ...]]
    told: tuple[Problem, ...]
    site: Site


class _Made(Value, frozen=True):
    making: Making
    inputs: Files


def save_examined(folder: Path, subject: Subject, site: Site, environment: bytes) -> None:
    """Save what a build found out before it made anything."""
    write_sealed(folder / _EXAMINED, _framed(_frames(subject, site)), environment)


def save_making(folder: Path, making: Making, inputs: Files, environment: bytes) -> tuple[bytes, bytes]:
    """Save what it made, and of what; return the digests by which its state knows the two files."""
    made = write_sealed(folder / _MADE, [_PACKED(_Made(making, inputs))], environment)
    return digest_in(folder / _EXAMINED), made


def load_model(folder: Path, state: State, site: Path, settings: Settings) -> Model | None:
    """Return what the build of a state worked out from the files of a site; None where it is damaged or of another."""
    examined, made = state.model
    found = unsealed(_read(folder / _MADE), state.environment, _UNPACKED, made)
    if found is None:
        return None
    model = partial(_model, site=site, settings=settings, made=found)
    return unsealed(_read(folder / _EXAMINED), state.environment, model, examined)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _frames(subject: Subject, site: Site) -> Iterator[bytes]:
    """Yield the captured texts, what there is little of, and parts of what there is much of."""
    corpus = subject.corpus
    captures = [capture for found in corpus.captures.values() for capture in found.good]
    numbers = {id(capture): number for number, capture in enumerate(captures)}

    def stands_for(value: object) -> str | int:
        if isinstance(value, Places):
            return value.path
        if isinstance(value, Capture):
            return numbers[id(value)]
        raise TypeError(type(value).__name__)

    pack = packer(stands_for)
    yield pack([_Text(c.snapshot, c.text, c.sha256, c.blocks, c.folded) for c in captures])
    asked, few = dict(subject.asked), replace(site, claims={})
    yield pack(_Head(corpus.captures, corpus.scale, corpus.problems, asked, subject.told, few))
    many = (corpus.entries, tuple(subject.proofs.found.items()), tuple(site.claims.values()))
    for kind, values in zip(_MANY, many, strict=True):
        for begin in range(0, len(values), _PART):
            yield kind + pack(values[begin : begin + _PART])


def _framed(frames: Iterable[bytes]) -> Iterator[bytes]:
    for frame in frames:
        yield len(frame).to_bytes(_LENGTH)
        yield frame


def _unframed(data: memoryview) -> Iterator[memoryview]:
    while data:
        end = _LENGTH + int.from_bytes(data[:_LENGTH])
        yield data[_LENGTH:end]
        data = data[end:]


def _model(data: memoryview, site: Path, settings: Settings, made: _Made) -> Model:
    texts, head, *parts = _unframed(data)
    captures = [Capture(t.snapshot, t.text, t.sha256, t.blocks, t.folded) for t in _TEXTS(texts)]

    def meant_by(kind: type, found: Any) -> object:
        return captures[found] if kind is Capture else Places(found, LateMarks((site / found).read_bytes))

    def many(kind: bytes, form: type[tuple[T, ...]]) -> Iterator[T]:
        read = unpacker(form, meant_by)
        return (value for part in parts if part[:1] == kind for value in read(part[1:]))

    known = unpacker(_Head, meant_by)(head)
    entries, proofs, claims = _MANY
    corpus = corpus_of(tuple(many(entries, tuple[Entry, ...])), known.captures, known.scale, known.problems)
    proven = proofs_of(dict(many(proofs, tuple[tuple[tuple[str, FieldPath], Proof], ...])), ())
    shown = {claim.record.id: claim for claim in many(claims, tuple[Checked, ...])}
    return Model(
        Subject(corpus, proven, settings, known.asked, known.told),
        replace(known.site, claims=shown),
        made.making,
        made.inputs,
    )


_PACKED = packer()
_UNPACKED = unpacker(_Made)
_TEXTS = unpacker(tuple[_Text, ...])
