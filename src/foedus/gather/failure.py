"""Why something could not be gathered: raised inside the stage, an error or a `Rejected` at its edge.

Reasons are short fixed words; each belongs to one class of public error:

| reason | the public error | when |
|---|---|---|
| `not_found` | NotFoundError | no such file or folder |
| `unreadable` | InputError | no permission, a device, a disk error |
| `empty` | InputError | nothing in it |
| `binary` | InputError | PDF, picture, archive, program: not text |
| `too_large` | InputError | over the size limit |
| `bad_json` | InputError | not JSON at all |
| `other_shape` | InputError | JSON or a folder entry that is no story |
| `outside_folder` | InputError | a symbolic link that leaves the folder |
| `bad_address` | InputError | not an http(s) address |
| `not_a_feed`, `not_a_page` | InputError | the address answers with something else |
| `over_limit` | InputError | an item past the number taken of one feed |
| `no_article`, `no_text`, `not_english` | InputError | read, but no English story in it |
| `unreachable`, `timed_out`, `bad_certificate` | FetchError | no answer |
| `page_not_found`, `forbidden`, `http_error` | FetchError | the server says no |
| `too_many_redirects`, `private_address`, `robots` | FetchError | we do not go there |
"""

from __future__ import annotations

from foedus.errors import FetchError, InputError, NotFoundError
from foedus.model import Rejected

__all__ = ["RefusalError"]

_FETCH_REASONS = frozenset(
    {
        "unreachable",
        "timed_out",
        "bad_certificate",
        "page_not_found",
        "forbidden",
        "http_error",
        "too_many_redirects",
        "private_address",
        "robots",
    }
)


class RefusalError(Exception):
    """An item that cannot be gathered; `reason` is a fixed word, `detail` one sentence for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail

    def rejected(self, item_id: str) -> Rejected:
        """The refusal as a counted item of this stage."""
        return Rejected(stage="gather", item_id=item_id, reason=self.reason, detail=self.detail)

    def error(self) -> InputError:
        """The refusal as the public error for an input that was the only one."""
        kind = FetchError if self.reason in _FETCH_REASONS else InputError
        error = NotFoundError(self.detail) if self.reason == "not_found" else kind(self.detail)
        error.reason = self.reason
        return error
