"""Why something is done, where no "for" or "because" says so: accusations, explanations, what prompted it, aims."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grammar import Grammar
from kg.tokens import Token


def grounds(word: Token, grammar: Grammar) -> Iterator[Token]:
    """The words that tell why, of a verb or of a noun acted on."""
    yield from _related(word, grammar)
    for child in (*word.children, *_shared(word)):
        if child.dep_ in ("advcl", "acl", "relcl"):
            yield from accusations(child, grammar)
        if child.dep_ == "advcl" and word.lemma_ not in grammar.word_set("modality", "reporting"):
            yield from _explanations(child, grammar)
            yield from _causes(child)
        if child.dep_ == "advcl" or (child.dep_ == "xcomp" and any(part.dep_ == "dobj" for part in word.children)):
            yield from _purposes(child, word, grammar)
        if child.dep_ == "prep":
            yield from _behind(child, grammar)
        if child.lower_ in ("due", "owing", "thanks"):
            tos = (inner for inner in child.children if inner.dep_ == "prep" and inner.lower_ == "to")
            yield from (noun for inner in tos for noun in inner.children if noun.dep_ in ("pobj", "pcomp"))
    if word.dep_ == "xcomp" and word.head.lemma_ in grammar.word_set("light_verbs", "beginning"):
        yield from grounds(word.head, grammar)  # "began to throttle it, accusing it of lies"


def _related(noun: Token, grammar: Grammar) -> Iterator[Token]:
    """ "The fine stems from leaks", "relates to how it asked", "was for keeping data": what the noun is about."""
    verb = noun.head
    if noun.dep_ not in ("nsubj", "nsubjpass") or verb.lemma_ not in grammar.word_set("prepositions", "relating"):
        return
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("from", "to", "for", "over"):
            yield from (inner for inner in child.children if inner.dep_ in ("pobj", "pcomp"))
        elif child.dep_ == "dobj" and verb.lemma_ != "be":
            yield child


def has_happened(clause: Token) -> bool:
    """ "after the network had ignored the order": what came before, and why."""
    marks = [child.lower_ for child in clause.children]
    spoken_of = any(child.dep_ == "nsubj" and child.lower_ in ("it", "they", "he", "she") for child in clause.children)
    return "after" in marks and ("had" in marks or (spoken_of and clause.tag_ == "VBD"))


def is_finding(clause: Token, grammar: Grammar) -> bool:
    """ "after concluding that it had lied", "having found that ...", "after the court had ruled that ..."."""
    if clause.lemma_ not in grammar.word_set("prepositions", "finding"):
        return False
    beside = {child.lower_ for child in clause.children if child.dep_ in ("mark", "aux")}
    after = clause.tag_ == "VBG" or bool(beside & {"after", "having"})
    clauses = [child for child in clause.children if child.dep_ == "ccomp" and child.i > clause.i]
    opening = [part for child in clauses for part in child.children]
    return after and any(
        (part.dep_ == "mark" and part.lower_ == "that") or (part.dep_ == "nsubj" and part.tag_ == "PRP")
        for part in opening
    )


def _shared(verb: Token) -> Iterator[Token]:
    """What stands before or behind two verbs and is said of both: "When it did not reply, it was closed and fined"."""
    if verb.pos_ != "VERB":
        return
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        first = min((child.i for child in verb.head.children if child.dep_ in ("nsubj", "nsubjpass")), default=0)
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        yield from (child for child in verb.head.children if child.dep_ == "advcl" and child.i < first and not own)
    for joined in verb.children:
        if joined.dep_ == "conj" and joined.pos_ == "VERB":
            yield from (child for child in joined.children if child.dep_ == "advcl" and _trails(child))


def _trails(clause: Token) -> bool:
    """ "..., accusing it of lies": a participle behind a comma."""
    return clause.tag_ == "VBG" and clause.left_edge == clause and clause.i > 0 and clause.nbor(-1).text == ","


def is_explanation(verb: Token, grammar: Grammar) -> bool:
    """ "..., saying that it harms children", "..., accusing it of lying": the words only tell why the rest was done."""
    if verb.dep_ == "advcl" and any(child.lower_ == "because" for child in verb.children):
        own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        return any(subject.tag_ == "PRP" for subject in own)  # "detained him because he had said that"
    words = grammar.word_set("prepositions", "explaining") | grammar.word_set("prepositions", "accusing")
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_ in words


def accusations(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "accusing it of failing", "accused of spreading rumours", "which it suspects of fixing fees"."""
    if clause.lemma_ not in grammar.word_set("prepositions", "accusing"):
        return
    told = [child for child in clause.children if child.lower_ in ("of", "for", "with")]
    accused = [child for child in clause.children if child.dep_ == "dobj"]
    told += [child for noun in accused for child in noun.children if child.lower_ == "of"]
    for preposition in told:
        if preposition.dep_ == "prep":
            yield from (child for child in preposition.children if child.dep_ in ("pobj", "pcomp"))


