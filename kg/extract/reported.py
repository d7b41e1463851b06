"""By whom so many were closed that a report tells of: "Foo published its report. 300 accounts were suspended"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.events import Sighting
from kg.extract.named import things
from kg.extract.scene import Scene
from kg.extract.story_time import is_counted_deed
from kg.extract.syntax.roles import noun_frame
from kg.extract.syntax.subjects import surface_subjects
from kg.model import Mention, Name
from kg.tokens import Token


@dataclass(frozen=True, slots=True)
class Report:
    """Words for somebody's own report of what it did."""

    at: int
    author: Mention


def by_reporters(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings; what was done to so many, by nobody named, was done by whose report the paragraph tells of."""
    reports = list(_reports(scene))
    for sighting in sightings:
        fact = sighting.fact
        open_ = is_counted_deed(fact, scene) and not {"agent", "platform"} & fact.slots.keys()
        report = _report_of(sighting, reports, scene) if open_ and reports else None
        if report is None:
            yield sighting
        else:
            yield replace(sighting, fact=replace(fact, slots={**fact.slots, "agent": (report.author,)}))


def _reports(scene: Scene) -> Iterator[Report]:
    """The reports that the text tells of, whose author is a service or company."""
    words = scene.grammar.word_set("lists", "reports")
    for noun in scene.parse.doc:
        if noun.pos_ == "NOUN" and noun.lemma_ in words:
            for author in _authors(noun, scene)[:1]:
                yield Report(noun.i, author)


def _authors(noun: Token, scene: Scene) -> list[Mention]:
    """ "its report", "Foo's report", "Foo published a report"."""
    kinds = scene.grammar.kinds("no authorities")
    heads = noun_frame(noun, scene.grammar).heads("poss", "by", "from")
    verb = noun.head
    if not heads and noun.dep_ == "dobj" and verb.lemma_ in scene.grammar.word_set("lists", "publishing"):
        heads = surface_subjects(verb)
    return [found for head in heads for found in things(scene, head, kinds)]


def _report_of(sighting: Sighting, reports: Sequence[Report], scene: Scene) -> Report | None:
    """The report told of last before the deed in its paragraph, if nobody else's doings have come between."""
    doc, blocks, here = scene.parse.doc, scene.parse.blocks, sighting.trigger
    before = [one for one in reports if one.at < here.i and blocks[one.at] == blocks[here.i]]
    if not before:
        return None
    label = before[-1].author.value.label if isinstance(before[-1].author.value, Name) else ""
    acting = (token for token in doc[before[-1].at : here.sent.end] if token.dep_ in ("nsubj", "agent", "pobj"))
    others = [found for token in acting for found in things(scene, token, scene.grammar.kinds("no authorities"))]
    return before[-1] if all(isinstance(one.value, Name) and one.value.label == label for one in others) else None
