"""Articles, mentions, facts, and the knowledge they add up to: frozen values, no behaviour but their own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType


class BlockKind(StrEnum):
    """What a stretch of a page is for."""

    HEADLINE = "headline"
    PROSE = "prose"
    ITEM = "item"  # a row of a list or a table
    HEADING = "heading"  # inside the text; also the question of a Q&A
    META = "meta"  # dateline, byline, "Published: ..."
    CLUTTER = "clutter"  # menus, share buttons, teasers, copyright


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text (characters) and what it is for."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class PartialDate:
    """
    A date as precise as the text makes it, in ISO form: a prefix, or "--05-22" without a year.

    "2018", "2018-11", "2018-11-12", "--05-22"
    """

    iso: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text to read, and the little that is known of it before reading."""

    id: str  # the path below its source, without the ending
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    published: PartialDate | None = None
    outlet: str | None = None
    url: str | None = None

    @property
    def digest(self) -> str:
        """What the article says, as a hash: equal digests are read alike."""
        known = (self.text, self.title, self.published and self.published.iso, self.outlet, self.url)
        return fingerprint(repr(known), repr(self.blocks))


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of an article, and what stands there."""

    article: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """Something with a name of its own."""

    label: str  # the best name that the article gives or the ontology knows
    known: str | None = None  # the key of the known name, where it is one


@dataclass(frozen=True, slots=True)
class Group:
    """Something described rather than named: "fake military accounts", "the company's staff"."""

    label: str
    head: str  # the noun, singular: "account"


@dataclass(frozen=True, slots=True)
class Count:
    """A number and how exactly it is said: exact, about, more-than, nearly, at-least."""

    value: int
    comparator: str = "exact"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money, in units of an ISO 4217 currency."""

    value: int
    currency: str
    comparator: str = "exact"


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks."""

    words: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for themselves: a topic, a reason, a role."""

    text: str


Value = Name | Group | Count | Amount | PartialDate | Quotation | Phrase


@dataclass(frozen=True, slots=True)
class Mention:
    """A value, where it stands, and what the ontology calls it."""

    span: Span
    type: str  # "Platform", "AccountGroup", "Count", "Date"
    value: Value
    because: str = ""  # why it stands for its value, where the words alone do not say so


class Modality(StrEnum):
    """How firmly an article tells a fact."""

    ASSERTED = "asserted"
    NEGATED = "negated"
    DENIED = "denied"
    POSSIBLE = "possible"
    THREATENED = "threatened"
    PLANNED = "planned"
    DEMANDED = "demanded"
    CLAIMED = "claimed"
    ASKED = "asked"


@dataclass(frozen=True)
class Fact:
    """An event or relation that one article states, with its participants."""

    type: str  # "Closure", "operates"
    slots: Mapping[str, tuple[Mention, ...]]
    evidence: tuple[Span, ...]  # the first is where it is said best
    patterns: tuple[str, ...]  # "closure/close-accounts": who saw it, by evidence
    modality: Modality = Modality.ASSERTED
    cue: Span | None = None  # the words that make it less than asserted

    def __post_init__(self) -> None:
        object.__setattr__(self, "slots", MappingProxyType(dict(sorted(self.slots.items()))))

    @property
    def article(self) -> str:
        """The article that states it."""
        return self.evidence[0].article

    @cached_property
    def id(self) -> str:
        """A hash of what it says and where: the same run after run."""
        filled = [(slot, [(m.span, m.type, m.value) for m in mentions]) for slot, mentions in self.slots.items()]
        return "f-" + fingerprint(self.type, repr(filled), repr(self.evidence), self.modality)

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article and the facts found in it."""

    article: Article
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """One thing of the world and all that the articles call it."""

    id: str
    type: str
    label: str
    names: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    known: str | None = None
    reasons: tuple[str, ...] = ()  # why its mentions are one
    apart: tuple[str, ...] = ()  # why it is not one with others that are called like it


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, told by one fact or by several."""

    id: str
    type: str
    facts: tuple[str, ...]  # ids, sorted
    reasons: tuple[str, ...] = ()  # why they are thought to tell of one
    disputed: tuple[str, ...] = ()  # the slots in which its sources contradict each other
    sources: int = 1  # of its facts, those that do not copy another's words


@dataclass(frozen=True, slots=True)
class Aside:
    """A fact that the ontology would not have, and what is wrong with it."""

    fact: Fact
    reason: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that the articles say, and what is the same in it."""

    readings: tuple[Reading, ...]
    identities: tuple[Identity, ...] = ()
    events: tuple[Event, ...] = ()
    # The identity of each filler: (fact id, slot, position) → identity id.
    denotes: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    aside: tuple[Aside, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all articles, in the order of articles and of their places."""
        return tuple(fact for reading in self.readings for fact in reading.facts)


def fingerprint(*parts: str) -> str:
    """A short hash of the parts, the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
