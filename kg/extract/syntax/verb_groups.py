"""Verbs that the parser takes apart or for another word: "switched | off the list", "had | frozen accounts"."""

from __future__ import annotations

from kg.annotate import Parse
from kg.extract.syntax.subjects import SUBJECTS
from kg.extract.syntax.word_forms import group_deeds, phrasal_verbs, verb_presents, verbs_of_several_words
from kg.grammar import Grammar
from kg.tokens import Token


def join_verb_groups(parse: Parse, grammar: Grammar) -> None:
    """Particles hang on their verb, and a perfect's participle is what the clause is about."""
    phrasal, deeds, forms = phrasal_verbs(grammar), group_deeds(grammar), verb_presents(grammar)
    for token in parse.doc:
        _mend_demanded_deed(token)
        _mend_infinitive(token, deeds)
        _mend_acting_office(token, grammar)
        if token.dep_ == "ccomp" and _is_demanded(token, grammar):
            token.tag_ = "VB"
        if token.tag_ == "NNS" and token.lower_ in forms and _has_subject_only(token):
            token.pos_, token.tag_, token.lemma_ = "VERB", "VBZ", forms[token.lower_]  # "The law obliges shops to"
        if token.dep_ == "dative" and token.pos_ == "ADP":
            token.dep_ = "prep"  # "issued warnings to two shops"
        if token.dep_ == "acl" and token.tag_ == "VBG" and token.head.ent_type_ == "DATE":
            _hang_on_verb(token)
        if token.dep_ == "prep" and f"{token.head.lemma_} {token.lower_}" in phrasal:
            _make_particle(token)
        if token.tag_ == "WDT" and token.dep_ in SUBJECTS and _has_other_subject(token):
            token.dep_ = "mark"  # "said at the time that updates had been halted"
        if token.dep_ == "amod" and token.lemma_ in deeds and (token.tag_ == "VBN" or token.lower_.endswith("ed")):
            _join_perfect(token)
            _raise_perfect(token)


def _mend_demanded_deed(token: Token) -> None:
    """ "demanded that YouTube delete two clips": a word with subject and object is no adjective."""
    if token.pos_ != "ADJ":
        return
    told = {child.dep_ for child in token.children}
    if token.dep_ == "ccomp" and told >= {"mark", "nsubj", "dobj"}:
        token.pos_, token.tag_ = "VERB", "VB"
    elif token.dep_ == "ROOT" and told >= {"nsubj", "dobj"}:
        token.pos_, token.tag_ = "VERB", "VBP"  # "EU regulators fine Foo"


def _mend_infinitive(token: Token, deeds: frozenset[str]) -> None:
    """ "a failure to delete content": behind "to" a verb that the parser takes for part of the noun."""
    noun = token.head
    if token.dep_ not in ("amod", "compound") or token.lower_ not in deeds or noun.dep_ != "pobj":
        return
    to = noun.head
    if to.lower_ == "to" and to.i == token.i - 1 and noun.left_edge == token and noun.pos_ == "NOUN":
        token.pos_, token.tag_, token.lemma_ = "VERB", "VB", token.lower_
        token.head, token.dep_ = to.head, "acl" if to.head.pos_ == "NOUN" else "xcomp"
        to.head, to.dep_, to.tag_ = token, "aux", "TO"
        noun.head, noun.dep_ = token, "dobj"


def _mend_acting_office(participle: Token, grammar: Grammar) -> None:
    """ "Later investigating judges charged him": nobody investigates the judges."""
    verb = participle.head
    noun = next((child for child in participle.children if child.dep_ == "dobj"), None)
    if participle.tag_ != "VBG" or participle.dep_ != "csubj" or noun is None:
        return
    if not any(noun.lemma_ in grammar.word_set("heads", kind) for kind in ("PeopleGroup", "Authority")):
        return
    if noun.i == participle.i + 1 and verb.i > noun.i and verb.tag_ in ("VBD", "VBP"):
        for child in [child for child in participle.children if child != noun]:
            child.head = verb
        noun.head, noun.dep_ = verb, "nsubj"
        participle.head, participle.dep_, participle.pos_ = noun, "amod", "ADJ"


