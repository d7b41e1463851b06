"""What the parser gets wrong systematically, put right before anything is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.annotate import Parse
from kg.extract.syntax.appositions import seat_description, seat_likened, seat_name, seat_time
from kg.extract.syntax.counted_lists import mend_bare_number, mend_caused_list, mend_counted_list, mend_heading_list
from kg.extract.syntax.decreed import mend_decreed, mend_decreed_clause
from kg.extract.syntax.denials import seat_denied_charge
from kg.extract.syntax.headlines import mend_broken_headline, mend_headline_verb
from kg.extract.syntax.hyphens import join_particle, join_prefix, join_verb
from kg.extract.syntax.name_lists import mend_apposed_list, mend_name_list, mend_torn_owner
from kg.extract.syntax.openings import part_date_from_name
from kg.extract.syntax.papers import order_given
from kg.extract.syntax.relative_clauses import hang_by_number, hang_on_person, hang_on_rule, hang_question
from kg.extract.syntax.speakers import seat_speakers
from kg.extract.syntax.stranded import give_object, take_object
from kg.extract.syntax.tenses import is_bare_participle, is_plain_past, undertakes
from kg.extract.syntax.torn_clauses import mend_clause
from kg.extract.syntax.verb_groups import join_verb_groups, mend_gone
from kg.extract.syntax.voices import mend_voice, shares_passive
from kg.extract.syntax.word_forms import (
    group_deeds,
    head_nouns,
    promising_verbs,
    speaking_verbs,
    verb_forms,
    verb_presents,
)
from kg.grammar import Grammar
from kg.tokens import Token, Words

FINITE = ("VBD", "VBZ", "VBP")
QUOTES = '“”"'
SUBORDINATE = ("ccomp", "dep", "advcl", "parataxis", "conj", "relcl", "acl")


def repair(parse: Parse, grammar: Grammar) -> None:
    """Put right the lemmas, parts of speech and tags that a small model gets wrong again and again."""
    _mend_words(parse, grammar)
    nouns, deeds = head_nouns(grammar), group_deeds(grammar)
    orders = grammar.word_set("modality", "effecting")
    for token in parse.doc:
        mend_gone(token)
        _mend_trailing_report(token, grammar)
        mend_heading_list(token)
        mend_bare_number(token)
        mend_counted_list(token)
        mend_caused_list(token, grammar)
        mend_decreed(token, orders)
        mend_decreed_clause(token)
        mend_name_list(token)
        mend_apposed_list(token)
        mend_torn_owner(token)
        mend_clause(token, grammar)
        _mend_second_subject(token)
        mend_voice(token, grammar, deeds, nouns)
        if token.tag_ == "VBD" and (shares_passive(token, grammar) or is_bare_participle(token)):
            token.tag_ = "VBN"
        elif token.tag_ == "VBN" and (is_plain_past(token) or undertakes(token, grammar)):
            token.tag_ = "VBD"
        elif (above := _clause_that_goes_on(token, grammar)) != token.head:
            token.head = above
        elif token.text == "-":
            join_prefix(token, grammar)
            join_particle(token)
            join_verb(token, grammar)
    for sentence in list(parse.doc.sents):
        _part_at_semicolons(sentence)
        seat_speakers(sentence, grammar)
        _mend_lost_predicate(sentence)
        mend_headline_verb(sentence, verb_presents(grammar))
        _part_at_conjunction(sentence)
    _mend_broken_headlines(parse, grammar)
    join_verb_groups(parse, grammar)
    _seat_words(parse, grammar)


def _mend_words(parse: Parse, grammar: Grammar) -> None:
    """What a word is and what it comes from, where the grammar knows better."""
    forms, nouns = verb_forms(grammar), head_nouns(grammar)
    for token in parse.doc:
        if token.pos_ in ("VERB", "AUX", "ADJ") and token.lower_ in forms and token.tag_.startswith(("VB", "JJ")):
            token.lemma_ = forms[token.lower_]
        if token.pos_ == "VERB" and token.lower_ in nouns and _stands_as_noun(token):
            token.pos_, token.tag_, token.lemma_ = (
                "NOUN",
                "NNS" if token.lower_ != nouns[token.lower_] else "NN",
                nouns[token.lower_],
            )
        if token.pos_ == "PROPN" and token.is_lower and token.lower_ in nouns:
            token.pos_, token.lemma_ = "NOUN", nouns[token.lower_]
            token.tag_ = "NN" if token.lower_ == token.lemma_ else "NNS"


def _mend_broken_headlines(parse: Parse, grammar: Grammar) -> None:
    """Join what the parser takes for two sentences of one headline."""
    for first, second in pairwise(list(parse.doc.sents)):
        if parse.blocks[first.start] == parse.blocks[second.start]:
            mend_broken_headline(first, second, verb_presents(grammar))


def _seat_words(parse: Parse, grammar: Grammar) -> None:
    """Infinitives and relative clauses hang where they belong."""
    for token in parse.doc:
        if token.tag_ == "VB" and token.dep_ in ("advcl", "relcl", "acl"):
            _seat_infinitive(token, grammar)
        if token.dep_ == "relcl" and token.head.pos_ in ("NOUN", "PROPN"):
            seat_denied_charge(token, grammar)
            hang_on_person(token)
            hang_by_number(token)
            hang_on_rule(token, grammar)
            hang_question(token)
        _seat_subject(token)
        part_date_from_name(token)
        seat_description(token)
        seat_name(token)
        seat_likened(token)
        seat_time(token)
        give_object(token)
        take_object(token)


def _mend_second_subject(token: Token) -> None:
    """ "Foo vows clean-up after officials close 10 pages": what stands before "after" does not close them."""
    mark = next((child for child in token.children if child.dep_ == "mark"), None)
    subjects = [child for child in token.children if child.dep_ == "nsubj"] if mark is not None else []
    if mark is not None and len(subjects) > 1 and subjects[0].i < mark.i < subjects[-1].i:
        for subject in (one for one in subjects if one.i < mark.i):
            subject.dep_ = "dep"


def _part_at_semicolons(sentence: Words) -> None:
    """ "Weibo was fined; nobody was arrested, the ministry said": the halves say nothing of each other."""
    segments = list(_segments(sentence))
    for token in sentence if segments and segments[-1] else ():
        ours = segments[token.i - sentence.start]
        crosses = ours != segments[token.head.i - sentence.start]
        if crosses and token.pos_ in ("VERB", "AUX") and token.dep_ in SUBORDINATE and _has_subject(token):
            below, above = token, token.head
            while above.head != above and segments[above.i - sentence.start] != ours:
                below, above = above, above.head
            reported = below.dep_ == "ccomp" and segments[above.i - sentence.start] == ours
            token.head, token.dep_ = (above, "ccomp") if reported else (sentence.root, "segment")


def _mend_lost_predicate(sentence: Words) -> None:
    """ "A former editor called the step necessary.": a sentence without a verb of its own has one in disguise."""
    noun = sentence.root
    if noun.pos_ not in ("NOUN", "PROPN") or sentence[-1].text not in (".", "!"):
        return
    if any(token.tag_ in (*FINITE, "MD") for token in sentence):
        return
    disguised = [
        child
        for child in noun.children
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lower_.endswith("ed") and _has_object(child)
    ]
    if len(disguised) == 1:
        verb = disguised[0]
        verb.tag_, verb.head, verb.dep_ = "VBD", verb, "ROOT"
        noun.head, noun.dep_ = verb, "nsubj"
        for child in [child for child in noun.children if child.i > verb.i]:
            child.head = verb


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in ("dobj", "oprd", "ccomp", "dative") for child in verb.children)


def _segments(sentence: Words) -> Iterator[int]:
    """For each token, how many semicolons stand before it outside quotation marks."""
    number, quoted = 0, False
    for token in sentence:
        quoted = quoted != (token.text in QUOTES)
        number += token.text == ";" and not quoted
        yield number


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)


def _seat_infinitive(verb: Token, grammar: Grammar) -> None:
    """ "a law passed that forbids shops to sell": what stands right behind whom it is said to is theirs to do."""
    to = verb.left_edge
    if to.tag_ != "TO" or to.i < 2:
        return
    if (order := order_given(verb, grammar)) is not None:
        verb.head, verb.dep_ = order, "acl"
        return
    noun = next((node for node in (to.nbor(-1), *to.nbor(-1).ancestors) if node.dep_ == "dobj"), None)
    if noun is None or noun.right_edge.i != to.i - 1 or noun.head.i <= verb.head.i or noun.head == verb.head:
        return
    if any(noun.head.lemma_ in grammar.word_set("modality", key) for key in ("demanding", "forbidding")):
        verb.head, verb.dep_ = noun.head, "xcomp"


def _part_at_conjunction(sentence: Words) -> None:
    """ "Lopez warned of delays, and the court has asked Acme to wait": the first clause is not what is asked."""
    for clause in sentence:
        above = clause.head
        if clause.dep_ != "ccomp" or clause.i > above.i or not (_has_subject(clause) and _has_subject(above)):
            continue
        joined = [child for child in clause.children if child.dep_ == "cc" and child.i > clause.i]
        if joined and not any(child.dep_ == "conj" for child in clause.children):
            clause.dep_ = "conj"
            for child in [child for child in clause.children if child.i > joined[0].i]:
                child.head = above


def _seat_subject(noun: Token) -> None:
    """
    What stands before a finite verb is its subject, no part of it.

    "More than 7 million Kenyans use the app"      Kenyans
    "The CAC summons Foo"                          CAC; and Foo is its object
    """
    verb = noun.head
    if noun.dep_ not in ("compound", "nmod") or noun.i != verb.i - 1 or verb.pos_ != "VERB" or _has_subject(verb):
        return
    if noun.tag_ in ("NNS", "NNPS") and verb.tag_ in FINITE:
        noun.dep_ = "nsubj"
    elif noun.pos_ == "PROPN" and verb.tag_ == "VBZ":
        noun.dep_ = "nsubj"
        behind = [child for child in verb.children if child.dep_ == "appos" and child.left_edge.i == verb.i + 1]
        for name in behind:
            name.dep_ = "dobj"


def _clause_that_goes_on(token: Token, grammar: Grammar) -> Token:
    """ "ordered Acme to leave and fined it": a finite verb goes on from the finite one above."""
    above = token.head
    if token.dep_ != "conj":
        return above
    if _reports_on(token, grammar):
        return above.head
    reports = any(child.dep_ == "ccomp" for child in token.children)
    joined_to_report = reports and above.dep_ == "ccomp" and _is_suffered(above)
    if token.tag_ not in FINITE or not (above.tag_ in ("VB", "VBG") or joined_to_report):
        return above
    if _has_modal(above) and not joined_to_report and not _is_set_off(token):
        return above
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for child in token.children):
        return above
    return next((node for node in above.ancestors if node.tag_ == token.tag_ and node.pos_ in ("VERB", "AUX")), above)


def _reports_on(token: Token, grammar: Grammar) -> bool:
    """ "admitted that its staff had been slow and said that ...": who admitted it says it, not the staff."""
    above, speaking = token.head, speaking_verbs(grammar)
    if above.dep_ != "ccomp" or _has_subject(token) or above.lemma_ in speaking:
        return False
    report = above.head
    if report.pos_ != "VERB" or report.i > above.i or not _has_subject(report):
        return False
    ours = [child.lower_ for child in token.children if child.dep_ == "aux"]
    theirs = [child.lower_ for child in report.children if child.dep_ == "aux"]
    reports = token.lemma_ in speaking and token.tag_ in FINITE and any(one.dep_ == "ccomp" for one in token.children)
    promises = token.lemma_ in promising_verbs(grammar) and any(one.dep_ == "xcomp" for one in token.children)
    reports = reports or (promises and "had" in [one.lower_ for one in above.children if one.dep_ == "aux"])
    goes_on = bool(ours) and ours == theirs and ours != [one.lower_ for one in above.children if one.dep_ == "aux"]
    return report.lemma_ in speaking and (reports or goes_on or _leaves_the_report(token, above, report))


def _leaves_the_report(token: Token, above: Token, report: Token) -> bool:
    """ "announced that Acme was closing its office, and accused Lopez of lies": in the tense of the report, set off."""
    under_way = above.tag_ == "VBG" and any(child.dep_ == "aux" and child.tag_ == "VBD" for child in above.children)
    joint = next((child for child in above.children if child.dep_ == "cc" and above.i < child.i < token.i), None)
    return under_way and token.tag_ == report.tag_ == "VBD" and joint is not None and joint.nbor(-1).text == ","


def _is_set_off(verb: Token) -> bool:
    """ "stated that users can see it, and undertook to ...": a comma parts the past tense from what can be."""
    joint = verb.left_edge.i - 1
    return verb.tag_ == "VBD" and joint > 1 and verb.doc[joint].tag_ == "CC" and verb.doc[joint - 1].text == ","


def _is_suffered(verb: Token) -> bool:
    """ "said that access had been cut and pledged that ...": what was cut pledges nothing."""
    return any(child.dep_ == "nsubjpass" for child in verb.children)


def _has_modal(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ in ("MD", "VBD", "VBP", "VBZ") for child in verb.children)


def _stands_as_noun(token: Token) -> bool:
    """ "suspended 21 more fan club accounts": a counted or compounded word in a noun's place is one."""
    before = [child for child in token.lefts if child.dep_ in ("compound", "amod", "nummod", "det", "poss")]
    return bool(before) and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "conj", "ROOT", "ccomp", "appos")


