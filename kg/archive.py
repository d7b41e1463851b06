"""
A graph folder on disk: knowledge and store of the current build, and what was read before.

    DIR/current                   the name of the build that is shown
    DIR/builds/<hash>/            knowledge.jsonl, and the store beside it; in the file ontology the folder
                                  of the ontology that it was made with, where that is not the program's own;
                                  in updates.ru how the store was changed since, where it was
    DIR/updates.ru                the updates that a later build has dropped
    DIR/readings/<key>.json       one article's reading, to be read no second time

A build is written aside and named only when it is whole, so that whoever is killed, and
whoever reads meanwhile, finds the old graph or the new one, never half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.strategies import configure_tagged_union

from kg.errors import NoGraph, StoreError
from kg.model import Article, Aside, Event, Identity, Knowledge, Reading, Value, fingerprint

if sys.platform != "win32":
    import fcntl

FORMAT = 2  # of knowledge.jsonl and of readings: a program that reads another one says so
KNOWLEDGE = "knowledge.jsonl"
STORE = "store"
ONTOLOGY = "ontology"
UPDATES = "updates.ru"
CURRENT, BUILDS, READINGS = "current", "builds", "readings"
UNFINISHED = ".unfinished-"
BUILD_NAME = re.compile(r"[0-9a-f]{16}(-[0-9]+)?")
ATTEMPTS = 5  # to open a build before another one replaces it
AGAIN = "build it again with: kg build"


def make_converter() -> Converter:
    """What turns the model's values into JSON and back."""
    converter = Converter(detailed_validation=False, forbid_extra_keys=True)
    configure_tagged_union(Value, converter, tag_name="kind")
    return converter


CONVERTER = make_converter()


# Knowledge as lines of JSON


def save_knowledge(knowledge: Knowledge, build: Path) -> None:
    """Write the knowledge into the build's folder: the same bytes for the same knowledge."""
    with explained(build), (build / KNOWLEDGE).open("w", encoding="ascii", newline="\n") as output:
        output.writelines(knowledge_lines(knowledge))


def knowledge_lines(knowledge: Knowledge) -> Iterator[str]:
    """The knowledge as lines: how many there are, the readings, identities, events, and who is who."""
    denotes = sorted(knowledge.denotes.items())
    yield json_line(
        format=FORMAT,
        readings=len(knowledge.readings),
        identities=len(knowledge.identities),
        events=len(knowledge.events),
        denotes=len(denotes),
        aside=len(knowledge.aside),
    )
    yield from (json_line(reading=CONVERTER.unstructure(reading)) for reading in knowledge.readings)
    yield from (json_line(identity=CONVERTER.unstructure(identity)) for identity in knowledge.identities)
    yield from (json_line(event=CONVERTER.unstructure(event)) for event in knowledge.events)
    yield from (json_line(denotes=[*place, identity]) for place, identity in denotes)
    yield from (json_line(aside=CONVERTER.unstructure(aside)) for aside in knowledge.aside)


def json_line(**fields: Any) -> str:
    """The fields as one line of JSON, always the same."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":")) + "\n"


def load_knowledge(folder: Path) -> Knowledge:
    """The knowledge of the folder's current build."""
    return read_knowledge(current_build(folder))


def read_knowledge(build: Path) -> Knowledge:
    """The knowledge that a build's folder holds."""
    path = build / KNOWLEDGE
    with explained(path), path.open(encoding="ascii") as lines:
        try:
            return gather(json.loads(line) for line in lines)
        except UNREADABLE as error:
            raise StoreError(path, f"damaged ({reason_of(error)}); {AGAIN}") from error


UNREADABLE = (ValueError, KeyError, TypeError, BaseValidationError, StopIteration)


