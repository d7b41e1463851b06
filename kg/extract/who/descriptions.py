"""Whom a description means: "the watchdog", "China's market regulator", "the Menlo Park company", "the two firms"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.syntax.phrases import noun_label
from kg.extract.syntax.subjects import conjuncts
from kg.extract.who.belongings import (
    belongs_to,
    by_what_it_has,
    firm_of_person,
    owned_words,
    owners_named,
    seated_in,
    things_at,
)
from kg.extract.who.known_names import adjective_index
from kg.extract.who.salience import Reference, Sieve, Thing, most_salient
from kg.grammar import Grammar, KnownName, once
from kg.tokens import Token

WHOLE_TEXT = 1000  # sentences, for a description
NEAR = 3  # sentences, for the country that "the interior ministry" is of


def coordinated(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    """Everything named in one list with the word; nothing where one of them is no agent."""
    top = token
    while (top.dep_ == "conj" and top.head.pos_ == "PROPN") or (
        top.dep_ == "appos"
        and top.head.pos_ == "PROPN"
        and top.head in conjuncts(top.head)
        and top in conjuncts(top.head)
    ):
        top = top.head
    heads = conjuncts(top)
    if not all(head.i in sieve.found for head in heads):
        return ()
    things = [thing for head in heads for thing in sieve.found[head.i].things]
    agents = all(sieve.grammar.is_a(thing.type, *sieve.grammar.kinds("actors")) for thing in things)
    return tuple(dict.fromkeys(things)) if agents else ()


def description(token: Token, sieve: Sieve) -> Reference | None:
    """ "the watchdog", "China's market regulator", "the Menlo Park company", "the microblogging platform"."""
    kinds = described_kinds(token, sieve.grammar)
    if not kinds:
        return None
    country, definite = _country_of(token, sieve), _is_definite(token)
    if office := _local_office(token, sieve):
        return Reference(token.i, token.i + 1, (office,), "an office in that place")
    if known := _known_description(token, country, sieve):
        thing = _as_called(known, sieve)
        return Reference(token.i, token.i + 1, (thing,), f"{noun_label(token)!r} of {known.country}")
    if found := by_what_it_has(token, sieve):
        return Reference(token.i, token.i + 1, found, "its own words name it")
    if found := firm_of_person(token, sieve):
        return Reference(token.i, token.i + 1, found, "named beside whose it is")
    if not definite or _says_whose(token, sieve):
        return None
    if token.tag_ == "NNS":
        return _plural_description(token, kinds, sieve)
    if repeated := _same_again(token, sieve):
        return repeated
    found = most_salient(token, sieve, lambda thing: _fit(thing, token, kinds, country, sieve), look_back=WHOLE_TEXT)
    return Reference(token.i, token.i + 1, found, f"the last {token.lower_} spoken of") if found else None


def _says_whose(token: Token, sieve: Sieve) -> bool:
    """ "the head of Acme" is somebody of his own, not the last person spoken of."""
    return any(
        child.lower_ in ("of", "at", "behind")
        and any(things_at(pobj, sieve) for pobj in child.children if pobj.dep_ == "pobj")
        for child in token.children
    )


def _same_again(token: Token, sieve: Sieve) -> Reference | None:
    """ "the same office": the last one called so."""
    if not any(child.lower_ == "same" for child in token.lefts):
        return None
    for spoken, things in reversed(sieve.spoken):
        if spoken.lemma_.lower() == token.lemma_.lower() and len(things) == 1:
            return Reference(token.i, token.i + 1, things, f"the same {token.lower_}")
    return None


def _local_office(token: Token, sieve: Sieve) -> Thing | None:
    """ "CAC's Beijing office", "the Beijing authority": the office there of a body spoken of."""
    if token.lemma_.lower() not in sieve.grammar.word_set("possessions", "local office"):
        return None
    modifiers = [
        child for child in token.lefts if child.dep_ in ("compound", "nmod", "amod") and not things_at(child, sieve)
    ]
    if any(child.lower_ not in sieve.grammar.word_set("possessions", "any") for child in modifiers):
        return None
    places = [
        thing.label
        for child in token.lefts
        if child.dep_ in ("compound", "nmod", "amod", "poss")
        for thing in things_at(child, sieve)
        if thing.type == "Place"
    ]
    if not places:
        return None
    holders = [child for child in token.lefts if child.dep_ == "poss"]
    holders += [pobj for child in token.children if child.lower_ == "of" for pobj in child.children]
    parents = [
        thing
        for holder in holders
        for thing in things_at(holder, sieve)
        if sieve.grammar.is_a(thing.type, *sieve.grammar.kinds("authority"))
    ]
    labels = [parent.label for parent in parents]
    for known in seated_in(sieve.grammar).get(places[0], ()):
        parent = known.parent if known.parent != known.name else None
        if parent and (parent in labels or (not parents and sieve.frequency[parent])):
            return _as_called(known, sieve)
    return Thing(f"{places[0]} office of the {parents[0].label}", parents[0].type) if parents else None


def _as_called(known: KnownName, sieve: Sieve) -> Thing:
    """The thing under the label that the text gives it elsewhere, else under its own name."""
    return sieve.known.get(known.key) or Thing(known.name, known.type, known.key)


def described_kinds(token: Token, grammar: Grammar) -> tuple[str, ...]:
    """The classes that a noun may describe."""
    kinds = grammar.kinds_by_noun.get(token.lemma_.lower(), ())
    return tuple(kind for kind in kinds if grammar.is_a(kind, *grammar.kinds("actors"), "Country"))


def _is_definite(token: Token) -> bool:
    return _is_the_most(token) or any(
        child.lower_ in ("the", "this", "that", "these", "both")
        or (child.dep_ == "poss" and child.lemma_.lower() in ("country", "his", "her"))
        for child in token.children
    )


def _is_the_most(token: Token) -> bool:
    """ "Kenya's largest messaging service": there is only one."""
    owned = any(child.dep_ == "poss" and child.ent_type_ == "GPE" for child in token.lefts)
    best = any(child.tag_ == "JJS" and child.dep_ == "amod" for child in token.lefts)
    return owned and best and token.dep_ in ("nsubj", "nsubjpass") and token.tag_ == "NN"


def _country_of(token: Token, sieve: Sieve) -> str | None:
    adjectives = adjective_index(sieve.grammar)
    for child in token.lefts:
        if child.text in adjectives and child.i not in sieve.found:
            return adjectives[child.text]
        if child.dep_ == "poss" and child.lemma_.lower() == "country":
            return sieve.country
        if child.dep_ in ("poss", "compound", "nmod") and child.i in sieve.found:
            for thing in sieve.found[child.i].things:
                if thing.type == "Country":
                    return thing.label
    return None


def _known_description(token: Token, country: str | None, sieve: Sieve) -> KnownName | None:
    words = noun_label(token).lower()
    index = described_index(sieve.grammar)
    plain = " " not in words and token.lemma_.lower() not in ("government", "parliament")
    understood = _is_definite(token) and not plain
    place = country or (_country_around(token, sieve) if understood else None)
    if not place:
        return None
    if not country and " " in words:
        return next((known for called, known in index.get(place, ()) if words == called), None)
    fitting = [known for called, known in index.get(place, ()) if words == called or words.endswith(" " + called)]
    return fitting[0] if fitting else None


def _country_around(token: Token, sieve: Sieve) -> str | None:
    """The country spoken of last before the word and near it, else that of the text."""
    here = sieve.sentence[token.i]
    for spoken, things in reversed(sieve.spoken):
        if here - sieve.sentence[spoken.i] > NEAR:
            break
        for thing in things:
            known = sieve.grammar.names.get(thing.known or "")
            if thing.type == "Country":
                return thing.label
            official = sieve.grammar.is_a(thing.type, *sieve.grammar.kinds("authority"))
            seat = sieve.grammar.is_a(thing.type, *sieve.grammar.kinds("where"))
            if known and known.country and (official or (seat and _is_of_authority(spoken, sieve.grammar))):
                return known.country
    return sieve.country if token.lemma_.lower() in ("government", "parliament") else None


def _is_of_authority(place: Token, grammar: Grammar) -> bool:
    """ "Nairobi's Milimani court", "a Moscow court": the place of a body of its state."""
    if place.dep_ not in ("poss", "compound", "nmod"):
        return False
    return any(grammar.is_a(kind, *grammar.kinds("authority")) for kind in described_kinds(place.head, grammar))


@once
def described_index(grammar: Grammar) -> Mapping[str, list[tuple[str, KnownName]]]:
    """Country → what its known bodies are called, the longest description first."""
    index: dict[str, list[tuple[str, KnownName]]] = {}
    for known in grammar.names.values():
        for called in known.called:
            index.setdefault(known.country or "", []).append((called.lower(), known))
    for found in index.values():
        found.sort(key=lambda entry: (-len(entry[0]), entry[1].name))
    return index


def _plural_description(token: Token, kinds: tuple[str, ...], sieve: Sieve) -> Reference | None:
    """ "the two companies", "the platforms": those last named together, or so many of the kind."""
    wanted = _number_of(token)
    here, reach = sieve.sentence[token.i], 6 if wanted else 2
    single: dict[Thing, None] = {}
    for spoken, things in reversed(sieve.spoken):
        if here - sieve.sentence[spoken.i] > reach:
            break
        members = coordinated(spoken, sieve)
        fitting = len(members) > 1 and all(kind_fits(thing.type, kinds, sieve.grammar) for thing in members)
        if fitting and token not in spoken.subtree and wanted in (None, len(members)):
            return Reference(token.i, token.i + 1, members, f"the {token.lower_} named together")
        single.update((thing, None) for thing in things if sieve.grammar.is_a(thing.type, *kinds))
    if wanted and len(single) == wanted:
        return Reference(token.i, token.i + 1, tuple(reversed(single)), f"the {wanted} {token.lower_} spoken of")
    return None


def _number_of(token: Token) -> int | None:
    """Two of "both companies", ten of "the ten platforms"."""
    if any(child.lower_ == "both" for child in token.lefts):
        return 2
    return next((number_of_word(child) for child in token.children if child.dep_ == "nummod"), None)


def number_of_word(token: Token) -> int | None:
    """Three of "three" and of "3"; none of what is no small number."""
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words.index(token.lower_) if token.lower_ in words else int(token.text) if token.text.isdigit() else None


def _fit(thing: Thing, token: Token, kinds: tuple[str, ...], country: str | None, sieve: Sieve) -> float | None:
    """How well a description suits a thing; None: not at all."""
    grammar = sieve.grammar
    if not kind_fits(thing.type, kinds, grammar):
        return None
    known = grammar.names.get(thing.known) if thing.known else None
    company, service = grammar.kind("company"), grammar.kind("service")
    if known and known.owner and thing.type == service and service not in kinds and sieve.frequency[known.owner]:
        return None  # "the company" is who owns the app
    either = {country, None if {company, service} & {*kinds} else country}
    if thing.type == "Person":
        if country and not _is_alone(thing, sieve):
            return None
    elif country and (known is None or known.country not in either):
        return None
    if _is_special(token, thing, known, grammar):
        return None
    if thing.type == "Person":
        posts = sieve.posts.get(thing.label, set())
        official = 3.5 if not posts and _decides(thing, token, sieve) else 0.0
        return 2.0 if token.lemma_.lower() in posts else -1.0 if posts else official
    exact = 1.0 if grammar.is_a(thing.type, *kinds) else 0.0 if known else -1.5
    if thing.type == service and company in kinds and not (known and known.owner):
        exact = 0.8  # a service of nobody else's is called a firm as well
    if known is None and grammar.is_a(thing.type, "Organisation"):
        exact -= 0.5
    if thing.type == company and company not in kinds:
        exact -= 1.0
    if token.lemma_.lower() in sieve.posts.get(thing.label, ()):
        exact += 0.5  # the text has called it so
    exact += _alone_called(token, thing, sieve)
    if token.lemma_.lower() in thing.label.lower().split():
        exact += 1.0  # "the administration" is one that is called so
    return _with_modifiers(exact, token, known, sieve)


def _alone_called(token: Token, thing: Thing, sieve: Sieve) -> float:
    """ "Foo, a website for films, ... the site": more surely the one that has been called so than any other."""
    noun = token.lemma_.lower()
    called = {label for beside, told in sieve.beside.items() if beside.endswith(noun) for label in told}
    return 1.0 if called == {thing.label} else 0.0


def _decides(person: Thing, post: Token, sieve: Sieve) -> bool:
    """ "Lopez decreed a ban ... the judge": who does what only officials do is the one called by an office."""
    words = sieve.grammar.word_set
    if post.lemma_.lower() not in words("name_contexts", "offices"):
        return False
    acts = words("name_contexts", "authority acts")
    return any(
        things == (person,) and spoken.dep_ == "nsubj" and spoken.head.lemma_ in acts for spoken, things in sieve.spoken
    )


def _is_alone(person: Thing, sieve: Sieve) -> bool:
    """No other person has been spoken of: "the US president" is the one there is."""
    return {thing for _, things in sieve.spoken for thing in things if thing.type == "Person"} == {person}


def _with_modifiers(exact: float, token: Token, known: KnownName | None, sieve: Sieve) -> float | None:
    """The likeness, seen what stands before the noun: "the ride-hailing group", "the Menlo Park company"."""
    grammar = sieve.grammar
    holders = [thing for child in token.lefts for thing in owners_named(child, sieve)]
    if holders and known is not None:
        return exact + 2.0 if any(belongs_to(known, holder, grammar) for holder in holders) else None
    modifiers = [
        _place_of(child)
        for child in token.lefts
        if child.dep_ in ("compound", "amod", "nmod") and child.text not in adjective_index(grammar)
    ]
    modifiers = [child for child in modifiers if _tells(child, grammar)]
    if not modifiers:
        return exact
    places = [thing for child in modifiers for thing in things_at(child, sieve) if grammar.is_a(thing.type, "Place")]
    if places and len(places) == len(modifiers) and (known is None or not known.place):
        return exact  # the place tells something new
    countries = {one.country for place in places if (one := grammar.names.get(place.known or ""))}
    seated = any(sieve.frequency[one.name] for place in places for one in seated_in(grammar).get(place.label, ()))
    if known is not None and known.country and countries == {known.country} and not seated:
        if _is_local(places, known, grammar):
            return None
        return exact + 0.5  # "the California firm"
    if known is None:
        return exact - 1.0
    owner = grammar.names.get(known.owner or "")
    belongs = (known.place or "", known.owner or "", known.parent or "", (owner.place or "") if owner else "")
    described = " ".join((known.name, *known.sector, *known.called, *belongs, *owned_words(known, grammar))).lower()
    if any(child.lemma_.lower() in described or child.lower_ in described for child in modifiers):
        return exact + 2.0
    return None if described.strip() else exact - 0.5


def _tells(modifier: Token, grammar: Grammar) -> bool:
    """A word that tells one from another: not "the big group", nor the "e" of "the e-commerce group"."""
    stub = modifier.is_punct or (len(modifier.text) == 1 and modifier.text.islower())
    return not stub and modifier.lower_ not in grammar.word_set("possessions", "any")


def _is_local(places: Sequence[Thing], known: KnownName, grammar: Grammar) -> bool:
    """ "the Shanghai authority" is not the country's own, which sits in the capital."""
    country = grammar.names.get(known.country or "")
    capital = country.capital if country is not None else None
    authority = grammar.is_a(known.type, *grammar.kinds("authority"))
    return authority and capital is not None and all(place.label != capital for place in places)


