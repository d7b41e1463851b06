"""Rows without a verb: "Facebook: 8,463 posts, 349 accounts", "Meta, €1.2bn", as facts of what stands above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.ellipsis import in_brackets
from kg.extract.events import Sighting
from kg.extract.figures.periods import Period
from kg.extract.participants import described
from kg.extract.scene import Figure, Scene
from kg.extract.syntax.phrases import clause_text
from kg.extract.who.salience import Reference
from kg.model import BlockKind, Count, Fact, Mention, Modality, Name, Phrase
from kg.tokens import Token

Slots = dict[str, tuple[Mention, ...]]
OPENING = 8  # tokens before the colon
SHORT = 14  # tokens of a row that is only a name and a sum


def find_listed(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """The facts that the rows of lists tell, in their order."""
    for row in _rows(scene):
        yield from _parts(scene, row, sightings)
        yield from _ranked_sum(scene, row)


def _rows(scene: Scene) -> Iterator[range]:
    """The tokens of each row of a list or table."""
    start = 0
    kinds, blocks = scene.parse.kinds, scene.parse.blocks
    for i in range(1, len(blocks) + 1):
        if i == len(blocks) or blocks[i] != blocks[start]:
            if kinds[start] is BlockKind.ITEM:
                yield range(start, i)
            start = i


def _references(scene: Scene, tokens: range) -> list[Reference]:
    """What the tokens name, each once, in order."""
    found = {scene.references[i].start: scene.references[i] for i in tokens if i in scene.references}
    return [found[start] for start in sorted(found)]


def _mentions(scene: Scene, tokens: range, *types: str) -> list[Mention]:
    """The named things of the types among the tokens."""
    return [
        Mention(
            scene.parse.span(reference.start, reference.end),
            thing.type,
            Name(thing.label, thing.known),
            reference.because,
        )
        for reference in _references(scene, tokens)
        for thing in reference.things
        if scene.grammar.is_a(thing.type, *types)
    ]


# --- parts of a total ----------------------------------------------------------------------------


def _parts(scene: Scene, row: range, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """Rows as "Facebook: 8,981 items, made up of 8,463 posts, ..." below "blocked 15,995 pieces of content"."""
    colon = next((i for i in row[:OPENING] if scene.parse.doc[i].text.endswith(":")), None)
    model = _told_above(scene, row, sightings)
    if colon is None or model is None:
        return
    shared = _shared_slots(scene, range(row.start, colon), model)
    if not shared:
        return
    own = (figure for figure in scene.counts if _is_in_row(figure, scene, colon, row))
    counted = [sighting for figure in own for sighting in _part(scene, figure, shared)]
    total, parts = sum(map(_number, counted[1:])), counted[1:]
    yield from counted[:1]
    yield from (_share(part) if len(parts) > 1 and total == _number(counted[0]) else part for part in parts)


def _is_in_row(figure: Figure, scene: Scene, colon: int, row: range) -> bool:
    """Behind the colon, in the row's first sentence."""
    sentence = scene.parse.doc[colon].sent
    return colon < figure.start < sentence.end or figure.start in _first_sentence(scene, colon, row)


def _number(sighting: Sighting) -> int:
    (count,) = sighting.fact.slots["count"]
    return count.value.value if isinstance(count.value, Count) else 0


def _share(part: Sighting) -> Sighting:
    """A part of the row's first number, to which the others add up."""
    return replace(part, fact=replace(part.fact, patterns=("lists/shares",)))


def _first_sentence(scene: Scene, colon: int, row: range) -> range:
    stops = (i for i in range(colon + 1, row.stop) if scene.parse.doc[i].text in (".", ";"))
    return range(colon + 1, next(stops, row.stop))


def _told_above(scene: Scene, row: range, sightings: Sequence[Sighting]) -> Fact | None:
    """The deed that the list is about: the last one told in the block above it."""
    above = row.start - 1
    while above >= 0 and scene.parse.kinds[above] is BlockKind.ITEM:
        above -= 1
    parted = scene.grammar.word_set("lists", "parted")
    for sighting in reversed(sightings):
        fact = sighting.fact
        if above >= 0 and scene.parse.blocks[sighting.trigger.i] == scene.parse.blocks[above] and fact.type in parted:
            return fact if fact.modality is Modality.ASSERTED else None
    return None


def _shared_slots(scene: Scene, opening: range, model: Fact) -> Slots:
    """What all parts of a row share: who, where, and the dates of the deed above."""
    platforms = _mentions(scene, opening, *scene.grammar.kinds("service"))
    companies = _mentions(scene, opening, *scene.grammar.kinds("company"))
    if not platforms:
        return {}
    slots: Slots = {
        slot: found for slot, found in model.slots.items() if slot in ("date", "start", "end", "policy", "campaign")
    }
    authorities = tuple(
        mention
        for mention in model.slots.get("agent", ())
        if scene.grammar.is_a(mention.type, *scene.grammar.kinds("authority"), "Country")
    )
    return {**slots, "agent": authorities or tuple(companies or platforms), "platform": tuple(platforms)}