def gather(lines: Iterator[Mapping[str, Any]]) -> Knowledge:
    """The knowledge that the lines tell; ValueError where lines are missing."""
    announced = dict(next(lines, {}))
    if announced.pop("format", None) != FORMAT:
        raise ValueError(f"not of the format that this kg reads, {FORMAT}")
    readings: list[Reading] = []
    identities: list[Identity] = []
    events: list[Event] = []
    denotes: dict[tuple[str, str, int], str] = {}
    aside: list[Aside] = []
    for line in lines:
        match line:
            case {"reading": told}:
                readings.append(CONVERTER.structure(told, Reading))
            case {"identity": told}:
                identities.append(CONVERTER.structure(told, Identity))
            case {"event": told}:
                events.append(CONVERTER.structure(told, Event))
            case {"denotes": [fact, slot, position, identity]}:
                denotes[fact, slot, position] = identity
            case {"aside": told}:
                aside.append(CONVERTER.structure(told, Aside))
    found = {
        "readings": len(readings),
        "identities": len(identities),
        "events": len(events),
        "denotes": len(denotes),
        "aside": len(aside),
    }
    for kind, count in found.items():
        if count != announced[kind]:
            raise ValueError(f"{count} {kind} of {announced[kind]}")
    return Knowledge(tuple(readings), tuple(identities), tuple(events), denotes, tuple(aside))


def reason_of(error: Exception) -> str:
    """The error in one line."""
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


# The ontology


def remember_ontology(folder: Path, build: Path) -> None:
    """Write into the build's folder where its ontology is."""
    with explained(build):
        (build / ONTOLOGY).write_bytes(os.fsencode(folder.absolute()))


def remembered_ontology(build: Path) -> Path | None:
    """The folder of the ontology that the build was made with; None for the one that comes with the program."""
    path = build / ONTOLOGY
    with explained(path):
        return Path(os.fsdecode(path.read_bytes())) if path.exists() else None


# Updates


def note_update(sparql: str, build: Path) -> None:
    """Write beside the build's store that it was changed so: all of them together are one update again."""
    with explained(build), (build / UPDATES).open("a", encoding="utf-8", newline="\n") as output:
        output.write(f"{sparql.strip().rstrip(';')}\n;\n")


def keep_updates(folder: Path) -> Path | None:
    """The file where the updates of the current build are kept from now on, which the next one drops; None without."""
    try:
        noted = current_build(folder) / UPDATES
    except (NoGraph, StoreError):
        return None
    if not noted.exists():
        return None
    kept = folder / UPDATES
    with explained(kept), kept.open("ab") as output:
        output.write(noted.read_bytes())
    return kept


# What was read before


def reading_key(article: Article, grammar: str) -> str:
    """What a reading is kept under: the article's content and name, and the fingerprint of the grammar."""
    return fingerprint(repr(article.id), article.digest, grammar, str(FORMAT))


def cached_reading(folder: Path, key: str) -> Reading | None:
    """The reading kept under the key; a damaged one is as good as none."""
    try:
        told = json.loads((folder / READINGS / f"{key}.json").read_text(encoding="ascii"))
        return CONVERTER.structure(told["reading"], Reading)
    except (OSError, *UNREADABLE):
        return None


def keep_reading(folder: Path, key: str, reading: Reading) -> None:
    """Keep the reading under the key, whole or not at all."""
    line = json_line(reading=CONVERTER.unstructure(reading))
    path = folder / READINGS / f"{key}.json"
    with explained(folder):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, line)


def forget_readings(folder: Path, *, keep: Iterable[str]) -> None:
    """Remove the readings under all other keys, and what killed builds left of theirs."""
    kept = {f"{key}.json" for key in keep}
    for path in sorted((folder / READINGS).glob("*")):
        if path.name not in kept and path.suffix in (".json", ".tmp"):
            path.unlink(missing_ok=True)


