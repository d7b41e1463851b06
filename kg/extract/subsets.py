"""Parts of what was done, told by bare numbers: "Among them were 700 that lied", "Foo accounted for 300"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.fillers import fillers
from kg.extract.scene import Figure, Scene
from kg.grammar import SlotRule
from kg.model import Count, Fact, Mention, Modality, Name
from kg.tokens import Token

FAR = 2  # sentences between the whole and its parts
PRONOUNS = ("them", "these", "those")
PARTING = ("among", "of")
BEFORE = 3  # tokens between a platform and its number: "accounted for"


def find_subsets(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """A deed for each bare number that parts a counted group to which something was done."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    wholes = [sighting for sighting in sightings if _counts(sighting.fact, scene)]
    taken = {mention.span.start for sighting in sightings for mention in sighting.fact.slots.get("count", ())}
    for figure in scene.counts:
        if scene.parse.offsets[figure.start] in taken or not _is_part(figure, scene):
            continue
        near = [one for one in wholes if _is_above(one, figure, sentences)]
        if near:
            yield _part(scene, figure, near[-1])


def _counts(fact: Fact, scene: Scene) -> bool:
    firm = fact.modality is Modality.ASSERTED and fact.type in scene.grammar.word_set("alternatives", "done to groups")
    return firm and "count" in fact.slots and "target" in fact.slots


def _is_above(whole: Sighting, figure: Figure, sentences: dict[int, int]) -> bool:
    """The whole is told just before, and is more."""
    counted = whole.fact.slots["count"][0].value
    near = 0 <= sentences[figure.start] - sentences[whole.trigger.i] <= FAR and whole.trigger.i < figure.start
    part = figure.value
    return near and isinstance(counted, Count) and isinstance(part, Count) and counted.value > part.value


def _is_part(figure: Figure, scene: Scene) -> bool:
    """A number without a noun of its own, in a sentence that parts what was told: "of them", "among these"."""
    doc = scene.parse.doc
    following = doc[figure.end] if figure.end < len(doc) else None
    if following is None or following.pos_ in ("NOUN", "PROPN", "NUM", "SYM", "ADJ"):
        return False
    if following.lower_ == "of" and not (figure.end + 1 < len(doc) and doc[figure.end + 1].lower_ in PRONOUNS):
        return False
    return any(
        token.lower_ in PRONOUNS and token.i > 0 and doc[token.i - 1].lower_ in PARTING
        for token in doc[figure.start].sent
    )


def _part(scene: Scene, figure: Figure, whole: Sighting) -> Sighting:
    assert isinstance(figure.value, Count)
    number = scene.parse.doc[figure.start : figure.end].root
    count = Mention(scene.parse.span(figure.start, figure.end), "Count", figure.value)
    slots = {slot: found for slot, found in whole.fact.slots.items() if slot != "reason"} | {"count": (count,)}
    if platform := _platform_before(scene, figure):
        slots["platform"] = platform
    if reason := _reason(scene, number):
        slots["reason"] = reason
    fact = replace(whole.fact, slots=slots, evidence=(count.span,), patterns=("subsets/part",))
    return replace(whole, fact=fact, trigger=number, lacks=())


def _platform_before(scene: Scene, figure: Figure) -> tuple[Mention, ...]:
    """ "Foo accounted for 300 of them, Bar for 200": the platform whose number it is."""
    services = scene.grammar.kinds("service")
    for i in range(figure.start - 1, max(figure.start - 1 - BEFORE, -1), -1):
        reference = scene.references.get(i)
        if reference is not None and len(reference.things) == 1 and reference.things[0].type in services:
            thing = reference.things[0]
            span = scene.parse.span(reference.start, reference.end)
            return (Mention(span, thing.type, Name(thing.label, thing.known), reference.because),)
        if scene.parse.doc[i].text in (",", ";", "and"):
            break
    return ()


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
