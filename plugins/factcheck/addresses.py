"""Addresses of machines: the numbers behind a name, which are open to everybody, and why there is no connection."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Of IPv6 only this eighth is given out as addresses of single machines (RFC 4291, section 2.4).
_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
# Behind this prefix a gateway puts addresses of the old internet into the new one (RFC 6052).
_GATEWAY: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(number: str) -> bool:
    """Tell whether an IPv4 or IPv6 address is one of the public internet, and so is what it wraps, if anything.

    It is not where the number belongs to a private network, to this machine, to a group of machines, or to nobody.
    """
    try:
        found = ipaddress.ip_address(number)
    except ValueError:
        return False
    return _is_public(_unwrapped(found))


def _unwrapped(found: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(found, ipaddress.IPv4Address):
        return found
    behind = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF) if found in _GATEWAY else None
    return found.ipv4_mapped or found.sixtofour or behind or found


def _is_public(found: Address) -> bool:
    if isinstance(found, ipaddress.IPv6Address) and (found not in _UNICAST or found.teredo):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_link_local)


def numbers_of(host: str, port: int) -> tuple[str, ...]:
    """Return the numeric addresses that a name, or a number in any notation, stands for.

    Raises OSError or UnicodeError where there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_number(host: str) -> bool:
    """Tell whether a host is a numeric address, in any notation that the system takes, such as ``0x7f000001``."""
    try:
        return bool(socket.getaddrinfo(host, None, flags=socket.AI_NUMERICHOST))
    except (OSError, UnicodeError):
        return False


def tls_words(error: BaseException) -> str:
    """Say what is wrong with a certificate or with TLS, if that led to an error; otherwise an empty text."""
    found = _cause(error, ssl.SSLError)
    if isinstance(found, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({found.verify_message.rstrip('.')})"
    if isinstance(found, ssl.SSLError):
        return f"it does not speak TLS as it should ({(found.reason or 'unknown').replace('_', ' ').lower()})"
    return ""


def system_words(error: BaseException) -> str:
    """Return the system's own words for what led to an error; an empty text where it has none."""
    found = _cause(error, OSError)
    return (found.strerror or "").lower() if isinstance(found, OSError) else ""


def _cause(error: BaseException | None, kind: type[BaseException]) -> BaseException | None:
    while error and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error
