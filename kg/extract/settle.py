"""Which of the facts seen are facts of their own: bare reports of other facts are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.rounded import rounds
from kg.extract.scene import Scene
from kg.extract.syntax.grounds import is_explanation
from kg.extract.syntax.phrases import clause_tokens, clause_words
from kg.model import BlockKind, Count, Fact, Mention, Modality, Name, Phrase, Span
from kg.tokens import Token


def settle(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Fact]:
    """The facts that stand, in their order."""
    first = tuple(_first_of_each(sightings))
    told = _told(first, scene)
    kept = tuple(_continued(first, scene))
    voices = _voices(kept, scene)
    grounds = _grounds(kept, scene)
    others = _grounds([one for one in kept if one.fact.type not in scene.grammar.kinds("reproaches")], scene)
    ordered = [s for s in kept if s.fact.type in scene.grammar.kinds("orders") and s.clause is not None]
    for sighting in kept:
        if _gives_reason(sighting, told, scene) or _is_known_otherwise(sighting.fact, scene):
            continue
        if sighting.fact.type not in scene.grammar.kinds("speech"):
            if sighting.fact.type in scene.grammar.kinds("reproaches") and _is_ground(sighting, others):
                continue
            again = _is_headline(sighting, scene) and _is_rounded(sighting, kept)
            if not again and not any(_is_part_of_order(sighting, order) for order in ordered):
                yield sighting.fact
        elif (
            _only_explains(sighting.trigger, told, scene)
            or _is_not_said(sighting, scene)
            or _is_ground(sighting, grounds)
        ):
            continue
        elif not (_is_headline(sighting, scene) and _is_echo(sighting.fact, voices)):
            parts = [fact for one in (sighting, *sighting.more) for fact in _own_words(one, told, scene)]
            yield from _joined(parts)


def _is_known_otherwise(fact: Fact, scene: Scene) -> bool:
    """ "Tencent's WeChat and Weibo": a possessive that reaches a thing whose owner is known to be another company."""
    if not set(fact.patterns) <= scene.grammar.word_set("possessions", "loosely told"):
        return False
    names = scene.grammar.names
    ends = [mention.value for slot in ("subject", "object") for mention in fact.slots.get(slot, ())]
    known = [names.get(end.known or "") for end in ends if isinstance(end, Name)]
    if len(known) != len(("subject", "object")) or known[0] is None or known[1] is None:
        return False
    subject, owner = known[0], known[1].owner
    if owner is None or owner in (subject.key, subject.owner, subject.parent):
        return False
    above = names[owner].parent if owner in names else None
    return above != subject.key and scene.grammar.is_a(subject.type, scene.grammar.kind("company"))


def _only_explains(verb: Token, told: frozenset[int], scene: Scene) -> bool:
    """ "banned it, saying that it harms children": the reason of what is told."""
    return verb.head.i in told and is_explanation(verb, scene.grammar)


def _is_not_said(sighting: Sighting, scene: Scene) -> bool:
    """Nobody's own words: quoted with their speaker, or meant to be thought: "to make viewers believe that ..."."""
    trigger = sighting.trigger
    caused = trigger.tag_ == "VB" and trigger.dep_ == "ccomp" and trigger.i > trigger.head.i
    caused = caused and trigger.head.lemma_ in scene.grammar.word_set("light_verbs", "causing")
    return caused or _in_the_words_of_another(sighting, scene)


def _in_the_words_of_another(sighting: Sighting, scene: Scene) -> bool:
    """ "Acme touted its app," said Lopez: within a quotation, subject and all."""
    trigger = sighting.trigger
    subjects = [child for child in trigger.children if child.dep_ in ("nsubj", "nsubjpass")]
    quoted = [quote for quote in scene.quotes if quote.start <= trigger.i < quote.end]
    return any(quote.start <= subject.i < quote.end for quote in quoted for subject in subjects)


