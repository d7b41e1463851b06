"""What a page shows: the knowledge as points, links and facts, each with the place of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kg.captions import number_text
from kg.explorer.appearance import ALL_LOOKS, RELATION, Look, look_of
from kg.explorer.folding import MOST_DRAWN, Fold, fold
from kg.explorer.layout import lay_out
from kg.explorer.passages import Sentences, browser_offsets, joined
from kg.explorer.shown import Contents, Filler, ShownArticle, ShownFact, ShownLink, ShownNode, Standing
from kg.explorer.vocabulary import Vocabulary
from kg.model import Amount, Article, Count, Event, Fact, Identity, Knowledge, Mention, PartialDate, Value
from kg.rdf import ID
from kg.terms import article_iri, entity_iri, event_iri

# Who is named first: the first participants that a fact has point to all the others.
SLOT_ORDER = (
    "agent", "subject", "target", "object", "platform", "policy", "campaign", "count", "amount",
    "role", "topic", "quote", "reason", "medium", "date", "start", "end",
)  # fmt: skip
DATE_SLOTS = ("date", "start", "end")
FIGURE_SLOTS = ("count", "amount")

NodeOf = Mapping[tuple[str, str, int], int]  # the point that a filler stands for: fact, slot, place → point


def contents_of(knowledge: Knowledge, vocabulary: Vocabulary) -> Contents:
    """What the page of this knowledge shows."""
    told = [reading for reading in knowledge.readings if reading.facts]
    events = happenings(knowledge)
    things = things_in(knowledge, vocabulary)
    node_of = nodes_of_fillers(knowledge, things)
    event_of = {fact: len(things) + index for index, event in enumerate(events) for fact in event.facts}
    facts = tuple(
        shown_fact(fact, offsets, number, event=event_of.get(fact.id), node_of=node_of)
        for number, reading in enumerate(told)
        for offsets in [Offsets(reading.article)]
        for fact in reading.facts
    )
    by_key = {fact.key: fact for fact in facts}
    nodes = (*things, *(event_node(event, by_key, things, vocabulary) for event in events))
    links = links_between(facts)
    standing, folds = placed(nodes, sizes_of(nodes, facts), links)
    types, looks = types_shown(nodes, facts, vocabulary)
    articles = tuple(shown_article(reading.article) for reading in told)
    return Contents(articles, nodes, standing, facts, links, types, looks, folds)


def happenings(knowledge: Knowledge) -> tuple[Event, ...]:
    """The events, and a lone one for each fact that is neither a relation nor told to be part of an event."""
    told = {fact.id for fact in knowledge.facts}
    events = [event for event in knowledge.events if not told.isdisjoint(event.facts)]
    known = {fact for event in events for fact in event.facts}
    lone = (fact for fact in knowledge.facts if fact.id not in known and not is_relation(fact))
    return (*events, *(Event(f"event-of-{fact.id}", fact.type, (fact.id,)) for fact in lone))


def is_relation(fact: Fact) -> bool:
    """Whether a fact links two things rather than telling of something that happened."""
    return "subject" in fact.slots


def things_in(knowledge: Knowledge, vocabulary: Vocabulary) -> list[ShownNode]:
    """The identities that take part in a fact."""
    facts = {fact.id for fact in knowledge.facts}
    taking_part = {identity for (fact, _, _), identity in knowledge.denotes.items() if fact in facts}
    return [thing_node(thing, vocabulary) for thing in knowledge.identities if thing.id in taking_part]


def thing_node(identity: Identity, vocabulary: Vocabulary) -> ShownNode:
    """The point of a thing of the world."""
    return ShownNode(
        key=identity.id,
        label=identity.label,
        type=identity.type,
        event=False,
        local=entity_iri(identity).value.removeprefix(ID),
        names=tuple(sorted(set(identity.names) - {identity.label})) or None,
        known=identity.known,
        web=vocabulary.addresses.get(identity.known) if identity.known else None,
        reasons=identity.reasons or None,
    )


def nodes_of_fillers(knowledge: Knowledge, things: Sequence[ShownNode]) -> NodeOf:
    """Which point each filler stands for, of those that stand for one."""
    position = {node.key: index for index, node in enumerate(things)}
    return {filler: position[thing] for filler, thing in knowledge.denotes.items() if thing in position}


def shown_fact(fact: Fact, offsets: Offsets, number: int, *, event: int | None, node_of: NodeOf) -> ShownFact:
    """A fact as the page shows it."""
    key, slots = fact.id, fact.slots
    fillers = tuple(
        shown_filler(slot, mention, offsets, node_of.get((key, slot, place)))
        for slot in in_order(tuple(slots))
        for place, mention in enumerate(slots[slot])
    )
    return ShownFact(
        key=key,
        type=fact.type,
        modality=fact.modality.value,
        cue=fact.cue.text if fact.cue else None,
        article=number,
        date=date_of(fact),
        event=event,
        evidence=tuple([offsets.of(span.start, span.end) for span in fact.evidence]),
        sentences=offsets.sentences(fact),
        fillers=fillers,
        patterns=fact.patterns,
    )


def shown_filler(slot: str, mention: Mention, offsets: Offsets, node: int | None) -> Filler:
    """A filler as the page shows it."""
    start, end = offsets.of(mention.span.start, mention.span.end)
    if node is not None:
        return Filler(slot, None, node, start, end)
    return Filler(slot, words_of(mention), None, start, end, figure_of(mention.value))


class Offsets:
    """Places of an article's text, turned into what a browser counts."""

    def __init__(self, article: Article) -> None:
        self._sentences = Sentences(article)
        self._browser = browser_offsets(article.text)

    def of(self, start: int, end: int) -> tuple[int, int]:
        """The stretch as a browser counts it."""
        return (start, end) if self._browser is None else (self._browser(start), self._browser(end))

    def sentences(self, fact: Fact) -> tuple[tuple[int, int], ...]:
        """The sentences that a fact's evidence stands in, the one that says it best first."""
        around = [self._sentences.around(span.start, span.end) for span in fact.evidence]
        return tuple([self.of(start, end) for start, end in (joined(around) if len(around) > 1 else around)])


