"""Which files hold articles, and what each article is called."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kg.errors import ArticleError
from kg.readers.json_lines import holds_facts
from kg.readers.words import page_words


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file to read, and the id of its article."""

    id: str
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the source that it was found in."""

    source: Path
    path: Path

    @property
    def ids(self) -> tuple[str, ...]:
        """
        What it may be called, from the shortest to one that no other file has.

        "a"   "a.txt"   "north/a.txt"   "/news/north/a.txt"
        """
        below = PurePosixPath(self.path.name if self.path == self.source else self.path.relative_to(self.source))
        root = self.source.parent if self.path == self.source else self.source
        return tuple(
            _writable(str(name))
            for name in (below.with_suffix(""), below, root.absolute().name / below, self.path.absolute())
        )


def find_article_files(sources: Sequence[Path], endings: Collection[str]) -> tuple[ArticleFile, ...]:
    """
    The files of known endings below the sources, by id; hidden ones, README and the like are left out.

    An id is the path below its source without the ending. Files that would share one keep the ending;
    where that is not enough, the name of their source; where that is not enough, they have the whole path.
    A file that is reached twice is there once, and the order of the sources does not matter.
    """
    found: dict[Path, Found] = {}
    for source in sorted(sources):
        if not source.exists():
            raise ArticleError(source, "no such file or folder")
        for path in _files_below(source, endings):
            found.setdefault(path.resolve(), Found(source, path))
    files = tuple(found.values())
    named = (
        ArticleFile(name, file.path)
        for name, file in zip(_unique_ids([file.ids for file in files]), files, strict=True)
    )
    return tuple(sorted(named, key=lambda file: file.id))


def _unique_ids(choices: Sequence[Sequence[str]]) -> list[str]:
    """For each file the shortest of its names that no other has."""
    lengths = [0] * len(choices)
    while True:
        chosen = [names[length] for names, length in zip(choices, lengths, strict=True)]
        counts = Counter(chosen)
        longer = [
            min(length + (counts[names[length]] > 1), len(names) - 1)
            for length, names in zip(lengths, choices, strict=True)
        ]
        if longer == lengths:
            return chosen
        lengths = longer


def _files_below(source: Path, endings: Collection[str]) -> Iterator[Path]:
    """The source itself, if it is a file; else all below it that may hold an article."""
    if not source.is_dir():
        yield source
        return
    seen: set[tuple[int, int]] = set()
    unlisted: list[Path] = []
    walk = os.walk(source, followlinks=True, onerror=lambda error: unlisted.append(Path(str(error.filename))))
    for folder, folders, names in walk:
        # A link may lead back up: each folder is walked once. What kg itself has written is no news.
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _is_new(Path(folder, name), seen))
        folders[:] = [name for name in folders if not _is_graph(Path(folder, name))]
        yield from (Path(folder, name) for name in sorted(names) if _may_be_article(Path(folder, name), endings))
    yield from unlisted


def _is_graph(folder: Path) -> bool:
    """Whether a build has made the folder."""
    return (folder / "current").is_file() and (folder / "builds").is_dir()


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        status = folder.stat()
    except OSError:
        return False
    known = (status.st_dev, status.st_ino) in seen
    seen.add((status.st_dev, status.st_ino))
    return not known


def _may_be_article(path: Path, endings: Collection[str]) -> bool:
    ending = path.suffix.lower()
    if path.name.startswith(".") or ending not in endings or path.stem.lower() in page_words().no_articles:
        return False
    return not (ending == ".jsonl" and path.is_file() and holds_facts(path))


def _writable(name: str) -> str:
    """The name; bytes of it that are no text are written out."""
    return name.encode("utf-8", "backslashreplace").decode()
