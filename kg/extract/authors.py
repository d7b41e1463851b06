"""Who acted, where the next sentence tells it: "The fine was imposed by Foo", "The order came on Monday from Foo"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.heads import frame_at
from kg.extract.named import things
from kg.extract.scene import Scene
from kg.extract.timing import when
from kg.model import Mention, Modality
from kg.tokens import Token

FAR = 2  # sentences between an act and the one that names its author
DEFINITE = ("the", "this", "these", "that", "those", "its", "their", "both")

Told = tuple[Token, frozenset[str], tuple[Mention, ...], dict[str, tuple[Mention, ...]]]  # verb, of what, who, when


def with_authors(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, acts without an agent with the authority from which the text says they come."""
    told = [one for token in scene.parse.doc if (one := _told(token, scene)) is not None]
    if not told:
        yield from sightings
        return
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    for sighting in sightings:
        fact = sighting.fact
        if "agent" in fact.slots or fact.modality is not Modality.ASSERTED:
            yield sighting
            continue
        here = sentences[sighting.trigger.i]
        found = [one for one in told if fact.type in one[1] and 0 < sentences[one[0].i] - here <= FAR]
        yield _by_its_author(sighting, found[0]) if found else sighting


def _told(verb: Token, scene: Scene) -> Told | None:
    """An act spoken of before, and from whom it comes."""
    words = scene.grammar.word_set
    if verb.pos_ != "VERB" or verb.lemma_ not in words("light_verbs", "issuing"):
        return None
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if len(subjects) != 1 or not any(child.lower_ in DEFINITE for child in subjects[0].lefts):
        return None
    lemma = subjects[0].lemma_.lower()
    types = frozenset(pattern.fact for pattern, _ in scene.grammar.by_trigger.get(("noun", lemma), ()))
    types |= words("alternatives", "acts") if lemma in words("light_verbs", "acts") else frozenset()
    if not types & {*scene.grammar.kinds("official acts"), *scene.grammar.kinds("decided")}:
        return None
    frame = frame_at(verb, scene)
    heads = frame.heads("subject" if frame.passive else "from")
    who = tuple(one for head in heads for one in things(scene, head, (*scene.grammar.kinds("authority"), "Country")))
    return (verb, types, who, when(scene, frame)) if who else None


def _by_its_author(sighting: Sighting, told: Told) -> Sighting:
    slots = {**sighting.fact.slots, "agent": told[2]}
    if not {"date", "start", "end"} & set(slots):
        slots |= {slot: found for slot, found in told[3].items() if slot == "date"}
    return replace(sighting, fact=replace(sighting.fact, slots=slots))
