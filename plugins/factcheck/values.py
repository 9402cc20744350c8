"""What everything else is made of: values that never change, made, compared, packed and read at the speed of C."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import MsgspecError, Struct, field, msgpack
from msgspec.structs import asdict, replace

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Moment", "Value", "asdict", "field", "packer", "replace", "unpacker"]

T = TypeVar("T")


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
