"""How to reach the model of the LLM reader, and what to ask of it at most; checked when made."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from foedus.errors import SettingsError

__all__ = ["APIS", "LlmOptions"]

APIS = ("openai", "anthropic")
"""The two forms of request: OpenAI-style chat completions, and Anthropic's messages."""

# Without these as we set them, what comes back could not be checked, or would come in pieces.
_OURS = frozenset(
    "model messages system response_format tools tool_choice functions stream n".split()  # never from outside
)
_NEAR = (".local", ".lan", ".internal", ".home.arpa")


@dataclass(frozen=True, slots=True, kw_only=True)
class LlmOptions:
    """Where the model is and what a run may cost; times in seconds, prices for a million tokens.

    `url` is the base address ("http://localhost:11434/v1"), `model` the name the endpoint knows it by.
    The key never shows in a repr. `extra` holds further fields of each request; one of `None` is
    left out. A wait the server asks for (Retry-After) is kept up to `longest_wait`. `room` is how
    many characters of a story go into one request, `most_requests` how many of these one story may take.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    api: str = "openai"
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    timeout: float = 120.0
    tries: int = 4
    retry_wait: float = 1.0
    longest_wait: float = 120.0
    room: int = 6_000
    most_requests: int = 40
    extra: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Raises `SettingsError` where an option makes no sense, or would show the key to others."""
        if self.api not in APIS:
            raise SettingsError(f"FOEDUS_LLM_API is one of {', '.join(APIS)}.")
        if any(not 33 <= ord(sign) <= 126 for sign in self.key):
            raise SettingsError("FOEDUS_LLM_KEY holds a character that no key has.")
        if (self.price_in is None) != (self.price_out is None):
            raise SettingsError("FOEDUS_LLM_PRICE_IN and FOEDUS_LLM_PRICE_OUT are set together, or neither.")
        barred = sorted(_OURS & set(self.extra))
        if barred:
            raise SettingsError(f"FOEDUS_LLM_EXTRA cannot set {', '.join(barred)}: the reader sets that.")
        _check_address(_parts(self.url), has_key=bool(self.key))

    @property
    def local(self) -> bool:
        """Whether the endpoint is on this machine: then no proxy stands between."""
        host = _parts(self.url).hostname or ""
        return host == "localhost" or host.endswith(".localhost") or (_is_ip(host) and _ip(host).is_loopback)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # raises where it is no number
    except ValueError:
        parts = SplitResult("", "", "", "", "")
    return parts


def _check_address(parts: SplitResult, *, has_key: bool) -> None:
    # The address stands in messages: nothing secret may be part of it.
    if parts.scheme not in ("http", "https") or not parts.hostname or not parts.netloc.isascii():
        raise SettingsError("FOEDUS_LLM_URL (or --base-url) is not an http or https address.")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingsError(
            "FOEDUS_LLM_URL holds no user name, query or fragment; the key is FOEDUS_LLM_KEY."
        )
    if has_key and parts.scheme == "http" and not _is_near(parts.hostname):
        raise SettingsError(
            f"The key would go to {parts.hostname} unencrypted: give FOEDUS_LLM_URL with https."
        )


def _is_near(host: str) -> bool:
    """Whether the host is this machine or its network, as far as its name tells."""
    if _is_ip(host):
        return _ip(host).is_loopback or _ip(host).is_private
    return "." not in host or host.endswith((".localhost", *_NEAR))


def _is_ip(host: str) -> bool:
    try:
        _ip(host)
    except ValueError:
        return False
    return True


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(host)
