"""
Who is meant: names, short names, acronyms, descriptions and pronouns as the things they stand for.

A deterministic sieve in the order of the text: the surest clues first, and none where two things fit alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.annotate import Parse
from kg.extract.names import NameSpan, adjective_index, head_token
from kg.extract.phrases import noun_label
from kg.extract.roles import SUBJECTS, conjuncts
from kg.extract.salience import Reference, Sieve, Thing, most_salient, pronoun_fit
from kg.grammar import Grammar, KnownName

MASCULINE_OR_FEMININE = frozenset(["he", "him", "his", "she", "her", "himself", "herself"])
NEUTER = frozenset(["it", "its", "itself"])
PLURAL = frozenset(["they", "them", "their", "themselves"])
WHOLE_TEXT = 1000  # sentences, for a description


def find_references(
    parse: Parse, names: Sequence[NameSpan], grammar: Grammar, country: str | None
) -> Mapping[int, Reference]:
    """Token → what it stands for, for every name, description and pronoun that is understood."""
    sieve = Sieve(parse, grammar, country)
    for number, sentence in enumerate(parse.doc.sents):
        sieve.sentence.update((token.i, number) for token in sentence)
    things = dict(_named_things(parse, names, grammar))
    by_head = {head_token(parse.doc, name).i: name for name in names}
    sieve.starts.update((name.start, things[name]) for name in names if name in things)
    sieve.named.update((i, things[name]) for name in names if name in things for i in range(name.start, name.end))
    inside = {i for name in names for i in range(name.start, name.end)}
    for token in parse.doc:
        if token.i in by_head:
            name = by_head[token.i]
            if name in things:
                sieve.add(token, Reference(name.start, name.end, (things[name],), name.because))
        elif token.i not in inside and token.pos_ in ("NOUN", "PRON", "PROPN", "DET", "NUM", "ADJ"):
            if reference := _understood(token, sieve, by_head, things):
                sieve.add(token, reference)
    return sieve.found


# --- names ---------------------------------------------------------------------------------------


def _named_things(parse: Parse, names: Sequence[NameSpan], grammar: Grammar) -> Iterator[tuple[NameSpan, Thing]]:
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
        if (
            not name.known
            or not name.type
            or not grammar.is_a(name.type, "Organisation")
            or len(words.split()) < 2
        ):
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
        if between.strip() in ("(", "(the", "(or the") and closes and after.size <= 2 and before.type != "Place":
            defined[after.label] = before if not (after.known and not before.known) else after
            if after.known and not before.known:
                defined[before.label] = after
    for name in names:
        if name.label in defined and defined[name.label] is not name:
            yield name, defined[name.label]


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
    if len(short) >= len(long):
        return False
    if (
        len(short) == 1
        and name.because.startswith("a name with")
        and grammar.is_a(thing.type, "Authority", "Policy", "University")
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
        or {left, right} <= {"Company", "Platform", "Organisation"}
    )


# --- descriptions and pronouns -------------------------------------------------------------------


def _understood(
    token: Token, sieve: Sieve, by_head: Mapping[int, NameSpan], things: Mapping[NameSpan, Thing]
) -> Reference | None:
    if token.lower_ in MASCULINE_OR_FEMININE:
        return _pronoun(token, sieve, ("Person",))
    if token.lower_ in NEUTER:
        return _pronoun(token, sieve, ("Organisation", "Platform")) if not _is_dummy(token) else None
    if token.lower_ in PLURAL or token.lower_ in ("both", "all"):
        return _plural_pronoun(token, sieve)
    if token.lower_ == "whose":
        return _relative_possessive(token, sieve)
    if token.pos_ in ("NOUN", "PROPN"):
        return _appositive(token, by_head, things, sieve) or _description(token, sieve)
    return None


CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "csubj")
SEEMING = frozenset(["seem", "appear", "emerge", "happen", "transpire", "follow", "matter", "turn", "remain", "take"])


def _is_dummy(token: Token) -> bool:
    """ "It is hard to ...", "it emerged that", "it was announced that", "see to it that": no thing at all."""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ in ("nsubj", "nsubjpass"):
        clauses = [child for child in verb.children if child.dep_ in CLAUSAL and child.i > verb.i]
        complements = [
            one
            for child in verb.children
            if child.dep_ in ("acomp", "attr")
            for one in child.children
            if one.dep_ in CLAUSAL
        ]
        if verb.lemma_ == "be" or verb.lemma_ in SEEMING:
            return bool(clauses or complements) or verb.lemma_ in ("emerge", "transpire")
        return token.dep_ == "nsubjpass" and any(child.dep_ == "ccomp" for child in clauses)
    return token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lemma_ == "see"


def _relative_possessive(token: Token, sieve: Sieve) -> Reference | None:
    """ "Anatel, whose president ...": whose is what the clause describes."""
    clause = next((node for node in token.ancestors if node.dep_ == "relcl"), None)
    before = sieve.found.get(clause.head.i) if clause is not None else None
    return Reference(token.i, token.i + 1, before.things, "the clause is about it") if before else None


def _appositive(
    token: Token, by_head: Mapping[int, NameSpan], things: Mapping[NameSpan, Thing], sieve: Sieve
) -> Reference | None:
    """ "the country's internet watchdog, the Cyberspace Administration": the name tells who it is."""
    kinds = described_kinds(token, sieve.grammar)
    following = sieve.starts.get(token.i + 1)
    if following and kinds and token.tag_ == "NN" and _kind_fits(following.type, kinds, sieve.grammar):
        return Reference(token.i, token.i + 1, (following,), "the name follows at once")
    for child in _appositions(token):
        if child.i in by_head and (thing := things.get(by_head[child.i])) and child.i > token.i:
            if token in (child.head, child.head.head) or thing.type == "Person" and "Person" in kinds:
                return Reference(token.i, token.i + 1, (thing,), "the apposition names it")
    if token.dep_ == "appos" and token.head.i in by_head and (described := things.get(by_head[token.head.i])):
        if _is_apposition_of(token, described, kinds, sieve):
            return Reference(token.i, token.i + 1, (described,), "an apposition of the name")
    return None


def _appositions(token: Token) -> Iterator[Token]:
    """What stands beside a noun, also on the noun's own complement: "the head of Weibo, Lin Wa"."""
    for child in token.children:
        if child.dep_ == "appos":
            yield child
        elif child.dep_ == "acl" and child.lemma_.lower() in ("surname", "surnamed", "name", "call", "dub"):
            yield from (named for named in child.children if named.dep_ in ("oprd", "dobj", "attr", "appos"))
    for preposition in token.children:
        if preposition.dep_ == "prep":
            for inner in preposition.children:
                yield from (child for child in inner.children if child.dep_ == "appos")


