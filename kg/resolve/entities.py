"""Mentions → identities: known names by their key, unknown ones by their full name and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.grammar import Grammar
from kg.model import Fact, Group, Identity, Mention, Name, Span, fingerprint

Place = tuple[str, str, int]  # fact id, slot, position


@dataclass(frozen=True, slots=True)
class Key:
    """What mentions of one thing have in common, and why they are one."""

    kind: str
    name: str
    article: str = ""  # only within this one
    reason: str = field(default="", compare=False)  # "Platforms" and "platforms" are one


def identify(facts: Sequence[Fact], grammar: Grammar) -> tuple[tuple[Identity, ...], Mapping[Place, str]]:
    """The things that the facts speak of, and which of them fills each slot."""
    groups: dict[Key, list[tuple[Place, Mention]]] = {}
    for fact in facts:
        for slot, mentions in fact.slots.items():
            for position, mention in enumerate(mentions):
                if key := key_of(mention, grammar):
                    groups.setdefault(key, []).append(((fact.id, slot, position), mention))
    identities = {key: _identity(key, [mention for _, mention in group], grammar) for key, group in groups.items()}
    denotes = {place: identities[key].id for key, group in groups.items() for place, _ in group}
    ordered = tuple(sorted(identities.values(), key=lambda identity: identity.id))
    return ordered, dict(sorted(denotes.items()))


def key_of(mention: Mention, grammar: Grammar) -> Key | None:
    """What the mention is known by; None for numbers, dates and words."""
    article = mention.span.article
    match mention.value:
        case Name(known=str(known)):
            return Key("known", known, reason=f"{known!r} is a known name")
        case Name(label=label) if grammar.is_a(mention.type, "Person"):
            # A surname alone says who somebody is in its own article, and nowhere else.
            single = " " not in label
            return Key("Person", label.casefold(), article if single else "", reason=f"called {label!r}")
        case Name(label=label):
            return Key(family(mention.type, grammar), label.casefold(), reason=f"called {label!r}")
        case Group(label=label):
            return Key(mention.type, label.casefold(), article, reason=f"described as {label!r} in {article}")
    return None


def family(kind: str, grammar: Grammar) -> str:
    """The widest class within which one name is one thing: a company and its platform are two."""
    for wide in grammar.kinds("families"):
        if grammar.is_a(kind, wide):
            return wide
    return kind


def _identity(key: Key, mentions: Sequence[Mention], grammar: Grammar) -> Identity:
    labels = Counter(_label(mention) for mention in mentions)
    label = max(labels, key=lambda label: (labels[label], len(label), label))
    known = grammar.names.get(key.name) if key.kind == "known" else None
    spans = sorted({mention.span for mention in mentions}, key=lambda span: (span.article, span.start, span.end))
    names = {*labels, *(known.aliases if known else ())} - {label}
    return Identity(
        id="e-" + fingerprint(key.kind, key.name, key.article),
        type=known.type if known else _kind(mentions, grammar),
        label=known.name if known else label,
        names=tuple(sorted(names)),
        mentions=tuple(spans),
        known=known.key if known else None,
        reasons=(key.reason, *_links(mentions)),
    )


def _label(mention: Mention) -> str:
    assert isinstance(mention.value, Name | Group)
    return mention.value.label


def _kind(mentions: Sequence[Mention], grammar: Grammar) -> str:
    """The narrowest of the types that most mentions have."""
    kinds = Counter(mention.type for mention in mentions)
    return max(kinds, key=lambda kind: (kinds[kind], len(grammar.ontology.lineage.get(kind, ())), kind))


def _links(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Why words that do not hold the name mean it."""
    return tuple(sorted({f"{_words(mention.span)}: {mention.because}" for mention in mentions if mention.because}))


def _words(span: Span) -> str:
    return f"{span.text!r} ({span.article})"
