"""Bans that passed: a platform closed and, as the text goes on, opened again was restricted, and until then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.heads import frame_at
from kg.extract.modality import modality_of
from kg.extract.scene import Scene
from kg.extract.timing import when
from kg.model import Fact, Mention, Modality, Name
from kg.tokens import Token

Lifting = tuple[Token, frozenset[str], tuple[Mention, ...]]  # the verb, what it opens again, when
FIRM = (Modality.ASSERTED, Modality.DEMANDED)


def restricted(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings with the closures of platforms that a text tells to be over turned into restrictions."""
    passing = scene.grammar.kind("closings that passed")
    closed = [sighting for sighting in sightings if _is_ban(sighting.fact, scene)]
    verbs = scene.parse.doc if closed else ()
    liftings = [lifting for verb in verbs if (lifting := _lifting(verb, scene)) is not None]
    for sighting in sightings:
        over = [lifting for lifting in liftings if sighting in closed and _ends(lifting, sighting, closed, scene)]
        if over or (sighting in closed and "end" in sighting.fact.slots):
            ends = next((dates for _, _, dates in over if dates), ())
            slots = {**sighting.fact.slots, **({"end": ends} if ends and "end" not in sighting.fact.slots else {})}
            yield replace(sighting, fact=replace(sighting.fact, type=passing or sighting.fact.type, slots=slots))
        else:
            yield sighting


def _is_ban(fact: Fact, scene: Scene) -> bool:
    """Named platforms are closed, at some time or other."""
    targets = fact.slots.get("target", ())
    return (
        fact.type in scene.grammar.kinds("closings")
        and bool(targets)
        and all(
            isinstance(target.value, Name) and target.type in scene.grammar.kinds("what is closed")
            for target in targets
        )
    )


def _lifting(verb: Token, scene: Scene) -> Lifting | None:
    """ "reopened Foo", "lifted the ban", "Foo is back": the names that are open again, none where only a ban is."""
    grammar = scene.grammar
    lifting = {"be", *grammar.word_set("passing", "lifting"), *grammar.word_set("passing", "returning")}
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ not in lifting:
        return None
    frame = frame_at(verb, scene)
    subjects, acted = frame.heads("subject"), frame.heads("object")
    over = any(child.lower_ in grammar.word_set("passing", "over") for child in verb.children if child.i > verb.i)
    bans = grammar.word_set("passing", "bans")
    if verb.lemma_ == "be" and over:
        things = subjects
    elif verb.lemma_ in grammar.word_set("passing", "lifting"):
        things = acted
        if not any(_names(head, scene) or head.lemma_ in bans for head in things):
            things = frame.heads("to", "object.to")
    elif verb.lemma_ in grammar.word_set("passing", "returning") and not acted:
        things = subjects
    else:
        return None
    names = frozenset(name for head in things for name in _names(head, scene))
    if (not names and not any(head.lemma_ in bans for head in things)) or modality_of(frame, grammar)[0] not in FIRM:
        return None
    return verb, names, when(scene, frame).get("date", ())


def _names(head: Token, scene: Scene) -> list[str]:
    reference = scene.references.get(head.i)
    kinds = scene.grammar.kinds("what is closed")
    return [thing.label for thing in reference.things if thing.type in kinds] if reference else []


def _ends(lifting: Lifting, ban: Sighting, bans: Sequence[Sighting], scene: Scene) -> bool:
    """The ban that was lifted: of the same platform, or the last one told in the same paragraph."""
    verb, names, _ = lifting
    labels = {mention.value.label for mention in ban.fact.slots["target"] if isinstance(mention.value, Name)}
    blocks = scene.parse.blocks
    together = blocks[verb.i] == blocks[ban.trigger.i]
    if not names:
        return together and verb.i > ban.trigger.i
    same = [one for one in bans if labels & {getattr(m.value, "label", "") for m in one.fact.slots["target"]}]
    days = {mention.value for one in same for mention in one.fact.slots.get("date", ())}
    return bool(names & labels) and (together or len(days) < 2)
