"""What a build read, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ArticleError, printable
from kg.model import Aside, Knowledge, Modality

COLUMNS = 3  # of types of facts


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build read, and what came of it."""

    folder: Path
    read: int
    unchanged: int  # of those read, how many had been read before
    skipped: tuple[ArticleError, ...]
    facts: tuple[tuple[str, int], ...]  # asserted facts by type, most first
    aside: tuple[Aside, ...]  # facts that the ontology would not have
    unasserted: int
    entities: int
    events: int
    triples: int
    seconds: float
    idle: tuple[str, ...] = ()  # judgements of which nothing came
    updates: Path | None = None  # where those are kept that had changed the graph before

    def __str__(self) -> str:
        return "\n".join(summary_lines(self))


def facts_by_type(knowledge: Knowledge) -> tuple[tuple[str, int], ...]:
    """How many facts of each type are asserted, most first."""
    counts = Counter(fact.type for fact in knowledge.facts if fact.modality is Modality.ASSERTED)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def summary_lines(summary: Summary) -> Iterator[str]:
    """The summary for people, line by line."""
    unchanged = f" ({summary.unchanged} unchanged since the last build)" if summary.unchanged else ""
    yield f"{counted(summary.read, 'article')} read{unchanged}, {len(summary.skipped)} skipped"
    yield from (f"  {error}" for error in summary.skipped)
    yield f"{counted(sum(number for _, number in summary.facts), 'fact')} asserted"
    yield from in_columns(summary.facts)
    yield f"{summary.unasserted:,} more denied, demanded, threatened, planned or merely possible"
    if summary.aside:
        yield f"{counted(len(summary.aside), 'fact')} kept aside, being none that the ontology would have:"
        yield from (
            f"  {aside.fact.type} “{aside.fact.evidence[0].text}” ({aside.fact.article}): {aside.reason}"
            for aside in summary.aside
        )
    if summary.idle:
        yield f"{counted(len(summary.idle), 'judgement')} of which nothing comes:"
        yield from (f"  {judgement}" for judgement in summary.idle)
    if summary.updates:
        yield f"updates had changed the graph; this one is without them: they are kept in {printable(summary.updates)}"
    size = f"{counted(summary.entities, 'entity', 'entities')}, {counted(summary.events, 'event')}"
    yield f"{size}, {counted(summary.triples, 'triple')} in {printable(summary.folder)} ({summary.seconds:.1f} s)"


def counted(number: int, one: str, several: str = "") -> str:
    """
    The number with what it counts.

    1 article   2 articles   0 entities
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def in_columns(numbers: Sequence[tuple[str, int]]) -> Iterator[str]:
    """Names and numbers side by side, to be read downwards."""
    rows = -(-len(numbers) // COLUMNS)
    width = max((len(name) for name, _ in numbers), default=0)
    for row in range(rows):
        yield "  " + "    ".join(f"{name:{width}}{number:6,}" for name, number in numbers[row::rows])
