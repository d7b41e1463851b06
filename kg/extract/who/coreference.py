"""
Who is meant: names, short names, acronyms, descriptions and pronouns as the things they stand for.

A deterministic sieve in the order of the text: the surest clues first, and none where two things fit alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.annotate import Parse
from kg.extract.syntax.subjects import SUBJECTS, conjuncts, surface_subjects
from kg.extract.who.descriptions import coordinated, described_kinds, description, kind_fits, number_of_word
from kg.extract.who.known_names import NameSpan, head_token
from kg.extract.who.namesakes import named_things
from kg.extract.who.salience import Reference, Sieve, Thing, barred, governing_verb, most_salient, pronoun_fit
from kg.grammar import Grammar
from kg.tokens import Token

MASCULINE_OR_FEMININE = frozenset(["he", "him", "his", "she", "her", "himself", "herself"])
NEUTER = frozenset(["it", "its", "itself"])
PAIR = 2
TOGETHER = 3  # sentences, for "all three"
OWNED = 8  # sentences, for "its app Foo", whose owner is known
PLURAL = frozenset(["they", "them", "their", "themselves"])


def find_references(
    parse: Parse, names: Sequence[NameSpan], grammar: Grammar, country: str | None
) -> Mapping[int, Reference]:
    """Token → what it stands for, for every name, description and pronoun that is understood."""
    sieve = Sieve(parse, grammar, country)
    for number, sentence in enumerate(parse.doc.sents):
        sieve.sentence.update((token.i, number) for token in sentence)
    things = dict(named_things(parse, names, grammar))
    by_head = {head_token(parse.doc, name).i: name for name in names}
    sieve.starts.update((name.start, things[name]) for name in names if name in things)
    sieve.known.update((thing.known, thing) for thing in things.values() if thing.known)
    sieve.named.update((i, things[name]) for name in names if name in things for i in range(name.start, name.end))
    inside = {i for name in names for i in range(name.start, name.end)}
    for token in parse.doc:
        if token.i in by_head:
            name = by_head[token.i]
            if name in things:
                sieve.add(token, Reference(name.start, name.end, (things[name],), name.because))
        elif (
            token.i not in inside
            and token.pos_ in ("NOUN", "PRON", "PROPN", "DET", "NUM", "ADJ")
            and (reference := _understood(token, sieve, by_head, things))
        ):
            sieve.add(token, reference)
    return sieve.found


# --- descriptions and pronouns -------------------------------------------------------------------


def _understood(
    token: Token, sieve: Sieve, by_head: Mapping[int, NameSpan], things: Mapping[NameSpan, Thing]
) -> Reference | None:
    if token.lower_ in MASCULINE_OR_FEMININE:
        return _named_next(token, sieve, ("Person",)) or _pronoun(token, sieve, ("Person",))
    if token.lower_ == "its" and (owner := _owner_of_what_follows(token, sieve, by_head, things)):
        return Reference(token.i, token.i + 1, (owner,), "it owns what is named next")
    if token.lower_ in NEUTER:
        kinds = sieve.grammar.kinds("it")
        dummy = _is_dummy(token, sieve.grammar)
        if dummy:
            return None
        return _named_next(token, sieve, kinds) or _acting_country(token, sieve) or _pronoun(token, sieve, kinds)
    if token.lower_ in PLURAL or token.lower_ in ("both", "all"):
        return _plural_pronoun(token, sieve)
    if token.pos_ == "NUM" and token.lower_ != "one":
        return _so_many(token, sieve)
    if token.lower_ == "whose":
        return _relative_possessive(token, sieve)
    if token.lower_ in ("former", "latter"):
        return _one_of_two(token, sieve)
    if token.lower_ == "one" and (child := next(_appositions(token), None)) is not None and child.i in by_head:
        thing = things.get(by_head[child.i])
        return Reference(token.i, token.i + 1, (thing,), "the apposition names it") if thing else None
    if token.pos_ in ("NOUN", "PROPN"):
        return _appositive(token, by_head, things, sieve) or description(token, sieve)
    return None


CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "csubj")


def _is_dummy(token: Token, grammar: Grammar) -> bool:
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
        if verb.lemma_ == "be" or verb.lemma_ in grammar.word_set("possessions", "dummy subject"):
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
    if following and kinds and token.tag_ == "NN" and kind_fits(following.type, kinds, sieve.grammar):
        return Reference(token.i, token.i + 1, (following,), "the name follows at once")
    for child in _appositions(token):
        thing = things.get(by_head[child.i]) if child.i in by_head and child.i > token.i else None
        beside = token in (child.head, child.head.head, child.head.head.head)
        if thing and (beside or (thing.type == "Person" and "Person" in kinds)):
            named = _named_with(child, thing, by_head, things) if token.tag_ == "NNS" else (thing,)
            return Reference(token.i, token.i + 1, named, "the apposition names it")
    described = things.get(by_head[token.head.i]) if token.dep_ == "appos" and token.head.i in by_head else None
    if described and _is_apposition_of(token, described, kinds, sieve):
        several = token.tag_ == "NNS"
        named = _named_with(token.head, described, by_head, things) if several else (described,)
        return Reference(token.i, token.i + 1, named, "an apposition of the name")
    return None


def _named_with(
    first: Token, thing: Thing, by_head: Mapping[int, NameSpan], things: Mapping[NameSpan, Thing]
) -> tuple[Thing, ...]:
    """Foo and Bar of "two apps, Foo and Bar"; the first alone where the list goes on to what has no name."""
    listed = [_named_at(one, by_head, things) for one in conjuncts(first)]
    return tuple(dict.fromkeys(one for one in listed if one is not None)) if None not in listed else (thing,)


def _named_at(token: Token, by_head: Mapping[int, NameSpan], things: Mapping[NameSpan, Thing]) -> Thing | None:
    """What the word names, also as the second of two heads: "the Press and Publication Administration"."""
    name = by_head.get(token.i)
    if name is None and token.dep_ == "conj":
        above = by_head.get(token.head.i)
        name = above if above is not None and token.i < above.end else None
    return things.get(name) if name is not None else None


def _appositions(token: Token) -> Iterator[Token]:
    """What stands beside a noun, also on the noun's own complement: "the head of Weibo, Lin Wa"."""
    for child in token.children:
        if child.dep_ == "appos":
            yield child
            if child.pos_ == "NOUN":  # "its operator, a student named Lopez"
                yield from (inner for inner in _appositions(child) if inner.pos_ == "PROPN")
        elif child.dep_ == "acl" and child.lemma_.lower() in ("surname", "surnamed", "name", "call", "dub"):
            yield from (named for named in child.children if named.dep_ in ("oprd", "dobj", "attr", "appos"))
    for preposition in token.children:
        if preposition.dep_ == "prep":
            for inner in preposition.children:
                yield from (child for child in inner.children if child.dep_ == "appos")


