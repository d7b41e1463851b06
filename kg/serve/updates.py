"""A graph changed by an update: as a build of its own, which replaces the one before when it is whole."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

from kg.archive import KNOWLEDGE, ONTOLOGY, STORE, UPDATES, hold_current, new_build, note_update, publish
from kg.asked import Asked, Limits
from kg.asking.worker import Worker
from kg.errors import BadQuery
from kg.query_text import with_using
from kg.query_tokens import tokens

ONE_AT_A_TIME = threading.Lock()
NEVER_CHANGED = ".sst"  # the engine writes such files once, and only ever removes them


def update_graph(folder: Path, asked: Asked, limits: Limits) -> None:
    """
    Do the update: whoever reads meanwhile has the graph as it was, and it stays so where the update fails.

    The default graph stays the union of the graphs (`kg.store.restore_union`).
    """
    refuse_whole_union(asked.sparql)
    hold = hold_current(folder)
    try:
        with ONE_AT_A_TIME, new_build(folder) as place:
            copy_build(hold.build, place)
            with Worker(place / STORE, limits, before=hold.build / STORE) as worker:
                worker.ask(asked)
                worker.finish()
            note_update(with_using(asked.sparql, asked.default_graphs, asked.named_graphs), place)
            publish(folder, place)
    finally:
        hold.release()


def refuse_whole_union(update: str) -> None:
    """BadQuery where the default graph is to be emptied or replaced as a whole, and with it all graphs, unsaid."""
    before = None
    for token in tokens(update):
        if token.says("DEFAULT") and before and before.says("CLEAR", "DROP", "MOVE", "TO"):
            problem = "the default graph is the union of all graphs; name the graph that you mean, or say CLEAR ALL"
            raise BadQuery(f"{before.text.upper()} DEFAULT: {problem}")
        before = before if token.says("SILENT") else token


def copy_build(build: Path, place: Path) -> None:
    """A copy of the build; what is never changed is there twice by name only."""
    for name in (KNOWLEDGE, ONTOLOGY):
        if (build / name).exists():
            link_or_copy(build / name, place / name)
    if (build / UPDATES).exists():
        shutil.copy2(build / UPDATES, place / UPDATES)
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
