from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpcore2
import pytest

from foedus.errors import FetchError
from foedus.gather import GatherOptions
from foedus.gather.network import Deadline, GuardedTransport, is_public
from foedus.model import Rejected, Story

Take = Callable[..., list[Story | Rejected]]


def test_private_addresses_are_refused_where_asked(take: Take, site: Any, options: GatherOptions) -> None:
    closed = replace(options, allow_private=False)
    for address in (
        site.address,
        site.address.replace("127.0.0.1", "localhost"),
        "http://[::1]/",
        "http://0x7f.1/",
    ):
        with pytest.raises(FetchError, match="private network"):
            take(address + "/a", options=closed)
    assert site.asked == []


def test_a_redirect_into_a_private_network_is_refused(
    site: Any, options: GatherOptions, monkeypatch: pytest.MonkeyPatch, take: Take
) -> None:
    port = site.address.rpartition(":")[2]
    public = {"public.example": "93.184.215.14"}
    real = socket.getaddrinfo

    def resolved(host: str, *rest: Any, **named: Any) -> Any:
        return real(public.get(host, host), *rest, **named)

    def connected(self: object, host: str, *rest: Any) -> Any:
        assert host == "93.184.215.14", "the connection must go to the address that was checked"
        return plain(self, "127.0.0.1", *rest)

    plain = httpcore2.SyncBackend.connect_tcp
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connected)
    site.page("/a", "", status=302, Location=f"{site.address}/secret")
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 is an address of a private network"):
        take(f"http://public.example:{port}/a", options=replace(options, allow_private=False))
    assert site.asked == ["/a"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "255.255.255.255",
    ],
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::5db8:d70e"])
def test_what_is_public(address: str) -> None:
    assert is_public(address)


def test_the_transport_really_goes_through_the_guard() -> None:
    # It is put in place of a private attribute of the library: a new version may move that.
    transport = GuardedTransport(Deadline(1), allow_private=False)
    assert type(transport._pool._network_backend).__name__ == "_GuardedBackend"  # type: ignore[attr-defined]
    transport.close()


@pytest.fixture
def secure_port(tmp_path: Path) -> Iterator[int]:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    subprocess.run([*made, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)

    class Quiet(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


def test_a_bad_certificate_is_said_so(take: Take, secure_port: int) -> None:
    with pytest.raises(FetchError, match="certificate that is not valid"):
        take(f"https://localhost:{secure_port}/a")
