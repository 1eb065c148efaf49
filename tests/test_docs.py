"""The documents tell of what is there, all of it, and of nothing that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer

from foedus import errors
from foedus.gather import FIELDS
from foedus.gather.listings import COLUMNS, FORMATS
from foedus.model import vocabulary
from foedus.serve.cli import app
from foedus.serve.failure import EXIT_CODES
from foedus.settings import Settings

_ROOT = Path(__file__).parents[1]
_OWN = ("docs", "training", "samples", "benchmarks", "tests")
_PAGES = sorted([*_ROOT.glob("*.md"), *(page for own in _OWN for page in (_ROOT / own).rglob("*.md"))])
_COMMANDS = typer.main.get_command(app).commands
_GROUPED = {
    f"{group} {name}": command
    for group, inside in _COMMANDS.items()
    for name, command in getattr(inside, "commands", {}).items()
}
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def _text(name: str) -> str:
    return (_ROOT / name).read_text("utf-8")


def _section(command: str) -> str:
    """What docs/commands.md says of one command."""
    level = "###" if " " in command else "##"
    said = rf"^{level} `foedus {command}\b.*?(?=^#{{2,{len(level)}}} |\Z)"
    found = re.search(said, _text("docs/commands.md"), re.M | re.S)
    return found[0] if found else ""


def _named_targets(page: str) -> set[str]:
    """The targets of `make X` in the code of a page; "git and make are" is prose."""
    return {word for code in _CODE.findall(_text(page)) for word in re.findall(r"\bmake ([a-z]\w*)", code)}


@pytest.mark.parametrize("command", sorted(_COMMANDS | _GROUPED))
def test_every_command_is_described_with_its_options_as_its_help_does(command: str) -> None:
    said = _section(command)
    asked = (_COMMANDS | _GROUPED)[command]
    assert asked.help in said
    for parameter in asked.params:
        is_option = parameter.param_type_name == "option"
        names = parameter.opts if is_option else [parameter.metavar]
        assert [name for name in names if f"`{name}" not in said] == []
        assert parameter.help in said


def test_no_command_is_described_that_is_not_there() -> None:
    named = re.findall(r"^## `foedus (\w+)", _text("docs/commands.md"), re.M)
    assert sorted(named) == sorted(_COMMANDS)


def test_every_command_of_a_group_that_is_described_is_there() -> None:
    named = re.findall(r"^### `foedus (\w+ \w+)", _text("docs/commands.md"), re.M)
    assert sorted(named) == sorted(_GROUPED)


def test_every_format_and_column_of_a_file_of_names_is_described() -> None:
    text = _text("docs/registry.md")
    words = [*FORMATS, *COLUMNS, *(heading for some in COLUMNS.values() for heading in some)]
    assert [word for word in words if f"`{word}`" not in text] == []


def test_every_setting_is_named() -> None:
    text = _text("docs/commands.md")
    assert [name for name in Settings.model_fields if f"`FOEDUS_{name.upper()}`" not in text] == []


@pytest.mark.parametrize("of", ["kinds", "relations", "stages", "certainties"])
def test_every_word_of_the_vocabulary_is_explained(of: str) -> None:
    text = _text("docs/vocabulary.md")
    assert [word for word in getattr(vocabulary(), of) if f"`{word}`" not in text] == []


def test_every_exit_code_stands_in_the_readme() -> None:
    raised = {getattr(errors, name).exit_code for name in errors.__all__}
    shown = {int(code) for code in re.findall(r"[:;]\s+(\d+) ", EXIT_CODES)}
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", _text("README.md"), re.M)}
    assert raised <= shown
    assert shown == listed


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_name_of_a_json_story_is_listed(field: str) -> None:
    text = _text("docs/formats.md")
    assert [name for name in FIELDS[field] if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: str(page.relative_to(_ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)", _CODE.sub("", page.read_text("utf-8")))
    local = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["README.md", "training/README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]\w*):", _text("Makefile"), re.M))
    assert _named_targets(page) - targets == set()
    assert _named_targets(page)
