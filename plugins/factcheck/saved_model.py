"""What a build worked out, saved for the next one.

Records, proofs and the model are packed as the values they are. What two of them share stands once: a captured text
is saved apart, and wherever something speaks of it stands its number. Where the parts of a record stand is not saved,
because its file tells it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

from factcheck.build_state import Files, State, digest_in, following, unsealed, write_sealed
from factcheck.captures import Captures
from factcheck.checks import Subject
from factcheck.corpus import Entry, corpus_of
from factcheck.made_units import Making, Units
from factcheck.model import Capture, Checked, Proof, Scale, Site, Snapshot
from factcheck.problems import Path as FieldPath
from factcheck.problems import Places, Problem
from factcheck.proving import proofs_of
from factcheck.site import proofs_in
from factcheck.text import Block, Folded
from factcheck.tracing import Key
from factcheck.values import Shared, Value, packer, replace, unpacker
from factcheck.yaml_reader import LateMarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from factcheck.settings import Settings

T = TypeVar("T")
_EXAMINED: Final = "examined"
_MADE: Final = "made"
# Of what there is much, so many are packed at a time, behind a letter.
_PART: Final = 2000
_ENTRIES: Final = b"e"
_CLAIMS: Final = b"c"


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
    """What there is little of; ``proofs`` are those that no claim of the model has."""

    captures: dict[str, Captures]
    scale: Scale
    problems: tuple[Problem, ...]
    proofs: tuple[tuple[tuple[str, FieldPath], Proof], ...]
    asked: dict[str, tuple[Problem, ...]]
    told: tuple[Problem, ...]
    site: Site


class _Made(Value, frozen=True):
    """A ``Making`` without its units, which follow it in their parts."""

    keys: tuple[Key, ...]
    digests: tuple[bytes, ...]
    claims: dict[str, bytes]
    inputs: Files


def save_examined(
    folder: Path, subject: Subject, site: Site, environment: bytes, is_written: Callable[[], object] = lambda: None
) -> None:
    """Save what a build found out before it made anything; ``is_written`` is called as it is written."""
    write_sealed(folder / _EXAMINED, _parts(subject, site), environment, is_written)


def save_making(folder: Path, making: Making, inputs: Files, environment: bytes) -> None:
    """Save what it made, and of what."""
    head = _PACKED(_Made(making.keys, making.digests, making.claims, inputs))
    write_sealed(folder / _MADE, chain([head], making.units.parts), environment)


def model_digests(folder: Path) -> tuple[bytes, bytes]:
    """Return the digests by which a state knows the two files, when both are saved."""
    return digest_in(folder / _EXAMINED), digest_in(folder / _MADE)


def load_model(folder: Path, state: State, site: Path, settings: Settings) -> Model | None:
    """Return what the build of a state worked out from the files of a site; None where it is damaged or of another."""
    examined, made = state.model
    found = unsealed(folder / _MADE, state.environment, _made, made)
    if found is None:
        return None
    model = partial(_model, site=site, settings=settings, made=found)
    return unsealed(folder / _EXAMINED, state.environment, model, examined)


def load_site(folder: Path, environment: bytes, site: Path, wait: Callable[[], object]) -> Site:
    """Return the site that another process saves; ``wait`` returns as it is written."""
    return _begun(following(folder / _EXAMINED, environment, wait), site, Shared().of)[0].site


def _all_of(captures: Mapping[str, Captures]) -> list[Capture]:
    return [capture for found in captures.values() for capture in found.good]


def _parts(subject: Subject, site: Site) -> Iterator[bytes]:
    """Yield the captured texts, what there is little of, and parts of what there is much of."""
    corpus = subject.corpus
    captures = _all_of(corpus.captures)
    numbers = {id(capture): number for number, capture in enumerate(captures)}

    def stands_for(value: object) -> str | int:
        if isinstance(value, Places):
            return value.path
        if isinstance(value, Capture):
            return numbers[id(value)]
        raise TypeError(type(value).__name__)

    pack = packer(stands_for)
    yield pack([_Text(c.snapshot, c.text, c.sha256, c.blocks, c.folded) for c in captures])
    asked, few = {key: problems for key, problems in subject.asked.items() if problems}, replace(site, claims={})
    proofs = tuple(proof for proof in subject.proofs.found.items() if proof[0][0] not in site.claims)
    yield pack(_Head(corpus.captures, corpus.scale, corpus.problems, proofs, asked, subject.told, few))
    for kind, values in ((_CLAIMS, tuple(site.claims.values())), (_ENTRIES, corpus.entries)):
        for begin in range(0, len(values), _PART):
            yield kind + pack([_alone(value, site) for value in values[begin : begin + _PART]])


def _alone(value: Entry | Checked, site: Site) -> Entry | Checked:
    """Return an entry without its record where the claim of the model holds that."""
    return replace(value, record=None) if isinstance(value, Entry) and value.id in site.claims else value


def _made(parts: Iterator[bytes]) -> tuple[Making, Files]:
    head = _MADE_HEAD(next(parts))
    return Making(Units(list(parts)), head.keys, head.digests, head.claims), head.inputs


def _begun(
    parts: Iterator[bytes], site: Path, seen: Callable[[Checked], Checked] = lambda claim: claim
) -> tuple[_Head, Iterator[Entry]]:
    """Read what stands before the entries, and the claims as ``seen``; return it, and what reads the entries."""
    captures = [Capture(t.snapshot, t.text, t.sha256, t.blocks, t.folded) for t in _TEXTS(next(parts))]

    def read(path: str) -> bytes:
        return (site / path).read_bytes()

    def meant_by(kind: type, found: Any) -> object:
        return captures[found] if kind is Capture else Places(found, LateMarks(read, found))

    head = unpacker(_Head, meant_by)(next(parts))
    claims, entries = unpacker(tuple[Checked, ...], meant_by), unpacker(tuple[Entry, ...], meant_by)
    for part in parts:
        if not part.startswith(_CLAIMS):
            break
        head.site.claims.update({claim.record.id: seen(claim) for claim in claims(memoryview(part)[1:])})
    return head, (entry for some in chain([part], parts) for entry in entries(memoryview(some)[1:]))


def _model(parts: Iterator[bytes], site: Path, settings: Settings, made: tuple[Making, Files]) -> Model:
    known, found = _begun(parts, site)
    shown = known.site.claims
    entries = tuple(_whole(entry, shown) for entry in found)
    corpus = corpus_of(entries, known.captures, known.scale, known.problems)
    proven = proofs_of({**dict(known.proofs), **dict(chain.from_iterable(map(proofs_in, shown.values())))}, ())
    asked = dict.fromkeys(corpus.claims, ()) | known.asked
    return Model(Subject(corpus, proven, settings, asked, known.told), known.site, *made)


def _whole(entry: Entry, shown: Mapping[str, Checked]) -> Entry:
    """Return an entry with the record that the claim of the model holds."""
    if entry.id not in shown:
        return entry
    record = shown[entry.id].record
    return replace(entry, record=record, places=record.places)


_PACKED = packer()
_MADE_HEAD = unpacker(_Made)
_TEXTS = unpacker(tuple[_Text, ...])