def _first_of_each(sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """Of one trigger and type, only what the first pattern saw, and what others saw done to further counted groups."""
    first: dict[tuple[int, str], str] = {}
    targets: dict[tuple[int, str], set[int]] = {}
    for sighting in sightings:
        key = (sighting.trigger.i, sighting.fact.type)
        pattern = first.setdefault(key, sighting.fact.patterns[0])
        spans = [mention.span for mention in sighting.fact.slots.get("target", ())]
        found = {place for span in spans for place in range(span.start, span.end)}
        further = "count" in sighting.fact.slots and not found & targets.get(key, set())
        if pattern == sighting.fact.patterns[0] or further:
            targets.setdefault(key, set()).update(found)
            yield sighting


def _is_part_of_order(sighting: Sighting, order: Sighting) -> bool:
    """What is ordered is no further order: "was asked to make the operators cut access"."""
    clause = order.clause
    if sighting.fact.type != order.fact.type or clause is None or clause.is_ancestor(order.trigger):
        return False
    return sighting.trigger != order.trigger and (clause == sighting.trigger or clause.is_ancestor(sighting.trigger))


def _told(sightings: Sequence[Sighting], scene: Scene) -> frozenset[int]:
    """The words that events other than statements turn on, and the deeds that they promise."""
    types = scene.grammar.ontology.events.keys() - {*scene.grammar.kinds("speech")}
    events = [s for s in sightings if s.fact.type in types]
    firm = [s for s in events if s.fact.modality is Modality.ASSERTED]
    return frozenset({s.trigger.i for s in firm} | {deed.i for s in firm for deed in s.deeds})


def _gives_reason(sighting: Sighting, told: frozenset[int], scene: Scene) -> bool:
    """ "banned it, saying that it harms", "fined it, accusing it of fraud": the ground of what is done."""
    trigger = sighting.trigger
    beside = trigger.tag_ == "VBG" and trigger.dep_ == "advcl" and trigger.head.i in told
    explains = any(
        trigger.lemma_ in scene.grammar.word_set("prepositions", kind) for kind in ("explaining", "accusing")
    )
    return beside and explains and sighting.fact.type in scene.grammar.kinds("reproaches")


def _grounds(sightings: Sequence[Sighting], scene: Scene) -> tuple[Span, ...]:
    """The words that tell why something was done."""
    acts = (one.fact for one in sightings if one.fact.type in scene.grammar.kinds("explained"))
    firm = (fact for fact in acts if fact.modality is Modality.ASSERTED)
    return tuple(mention.span for fact in firm for mention in fact.slots.get("reason", ()))


def _is_ground(sighting: Sighting, grounds: Sequence[Span]) -> bool:
    """ "fined it; the court found that it had lied": what is given as the ground of what is done is no opinion."""
    if sighting.clause is None or "quote" in sighting.fact.slots:
        return False
    spans = [mention.span for mention in sighting.fact.slots.get("topic", ())]
    return any(ground.start < span.end and span.start < ground.end for span in spans for ground in grounds)


def _voices(sightings: Sequence[Sighting], scene: Scene) -> frozenset[str]:
    """Those who say something in the text below the headline."""
    body = [s.fact for s in sightings if s.fact.type in scene.grammar.kinds("speech") and not _is_headline(s, scene)]
    return frozenset(label for fact in body for label in _agents(fact))


def _agents(fact: Fact) -> list[str]:
    return [mention.value.label for mention in fact.slots.get("agent", ()) if isinstance(mention.value, Name)]


def _is_headline(sighting: Sighting, scene: Scene) -> bool:
    return scene.parse.kinds[sighting.trigger.i] is BlockKind.HEADLINE


def _is_rounded(headline: Sighting, kept: Sequence[Sighting]) -> bool:
    """ "Almost 16,000 items removed": the text below has the exact number of the same deed."""
    said = [mention.value for mention in headline.fact.slots.get("count", ()) if isinstance(mention.value, Count)]
    if len(said) != 1 or said[0].comparator == "exact":
        return False
    told = (other.fact for other in kept if other.fact.type == headline.fact.type and other is not headline)
    counts = (mention.value for fact in told for mention in fact.slots.get("count", ()))
    return any(isinstance(value, Count) and rounds(said[0], value) for value in counts)


def _is_echo(fact: Fact, voices: frozenset[str]) -> bool:
    """A headline's statement that the text below tells better: of no one named, or of someone who speaks there."""
    agents = _agents(fact)
    return bool(voices) and (not agents or any(label in voices for label in agents))


# --- statements that go on -----------------------------------------------------------------------


def _continued(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings with each statement that goes on another joined to it: "said that ..., adding that ..."."""
    speeches = {s.trigger.i: s for s in sightings if s.fact.type in scene.grammar.kinds("speech")}
    joined: dict[int, list[Sighting]] = {}
    absorbed: set[int] = set()
    for sighting in speeches.values():
        governor = _goes_on(sighting.trigger)
        if governor is None or not _same_voice(sighting, speeches.get(governor.i)):
            continue
        absorbed.add(sighting.trigger.i)
        joined.setdefault(governor.i, []).append(sighting)
    within = {s.trigger.i for s in speeches.values() for other in speeches.values() if _is_within(s, other)}
    for sighting in sightings:
        if sighting.fact.type not in scene.grammar.kinds("speech"):
            yield sighting
        elif sighting.trigger.i not in absorbed | within:
            yield replace(sighting, more=tuple(joined.get(sighting.trigger.i, ())))


def _is_within(sighting: Sighting, other: Sighting) -> bool:
    """What a speaker says of itself is one statement: "said that it accepted the ruling"."""
    if other.clause is None or other is sighting or other.clause == other.trigger:
        return False
    inside = other.clause == sighting.trigger or other.clause.is_ancestor(sighting.trigger)
    return inside and not sighting.trigger.is_ancestor(other.trigger) and _same_voice(sighting, other)


def _goes_on(verb: Token) -> Token | None:
    """The verb that "adding that ...", "calling it ..." or "and urged ..." goes on from."""
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    if verb.dep_ == "relcl" and any(child.lower_ == "who" and child.dep_ == "nsubj" for child in verb.children):
        return next((node for node in verb.ancestors if node.pos_ == "VERB"), None)  # "said Lopez, who called it"
    return verb.head if verb.dep_ in ("advcl", "conj") and not own and verb.head.i < verb.i else None


def _same_voice(sighting: Sighting, other: Sighting | None) -> bool:
    """The same speaker at the same time."""
    if other is None or other is sighting or sighting.fact.modality != other.fact.modality:
        return False
    ours, theirs = sighting.fact.slots, other.fact.slots
    dates = {mention.value for slots in (ours, theirs) for mention in slots.get("date", ())}
    return {m.value for m in ours["agent"]} == {m.value for m in theirs["agent"]} and len(dates) <= 1


# --- what is left of a statement -----------------------------------------------------------------


def _joined(parts: Sequence[Fact]) -> Iterator[Fact]:
    """One statement of several that go on from each other: all their topics and quotations."""
    if parts:
        slots = dict(parts[0].slots)
        for slot in ("topic", "quote"):
            found = dict.fromkeys(mention for part in parts for mention in part.slots.get(slot, ()))
            slots |= {slot: tuple(found)} if found else {}
        yield replace(parts[0], slots=slots)


def _own_words(sighting: Sighting, told: frozenset[int], scene: Scene) -> Iterator[Fact]:
    """The statement without those of its clauses that only report events: "said it was sorry [and would pay]"."""
    clause = sighting.clause
    if clause is None:
        if sighting.trigger.i not in told:
            yield sighting.fact
        return
    parts = [clause, *(child for child in clause.children if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))]
    left = [part for part in parts if not any(token.i in told for token in _main_words(part))]
    if len(left) == len(parts) and sighting.trigger.i not in told:
        yield sighting.fact
    elif left and (sighting.trigger.i not in told or len(left) < len(parts)):
        yield _narrowed(sighting, parts, left, scene)


def _main_words(part: Token) -> Iterator[Token]:
    """The verb of a clause, those that it governs, and the nouns that it carries."""
    yield part
    for child in part.children:
        if child.dep_ in ("xcomp", "dobj", "nsubjpass", "oprd"):
            yield from _main_words(child) if child.pos_ == "VERB" else (child,)


def _narrowed(sighting: Sighting, parts: list[Token], left: list[Token], scene: Scene) -> Fact:
    """The statement with the clauses left as its topic."""
    clause = parts[0]
    gone = {token.i for part in parts[1:] if part not in left for token in part.subtree}
    if clause not in left:
        gone |= {token.i for token in clause.subtree} - {token.i for part in left for token in part.subtree}
    tokens = [
        token
        for token in clause_tokens(clause, leave_out=sighting.trigger if clause.is_ancestor(sighting.trigger) else None)
        if token.i not in gone
    ]
    while tokens and tokens[-1].dep_ in ("cc", "punct"):
        tokens.pop()
    text = clause_words(tokens)
    if not text:
        return sighting.fact
    topic = Mention(scene.parse.span(tokens[0].i, tokens[-1].i + 1), "Phrase", Phrase(text))
    quotes = [
        quote
        for quote in sighting.fact.slots.get("quote", ())
        if quote.span.start < topic.span.end and topic.span.start < quote.span.end
    ]
    slots = {slot: mentions for slot, mentions in sighting.fact.slots.items() if slot != "quote"}
    return replace(sighting.fact, slots={**slots, "topic": (topic,), **({"quote": tuple(quotes)} if quotes else {})})
