"""
Everything that can go wrong.

    KgError
    ├── ArticleError          one article cannot be read: it is skipped, and told of at the end
    ├── NothingToRead         the sources hold no article, or none that can be read
    ├── OntologyProblem       one place in ontology/ that is wrong
    ├── OntologyProblems      all of them at once: nothing is built
    ├── NoOntology            the folder of the ontology is not there
    ├── MissingModel          the language model is not installed
    ├── NoGraph               a folder holds no graph
    ├── StoreError            the graph cannot be read or written
    ├── EndpointError         a server elsewhere cannot be asked or written to, or tells a part only
    │   └── TooLarge          it takes less at a time: what is sent is cut into smaller parts
    ├── NotPublished          a graph was built, and is not on the server
    ├── BadQuery              a query is not SPARQL, or reaches out of the graph
    │   └── NoQueryFile       the file that holds it cannot be read
    ├── QueryStopped          a query takes more time, memory or rows than it may
    │   └── QueryLost         the process that was to answer it is gone
    ├── WrongFormat           an answer cannot be written in the format that is wanted
    ├── Busy                  too many queries wait already, or one has waited too long
    ├── Abandoned             whoever asked has gone: nobody is told
    ├── NoServer              the graph cannot be served
    ├── UnknownName           nothing is called so: a query, a fact, an entity, a format
    ├── AmbiguousName         several facts or entities are called so
    ├── OutputError           a file cannot be written
    ├── PageError             the explorer's page cannot be written
    └── BadFacts              a file of facts is not in the fact view
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar


class KgError(Exception):
    """Anything that kg tells its user in a line or two."""


class ArticleError(KgError):
    """An article cannot be read; the others can."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{printable(path)}: {problem}")
        self.path, self.problem = path, problem


class NothingToRead(KgError):
    """The sources hold no article, or none that can be read."""

    def __init__(self, sources: Sequence[Path], endings: Iterable[str], skipped: Sequence[ArticleError] = ()) -> None:
        where = ", ".join(printable(source) for source in sources)
        problem = f"{where}: no article here; articles are files ending in {' '.join(sorted(endings))}"
        others = f" (and {len(skipped) - 1} more cannot be read)" if len(skipped) > 1 else ""
        super().__init__(f"{skipped[0]}{others}; nothing was built" if skipped else problem)
        self.sources, self.skipped = tuple(sources), tuple(skipped)


class OntologyProblem(KgError):
    """One place in the ontology that is wrong."""

    def __init__(self, place: str, problem: str, nearest: str | None = None) -> None:
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"{place}: {problem}{hint}")
        self.place, self.problem, self.nearest = place, problem, nearest


class OntologyProblems(KgError):
    """All that is wrong with an ontology, or with what people add to it, at once."""

    def __init__(self, problems: Sequence[OntologyProblem], where: str = "the ontology") -> None:
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in {where}"
        super().__init__("\n".join([count, *(f"  {problem}" for problem in problems)]))
        self.problems = tuple(problems)


class NoOntology(KgError):
    """The folder of the ontology is not there."""

    def __init__(self, folder: Path) -> None:
        again = "give the right folder to kg build --ontology; what has been read is not read again"
        super().__init__(f"{printable(folder)}: no ontology here; {again}")
        self.folder = folder


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


class EndpointError(KgError):
    """A server elsewhere cannot be asked or written to, or tells a part only."""

    def __init__(self, url: str, problem: str) -> None:
        super().__init__(f"{printable(url)}: {problem}")
        self.url, self.problem = url, problem


class TooLarge(EndpointError):
    """A server elsewhere takes less at a time."""


class NotPublished(KgError):
    """A graph was built, and is not on the server."""

    def __init__(self, folder: Path, url: str, error: KgError) -> None:
        later = f"it is built, in {printable(folder)}; put it there later with: kg publish {url} -g {printable(folder)}"
        super().__init__(f"the graph is not on the server: {error}\n{later}")
        self.folder, self.url, self.error = folder, url, error


