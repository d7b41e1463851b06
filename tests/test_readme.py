"""What the README shows is what one gets."""

import ast
import re

import pytest

import kg
from tests.small_folder import ROOT
from tests.test_project import run_as_written

README = (ROOT / "README.md").read_text(encoding="utf-8")
# The commands before a block of output, the last of which has written it.
SHOWN = re.compile(r"((?:^ {4}kg [^\n]+\n)+)\n```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def words(line):
    """The line, however wide its columns are."""
    return " ".join(line.split())


def test_no_figure_is_left_open():
    assert not re.search(r"TODO|FIXME|XXX|\?\?", README)


def test_every_public_name_that_the_readme_uses_is_there():
    used = {
        node.attr
        for code in PYTHON.findall(README)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "kg"
    }
    assert used >= {"build", "explanation", "write_view"}
    assert {name for name in used if not hasattr(kg, name)} == set()


@pytest.fixture(scope="module")
def place(corpus, tmp_path_factory):
    """A folder with the corpus, as the reader of the README has it: what one test has built, the next need not read."""
    place = tmp_path_factory.mktemp("readme")
    (place / "corpus").symlink_to(corpus)
    return place


@pytest.mark.model
def test_the_outputs_shown_are_what_the_commands_write(place):
    shown = [(commands.strip().splitlines()[-1].strip(), output) for commands, output in SHOWN.findall(README)]
    assert len(shown) >= 4
    missing = [line for command, output in shown for line in lines_not_written(command, output, place)]
    assert missing == []


def lines_not_written(command, output, folder):
    """The lines of an output shown that the command does not write; … stands for any others."""
    written = {words(line) for line in run_as_written(command.partition(" | ")[0], folder).stdout.splitlines()}
    return [f"{command}: {line}" for line in output.splitlines() if line != "…" and words(line) not in written]


@pytest.mark.model
def test_the_python_shown_runs(place, monkeypatch):
    monkeypatch.chdir(place)
    (code,) = PYTHON.findall(README)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102
    assert (place / "page.html").stat().st_size > 100_000


def test_the_architecture_names_every_module():
    told = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    parts = [path.name + "/" * path.is_dir() for path in (ROOT / "kg").iterdir() if path.name != "__pycache__"]
    assert [part for part in sorted(parts) if f"`{part}`" not in told] == []
