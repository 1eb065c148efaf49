"""What the environment sets: one frozen `Settings`, read once by the commands and handed down."""

from __future__ import annotations

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from foedus.errors import SettingsError

__all__ = ["Settings", "load_settings"]


class Settings(BaseSettings):
    """The settings, each from the environment variable of its name with `FOEDUS_` before it."""

    model_config = SettingsConfigDict(
        env_prefix="FOEDUS_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    book: str = Field(default="foedus.db", min_length=1, pattern=r"\S")
    """Where the book is: a path or a database URL."""

    reader: str = Field(default="builtin", pattern=r"^(builtin|[\w.]+:\w+)$")
    """Which reader reads: `builtin`, or `module:function` that gives one of your own."""

    max_bytes: int = Field(default=10_000_000, ge=1_000)
    """The most bytes of one document."""

    feed_items: int = Field(default=50, ge=1)
    """The most items taken of one feed."""


def load_settings() -> Settings:
    """The settings as the environment has them now. Raises `SettingsError` for a value without sense."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "FOEDUS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"The environment variable {name} has a bad value: {first['msg']}.") from error
