"""Parts of what was done, told by bare numbers: "Among them were 700 that lied", "300 on Foo and 200 on Bar"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.fillers import fillers
from kg.extract.scene import Figure, Scene
from kg.extract.who.salience import Reference
from kg.grammar import SlotRule
from kg.model import Count, Fact, Group, Mention, Modality, Name
from kg.tokens import Token

FAR = 2  # sentences between the whole and its parts
FARTHER = 5  # where the whole is named once more: "Of the accounts closed"
PRONOUNS = ("them", "these", "those", "which")
PARTING = ("among", "of")
DEFINITE = ("the", "these", "those", "all")
OPENING = 7  # tokens of "of the accounts thus closed"
BEFORE = 3  # tokens between a platform and its number: "accounted for"
BEHIND = 4  # tokens between a number and its platform: "of them were on"


def with_subsets(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, and a deed for each bare number that parts a counted group to which something was done."""
    parts = list(_subsets(sightings, scene))
    for sighting in sightings:
        mine = [part for whole, part in parts if whole is sighting]
        if mine:
            first = min(part.fact.slots["count"][0].span.start for part in mine)
            behind = tuple(reason for reason in sighting.fact.slots.get("reason", ()) if reason.span.start > first)
            yield _without(sighting, behind)
            if len(mine) == 1 and behind and "reason" not in mine[0].fact.slots:
                mine = [replace(mine[0], fact=replace(mine[0].fact, slots={**mine[0].fact.slots, "reason": behind}))]
        else:
            yield sighting
        yield from mine


