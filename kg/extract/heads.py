"""The words that stand in a role to a trigger."""

from __future__ import annotations

from kg.extract.counted import whole
from kg.extract.ellipsis import priced
from kg.extract.intents import of_its_services
from kg.extract.scene import Scene
from kg.extract.sums import nearby_sums
from kg.extract.syntax.frames import Frame
from kg.extract.syntax.roles import mark_frame, noun_frame, verb_frame
from kg.grammar import Grammar
from kg.tokens import Token


def frame_at(trigger: Token, scene: Scene) -> Frame:
    """The roles around a trigger of either part of speech, found once."""
    if trigger.i not in scene.frames:
        scene.frames[trigger.i] = _new_frame(trigger, scene.grammar)
    return scene.frames[trigger.i]


def _new_frame(trigger: Token, grammar: Grammar) -> Frame:
    if trigger.pos_ in ("VERB", "AUX") or trigger.tag_ == "VBG":
        return verb_frame(trigger, grammar)
    if trigger.pos_ == "PUNCT":
        return mark_frame(trigger)
    return noun_frame(trigger, grammar)


def role_heads(frame: Frame, role: str, scene: Scene) -> list[Token]:
    """The words in a role; "object.on" is the word after "on" of the object's phrase."""
    if role in OWN_ROLES:
        return OWN_ROLES[role](frame, scene)
    if "." not in role:
        heads = frame.heads(role)
        return heads or list(of_its_services(frame, scene)) if role == "intent" else heads
    outer, _, inner = role.partition(".")
    heads = role_heads(frame, outer, scene)  # "got requests from Acme to close it": whose "to" is the verb's
    if outer == "nearby":
        heads = [sum_ for sum_ in heads if sum_.i > frame.trigger.i]
    return [found for head in heads for found in role_heads(frame_at(whole(head, scene), scene), inner, scene)]


def _itself(frame: Frame, _: Scene) -> list[Token]:
    return [frame.trigger]


def _carrier(frame: Frame, _: Scene) -> list[Token]:
    return [frame.carrier] if frame.carrier is not None else []


def _nearby(frame: Frame, scene: Scene) -> list[Token]:
    return [scene.parse.doc[figure.end - 1] for figure in nearby_sums(frame, scene)]


def _priced(frame: Frame, scene: Scene) -> list[Token]:
    return priced(scene, nearby_sums(frame, scene))


def _dated_heads(frame: Frame, scene: Scene) -> list[Token]:
    dates = {i for figure in scene.dates for i in range(figure.start, figure.end)}
    return [head for head in frame.heads("of", "from") if head.i in dates]


# Roles that no word of the frame is given, by name.
OWN_ROLES = {"self": _itself, "carrier": _carrier, "nearby": _nearby, "priced": _priced, "dated": _dated_heads}


def outside_the_name(heads: list[Token], frame: Frame, role: str, scene: Scene) -> list[Token]:
    """The heads without those that are part of the trigger's own name: "Administration of China"."""
    own = scene.references.get(frame.trigger.i)
    if own is None or role == "self":
        return heads
    return [head for head in heads if not own.start <= head.i < own.end]


def frame_distance(frame: Frame, role: str, head: Token) -> int:
    """How far from the trigger the role was found."""
    return min(
        (one.distance for one in frame.roles if one.name == role.partition(".")[0] and one.head == head), default=0
    )
