"""What an endpoint's refusal means, in one sentence that never holds the key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foedus.errors import FoedusError, ReaderError
from foedus.read.llm.options import LlmOptions
from foedus.read.llm.wires import parsed
from foedus.read.unread import UnreadError

__all__ = ["BusyError", "Said", "TruncatedError", "refusal", "said_by"]

_PIECE = 6  # characters of the key that may not show in a row
_LONGEST = 160


class BusyError(Exception):
    """An answer that asks for another try; `wait` is for how many seconds the server wants us away."""

    def __init__(self, status: int, wait: float | None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.wait = wait


class TruncatedError(UnreadError):
    """An answer that was cut off; less asked at once may do."""

    def __init__(self, detail: str) -> None:
        super().__init__("truncated", detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the endpoint says of its refusal: its code, and its words without the key."""

    code: str
    words: str


def said_by(body: bytes, key: str) -> Said:
    """What an error's body says, as either form of endpoint writes it; empty where it says nothing."""
    try:
        value = parsed(body)
    except ValueError:
        return Said(code="", words="")
    found = value.get("error", value) if isinstance(value, Mapping) else value
    fields = found if isinstance(found, Mapping) else {"message": found}
    given = (fields.get(name) for name in ("message", "detail"))
    words = next((one for one in given if isinstance(one, str)), "")
    code = fields.get("code") or fields.get("type")
    shown = "".join(sign if sign.isprintable() else " " for sign in words[:2_000])
    shown = " ".join(_without(shown, key).split())[:_LONGEST].rstrip(". ")
    return Said(code=code if isinstance(code, str) else "", words=shown)


def _without(text: str, key: str) -> str:
    """The text with every piece of the key starred out."""
    size = min(_PIECE, len(key))
    pieces = {key[at : at + size] for at in range(len(key) - size + 1)} - {""}
    hidden = {
        place
        for start in range(len(text))
        if text[start : start + size] in pieces
        for place in range(start, start + size)
    }
    return "".join("*" if place in hidden else sign for place, sign in enumerate(text))


def refusal(status: int, said: Said, address: str, options: LlmOptions) -> FoedusError | UnreadError:
    """The error of a status that no other try would change: of this story, or of all.

    What an endpoint says of a key it does not accept is not repeated: it may quote the key.
    """
    if status in (401, 403):
        what = (
            "does not accept the key in FOEDUS_LLM_KEY" if options.key else "wants a key: set FOEDUS_LLM_KEY"
        )
        return ReaderError(f"{address} {what} (HTTP {status}).")
    if status == 402 or said.code == "insufficient_quota":
        return ReaderError(f"{address} says that the account has no credit left (HTTP {status}).")
    shown = f"HTTP {status}: {said.words}" if said.words else f"HTTP {status}"
    if status in (404, 405, 410) or 300 <= status < 400 or status < 300:
        hint = "check FOEDUS_LLM_URL, FOEDUS_LLM_API and FOEDUS_LLM_MODEL"
        return ReaderError(f"{address} knows no such address or model ({shown}); {hint}.")
    return UnreadError("not_accepted", f"{address} did not accept the request ({shown}).")
