"""When something was done of which the text has just told when other things were: the story goes on in its time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.figures.periods import Period
from kg.extract.scene import Scene
from kg.extract.syntax.subjects import surface_subjects
from kg.extract.understood import is_act, labels
from kg.model import Fact, Mention, Modality
from kg.tokens import Token

DATES = ("date", "start", "end")
SOON = 2  # sentences within which the day of a piece of news is told
Dates = dict[str, tuple[Mention, ...]]


def in_story_time(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, those without a date with that of the story."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    told: list[Sighting] = []
    for sighting in sightings:
        dates = _story_dates(sighting, told, sightings, scene, sentences)
        dated = replace(sighting, fact=replace(sighting.fact, slots={**sighting.fact.slots, **dates}))
        yield dated
        told.append(dated)


def _story_dates(
    sighting: Sighting, told: Sequence[Sighting], every: Sequence[Sighting], scene: Scene, sentences: dict[int, int]
) -> Dates:
    fact = sighting.fact
    if set(DATES) & set(fact.slots) or fact.modality is not Modality.ASSERTED:
        return {}
    if fact.type not in scene.grammar.ontology.events or _is_at_another_time(sighting.trigger, scene):
        return {}
    if fact.type in scene.grammar.kinds("words"):
        return {}
    if section := _of_the_section(sighting.trigger, scene):
        return section
    here, blocks = sentences[sighting.trigger.i], scene.parse.blocks
    before = [one for one in told if here - sentences[one.trigger.i] <= 1 and not _is_background(one, sighting)]
    here_told = [one for one in before if blocks[one.trigger.i] == blocks[sighting.trigger.i]]
    if is_act(fact, scene) and (asked := _asked_about(sighting.trigger, scene)):
        return asked
    if is_counted_deed(fact, scene):
        paragraph = [one for one in told if blocks[one.trigger.i] == blocks[sighting.trigger.i]]
        return _in_the_same_report(sighting, paragraph, scene)
    if decided := _told_of_the_decision(sighting, scene, sentences):
        return decided
    if is_act(fact, scene) and not _auxiliaries(sighting.trigger):
        return _of_the_last([one for one in before if is_act(one.fact, scene)])
    if is_act(fact, scene) and _auxiliaries(sighting.trigger) & {"has", "have"}:
        return _told_next(sighting, every, scene, sentences)
    if _auxiliaries(sighting.trigger) in ({"was"}, {"were"}) and not _names_agent(sighting, scene):
        acts = [one for one in before if is_act(one.fact, scene)]
        return _of_the_last(acts[-1:]) if fact.type in scene.grammar.kinds("official acts") else {}
    if sighting.trigger.tag_ == "VBD":
        return _of_the_last(here_told[-1:])
    return {}


def _of_the_section(verb: Token, scene: Scene) -> Dates:
    """ "October 2023 / The court fines Acme": the day on the line above the paragraph."""
    if "had" in _auxiliaries(verb) or "will" in _auxiliaries(verb):
        return {}
    place = scene.parse.offsets[verb.i]
    return next(({"date": (section.date,)} for section in scene.sections if section.holds(place)), {})


def _is_at_another_time(verb: Token, scene: Scene) -> bool:
    """ "shortly afterwards", "had earlier": the story has moved on, or goes back."""
    return any(child.lower_ in scene.grammar.word_set("dates", "another time") for child in verb.children)


def _is_background(one: Sighting, sighting: Sighting) -> bool:
    """ "said the authority, which had opened its inquiry in May": the story does not move to May."""
    if one.trigger.dep_ != "relcl":
        return False
    aside = one.trigger.sent.start != sighting.trigger.sent.start and one.trigger.head.pos_ == "PROPN"
    return aside or "had" in _auxiliaries(one.trigger)


def _names_agent(sighting: Sighting, scene: Scene) -> bool:
    """Its own sentence says who acted; nobody has to be understood."""
    sentence = sighting.trigger.sent
    first, last = scene.parse.offsets[sentence.start], scene.parse.offsets[sentence.end - 1]
    return any(first <= agent.span.start <= last for agent in sighting.fact.slots.get("agent", ()))


def _asked_about(verb: Token, scene: Scene) -> Dates:
    """ "What happened on Monday? The court fined Acme": the day that the question asks about."""
    before = verb.sent.start - 1
    while before > 0 and not verb.doc[before].text.strip():
        before -= 1
    if before < 0 or verb.doc[before].text != "?":
        return {}
    question = verb.doc[before].sent
    for figure in scene.dates:
        told = figure.value.date if isinstance(figure.value, Period) else None
        if question.start <= figure.start < question.end and told is not None:
            return {"date": (Mention(scene.parse.span(figure.start, figure.end), "Date", told),)}
    return {}


def _auxiliaries(verb: Token) -> set[str]:
    return {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}


def _of_the_last(others: Sequence[Sighting]) -> Dates:
    """ "fined it on Friday. It also ordered ...": the day of what was told last with its day."""
    return next(({"date": one.fact.slots["date"]} for one in reversed(others) if "date" in one.fact.slots), {})


def _told_next(sighting: Sighting, every: Sequence[Sighting], scene: Scene, sentences: dict[int, int]) -> Dates:
    """The news told first, on the day told next: "has fined Acme. ... It found on Monday that ..."."""
    here = sentences[sighting.trigger.i]
    ours = labels(sighting.fact.slots.get("agent", ()))
    for other in every:
        near = 0 < sentences[other.trigger.i] - here <= SOON and "date" in other.fact.slots
        if near and _came_before(other.trigger):
            continue
        if near and is_act(other.fact, scene) and labels(other.fact.slots["agent"]) == ours:
            return {"date": other.fact.slots["date"]}
    return {}


def _came_before(verb: Token) -> bool:
    """ "two days after it had opened a review": told of another day than that of the news."""
    clauses = (verb, *(node for node in verb.ancestors if node.pos_ in ("VERB", "AUX")))
    marks = (child.lower_ for clause in clauses for child in clause.children if child.dep_ == "mark")
    return any(mark in ("after", "since") for mark in marks)


def _told_of_the_decision(sighting: Sighting, scene: Scene, sentences: dict[int, int]) -> Dates:
    """The day of "The decision, handed down on Monday, ..." in one of the sentences that follow an official act."""
    doc, here, words = scene.parse.doc, sighting.trigger, scene.grammar.word_set
    if sighting.fact.type not in scene.grammar.kinds("decided"):
        return {}
    for figure in scene.dates:
        date = doc[figure.start : figure.end].root
        near = here.i < figure.start and 0 < sentences[date.i] - sentences[here.i] <= SOON
        told = figure.value.date if isinstance(figure.value, Period) else None
        if not near or scene.parse.blocks[date.i] != scene.parse.blocks[here.i] or told is None:
            continue
        verb = next((node for node in (date, *date.ancestors) if node.pos_ in ("VERB", "AUX")), None)
        if verb is not None and verb.lemma_ in words("dates", "deciding") and _is_of_a_decision(verb, scene):
            return {"date": (Mention(scene.parse.span(figure.start, figure.end), "Date", told),)}
    return {}


def _is_of_a_decision(verb: Token, scene: Scene) -> bool:
    """ "the decision, handed down", "the fine was imposed", "the order is dated"."""
    nouns = [verb.head] if verb.dep_ == "acl" else surface_subjects(verb)
    decisions = scene.grammar.word_set("dates", "decisions")
    return any(noun.lemma_ in decisions and noun.left_edge.lower_ in ("the", "this", "its") for noun in nouns)


def is_counted_deed(fact: Fact, scene: Scene) -> bool:
    """So and so many accounts or posts are told to have been dealt with."""
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    return fact.type in deeds and "count" in fact.slots and fact.modality is Modality.ASSERTED


def _in_the_same_report(sighting: Sighting, before: Sequence[Sighting], scene: Scene) -> Dates:
    """A count without a date, of the time of the one told just before: "In June it closed 80 pages. 20 were muted"."""
    counts = [one for one in before if is_counted_deed(one.fact, scene)]
    if not counts or _auxiliaries(sighting.trigger) & {"has", "have", "had"}:
        return {}
    return {slot: found for slot, found in counts[-1].fact.slots.items() if slot in DATES}
