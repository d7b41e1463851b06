"""What a sentence tells of others in turn: "blocked X in May and Y in June", "fined X for spam and Y for lies"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.figures.periods import Period
from kg.extract.scene import Figure, Scene
from kg.extract.syntax.phrases import clean
from kg.model import Amount, Fact, Mention, Name, PartialDate, Phrase, Span
from kg.tokens import Token

JOINTS = (",", "and", ";")
PARTICLES = 2  # tokens between a verb and its preposition: "got away with"
STOPS = (",", ";", ".", "and", "while", "but", ")")


def in_turn(fact: Fact, trigger: Token, scene: Scene) -> Iterator[Fact]:
    """
    The fact and what it says of each further name that stands with a preposition phrase like the one behind the first.

    Nothing where there is no further name.
    """
    targets = fact.slots.get("target", ())
    if len(targets) != 1 or not isinstance(targets[0].value, Name) or trigger.pos_ != "VERB":
        return
    end = scene.parse.token_at(targets[0].span.end - 1)
    if end is None or not trigger.sent.start <= end.i < trigger.sent.end:
        return
    first = _preposition(max(end.i, trigger.i) + 1, trigger)
    if first is None:
        return
    others = list(_others(first, targets[0], scene))
    if others:
        yield _of_the_first(fact, others[0][0], scene)
    for number, (place, behind) in enumerate(others):
        stop = others[number + 1][0] if number + 1 < len(others) else trigger.sent.end
        yield _told_of(fact, (place, behind, stop), (first.i, others[0][0]), scene)


def _of_the_first(fact: Fact, place: int, scene: Scene) -> Fact:
    """The fact without what is told of the others."""
    start = scene.parse.offsets[place]
    kept = {slot: tuple(one for one in found if one.span.start < start) for slot, found in fact.slots.items()}
    return replace(fact, slots={slot: found or fact.slots[slot] for slot, found in kept.items()})


def _preposition(start: int, trigger: Token) -> Token | None:
    for token in trigger.doc[start : min(start + PARTICLES, trigger.sent.end)]:
        if token.pos_ == "ADP" and token.dep_ == "prep":
            return token
        if token.dep_ not in ("prt", "advmod"):
            return None
    return None


def _others(first: Token, target: Mention, scene: Scene) -> Iterator[tuple[int, int]]:
    """Where each further name of the kind stands, and where the preposition behind it, up to the next verb."""
    doc = first.doc
    for i in range(first.i + 2, first.sent.end):
        if doc[i].pos_ in ("VERB", "AUX") and doc[i].tag_ != "VBG":
            return
        reference = scene.references.get(i)
        if reference is None or reference.start != i or doc[i - 1].lower_ not in JOINTS or len(reference.things) != 1:
            continue
        thing = reference.things[0]
        behind = doc[reference.end] if reference.end < first.sent.end else None
        alike = scene.grammar.is_a(thing.type, target.type) or thing.type in _likes(target.type, scene)
        if alike and behind is not None and behind.lower_ == first.lower_ and behind.pos_ == "ADP":
            yield i, reference.end


def _likes(kind: str, scene: Scene) -> tuple[str, ...]:
    """A company and its service are spoken of alike."""
    alike = (*scene.grammar.kinds("service"), *scene.grammar.kinds("company"))
    return alike if kind in alike else ()


def _told_of(fact: Fact, other: tuple[int, int, int], first: tuple[int, int], scene: Scene) -> Fact:
    """The fact of the one at the place, with what its own preposition phrase tells instead of the first one's."""
    place, behind, stop = other
    thing = scene.references[place].things[0]
    named = scene.parse.span(place, scene.references[place].end)
    slots = {slot: found for slot, found in fact.slots.items() if not _stands_within(found, first, scene)}
    slots["target"] = (Mention(named, thing.type, Name(thing.label, thing.known)),)
    own = range(behind + 1, stop)
    for figure in (*scene.dates, *scene.amounts):
        slots |= _figure(figure, scene) if figure.start in own else {}
    if "reason" in fact.slots:
        slots = {slot: found for slot, found in slots.items() if slot != "reason"} | _reason(behind, stop, scene)
    last = next((i for i in own if scene.parse.doc[i].text in STOPS), stop)
    words = scene.parse.span(place, last)
    return replace(fact, slots=slots, evidence=(Span(fact.article, words.start, words.end, words.text),))


def _stands_within(found: tuple[Mention, ...], phrase: tuple[int, int], scene: Scene) -> bool:
    start, end = (scene.parse.offsets[i] for i in phrase)
    return any(start <= mention.span.start < end for mention in found)


def _figure(figure: Figure, scene: Scene) -> dict[str, tuple[Mention, ...]]:
    span = scene.parse.span(figure.start, figure.end)
    if isinstance(figure.value, Amount):
        return {"amount": (Mention(span, "Amount", figure.value),)}
    if isinstance(figure.value, Period) and isinstance(figure.value.date, PartialDate):
        return {"date": (Mention(span, "Date", figure.value.date),)}
    return {}


def _reason(behind: int, stop: int, scene: Scene) -> dict[str, tuple[Mention, ...]]:
    """What stands behind "for" or "over" up to the next name."""
    doc = scene.parse.doc
    start = next((i + 1 for i in range(behind, stop) if doc[i].lower_ in ("for", "over")), stop)
    while stop > start and doc[stop - 1].text in STOPS:
        stop -= 1
    words = scene.parse.span(start, stop) if stop > start else None
    return {"reason": (Mention(words, "Phrase", Phrase(clean(words.text))),)} if words is not None else {}
