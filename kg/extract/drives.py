"""In which campaign it was done, where the sentence beside tells it: "The closures are part of a drive"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.extract.syntax.subjects import surface_subjects
from kg.extract.understood import labels
from kg.model import Modality


def in_campaigns(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, each deed done to a counted group with the campaign that the sentence beside it tells of."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    done = scene.grammar.word_set("alternatives", "done to groups")
    launches = [one for one in sightings if "campaign" in one.fact.slots and one.fact.type not in done]
    launches = [one for one in launches if one.fact.modality is Modality.ASSERTED]
    for sighting in sightings:
        fact = sighting.fact
        counted = fact.type in done and "count" in fact.slots and fact.modality is Modality.ASSERTED
        if counted and "campaign" not in fact.slots:
            near = [one for one in launches if _is_of(sighting, one, sentences, scene)]
            if len(near) == 1:
                fact = replace(fact, slots={**fact.slots, "campaign": near[0].fact.slots["campaign"]})
        yield replace(sighting, fact=fact)


def _is_of(deed: Sighting, launch: Sighting, sentences: dict[int, int], scene: Scene) -> bool:
    """
    The deed is told right before "that belongs to a campaign", or right behind the campaign that the same one launched.

    "closed 300 sites. The closures are part of a drive"    "launched a drive. By May, it had closed 300 sites"

    "It" may be the drive there, or who launched it.
    """
    blocks = scene.parse.blocks
    if blocks[deed.trigger.i] != blocks[launch.trigger.i]:
        return False
    behind = sentences[deed.trigger.i] - sentences[launch.trigger.i]
    if set(launch.fact.patterns) & scene.grammar.word_set("lists", "belonging to campaigns"):
        return behind == -1
    ours, theirs = (labels(one.fact.slots.get("agent", ())) for one in (deed, launch))
    either = not ours and any(subject.lower_ == "it" for subject in surface_subjects(deed.trigger))
    return behind == 1 and (either or (bool(ours) and ours == theirs))