def _is_apposition_of(token: Token, thing: Thing, kinds: tuple[str, ...], sieve: Sieve) -> bool:
    """The noun may describe the thing: it is no other member of a list."""
    if not kinds or token.tag_ == "NNS":
        return not kinds or _kind_fits(thing.type, kinds, sieve.grammar)
    return _kind_fits(thing.type, kinds, sieve.grammar) or sieve.grammar.is_a(thing.type, "Agent")


def _pronoun(token: Token, sieve: Sieve, types: tuple[str, ...]) -> Reference | None:
    found = most_salient(token, sieve, lambda thing: pronoun_fit(thing, token, types, sieve.grammar))
    return Reference(token.i, token.i + 1, found, f"{token.lower_!r} is the most salient before it") if found else None


def _plural_pronoun(token: Token, sieve: Sieve) -> Reference | None:
    if token.lower_ in ("both", "all") and token.dep_ not in (*SUBJECTS, "dobj", "pobj"):
        return None
    here = sieve.sentence[token.i]
    for spoken, things in reversed(sieve.spoken):
        if here - sieve.sentence[spoken.i] > 2:
            return None
        members = _coordinated(spoken, sieve)
        members = things if len(things) > 1 and not members else members
        if len(members) > 1 and token not in spoken.subtree:
            return Reference(token.i, token.i + 1, members, f"{token.lower_!r} are those named together")
    return None


