"""Which mentions are one thing of the world, and which facts tell of one event."""

from __future__ import annotations

from collections.abc import Sequence

from kg.grammar import Grammar
from kg.model import Knowledge, Reading
from kg.resolve.candidates import idle_judgements
from kg.resolve.entities import identify
from kg.resolve.events import join_events
from kg.resolve.judgements import Judgement, judgements_beside
from kg.resolve.profiles import profiles_of

__all__ = ["idle", "judgements_beside", "resolve"]


def idle(readings: Sequence[Reading], grammar: Grammar, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """The judgements that speak of nothing in the articles, in words: a name is misspelt, or the article has gone."""
    if not judgements:
        return ()
    profiles = profiles_of([fact for reading in readings for fact in reading.facts], grammar)
    found = idle_judgements(profiles, judgements)
    return tuple(
        f"{judgement.left.name!r} and {judgement.right.name!r}: nothing here is called {side}"
        for judgement, side in found
    )


def resolve(readings: Sequence[Reading], grammar: Grammar, judgements: Sequence[Judgement] = ()) -> Knowledge:
    """The articles' facts with what is the same in them, whatever the order of the articles; judgements hold."""
    ordered = tuple(sorted(readings, key=lambda reading: reading.article.id))
    facts = tuple(fact for reading in ordered for fact in reading.facts)
    things = identify(facts, grammar, judgements)
    return Knowledge(
        ordered, things.identities, join_events(ordered, things.identities, things.denotes, grammar), things.denotes
    )
