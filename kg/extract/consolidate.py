"""One event, one fact: what headline, lead and body tell of the same is joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.rounded import rounds
from kg.grammar import Grammar
from kg.model import Amount, Count, Fact, Group, Mention, Name, PartialDate, Phrase, Quotation

DATES = ("date", "start", "end")


def consolidate(facts: Sequence[Fact], grammar: Grammar) -> Iterator[Fact]:
    """The facts with those joined that tell of one event, in the order of the text."""
    kept: list[Fact] = []
    for fact in facts:
        for position, other in enumerate(kept):
            if same_event(fact, other, grammar):
                kept[position] = join(other, fact)
                break
        else:
            kept.append(fact)
    told = [fact for fact in kept if says_enough(fact, grammar)]
    yield from sorted(told, key=lambda fact: (fact.evidence[0].start, fact.evidence[0].end, fact.type, fact.id))


def says_enough(fact: Fact, grammar: Grammar) -> bool:
    """Of the slots of which one is enough, one is filled: a campaign is named or has a target."""
    either = grammar.ontology.either_slots(fact.type)
    return not either or any(fact.slots.get(slot) for slot in either)


def same_event(left: Fact, right: Fact, grammar: Grammar) -> bool:
    """The two tell of one event: of one type and mood, nothing in them differs, something in their core agrees."""
    if left.type != right.type or left.modality != right.modality:
        return False
    core = grammar.ontology.core_slots(left.type)
    agreed = 0
    for slot in (*core, *DATES, "platform"):
        ours, theirs = left.slots.get(slot, ()), right.slots.get(slot, ())
        if ours and theirs:
            if not _agree(ours, theirs):
                return False
            agreed += slot in core
    if "count" not in core and _counted_otherwise(left, right):
        return False
    if (_begins_later(left, right) or _begins_later(right, left)) and not _is_rounded(left, right):
        return False
    if left.type in grammar.ontology.relations:
        return agreed == len(core)
    needed = 2 if len([slot for slot in core if left.slots.get(slot)]) > 1 else 1
    return agreed >= needed


def _counted_otherwise(left: Fact, right: Fact) -> bool:
    """Groups of other sizes are others: 900 users were arrested, 45 of them jailed."""
    ours, theirs = left.slots.get("count", ()), right.slots.get("count", ())
    return bool(ours and theirs) and not _agree(ours, theirs)


def _is_rounded(left: Fact, right: Fact) -> bool:
    """One tells roughly how many, the other exactly: the news has its day, what it tells of its time."""
    counts = [fact.slots["count"][0].value for fact in (left, right) if fact.slots.get("count")]
    return len(counts) > 1 and counts[0] != counts[1]


def _begins_later(fact: Fact, other: Fact) -> bool:
    """One took place on a day, the other had gone on since an earlier one: arrested in May, sentenced in June."""
    date, start = fact.slots.get("date", ()), other.slots.get("start", ())
    if not date or not start or "start" in fact.slots or "date" in other.slots:
        return False
    day, first = (getattr(found[0].value, "iso", "") for found in (date, start))
    return first[: len(day)] < day[: len(first)] and not first.startswith("--")


def _agree(left: tuple[Mention, ...], right: tuple[Mention, ...]) -> bool:
    """One of the fillers of either is the same, and no more differ than one side lacks."""
    shorter, longer = sorted((left, right), key=len)
    return all(any(_same(one, other) for other in longer) for one in shorter)


def _same(left: Mention, right: Mention) -> bool:
    match left.value, right.value:
        case Name(label=ours), Name(label=theirs):
            return ours == theirs
        case Count() as ours, Count() as theirs:
            return ours.value == theirs.value or rounds(ours, theirs) or rounds(theirs, ours)
        case Amount() as ours, Amount() as theirs:
            return (ours.value, ours.currency) == (theirs.value, theirs.currency)
        case PartialDate(iso=ours), PartialDate(iso=theirs):
            return ours.startswith(theirs) or theirs.startswith(ours)
        case Group(label=ours, head=our_head), Group(label=theirs, head=their_head):
            return ours == theirs or (our_head == their_head and _contained(ours, theirs))
        case Phrase(text=ours), Phrase(text=theirs):
            return ours.lower() == theirs.lower()
        case Quotation(words=ours), Quotation(words=theirs):
            return ours == theirs
    return False


def _contained(ours: str, theirs: str) -> bool:
    """One label says all that the other says: "accounts", "fan accounts"."""
    words = [set(label.lower().replace("-", " ").split()) for label in (ours, theirs)]
    shorter, longer = sorted(words, key=len)
    return shorter <= longer


def _within(left: str, right: str) -> bool:
    """The words of one are all among those of the other: "accounts", "fake accounts"."""
    ours, theirs = set(left.lower().split()), set(right.lower().split())
    return ours <= theirs or theirs <= ours


def join(first: Fact, second: Fact) -> Fact:
    """One fact with the more precise slots of both and the evidence of both."""
    slots = dict(first.slots)
    for slot, mentions in second.slots.items():
        if slot not in slots or (_precision(mentions) > _precision(slots[slot])):
            slots[slot] = mentions
    if "date" in slots and {"start", "end"} <= slots.keys() and ("date" in first.slots) != ("start" in first.slots):
        del slots["date"]  # "has closed half a million, it said on Monday ... between 4 and 11 May it closed 544,052"
    evidence = (*first.evidence, *(span for span in second.evidence if span not in first.evidence))
    patterns = (*first.patterns, *(name for name in second.patterns if name not in first.patterns))
    return replace(first, slots=slots, evidence=evidence, patterns=patterns)


def _precision(mentions: tuple[Mention, ...]) -> tuple[int, int, int]:
    """How much the fillers say: names before groups, more of them, the longer."""
    named = sum(isinstance(mention.value, Name) for mention in mentions)
    length = sum(
        len(value.label)
        if isinstance(value := mention.value, Group)
        else len(value.iso)
        if isinstance(value, PartialDate)
        else len(str(value.value).rstrip("0"))
        if isinstance(value, Count)
        else 0
        for mention in mentions
    )
    return named, len(mentions), length
