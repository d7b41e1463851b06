"""Clauses in a role: what is said, ordered, promised, intended."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.syntax.frames import Role
from kg.extract.syntax.subjects import conjuncts, has_own_subject, surface_subjects
from kg.grammar import Grammar
from kg.tokens import Token

CLAUSES = ("ccomp", "xcomp")
QUESTIONING = ("WRB", "WP", "WDT", "WP$")
FINITE = ("VBD", "VBZ", "VBP", "MD")
MARKS = ("“", '"', "‘", "'")
FUTURE = ("will", "would", "’ll", "'ll", "shall")


def clauses(verb: Token, grammar: Grammar) -> Iterator[Role]:
    """The clauses and infinitives that depend on a verb, by what they are to it."""
    for child in verb.children:
        if child.dep_ in CLAUSES and child.i > verb.i:
            yield Role("clause", child)
            is_infinitive = any(grandchild.tag_ == "TO" for grandchild in child.children)
            if child.tag_ in ("VBN", "VBG") and any(part.lower_ == "being" for part in child.children):
                yield Role("under way", child)
            yield Role("to do" if is_infinitive else "that", child)
            if _is_bare(child, verb, grammar) and not is_infinitive:
                yield Role("bare", child)  # "demanded that Weibo delete it", "had Weibo delete it"
        elif (
            child.dep_ == "advcl" and any(grandchild.tag_ == "TO" for grandchild in child.children) and child.i > verb.i
        ):
            yield Role("to do", child, 1)


def _is_bare(clause: Token, governor: Token, grammar: Grammar) -> bool:
    """A verb without tense: "demanded that Weibo delete it", "had Weibo delete it"."""
    if any(child.dep_ == "aux" for child in clause.children):
        return False
    causing = governor.lemma_ in grammar.word_set("light_verbs", "causing") and clause.i - governor.i > 1
    if clause.tag_ == "VBP" and _is_of_one(clause):
        return True  # "that Google unblock it": the parser takes the subjunctive for a present
    return clause.tag_ == "VB" or (causing and clause.tag_ == "VBP" and clause.pos_ == "VERB")


def _is_of_one(clause: Token) -> bool:
    """A "that" clause of a single thing: "demanded that Google unblock it"."""
    subjects = [child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
    alone = len(subjects) == 1 and subjects[0].tag_ in ("NN", "NNP") and len(conjuncts(subjects[0])) == 1
    return alone and any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.children)


def said(verb: Token, grammar: Grammar) -> Iterator[Role]:
    """The clause that a reporting verb reports, before or behind it, or around it."""
    found = [role for role in _reported(verb, grammar) if _is_assertion(role.head)]
    yield from found
    for role in found:
        yield from (Role("intent", deed) for deed in intents(role.head))
        if _is_scheme(role.head):
            yield Role("scheme", role.head)


def answer_to(verb: Token) -> Token | None:
    """The clause that answers what somebody says: "What do critics say? That the rules are vague."."""
    question, doc = verb.sent, verb.doc
    asked = question[-1].text == "?" and any(child.lower_ == "what" for child in verb.children)
    if not asked or question.end >= len(doc) or doc[question.end].lower_ != "that":
        return None
    return doc[question.end].sent.root


def _reported(verb: Token, grammar: Grammar) -> Iterator[Role]:
    if answer := answer_to(verb):
        yield Role("said", answer)
        return
    own = [child for child in verb.children if child.dep_ == "ccomp"]
    yield from (Role("said", child) for child in own)
    if own or _is_busy(verb, grammar):
        return
    for child in verb.children:
        if child.dep_ in ("dep", "advcl") and child.i < verb.i and has_own_subject(child) and not _is_joined(child):
            yield Role("said", child, 1)
    if verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX"):
        yield Role("said", verb.head, 1)
    elif verb.dep_ == "prep":  # "according to the ministry"
        yield from (Role("said", node, 1) for node in verb.ancestors if node.pos_ in ("VERB", "AUX"))
    elif _is_aside_in(verb.head, verb):
        yield Role("said", verb.head, 1)


def _is_aside_in(clause: Token, verb: Token) -> bool:
    """The reporting verb stands aside in the clause that it reports, and tells not only when it happened."""
    hangs = verb.dep_ in ("dep", "ccomp", "advcl") and clause.pos_ in ("VERB", "AUX")
    timed = any(
        child.dep_ == "mark" and child.lower_ in ("after", "before", "since", "until") for child in verb.children
    )
    return hangs and not timed and _is_aside(verb)


def _is_busy(verb: Token, grammar: Grammar) -> bool:
    """The verb has what it is about: "critics fear harassment", "told the Europeans to stop"."""
    taken = [child.dep_ for child in verb.children if child.dep_ != "dobj" or not _is_dummy_object(child)]
    if any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children):
        return True  # "must report to the police"
    return "xcomp" in taken or ("dobj" in taken and verb.lemma_ not in grammar.word_set("modality", "telling"))


def _is_dummy_object(noun: Token) -> bool:
    """ "as Lopez puts it": it is what she says."""
    return noun.lower_ == "it" and any(child.lower_ == "as" for child in noun.head.children)


def _is_joined(clause: Token) -> bool:
    return any(child.dep_ == "mark" for child in clause.children)


def _is_assertion(clause: Token) -> bool:
    """A clause of its own, no question and no "what he called": "saw their traffic restricted" reports nothing."""
    if any(child.i < clause.i and _asks(child) for child in clause.children):
        return False
    predicated = has_own_subject(clause) or any(child.dep_ == "expl" for child in clause.children)
    if clause.pos_ not in ("VERB", "AUX") or not predicated:
        return clause.left_edge.text in MARKS or (clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text in MARKS)
    return is_finite(clause) or _is_infinitive(clause)


def _asks(word: Token) -> bool:
    """ "what he called", "whether it pays"; not "told reporters that Acme paid", where the parser may err."""
    if word.lower_ in ("whether", "if"):
        return word.dep_ == "mark"
    return word.tag_ in QUESTIONING and word.lower_ != "that"


def is_finite(verb: Token) -> bool:
    """The verb, or an auxiliary of it, bears a tense."""
    return verb.tag_ in FINITE or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in FINITE for child in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def intents(clause: Token) -> Iterator[Token]:
    """What the subject says that it will do: "said it would appeal", "said it was sorry and would pay"."""
    own = [child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
    if not any(child.lower_ in ("it", "they", "we", "he", "she", "i") for child in own):
        return
    carried_on = [child for child in clause.children if child.dep_ == "conj" and not has_own_subject(child)]
    for deed in (clause, *carried_on):
        if any(child.dep_ == "aux" and child.lower_ in FUTURE for child in deed.children):
            yield deed


def voice(subject: Token, grammar: Grammar) -> Token:
    """Who "we" are: the body that says so, of '"We deleted 300 groups," said a spokeswoman for Acme'."""
    if subject.lower_ != "we":
        return subject
    for verb in subject.ancestors:
        if verb.pos_ == "VERB" and verb.lemma_ in grammar.word_set("modality", "reporting"):
            speakers = [head for head in surface_subjects(verb) if head.pos_ in ("NOUN", "PROPN")]
            if subject not in speakers and all(head.ent_type_ != "PERSON" for head in speakers):
                return speakers[0] if len(speakers) == 1 else subject
        if verb.dep_ == "relcl":
            break
    return subject


def _is_scheme(clause: Token) -> bool:
    """What is to be done, by whom being left open: "the data would be moved"."""
    children = {child.dep_ for child in clause.children}
    future = any(child.dep_ == "aux" and child.lower_ in FUTURE for child in clause.children)
    return future and {"nsubjpass", "auxpass"} <= children and not children & {"agent", "neg"}


def _is_aside(verb: Token) -> bool:
    """ "The measure, he said, is good"; "..., according to what she said"."""
    own = list(verb.subtree)
    before, after = own[0].i - 1, own[-1].i + 1
    doc = verb.doc
    return (
        before >= 0
        and doc[before].text in (",", "”", '"', "-", "–", "—")
        and (after >= len(doc) or doc[after].is_punct)
    )