def _part(scene: Scene, figure: Figure, shared: Slots) -> Iterator[Sighting]:
    noun = scene.parse.doc[figure.end - 1]
    while noun.pos_ in ("NUM", "ADJ") and noun.head != noun and noun.i < figure.end + 3:
        noun = noun.head
    if noun.i < figure.start or any(
        node.dep_ == "relcl" and node.lemma_ not in ("be", "is") for node in (noun, *noun.ancestors)
    ):
        return
    for kind in scene.grammar.kinds("counted in rows"):
        found = described(scene, noun, (kind,))
        if found:
            count = Mention(scene.parse.span(figure.start, figure.end), "Count", figure.value)  # type: ignore[arg-type]
            (event,) = scene.grammar.word_set("lists", kind)
            yield _sighting(scene, event, {**shared, "target": found, "count": (count,)}, noun, "lists/parts")
            return


def _sighting(scene: Scene, event: str, slots: Slots, trigger: Token, pattern: str) -> Sighting:
    here = [mention.span for slot in ("target", "count", "amount") for mention in slots.get(slot, ())]
    start, end = min(span.start for span in here), max(span.end for span in here)
    first, last = scene.parse.token_at(start), scene.parse.token_at(end - 1)
    assert first is not None
    assert last is not None
    return Sighting(Fact(event, slots, (scene.parse.span(first.i, last.i + 1),), (pattern,)), trigger)


# --- a name and a sum ----------------------------------------------------------------------------


def _ranked_sum(scene: Scene, row: range) -> Iterator[Sighting]:
    """ "1. Meta, €1.2bn" in a list of fines, with who, when and why from the lines below it."""
    doc = scene.parse.doc
    sums = [figure for figure in scene.amounts if figure.start in row and not in_brackets(scene, figure)]
    firms = (*scene.grammar.kinds("company"), *scene.grammar.kinds("service"))
    parties = list({mention.value: mention for mention in reversed(_mentions(scene, row, *firms, "Person"))}.values())
    if len(row) > SHORT or len(sums) != 1 or len(parties) != 1 or any(doc[i].pos_ == "VERB" for i in row):
        return
    headline = range(next((i for i, kind in enumerate(scene.parse.kinds) if kind is BlockKind.PROSE), 0))
    above = _block_above(scene, row)
    if not any(doc[i].lemma_.lower() in scene.grammar.word_set("lists", "fined") for i in (*headline, *above)):
        return
    amount = Mention(scene.parse.span(sums[0].start, sums[0].end), "Amount", sums[0].value)  # type: ignore[arg-type]
    slots: Slots = {"target": (parties[0],), "amount": (amount,), **_told_below(scene, row), **_told_beside(scene, row)}
    if policies := _mentions(scene, headline or above, *scene.grammar.kinds("LAW")):
        slots["policy"] = tuple(policies[:1])
    yield _sighting(scene, scene.grammar.kind("ranked sums"), slots, doc[sums[0].end - 1], "lists/ranked-sum")


def _block_above(scene: Scene, row: range) -> range:
    """The words that the list stands below: "The biggest fines so far:"."""
    blocks, kinds = scene.parse.blocks, scene.parse.kinds
    stop = row.start
    while stop > 0 and kinds[stop - 1] is BlockKind.ITEM:
        stop -= 1
    start = stop
    while start > 0 and blocks[start - 1] == blocks[stop - 1]:
        start -= 1
    return range(start, stop)


def _told_beside(scene: Scene, row: range) -> Slots:
    """The authority or country and the date in the row itself: "Meta, €1.2bn, Ireland, May 2023"."""
    slots: Slots = {}
    if who := _mentions(scene, row, *scene.grammar.kinds("authority"), "Country"):
        slots["agent"] = (who[0],)
    if (date := _first_date(scene, row)) is not None:
        slots["date"] = (date,)
    return slots


def _first_date(scene: Scene, tokens: range) -> Mention | None:
    for figure in scene.dates:
        if figure.start in tokens and isinstance(figure.value, Period) and figure.value.date is not None:
            return Mention(scene.parse.span(figure.start, figure.end), "Date", figure.value.date)
    return None


def _told_below(scene: Scene, row: range) -> Slots:
    """The first authority, date and reason in the block below a row."""
    doc, blocks = scene.parse.doc, scene.parse.blocks
    if row.start > 0 and scene.parse.kinds[row.start - 1] is BlockKind.ITEM:
        return {}  # the last of several rows
    stop = row.stop
    while (
        stop < len(doc)
        and blocks[stop] == blocks[min(row.stop, len(doc) - 1)]
        and scene.parse.kinds[stop] is BlockKind.PROSE
    ):
        stop += 1
    below = range(row.stop, stop)
    slots: Slots = {}
    if authorities := _mentions(scene, below, *scene.grammar.kinds("authority")):
        slots["agent"] = (authorities[0],)
    if (date := _first_date(scene, below)) is not None:
        slots["date"] = (date,)
    for i in below:
        if doc[i].lower_ == "because" and doc[i].dep_ == "mark" and (text := clause_text(doc[i].head)):
            clause = list(doc[i].head.subtree)
            slots["reason"] = (Mention(scene.parse.span(clause[0].i, clause[-1].i + 1), "Phrase", Phrase(text)),)
            break
    return slots
