"""How well things and events are told apart across articles, measured against what somebody found by reading (B³)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.errors import BadFacts, OntologyProblem
from kg.evaluation import Outcome, all_outcomes
from kg.exporters.facts import fact_view
from kg.fact_view import FactLine, parse_fact
from kg.likeness import count_hits
from kg.model import Fact, Knowledge, Modality
from kg.placed_yaml import read_placed

# The slots that things fill.
THINGS = ("agent", "target", "platform", "campaign", "policy", "medium", "subject", "object")

Pair = tuple[str, str]  # two items, in words


@dataclass(frozen=True, slots=True)
class Gold:
    """What is one across articles, as somebody found by reading."""

    facts: tuple[FactLine, ...]
    thing_of: Mapping[str, str]  # first wording → the wording that stands for the thing
    apart: frozenset[str]  # names of another thing in each article
    event_of: Mapping[int, str]  # a fact's place in `facts` → its event


@dataclass(frozen=True, slots=True)
class Item:
    """A filler or a fact that both sides have, in words, with the cluster that each side puts it in."""

    words: str
    found: Hashable
    gold: Hashable


@dataclass(frozen=True, slots=True)
class Agreement:
    """
    How far two clusterings of the same items agree, by B³.

    The mean over the items of the share of their cluster that is right (Bagga and Baldwin,
    "Entity-Based Cross-Document Coreferencing", 1998).
    """

    items: int
    precision: float
    recall: float
    merged: tuple[Pair, ...]  # one here, two in the gold
    parted: tuple[Pair, ...]  # two here, one in the gold

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def agreement(items: Sequence[Item]) -> Agreement:
    """How far the found clusters agree with the gold ones, with a telling pair for each difference."""
    found, gold = Counter(item.found for item in items), Counter(item.gold for item in items)
    shared = Counter((item.found, item.gold) for item in items)
    number = len(items) or 1
    return Agreement(
        len(items),
        precision=sum(count * count / found[left] for (left, _), count in shared.items()) / number,
        recall=sum(count * count / gold[right] for (_, right), count in shared.items()) / number,
        merged=tuple(_pairs({(item.found, item.gold): item.words for item in items})),
        parted=tuple(_pairs({(item.gold, item.found): item.words for item in items})),
    )


def _pairs(words: Mapping[tuple[Hashable, Hashable], str]) -> Iterator[Pair]:
    """Two items, in words, for each two clusters of the other side that lie in one of this."""
    inside: defaultdict[Hashable, list[str]] = defaultdict(list)
    for (cluster, _), item in sorted(words.items(), key=lambda entry: entry[1]):
        inside[cluster].append(item)
    for told in inside.values():
        yield from sorted(combinations(told, 2))


def read_gold(path: Path, facts: Sequence[FactLine]) -> Gold:
    """What a file says is one across the articles of the annotated facts."""
    problems: list[OntologyProblem] = []
    told = read_placed(path, problems).plain()
    if problems:
        raise BadFacts(path, 0, str(problems[0]))
    annotated = tuple(fact for fact in facts if not fact.is_trap)
    things = {name: names[0] for names in told["things"] for name in names}
    return Gold(annotated, things, frozenset(told["apart"]), dict(_events(told["events"], annotated, path)))


def _events(
    told: Iterable[Mapping[str, Mapping[str, str]]], facts: Sequence[FactLine], path: Path
) -> Iterator[tuple[int, str]]:
    places = {(fact.doc, fact.type, fact.evidence[0]): place for place, fact in enumerate(facts) if fact.evidence}
    for number, event in enumerate(told):
        for doc, words in event["told"].items():
            place = places.get((doc, str(event["type"]), words))
            if place is None:
                raise BadFacts(path, 0, f"no {event['type']} of {doc} has the evidence {words!r}")
            yield place, f"event {number}"


def thing_items(knowledge: Knowledge, gold: Gold) -> tuple[Item, ...]:
    """The fillers found that are annotated, too: which thing each is."""
    return tuple(item for fact, pair in _paired(knowledge, gold) for item in _things_of(fact, pair, knowledge, gold))


def event_items(knowledge: Knowledge, gold: Gold) -> tuple[Item, ...]:
    """The facts found that are annotated, too, and tell of events: which event each tells."""
    event_of = {fact: event.id for event in knowledge.events for fact in event.facts}
    places = {id(line): place for place, line in enumerate(gold.facts)}
    return tuple(
        Item(_told(fact), event_of[fact.id], gold.event_of.get(places[id(pair.gold)], places[id(pair.gold)]))
        for fact, pair in _paired(knowledge, gold)
        if fact.id in event_of
    )


def _paired(knowledge: Knowledge, gold: Gold) -> Iterator[tuple[Fact, Outcome]]:
    """The facts found, each with the annotated one that it answers to."""
    facts = [fact for fact in knowledge.facts if fact.modality is Modality.ASSERTED]
    lines = [parse_fact(json.dumps(fact_view(fact))) for fact in facts]
    by_line = {id(line): fact for line, fact in zip(lines, facts, strict=True)}
    for outcome in all_outcomes(lines, gold.facts):
        if outcome.found and outcome.gold:
            yield by_line[id(outcome.found)], outcome


def _things_of(fact: Fact, pair: Outcome, knowledge: Knowledge, gold: Gold) -> Iterator[Item]:
    assert pair.gold
    for slot in THINGS:
        left = list(pair.gold.fillers(slot))
        for position, mention in enumerate(fact.slots.get(slot, ())):
            identity = knowledge.denotes.get((fact.id, slot, position))
            label = getattr(mention.value, "label", "")
            match = next((filler for filler in left if count_hits(slot, [(label,)], [filler])), None)
            if identity and match:
                left.remove(match)
                yield Item(f"{label} ({fact.article}, {slot})", identity, _thing(str(match[0]), fact.article, gold))


def _thing(name: str, article: str, gold: Gold) -> Hashable:
    """The thing that an annotated name means: a description, or a name that says little, in its article only."""
    is_named = name[:1].isupper() and name not in gold.apart
    return gold.thing_of.get(name, name) if is_named else (name, article)


def _told(fact: Fact) -> str:
    return f"{fact.type} “{fact.evidence[0].text}” ({fact.article})"
