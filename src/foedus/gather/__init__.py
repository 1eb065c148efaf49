"""Stage one, source → story: files, folders, pages and feeds; cleaning; near-copies."""

from __future__ import annotations

from foedus.gather.gather import gather
from foedus.gather.near import NEAR_COPY, Fingerprint, fingerprint, similarity
from foedus.gather.options import GatherOptions
from foedus.gather.records import FIELDS

__all__ = ["FIELDS", "NEAR_COPY", "Fingerprint", "GatherOptions", "fingerprint", "gather", "similarity"]