@cache
def in_order(slots: tuple[str, ...]) -> tuple[str, ...]:
    """The slots in the order in which they are told."""
    return tuple(sorted(slots, key=lambda slot: (SLOT_ORDER.index(slot) if slot in SLOT_ORDER else 99, slot)))


def words_of(mention: Mention) -> str:
    """What a reader would call the value of a mention."""
    value = mention.value
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, Amount):
        return with_comparator(f"{value.currency} {number_text(value.value)}", value.comparator)
    if isinstance(value, Count):
        return with_comparator(number_text(value.value), value.comparator)
    return getattr(value, "label", None) or getattr(value, "text", None) or mention.span.text


def figure_of(value: Value) -> tuple[int | str, ...] | None:
    """A number as it is, how exactly it is said, and its currency; nothing of what is no number."""
    if isinstance(value, Amount):
        return value.value, value.comparator, value.currency
    return (value.value, value.comparator) if isinstance(value, Count) else None


def with_comparator(number: str, comparator: str) -> str:
    """
    A number with how exactly it is said.

    "9,800", "more-than"   more than 9,800
    """
    return number if comparator == "exact" else f"{comparator.replace('-', ' ')} {number}"


def date_of(fact: Fact) -> str | None:
    """When it took place, as precise as the article says, and None without a year."""
    for slot in DATE_SLOTS:
        for mention in fact.slots.get(slot, ()):
            date = mention.value
            if isinstance(date, PartialDate) and not date.iso.startswith("-"):
                return date.iso
    return None


def event_node(
    event: Event, facts: Mapping[str, ShownFact], things: Sequence[ShownNode], vocabulary: Vocabulary
) -> ShownNode:
    """The point of an event, captioned by the fact that says most of it."""
    own = [facts[key] for key in event.facts if key in facts]
    fullest = max(own, key=lambda fact: (len(fact.fillers), fact.date is not None, fact.key))
    label = vocabulary.captions.get(event.id) or caption(fullest, things, vocabulary)
    local = event_iri(event).value.removeprefix(ID)
    reasons, disputed = event.reasons or None, event.disputed or None
    return ShownNode(event.id, label, event.type, event=True, local=local, reasons=reasons, disputed=disputed)


def caption(fact: ShownFact, things: Sequence[ShownNode], vocabulary: Vocabulary) -> str:
    """
    An event in a line: its kind, who, to whom, when.

    "Fine: SAMR → Meituan, 3,442,000,000 CNY (2021-10-08)"
    """
    names: dict[str, list[str]] = {}
    for filler in fact.fillers:
        if filler.node is not None:
            names.setdefault(filler.slot, []).append(things[filler.node].label)
    said = [shortened(", ".join(names[slot])) for slot in list(names)[:2]]
    figures = [filler.words for filler in fact.fillers if filler.slot in FIGURE_SLOTS and filler.words]
    kind = vocabulary.label(fact.type)
    told = ", ".join([part for part in [" → ".join(said), *figures] if part])
    return kind[:1].upper() + kind[1:] + (f": {told}" if told else "") + (f" ({fact.date})" if fact.date else "")


