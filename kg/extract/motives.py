"""Why something was done, where the next sentence tells it: "It said that the company had ignored two requests"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.fillers import predicate
from kg.extract.reasons import reasons
from kg.extract.scene import Scene
from kg.extract.syntax.grounds import accusations
from kg.extract.syntax.phrases import singular
from kg.extract.syntax.subjects import surface_subjects
from kg.extract.understood import labels
from kg.model import Mention, Modality, Phrase
from kg.tokens import Token

NEAR = 2  # sentences in which an act is still being explained


def with_motives(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, each act without a reason with the one that the text gives next."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    explained = scene.grammar.kinds("explained")
    reproaches = scene.grammar.kinds("reproaches")
    acts = [one for one in sightings if one.fact.type in explained and one.fact.type not in reproaches]
    reproached = [one for one in sightings if one.fact.type in explained]
    told: tuple[Mention, ...] = ()
    last: Sighting | None = None
    for sighting in sightings:
        fact = sighting.fact
        if fact.type in explained and fact.modality is Modality.ASSERTED:
            found = fact.slots.get("reason", ())
            if not found:
                found = tuple(dict.fromkeys(_before_it(sighting, scene)))
            if not found:
                found = tuple(dict.fromkeys(_held_by_the_agent(sighting, scene)))
            if not found:
                found = tuple(dict.fromkeys(_next_told(sighting, acts, scene, sentences)))
            if not found:
                found = _shared_cause(sighting, reproached)
            if not found and last is not None and _goes_on(last, sighting, scene, sentences):
                found = last.fact.slots["reason"]
            elif told and _is_the_same(found, scene):
                found = told
            told = found or told
            if found:
                fact = replace(fact, slots={**fact.slots, "reason": found})
                last = replace(sighting, fact=fact)
        yield replace(sighting, fact=fact)


def _shared_cause(sighting: Sighting, acts: Sequence[Sighting]) -> tuple[Mention, ...]:
    """ "was summoned by the office and issued a warning over leaks": what the sentence tells of the last deed of it."""
    here, ours = sighting.trigger, sighting.fact.slots
    for other in acts:
        theirs = other.fact.slots
        if not here.i < other.trigger.i < here.sent.end or "reason" not in theirs:
            continue
        if all(labels(ours.get(slot, ())) == labels(theirs.get(slot, ())) for slot in ("agent", "target")):
            return theirs["reason"]
    return ()


def _goes_on(last: Sighting, sighting: Sighting, scene: Scene, sentences: dict[int, int]) -> bool:
    """ "summoned the two over leaks. It fined them, too": what was last done to the same by the same had that cause."""
    near = 0 <= sentences[sighting.trigger.i] - sentences[last.trigger.i] <= 1
    ours, theirs = sighting.fact.slots, last.fact.slots
    same = all(labels(ours.get(slot, ())) == labels(theirs.get(slot, ())) for slot in ("agent", "target"))
    same_day = all(ours.get(slot) == theirs.get(slot) for slot in ("date", "start", "end"))
    together = scene.parse.blocks[sighting.trigger.i] == scene.parse.blocks[last.trigger.i]
    return near and same and same_day and together and {"target", "agent"} <= ours.keys()


def _is_the_same(found: tuple[Mention, ...], scene: Scene) -> bool:
    """ "for the same reason": the one told before."""
    same = scene.grammar.word_set("prepositions", "same reasons")
    return len(found) == 1 and isinstance(found[0].value, Phrase) and found[0].value.text in same


def _before_it(sighting: Sighting, scene: Scene) -> Iterator[Mention]:
    """ "blocked the app after the app ignored a deadline": what whoever was acted on had done."""
    for clause in sighting.trigger.children:
        marked = any(child.dep_ == "mark" and child.lower_ == "after" for child in clause.children)
        theirs = any(_is_target(subject, sighting, scene) for subject in surface_subjects(clause))
        if clause.dep_ == "advcl" and marked and clause.tag_ == "VBD" and theirs:
            yield from reasons(scene, clause, sighting.trigger)


def _held_by_the_agent(sighting: Sighting, scene: Scene) -> Iterator[Mention]:
    """ "a fine by the court, which ruled that the company had lied": what whoever acts holds against the other."""
    for mention in sighting.fact.slots.get("agent", ()):
        agent = scene.parse.token_at(mention.span.end - 1)
        for clause in agent.children if agent is not None else ():
            if clause.dep_ == "relcl" and clause.tag_ in ("VBD", "VBZ"):
                heads = _explaining(clause, sighting, scene)
                yield from (found for head in heads for found in _told(head, sighting.trigger, scene))


def _next_told(
    sighting: Sighting, acts: Sequence[Sighting], scene: Scene, sentences: dict[int, int]
) -> Iterator[Mention]:
    """The reasons in the sentences that follow the act in its paragraph, up to the next act."""
    blocks, doc, here = scene.parse.blocks, scene.parse.doc, sighting.trigger
    after = [one.trigger.i for one in acts if sentences[one.trigger.i] > sentences[here.i]]
    end = min((doc[i].sent.start for i in after), default=len(doc))
    for token in doc[here.sent.end : end]:
        if blocks[token.i] != blocks[here.i] or sentences[token.i] - sentences[here.i] > NEAR:
            return
        found = [mention for head in _explaining(token, sighting, scene) for mention in _told(head, here, scene)]
        yield from found
        if found:
            return


def _told(head: Token, trigger: Token, scene: Scene) -> Iterator[Mention]:
    """What is held against somebody: "broken the law" of "It had broken the law, it said"."""
    finite = head.pos_ == "VERB" and head.dep_ in ("ccomp", "ROOT")
    yield from predicate(scene, head) if finite else reasons(scene, head, trigger)


def _explaining(verb: Token, sighting: Sighting, scene: Scene) -> Iterator[Token]:
    """What a verb holds against whoever was acted on."""
    words = scene.grammar.word_set
    if verb.pos_ != "VERB" or any(child.dep_ == "neg" or child.tag_ == "MD" for child in verb.children):
        return
    if verb.lemma_ in words("prepositions", "accusing") and verb.tag_ in ("VBD", "VBZ"):
        yield from accusations(verb, scene.grammar)
    elif verb.lemma_ in words("prepositions", "accusing") and verb.tag_ == "VBN" and verb.dep_ == "ROOT":
        if any(_is_target(subject, sighting, scene) for subject in surface_subjects(verb)):
            yield from accusations(verb, scene.grammar)  # "He is suspected of having lied"
    elif verb.lemma_ in words("prepositions", "citing") and verb.tag_ in ("VBD", "VBZ"):
        yield from (child for child in verb.children if child.dep_ == "dobj")
    elif verb.lemma_ in words("prepositions", "finding"):
        yield from (child for child in verb.children if child.dep_ == "ccomp" and _blames(child, sighting, scene))
    elif verb.dep_ == "ROOT" and verb.tag_ == "VBN" and _blames(verb, sighting, scene):
        yield verb


def _blames(clause: Token, sighting: Sighting, scene: Scene) -> bool:
    """The clause tells what whoever was acted on had done before: "the company had ignored it"."""
    auxiliaries = {child.lower_ for child in clause.children if child.dep_ in ("aux", "auxpass")}
    past = "had" in auxiliaries or (clause.tag_ == "VBD" and clause.dep_ == "ccomp")
    if not past or any(child.tag_ == "MD" for child in clause.children):
        return False
    return any(_is_target(subject, sighting, scene) for subject in surface_subjects(clause))


def _is_target(subject: Token, sighting: Sighting, scene: Scene) -> bool:
    """The word means whoever was acted on, or something of theirs."""
    acted_on = {getattr(mention.value, "label", "") for mention in sighting.fact.slots.get("target", ())}
    owners = [child for child in subject.children if child.dep_ == "poss"]
    for token in (subject, *owners):
        reference = scene.references.get(token.i)
        if reference is not None and acted_on & {thing.label for thing in reference.things}:
            return True
    kinds = {mention.type for mention in sighting.fact.slots.get("target", ())}
    return subject.i not in scene.references and any(_describes(subject, kind, scene) for kind in kinds)


def _describes(noun: Token, kind: str, scene: Scene) -> bool:
    """ "the delivery company", for what is a company."""
    definite = any(child.lower_ == "the" for child in noun.children)
    return definite and singular(noun) in scene.grammar.word_set("heads", kind)