def replace_file(path: Path, text: str) -> None:
    """Put the text where the path points, in one step."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        with aside.open("w", encoding="ascii", newline="\n") as output:
            output.write(text)
            output.flush()
            os.fsync(output.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


# Builds


@contextmanager
def new_build(folder: Path) -> Iterator[Path]:
    """A folder to write a build into, the only one at a time; removed at the end unless it was published."""
    with explained(folder):
        (folder / BUILDS).mkdir(parents=True, exist_ok=True)
    with locked(folder, shared=False) as is_ours:
        if not is_ours:
            raise StoreError(folder, "another build is writing here; wait for it, or choose another folder with -g")
        build = folder / BUILDS / f"{UNFINISHED}{os.getpid()}"
        with explained(folder):
            remove_unfinished(folder)
            build.mkdir()
        try:
            yield build
        finally:
            shutil.rmtree(build, ignore_errors=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what killed builds left."""
    for left in sorted((folder / BUILDS).glob(f"{UNFINISHED}*")):
        shutil.rmtree(left, ignore_errors=True)


def publish(folder: Path, build: Path) -> Path:
    """Make the build the current one, and remove those before it that nobody reads."""
    with explained(folder):
        digest = hashlib.sha256((build / KNOWLEDGE).read_bytes()).hexdigest()[:16]
        place = free_place(folder / BUILDS, digest)
        build.rename(place)
        replace_file(folder / CURRENT, place.name + "\n")
    remove_old_builds(folder, current=place.name)
    return place


def free_place(builds: Path, digest: str) -> Path:
    """Where a build of this content goes: beside an older one of the same content, which may be in use."""
    place, number = builds / digest, 1
    while place.exists():
        number += 1
        place = builds / f"{digest}-{number}"
    return place


def remove_old_builds(folder: Path, *, current: str) -> None:
    """Remove all builds but the current one, and those that somebody reads."""
    for build in sorted((folder / BUILDS).iterdir()):
        if build.name == current or not BUILD_NAME.fullmatch(build.name) or not build.is_dir():
            continue
        with locked(build, shared=False) as is_unread:
            if is_unread:
                shutil.rmtree(build, ignore_errors=True)


def current_build(folder: Path) -> Path:
    """The folder of the current build."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(folder, "a file, not a folder: a graph is a folder")
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise NoGraph(folder) from error
    except (OSError, ValueError) as error:
        raise StoreError(folder, f"{CURRENT} cannot be read ({reason_of(error)})") from error
    build = folder / BUILDS / name
    if not BUILD_NAME.fullmatch(name) or not (build / KNOWLEDGE).is_file() or not (build / STORE).is_dir():
        raise StoreError(folder, f"the graph is incomplete: {name[:40]!r} in {BUILDS} is no whole build; {AGAIN}")
    return build


@dataclass(frozen=True, slots=True)
class Hold:
    """A build that stays on disk as long as it is held."""

    build: Path
    handle: int | None = None

    def release(self) -> None:
        """Let the build be removed."""
        if self.handle is not None:
            os.close(self.handle)


def hold_current(folder: Path) -> Hold:
    """The current build, kept from being removed."""
    for _ in range(ATTEMPTS):
        build = current_build(folder)
        try:
            hold = Hold(build, lock(build, shared=True))
        except (BlockingIOError, FileNotFoundError):  # it is just being removed: another one is current
            continue
        if build.is_dir() and current_build(folder) == build:
            return hold
        hold.release()
    raise StoreError(folder, "the graph is replaced faster than it can be opened; try again when the builds are done")


@contextmanager
def locked(folder: Path, *, shared: bool) -> Iterator[bool]:
    """Whether the folder's lock could be had; it is given back at the end."""
    try:
        handle = lock(folder, shared=shared)
    except BlockingIOError:
        yield False
        return
    try:
        yield True
    finally:
        if handle is not None:
            os.close(handle)


def lock(folder: Path, *, shared: bool) -> int | None:
    """An open lock on the folder, None where the system has none; BlockingIOError where others hold it."""
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    except OSError:  # some network file systems know no locks
        os.close(handle)
        return None
    return handle


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """What the system refuses, told as what it means for the graph."""
    try:
        yield
    except (NotADirectoryError, FileExistsError) as error:
        raise StoreError(folder, "a file stands where a folder should be") from error
    except OSError as error:
        raise StoreError(folder, f"cannot be read or written: {error.strerror or error}") from error
