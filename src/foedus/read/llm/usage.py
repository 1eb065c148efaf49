"""What the model was asked and what that cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Usage"]

_MILLION = 1_000_000


@dataclass(slots=True, kw_only=True)
class Usage:
    """Grows while a reader reads: requests sent (retries among them), tokens as the endpoint counts them.

    `untold` answers came without a count of tokens. Prices are for a million tokens, in whatever
    money they were given.
    """

    model: str
    price_in: Decimal | None = None
    price_out: Decimal | None = None
    requests: int = 0
    retries: int = 0
    answers: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    untold: int = 0

    def answered(self, tokens_in: int | None, tokens_out: int | None) -> None:
        """Counts one answer with its tokens."""
        self.answers += 1
        if tokens_in is None or tokens_out is None:
            self.untold += 1
        self.tokens_in += tokens_in or 0
        self.tokens_out += tokens_out or 0

    @property
    def cost(self) -> Decimal | None:
        """What the tokens cost at the prices given; `None` without prices."""
        if self.price_in is None or self.price_out is None:
            return None
        return (self.tokens_in * self.price_in + self.tokens_out * self.price_out) / _MILLION

    def __str__(self) -> str:
        """The numbers in one line for people."""
        again = f" ({self.retries:,} of them again)" if self.retries else ""
        parts = [
            f"{self.model}: {self.requests:,} request{'' if self.requests == 1 else 's'}{again}",
            f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out",
        ]
        if self.untold:
            parts.append(f"not told for {self.untold:,} answer{'' if self.untold == 1 else 's'}")
        if self.cost is not None:
            parts.append(f"cost {'at least ' if self.untold else ''}{self.cost:.4f}")
        return ", ".join(parts)
