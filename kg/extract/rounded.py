"""A number told roughly and then exactly: "more than half a million accounts ... 544,052 accounts were removed"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.extract.story_time import is_counted_deed
from kg.model import Count, Fact, Mention

TENTH = 10
UNLIKE = 0.25  # a rough number is no further from the exact one than this part of it
HANDED_DOWN = ("agent", "platform")


def rounds(rough: Count, exact: Count) -> bool:
    """
    The rough number is the exact one, rounded as its comparator says.

    more than 500,000, 544,052   True: 500,000 counts in hundred thousands
    nearly 550,000, 544,052      True
    about 20,000, 19,741         True
    550,000, 544,052             False
    """
    unit = _unit(rough.value)
    if unit == 1 or _unit(exact.value) >= unit or exact.comparator != "exact":
        return False
    above = exact.value - rough.value
    if abs(above) > UNLIKE * rough.value:
        return False
    if rough.comparator in ("more-than", "at-least"):
        return 0 <= above < unit
    if rough.comparator == "nearly":
        return -unit < above < 0
    return abs(above) * 2 <= unit


def _unit(value: int) -> int:
    """What the number is counted in, by its zeros: 500,000 in hundred thousands."""
    unit = 1
    while value and value % (unit * TENTH) == 0:
        unit *= TENTH
    return unit


def told_exactly(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings; a deed that tells a number exactly is by whom and where the rough number before it says."""
    rough: list[Sighting] = []
    for sighting in sightings:
        fact = sighting.fact
        if not is_counted_deed(fact, scene):
            yield sighting
            continue
        before = [one.fact for one in rough if one.fact.type == fact.type and _rounds(one.fact, fact)]
        lent = _lent(before[-1], fact) if before else {}
        whole = replace(sighting, fact=replace(fact, slots={**fact.slots, **lent})) if lent else sighting
        yield whole
        rough.append(whole)


def _rounds(rough: Fact, exact: Fact) -> bool:
    ours, theirs = rough.slots["count"][0].value, exact.slots["count"][0].value
    return isinstance(ours, Count) and isinstance(theirs, Count) and rounds(ours, theirs)


def _lent(rough: Fact, exact: Fact) -> dict[str, tuple[Mention, ...]]:
    if any(slot in exact.slots for slot in HANDED_DOWN):
        return {}
    return {slot: rough.slots[slot] for slot in HANDED_DOWN if slot in rough.slots}
