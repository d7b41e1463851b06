"""
Everything that can go wrong.

    KgError
    ├── ArticleError          one article cannot be read: it is skipped, and told of at the end
    ├── NothingToRead         the sources hold no article
    ├── OntologyProblem       one place in ontology/ that is wrong
    ├── OntologyProblems      all of them at once: nothing is built
    ├── MissingModel          the language model is not installed
    ├── NoGraph               a folder holds no graph
    ├── StoreError            the graph cannot be read or written
    ├── BadQuery              a query is not SPARQL, or reaches out of the graph
    ├── UnknownName           nothing is called so: a query, a fact, an entity, a format
    └── BadFacts              a file of facts is not in the fact view
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path


class KgError(Exception):
    """Anything that kg tells its user in a line or two."""


class ArticleError(KgError):
    """An article cannot be read; the others can."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{printable(path)}: {problem}")
        self.path, self.problem = path, problem


class NothingToRead(KgError):
    """The sources hold no article."""

    def __init__(self, sources: Sequence[Path], endings: Iterable[str]) -> None:
        where = ", ".join(printable(source) for source in sources)
        super().__init__(f"{where}: no article here; articles are files ending in {' '.join(sorted(endings))}")
        self.sources = tuple(sources)


class OntologyProblem(KgError):
    """One place in the ontology that is wrong."""

    def __init__(self, place: str, problem: str, nearest: str | None = None) -> None:
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"{place}: {problem}{hint}")
        self.place, self.problem, self.nearest = place, problem, nearest


class OntologyProblems(KgError):
    """All that is wrong with an ontology, at once."""

    def __init__(self, problems: Sequence[OntologyProblem]) -> None:
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in the ontology"
        super().__init__("\n".join([count, *(f"  {problem}" for problem in problems)]))
        self.problems = tuple(problems)


class MissingModel(KgError):
    """The language model is not installed."""

    def __init__(self, wanted: Sequence[str]) -> None:
        super().__init__(f"no language model: install one of {', '.join(wanted)}, or name another in KG_MODEL")
        self.wanted = tuple(wanted)


class NoGraph(KgError):
    """A folder holds no graph."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{printable(folder)}: no graph here; make one with: kg build SOURCE -g {printable(folder)}")
        self.folder = folder


class StoreError(KgError):
    """The graph cannot be read or written."""

    def __init__(self, folder: Path, problem: str) -> None:
        super().__init__(f"{printable(folder)}: {problem}")
        self.folder, self.problem = folder, problem


class BadQuery(KgError):
    """A query is not SPARQL, or reaches out of the graph."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the query cannot be answered: {problem}")
        self.problem = problem


class UnknownName(KgError):
    """Nothing is called so."""

    def __init__(self, kind: str, name: str, nearest: str | None = None) -> None:
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"no {kind} {printable(name)!r}{hint}")
        self.kind, self.name, self.nearest = kind, name, nearest


class BadFacts(KgError):
    """A file of facts is not in the fact view."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        place = f"{printable(path)}:{line}" if line else printable(path)  # no line: the file as a whole
        super().__init__(f"{place}: {problem}")
        self.path, self.line, self.problem = path, line, problem


def printable(path: Path | str) -> str:
    """A path as one line: a name with newlines or control characters cannot break a message."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode() for char in str(path))
