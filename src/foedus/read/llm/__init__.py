"""The second reader: a large language model asked over HTTP, its every word checked against the story."""

from __future__ import annotations

from foedus.read.llm.chat import Chat
from foedus.read.llm.options import APIS, LlmOptions
from foedus.read.llm.reader import LlmReader, llm_reader
from foedus.read.llm.usage import Usage

__all__ = ["APIS", "Chat", "LlmOptions", "LlmReader", "Usage", "llm_reader"]
