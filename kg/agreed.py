"""What the facts of one event together say: of numbers told more and less exactly, the most exact one."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Amount, Count, Fact

# How exactly a number is said.
EXACTNESS = {"exact": 2, "more-than": 1, "at-least": 1, "nearly": 1, "about": 0}


def exactest(slot: str, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """
    Where the slot holds a number, the fact alone that tells it most exactly.

    {"f-1": 18.2 billion, "f-2": 18.228 billion}   {"f-2": 18.228 billion}
    """
    exactness = {
        fact_id: (EXACTNESS[mention.value.comparator], len(str(mention.value.value).rstrip("0")))
        for fact_id, fact in facts.items()
        for mention in fact.slots.get(slot, ())[:1]
        if isinstance(mention.value, Count | Amount)
    }
    if not exactness:
        return facts
    best = max(exactness, key=lambda one: (exactness[one], one))
    return {best: facts[best]}