def _explanations(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "saying that it disturbs the peace"."""
    if clause.tag_ == "VBG" and clause.lemma_ in grammar.word_set("prepositions", "explaining"):
        yield from (child for child in clause.children if child.dep_ == "ccomp")


def _purposes(clause: Token, deed: Token, grammar: Grammar) -> Iterator[Token]:
    """ "to protect minors", "in order to stop rumours"; not what somebody is told to do."""
    infinitive = any(child.tag_ == "TO" for child in clause.children)
    demanded = deed.lemma_ in {"give", *grammar.word_set("modality", "demanding")} and clause.i > deed.i
    if infinitive and not demanded and clause.lemma_ in grammar.word_set("prepositions", "aims"):
        yield clause


def _causes(clause: Token) -> Iterator[Token]:
    """ "as it had failed to answer", "when the app did not reply": what came before brought it about."""
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
    past = any(child.dep_ == "aux" and child.lower_ == "had" for child in clause.children)
    lacking = any(child.dep_ == "neg" for child in clause.children) or clause.lemma_ in ("fail", "refuse")
    if repeats(clause):
        return
    if (marks & {"as", "since"} and past) or (marks & {"when", "as", "since"} and lacking and clause.tag_ != "VBG"):
        yield clause


def repeats(clause: Token) -> bool:
    """ "as it had done with Globex", "just as it did to Acme": the same once more, no cause."""
    as_ = any(child.dep_ == "mark" and child.lower_ == "as" for child in clause.children)
    return as_ and clause.lemma_ == "do" and any(child.dep_ == "prep" for child in clause.children)


def _behind(preposition: Token, grammar: Grammar) -> Iterator[Token]:
    """ "on the grounds that it lied", "in a bid to stop rumours", "after a complaint by users"."""
    acted = preposition.head.pos_ in ("VERB", "AUX")
    if preposition.lower_ == "on" and preposition.head.lemma_ in grammar.word_set("light_verbs", "placing"):
        return  # "put on a boycott that lasts for years": where it is put, no cause
    for noun in preposition.children:
        if noun.dep_ == "pcomp" and acted and preposition.lower_ == "with":
            yield from _explained_by(noun, grammar)
        if noun.dep_ != "pobj":
            continue
        if acted and (noun.lemma_ in grammar.word_set("prepositions", "ground nouns") or _is_in_order(noun)):
            yield from (child for child in noun.children if child.dep_ in ("acl", "ccomp") or _is_content(child))
            aims = (child for child in noun.children if child.dep_ == "prep" and child.lower_ in ("of", "to"))
            yield from (inner for child in aims for inner in child.children if inner.dep_ == "pcomp")
        elif acted and f"{preposition.lower_} {noun.lower_}" in grammar.word_set("prepositions", "answering"):
            yield from (inner for child in noun.children if child.dep_ == "prep" for inner in child.children)
        elif (
            (acted or preposition.lower_ == "at")
            and preposition.lower_ in grammar.word_set("prepositions", "prompted")
            and _prompts(noun, grammar)
        ):
            yield noun


def _is_in_order(noun: Token) -> bool:
    """ "in order to stop them", but not "in an order to stop"."""
    return noun.lower_ == "order" and noun.head.lower_ == "in" and noun.left_edge == noun


def _is_content(clause: Token) -> bool:
    """ "grounds that it had refused": the parser takes it for a relative clause."""
    return clause.dep_ == "relcl" and any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _explained_by(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "with the agency citing fraud", "with officials saying that it lied"."""
    if clause.lemma_ in grammar.word_set("prepositions", "explaining"):
        yield from (child for child in clause.children if child.dep_ == "ccomp")
    if clause.lemma_ in grammar.word_set("prepositions", "citing"):
        yield from (child for child in clause.children if child.dep_ == "dobj")


def _prompts(noun: Token, grammar: Grammar) -> bool:
    """ "a complaint by users", "a series of lynchings"."""
    nouns = [noun]
    if noun.lemma_ in grammar.word_set("partitives", "partitives"):
        nouns += [inner for child in noun.children if child.lower_ == "of" for inner in child.children]
    return any(one.lemma_ in grammar.word_set("prepositions", "promptings") for one in nouns)