def _is_apposition_of(token: Token, thing: Thing, kinds: tuple[str, ...], sieve: Sieve) -> bool:
    """The noun may describe the thing: it is no other member of a list."""
    if not kinds or token.tag_ == "NNS":
        return not kinds or kind_fits(thing.type, kinds, sieve.grammar)
    return kind_fits(thing.type, kinds, sieve.grammar) or sieve.grammar.is_a(thing.type, "Agent")


def _pronoun(token: Token, sieve: Sieve, types: tuple[str, ...]) -> Reference | None:
    if token.lower_ in NEUTER and _is_unknown_speakers(token, sieve):
        return None
    found = most_salient(token, sieve, lambda thing: pronoun_fit(thing, token, types, sieve.grammar))
    return Reference(token.i, token.i + 1, found, f"{token.lower_!r} is the most salient before it") if found else None


def _is_unknown_speakers(token: Token, sieve: Sieve) -> bool:
    """ "Lopez's campaign said it relied on Foo": it is the campaign, whatever that may be, and not Foo."""
    clause = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or clause.dep_ != "ccomp":
        return False
    reporting = sieve.grammar.word_set("modality", "reporting")
    speakers = surface_subjects(clause.head) if clause.head.lemma_ in reporting else []
    unknown = [one for one in speakers if one.tag_ == "NN" and one.i not in sieve.found and one.i < token.i]
    return len(unknown) == len(speakers) == 1 and not described_kinds(unknown[0], sieve.grammar)


def _named_next(token: Token, sieve: Sieve, types: tuple[str, ...]) -> Reference | None:
    """ "A year after it had raided Foo, the Bar Authority fined it": who acts in the clause behind."""
    clause, sentence = token.head, token.sent
    if token.dep_ not in ("nsubj", "nsubjpass") or clause.dep_ != "advcl" or clause.i > clause.head.i:
        return None
    blocks, start = sieve.parse.blocks, sentence.start
    if clause.left_edge.i != start or (start and blocks[start - 1] == blocks[start]):
        return None  # within a paragraph, it is somebody of the sentence before
    subjects = [child for child in clause.head.children if child.dep_ in SUBJECTS and child.i > clause.i]
    thing = sieve.named.get(subjects[0].i) if len(subjects) == 1 else None
    if thing is None or not sieve.grammar.is_a(thing.type, *types):
        return None
    return Reference(token.i, token.i + 1, (thing,), f"{token.lower_!r} is who acts in the clause behind")


def _acting_country(token: Token, sieve: Sieve) -> Reference | None:
    """ "India said it had blocked the app", "lifted its ban": the country that acts in the clause above."""
    services = sieve.grammar.word_set("possessions", "platform") | sieve.grammar.word_set("possessions", "business")
    owned = token.dep_ == "poss" and token.head.lemma_.lower() not in services
    if not owned and token.dep_ not in ("nsubj", "nsubjpass"):
        return None
    own = governing_verb(token)
    verb = own if owned or own is None else governing_verb(own)
    subjects = [one for one in surface_subjects(verb) if one.i < token.i] if verb is not None else []
    found = sieve.found.get(subjects[0].i) if len(subjects) == 1 else None
    if found is None or len(found.things) != 1 or found.things[0].type not in sieve.grammar.kinds("acting country"):
        return None
    return Reference(token.i, token.i + 1, found.things, f"{token.lower_!r} is the country that acts")