def _has_subject_only(word: Token) -> bool:
    """It has what a verb has, and nothing that counts or describes a noun."""
    told = {child.dep_ for child in word.children}
    return "nsubj" in told and not told & {"nummod", "det", "amod", "poss", "compound"}


def _has_other_subject(pronoun: Token) -> bool:
    return any(child.dep_ in SUBJECTS and child.i > pronoun.i for child in pronoun.head.children)


def _hang_on_verb(participle: Token) -> None:
    """ "wrote to them on Friday asking for answers": no Friday asks."""
    verb = next((node for node in participle.ancestors if node.pos_ in ("VERB", "AUX")), None)
    if verb is not None and verb.i < participle.i:
        participle.head, participle.dep_ = verb, "advcl"


def _is_demanded(deed: Token, grammar: Grammar) -> bool:
    """ "requires that all shops store it": a bare verb behind "that", though its form is that of the present, too."""
    marked = any(child.lower_ == "that" and child.dep_ == "mark" for child in deed.children)
    bare = deed.pos_ == "VERB" and deed.lower_ == deed.lemma_ and deed.tag_ in ("VBP", "VBD")
    demanding = grammar.word_set("modality", "demanding") - grammar.word_set("modality", "telling")
    return marked and bare and deed.head.lemma_ in demanding


def _make_particle(preposition: Token) -> None:
    """ "switched off its reply function": what is behind the particle is what is switched off."""
    verb, inner = preposition.head, [child for child in preposition.children if child.dep_ == "pobj"]
    taken = any(child.dep_ in ("dobj", "auxpass", "nsubjpass") for child in verb.children)
    if verb.pos_ != "VERB" or taken or preposition.i != verb.i + 1 or len(inner) != 1:
        return
    preposition.dep_ = "prt"
    inner[0].head, inner[0].dep_ = verb, "dobj"


def _join_perfect(participle: Token) -> None:
    """ "censors had frozen downloads": with nothing between the two, "had" only bears the tense."""
    noun, auxiliary = participle.head, participle.head.head
    bare = noun.left_edge == participle and participle.i == auxiliary.i + 1
    if auxiliary.lemma_ != "have" or auxiliary.pos_ not in ("VERB", "AUX") or noun.dep_ != "dobj" or not bare:
        return
    above, role = (auxiliary.head, auxiliary.dep_) if auxiliary.head != auxiliary else (participle, "ROOT")
    participle.head, participle.dep_, participle.pos_ = above, role, "VERB"
    for child in [child for child in auxiliary.children if child != participle]:
        child.head = participle
    auxiliary.head, auxiliary.dep_, auxiliary.pos_ = participle, "aux", "AUX"


def _raise_perfect(participle: Token) -> None:
    """ "Acme has disabled comments": what is taken for a noun with a subject is what has been done to it."""
    noun = participle.head
    tense = next((child for child in noun.children if child.dep_ == "aux" and child.lemma_ == "have"), None)
    subject = any(child.dep_ == "nsubj" for child in noun.children)
    if tense is None or not subject or tense.i != participle.i - 1 or noun.pos_ != "NOUN":
        return
    above, role = (noun.head, noun.dep_) if noun.head != noun else (participle, "ROOT")
    participle.head, participle.dep_, participle.pos_, participle.tag_ = above, role, "VERB", "VBN"
    for child in [child for child in noun.children if child.i < participle.i or child.dep_ == "punct"]:
        child.head = participle
    noun.head, noun.dep_ = participle, "dobj"


def objects_behind(verb: Token, grammar: Grammar) -> list[Token]:
    """ "disposed of 30 posts", "got rid of it": the object of a verb of several words hangs on the last of them."""
    following = verb.doc[verb.i + 1 : verb.i + 4] if verb.pos_ == "VERB" else ()
    for count in range(len(following), 0, -1):
        words, last = " ".join(token.lower_ for token in following[:count]), following[count - 1]
        if f"{verb.lemma_} {words}" in verbs_of_several_words(grammar):
            return [noun for noun in last.children if noun.dep_ == "pobj" and noun.ent_type_ not in ("DATE", "TIME")]
    return []


def mend_gone(token: Token) -> None:
    """ "the pages were gone": no going."""
    if token.lower_ == "gone" and (token.dep_ == "acomp" or any(child.dep_ == "auxpass" for child in token.children)):
        token.pos_, token.lemma_ = "VERB", "gone"
