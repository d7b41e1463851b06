"""The small graph in a folder, and the command line in this process."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.archive import STORE, new_build, publish, save_knowledge
from kg.cli import main
from kg.store import with_union, write_store
from tests.small_graph import knowledge, small_quads

ROOT = Path(__file__).resolve().parent.parent
KG = (sys.executable, "-m", "kg")


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    code: int
    stdout: str
    stderr: str


def write_small_graph(folder: Path) -> Path:
    """The folder, with the small graph in it."""
    with new_build(folder) as place:
        save_knowledge(knowledge(), place)
        write_store(with_union(small_quads()), place / STORE)
        publish(folder, place)
    return folder


class Command:
    """`kg`, in this process: its own code, and all that it writes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capfd = monkeypatch, capfd

    def __call__(self, *arguments: str | Path) -> Outcome:
        self._monkeypatch.setattr(sys, "argv", ["kg", *map(str, arguments)])
        self._monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as ended:
            main()
        written = self._capfd.readouterr()
        return Outcome(int(ended.value.code or 0), written.out, written.err)
