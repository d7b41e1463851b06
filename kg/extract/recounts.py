"""What was done of the same at other times: "which brings the total to 360,000", "up from 277 in the first quarter"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.figures.periods import Period
from kg.extract.heads import frame_at
from kg.extract.scene import Figure, Scene
from kg.extract.timing import when
from kg.model import Count, Mention, Modality

Slots = dict[str, tuple[Mention, ...]]
NEAR = 1  # sentences between a deed and the total
BEFORE = 10  # tokens between the verb and its number: "brings the number of accounts closed since May to"
BEHIND = 3  # tokens between a number and its date
TIMES = ("date", "start", "end")


def find_recounts(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """A deed for each number that sums it up, or tells of it at a time before."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    deeds = [sighting for sighting in sightings if _is_counted(sighting, scene)]
    taken = {mention.span.start for sighting in sightings for mention in sighting.fact.slots.get("count", ())}
    for figure in scene.counts:
        if scene.parse.offsets[figure.start] in taken or not deeds:
            continue
        before = [one for one in deeds if _number(one, scene) < figure.start]
        if not before or not 0 <= sentences[figure.start] - sentences[before[-1].trigger.i] <= NEAR:
            continue
        here = sentences[figure.start] == sentences[before[-1].trigger.i]
        times = _summed_up(scene, figure)
        if times is None and here:
            times = _compared(scene, figure, before[-1])
        if times is not None:
            yield _again(scene, figure, before[-1], times)


def _is_counted(sighting: Sighting, scene: Scene) -> bool:
    fact = sighting.fact
    firm = fact.modality is Modality.ASSERTED and fact.type in scene.grammar.word_set("alternatives", "done to groups")
    return firm and "count" in fact.slots and "target" in fact.slots


def _number(sighting: Sighting, scene: Scene) -> int:
    token = scene.parse.token_at(sighting.fact.slots["count"][0].span.start)
    return token.i if token is not None else sighting.trigger.i


def _summed_up(scene: Scene, figure: Figure) -> Slots | None:
    """ "brings the total since 2015 to 360,000": since when, where it is told."""
    doc, words = scene.parse.doc, scene.grammar.word_set
    before = doc[max(doc[figure.start].sent.start, figure.start - BEFORE) : figure.start]
    sums = any(token.lemma_.lower() in words("lists", "totals") for token in before)
    verbs = [token for token in before if token.lemma_ in words("lists", "bringing")]
    if not sums or not verbs or not any(token.lower_ == "to" for token in before):
        return None
    since = when(scene, frame_at(verbs[-1], scene))
    return {
        slot: found
        for slot, found in since.items()
        if slot == "start" and found[0].span.start > _at(scene, verbs[-1].i)
    }


def _at(scene: Scene, token: int) -> int:
    return scene.parse.offsets[token]


def _compared(scene: Scene, figure: Figure, deed: Sighting) -> Slots | None:
    """ "up from 277 in the first quarter", "compared with 6.1 million": when that was, where it is told."""
    doc = scene.parse.doc
    behind = doc[figure.end] if figure.end < len(doc) else None
    if behind is None or behind.pos_ in ("NOUN", "PROPN", "NUM", "SYM", "ADJ"):
        return None
    before = [token.lower_ for token in doc[max(0, figure.start - 2) : figure.start]]
    if not {" ".join(before), before[-1] if before else ""} & scene.grammar.word_set("lists", "comparing"):
        return None
    for date in scene.dates:
        if figure.end <= date.start <= figure.end + BEHIND and _is_absolute(date, scene):
            return _times(scene, date)
    further = before[-1] in scene.grammar.word_set("lists", "adding")
    return {slot: found for slot, found in deed.fact.slots.items() if slot in TIMES} if further else {}


def _times(scene: Scene, date: Figure) -> Slots:
    assert isinstance(date.value, Period)
    span = scene.parse.span(date.start, date.end)
    values = zip(TIMES, (date.value.date, date.value.start, date.value.end), strict=True)
    return {slot: (Mention(span, "Date", value),) for slot, value in values if value is not None}


def _is_absolute(date: Figure, scene: Scene) -> bool:
    """A year or a quarter is named: no "a year earlier", which counts from the time of the deed."""
    return not any(
        token.lower_ in ("earlier", "before", "previous", "ago", "prior")
        for token in scene.parse.doc[date.start : date.end]
    )


def _again(scene: Scene, figure: Figure, deed: Sighting, times: Slots) -> Sighting:
    assert isinstance(figure.value, Count)
    count = Mention(scene.parse.span(figure.start, figure.end), "Count", figure.value)
    kept = {slot: found for slot, found in deed.fact.slots.items() if slot not in TIMES}
    fact = replace(
        deed.fact, slots={**kept, **times, "count": (count,)}, evidence=(count.span,), patterns=("recounts/again",)
    )
    return replace(deed, fact=fact, trigger=scene.parse.doc[figure.start : figure.end].root, lacks=())
