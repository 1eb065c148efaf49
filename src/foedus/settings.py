"""What the environment sets: one frozen `Settings`, read once by the commands and handed down."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field, Json, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from foedus.errors import SettingsError

__all__ = ["Settings", "load_settings"]


class Settings(BaseSettings):
    """The settings, each from the environment variable of its name with `FOEDUS_` before it."""

    model_config = SettingsConfigDict(
        env_prefix="FOEDUS_",
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        # A bad value may be a key that was put into the wrong variable: no message repeats it.
        hide_input_in_errors=True,
    )

    book: str = Field(default="foedus.db", min_length=1, pattern=r"\S")
    """Where the book is: a path or a database URL."""

    reader: str = Field(default="builtin", pattern=r"^(builtin|llm|[\w.]+:\w+)$")
    """Which reader reads: `builtin`, `llm`, or `module:function` that gives one of your own."""

    max_bytes: int = Field(default=10_000_000, ge=1_000)
    """The most bytes of one document."""

    feed_items: int = Field(default=50, ge=1)
    """The most items taken of one feed."""

    llm_url: str = Field(default="", max_length=500)
    """The base address of the endpoint that `--reader llm` asks."""

    llm_model: str = Field(default="", pattern=r"^[\w.:/@+-]{0,100}$")
    """The name by which the endpoint knows the model."""

    llm_key: SecretStr = SecretStr("")
    """The key for the endpoint; none for most local ones."""

    llm_api: str = Field(default="openai", pattern=r"^(openai|anthropic)$")
    """The form of its requests: `openai` or `anthropic`."""

    llm_timeout: float = Field(default=120.0, ge=1, le=3_600)
    """The most seconds to wait for one answer."""

    llm_tries: int = Field(default=4, ge=1, le=20)
    """How often a request is sent at most where the endpoint is busy or silent."""

    llm_price_in: Decimal | None = Field(default=None, ge=0)
    """What a million tokens sent cost."""

    llm_price_out: Decimal | None = Field(default=None, ge=0)
    """What a million tokens answered cost."""

    llm_extra: Json[dict[str, object]] = Field(default_factory=dict, validate_default=False)
    """Further fields of each request, a JSON object; a field of null is left out."""


_OPTIONS = {"reader": "--reader", "llm_url": "--base-url", "llm_model": "--model"}


def load_settings(
    *, reader: str | None = None, base_url: str | None = None, model: str | None = None
) -> Settings:
    """The settings as the environment has them now; what is given here goes before.

    Raises `SettingsError` for a value without sense.
    """
    typed = {"reader": reader, "llm_url": base_url, "llm_model": model}
    given = {name: value for name, value in typed.items() if value is not None}
    try:
        settings = Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = str(first["loc"][0])
        where = f"option {_OPTIONS[name]}" if name in given else f"environment variable FOEDUS_{name.upper()}"
        raise SettingsError(f"The {where} has a bad value: {first['msg']}.") from error
    if settings.reader != "llm" and (base_url is not None or model is not None):
        raise SettingsError("--base-url and --model are for --reader llm.")
    return settings
