"""Facts → events: facts of several articles that tell of one event are one node, each with its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.grammar import Grammar
from kg.model import Event, Fact, Identity, Modality, Reading, fingerprint
from kg.resolve.clusters import Link, Traits, candidate_pairs, clusters, the_first
from kg.resolve.happenings import CONTRADICTIONS, disputed_slots, reasons_for
from kg.resolve.sameness import Scale, Verdict, scale_of
from kg.resolve.sources import Sources, sources_of
from kg.resolve.tellings import Denotes, Telling, bonds_of, telling_of


@dataclass(frozen=True)
class _Scene:
    """All tellings, with what is needed to compare them."""

    tellings: Mapping[str, Telling]
    bonds: frozenset[frozenset[str]]
    scale: Scale

    def compare(self, left: str, right: str) -> Verdict:
        """The reasons for and against two facts telling of one event."""
        return self.scale.verdict(reasons_for(self.tellings[left], self.tellings[right], self.bonds, self.scale))


def join_events(
    readings: Sequence[Reading], identities: Sequence[Identity], denotes: Denotes, grammar: Grammar
) -> tuple[Event, ...]:
    """The events that the asserted facts tell of, with what their sources agree and differ in."""
    facts = tuple(fact for reading in readings for fact in reading.facts)
    published = {reading.article.id: reading.article.published for reading in readings}
    but_once = grammar.words["sameness"]["events"].get("but once", ())
    told = {
        fact.id: telling_of(fact, denotes, date.iso if (date := published[fact.article]) else "", but_once)
        for fact in facts
        if fact.modality is Modality.ASSERTED and fact.type in grammar.ontology.events
    }
    scene = _Scene(told, bonds_of(identities, facts, denotes, grammar), scale_of("events", grammar))
    pairs = (pair for pair in candidate_pairs(_blocks(told.values())) if _may_be_one(*pair, told))
    verdicts = ((pair, scene.compare(*pair)) for pair in pairs)
    links = [Link(*pair, verdict.score) for pair, verdict in verdicts if scene.scale.is_one(verdict)]
    joined = clusters({id: {("fact", id)} for id in told}, links, lambda left, right: _may_join(left, right, scene))
    sources = sources_of(readings)
    events = [_event(cluster, scene, sources) for cluster in joined]
    return tuple(sorted(events, key=lambda event: event.id))


def _blocks(tellings: Collection[Telling]) -> Mapping[Hashable, Sequence[str]]:
    """What is of one type and shares a participant, or a number, may be one; each block in the order of time."""
    blocks: defaultdict[Hashable, list[str]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda telling: (telling.day, telling.id)):
        for key in set(_block_keys(telling)):
            blocks[key].append(telling.id)
    return blocks


def _block_keys(telling: Telling) -> Iterator[tuple[str, ...]]:
    kind = telling.fact.type
    year = telling.day[:4]
    for slot in ("target", "policy", "campaign", "platform"):
        yield from ((kind, slot, thing, year) for thing in telling.things.get(slot, ()))
        yield from ((kind, slot, thing) for thing in telling.things.get(slot, ()) if not telling.when)
    for actor in telling.things.get("agent", ()):
        yield from ((kind, actor, year, head) for head in telling.heads or {""})
        if telling.number:
            yield kind, actor, telling.number.unit
    if telling.number:
        yield kind, str(telling.number.value), telling.number.unit


def _may_be_one(left: str, right: str, tellings: Mapping[str, Telling]) -> bool:
    """Facts of one article tell of different events: what it says twice is joined before."""
    return tellings[left].fact.article != tellings[right].fact.article


def _may_join(left: Traits, right: Traits, scene: _Scene) -> bool:
    """Two events may become one unless an article tells of both, or a fact of the one contradicts one of the other."""
    ones, others = ([id for _, id in side] for side in (left, right))
    articles = [scene.tellings[id].fact.article for id in (*ones, *others)]
    if len(set(articles)) < len(articles):
        return False
    return not any(
        reason.words in CONTRADICTIONS
        for one in ones
        for other in others
        for reason in scene.compare(one, other).reasons
    )


def _event(cluster: Sequence[str], scene: _Scene, sources: Sources) -> Event:
    told = [scene.tellings[one] for one in cluster]
    disputed: set[str] = set()
    one: list[tuple[float, str]] = []
    for left, right in combinations(told, 2):
        verdict = scene.compare(left.id, right.id)
        disputed.update(disputed_slots(left, right, verdict))
        if scene.scale.is_one(verdict):
            one.append((-verdict.score, f"{_caption(left.fact)} and {_caption(right.fact)}: {verdict}"))
    return Event(
        id="v-" + fingerprint(*cluster),
        type=told[0].fact.type,
        facts=tuple(cluster),
        reasons=tuple(the_first([words for _, words in sorted(one)])),
        disputed=tuple(sorted(disputed)),
        sources=sources.independent([telling.fact.evidence[0] for telling in told]),
    )


def _caption(fact: Fact) -> str:
    return f"“{fact.evidence[0].text}” ({fact.article})"
