"""Clauses that the parser hangs on the nearest word, put where tense, particles and sense say that they belong."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.syntax.relative_clauses import part_likened
from kg.grammar import Grammar
from kg.tokens import Token

PRESENT = ("VBP", "VBZ")
DASHES = ("–", "—", "--")
TIMES = ("after", "before", "since", "until")
FAR = 20  # tokens between a campaign and the clause that tells who launched it
SUBJECTS = ("nsubj", "nsubjpass")


def mend_clause(token: Token, grammar: Grammar) -> None:
    """Hang the word where it belongs, whichever of the ways to err it is."""
    if token.dep_ in ("conj", "acl"):
        mend_swallowed_subject(token)
    if token.dep_ == "conj":
        mend_joined_infinitive(token)
        mend_bare_alternative(token)
        mend_joined_present(token)
        mend_time_clause(token)
        mend_handed_out(token, grammar)
    elif token.dep_ == "acl" and token.tag_ == "VBN":
        mend_named(token, grammar)
        mend_had_done(token, grammar)
    elif token.dep_ == "relcl":
        mend_told(token, grammar)
        mend_campaign_clause(token, grammar)
    elif token.dep_ == "ROOT":
        mend_dashed(token)
        mend_named_in_time_clause(token)
    elif token.dep_ == "advcl":
        part_likened(token)
    elif token.dep_ == "prep" and token.lower_ == "over":
        mend_over(token)


def has_subject(verb: Token) -> bool:
    """The verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def mend_named_in_time_clause(verb: Token) -> None:
    """ "was fined, a day after the watchdog, the Foo Authority, told shops ...": the last verb is no report."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i < verb.i), None)
    name = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if clause is None or name is None or not clause.i < name.i < verb.i or not has_subject(clause):
        return
    comma = name.left_edge.i - 1
    noun = verb.doc[comma - 1]
    preposition = noun.head
    timed = noun.dep_ == "pobj" and noun.pos_ == "NOUN" and preposition.lower_ in TIMES
    timed = timed and not noun.ent_type_ and any(child.dep_ in ("dobj", "xcomp") for child in verb.children)
    if verb.doc[comma].text != "," or not timed or not clause.is_ancestor(preposition):
        return
    clause.head, clause.dep_ = clause, "ROOT"
    verb.head, verb.dep_ = clause, "advcl"
    preposition.head, preposition.dep_ = verb, "mark"
    noun.head, noun.dep_ = verb, "nsubj"
    name.head, name.dep_ = noun, "appos"


def mend_joined_infinitive(verb: Token) -> None:
    """ "ordered shops to open only from 8 to 9 and to make users register": what "to" opens goes on from "to"."""
    to = next((child for child in verb.children if child.tag_ == "TO"), None)
    if to is None or verb.head.tag_ in ("VB", "VBG") or verb.head.pos_ == "VERB":
        return
    if verb.doc[to.i - 1].lower_ not in ("and", "or", ","):
        return
    for other in reversed(verb.doc[verb.sent.start : to.i]):
        if other.tag_ == "VB" and any(child.tag_ == "TO" for child in other.children) and other.dep_ != "conj":
            verb.head = other
            return


def mend_bare_alternative(verb: Token) -> None:
    """ "to explain how it checks ages, or face a ban": what "or" joins without an ending goes on from "to explain"."""
    above = verb.head
    if verb.tag_ != "VB" or above.tag_ not in ("VBZ", "VBD") or any(child.dep_ == "aux" for child in verb.children):
        return
    if verb.doc[verb.left_edge.i - 1].lower_ != "or" or not has_subject(above):
        return
    to_do = (node for node in above.ancestors if node.tag_ == "VB")
    verb.head = next((node for node in to_do if any(child.tag_ == "TO" for child in node.children)), above)


def mend_swallowed_subject(verb: Token) -> None:
    """ "removed 300 clips from Foo and Bar deleted 20 accounts": without "and" before it, it is Bar that deleted."""
    if verb.tag_ not in ("VBD", "VBZ", "VBN") or has_subject(verb) or verb.i == 0:
        return
    if any(child.dep_ in ("aux", "auxpass", "agent", "mark", "cc") and child.i < verb.i for child in verb.children):
        return
    name = verb.nbor(-1)
    above = name.head
    joint = next((child for child in above.children if child.dep_ == "cc" and above.i < child.i < name.i), None)
    objects = [child for child in verb.rights if child.dep_ == "dobj"]
    if name.pos_ != "PROPN" or name.dep_ != "conj" or above.pos_ != "PROPN" or joint is None or not objects:
        return
    clause = next((node for node in above.ancestors if node.pos_ == "VERB" and node != verb), None)
    if clause is None or not has_subject(clause):
        return
    verb.tag_ = "VBD" if verb.tag_ == "VBN" else verb.tag_
    verb.head, verb.dep_ = clause, "conj"
    name.head, name.dep_ = verb, "nsubj"
    joint.head = clause


def mend_joined_present(verb: Token) -> None:
    """ "launched a drive against posts that stir up hatred, spread panic": the posts spread it."""
    above = verb.head
    if verb.tag_ not in PRESENT or above.tag_ != "VBD" or has_subject(verb):
        return
    if any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        return
    for other in reversed(verb.doc[above.i + 1 : verb.i]):
        if other.dep_ == "relcl" and other.tag_ == verb.tag_ and above.is_ancestor(other):
            verb.head = other
            return


def mend_handed_out(verb: Token, grammar: Grammar) -> None:
    """ "had been summoned by the court and issued a warning": who was summoned got it."""
    above = verb.head
    passive = any(child.dep_ == "auxpass" for child in above.children)
    if (
        verb.dep_ != "conj"
        or not passive
        or verb.tag_ not in ("VBD", "VBN")
        or verb.lemma_ not in grammar.word_set("light_verbs", "handing")
    ):
        return
    if any(child.dep_ in (*SUBJECTS, "aux", "auxpass", "dative") for child in verb.children):
        return
    acted = [child for child in verb.children if child.dep_ == "dobj"]
    if len(acted) == 1 and acted[0].lemma_ in grammar.word_set("light_verbs", "handed out"):
        verb.tag_ = "VBN"


def mend_time_clause(verb: Token) -> None:
    """ "taken after the regulator issued a notice": the name before the verb is its subject, no object of "after"."""
    if not (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _has_had(verb))):
        return
    if any(child.dep_ in (*SUBJECTS, "auxpass") for child in verb.children):
        return
    last = verb.nbor(-1) if verb.i > verb.sent.start else verb
    while last.i > verb.sent.start and (last.is_punct or last.head == verb):
        last = last.nbor(-1)
    for noun in (last, *last.ancestors):
        if noun.i <= verb.head.i or noun.right_edge.i > last.i + 1:
            return
        preposition = noun.head
        paired = verb.nbor(-1).text != "," or any(part.text == "," for part in verb.doc[noun.i : last.i])
        if noun.dep_ == "pobj" and preposition.dep_ == "prep" and preposition.lower_ in TIMES and paired:
            above = preposition.head
            noun.dep_, noun.head = "nsubj", verb
            verb.head, verb.dep_ = above, "advcl"
            preposition.dep_, preposition.head = "mark", verb
            return


def _has_had(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in verb.children)


def mend_named(participle: Token, grammar: Grammar) -> None:
    """ "detained a man named Musa because he had lied": why they detained him, not why he is called so."""
    noun = participle.head
    verb = noun.head
    if participle.lemma_ not in grammar.word_set("light_verbs", "naming people") or noun.dep_ not in (
        "dobj",
        "nsubjpass",
    ):
        return
    name = next((child for child in participle.children if child.dep_ in ("oprd", "dobj", "attr")), None)
    if name is None or verb.pos_ != "VERB":
        return
    for child in list(participle.children):
        if child.i > name.i and child.dep_ in ("prep", "advcl") and child.lower_ != "of":
            child.head = verb


def mend_had_done(participle: Token, grammar: Grammar) -> None:
    """ "had the app of Acme, a shop, removed": the app is removed, not the shop."""
    having = grammar.word_set("light_verbs", "having done")
    for noun in participle.head.ancestors:
        if noun.dep_ == "dobj" and noun.head.lemma_ in having and noun.head.i < noun.i:
            if participle.doc[participle.i - 1].text == "," and noun.right_edge == participle.right_edge:
                participle.head = noun
            return
        if noun.dep_ not in ("pobj", "prep", "conj", "appos"):
            return


def mend_dashed(root: Token) -> None:
    """ "It fined them – the sums are not known – told them to stop": what stands between dashes is told aside."""
    dashes = [token.i for token in root.sent if _is_dash(token)]
    if len(dashes) != 2 or not dashes[0] < root.i < dashes[1] or not has_subject(root):
        return
    before = [child for child in root.children if child.i < dashes[0] and child.dep_ == "ccomp" and has_subject(child)]
    behind = [child for child in root.children if child.i > dashes[1] and child.pos_ == "VERB"]
    if len(before) != 1 or any(has_subject(verb) for verb in behind):
        return
    first = before[0]
    first.head, first.dep_ = first, "ROOT"
    root.head, root.dep_ = first, "parataxis"
    for child in [child for child in root.children if child.i > dashes[1]]:
        child.head = first
        if child in behind:
            child.dep_ = "conj"


def mend_campaign_clause(clause: Token, grammar: Grammar) -> None:
    """ "a campaign to protect pupils, which the ministry launched in May": nobody launches pupils."""
    which = next((child for child in clause.children if child.lower_ in ("which", "that")), clause)
    campaigns, started = grammar.word_set("heads", "Campaign"), grammar.word_set("light_verbs", "setting going")
    suffered = clause.lemma_ in started and which.dep_ in ("dobj", "nsubjpass")
    noun = clause.head
    if not suffered or which.nbor(-1).text != "," or noun.pos_ == "PROPN" or noun.lemma_ in campaigns:
        return
    while noun.dep_ in ("pobj", "prep", "dobj", "acl", "relcl", "conj", "advmod", "xcomp") and clause.i - noun.i < FAR:
        noun = noun.head
        if noun.pos_ == "NOUN" and noun.lemma_ in campaigns:
            clause.head = noun
            return


def _is_dash(token: Token) -> bool:
    spaced = token.text == "-" and token.i > 0 and bool(token.nbor(-1).whitespace_)
    return token.text in DASHES or (spaced and bool(token.whitespace_))


def mend_told(clause: Token, grammar: Grammar) -> None:
    """ "told its users at the time that updates had been halted": no time that has been halted."""
    that = next((child for child in clause.children if child.lower_ == "that"), clause)
    subjects = [child for child in clause.children if child.dep_ in SUBJECTS and child.i > that.i]
    preposition = clause.head.head
    verb = preposition.head
    if that is clause or not subjects or clause.head.dep_ != "pobj" or preposition.dep_ != "prep":
        return
    telling = verb.lemma_ in grammar.word_set("modality", "reporting") and verb.i < preposition.i
    if telling and not any(child.dep_ in ("ccomp", "xcomp") for child in verb.children):
        clause.head, clause.dep_, that.dep_ = verb, "ccomp", "mark"


def mend_over(preposition: Token) -> None:
    """ "summoned Acme and its app Foo over leaks": a name is not over leaks, the summons is."""
    for node in _names_above(preposition):
        if node.dep_ == "dobj" and node.head.pos_ == "VERB" and node.head.i < node.i:
            preposition.head = node.head
            return


def _names_above(preposition: Token) -> Iterator[Token]:
    """The name that a preposition hangs on, and those that it is joined to."""
    node = preposition.head
    while node.pos_ == "PROPN" or (node.pos_ == "NOUN" and node.text[:1].isupper()):
        yield node
        if node.dep_ not in ("conj", "appos"):
            return
        node = node.head
    if node.pos_ == "NOUN" and any(child.dep_ in ("conj", "appos") for child in node.children):
        yield node