def _subsets(sightings: Sequence[Sighting], scene: Scene) -> Iterator[tuple[Sighting, Sighting]]:
    """Each part with the whole that it is of."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    wholes = [sighting for sighting in sightings if _counts(sighting.fact, scene)]
    taken = {mention.span.start for sighting in sightings for mention in sighting.fact.slots.get("count", ())}
    for figure in scene.counts:
        if scene.parse.offsets[figure.start] in taken or not _is_bare(figure, scene) or _fares_otherwise(figure, scene):
            continue
        named = _is_of(figure, wholes, scene)
        parted = named or _is_part(figure, scene)
        placed = bool(_platform_behind(scene, figure))
        far = FARTHER if named else FAR if parted else 0
        near = [one for one in wholes if _is_above(one, figure, sentences, far=far)]
        if near and (placed or (parted and _is_more(near[-1], figure))):
            yield near[-1], _part(scene, figure, near[-1])


def _without(whole: Sighting, others: tuple[Mention, ...]) -> Sighting:
    """ "980,000 links, 120,000 of them for blasphemy": what stands behind the part is its reason alone."""
    slots = whole.fact.slots
    own = tuple(reason for reason in slots.get("reason", ()) if reason not in others)
    rest = {slot: found for slot, found in slots.items() if slot != "reason"}
    return replace(whole, fact=replace(whole.fact, slots={**rest, "reason": own} if own else rest))


def _counts(fact: Fact, scene: Scene) -> bool:
    firm = fact.modality is Modality.ASSERTED and fact.type in scene.grammar.word_set("alternatives", "done to groups")
    return firm and "count" in fact.slots and "target" in fact.slots


def _is_above(whole: Sighting, figure: Figure, sentences: dict[int, int], *, far: int) -> bool:
    """The whole is told just before."""
    return 0 <= sentences[figure.start] - sentences[whole.trigger.i] <= far and whole.trigger.i < figure.start


def _is_more(whole: Sighting, figure: Figure) -> bool:
    """The whole is more than the part."""
    counted, part = whole.fact.slots["count"][0].value, figure.value
    return isinstance(counted, Count) and isinstance(part, Count) and counted.value > part.value


def _is_bare(figure: Figure, scene: Scene) -> bool:
    """A number without a noun of its own."""
    doc = scene.parse.doc
    following = doc[figure.end] if figure.end < len(doc) else None
    if following is None or following.pos_ in ("NOUN", "PROPN", "NUM", "SYM", "ADJ"):
        return False
    return following.lower_ != "of" or (figure.end + 1 < len(doc) and doc[figure.end + 1].lower_ in PRONOUNS)


def _fares_otherwise(figure: Figure, scene: Scene) -> bool:
    """ "closed 54 sites and unblocked two of them": something else is done to the part."""
    number = scene.parse.doc[figure.start : figure.end].root
    verb = number.head
    acted_on = number.dep_ in ("dobj", "nsubjpass") and verb.pos_ == "VERB"
    return acted_on and verb.lemma_ not in scene.grammar.word_set("lists", "parting")


def _is_part(figure: Figure, scene: Scene) -> bool:
    """The sentence parts what was told: "of them", "among these"."""
    doc = scene.parse.doc
    return any(
        token.lower_ in PRONOUNS and token.i > 0 and doc[token.i - 1].lower_ in PARTING
        for token in doc[figure.start].sent
    )


def _is_of(figure: Figure, wholes: Sequence[Sighting], scene: Scene) -> bool:
    """ "Of the accounts closed, 40 were run from abroad": the sentence opens with what was told to be closed."""
    sentence = scene.parse.doc[figure.start].sent
    first = next((token.i for token in sentence if token.tag_ != "CD" and not token.is_punct), sentence.start)
    words = scene.parse.doc[first : min(first + OPENING, figure.start)]  # behind a number of the paragraph
    if len(words) < len(("of", "the", "accounts")) or words[0].lower_ not in PARTING or words[1].lower_ not in DEFINITE:
        return False
    named = {token.lemma_ for token in words if token.pos_ == "NOUN"}
    targets = (mention.value for whole in wholes for mention in whole.fact.slots["target"])
    return any(isinstance(target, Group) and target.head.endswith(tuple(named)) for target in targets)


def _part(scene: Scene, figure: Figure, whole: Sighting) -> Sighting:
    assert isinstance(figure.value, Count)
    number = scene.parse.doc[figure.start : figure.end].root
    count = Mention(scene.parse.span(figure.start, figure.end), "Count", figure.value)
    slots = {slot: found for slot, found in whole.fact.slots.items() if slot != "reason"} | {"count": (count,)}
    if platform := _platform_behind(scene, figure) or _platform_before(scene, figure):
        slots["platform"] = platform
    if reason := _reason(scene, number):
        slots["reason"] = reason
    fact = replace(whole.fact, slots=slots, evidence=(count.span,), patterns=("subsets/part",))
    return replace(whole, fact=fact, trigger=number, lacks=())


def _platform_before(scene: Scene, figure: Figure) -> tuple[Mention, ...]:
    """ "Foo accounted for 300 of them, Bar for 200": the platform whose number it is."""
    for i in range(figure.start - 1, max(figure.start - 1 - BEFORE, -1), -1):
        reference = scene.references.get(i)
        if reference is not None and len(reference.things) == 1 and (found := _service(scene, reference)):
            return found
        if scene.parse.doc[i].text in (",", ";", "and"):
            break
    return ()


def _platform_behind(scene: Scene, figure: Figure) -> tuple[Mention, ...]:
    """ "300 of them were on Foo", "200 from Bar": the platform that a place is told of."""
    doc = scene.parse.doc
    for i in range(figure.end, min(figure.end + BEHIND, len(doc) - 1)):
        if doc[i].text in (",", ";", "and", "."):
            break
        if doc[i].lower_ in ("on", "from", "off", "in", "at", "to", "via") and doc[i].pos_ == "ADP":
            reference = scene.references.get(i + 1)
            if reference is not None and len(reference.things) == 1 and reference.start == i + 1:
                return _service(scene, reference)
            break
    return ()


def _service(scene: Scene, reference: Reference) -> tuple[Mention, ...]:
    thing = reference.things[0]
    if thing.type not in scene.grammar.kinds("service"):
        return ()
    span = scene.parse.span(reference.start, reference.end)
    return (Mention(span, thing.type, Name(thing.label, thing.known), reference.because),)


def _reason(scene: Scene, number: Token) -> tuple[Mention, ...]:
    """ "700 that spread rumours", "700 for spreading rumours"."""
    for child in number.children:
        if child.dep_ in ("relcl", "acl"):
            return fillers(scene, SlotRule(slot="reason", free="misdeed"), child, number)
        if child.lower_ == "for":
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    return fillers(scene, SlotRule(slot="reason", free="reason"), inner, number)
    return ()
