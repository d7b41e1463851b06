"""A query with all that is said beside it, what came of it, and how much it may take."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20
ROWS = 1_000_000
ANSWER_MEGABYTES = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take before it is stopped."""

    seconds: float = 30.0
    megabytes: int = 2048  # of memory, beside what an idle process takes
    rows: int = ROWS
    answer_megabytes: int = ANSWER_MEGABYTES


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update, what it is asked of, and in which format the answer is wanted."""

    sparql: str
    formats: tuple[str, ...] = ("json", "ntriples")  # the first one that can hold the answer is taken
    base: str | None = None
    default_graphs: tuple[str, ...] = ()  # these and the next, where any is named, are all that is asked
    named_graphs: tuple[str, ...] = ()
    rows: int = ROWS
    answer_megabytes: int = ANSWER_MEGABYTES


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as a document."""

    format: str
    document: bytes