def _owner_of_what_follows(
    its: Token, sieve: Sieve, by_head: Mapping[int, NameSpan], things: Mapping[NameSpan, Thing]
) -> Thing | None:
    """ "its video platform Foo": whoever is known to own Foo, if it has just been spoken of."""
    noun = its.head
    named = [noun, *(child for child in noun.children if child.dep_ == "appos")]
    thing = next((things.get(by_head[one.i]) for one in named if one.i in by_head and one.i > its.i), None)
    known = sieve.grammar.names.get(thing.known or "") if thing is not None else None
    owner = sieve.known.get(known.owner) if known is not None and known.owner is not None else None
    for spoken, members in reversed(sieve.spoken if owner is not None else ()):
        if sieve.sentence[its.i] - sieve.sentence[spoken.i] > OWNED:
            return None
        if owner in members:
            return owner
    return None


def _one_of_two(token: Token, sieve: Sieve) -> Reference | None:
    """ "the former", "the latter": of the two named together last."""
    alone = token.dep_ not in ("amod", "compound", "advmod") and any(child.lower_ == "the" for child in token.lefts)
    for spoken, _ in reversed(sieve.spoken if alone else ()):
        if sieve.sentence[token.i] - sieve.sentence[spoken.i] > 1:
            return None
        members = coordinated(spoken, sieve)
        if len(members) == PAIR:
            chosen = members[0 if token.lower_ == "former" else 1]
            return Reference(token.i, token.i + 1, (chosen,), f"the {token.lower_} of two")
    return None


def _plural_pronoun(token: Token, sieve: Sieve) -> Reference | None:
    if token.lower_ in ("both", "all") and token.dep_ == "appos":  # "Foo and Bar, both fined, ..."
        beside = coordinated(token.head, sieve)
        fitting = len(beside) == PAIR if token.lower_ == "both" else len(beside) > 1
        return Reference(token.i, token.i + 1, beside, f"{token.lower_!r} are those beside it") if fitting else None
    if token.lower_ in ("both", "all") and token.dep_ not in (*SUBJECTS, "dobj", "pobj"):
        return None
    here, fellows = sieve.sentence[token.i], set(barred(token, sieve))
    if token.lower_ == "both" and len(told := _told_apart(token, sieve)) == PAIR:
        return Reference(token.i, token.i + 1, told, "the two told of in the sentence before")
    people: set[Thing] = set()
    for spoken, things in reversed(sieve.spoken):
        if here - sieve.sentence[spoken.i] > 2:
            return None
        if token.lower_ == "them" and fellows & {*things}:
            continue  # "Meta and X deleted 212 of them": not themselves
        members = coordinated(spoken, sieve)
        members = things if len(things) > 1 and not members else members
        if token.lower_ == "both" and len(members) != PAIR:
            continue
        if len(members) > 1 and token not in spoken.subtree:
            outranked = len(people) > 1 and not any(thing.type == "Person" for thing in members)
            named = Reference(token.i, token.i + 1, members, f"{token.lower_!r} are those named together")
            return None if outranked else named
        people.update(thing for thing in things if thing.type == "Person")  # several people told of since are meant
    return None


def _told_apart(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    """ "Acme took in 3 million, while Globex lost 2": those of whom the clauses of the sentence before tell."""
    sentence = token.sent
    if not sentence.start:
        return ()
    root = token.doc[sentence.start - 1].sent.root
    clauses = [root, *(child for child in root.children if child.dep_ == "conj" or _contrasts(child))]
    subjects = [subject for clause in clauses for subject in clause.children if subject.dep_ in SUBJECTS]
    if len(subjects) < PAIR or not all(subject.i in sieve.found for subject in subjects):
        return ()
    things = [thing for subject in subjects for thing in sieve.found[subject.i].things]
    agents = all(sieve.grammar.is_a(thing.type, *sieve.grammar.kinds("actors")) for thing in things)
    return tuple(dict.fromkeys(things)) if agents and len(things) == len(subjects) else ()


def _contrasts(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(child.lower_ in ("while", "whereas") for child in clause.children)


def _so_many(token: Token, sieve: Sieve) -> Reference | None:
    """ "All three", "the two": so many as were named together before."""
    wanted = number_of_word(token)
    meant = any(child.lower_ in ("all", "the", "these", "those") for child in token.lefts)
    if not wanted or not meant or token.dep_ not in (*SUBJECTS, "dobj", "pobj", "dative") or list(token.rights):
        return None
    here = sieve.sentence[token.i]
    for spoken, things in reversed(sieve.spoken):
        if here - sieve.sentence[spoken.i] > TOGETHER:
            return None
        members = coordinated(spoken, sieve) or things
        if len(members) == wanted and token not in spoken.subtree:
            return Reference(token.i, token.i + 1, members, f"the {wanted} named together")
    return None
