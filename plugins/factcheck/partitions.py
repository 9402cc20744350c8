"""Many things in parts of bounded size, so that one more thing changes one part, and a part more only one other.

This is linear hashing (W. Litwin, 1980): a thing belongs to the part that its digest leads to, and the parts are split
one after the other while things come. So no part moves when another grows, as it would if things were counted off.
"""

from __future__ import annotations

import hashlib


def place_among(parts: int, name: str) -> int:
    """Return the number of the part, of so many from 0 up, that something of a name belongs to.

    No part has much more than twice the average.
    """
    return place_of(parts, int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big"))


def place_of(parts: int, digest: int) -> int:
    """Return the number of the part that a digest leads to; ``search.js`` counts alike."""
    whole = 1 << (parts.bit_length() - 1)
    place = digest % (2 * whole)
    return place if place < parts else place - whole
