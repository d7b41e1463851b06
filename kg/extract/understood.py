"""What a telling leaves to be understood: "the inquiry, opened in May" has its participants from before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.model import Fact, Mention, Modality, Name

DATES = ("date", "start", "end")
NEAR = 2  # sentences between what is told and who is understood to have done it


def understand(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings with the participants that they leave to be understood; without those that stay incomplete."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    told: list[Sighting] = []
    counted: list[Sighting] = []
    following = [one for one in sightings if _is_act(one.fact, scene)]
    for sighting in sightings:
        whole = _completed(sighting, told, scene, sentences) if sighting.lacks else sighting
        if whole is None:
            continue
        whole = _dated_below(_dated(whole, told, scene, sentences), following, scene, sentences)
        whole = _dated_alike(whole, told, scene, sentences)
        whole = _in_the_same_report(whole, counted, scene, sentences)
        yield whole
        if _is_counted_deed(whole.fact, scene):
            counted.append(whole)
        if _is_act(whole.fact, scene):
            told.append(whole)


def _completed(
    sighting: Sighting, told: Sequence[Sighting], scene: Scene, sentences: dict[int, int]
) -> Sighting | None:
    slots = dict(sighting.fact.slots)
    if "target" in sighting.lacks:
        case = _last_case(sighting, told)
        if case is None:
            return None
        slots["target"] = case.fact.slots["target"]
        if "agent" not in slots:
            slots["agent"] = case.fact.slots["agent"]
    if "agent" in sighting.lacks and "agent" not in slots:
        slots |= _last_actor(sighting, told, scene, sentences)
    return replace(sighting, fact=replace(sighting.fact, slots=slots), lacks=())


def _dated(sighting: Sighting, told: Sequence[Sighting], scene: Scene, sentences: dict[int, int]) -> Sighting:
    """The act on the day of the act just told by the same authority: "fined it on Friday. It also ordered ..."."""
    if not _is_act(sighting.fact, scene) or set(DATES) & set(sighting.fact.slots):
        return sighting
    if sighting.fact.type in scene.grammar.kinds("speech"):
        return sighting
    if any(child.dep_ == "aux" for child in sighting.trigger.children):
        return sighting  # "had ordered", "has ordered", "would order": another time
    for other in reversed(told):
        if sentences[sighting.trigger.i] - sentences[other.trigger.i] > 1:
            break
        if "date" in other.fact.slots:
            slots = {**sighting.fact.slots, "date": other.fact.slots["date"]}
            return replace(sighting, fact=replace(sighting.fact, slots=slots))
    return sighting


def _dated_below(sighting: Sighting, acts: Sequence[Sighting], scene: Scene, sentences: dict[int, int]) -> Sighting:
    """The news told first, on the day told next: "has fined Acme. ... It found on Monday that ..."."""
    here = sentences[sighting.trigger.i]
    perfect = any(child.dep_ == "aux" and child.lower_ in ("has", "have") for child in sighting.trigger.children)
    if not perfect or not _is_act(sighting.fact, scene) or set(DATES) & set(sighting.fact.slots):
        return sighting
    if sighting.fact.type in scene.grammar.kinds("speech"):
        return sighting
    for other in acts:
        near = 0 < sentences[other.trigger.i] - here <= NEAR and "date" in other.fact.slots
        if near and _labels(other.fact.slots["agent"]) == _labels(sighting.fact.slots["agent"]):
            slots = {**sighting.fact.slots, "date": other.fact.slots["date"]}
            return replace(sighting, fact=replace(sighting.fact, slots=slots))
    return sighting


def _dated_alike(sighting: Sighting, told: Sequence[Sighting], scene: Scene, sentences: dict[int, int]) -> Sighting:
    """What nobody is named to have done, on the day of the act just told: "fined it on Friday. Shops were told to"."""
    fact = sighting.fact
    auxiliaries = [child for child in sighting.trigger.children if child.dep_ in ("aux", "auxpass")]
    plain = [child.lower_ for child in auxiliaries] in (["was"], ["were"])
    if not plain or fact.modality is not Modality.ASSERTED or {"agent", *DATES} & set(fact.slots):
        return sighting
    if fact.type not in scene.grammar.kinds("official acts"):
        return sighting
    near = [one for one in told if 0 <= sentences[sighting.trigger.i] - sentences[one.trigger.i] <= 1]
    if not near or "date" not in near[-1].fact.slots:
        return sighting
    return replace(sighting, fact=replace(fact, slots={**fact.slots, "date": near[-1].fact.slots["date"]}))


def _is_counted_deed(fact: Fact, scene: Scene) -> bool:
    """So and so many accounts or posts are told to have been dealt with."""
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    return fact.type in deeds and "count" in fact.slots and fact.modality is Modality.ASSERTED


def _in_the_same_report(
    sighting: Sighting, counted: Sequence[Sighting], scene: Scene, sentences: dict[int, int]
) -> Sighting:
    """A count without a date, of the time of the one told just before: "In June it closed 80 pages. 20 were muted"."""
    fact, here, blocks = sighting.fact, sighting.trigger, scene.parse.blocks
    if not counted or set(DATES) & set(fact.slots) or not _is_counted_deed(fact, scene):
        return sighting
    last = counted[-1]
    distance = sentences[here.i] - sentences[last.trigger.i]
    later = any(child.dep_ == "aux" and child.lower_ in ("has", "have", "had") for child in here.children)
    if later or blocks[here.i] != blocks[last.trigger.i] or not 0 <= distance <= 1:
        return sighting
    when = {slot: found for slot, found in last.fact.slots.items() if slot in DATES}
    return replace(sighting, fact=replace(fact, slots={**fact.slots, **when}))


def _is_act(fact: Fact, scene: Scene) -> bool:
    """An authority is told to have done or said something."""
    agents = fact.slots.get("agent", ())
    authorities = (*scene.grammar.kinds("authority"), "Country")
    firm = fact.modality is Modality.ASSERTED and fact.type in scene.grammar.ontology.events
    actors = (*authorities, "Person") if fact.type in scene.grammar.kinds("official acts") else authorities
    return firm and bool(agents) and all(scene.grammar.is_a(agent.type, *actors) for agent in agents)


def _last_case(sighting: Sighting, told: Sequence[Sighting]) -> Sighting | None:
    """The act told last whose target has a name, of the same agent where one is given."""
    ours = _labels(sighting.fact.slots.get("agent", ()))
    for other in reversed(told):
        targets = other.fact.slots.get("target", ())
        if not targets or not all(isinstance(mention.value, Name) for mention in targets):
            continue
        if other.trigger.i != sighting.trigger.i and (not ours or ours == _labels(other.fact.slots["agent"])):
            return other
    return None


def _last_actor(
    sighting: Sighting, told: Sequence[Sighting], scene: Scene, sentences: dict[int, int]
) -> dict[str, tuple[Mention, ...]]:
    """The authority that acted last, nearby, where no other is spoken of in between."""
    here = sentences[sighting.trigger.i]
    for other in reversed(told):
        if here - sentences[other.trigger.i] > NEAR:
            break
        agents = other.fact.slots["agent"]
        if other.trigger.i == sighting.trigger.i:
            continue
        return {"agent": agents} if _undisturbed(other, sighting, _labels(agents), scene) else {}
    return {}


def _undisturbed(other: Sighting, sighting: Sighting, labels: frozenset[str], scene: Scene) -> bool:
    """Between the two triggers no other authority is spoken of."""
    for i in range(other.trigger.i, sighting.trigger.sent.end):
        for thing in scene.references[i].things if i in scene.references else ():
            if scene.grammar.is_a(thing.type, *scene.grammar.kinds("authority")) and thing.label not in labels:
                return False
    return True


def _labels(mentions: tuple[Mention, ...]) -> frozenset[str]:
    return frozenset(getattr(mention.value, "label", mention.span.text) for mention in mentions)
