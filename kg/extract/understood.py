"""What a telling leaves to be understood: "the inquiry, opened in May" has its participants from before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.model import Fact, Mention, Modality, Name

NEAR = 2  # sentences between what is told and who is understood to have done it


def understand(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings with the participants that they leave to be understood; without those that stay incomplete."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    told: list[Sighting] = []
    last: Sighting | None = None
    for sighting in sightings:
        whole = _completed(sighting, told, scene, sentences) if sighting.lacks else sighting
        if whole is None:
            continue
        if last is not None and _goes_on_counting(whole, last, scene, sentences):
            slots = {**whole.fact.slots, "agent": last.fact.slots["agent"]}
            whole = replace(whole, fact=replace(whole.fact, slots=slots))
        if _is_count(whole.fact, scene):
            last = whole
        yield whole
        if is_act(whole.fact, scene) or _befell(whole.fact, scene):
            told.append(whole)


def _completed(
    sighting: Sighting, told: Sequence[Sighting], scene: Scene, sentences: dict[int, int]
) -> Sighting | None:
    slots = dict(sighting.fact.slots)
    if "target" in sighting.lacks:
        acts = [one for one in told if "agent" in one.fact.slots]
        case = _last_case(sighting, acts) or (_last_case(sighting, told) if "agent" in slots else None)
        if case is None:
            return None
        slots["target"] = case.fact.slots["target"]
        if "agent" not in slots and "agent" in case.fact.slots:
            slots["agent"] = case.fact.slots["agent"]
    if "agent" in sighting.lacks and "agent" not in slots:
        slots |= _last_actor(sighting, told, scene, sentences)
    return replace(sighting, fact=replace(sighting.fact, slots=slots), lacks=())


def _is_count(fact: Fact, scene: Scene) -> bool:
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    return fact.type in deeds and "count" in fact.slots and fact.modality is Modality.ASSERTED


def _goes_on_counting(sighting: Sighting, last: Sighting, scene: Scene, sentences: dict[int, int]) -> bool:
    """ "Foo deleted 300 posts. Over 1,000 accounts were muted": whoever counts the one counts the other."""
    slots, verb = sighting.fact.slots, sighting.trigger
    near = sentences[verb.i] - sentences[last.trigger.i] == 1
    if (
        not near
        or {"agent", "platform"} & slots.keys()
        or "agent" not in last.fact.slots
        or not _is_count(sighting.fact, scene)
    ):
        return False
    passive = any(child.dep_ == "auxpass" for child in verb.children) or verb.dep_ == "conj"
    return passive and scene.parse.blocks[verb.i] == scene.parse.blocks[last.trigger.i]


def is_act(fact: Fact, scene: Scene) -> bool:
    """An authority is told to have done or said something."""
    agents = fact.slots.get("agent", ())
    authorities = (*scene.grammar.kinds("authority"), "Country")
    firm = fact.modality is Modality.ASSERTED and fact.type in scene.grammar.ontology.events
    actors = (*authorities, "Person") if fact.type in scene.grammar.kinds("official acts") else authorities
    return firm and bool(agents) and all(scene.grammar.is_a(agent.type, *actors) for agent in agents)


def _befell(fact: Fact, scene: Scene) -> bool:
    """Somebody with a name is told to have been fined, summoned or the like, by whom being left open."""
    targets = fact.slots.get("target", ())
    official = fact.type in scene.grammar.kinds("official acts") and fact.modality is Modality.ASSERTED
    return official and "agent" not in fact.slots and any(isinstance(one.value, Name) for one in targets)


def _last_case(sighting: Sighting, told: Sequence[Sighting]) -> Sighting | None:
    """The act told last whose target has a name, of the same agent where one is given."""
    ours = labels(sighting.fact.slots.get("agent", ()))
    for other in reversed(told):
        targets = other.fact.slots.get("target", ())
        if not targets or not all(isinstance(mention.value, Name) for mention in targets):
            continue
        theirs = labels(other.fact.slots.get("agent", ()))
        if other.trigger.i != sighting.trigger.i and (not ours or not theirs or ours == theirs):
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
        agents = other.fact.slots.get("agent", ())
        if other.trigger.i == sighting.trigger.i or not agents:
            continue  # whom something befell by an unnamed hand
        spoken_to = [found for one in (other, sighting) for found in one.fact.slots.get("target", ())]
        known = labels((*agents, *spoken_to))
        return {"agent": agents} if _undisturbed(other, sighting, known, scene) else {}
    return {}


def _undisturbed(other: Sighting, sighting: Sighting, labels: frozenset[str], scene: Scene) -> bool:
    """Between the two triggers no other authority is spoken of."""
    for i in range(other.trigger.i, sighting.trigger.sent.end):
        for thing in scene.references[i].things if i in scene.references else ():
            if scene.grammar.is_a(thing.type, *scene.grammar.kinds("authority")) and thing.label not in labels:
                return False
    return True


def labels(mentions: tuple[Mention, ...]) -> frozenset[str]:
    """What the mentions are called."""
    return frozenset(getattr(mention.value, "label", mention.span.text) for mention in mentions)
