"""The help comes at once: nothing heavy is loaded for it."""

from __future__ import annotations

import os
import subprocess
import sys

_HEAVY = ("sqlalchemy", "onnxruntime", "numpy", "trafilatura", "feedparser", "httpx2", "pydantic", "lxml")


def test_nothing_heavy_is_loaded_for_the_help() -> None:
    code = (
        "import sys\n"
        "from foedus.serve.cli import run\n"
        "code = run(['--help'])\n"
        f"print([name for name in {_HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    environment = os.environ | {"COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "dossier" in done.stdout


def test_the_public_door_loads_nothing_until_it_is_used() -> None:
    code = f"import sys, foedus; print([name for name in {_HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
