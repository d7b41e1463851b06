"""Where bodies have their seat, and what they belong to: "at Acme Research in Taipei" hangs on the body's name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate import Parse
from kg.extract.who.known_names import NameSpan, head_token
from kg.grammar import Grammar
from kg.tokens import Token


def seat_places(parse: Parse, names: Sequence[NameSpan], grammar: Grammar) -> None:
    """Hang "in Taipei", "at the University of Leeds" on the name right before it, of whatever hangs around it."""
    by_start = {name.start: name for name in names}
    for name in names:
        preposition = parse.doc[name.end] if name.end < len(parse.doc) else None
        if preposition is None or preposition.lower_ not in ("in", "at") or preposition.dep_ != "prep":
            continue
        first = name.end + 1
        first += first < len(parse.doc) and parse.doc[first].lower_ == "the"
        place, head = by_start.get(first), head_token(parse.doc, name)
        if place is None or (not head.is_ancestor(preposition) and not _is_beside(preposition, head)):
            continue
        fits = _is_seat(name, place, head, grammar) if preposition.lower_ == "in" else _is_roof(name, place, grammar)
        if fits and preposition.head != head:
            preposition.head = head


def _is_beside(preposition: Token, name: Token) -> bool:
    """The preposition hangs on what governs the name."""
    return preposition.head in (name.head, name.head.head)


def _is_seat(name: NameSpan, place: NameSpan, head: Token, grammar: Grammar) -> bool:
    """A research body's place, or that of the unknown firm that somebody works at."""
    if place.type is None or not grammar.is_a(place.type, "Place") or name.type is None:
        return False
    if grammar.is_a(name.type, "University", "Institute"):
        return True
    governor = head.head.head
    works = head.dep_ == "pobj" and head.head.lower_ in ("at", "with") and governor.pos_ == "NOUN"
    worker = works and governor.lemma_.lower() in grammar.word_set("heads", "Person")
    return worker and name.known is None and grammar.is_a(name.type, "Organisation")


def _is_roof(name: NameSpan, roof: NameSpan, grammar: Grammar) -> bool:
    """An institute is part of the university that it is at."""
    if name.type is None or roof.type is None or not grammar.is_a(roof.type, "University"):
        return False
    return grammar.is_a(name.type, "Institute", "University")
