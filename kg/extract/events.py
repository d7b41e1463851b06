"""Patterns and roles → facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from kg.extract.counted_apart import counted_apart, counted_target
from kg.extract.ellipsis import reasons_in_turn, shares
from kg.extract.fillers import fillers
from kg.extract.further_sums import with_own_sum
from kg.extract.gaps import carried_on, with_own_reasons
from kg.extract.heads import frame_at, frame_distance, outside_the_name, role_heads
from kg.extract.modality import barred_modality, modality_of, obliging, presupposed_modality
from kg.extract.scene import Scene
from kg.extract.syntax.frames import Frame
from kg.extract.timing import when
from kg.extract.triggers import patterns_at
from kg.extract.turns import in_turn
from kg.grammar import Grammar, Pattern, SlotRule
from kg.model import Fact, Mention, Modality, PartialDate, Quotation, Span
from kg.tokens import Token

Slots = dict[str, tuple[Mention, ...]]
FAR = 2  # what stands this far from a trigger ("after complaints from users") does not act
DEFINITE = ("the", "this", "that", "these", "those")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A fact as one pattern saw it, and the words that it turned on."""

    fact: Fact
    trigger: Token
    clause: Token | None = None  # what is reported, promised or ordered
    deeds: tuple[Token, ...] = ()  # what is promised by saying that it will be done
    more: tuple[Sighting, ...] = ()  # statements that go on from it
    lacks: tuple[str, ...] = ()  # slots that are left to be understood from what was told before


def find_facts(scene: Scene) -> Iterator[Sighting]:
    """Every fact that a pattern sees, in the order of the text, before what is told twice is joined."""
    for token in scene.parse.doc:
        for pattern in patterns_at(token, scene):
            yield from _tell(scene, pattern, token)


def _tell(scene: Scene, pattern: Pattern, trigger: Token) -> Iterator[Sighting]:
    frame = frame_at(trigger, scene)
    if (pattern.voice == "passive" and not frame.passive) or (pattern.voice == "active" and frame.passive):
        return
    if not _conditions_hold(pattern, frame, scene):
        return
    for slots in _filled(scene, pattern, frame):
        clause = next(iter(frame.heads("said", "framed in", "framed to", "equated", "to do", "that")), None)
        deeds = tuple(frame.heads(*(role for role in ("intent", "scheme") if role in pattern.when)))
        lacks = tuple(rule.slot for rule in pattern.slots if rule.slot not in slots and _may_be_understood(rule, frame))
        for pair in _pairs(slots):
            fact = _fact(scene, pattern, frame, pair)
            fact = with_own_sum(fact, scene)
            own, *others = tuple(in_turn(fact, trigger, scene)) or (with_own_reasons(fact, scene),)
            yield Sighting(own, trigger, clause, deeds, lacks=tuple(dict.fromkeys(lacks)))
            yield from (Sighting(further, trigger, clause) for further in (*others, *carried_on(fact, scene)))


def _pairs(slots: Slots) -> Iterator[Slots]:
    """A relation holds between two things: of several, one fact each."""
    subjects, objects = slots.get("subject", ()), slots.get("object", ())
    if len(subjects) < 2 and len(objects) < 2:
        yield slots
        return
    for subject in subjects or (None,):
        for thing in objects or (None,):
            chosen = {"subject": subject, "object": thing}
            yield {**slots, **{slot: (mention,) for slot, mention in chosen.items() if mention is not None}}


def _may_be_understood(rule: SlotRule, frame: Frame) -> bool:
    """An agent that a passive or a noun leaves out, a target that "the", "its" or "this" presupposes."""
    if not rule.understood:
        return False
    if rule.slot == "agent":
        return not frame.heads("subject")
    noun = frame.trigger.pos_ in ("NOUN", "PROPN")
    if noun and frame.carrier is not None and not frame.heads("into", "against", "over", "of"):
        return True  # "On 10 June the regulator opened an inquiry": into the one spoken of
    if frame.trigger.dep_ == "nsubj" and frame.trigger.head.lemma_ in ("follow", "come", "arrive"):
        return True  # "a warning followed": to whom the story is about
    return not noun or any(child.dep_ == "poss" or child.lower_ in DEFINITE for child in frame.trigger.children)


