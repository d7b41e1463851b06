"""How firmly a fact is told: asserted, negated, possible, threatened, demanded, denied, asked ..."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.syntax.frames import Frame
from kg.extract.syntax.reports import answer_to
from kg.extract.syntax.subjects import SUBJECTS
from kg.grammar import Grammar
from kg.model import Modality
from kg.tokens import Token

QUESTIONS = ("how", "what", "why", "whether", "which", "when", "where", "who", "if")
CLIMB = 8  # governors; deeper nesting is not news English


NO_MARK: tuple[Modality, Token | None] = (Modality.ASSERTED, None)


def modality_of(frame: Frame, grammar: Grammar, *, lasting: bool = False) -> tuple[Modality, Token | None]:
    """The modality of what a frame tells, and the word that makes it so; what lasts hangs on no verb around it."""
    trigger = frame.trigger
    told_of = frame.carrier is None or trigger.dep_ in SUBJECTS
    beside = trigger.pos_ == "PROPN" or (trigger.pos_ == "NOUN" and told_of)
    if lasting and beside and trigger.dep_ not in ("attr", "oprd"):
        return next(_noun_marks(frame.trigger, grammar, below=None), NO_MARK)
    if frame.trigger.dep_ == "prep":
        return Modality.ASSERTED, None  # "according to": what it reports may be claimed, the report is not
    for token in (trigger, frame.carrier):
        if token is not None:
            for modality, mark in _marks(token, grammar):
                return modality, mark
    taking_part = [role.head for role in frame.roles if role.name in ("subject", "object") and role.distance == 0]
    for cue in filter(None, (_negative_determiner(head, grammar) for head in taking_part)):
        return Modality.NEGATED, cue
    return Modality.ASSERTED, None


def obliging(verb: Token, grammar: Grammar) -> Token | None:
    """The word that makes a deed a duty: "Acme must close the app" has closed nothing."""
    duties = grammar.word_set("modality", "obliging")
    return next((child for child in verb.children if child.dep_ == "aux" and child.lower_ in duties), None)


def barred_modality(frame: Frame, grammar: Grammar) -> tuple[Modality, Token | None]:
    """The modality of what somebody "may no longer" do: the bar is a fact, without a denial there is none."""
    modal = next(iter(frame.heads("modal")), None)
    marks = [mark for mark in _marks(frame.trigger, grammar) if mark[1] != modal]
    denials = [mark for mark in marks if mark[0] is Modality.NEGATED and mark[1].head == frame.trigger]
    no_longer = any(child.dep_ == "neg" for manner in frame.heads("manner") for child in manner.children)
    if not denials and not no_longer and not _is_rationed(frame.trigger, grammar):
        return Modality.POSSIBLE, modal
    return next((mark for mark in marks if mark not in denials), NO_MARK)


def presupposed_modality(nouns: list[Token], grammar: Grammar) -> tuple[Modality, Token | None]:
    """The modality of what is there whatever is done about it: "will appeal the fine"."""
    return next((mark for noun in nouns for mark in _noun_marks(noun, grammar, below=None)), NO_MARK)


def _is_rationed(verb: Token, grammar: Grammar) -> bool:
    """ "may play for only an hour a day", "may only chat with friends": what goes beyond that is barred."""
    beside = [child for child in verb.children if child.dep_ in ("prep", "dobj", "npadvmod", "advmod")]
    words = [token for child in beside for token in (child, *child.subtree)]
    return any(token.lower_ in grammar.word_set("modality", "rationing") for token in words)


def _marks(token: Token, grammar: Grammar) -> Iterator[tuple[Modality, Token]]:
    """The marks on a word and on all that govern it, innermost first."""
    node, below = token, token
    for step in range(CLIMB):
        if node.pos_ in ("VERB", "AUX"):
            yield from _verb_marks(node, grammar, below=below if step else None)
        else:
            yield from _noun_marks(node, grammar, below=below if step else None)
        if node.dep_ == "ccomp" and _is_inquired(node, grammar):
            yield Modality.ASKED, node.head
        if node.head == node or (node.dep_ == "relcl" and step):
            break
        if not _carries_on(node) or _stands_alone(node) or _is_aside(node, below):
            break
        below, node = node, node.head
    if answer_to(token) is not None:
        return
    if token.sent[-1].text == "?" or (len(token.sent) > 1 and token.sent[-2].text == "?"):
        yield Modality.ASKED, token.sent[-1]


def _is_inquired(clause: Token, grammar: Grammar) -> bool:
    """ "asked the platforms how many accounts they had closed": nothing says that they closed any."""
    asked = clause.head.lemma_ in grammar.word_set("modality", "inquiring") and clause.i > clause.head.i
    return asked and clause.left_edge.lower_ in QUESTIONS


def _stands_alone(node: Token) -> bool:
    """ "..., when Twitter got away with 5 million": a clause with its own subject and tense is told for itself."""
    timed = any(child.lower_ in ("when", "while", "after", "before", "as", "whereas") for child in node.children)
    return node.dep_ == "advcl" and timed and any(child.dep_ in ("nsubj", "nsubjpass") for child in node.children)


def _is_aside(noun: Token, below: Token) -> bool:
    """ "The regulator, led by Lopez, forced": what is told beside a subject hangs on no verb around it."""
    return below.dep_ == "acl" and noun.dep_ == "nsubj" and below.head == noun


def _carries_on(node: Token) -> bool:
    """What governs the word bears on how firmly the word is told."""
    if node.dep_ in ("xcomp", "pcomp", "pobj", "prep", "acl", "dobj", "nsubjpass", "attr", "acomp", "oprd", "agent"):
        return True
    if node.dep_ in ("ccomp", "advcl") or (node.dep_ == "relcl" and _is_infinitive(node)):
        return True
    if node.dep_ == "conj":
        return node.head.pos_ == node.pos_ or node.head.pos_ in ("VERB", "AUX")
    return node.dep_ == "nsubj" and node.pos_ == "NOUN"


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _verb_marks(verb: Token, grammar: Grammar, *, below: Token | None) -> Iterator[tuple[Modality, Token]]:
    if below is not None:
        yield from _governed(verb, below, grammar)
        if below.dep_ == "conj":
            yield from (
                (Modality.NEGATED, child)
                for child in verb.children
                if child.dep_ in ("cc", "preconj") and child.lower_ == "nor"
            )
        if _shares_modal(below):
            yield from (
                (Modality.POSSIBLE, child)
                for child in verb.children
                if child.dep_ == "aux" and child.lower_ in grammar.word_set("modality", "possible")
            )
        if below.dep_ in ("advcl", "relcl", "conj", "prep", "nsubj") or (
            below.dep_ == "ccomp" and _reports(verb, grammar)
        ):
            return  # the rest is said of the governor alone
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in grammar.word_set("modality", "negators"):
            yield Modality.NEGATED, child
        if child.dep_ == "aux" and child.lower_ in grammar.word_set("modality", "possible"):
            yield Modality.POSSIBLE, child
        if child.dep_ == "aux" and child.lower_ in grammar.word_set("modality", "future") and _is_general(verb):
            yield Modality.THREATENED, child
        if child.dep_ == "mark" and child.lower_ in grammar.word_set("modality", "conditional"):
            yield Modality.POSSIBLE, child
        if child.dep_ == "advmod" and child.lower_ in grammar.word_set("modality", "doubtful"):
            yield Modality.POSSIBLE, child
        if child.dep_ in ("nsubj", "nsubjpass") and (cue := _negative_determiner(child, grammar)):
            yield Modality.NEGATED, cue


def _shares_modal(verb: Token) -> bool:
    """ "could restore the ban and demand a fine": a bare verb is as possible as the one that it goes on from."""
    bare = verb.dep_ == "conj" and verb.tag_ == "VB"
    return bare and not any(child.dep_ in (*SUBJECTS, "aux") for child in verb.children)


def _is_general(verb: Token) -> bool:
    """ "Companies that fail to comply will be punished", "Anyone who ... will": a rule, no event."""
    subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(
        any(child.dep_ == "relcl" for child in subject.children)
        and not any(child.lower_ == "the" for child in subject.children)
        for subject in subjects
    )


def _reports(verb: Token, grammar: Grammar) -> bool:
    return verb.lemma_ in grammar.word_set("modality", "reporting")


GOVERNORS = {
    "negative": Modality.NEGATED,
    "denying": Modality.DENIED,
    "threatening": Modality.THREATENED,
    "planning": Modality.PLANNED,
    "demanding": Modality.DEMANDED,
    "doubting": Modality.POSSIBLE,
    "claiming": Modality.CLAIMED,
    "blaming": Modality.CLAIMED,
}


def _governed(governor: Token, below: Token, grammar: Grammar) -> Iterator[tuple[Modality, Token]]:
    """A verb or noun that makes what it governs less than a fact: "threatened to", "plans to", "a threat of"."""
    yield from _still_to_come(governor, below, grammar)
    if governor.lemma_ == "be" and below.dep_ == "xcomp" and any(child.tag_ == "TO" for child in below.children):
        yield Modality.DEMANDED, governor  # "the lists are to be taken offline"
    if below.dep_ == "advcl" and (demand := _demand_that_goes_out(governor, below, grammar)):
        yield Modality.DEMANDED, demand
    if below.dep_ in ("advcl", "conj", "relcl") and not (
        below.dep_ in ("advcl", "relcl")  # "calls for the app to be banned"
        and _is_infinitive(below)
        and governor.lemma_ in grammar.word_set("modality", "demanding")
    ):
        return
    if below.dep_ == "prep" and _is_circumstance(governor, below, grammar):
        return
    ordered_at_once = below.pos_ == "NOUN" and below.dep_ in ("dobj", "nsubjpass", "pobj", "prep")
    names = _names(governor)
    if names & grammar.word_set("modality", "time to") and any(child.tag_ == "TO" for child in below.children):
        yield Modality.DEMANDED, governor  # "24 hours to delete the post"
    for group, modality in GOVERNORS.items():
        if names & grammar.word_set("modality", group):
            if group == "blaming" and not _is_what_for(below):
                continue
            if group == "demanding" and _is_news(below) and governor.lemma_ in grammar.word_set("modality", "telling"):
                continue  # "told its users that transfers had been suspended": they learn of it
            if below.dep_ == "nsubj" and group != "negative" and governor.pos_ == "VERB":
                continue  # "The rules, published on Monday, require ...": who requires something is there
            if (ordered_at_once or _is_decreed(below)) and governor.lemma_.lower() in grammar.word_set(
                "modality", "effecting"
            ):
                continue  # "ordered the suspension of 40 accounts": the order is the deed
            yield modality, governor


def _is_circumstance(governor: Token, below: Token, grammar: Grammar) -> bool:
    """ "banned 300 accounts as part of a drive launched in May": under which the deed stands, not what is banned."""
    acted_on = any(child.dep_ in ("dobj", "nsubjpass") for child in governor.children)
    return acted_on and below.lower_ in grammar.word_set("modality", "circumstances")


def _still_to_come(governor: Token, below: Token, grammar: Grammar) -> Iterator[tuple[Modality, Token]]:
    """ "is set to close", "has to close", "has yet to close", "was given a week to close": none is closed by that."""
    if below.dep_ not in ("xcomp", "advcl", "relcl") or not _is_infinitive(below):
        return
    if below.dep_ == "relcl":
        if governor.lemma_ in grammar.word_set("modality", "time to"):
            yield Modality.DEMANDED, governor
        return
    if _names(governor) & grammar.word_set("modality", "about to"):
        yield Modality.PLANNED, governor
    if below.dep_ == "xcomp" and governor.lemma_ in grammar.word_set("modality", "having to"):
        waiting = [child for child in governor.children if child.lower_ in grammar.word_set("modality", "yet to")]
        yield from ((Modality.NEGATED, child) for child in waiting)
        if governor.tag_ in ("VBZ", "VBP") and not waiting:
            yield Modality.DEMANDED, governor
    if governor.lemma_ in grammar.word_set("modality", "giving time"):
        given = [child for child in governor.children if child.dep_ in ("dobj", "npadvmod", "oprd")]
        timed = [child for child in given if child.lemma_ in grammar.word_set("modality", "time to")]
        yield from ((Modality.DEMANDED, child) for child in timed)


def _is_news(below: Token) -> bool:
    """A clause with "that" in the perfect or past tense, which nobody can be asked to see to."""
    if below.dep_ != "ccomp" or not any(child.dep_ == "mark" and child.lower_ == "that" for child in below.children):
        return False
    tenses = [child.lower_ for child in below.children if child.dep_ in ("aux", "auxpass")]
    return below.tag_ in ("VBD", "VBZ") or any(word in ("had", "has", "have", "was", "were") for word in tenses)


def _is_what_for(below: Token) -> bool:
    """ "fined it for closing the store", also where the parser hangs what it was for on whom it befell."""
    befallen = below.children if below.dep_ in ("dobj", "nsubjpass") and below.pos_ == "PROPN" else ()
    return below.lower_ == "for" or any(child.lower_ == "for" and child.dep_ == "prep" for child in befallen)


def _demand_that_goes_out(governor: Token, below: Token, grammar: Grammar) -> Token | None:
    """ "Instructions went out to bar the app", "got a request to bar it": what is asked for is not done by that."""
    if not _is_infinitive(below):
        return None
    asking = grammar.word_set("modality", "asking nouns")
    beside = [child for child in governor.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")]
    return next((noun for noun in beside if noun.pos_ == "NOUN" and noun.lemma_.lower() in asking), None)


def _names(governor: Token) -> frozenset[str]:
    """The word as lists have it, with its particle: "rules out"."""
    lemma = governor.lemma_.lower()
    return frozenset((lemma, *(f"{lemma} {child.lower_}" for child in governor.children if child.dep_ == "prt")))


def _is_decreed(below: Token) -> bool:
    """ "ordered that 35 channels be blocked", "ordered the site shut": the order is the deed."""
    told = {child.dep_ for child in below.children}
    if (
        below.tag_ == "VBN"
        and below.dep_ in ("ccomp", "xcomp", "oprd", "acl")
        and not told & {"aux", "auxpass", "mark"}
    ):
        return True
    return below.dep_ == "ccomp" and any(child.dep_ == "auxpass" and child.lower_ == "be" for child in below.children)


def _noun_marks(noun: Token, grammar: Grammar, *, below: Token | None) -> Iterator[tuple[Modality, Token]]:
    if below is not None:
        yield from _governed(noun, below, grammar)
    issued = below is not None and below.dep_ == "acl"  # "the draft rules published on Monday"
    for child in noun.children:
        if child.dep_ in ("det", "neg", "preconj") and child.lower_ in grammar.word_set(
            "modality", "negative determiners"
        ):
            yield Modality.NEGATED, child
        if (
            not issued
            and child.dep_ in ("amod", "compound")
            and child.lower_ in grammar.word_set("modality", "not yet")
        ):
            yield Modality.POSSIBLE, child


def _negative_determiner(head: Token, grammar: Grammar) -> Token | None:
    """ "no account", "none of them", "nobody", "neither X nor Y"."""
    negative = grammar.word_set("modality", "negative determiners")
    if head.lower_ in negative:
        return None if _numbers(head) else head
    for child in head.children:
        if child.dep_ in ("det", "neg", "preconj", "cc", "amod") and child.lower_ in negative:
            return child
    return None


def _numbers(word: Token) -> bool:
    """ "Law No. 5651": the word stands before a number."""
    behind = [token for token in word.doc[word.i + 1 : word.i + 3] if token.text != "."]
    return word.text in ("No", "No.") and bool(behind) and behind[0].text[0].isdigit()
