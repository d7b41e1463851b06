"""Which mentions are one thing of the world, and which facts tell of one event."""

from __future__ import annotations

from collections.abc import Sequence

from kg.grammar import Grammar
from kg.model import Knowledge, Reading
from kg.resolve.entities import identify
from kg.resolve.events import join_events

__all__ = ["resolve"]


def resolve(readings: Sequence[Reading], grammar: Grammar) -> Knowledge:
    """The articles' facts with what is the same in them, whatever the order of the articles."""
    ordered = tuple(sorted(readings, key=lambda reading: reading.article.id))
    facts = tuple(fact for reading in ordered for fact in reading.facts)
    identities, denotes = identify(facts, grammar)
    return Knowledge(ordered, identities, join_events(facts, denotes, grammar), denotes)
