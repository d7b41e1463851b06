"""Which of the things spoken of a pronoun or description means: syntax first, then nearness, role and topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.annotate import Parse
from kg.extract.syntax.subjects import SUBJECTS, conjuncts, is_passive, list_start, surface_subjects
from kg.grammar import Grammar
from kg.tokens import Token

LOOK_BACK = 3  # sentences, for a pronoun
MARGIN = 0.25  # two things that fit this much alike are told apart by nothing
VERBAL = ("VERB", "AUX")
BESIDE = ("the name follows at once", "the apposition names it", "an apposition of the name")  # a noun that tells of it
# How much a grammatical role makes a thing stand out.
PROMINENCE = {
    "nsubj": 1.0,
    "nsubjpass": 1.0,
    "dobj": 0.5,
    "dative": 0.4,
    "pobj": 0.2,
    "poss": 0.3,
    "appos": 0.4,
    "attr": 0.3,
    "conj": 0.2,
}


@dataclass(frozen=True, slots=True)
class Thing:
    """What an article speaks of under one label."""

    label: str
    type: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that stand for one thing or several, and why."""

    start: int
    end: int
    things: tuple[Thing, ...]
    because: str = ""


@dataclass
class Sieve:
    """The state of one pass over a text: what has been spoken of so far."""

    parse: Parse
    grammar: Grammar
    country: str | None
    sentence: dict[int, int] = field(default_factory=dict)
    found: dict[int, Reference] = field(default_factory=dict)
    spoken: list[tuple[Token, tuple[Thing, ...]]] = field(default_factory=list)
    frequency: Counter[str] = field(default_factory=Counter)
    named: dict[int, Thing] = field(default_factory=dict)  # token of a name → its thing, also further on in the text
    posts: dict[str, set[str]] = field(default_factory=dict)  # label → what the text calls that person or thing
    starts: dict[int, Thing] = field(default_factory=dict)  # first token of a name → its thing
    beside: dict[str, set[str]] = field(default_factory=dict)  # noun beside a name → the labels that it has stood by
    known: dict[str, Thing] = field(default_factory=dict)  # what is known by name → what the text calls it

    def add(self, token: Token, reference: Reference) -> None:
        """Words are understood: they count as spoken of from here on."""
        for i in range(reference.start, reference.end):
            self.found.setdefault(i, reference)
        self.spoken.append((token, reference.things))
        if token.pos_ == "NOUN" and len(reference.things) == 1:
            self.posts.setdefault(reference.things[0].label, set()).add(token.lemma_.lower())
            if reference.because in BESIDE:
                self.beside.setdefault(token.lemma_.lower(), set()).add(reference.things[0].label)
        self.frequency.update(thing.label for thing in reference.things)


def most_salient(
    token: Token, sieve: Sieve, fit: Callable[[Thing], float | None], *, look_back: int = LOOK_BACK
) -> tuple[Thing, ...]:
    """The thing that stands out most of those that fit; none where two stand out alike."""
    excluded = set(barred(token, sieve))
    fit_once = cache(fit)  # the same thing is spoken of again and again
    weight = 0.12 if token.pos_ == "PRON" else 0.2  # a description leans more on the topic of the text
    scores: dict[Thing, float] = {}
    for spoken, thing, distance in _spoken_before(token, sieve, look_back):
        if thing in excluded or (suits := fit_once(thing)) is None:
            continue
        score = suits + _standing(spoken, thing, distance, sieve, weight=weight)
        if distance == 0:
            score += _clause_bonus(spoken, token)
        scores[thing] = max(score, scores.get(thing, score))
    ranked = sorted(scores, key=lambda thing: -scores[thing])
    if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN:
        return ()
    return tuple(ranked[:1])


def _spoken_before(token: Token, sieve: Sieve, look_back: int) -> Iterator[tuple[Token, Thing, int]]:
    here = sieve.sentence[token.i]
    for spoken, things in reversed(sieve.spoken):
        distance = here - sieve.sentence[spoken.i]
        if distance > look_back:
            return
        if len(things) == 1:
            yield spoken, things[0], distance


def _standing(spoken: Token, thing: Thing, distance: int, sieve: Sieve, *, weight: float) -> float:
    """Near, in a prominent role, much spoken of, and surely a thing of its kind."""
    near = -min(distance, 5) * 0.7
    prominent = PROMINENCE.get(spoken.dep_, 0.0) + (
        0.3 if spoken.dep_ in SUBJECTS and spoken.head.dep_ == "ROOT" else 0.0
    )
    often = weight * min(sieve.frequency[thing.label], 10)
    unsure = -1.0 if thing.known is None and thing.type == "Organisation" else 0.0
    if spoken.dep_ == "pobj" and any(node.dep_ in ("relcl", "acl", "appos") for node in spoken.ancestors):
        unsure -= 0.5  # "Acme, a part of Globex": told of another thing
    return near + prominent + often + unsure


# --- syntax --------------------------------------------------------------------------------------


def governing_verb(token: Token) -> Token | None:
    """The verb whose clause a word stands in."""
    return next((node for node in token.ancestors if node.pos_ in VERBAL), None)