def shortened(text: str, limit: int = 60) -> str:
    """The text, cut where it is longer than a caption bears."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def links_between(facts: Sequence[ShownFact]) -> tuple[ShownLink, ...]:
    """The lines of both pictures, each with the facts that draw it."""
    drawn: dict[tuple[int, int, str, str], list[int]] = defaultdict(list)
    for number, fact in enumerate(facts):
        for line in sorted(lines_of(fact)):
            drawn[line].append(number)
    return tuple(ShownLink(*line, tuple(numbers)) for line, numbers in drawn.items())


def lines_of(fact: ShownFact) -> set[tuple[int, int, str, str]]:
    """The lines that one fact draws: source, target, type, view."""
    taking_part = [(filler.slot, filler.node) for filler in fact.fillers if filler.node is not None]
    lines = set() if fact.event is None else {(fact.event, node, slot, "points") for slot, node in taking_part}
    first = [node for slot, node in taking_part if slot == taking_part[0][0]]
    others = [node for slot, node in taking_part if slot != taking_part[0][0]]
    for source in first:
        for target in others:
            if source != target:
                lines.add((source, target, fact.type, "arrows"))
                if fact.event is None:
                    lines.add((source, target, fact.type, "points"))
    return lines


def sizes_of(nodes: Sequence[ShownNode], facts: Sequence[ShownFact]) -> list[float]:
    """How large the points are: larger the more facts they take part in; events are all of one size."""
    told = [0] * len(nodes)
    for fact in facts:
        for node in {filler.node for filler in fact.fillers if filler.node is not None}:
            told[node] += 1
    return [5.0 if node.event else radius(count) for node, count in zip(nodes, told, strict=True)]


def placed(
    nodes: Sequence[ShownNode], sizes: Sequence[float], links: Sequence[ShownLink]
) -> tuple[tuple[Standing, ...], tuple[Fold, ...]]:
    """Where the points stand in both pictures, and the folds without which they would be too many to read."""
    points = [(link.source, link.target) for link in links if link.view == "points"]
    if len(nodes) > MOST_DRAWN:
        folding = fold(sizes, [node.type for node in nodes], points)
        rows = zip(sizes, folding.places, folding.fold_of, strict=True)
        return tuple(Standing(size, x, y, fold=inside) for size, (x, y), inside in rows), folding.folds
    things = sum(not node.event for node in nodes)  # they come first
    arrows = lay_out(sizes[:things], ((link.source, link.target) for link in links if link.view == "arrows"))
    arrows += [(0.0, 0.0)] * (len(nodes) - things)
    both = zip(sizes, arrows, lay_out(sizes, points), strict=True)
    return tuple(Standing(size, x, y, u, v) for size, (x, y), (u, v) in both), ()


def radius(facts: int) -> float:
    """The size of a thing that takes part in so many facts."""
    return float(round(5 + 2.4 * min(facts, 150) ** 0.5, 1))


def types_shown(
    nodes: Iterable[ShownNode], facts: Iterable[ShownFact], vocabulary: Vocabulary
) -> tuple[dict[str, tuple[str, str]], tuple[Look, ...]]:
    """The classes on the page with their labels and looks, and the looks that they use."""
    kinds = sorted({(node.type, node.event) for node in nodes})
    found = {type_: look_of(type_, vocabulary, event=event) for type_, event in kinds}
    found |= {type_: RELATION for type_ in {fact.type for fact in facts} if type_ not in found}
    slots = dict.fromkeys({filler.slot for fact in facts for filler in fact.fillers}, RELATION)
    types = {name: (vocabulary.label(name), look.key) for name, look in sorted((slots | found).items())}
    used = {look.key for look in found.values()}
    return types, tuple(look for look in ALL_LOOKS if look.key in used)


def shown_article(article: Article) -> ShownArticle:
    """An article as the page shows it."""
    return ShownArticle(
        id=article.id,
        title=article.title or article.id,
        outlet=article.outlet,
        date=article.published.iso if article.published else None,
        url=article.url,
        text=article.text,
        local=article_iri(article.id).value.removeprefix(ID),
    )