def _mend_trailing_report(token: Token, grammar: Grammar) -> None:
    """ "..., the platform announced on Monday": a report, no apposition."""
    noun, root = token.head, token.sent.root
    taken = noun.dep_ == "nsubj" and noun.head != root and token.i < noun.head.i
    if (
        token.dep_ not in ("acl", "relcl")
        or not (taken or noun.dep_ in ("appos", "conj", "npadvmod", "dobj", "pobj"))
        or noun.i != token.i - 1
    ):
        return
    before = noun.left_edge.i - 1
    if (
        before <= token.sent.start
        or token.doc[before].text not in (",", "”", '"')
        or token.lemma_ not in grammar.word_set("modality", "reporting")
    ):
        return
    root = token.sent.root
    if (
        root.pos_ not in ("VERB", "AUX")
        or root.i > token.i
        or any(child.dep_ in ("agent", "dobj", "nsubj", "ccomp") for child in token.children)
    ):
        return
    if taken:
        _give_own_subject(noun.head, noun)
    token.tag_, token.dep_, token.head = "VBD", "parataxis", root
    noun.dep_, noun.head = "nsubj", token


def _give_own_subject(verb: Token, noun: Token) -> None:
    """ "..., the platform announced, as a drive gathers pace": it is the drive that does."""
    for preposition in noun.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("as", "while", "after", "before"):
            for subject in preposition.children:
                subject.head, subject.dep_ = verb, "nsubj"
            preposition.head, preposition.dep_, verb.dep_ = verb, "mark", "advcl"
            return
