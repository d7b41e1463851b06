"""Facts → events: what several articles tell of the same event is one node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.grammar import Grammar
from kg.model import Amount, Count, Event, Fact, Modality, Name, PartialDate, fingerprint

PARTICIPANTS = ("agent", "target", "policy")


def join_events(
    facts: Sequence[Fact], denotes: Mapping[tuple[str, str, int], str], grammar: Grammar
) -> tuple[Event, ...]:
    """The events that the asserted facts tell of; facts alike in who, what, how many and when tell of one."""
    groups: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts:
        if fact.modality is Modality.ASSERTED and fact.type in grammar.ontology.events:
            groups.setdefault(_signature(fact, denotes, grammar) or (fact.id,), []).append(fact)
    events = [_event(group) for group in groups.values()]
    return tuple(sorted(events, key=lambda event: event.id))


def _signature(fact: Fact, denotes: Mapping[tuple[str, str, int], str], grammar: Grammar) -> tuple[str, ...] | None:
    """What makes the event one of its kind; None where the fact says too little to be sure."""
    number = fact.slots.get("amount") or fact.slots.get("count")
    date = fact.slots.get("date")
    named = any(isinstance(mention.value, Name) for slot in PARTICIPANTS for mention in fact.slots.get(slot, ()))
    if fact.type in grammar.kinds("speech") or not named or not number or not date:
        return None
    value, day = number[0].value, date[0].value
    assert isinstance(value, Count | Amount)
    assert isinstance(day, PartialDate)
    who = [f"{slot}:{denotes[fact.id, slot, i]}" for slot in ("agent",) for i in range(len(fact.slots.get(slot, ())))]
    unit = value.currency if isinstance(value, Amount) else "things"
    return fact.type, *sorted(who), str(value.value), unit, day.iso[:7]


def _event(facts: Sequence[Fact]) -> Event:
    ids = tuple(sorted({fact.id for fact in facts}))
    reasons = ("the same actor, number and month",) if len(ids) > 1 else ()
    return Event("v-" + fingerprint(*ids), facts[0].type, ids, reasons)