def _conditions_hold(pattern: Pattern, frame: Frame, scene: Scene) -> bool:
    for role, lemmas in pattern.when.items():
        heads = role_heads(frame, role, scene)
        if not heads or (lemmas and not any(head.lemma_.lower() in lemmas for head in heads)):
            return False
    for role, lemmas in pattern.unless.items():
        heads = role_heads(frame, role, scene)
        if heads and (not lemmas or any(head.lemma_.lower() in lemmas for head in heads)):
            return False
    return True


def _filled(scene: Scene, pattern: Pattern, frame: Frame) -> Iterator[Slots]:
    """The pattern's slots; nothing where a required one stays empty, several where things are counted apart."""
    slots: Slots = {}
    needed = dict.fromkeys(rule.slot for rule in pattern.slots if rule.required)
    for slot in needed:
        rules = [rule for rule in pattern.slots if rule.slot == slot]
        _fill(slots, rules, scene, frame)
        if _lacks_what_it_needs(slots, rules, frame):
            return
    others = (rule for rule in pattern.slots if rule.slot not in needed)
    _fill(slots, (*others, *scene.grammar.common_slots(pattern)), scene, frame)
    slots = _without_doubles(slots)
    if (
        "subject" in slots
        and "object" in slots
        and {m.value for m in slots["subject"]} & {m.value for m in slots["object"]}
    ):
        return
    if _lacks_what_it_needs(slots, pattern.slots, frame):
        return
    apportioned = list(_apportioned(scene, pattern, frame, slots))
    if apportioned:
        yield from apportioned
        return
    if "agent" not in slots and any(rule.slot == "agent" and _is_taken(scene, rule, frame) for rule in pattern.slots):
        return
    yield from _counted(scene, pattern, frame, slots)


def _fill(slots: Slots, rules: Iterable[SlotRule], scene: Scene, frame: Frame) -> None:
    """Put the first that fits into each slot that is still empty."""
    for rule in rules:
        if rule.slot not in slots and not rule.count_of and (found := _first_fitting(scene, rule, frame)):
            slots[rule.slot] = found


def _lacks_what_it_needs(slots: Slots, rules: Iterable[SlotRule], frame: Frame) -> bool:
    missing = (rule for rule in rules if rule.required and not rule.count_of and rule.slot not in slots)
    return any(not _may_be_understood(rule, frame) for rule in missing)


def _apportioned(scene: Scene, pattern: Pattern, frame: Frame, slots: Slots) -> Iterator[Slots]:
    """A fact for each party that has a sum of its own: "fined Apple €500m and Meta €200m"."""
    target = next((rule for rule in pattern.slots if rule.slot == "target"), None)
    if target is None or "amount" not in slots or "target" not in slots:
        return
    told = shares(scene, frame, target.types)
    blamed = reasons_in_turn(scene, frame, [party for party, _ in told]) if told else {}
    parties = {party.value for party, _ in told}
    elsewhere = tuple(one for one in slots.get("platform", ()) if one.value not in parties)
    slots = {slot: found for slot, found in slots.items() if slot != "platform"}
    slots |= {"platform": elsewhere} if elsewhere else {}
    for party, sum_ in told:
        own = blamed.get(getattr(party.value, "label", ""))
        yield {**slots, "target": (party,), "amount": (sum_,), **({"reason": (own,)} if own else {})}


def _is_taken(scene: Scene, rule: SlotRule, frame: Frame) -> bool:
    """Someone stands in the role whom the rule does not accept: "fan groups urged their followers to vote"."""
    others = "anyone" if rule.understood else "no authorities"
    anyone = replace(rule, types=scene.grammar.kinds(others), never=())
    heads = [
        head
        for role in rule.roles
        for head in role_heads(frame, role, scene)
        if frame_distance(frame, role, head) < FAR
    ]
    return any(fillers(scene, anyone, head, frame.trigger) for head in heads)


