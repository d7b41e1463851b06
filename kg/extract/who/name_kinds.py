"""What kind of thing an unknown name stands for: its own words tell, or the words around it, all through the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.annotate import Parse
from kg.extract.syntax.subjects import conjuncts, list_start
from kg.extract.who.known_names import NameSpan, head_token, known_places
from kg.grammar import Grammar
from kg.tokens import Doc, Token


def typed(name: NameSpan, doc: Doc, grammar: Grammar) -> NameSpan:
    """An unknown name whose own words tell its kind: "... Commission", "... University", "... Act"."""
    if name.known or _is_title(name, doc, grammar):
        return name
    kinds = grammar.words["name_words"]
    words = [doc[i].text for i in range(name.start, name.end)]
    at = next((i for i, word in enumerate(words) if i and word in ("of", "on", "for", "against")), len(words))
    head = words[at - 1]
    for kind in kinds:
        if head in grammar.word_set("name_words", kind) or words[0] in grammar.word_set("name_openers", kind):
            return replace(name, type=kind, because=f"a name with {head!r}")
    return name


def _is_title(name: NameSpan, doc: Doc, grammar: Grammar) -> bool:
    """ "Commissioner Ada Lund": what stands before her name alone names no body."""
    follows = name.end < len(doc) and doc[name.end].pos_ == "PROPN"
    return name.size == 1 and follows and doc[name.start].text in grammar.word_set("name_contexts", "person before")


def with_evidence(names: list[NameSpan], parse: Parse, grammar: Grammar) -> Iterator[NameSpan]:
    """Unknown names with the type that their neighbours give them, the same all through the text."""
    votes: dict[str, Counter[str]] = {}
    full = _full_names(names, grammar)
    known = {head_token(parse.doc, name).i: name for name in names if name.known}
    for name in names:
        if not name.known:
            label = full.get(name.label, name.label)
            for kind, weight in (*_hints(name, parse.doc, grammar), *_fellows(name, parse.doc, known, grammar)):
                votes.setdefault(label, Counter())[kind] += weight
            if label.endswith(" " + name.label):
                votes.setdefault(label, Counter())["Person"] += 2  # only people are called by their last word
    votes = {label: _possible(counts, grammar) for label, counts in votes.items()}
    certain = {name.label: name.type for name in names if name.because}
    for name in names:
        label = full.get(name.label, name.label)
        if name.known or not votes.get(label) or name.because:
            yield name
            continue
        kind = certain.get(label) or max(votes[label].items(), key=lambda item: (item[1], item[0]))[0]
        yield replace(name, type=kind, because=f"its neighbours say {kind}")


def _fellows(name: NameSpan, doc: Doc, known: Mapping[int, NameSpan], grammar: Grammar) -> Iterator[tuple[str, int]]:
    """ "WeChat, Foo and Bar": what is listed with known services or firms is likely one, too."""
    head = head_token(doc, name)
    listed = [one for one in conjuncts(list_start(head)) if one.i in known and one != head]
    kinds = {known[one.i].type for one in listed} & {*grammar.kinds("service"), *grammar.kinds("company")}
    somebody = name.type == grammar.kind("PERSON") and name.size > 1
    if len(kinds) == 1 and not somebody:
        yield str(kinds.pop()), 2


def _possible(votes: Counter[str], grammar: Grammar) -> Counter[str]:
    """The votes for classes that the ontology has."""
    return Counter({kind: weight for kind, weight in votes.items() if kind in grammar.ontology.classes})


def _full_names(names: list[NameSpan], grammar: Grammar) -> dict[str, str]:
    """Surname or first word → the full name of the text that it is short for, where there is but one."""
    longer: dict[str, set[str]] = {}
    for name in names:
        words = name.label.split()
        if name.known or len(words) < 2 or not 1 < len(words) < 8:
            continue
        if name.type in ("Person", "Organisation", None) and not name.because:
            longer.setdefault(words[-1], set()).add(name.label)
        if name.type == grammar.kind("company"):
            longer.setdefault(words[0], set()).add(name.label)
    places = known_places(grammar)
    return {short: next(iter(labels)) for short, labels in longer.items() if len(labels) == 1 and short not in places}


def _hints(name: NameSpan, doc: Doc, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """The classes that the words around a name speak for, with a weight."""
    if name.type:
        yield name.type, 2 if name.size > 1 else 1
    if name.label in known_places(grammar):
        yield "Place", 8
    head = head_token(doc, name)
    yield from _described(head, grammar)
    yield from _by_preposition(head, grammar)
    if (
        head.i + 1 < len(doc)
        and head.head.i == head.i + 1
        and head.head.lemma_ in grammar.word_set("name_contexts", "platform after")
    ):
        yield grammar.kind("service"), 3
    title = doc[name.start - 1] if name.start else None
    if title is not None and title.lower_ == "surnamed":
        yield "Person", 8
    if title is not None and title.text.rstrip(".") in grammar.word_set("name_contexts", "person before"):
        yield "Person", 5
    if head.dep_ == "nsubj" and head.head.lemma_ in grammar.word_set("name_contexts", "authority acts"):
        yield grammar.kind("authority"), 2
    by_it = head.dep_ == "pobj" and head.head.dep_ == "agent" and head.head.head.lemma_
    if by_it and by_it in grammar.word_set("name_contexts", "person acts") and name.size > 1:
        yield grammar.kind("PERSON"), 4
    somebody = name.type == grammar.kind("PERSON") and name.size > 1
    if by_it and by_it in grammar.word_set("name_contexts", "company acts") and not somebody:
        yield grammar.kind("company"), 4


# How much a noun beside a name tells of its class.
DESCRIBED = {"surely described": 5, "well described": 4, "loosely described": 3}


def _described(head: Token, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """ "the freight app Yunmanman", "Douban, a website for reviews", "Ke Yan, head of research"."""
    nouns = [child for child in head.children if child.dep_ in ("appos", "compound", "nmod") and _is_common(child)]
    if head.dep_ == "appos" and _is_common(head.head):
        nouns.append(head.head)
    first = list_start(head)
    if first != head and first.dep_ == "appos" and first.head.tag_ == "NNS":  # "two apps, Foo and Bar"
        nouns.append(first.head)
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        nouns += [child for child in head.head.children if child.dep_ == "attr"]
    for noun in nouns:
        for kind, weight in ((kind, weight) for part, weight in DESCRIBED.items() for kind in grammar.kinds(part)):
            if noun.lemma_.lower() in grammar.word_set("heads", kind):
                yield kind, weight


def _is_common(noun: Token) -> bool:
    return noun.pos_ == "NOUN" or (noun.pos_ == "PROPN" and noun.is_lower)


def _by_preposition(head: Token, grammar: Grammar) -> Iterator[tuple[str, int]]:
    """ "posts on Weibo", "in Gansu"."""
    if head.dep_ == "pobj" and head.head.lower_ == "in" and head.ent_type_ in ("GPE", "LOC"):
        yield "Place", 2
    if (
        head.dep_ == "pobj"
        and head.head.lower_ in ("at", "of", "with")
        and head.head.head.lemma_.lower() in grammar.word_set("heads", "Person")
    ):
        yield "Organisation", 2
    parted = head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower()
    if parted and parted in grammar.word_set("name_contexts", "company of"):
        yield grammar.kind("company"), 4
    if (
        head.dep_ == "pobj"
        and head.head.lower_ == "on"
        and head.head.head.lemma_.lower() in grammar.word_set("name_contexts", "platform on")
    ):
        yield grammar.kind("service"), 3