def _coordinated(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    top = token
    while (top.dep_ == "conj" and top.head.pos_ == "PROPN") or (
        top.dep_ == "appos"
        and top.head.pos_ == "PROPN"
        and top.head in conjuncts(top.head)
        and top in conjuncts(top.head)
    ):
        top = top.head
    heads = conjuncts(top)
    things = [thing for head in heads if head.i in sieve.found for thing in sieve.found[head.i].things]
    agents = [thing for thing in things if sieve.grammar.is_a(thing.type, "Agent", "Platform")]
    return tuple(dict.fromkeys(agents)) if len(agents) == len(heads) else ()


def _description(token: Token, sieve: Sieve) -> Reference | None:
    """ "the watchdog", "China's market regulator", "the Menlo Park company", "the microblogging platform"."""
    kinds = described_kinds(token, sieve.grammar)
    if not kinds:
        return None
    country, definite = _country_of(token, sieve), _is_definite(token)
    if office := _local_office(token, sieve):
        return Reference(token.i, token.i + 1, (office,), "an office in that place")
    if known := _known_description(token, country, sieve):
        thing = Thing(known.name, known.type, known.key)
        return Reference(token.i, token.i + 1, (thing,), f"{noun_label(token)!r} of {known.country}")
    if found := _by_what_it_has(token, sieve):
        return Reference(token.i, token.i + 1, found, "its own words name it")
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
        and any(_things_at(pobj, sieve) for pobj in child.children if pobj.dep_ == "pobj")
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


def _by_what_it_has(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
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
        held = [thing for one in (*inner, *beside, *belonging) for thing in _things_at(one, sieve)]
        return tuple(dict.fromkeys(owner for thing in held for owner in _owner_of(thing, sieve)))[:1]
    named = [thing for one in (*inner, *beside) for thing in _things_at(one, sieve) if thing.type == "Platform"]
    return tuple(named[:1]) if token.lemma_.lower() in sieve.grammar.word_set("possessions", "itself") else ()


def _things_at(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
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


OFFICES = ("office", "authority", "regulator", "administration", "branch", "bureau", "watchdog")


def _local_office(token: Token, sieve: Sieve) -> Thing | None:
    """ "CAC's Beijing office", "the Beijing authority": the office there of a body spoken of."""
    if token.lemma_.lower() not in OFFICES:
        return None
    modifiers = [
        child for child in token.lefts if child.dep_ in ("compound", "nmod", "amod") and not _things_at(child, sieve)
    ]
    if any(child.lower_ not in sieve.grammar.word_set("possessions", "any") for child in modifiers):
        return None
    places = [
        thing.label
        for child in token.lefts
        if child.dep_ in ("compound", "nmod", "amod", "poss")
        for thing in _things_at(child, sieve)
        if thing.type == "Place"
    ]
    if not places:
        return None
    holders = [child for child in token.lefts if child.dep_ == "poss"]
    holders += [pobj for child in token.children if child.lower_ == "of" for pobj in child.children]
    parents = [
        thing
        for holder in holders
        for thing in _things_at(holder, sieve)
        if sieve.grammar.is_a(thing.type, "Authority")
    ]
    for known in sieve.grammar.names.values():
        if known.place == places[0] and known.parent and known.parent != known.name:
            if known.parent in [parent.label for parent in parents] or (not parents and sieve.frequency[known.parent]):
                return Thing(known.name, known.type, known.key)
    return Thing(f"{places[0]} office of the {parents[0].label}", parents[0].type) if parents else None


def described_kinds(token: Token, grammar: Grammar) -> tuple[str, ...]:
    """The classes that a noun may describe."""
    lemma = token.lemma_.lower()
    return tuple(
        kind
        for kind in grammar.words["heads"]
        if lemma in grammar.word_set("heads", kind) and grammar.is_a(kind, "Agent", "Platform", "Country")
    )


def _is_definite(token: Token) -> bool:
    return any(
        child.lower_ in ("the", "this", "that", "these", "both")
        or (child.dep_ == "poss" and child.lemma_.lower() in ("country", "his", "her"))
        for child in token.children
    )


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
    place = country or (
        sieve.country if _is_definite(token) and token.lemma_.lower() in ("government", "parliament") else None
    )
    if not place:
        return None
    fitting = [known for called, known in index.get(place, ()) if words == called or words.endswith(" " + called)]
    return fitting[0] if fitting else None


def described_index(grammar: Grammar) -> Mapping[str, list[tuple[str, KnownName]]]:
    """Country → what its known bodies are called, the longest description first."""
    if "described" not in grammar._cache:
        index: dict[str, list[tuple[str, KnownName]]] = {}
        for known in grammar.names.values():
            for called in known.called:
                index.setdefault(known.country or "", []).append((called.lower(), known))
        for found in index.values():
            found.sort(key=lambda entry: (-len(entry[0]), entry[1].name))
        grammar._cache["described"] = index
    described: Mapping[str, list[tuple[str, KnownName]]] = grammar._cache["described"]
    return described


def _plural_description(token: Token, kinds: tuple[str, ...], sieve: Sieve) -> Reference | None:
    """ "the two companies", "the platforms": those last named together, or so many of the kind."""
    wanted = _number_of(token)
    here, reach = sieve.sentence[token.i], 6 if wanted else 2
    single: dict[Thing, None] = {}
    for spoken, things in reversed(sieve.spoken):
        if here - sieve.sentence[spoken.i] > reach:
            break
        members = _coordinated(spoken, sieve)
        fitting = len(members) > 1 and all(_kind_fits(thing.type, kinds, sieve.grammar) for thing in members)
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
    return next((_small_number(child) for child in token.children if child.dep_ == "nummod"), None)


def _small_number(token: Token) -> int | None:
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words.index(token.lower_) if token.lower_ in words else int(token.text) if token.text.isdigit() else None


def _fit(thing: Thing, token: Token, kinds: tuple[str, ...], country: str | None, sieve: Sieve) -> float | None:
    """How well a description suits a thing; None: not at all."""
    grammar = sieve.grammar
    if not _kind_fits(thing.type, kinds, grammar):
        return None
    known = grammar.names.get(thing.known) if thing.known else None
    if known and known.owner and thing.type == "Platform" and "Platform" not in kinds and sieve.frequency[known.owner]:
        return None  # "the company" is who owns the app
    if (country and known is None) or (
        country
        and known
        and known.country not in (country, None if "Platform" in kinds or "Company" in kinds else country)
    ):
        return None
    if _is_special(token, thing, known, grammar):
        return None
    if thing.type == "Person":
        posts = sieve.posts.get(thing.label, set())
        return 2.0 if token.lemma_.lower() in posts else -1.0 if posts else 0.0
    exact = 1.0 if grammar.is_a(thing.type, *kinds) else 0.0 if known else -1.5
    if known is None and grammar.is_a(thing.type, "Organisation"):
        exact -= 0.5
    if thing.type == "Company" and "Company" not in kinds:
        exact -= 1.0
    if token.lemma_.lower() in thing.label.lower().split():
        exact += 1.0  # "the administration" is one that is called so
    modifiers = [
        _place_of(child)
        for child in token.lefts
        if child.dep_ in ("compound", "amod", "nmod") and child.text not in adjective_index(grammar)
    ]
    modifiers = [child for child in modifiers if child.lower_ not in grammar.word_set("possessions", "any")]
    if not modifiers:
        return exact
    if known is None:
        return exact - 1.0
    belongs = (known.place or "", known.owner or "", known.parent or "")
    described = " ".join((known.name, *known.sector, *known.called, *belongs, *_owned_words(known, grammar))).lower()
    if any(child.lemma_.lower() in described or child.lower_ in described for child in modifiers):
        return exact + 2.0
    return None if described.strip() else exact - 0.5


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


def _owned_words(known: KnownName, grammar: Grammar) -> Iterator[str]:
    for other in grammar.names.values():
        if other.owner == known.name:
            yield other.name
            yield from other.sector


def _kind_fits(kind: str, kinds: tuple[str, ...], grammar: Grammar) -> bool:
    if grammar.is_a(kind, *kinds):
        return True
    if any(grammar.is_a(wanted, kind) for wanted in kinds) and kind == "Organisation":
        return True
    return bool({"Company", "Platform"} & set(kinds)) and kind in ("Company", "Platform", "Organisation")
