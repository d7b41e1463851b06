"""
An export of several files: a folder that is replaced whole, or one zip file.

    DIR/...            the files
    DIR/.kg-export     what was written, each file with a hash: only this is ever replaced or removed

The files are written aside, what others have put into the folder is linked into the new one, and then the two
change places. A file that somebody has changed since is not ours any more, and is not written over.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.errors import OutputError

MANIFEST = ".kg-export"
ELSEWHERE = "choose another folder with -o"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # zip files tell when; the clock is not about the graph

Files = Iterable[tuple[str, bytes]]  # each with its path in the folder, parts joined by "/"


def write_zip(files: Files, output: BinaryIO) -> None:
    """Write the files as a zip file: the same bytes for the same files."""
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)


def write_folder(files: Files, folder: Path) -> None:
    """Write the files into the folder in one step; what others have put there stays."""
    place = folder.resolve()
    try:
        before = written_before(place)
        aside = place.with_name(f".{place.name}.{os.getpid()}.new")
        try:
            hashes = dict(write_files(files, aside))
            refuse_foreign(place, before, hashes)
            link_others(place, aside, {*before, *hashes, MANIFEST})
            change_places(aside, place)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def written_before(folder: Path) -> Mapping[str, str]:
    """What an earlier export has written into the folder, by hash; a folder of others' files is refused."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    if not folder.is_dir():
        raise OutputError(folder, f"this format is a folder of files, and a file stands there; {ELSEWHERE}")
    try:
        told: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OutputError(folder, f"the folder holds files that kg has not written; {ELSEWHERE}") from error
    except ValueError as error:
        raise OutputError(folder / MANIFEST, f"what kg has written here cannot be known; {ELSEWHERE}") from error
    return told


def write_files(files: Files, folder: Path) -> Iterator[tuple[str, str]]:
    """Write the files, and then what they are; each name with the hash of what was written."""
    folder.mkdir(parents=True)
    hashes: dict[str, str] = {}
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        hashes[name] = hash_of(content)
    (folder / MANIFEST).write_text(json.dumps(hashes, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    yield from hashes.items()


def refuse_foreign(folder: Path, before: Mapping[str, str], names: Iterable[str]) -> None:
    """OutputError where a file that would be replaced, or would go, is not as kg has written it."""
    for name in sorted({*before, *names}):
        path = folder / name
        if os.path.lexists(path) and (name not in before or not is_as_written(path, before[name])):
            raise OutputError(path, f"somebody has changed or made this file; move it away, or {ELSEWHERE}")


def is_as_written(path: Path, digest: str) -> bool:
    """Whether the file has the content of that hash."""
    return path.is_file() and not path.is_symlink() and hash_of(path.read_bytes()) == digest


def hash_of(content: bytes) -> str:
    """The content as a hash."""
    return hashlib.sha256(content).hexdigest()


def link_others(folder: Path, aside: Path, ours: set[str]) -> None:
    """Let the files of others stand in the new folder too."""
    for place, folders, names in os.walk(folder):
        here = Path(place).relative_to(folder)
        links = [name for name in folders if (folder / here / name).is_symlink()]
        for name in [*names, *links]:
            if (here / name).as_posix() not in ours:
                link(folder / here / name, aside / here / name)
        if not names and not folders and here.parts:
            (aside / here).mkdir(parents=True, exist_ok=True)  # an empty folder is theirs, too


def link(path: Path, new: Path) -> None:
    """The file under its new name as well; a copy of it where the system makes no second name."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, new, follow_symlinks=False)


def change_places(new: Path, folder: Path) -> None:
    """Put the new folder where the old one is; where that fails, the old one stays."""
    if not folder.exists():
        new.rename(folder)
        return
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
