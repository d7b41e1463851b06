"""Which names of a text mean one thing: full names, short names, acronyms in brackets, surnames."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate import Parse
from kg.extract.who.known_names import NameSpan
from kg.extract.who.salience import Thing
from kg.grammar import Grammar


def named_things(parse: Parse, names: Sequence[NameSpan], grammar: Grammar) -> Iterator[tuple[NameSpan, Thing]]:
    """Each name's thing: later short forms and acronyms join the full name."""
    full: list[Thing] = []
    short = dict(_bracketed_acronyms(parse, names))
    called = _own_names(parse, names, grammar)
    for name in names:
        base = short.get(name, name)
        if base.known in called:
            base = replace(base, label=called[base.known])
        thing = _same_thing(base, full, grammar) or _new_thing(base)
        if thing is not None:
            if thing not in full:
                full.append(thing)
            yield name, thing


def _own_names(parse: Parse, names: Sequence[NameSpan], grammar: Grammar) -> dict[str | None, str]:
    """What this article calls a body in full, where that is not its name of today or of elsewhere."""
    called: dict[str | None, str] = {}
    for name in names:
        words = parse.doc[name.start : name.end].text
        if not name.known or not name.type or not grammar.is_a(name.type, "Organisation") or len(words.split()) < 2:
            continue
        if words == name.known:
            called[name.known] = words  # its own name comes first
        elif (
            called.get(name.known) != name.known
            and words not in name.known
            and len(words) > len(called.get(name.known, ""))
        ):
            called[name.known] = words
    return called


def _new_thing(name: NameSpan) -> Thing | None:
    return Thing(name.label, name.type, name.known) if name.type else None


def _bracketed_acronyms(parse: Parse, names: Sequence[NameSpan]) -> Iterator[tuple[NameSpan, NameSpan]]:
    """ "National Telecommunications Agency (Anatel)": the bracket names the same thing, everywhere."""
    defined: dict[str, NameSpan] = {}
    for before, after in itertools.pairwise(names):
        between = parse.doc[before.end : after.start].text if after.start >= before.end else ""
        closes = after.end < len(parse.doc) and parse.doc[after.end].text in (")", ",", ";")
        opens = between.strip() in ("(", "(the", "(or the")
        if opens and closes and after.size <= 2 and before.type != "Place" and not _is_whose(before, after):
            defined[after.label] = before if not (after.known and not before.known) else after
            if after.known and not before.known:
                defined[before.label] = after
    for name in names:
        if name.label in defined and defined[name.label] is not name:
            yield name, defined[name.label]


def _is_whose(before: NameSpan, after: NameSpan) -> bool:
    """ "Maria Lopez (Oxford University)", "WhatsApp (Meta)": where they belong, no other name."""
    both_known = before.known is not None and after.known is not None
    return (before.type == "Person" and after.type not in (None, "Person")) or (
        both_known and before.known != after.known
    )


def _same_thing(name: NameSpan, full: Sequence[Thing], grammar: Grammar) -> Thing | None:
    for thing in full:
        if (name.known and thing.known == name.known) or (not name.known and thing.label == name.label):
            return thing
    if name.known:
        return None
    for thing in reversed(full):
        if _is_short_for(name, thing, grammar):
            return thing
    return None


def _is_short_for(name: NameSpan, thing: Thing, grammar: Grammar) -> bool:
    """A surname, the first words of a company's name, or the initials of either."""
    short, long = name.label.split(), thing.label.split()
    if name.type is not None and not _compatible(name.type, thing.type, grammar):
        return False
    if len(short) >= len(long) or (name.because.endswith("say Company") and thing.type != "Company"):
        return False  # "Globex VPN is run by Globex": the firm is not what it runs
    if (
        len(short) == 1
        and name.because.startswith("a name with")
        and grammar.is_a(thing.type, *grammar.kinds("called by a word"))
    ):
        return short[0] in long  # "the Commission", "the Act"
    if thing.type == "Person":
        return short == long[-len(short) :] or (len(short) == 1 and short[0] in (long[0], long[-1]))
    if len(short) == 1 and short[0].isupper() and len(short[0]) > 2:
        return short[0] == "".join(word[0] for word in long if word[0].isupper())
    return short == long[: len(short)] and thing.type != "Place"


def _compatible(left: str, right: str, grammar: Grammar) -> bool:
    return (
        grammar.is_a(left, right)
        or grammar.is_a(right, left)
        or {left, right} <= {grammar.kind("company"), grammar.kind("service"), "Organisation"}
    )
