"""Public addresses only: what a name resolves to is held against the private ranges at the moment of connecting."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any, Final

from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import allowed_gai_family

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER: Final = tuple(
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24",  # protocol assignments; a cloud's metadata service among them (192.0.0.192)
        "168.63.129.16/32",  # a cloud's metadata service at an otherwise public address
        "192.88.99.0/24",  # the old relays into 6to4
        "::/96",  # IPv4 written as IPv6, as no machine on the internet is
        "fec0::/10",  # site-local, given up but still routed inside networks
    )
)

_ADDRESSES_TRIED: Final = 3
"""Of a name that has several."""


class PrivateAddressError(Exception):
    """A name leads to an address inside a private network, on this machine or at a metadata service; no call was made.

    Not an OSError: the HTTP library would take that for a fault of the line, and try again.
    """


def is_public(address: str) -> bool:
    """Say whether an address, as the resolver gives it, is one of the public internet (the one inside it included)."""
    try:
        read: _Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = _carried(read)
    if inner is not None:
        return is_public(str(inner))
    shut = read.is_multicast or any(read in network for network in _NEVER if network.version == read.version)
    return read.is_global and not shut


def _carried(address: _Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for: mapped, 6to4, Teredo or NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def is_private_literal(host: str) -> bool:
    """Say whether a host is written as an address that is not public, in any spelling that a resolver takes."""
    bare = host.strip("[]")
    try:
        return not is_public(str(ipaddress.ip_address(bare)))
    except ValueError:
        pass
    try:  # "127.1", "2130706433" and "0x7f.1" are addresses too
        return not is_public(socket.inet_ntoa(socket.inet_aton(bare)))
    except (OSError, ValueError):
        return False


def refuse_private_name(host: str) -> None:
    """Raise PrivateAddressError when a name leads to no public address; a name that cannot be looked up passes.

    For calls through a proxy, which looks the name up itself and may be the only one who can.
    """
    try:
        found = _looked_up(host, 443)
    except OSError:
        return
    if not any(map(is_public, found)):
        raise PrivateAddressError


def _looked_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, allowed_gai_family(), socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class PublicConnection(HTTPSConnection):
    """A connection that looks its host up once, and connects to what it found only where that is public."""

    def _new_conn(self) -> socket.socket:
        name = self.host
        try:
            public = [one for one in _looked_up(name, self.port or 443) if is_public(one)]
        except socket.gaierror as fault:
            raise NameResolutionError(name, self, fault) from fault
        except UnicodeError:
            raise NewConnectionError(self, "no name that can be looked up") from None
        if not public:
            raise PrivateAddressError
        *others, last = public[:_ADDRESSES_TRIED]
        for address in others:
            try:
                return self._connected(address, name)
            except ConnectTimeoutError:
                continue
        return self._connected(last, name)

    def _connected(self, address: str, name: str) -> socket.socket:
        """Connect to an address that was checked; the certificate is still held against the name."""
        self.host = address
        try:
            return super()._new_conn()
        finally:
            self.host = name


class PublicPool(HTTPSConnectionPool):
    """Connections to public addresses."""

    ConnectionCls: Any = PublicConnection
