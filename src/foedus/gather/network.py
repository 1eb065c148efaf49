"""Connections that keep a deadline and, where asked, stay out of private networks.

The name is resolved here, every address it has is checked, and the connection goes to a checked
address: a name that resolves differently a moment later (DNS rebinding) gains nothing. Each hop of a
redirect opens its own connection and so passes the same check. The deadline covers everything
that is read or written, so that a server that sends one byte every few seconds cannot hold us.
Resolving a name has no deadline but the system's own.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2
import httpx2

from foedus.gather.failure import RefusalError

__all__ = ["Deadline", "GuardedTransport", "is_public"]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Deadline:
    """The moment by which the work under way must end; started anew for each piece of work."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def start(self) -> None:
        """Begin a new piece of work."""
        self._end = time.monotonic() + self._seconds

    def left(self) -> float:
        """Seconds left; negative when it is over."""
        return self._end - time.monotonic()

    def cut(self, timeout: float | None) -> float:
        """The shorter of the timeout and what is left; raises `httpcore2.ReadTimeout` when over."""
        left = self.left()
        if left <= 0:
            raise httpcore2.ReadTimeout("the deadline is over")
        return left if timeout is None else min(timeout, left)


class GuardedTransport(httpx2.HTTPTransport):
    """An HTTP transport whose connections keep the deadline and go only where they may."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        context = httpx2.create_ssl_context()
        super().__init__(verify=context)
        # The library has no public way in for a network backend; a test holds this to the truth.
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=4,
            keepalive_expiry=5.0,
            network_backend=_GuardedBackend(deadline, allow_private=allow_private),
        )


def is_public(address: str) -> bool:
    """Whether an IP address is reachable by everyone: not private, loopback, link-local or reserved.

    An IPv4 address wrapped in an IPv6 one (mapped, 6to4, Teredo, NAT64) is judged as itself.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class _GuardedBackend(httpcore2.NetworkBackend):
    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of the host that answers."""
        failed: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in self._addresses(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.cut(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise RefusalError("unreachable", f"The host {host} cannot be found.") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private and not all(is_public(address) for address in addresses):
            raise RefusalError(
                "private_address",
                f"{host} is an address of a private network, where this service does not go.",
            )
        return addresses

    def sleep(self, seconds: float) -> None:
        """Nothing: waits between tries are the fetcher's."""
        self._inner.sleep(seconds)


class _TimedStream(httpcore2.NetworkStream):
    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What arrives before the timeout and the deadline."""
        return self._inner.read(max_bytes, self._deadline.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the bytes before the timeout and the deadline."""
        self._inner.write(buffer, self._deadline.cut(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection under TLS; the certificate is checked against the host's name."""
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.cut(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection says of itself."""
        return self._inner.get_extra_info(info)