def barred(token: Token, sieve: Sieve) -> Iterator[Thing]:
    """What a word cannot mean: its fellow arguments, unless it is reflexive or a possessive; what it belongs to."""
    if token.dep_ == "poss":
        yield from _things_of(token.head, sieve)
        if token.head.dep_ == "appos":
            for fellow in conjuncts(list_start(token.head.head)):
                yield from _things_of(fellow, sieve)
        return
    if token.tag_ not in ("PRP", "NN") or token.lower_.endswith("self"):
        return
    verb = governing_verb(token)
    if verb is None or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "dative"):
        return
    partitive = token.head.lower_ == "of" and token.head.head.pos_ == "NUM"  # "212 of them"
    if token.dep_ == "pobj" and token.head.head != verb and not partitive:
        return
    if token.dep_ == "nsubj" and verb.dep_ in ("ccomp", "xcomp") and any(child.tag_ == "TO" for child in verb.children):
        verb = verb.head  # "forbade it to take on users": the object of the verb above
    for fellow in (
        *surface_subjects(verb),
        *(child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "dobj", "dative")),
    ):
        if fellow != token:
            yield from _things_of(fellow, sieve)


def _things_of(token: Token, sieve: Sieve) -> tuple[Thing, ...]:
    reference = sieve.found.get(token.i)
    return reference.things if reference else ()


def _clause_bonus(spoken: Token, token: Token) -> float:
    """Within a sentence: the reporter of the clause, the subject of the verb, the subject of the verb above."""
    verb = governing_verb(token)
    if verb is not None and spoken in _reported_subjects(verb, token):
        return 2.0
    aside = token.dep_ == "poss" and any(node.dep_ == "appos" for node in (token.head, token.head.head))
    if aside and _stands_beside(token, spoken):
        return 2.0
    steps = 2 if aside else 0  # "fined Acme and Lopez, its founder": an aside is not about the subject
    while verb is not None and steps < 6:
        subjects = surface_subjects(verb)
        if spoken in subjects and spoken.i < token.i:
            own = steps == 0
            if own and token.dep_ != "poss" and not token.lower_.endswith("self"):
                return 0.0
            return 2.5 - 0.5 * steps
        if spoken.i < token.i and verb.dep_ == "relcl" and verb.head == spoken:
            return 1.0
        verb, steps = governing_verb(verb), steps + 1
    return 0.0


def _stands_beside(token: Token, spoken: Token) -> bool:
    """ "a fine for Acme and Lopez, its founder": what the person is named together with."""
    person = token.head.head if token.head.dep_ == "appos" else token.head.head.head
    listed = conjuncts(list_start(person))
    return person.pos_ == "PROPN" and spoken in listed and spoken.i < person.i


def _reported_subjects(verb: Token, token: Token) -> list[Token]:
    """ "The council met, said Lopez, its president": those whose deeds the clause before the speaker tells of."""
    if token.dep_ != "poss" or token.head.dep_ != "appos" or token.head.head.head != verb:
        return []
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i]
    return [subject for clause in clauses for subject in surface_subjects(clause)]


# --- meaning -------------------------------------------------------------------------------------


def pronoun_fit(thing: Thing, token: Token, types: tuple[str, ...], grammar: Grammar) -> float | None:
    """How well a pronoun in its place suits a thing: of the right kind, and doing what such things do."""
    if not grammar.is_a(thing.type, *types):
        return None
    official = grammar.is_a(thing.type, *grammar.kinds("authority"))
    score = -0.8 if grammar.is_a(thing.type, *grammar.kinds("seldom it")) else 0.0
    if token.dep_ == "poss":
        acted_on = official and token.head.dep_ == "appos" and token.head.head.dep_ in ("dobj", "pobj", "conj")
        owned = _possession(token.head.lemma_.lower(), thing, grammar, official=official)
        return score + owned - (3.0 if acted_on else 0.0)  # "a fine for Lopez, its chair": not the court's
    verb = token.head if token.head.pos_ in VERBAL else None
    if (
        verb is not None
        and token.dep_ == "nsubj"
        and verb.dep_ in ("ccomp", "xcomp")
        and any(child.tag_ == "TO" for child in verb.children)
    ):
        return score + (
            -1.5 if official and verb.head.lemma_ in grammar.word_set("name_contexts", "authority acts") else 0.0
        )
    if verb is None or verb.lemma_ not in grammar.word_set("name_contexts", "authority acts"):
        return score
    acts = token.dep_ == "nsubj" and not is_passive(verb)
    return score + (1.5 if acts == official else -1.5)


def _possession(noun: str, thing: Thing, grammar: Grammar, *, official: bool) -> float:
    """ "its users" are a platform's, "its ruling" an authority's, "its owner" that of a platform."""
    if noun in grammar.word_set("possessions", "authority"):
        return 1.2 if official else -0.3
    if noun in grammar.word_set("possessions", "platform"):
        return 1.2 if thing.type == grammar.kind("service") else 0.4 if not official else -3.0
    if noun in grammar.word_set("possessions", "business"):
        return 0.8 if not official else -3.0
    return 0.0
