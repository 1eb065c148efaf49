"""`python -m foedus` is `foedus`."""

from __future__ import annotations

from foedus.serve.cli import main

if __name__ == "__main__":
    main()
