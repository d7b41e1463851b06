"""What a telling gives away by the way: the law in its reason, the platform of whoever closes accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from kg.extract.events import Sighting
from kg.extract.hosts import with_hosts
from kg.extract.scene import Scene
from kg.model import Fact, Group, Mention, Modality, Name
from kg.tokens import Token, Words

ORDINALS = ("first", "second", "third", "fourth", "fifth", "last")
POWERS = 4  # words between an act and the verb of the sentence: "issued orders for the blocking of"


def complete(sightings: Iterable[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings with what the text around them adds."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    refuted = {sentences[token.i] - 1: token for token in scene.parse.doc if _refutes(token, scene)}
    for sighting in sightings:
        fact = sighting.fact
        if _is_presupposed(sighting, scene):
            continue
        if fact.type in scene.grammar.ontology.events and fact.type not in scene.grammar.kinds("words"):
            fact = _under_its_law(sighting, scene)
            fact = _on_its_own_platform(_on_a_named_platform(with_hosts(sighting, fact, scene), scene), scene)
        cue = refuted.get(sentences[sighting.trigger.i])
        if cue is not None and fact.modality is Modality.ASSERTED:
            fact = replace(fact, modality=Modality.DENIED, cue=scene.parse.span(cue.i, cue.i + 1))
        yield replace(sighting, fact=fact)


def _is_presupposed(sighting: Sighting, scene: Scene) -> bool:
    """ "among the pages removed", "those punished": only which pages are spoken of, not who removed how many when."""
    trigger, slots = sighting.trigger, sighting.fact.slots
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    if any(_is_the_first_time(node) for node in takewhile(_is_on_no_other_day, (trigger, *trigger.ancestors))):
        return True
    bare = trigger.dep_ == "acl" and trigger.tag_ == "VBN" and sighting.fact.type in deeds
    return bare and not {"agent", "count", "date", "start"} & set(slots)


def _is_on_no_other_day(word: Token) -> bool:
    """It is no clause of its own time: "since the law came into force"."""
    return not any(child.dep_ == "mark" for child in word.children)


def _is_the_first_time(noun: Token) -> bool:
    """ "It is the first time that it was made to block a page": the deed itself is told elsewhere; "not the" is not."""
    told = noun.lemma_ == "time" and noun.dep_ == "attr" and noun.head.lemma_ == "be"
    told = told and not any(child.dep_ == "neg" for child in noun.head.children)
    return told and any(child.lower_ in ORDINALS for child in noun.children)


# --- laws ----------------------------------------------------------------------------------------


def _under_its_law(sighting: Sighting, scene: Scene) -> Fact:
    """The act with the law that its reason or its own clause names: "fined it for breaches of the Foo Act"."""
    fact = sighting.fact
    if "policy" in fact.slots or "policy" not in scene.grammar.ontology.slots:
        return fact
    spans = [mention.span for slot in ("reason", "topic") for mention in fact.slots.get(slot, ())]
    spans += [scene.parse.span(words.start, words.end) for words in _powers(sighting.trigger, scene)]
    laws = tuple(law for span in spans for law in _laws_within(span.start, span.end, scene))
    return replace(fact, slots={**fact.slots, "policy": tuple(dict.fromkeys(laws))}) if laws else fact


def _powers(act: Token, scene: Scene) -> Iterator[Words]:
    """What the act is founded on: "using powers under the Foo Act, it closed ...", "invoked the Foo Act to close"."""
    invoking = scene.grammar.word_set("light_verbs", "invoking")
    verb = act
    for _ in range(POWERS):
        for clause in (verb, *verb.children):
            if clause.lemma_ not in invoking or clause.pos_ != "VERB" or (clause.i > act.i and clause.tag_ != "VBG"):
                continue
            for child in clause.children:
                if child.dep_ in ("dobj", "prep") and child.i > clause.i:
                    end = child.right_edge.i + 1
                    yield act.doc[child.left_edge.i : min(end, act.i) if clause.i < act.i else end]
        if verb.dep_ not in ("xcomp", "advcl", "acl", "dobj", "pobj", "prep", "pcomp"):
            return
        verb = verb.head


def _laws_within(start: int, end: int, scene: Scene) -> Iterator[Mention]:
    """The laws that a stretch of text names."""
    seen: set[int] = set()
    for reference in scene.references.values():
        offset = scene.parse.offsets[reference.start]
        if not start <= offset < end or reference.start in seen:
            continue
        seen.add(reference.start)
        for thing in reference.things:
            if scene.grammar.is_a(thing.type, *scene.grammar.kinds("LAW")):
                span = scene.parse.span(reference.start, reference.end)
                yield Mention(span, thing.type, Name(thing.label, thing.known), reference.because)


# --- platforms -----------------------------------------------------------------------------------


def _on_a_named_platform(fact: Fact, scene: Scene) -> Fact:
    """The fact without "the platform" that says no more than that, and without the name of the very app acted on."""
    apps = scene.grammar.word_set("possessions", "itself")  # "the Acme app" is Acme
    acted_on = [target for target in fact.slots.get("target", ()) if getattr(target.value, "head", "") in apps]
    said = tuple(
        platform
        for platform in fact.slots.get("platform", ())
        if not (isinstance(platform.value, Group) and platform.value.label.lower() == platform.value.head)
        and not any(app.span.start <= platform.span.start < app.span.end for app in acted_on)
    )
    rest = {slot: found for slot, found in fact.slots.items() if slot != "platform"}
    return replace(fact, slots={**rest, "platform": said} if said else rest)


def _on_its_own_platform(fact: Fact, scene: Scene) -> Fact:
    """A platform closes what is on it: "Telegram removed 40 channels", also "40 QAnon channels"."""
    agents, targets = fact.slots.get("agent", ()), fact.slots.get("target", ())
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    if fact.type not in deeds or any(_is_known(one) for one in fact.slots.get("platform", ())):
        return fact
    if "platform" in fact.slots and not all(_is_known(agent) for agent in agents):
        return fact
    hosted = all(scene.grammar.is_a(target.type, *scene.grammar.kinds("hosted")) for target in targets)
    services = bool(agents) and all(agent.type in scene.grammar.kinds("service") for agent in agents)
    if not services or not targets or not hosted or (len(agents) > 1 and "count" not in fact.slots):
        return fact
    return replace(fact, slots={**fact.slots, "platform": agents})


def _is_known(mention: Mention) -> bool:
    return isinstance(mention.value, Name) and mention.value.known is not None


# --- what is taken back --------------------------------------------------------------------------


def _refutes(token: Token, scene: Scene) -> bool:
    """ "That is wrong": the sentence before is not the case."""
    words = scene.grammar.word_set("modality", "refuting")
    if token.lemma_.lower() not in words or token.dep_ not in ("acomp", "attr") or token.head.lemma_ != "be":
        return False
    subjects = [child.lower_ for child in token.head.children if child.dep_ == "nsubj"]
    negated = any(child.dep_ == "neg" for child in token.head.children)
    return subjects[:1] in (["that"], ["this"], ["it"]) and not negated and token.i - token.sent.start < 6
