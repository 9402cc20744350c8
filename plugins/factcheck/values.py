"""What everything else is made of: values that never change, made, compared, packed and read at the speed of C."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import MsgspecError, Struct, field, msgpack
from msgspec.structs import asdict, force_setattr, replace

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Moment", "Shared", "Value", "asdict", "field", "packer", "replace", "unpacker"]

T = TypeVar("T")
V = TypeVar("V", bound="Value")
# Ids and single words have at most so many characters.
_SHORT: Final = 40


class Value(Struct, frozen=True, gc=False, array_like=True):
    """A frozen value. Its fields are values and tuples and mappings of them, so that nothing ever goes in circles.

    For that reason Python need not look for garbage among them. Where one is packed, its fields stand in their order.
    """


class Moment(datetime):
    """A point of time that is packed with the zone in which it was written."""

    @classmethod
    def of(cls, time: datetime) -> Moment:
        """Return a time as such a point."""
        return cls.fromisoformat(time.isoformat())


class Shared:
    """Values of which each part that is short or small is there once, however many say the same.

    That takes time, and spares a third of the memory of claims that were unpacked, since ids stand in many of them.
    """

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def of(self, value: V) -> V:
        """Return a value that nobody else has yet, with its parts shared."""
        for name in value.__struct_fields__:
            part = getattr(value, name)
            shared = self._part(part)
            if shared is not part:
                force_setattr(value, name, shared)
        return value

    def _part(self, part: Any) -> Any:
        kind = type(part)
        if kind is str:
            return self._known.setdefault(part, part) if len(part) <= _SHORT else part
        if kind is date:
            return self._known.setdefault(part, part)
        if kind is tuple:
            return tuple([self._part(item) for item in part]) if part else part
        return self.of(part) if isinstance(part, Value) else part


def packer(stands_for: Callable[[Any], Any] | None = None) -> Callable[[object], bytes]:
    """Return what packs values (MessagePack); ``stands_for`` says what is packed for an object that is no value."""

    def packed(value: Any) -> Any:
        if isinstance(value, Moment):
            return value.isoformat()
        if stands_for is None:
            raise TypeError(type(value).__name__)
        return stands_for(value)

    return msgpack.Encoder(enc_hook=packed).encode


def unpacker(kind: type[T], meant_by: Callable[[type, Any], Any] | None = None) -> Callable[[bytes | memoryview], T]:
    """Return what reads packed values of a kind. It raises ValueError for anything else.

    ``meant_by`` gets the type of an object that is no value, and what was packed for it; without it there is none.
    """

    def read(wanted: type, found: Any) -> Any:
        if wanted is Moment:
            return Moment.fromisoformat(found)
        if meant_by is None:
            raise TypeError(wanted.__name__)
        return meant_by(wanted, found)

    decode = msgpack.Decoder(kind, dec_hook=read).decode

    def unpacked(data: bytes | memoryview) -> T:
        try:
            return decode(data)
        except MsgspecError as error:
            raise ValueError(str(error)) from error

    return unpacked
