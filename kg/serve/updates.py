"""A graph changed by an update: as a build of its own, which replaces the one before when it is whole."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

from kg.archive import KNOWLEDGE, ONTOLOGY, STORE, hold_current, new_build, publish
from kg.asked import Asked, Limits
from kg.asking.worker import Worker

ONE_AT_A_TIME = threading.Lock()
NEVER_CHANGED = ".sst"  # the engine writes such files once, and only ever removes them


def update_graph(folder: Path, asked: Asked, limits: Limits) -> None:
    """Do the update: whoever reads meanwhile has the graph as it was, and it stays so where the update fails."""
    hold = hold_current(folder)
    try:
        with ONE_AT_A_TIME, new_build(folder) as place:
            copy_build(hold.build, place)
            with Worker(place / STORE, limits, purpose="write") as worker:
                worker.ask(asked)
                worker.finish()
            publish(folder, place)
    finally:
        hold.release()


def copy_build(build: Path, place: Path) -> None:
    """A copy of the build; what is never changed is there twice by name only."""
    for name in (KNOWLEDGE, ONTOLOGY):
        if (build / name).exists():
            link_or_copy(build / name, place / name)
    (place / STORE).mkdir()
    for file in sorted((build / STORE).iterdir()):
        if file.suffix == NEVER_CHANGED:
            link_or_copy(file, place / STORE / file.name)
        elif file.is_file() and file.name != "LOCK":
            shutil.copy2(file, place / STORE / file.name)


def link_or_copy(file: Path, place: Path) -> None:
    """The file under a second name; a copy where the disk knows no second names."""
    try:
        os.link(file, place)
    except OSError:
        shutil.copy2(file, place)
