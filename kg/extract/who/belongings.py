"""What belongs to whom: "the owner of Weibo", "its short-video app", "the ByteDance unit", "the Meta-owned app"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.syntax.phrases import noun_label
from kg.extract.who.salience import Sieve, Thing
from kg.grammar import Grammar, KnownName, once
from kg.tokens import Token


def by_what_it_has(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    """ "the Zhihu app", "the app of Zhihu", "the operator of Weibo", "its owner": named by the words around it."""
    owners = token.lemma_.lower() in sieve.grammar.word_set("possessions", "owner")
    inner = [
        pobj
        for child in token.children
        if child.lower_ in ("of", "behind")
        for pobj in child.children
        if pobj.dep_ == "pobj"
    ]
    beside = [child for child in token.lefts if child.dep_ in ("compound", "nmod")]
    belonging = [child for child in token.lefts if child.dep_ == "poss"]
    if token.tag_ != "NN":
        return ()
    if owners:
        held = [thing for one in (*inner, *beside, *belonging) for thing in things_at(one, sieve)]
        return tuple(dict.fromkeys(owner for thing in held for owner in _owner_of(thing, sieve)))[:1]
    service = sieve.grammar.kind("service")
    if token.lemma_.lower() in sieve.grammar.word_set("possessions", "owned"):
        holders = [thing for one in beside for thing in things_at(one, sieve)]
        return tuple(_spoken_of_holder(holders, sieve))[:1]
    if token.lemma_.lower() not in sieve.grammar.word_set("possessions", "itself"):
        return ()
    named = [thing for one in (*inner, *beside) for thing in things_at(one, sieve) if thing.type == service]
    holders = [thing for one in belonging for thing in things_at(one, sieve)]
    itself = [thing for thing in holders if thing.type == service and noun_label(token).lower().count(" ") == 0]
    return tuple((*named, *itself)[:1]) or tuple(_service_of(token, holders, sieve))


def firm_of_person(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    """ "his company", of Ana Lopez "who heads Foo's office in Lagos": what the text has named beside her."""
    firms = (*sieve.grammar.kinds("company"), *sieve.grammar.kinds("service"))
    if token.tag_ != "NN" or not {token.lemma_.lower()} & sieve.grammar.word_set("possessions", "employing"):
        return ()
    whose = (child for child in token.lefts if child.dep_ == "poss" and child.lower_ in ("his", "her"))
    people = {thing for child in whose for thing in things_at(child, sieve) if thing.type == "Person"}
    for spoken, things in reversed(sieve.spoken if people else ()):
        if people.isdisjoint(things):
            continue
        for word in spoken.subtree:
            for thing in things_at(word, sieve) if word.i < token.i else ():
                if thing.type in firms:
                    return (thing,)
    return ()


def _spoken_of_holder(holders: list[Thing], sieve: Sieve) -> Iterator[Thing]:
    """ "the ByteDance unit": what is ByteDance's, of what has been spoken of, the last first."""
    for _, things in reversed(sieve.spoken):
        for thing in things:
            known = sieve.grammar.names.get(thing.known or "")
            if known and any(belongs_to(known, holder, sieve.grammar) for holder in holders):
                yield thing


def _service_of(token: Token, holders: list[Thing], sieve: Sieve) -> Iterator[Thing]:
    """ "its short-video app", of ByteDance: the one service of the holder that is described so."""
    words = noun_label(token).lower()
    owned = [
        known for owner in {holder.label for holder in holders} for known in _owned_by(sieve.grammar).get(owner, ())
    ]
    fitting = [known for known in owned if any(words.endswith(sector.lower()) for sector in known.sector)]
    if len(fitting) == 1:
        yield Thing(fitting[0].name, fitting[0].type, fitting[0].key)


def things_at(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    """What a word stands for, also where its name is understood only further on."""
    reference = sieve.found.get(token.i) or None
    if reference is None and token.i in sieve.named:
        return (sieve.named[token.i],)
    return reference.things if reference else ()


def _owner_of(thing: Thing, sieve: Sieve) -> Iterator[Thing]:
    known = sieve.grammar.names.get(thing.known or "")
    owner = sieve.grammar.names.get(known.owner or known.parent or "") if known else None
    if owner is not None and owner.name.startswith(thing.label):
        yield thing  # "the operator of Reddit": Reddit, whatever the firm's full name
    elif owner is not None:
        yield Thing(owner.name, owner.type, owner.key)


def owners_named(modifier: Token, sieve: Sieve) -> Iterator[Thing]:
    """Meta of "Meta-owned"."""
    if modifier.lemma_ == "own" and modifier.i < modifier.head.i:
        for child in modifier.children:
            yield from things_at(child, sieve)


def belongs_to(known: KnownName, holder: Thing, grammar: Grammar) -> bool:
    """The thing is the holder's, or that of the holder's own owner: WhatsApp is Meta's as Facebook is."""
    above = grammar.names.get(holder.known or "")
    owners = {holder.label, above.owner if above else None} - {None}
    return bool(owners & {known.owner, known.parent})


def owned_words(known: KnownName, grammar: Grammar) -> Iterator[str]:
    """The names of what a firm owns, and what that is."""
    for other in _owned_by(grammar).get(known.name, ()):
        yield other.name
        yield from other.sector


@once
def _owned_by(grammar: Grammar) -> Mapping[str, Sequence[KnownName]]:
    """Each owner → the known names that are its own."""
    index: dict[str, list[KnownName]] = {}
    for known in grammar.names.values():
        if known.owner:
            index.setdefault(known.owner, []).append(known)
    return index


@once
def seated_in(grammar: Grammar) -> Mapping[str, Sequence[KnownName]]:
    """Each place → the known names that have their seat there."""
    index: dict[str, list[KnownName]] = {}
    for known in grammar.names.values():
        if known.place:
            index.setdefault(known.place, []).append(known)
    return index