def _is_special(token: Token, thing: Thing, known: KnownName | None, grammar: Grammar) -> bool:
    """The noun says what kind of thing it is, and nothing known of the thing agrees: "the chatbot", "the bureau"."""
    noun = token.lemma_.lower()
    if grammar.is_a(thing.type, "Person") or noun in grammar.word_set("possessions", "generic"):
        return False
    if any(
        grammar.is_a(thing.type, kind) and noun in grammar.word_set("possessions", kind)
        for kind in grammar.words["possessions"]
        if kind in grammar.ontology.classes
    ):
        return False
    told = " ".join((thing.label, *((*known.sector, *known.called, *known.aliases) if known else ())))
    return noun not in told.lower()


def _place_of(modifier: Token) -> Token:
    """ "Beijing" of "Beijing-based"."""
    if modifier.lower_ not in ("based", "headquartered"):
        return modifier
    return next((child for child in modifier.children if child.pos_ == "PROPN"), modifier)


def kind_fits(kind: str, kinds: tuple[str, ...], grammar: Grammar) -> bool:
    """A thing of that kind may be described by a noun for any of those kinds."""
    if grammar.is_a(kind, *kinds):
        return True
    if any(grammar.is_a(wanted, kind) for wanted in kinds) and kind in ("Organisation", "Person"):
        return True
    either = {*grammar.kinds("company"), *grammar.kinds("service")}
    return bool(either & {*kinds}) and kind in {*either, "Organisation"}
