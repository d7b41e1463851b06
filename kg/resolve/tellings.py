"""What one fact tells of its event, looked up once: who, whom, how many, when, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.grammar import Grammar
from kg.likeness import content_words
from kg.model import Amount, Count, Fact, Group, Identity, PartialDate, Value

Denotes = Mapping[tuple[str, str, int], str]
WORDED = ("topic", "quote", "reason")
MEASURES = ("policy", "campaign")


@dataclass(frozen=True, slots=True)
class Number:
    """How many, or how much, and how exactly it is said."""

    value: int
    comparator: str
    unit: str  # a currency, or "things"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, as ISO dates; open where the text leaves it open."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A fact with what it is compared by."""

    fact: Fact
    things: Mapping[str, frozenset[str]]  # slot → identities
    heads: frozenset[str]  # of the groups among the targets: "account"
    number: Number | None
    when: PartialDate | None
    period: Period | None
    published: str  # of the article, as ISO date; empty where unknown
    words: frozenset[str]
    is_but_once: bool = False  # what is of its type hardly happens to one target twice within days

    @property
    def id(self) -> str:
        """The fact's id."""
        return self.fact.id

    @property
    def day(self) -> str:
        """When it happened or began, else when it was told, as exactly as is known."""
        return self.when.iso if self.when else self.period.first if self.period else self.published


def telling_of(fact: Fact, denotes: Denotes, published: str, but_once: Collection[str] = ()) -> Telling:
    """The fact with what it is compared by."""
    things = {
        slot: frozenset(
            denotes[fact.id, slot, place] for place in range(len(mentions)) if (fact.id, slot, place) in denotes
        )
        for slot, mentions in fact.slots.items()
    }
    values = {slot: mentions[0].value for slot, mentions in fact.slots.items() if mentions}
    return Telling(
        fact=fact,
        things={slot: found for slot, found in things.items() if found},
        heads=frozenset(
            mention.value.head for mention in fact.slots.get("target", ()) if isinstance(mention.value, Group)
        ),
        number=_number(values.get("amount") or values.get("count")),
        when=_date(values.get("date")),
        period=_period(_date(values.get("start")), _date(values.get("end"))),
        published=published,
        words=frozenset(
            word for slot in WORDED for mention in fact.slots.get(slot, ()) for word in content_words(mention.span.text)
        ),
        is_but_once=fact.type in but_once,
    )


def _number(value: Value | None) -> Number | None:
    match value:
        case Count(number, comparator):
            return Number(number, comparator, "things")
        case Amount(number, currency, comparator):
            return Number(number, comparator, currency)
    return None


def _date(value: Value | None) -> PartialDate | None:
    return value if isinstance(value, PartialDate) else None


def _period(start: PartialDate | None, end: PartialDate | None) -> Period | None:
    return Period(start.iso if start else "", end.iso if end else "") if start or end else None


def bonds_of(
    identities: Sequence[Identity], facts: Sequence[Fact], denotes: Denotes, grammar: Grammar
) -> frozenset[frozenset[str]]:
    """The pairs of things of which one belongs to the other: a platform to its company, a ministry to its state."""
    by_name = {identity.known: identity.id for identity in identities if identity.known}
    bonds: set[frozenset[str]] = set()
    bonding = grammar.words["sameness"]["events"].get("bonds", ())
    for name, identity in by_name.items():
        record = grammar.names[name]
        states = (f"Government of {record.country}",) if record.country else ()
        above = (record.owner, record.parent, record.country, *states)
        bonds.update(frozenset((identity, by_name[other])) for other in above if other in by_name)
    for fact in facts:
        ends = [denotes.get((fact.id, slot, 0)) for slot in ("subject", "object")]
        if fact.type in bonding and all(ends):
            bonds.add(frozenset(str(end) for end in ends))
    return frozenset(bonds)
