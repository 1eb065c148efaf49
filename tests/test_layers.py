"""The house keeps its order: layers, and sizes that a person can take in at once."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_MODULES = sorted((_ROOT / "src" / "foedus").rglob("*.py"))
_LINT = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
_MOST_LINES, _MOST_FUNCTION_LINES, _MOST_PARAMETERS = 500, 60, 6


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _shown(path: Path, node: ast.AST, number: int) -> str:
    return f"{path.relative_to(_ROOT)}:{getattr(node, 'lineno', 0)} {getattr(node, 'name', '')} {number}"


def test_no_module_is_too_long() -> None:
    long = {path: len(path.read_text("utf-8").splitlines()) for path in _MODULES}
    assert [f"{path.relative_to(_ROOT)} {n}" for path, n in long.items() if n > _MOST_LINES] == []


def test_no_function_is_too_long() -> None:
    found = [
        _shown(path, node, (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in _MODULES
        for node in _functions(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > _MOST_FUNCTION_LINES
    ]
    assert found == []


def test_no_function_takes_too_many_parameters() -> None:
    found = []
    for path in _MODULES:
        for node in _functions(path):
            names = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            number = len([name for name in names if name not in ("self", "cls")])
            if number > _MOST_PARAMETERS:
                found.append(_shown(path, node, number))
    assert found == []


def test_flow_shows_the_whole_road_on_one_page() -> None:
    assert len((_ROOT / "src/foedus/flow/flow.py").read_text("utf-8").splitlines()) <= 100


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    assert [path for path in _MODULES if path.stem in ("utils", "helpers", "misc", "common")] == []


def test_every_module_says_what_it_is_for() -> None:
    texts = {path: path.read_text("utf-8") for path in _MODULES}
    assert [path for path, text in texts.items() if not ast.get_docstring(ast.parse(text))] == []


@pytest.mark.slow
def test_the_layers_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LINT],
        capture_output=True,
        text=True,
        cwd=_ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
