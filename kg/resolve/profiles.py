"""Mentions → profiles: all that one article says of what it calls by one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.grammar import Grammar, KnownName
from kg.model import Fact, Group, Mention, Modality, Name, fingerprint

Place = tuple[str, str, int]  # fact id, slot, position
AFFILIATION = "affiliatedWith"


@dataclass(frozen=True, slots=True)
class Profile:
    """What one article calls by one name, or, of known names, what all articles do; and what it says of it."""

    id: str
    family: str  # the widest class within which one name is one thing
    name: str
    type: str
    articles: tuple[str, ...]
    known: KnownName | None
    country: str | None
    is_surely_there: bool  # of that country: known to be, or more than one sign of it stands in the article
    owner: str | None
    bodies: frozenset[str]  # of a person: whom he or she speaks for
    company: frozenset[str]  # the names of the things told of in the same facts
    is_described: bool
    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """What mentions of one profile have in common."""

    family: str
    name: str
    article: str


@dataclass(slots=True)
class _Told:
    """What the facts say of one profile, while they are gathered."""

    fillers: list[tuple[Place, Mention]] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)
    company: set[str] = field(default_factory=set)


def profiles_of(facts: Sequence[Fact], grammar: Grammar) -> tuple[Profile, ...]:
    """The profiles of all that fills the facts' slots, ordered by id."""
    told: dict[_Key, _Told] = {}
    for fact in facts:
        keys = [(place, mention, key) for place, mention in _filled(fact) if (key := _key(mention, grammar))]
        is_affiliation = fact.type == AFFILIATION and fact.modality is Modality.ASSERTED
        bodies = {key.name for (_, slot, _), _, key in keys if slot == "object"} if is_affiliation else set()
        for place, mention, key in keys:
            one = told.setdefault(key, _Told())
            one.fillers.append((place, mention))
            one.company.update(other.name for _, _, other in keys if other != key)
            one.bodies.update(bodies if place[1] == "subject" else ())
    set_in = settings(facts, grammar)
    found = (_profile(key, one, grammar, set_in.get(key.article)) for key, one in told.items())
    return tuple(sorted(found, key=lambda profile: profile.id))


def _filled(fact: Fact) -> Iterator[tuple[Place, Mention]]:
    for slot, mentions in fact.slots.items():
        for position, mention in enumerate(mentions):
            yield (fact.id, slot, position), mention


def _key(mention: Mention, grammar: Grammar) -> _Key | None:
    """What the mention is known by; None for numbers, dates and words."""
    article = mention.span.article
    match mention.value:
        case Name(known=str(known)):
            record = grammar.names.get(known)
            return _Key("known", record.same or known if record else known, "")
        case Name(label=label):
            return _Key(family(mention.type, grammar), label.casefold(), article)
        case Group(label=label):
            return _Key(mention.type, label.casefold(), article)
    return None


def family(kind: str, grammar: Grammar) -> str:
    """The widest class within which one name is one thing: a company and its platform are two."""
    for wide in grammar.kinds("families"):
        if grammar.is_a(kind, wide):
            return wide
    return kind


def _profile(key: _Key, told: _Told, grammar: Grammar, setting: Setting | None) -> Profile:
    mentions = tuple(mention for _, mention in told.fillers)
    known = grammar.names.get(key.name) if key.family == "known" else None
    setting = setting if _is_of_a_country(mentions, grammar) else None
    labels = Counter(wording(mention) for mention in mentions)
    return Profile(
        id=fingerprint(key.family, key.name, key.article),
        family=family(known.type, grammar) if known else key.family,
        name=known.name if known else max(labels, key=lambda label: (labels[label], len(label), label)),
        type=known.type if known else _kind(mentions, grammar),
        articles=tuple(sorted({mention.span.article for mention in mentions})),
        known=known,
        country=known.country if known else setting.country if setting else None,
        is_surely_there=known is not None or (setting is not None and setting.is_sure),
        owner=known.owner or known.parent if known else None,
        bodies=frozenset(told.bodies),
        company=frozenset(told.company),
        is_described=isinstance(mentions[0].value, Group),
        places=tuple(place for place, _ in told.fillers),
        mentions=mentions,
    )


def _is_of_a_country(mentions: Iterable[Mention], grammar: Grammar) -> bool:
    """True of what each country has its own of: ministries, courts, laws."""
    return all(grammar.is_a(mention.type, *grammar.kinds("of a country")) for mention in mentions)


def wording(mention: Mention) -> str:
    """What a name or a description calls it."""
    assert isinstance(mention.value, Name | Group)
    return mention.value.label


def _kind(mentions: Iterable[Mention], grammar: Grammar) -> str:
    """The narrowest of the types that most mentions have."""
    kinds = Counter(mention.type for mention in mentions)
    return max(kinds, key=lambda kind: (kinds[kind], len(grammar.ontology.lineage.get(kind, ())), kind))


@dataclass(frozen=True, slots=True)
class Setting:
    """The country that an article is about."""

    country: str
    is_sure: bool  # by more than one sign


def settings(facts: Iterable[Fact], grammar: Grammar) -> Mapping[str, Setting]:
    """
    Article id → the country of most of the places, authorities, laws and parties that it names.

    Each is one sign, however often it is named; a company is none: a ministry may fine one of any country.
    """
    signs: dict[str, dict[str, str]] = {}
    telling = (*grammar.kinds("of a country"), *grammar.kinds("where"))
    for fact in facts:
        for _, mention in _filled(fact):
            record = grammar.names.get(mention.value.known or "") if isinstance(mention.value, Name) else None
            if record and grammar.is_a(record.type, *telling):
                country = record.country or (record.name if grammar.is_a(record.type, "Country") else None)
                if country:
                    signs.setdefault(mention.span.article, {})[record.key] = country
    return {
        article: Setting(country, is_sure=times > 1)
        for article, told in signs.items()
        for country, times in Counter(told.values()).most_common(1)
        if 2 * times > len(told)
    }