class BadQuery(KgError):
    """A query is not SPARQL, or reaches out of the graph."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"the query cannot be answered: {problem}")
        self.problem = problem


class NoQueryFile(BadQuery):
    """The file that holds a query cannot be read."""

    def __init__(self, path: Path, problem: str) -> None:
        KgError.__init__(self, f"{printable(path)}: cannot be read: {problem}")
        self.path, self.problem = path, problem


class QueryStopped(KgError):
    """A query takes more than it may."""

    WORDS: ClassVar = {
        "time": ("after {:g} second{s}", "--timeout"),
        "memory": ("at {:g} megabyte{s} of memory", "--memory"),
        "rows": ("after {:,} row{s}", "--rows"),
        "size": ("at an answer of {:,} megabyte{s}", "--rows"),
    }

    def __init__(self, limit: str, most: float) -> None:
        reached, option = self.WORDS[limit]
        told = reached.format(most, s="" if most == 1 else "s")
        super().__init__(f"the query was stopped {told}: ask for less (LIMIT), or allow more ({option})")
        self.limit, self.most = limit, most


class QueryLost(QueryStopped):
    """A query was stopped by nobody who is known: the process that was to answer it is gone."""

    def __init__(self, how: str) -> None:
        why = "the system may be short of memory, or somebody stopped it"
        KgError.__init__(self, f"the process that was to answer the query ended ({how}): {why}; ask again")
        self.limit, self.most, self.how = "process", 0.0, how


class WrongFormat(KgError):
    """An answer cannot be written in the format that is wanted."""

    def __init__(self, fitting: Iterable[str]) -> None:
        super().__init__(f"this answer cannot be written so; ask for one of {', '.join(fitting)}")
        self.fitting = tuple(fitting)


class Busy(KgError):
    """Too many queries wait already, or this one has waited so many seconds for its turn."""

    def __init__(self, waiting: int, seconds: float | None = None) -> None:
        told = (
            f"{waiting} queries wait already"
            if seconds is None
            else f"too many queries came before this one, for {seconds:g} s"
        )
        super().__init__(f"{told}: try again in a moment")
        self.waiting, self.seconds = waiting, seconds


class Abandoned(KgError):
    """Whoever asked has gone before the answer."""

    def __init__(self) -> None:
        super().__init__("nobody waits for the answer any more")


class NoServer(KgError):
    """The graph cannot be served."""

    def __init__(self, address: str, problem: str) -> None:
        super().__init__(f"{printable(address)}: {problem}")
        self.address, self.problem = address, problem


class UnknownName(KgError):
    """Nothing is called so."""

    def __init__(self, kind: str, name: str, nearest: str | None = None) -> None:
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        super().__init__(f"no {kind} {printable(name)!r}{hint}")
        self.kind, self.name, self.nearest = kind, name, nearest


class AmbiguousName(KgError):
    """Several things are called so."""

    def __init__(self, name: str, meanings: Sequence[str]) -> None:
        shown = "; ".join(meanings[:3]) + (f"; and {len(meanings) - 3} more" if len(meanings) > 3 else "")
        super().__init__(f"{printable(name)!r} may be {shown}: name one by its id")
        self.name, self.meanings = name, tuple(meanings)


class OutputError(KgError):
    """A file cannot be written."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{printable(path)}: cannot be written: {problem}")
        self.path, self.problem = path, problem


class PageError(KgError):
    """The explorer's page cannot be written."""

    def __init__(self, place: Path | str, problem: str) -> None:
        super().__init__(f"{printable(place)}: {problem}")
        self.place, self.problem = place, problem


class BadFacts(KgError):
    """A file of facts is not in the fact view."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        place = f"{printable(path)}:{line}" if line else printable(path)  # no line: the file as a whole
        super().__init__(f"{place}: {problem}")
        self.path, self.line, self.problem = path, line, problem


def printable(path: Path | str) -> str:
    """A path as one line: a name with newlines or control characters cannot break a message."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode() for char in str(path)
    )