def _first_fitting(scene: Scene, rule: SlotRule, frame: Frame) -> tuple[Mention, ...]:
    """The nearest that fits of what stands in the rule's roles, in the first of them in which anything does."""
    for role in rule.roles:
        heads = role_heads(frame, role, scene)
        if not heads:
            continue
        heads = outside_the_name(heads, frame, role, scene)
        heads = [head for head in heads if head != frame.trigger or role == "self"]
        if rule.free == "clause":  # its words hold those of the clauses within
            heads = [head for head in heads if not any(other.is_ancestor(head) for other in heads)]
        found = [(head, fillers(scene, rule, head, frame.trigger)) for head in heads]
        found = [(head, mentions) for head, mentions in found if mentions]
        if found:
            nearest = frame_distance(frame, role, found[0][0])
            same = [mentions for head, mentions in found if frame_distance(frame, role, head) == nearest]
            return _distinct(chain.from_iterable(same))
    return ()


def _distinct(mentions: chain[Mention]) -> tuple[Mention, ...]:
    seen: dict[object, Mention] = {}
    for mention in mentions:
        seen.setdefault(mention.value, mention)
    return tuple(seen.values())


def _without_doubles(slots: Slots) -> Slots:
    """One thing cannot act on itself: the slot filled later gives way."""
    if "agent" in slots and "target" in slots:
        acting = {mention.value for mention in slots["agent"]}
        kept = tuple(mention for mention in slots["target"] if mention.value not in acting)
        slots = (
            {**slots, "target": kept} if kept else {slot: found for slot, found in slots.items() if slot != "target"}
        )
    if "platform" in slots and "target" in slots:
        acted_on = {mention.value for mention in slots["target"]}
        kept = tuple(mention for mention in slots["platform"] if mention.value not in acted_on)
        slots = (
            {**slots, "platform": kept}
            if kept
            else {slot: found for slot, found in slots.items() if slot != "platform"}
        )
    return slots


def _counted(scene: Scene, pattern: Pattern, frame: Frame, slots: Slots) -> Iterator[Slots]:
    """A fact for each counted group; "35 channels and two accounts" are two."""
    rule = next((rule for rule in pattern.slots if rule.count_of), None)
    if rule is None and "count" not in slots and pattern.fact in scene.grammar.kinds("counted targets"):
        yield {**slots, **counted_target(scene, slots)}
        return
    if rule is None or rule.count_of not in slots:
        yield slots
        return
    of = str(rule.count_of)
    roles = [one for other in pattern.slots if other.slot == of for one in other.roles]
    heads = tuple(dict.fromkeys(head for role in roles for head in role_heads(frame, role, scene)))
    yield from counted_apart(scene, heads, slots, of=of, count=rule.slot)


def _modality(scene: Scene, pattern: Pattern, frame: Frame) -> tuple[Modality, Token | None]:
    """How firmly the pattern's fact is told; what "may no longer" be done is a bar."""
    if pattern.told == "barred":
        return barred_modality(frame, scene.grammar)
    if pattern.told == "presupposed":
        return presupposed_modality(frame.heads("object", "against"), scene.grammar)
    duty = frame.heads("modal") and pattern.fact not in scene.grammar.kinds("duties") and "modal" not in pattern.when
    if duty and (cue := obliging(frame.trigger, scene.grammar)):
        return Modality.DEMANDED, cue
    lasting = pattern.fact in scene.grammar.ontology.relations or "dated" in pattern.when
    return modality_of(frame, scene.grammar, lasting=lasting)


def _fact(scene: Scene, pattern: Pattern, frame: Frame, slots: Slots) -> Fact:
    modality, cue = _modality(scene, pattern, frame)
    if pattern.fact in scene.grammar.ontology.events:
        slots = {**_dated(pattern, when(scene, frame), slots, scene.grammar), **slots}
    elif "count" in slots:
        slots = {**_counted_on(scene, frame), **slots}
    wanted = [rule for rule in pattern.slots if rule.free == "quote"]
    if wanted:
        slots = {**slots, **_quoted(scene, frame, slots)}
    return Fact(
        type=pattern.fact,
        slots=slots,
        evidence=(_evidence(scene, frame, slots),),
        patterns=(pattern.name,),
        modality=modality,
        cue=scene.parse.span(cue.i, cue.i + 1) if cue is not None and modality is not Modality.ASSERTED else None,
    )


def _dated(pattern: Pattern, dates: Slots, slots: Slots, grammar: Grammar) -> Slots:
    """The dates in the slots that the fact has for them."""
    if pattern.fact in grammar.kinds("words"):
        return {slot: found for slot, found in dates.items() if slot == "date"}
    if pattern.fact in grammar.kinds("orders") and "start" not in dates:
        dates = {slot: found for slot, found in dates.items() if slot != "end"}  # "until Friday" is the order's term
    if pattern.date != "date" and "date" in dates:  # a rule's entry into force is its start
        return {pattern.date: dates["date"], **{slot: found for slot, found in dates.items() if slot != "date"}}
    return (
        _begun(pattern, dates, grammar)
        if "start" in dates and not {"date", "end", "count"} & {*dates, *slots}
        else dates
    )


def _begun(pattern: Pattern, dates: Slots, grammar: Grammar) -> Slots:
    """What "has been so since Monday" came about on Monday; what lasts has a start besides."""
    if pattern.fact in grammar.kinds("begun once"):
        return {"date": dates["start"]}
    start = dates["start"][0].value
    on_a_day = isinstance(start, PartialDate) and len(start.iso) == len("2021-08-30")
    return {"date": dates["start"], **dates} if pattern.fact in grammar.kinds("lasting") and on_a_day else dates


def _counted_on(scene: Scene, frame: Frame) -> Slots:
    """The date of a count, where it stands in the clause itself: "had 500 million users in June"."""
    told = when(scene, frame).get("date", ())
    token = scene.parse.token_at(told[0].span.start) if told else None
    inside = token is not None and frame.trigger.pos_ in ("VERB", "AUX") and token in frame.trigger.subtree
    return {"date": told} if inside else {}


def _quoted(scene: Scene, frame: Frame, slots: Slots) -> Slots:
    """The quotations in the trigger's sentence, or that the sentence ends."""
    sentence = frame.trigger.sent
    near = [quote for quote in scene.quotes if quote.start < sentence.end and sentence.start < quote.end]
    clauses = [mention.span for mention in slots.get("topic", ())]
    chosen = [quote for quote in near if _belongs(quote.words, clauses)]
    if not chosen:
        return {}
    return {"quote": tuple(Mention(quote.words, "Quotation", Quotation(quote.words.text)) for quote in chosen)}


def _belongs(words: Span, clauses: list[Span]) -> bool:
    return not clauses or any(words.start < clause.end and clause.start < words.end for clause in clauses)


def _evidence(scene: Scene, frame: Frame, slots: Mapping[str, tuple[Mention, ...]]) -> Span:
    """The words from the first to the last that take part, within the sentence."""
    parse, sentence = scene.parse, frame.trigger.sent
    low, high = parse.offsets[sentence.start], parse.offsets[sentence.end - 1] + len(parse.doc[sentence.end - 1].text)
    trigger = parse.span(frame.trigger.i, frame.trigger.i + 1)
    spans = [trigger, *(m.span for slot, mentions in slots.items() if slot != "topic" for m in mentions)]
    inside = [span for span in spans if low <= span.start and span.end <= high]
    start, end = min(span.start for span in inside), max(span.end for span in inside)
    return Span(parse.article.id, start, end, parse.article.text[start:end])
