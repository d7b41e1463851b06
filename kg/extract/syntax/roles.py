"""
Who does what to whom: the logical roles around a verb or noun, whatever the syntax.

A pattern speaks of *subject* and *object*; active and passive voice, relative clauses, participles,
coordination, control, light verbs, nominalisations and appositions are undone here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.syntax.doers import causers, reporters
from kg.extract.syntax.frames import Frame, Role
from kg.extract.syntax.grounds import grounds, has_happened, is_finding
from kg.extract.syntax.papers import issuers
from kg.extract.syntax.partners import partners
from kg.extract.syntax.prepositions import behind_belonging, named, prepositions
from kg.extract.syntax.reports import clauses, said, voice
from kg.extract.syntax.subjects import (
    RELATIVE,
    SUBJECTS,
    by_whom,
    conjuncts,
    is_passive,
    list_start,
    objects,
    surface_subjects,
)
from kg.extract.syntax.verb_groups import objects_behind
from kg.grammar import Grammar
from kg.tokens import Token

# Kind of light verb → the prepositions before the noun that it carries; "" for none, None for any.
HELD = ("under", "in", "into", "to", "behind")
LIGHT: dict[str, tuple[str, ...] | None] = {
    "giving": ("",),
    "receiving": ("",),
    "hitting": None,
    "placing": HELD,
    "being": ("under", "in", "behind", "of"),
}
SUFFERING = ("receiving", "being")  # the subject suffers what the noun says


def verb_frame(verb: Token, grammar: Grammar) -> Frame:
    """The roles around a verb."""
    if verb.dep_ == "aux" and verb.tag_ == "MD":
        return _modal_frame(verb, grammar)
    passive = is_passive(verb) and not _goes_on_active(verb, grammar)
    roles = list(_verb_roles(verb, grammar, passive=passive))
    return Frame(verb, tuple(_unique(roles)), passive)


def _goes_on_active(verb: Token, grammar: Grammar) -> bool:
    """ "Weibo disposed of 30 posts": a past tense taken for a participle has its object behind its particle."""
    subjects = any(child.dep_ == "nsubj" for child in verb.children)
    bare = subjects and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return bare and verb.tag_ == "VBN" and bool(objects_behind(verb, grammar))


def _modal_frame(modal: Token, grammar: Grammar) -> Frame:
    """ "Under the law platforms must obey": the roles of the verb, which is itself what is to be done."""
    deed = modal.head
    if deed.dep_ == "relcl" or any(child.dep_ == "neg" for child in deed.children) or is_passive(deed):
        return Frame(modal, ())
    around = [
        role for role in _verb_roles(deed, grammar, passive=False) if role.name not in ("to do", "clause", "that")
    ]
    joined = [child for child in deed.children if child.dep_ == "conj" and child.tag_ == "VB"]
    around += [role for verb in joined for role in prepositions(verb, grammar, passive=False)]
    around += reporters(deed, grammar)  # "Acme must pay, the court ruled"
    return Frame(modal, (*_unique(around), Role("to do", deed)))


def noun_frame(noun: Token, grammar: Grammar) -> Frame:
    """The roles around a noun, with those that a light verb lends it."""
    carrier, lent = _light_verb(noun, grammar)
    roles = [*_noun_roles(noun, grammar), *lent, *(_attitude(noun, grammar) if noun.pos_ == "ADJ" else ())]
    return Frame(noun, tuple(_unique(roles)), carrier=carrier)


def mark_frame(mark: Token) -> Frame:
    """The roles around a colon that parts a speaker from the words: "Maria Lopez: the rules are vague"."""
    labels = [Role("label", child) for child in mark.children if child.dep_ == "label"]
    if mark.head.dep_ == "segment" and mark.i < mark.head.i:  # "Telegram hits back: "This is politics""
        labels = list(named("label", surface_subjects(mark.head.head)))
    return Frame(mark, (*labels, Role("said", mark.head)) if labels else ())


def _unique(roles: Iterable[Role]) -> Iterator[Role]:
    seen: set[tuple[str, int]] = set()
    for role in roles:
        if (role.name, role.head.i) not in seen:
            seen.add((role.name, role.head.i))
            yield role


def _attitude(adjective: Token, grammar: Grammar) -> Iterator[Role]:
    """ "The company was confident that it obeyed": who is so, and about what."""
    if adjective.dep_ == "acomp" and adjective.head.lemma_ in grammar.word_set("light_verbs", "being"):
        yield from named("subject", surface_subjects(adjective.head))
        yield from clauses(adjective, grammar)
        yield Role("governor", adjective.head)


def _verb_roles(verb: Token, grammar: Grammar, *, passive: bool) -> Iterator[Role]:
    surface = [voice(head, grammar) for head in surface_subjects(verb)]
    acted = objects(verb) or ([] if passive else objects_behind(verb, grammar))
    agents = by_whom(verb)
    if passive:
        yield from named("object", [*surface, *acted])
        yield from named("subject", agents or causers(verb, grammar))
    else:
        yield from named("subject", surface)
        yield from named("subject", issuers(verb, grammar), 1)
        yield from named("object", acted)
    yield from named("object" if passive else "subject", partners(verb, surface, passive=passive))
    yield from _small_clause(verb, acted)
    for role in prepositions(verb, grammar, passive=passive):
        yield role
        counted = any(child.dep_ == "nummod" for child in role.head.children)
        if counted and role.name in grammar.word_set("prepositions", "alongside"):
            yield Role("object", role.head)
    yield from _behind_the_agent(agents, grammar)
    for noun in acted:
        for role in prepositions(noun, grammar, passive=False):
            yield Role(role.name, role.head, role.distance + 1)
        yield from behind_belonging(noun, grammar)
    yield from clauses(verb, grammar)
    yield from (Role("ground", head) for head in grounds(verb, grammar))
    for child in verb.children:
        if child.dep_ in ASIDE:
            yield Role(ASIDE[child.dep_], child)
        elif child.dep_ == "advcl":
            yield from _side_clause(child, grammar)
        elif child.tag_ == "MD":
            yield Role("modal", child)
    yield from (Role("after that", clause) for clause in _shared_grounds(verb))
    if verb.dep_ == "xcomp":
        yield Role("governor", verb.head)
    yield from said(verb, grammar)
    counted = any(head.lemma_.lower() in grammar.word_set("lists", "deeds") for head in surface)
    if (passive and not agents) or counted or verb.lemma_ in grammar.word_set("light_verbs", "paying"):
        yield from reporters(verb, grammar)


def _behind_the_agent(agents: list[Token], grammar: Grammar) -> Iterator[Role]:
    """ "announced by the court on Monday against Foo": what hangs on who acts may be said of the act."""
    for noun in agents:
        inner = prepositions(noun, grammar, passive=False)
        yield from (Role(role.name, role.head, role.distance + 2) for role in inner if role.name != "of")


# The name of the role that spaCy's label gives a word beside the verb.
ASIDE = {"npadvmod": "adverbial", "acomp": "complement", "oprd": "complement", "advmod": "manner"}


def _side_clause(clause: Token, grammar: Grammar) -> Iterator[Role]:
    """A clause beside the verb: on what condition, why, after what."""
    marks = {mark.lower_ for mark in clause.children if mark.dep_ == "mark"}
    if marks & {"if", "unless"}:
        yield from named("condition", surface_subjects(clause))
    if "because" in marks:
        yield Role("because", clause)
    if has_happened(clause) or (clause.tag_ != "VBG" and is_finding(clause, grammar)):
        yield Role("after that", clause)
    if clause.tag_ == "VBG" and clause.lemma_ in grammar.word_set("modality", "demanding"):
        for role in clauses(clause, grammar):
            if role.name == "to do":
                yield Role("demanded by", role.head)  # "sent letters to Acme, demanding to know"
    if clause.lemma_ in grammar.word_set("prepositions", "citing"):
        yield from named("citing", [child for child in clause.children if child.dep_ == "dobj"])


def _shared_grounds(verb: Token) -> Iterator[Token]:
    """ "summoned it and sent it a warning after data had leaked": why both was done."""
    for joined in verb.children:
        if joined.dep_ == "conj" and joined.pos_ == "VERB" and not any(one.dep_ in SUBJECTS for one in joined.children):
            yield from (child for child in joined.children if child.dep_ == "advcl" and has_happened(child))


def _small_clause(verb: Token, acted: list[Token]) -> Iterator[Role]:
    """ "made the page inaccessible", "forbade it to sign up drivers": the parser takes the object for a subject."""
    for child in verb.children:
        infinitive = any(part.tag_ == "TO" for part in child.children)
        clause = child.dep_ == "ccomp" or (child.dep_ == "xcomp" and infinitive)
        if clause and child.i > verb.i and not acted and (child.pos_ == "ADJ" or infinitive):
            if child.pos_ == "ADJ" and not any(part.dep_ in ("cop", "mark", "aux") for part in child.children):
                yield Role("complement", child)
            yield from named("object", [part for part in child.children if part.dep_ == "nsubj" and part.i > verb.i], 1)


def _noun_roles(noun: Token, grammar: Grammar) -> Iterator[Role]:
    for child in noun.children:
        if child.dep_ == "poss":
            yield from named("poss", [_owner(child, noun)])
        elif child.dep_ in ("compound", "nmod") or (child.dep_ == "amod" and child.pos_ in ("PROPN", "NOUN")):
            yield Role("compound", child)
            inner = [part for part in child.children if part.dep_ in ("compound", "nmod") and part.pos_ == "PROPN"]
            yield from (Role("compound", part, 1) for part in inner if child.pos_ == "NOUN")  # "the Almaty dating app"
        elif child.dep_ == "amod" and child.pos_ == "ADJ":
            yield Role("quality", child)
        elif child.dep_ in ("acl", "relcl") and any(grandchild.tag_ == "TO" for grandchild in child.children):
            yield Role("to do", child)
            yield Role("clause", child)
        elif child.dep_ == "acl" and any(grandchild.dep_ == "mark" for grandchild in child.children):
            yield Role("held", child)  # "charges that they collected data"
        elif child.dep_ == "amod" and child.lower_.endswith("based"):
            yield from (Role("compound", part) for part in child.children if part.pos_ == "PROPN")
        elif (
            child.dep_ == "relcl" and any(part.dep_ in SUBJECTS and _is_relative(part) for part in child.children)
        ) or (child.dep_ == "acl" and child.tag_ == "VBG"):
            yield Role("who", child)
    if noun.pos_ == "NOUN" and noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN":  # "its parent Acme"
        yield from (Role("poss", child, 1) for child in noun.head.children if child.dep_ == "poss" and child.i < noun.i)
    owned = any(child.dep_ in ("poss", "det") or child.lemma_ == "own" for child in noun.lefts)
    if noun.dep_ == "conj" and not owned:
        for child in list_start(noun).children:  # "Meta's Facebook, Instagram and WhatsApp"
            if child.dep_ == "poss":
                yield from (Role("poss", one, 1) for one in conjuncts(child))
    yield from prepositions(noun, grammar, passive=False)
    yield from (Role("ground", head) for head in grounds(noun, grammar))
    yield from _equated(noun, grammar)
    yield from _bracketed(noun)
    yield from _found_there(noun, grammar)
    yield from _participle_agents(noun)
    yield from _holders(noun)
    yield from _beside_the_name(noun, grammar)
    yield from _in_which(noun)


def _in_which(noun: Token) -> Iterator[Role]:
    """ "Foo, in which Lopez is a shareholder", "of which she is the head": what the relative clause is said of."""
    clause = noun.head
    if noun.dep_ == "attr" and clause.dep_ == "relcl" and clause.head.pos_ in ("NOUN", "PROPN"):
        for preposition in clause.children:
            if preposition.dep_ == "prep" and any(child.tag_ in RELATIVE for child in preposition.children):
                yield Role(preposition.lower_, clause.head)


def _is_relative(subject: Token) -> bool:
    """ "sites that failed", "sites whose operators failed"."""
    return subject.tag_ in RELATIVE or any(child.tag_ == "WP$" for child in subject.children)


def _found_there(noun: Token, grammar: Grammar) -> Iterator[Role]:
    """ "sites on which it had found propaganda"."""
    for clause in noun.children:
        if clause.dep_ == "relcl" and clause.lemma_ in grammar.word_set("light_verbs", "meeting"):
            prepositions_of = [child for child in clause.children if child.dep_ == "prep"]
            if any(inner.tag_ == "WDT" for child in prepositions_of for inner in child.children):
                yield from (Role("bearing", thing) for thing in objects(clause))


def _beside_the_name(noun: Token, grammar: Grammar) -> Iterator[Role]:
    """ "Professor Lopez of the university": what stands behind the name belongs to the title."""
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN" and noun.i < noun.head.i:
        for role in prepositions(noun.head, grammar, passive=False):
            yield Role(role.name, role.head, role.distance + 1)


def _owner(owner: Token, noun: Token) -> Token:
    """ "the authority, whose inquiry began": whose is the authority's."""
    if owner.tag_ != "WP$":
        return owner
    clause = next((node for node in noun.ancestors if node.dep_ == "relcl"), None)
    return clause.head if clause is not None else owner


def _equated(noun: Token, grammar: Grammar) -> Iterator[Role]:
    """What the noun is said to be: "the verdict of X was ...", "... was the verdict of X", "in X's view, ..."."""
    governor = noun.head
    if noun.dep_ in ("attr", "nsubj") and governor.lemma_ == "be":
        for child in governor.children:
            if child != noun and child.dep_ in ("nsubj", "prep", "attr", "acomp", "ccomp", "advcl", "csubj"):
                yield Role("equated", child)
    if noun.dep_ == "pobj" and governor.dep_ == "prep" and governor.head.pos_ in ("VERB", "AUX"):
        verb = governor.head
        acting = (
            verb.dep_ == "advcl"
            and verb.head.pos_ == "VERB"
            and verb.lemma_ in grammar.word_set("light_verbs", "acting")
        )
        yield Role(f"framed {governor.lower_}", verb.head if acting else verb)
        if governor.i == noun.sent.start and any(child.dep_ == "nsubj" for child in verb.children):
            yield Role(f"opening {governor.lower_}", verb)  # "For Maria Lopez, the law is ..."
    elif _ends_its_clause(noun):  # "delisted four apps at the court's request"
        yield Role("framed at", governor.head.head, 1)


def _ends_its_clause(noun: Token) -> bool:
    """An "at" phrase that the parser hangs on the object, though it is said of the deed."""
    preposition, acted = noun.head, noun.head.head
    placed = noun.dep_ == "pobj" and preposition.dep_ == "prep" and preposition.lower_ == "at"
    return placed and acted.dep_ in ("dobj", "nsubjpass") and acted.head.pos_ == "VERB"


def _participle_agents(noun: Token) -> Iterator[Role]:
    """ "the fine imposed by the court on the company": the participle's phrases are the noun's."""
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            for grandchild in child.children:
                if grandchild.dep_ in ("agent", "prep"):
                    for pobj in grandchild.children:
                        if pobj.dep_ == "pobj":
                            yield from named(grandchild.lower_, [pobj], 1)


def _bracketed(noun: Token) -> Iterator[Role]:
    """ "Maria Lopez (Oxford University)": where somebody belongs."""
    if noun.dep_ == "appos" and noun.i and "(" in (noun.left_edge.text, noun.doc[noun.left_edge.i - 1].text):
        yield Role("bracketed", noun)


def _holders(noun: Token) -> Iterator[Role]:
    """What the noun is said of: "Zuo, vice-president of ...", "chief executive Zhang", "She is head of ..."."""
    if noun.dep_ == "appos":
        listed = conjuncts(list_start(noun.head)) if noun.tag_ == "NNS" else [noun.head]
        yield from (Role("holder", head) for head in listed)
    if noun.dep_ == "conj" and noun.head.dep_ == "appos":
        yield Role("holder", noun.head.head)
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN" and noun.i < noun.head.i:
        titled = conjuncts(noun.head) if noun.tag_ in ("NNS", "NNPS") else [noun.head]  # "commissioners Lopez and Tan"
        yield from (Role("holder", head) for head in titled)
    for child in noun.children:
        if child.dep_ == "appos":
            yield Role("holder", child)
        elif child.lower_ == "of" and noun.tag_ == "NN":  # "a subsidiary of Acme, Globex, runs"
            inner = (part for pobj in child.children for part in pobj.children if part.dep_ == "appos")
            yield from (Role("holder", part, 1) for part in inner if part.pos_ == "PROPN")
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "whose president is Lopez"
        yield from (Role("holder", child) for child in noun.head.children if child.dep_ == "attr")
    if noun.dep_ == "attr" or (noun.dep_ == "oprd" and is_passive(noun.head)):  # "was appointed head of"
        for subject in surface_subjects(noun.head):
            yield from named("holder", [subject])
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
        yield from _holders(noun.head.head)  # "Lopez, one of its lawyers"
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        for subject in surface_subjects(noun.head.head) if noun.head.head.pos_ == "VERB" else []:
            yield from named("holder", [subject])


def _light_verb(noun: Token, grammar: Grammar) -> tuple[Token | None, list[Role]]:
    """The verb that only carries the noun ("issued a fine", "was handed a ban"), and the roles it lends."""
    for child in noun.children:  # "the fine that the court imposed on Foo"
        if child.dep_ == "relcl" and child.lemma_ in grammar.word_set("light_verbs", "giving"):
            lent = _lent_roles("giving", noun, child, grammar)
            if any(role.name == "subject" for role in lent) and noun in objects(child):
                return child, lent
    for child in noun.children:  # "the inquiry, opened in 2021"
        if child.dep_ in ("acl", "relcl") and child.lemma_ in grammar.word_set("light_verbs", "opening"):
            return child, []
    if (
        noun.dep_ == "conj"
        and (first := list_start(noun)).dep_ == "dobj"
        and first.head.lemma_ in grammar.word_set("light_verbs", "giving")
    ):
        return first.head, [role for role in _lent_roles("giving", noun, first.head, grammar) if role.head != first]
    governor = noun.head
    by_preposition = noun.dep_ == "pobj" and governor.dep_ == "prep"
    verb = governor.head if by_preposition else governor
    directives = grammar.word_set("light_verbs", "directives")
    if by_preposition and verb.lemma_ in directives:
        return _light_verb(verb, grammar)  # "issued orders for the blocking of ..."
    if (
        by_preposition
        and governor.lower_ == "for"
        and any(child.dep_ == "dobj" and child.lemma_ in directives for child in verb.children)
    ):
        return verb, _lent_roles("giving", noun, verb, grammar)  # "issued orders on Monday for the blocking of ..."
    if verb.pos_ in ("VERB", "AUX") and noun.dep_ in ("dobj", "pobj", "nsubjpass", "oprd", "attr", "nsubj"):
        before = governor.lower_ if by_preposition else ""
        for kind, allowed in LIGHT.items():
            fits = (allowed is None and by_preposition) or (allowed is not None and before in allowed)
            if fits and verb.lemma_ in grammar.word_set("light_verbs", kind) and not _acts_itself(noun, verb):
                return verb, _lent_roles(kind, noun, verb, grammar)
    return None, []


def _acts_itself(noun: Token, verb: Token) -> bool:
    """ "the inquiry took years": the noun is the doer, not what the verb carries."""
    return noun.dep_ == "nsubj" and any(child.dep_ == "dobj" for child in verb.children)


def _lent_roles(kind: str, noun: Token, verb: Token, grammar: Grammar) -> list[Role]:
    frame = verb_frame(verb, grammar)
    doer, receiver = ("object", "subject") if kind in SUFFERING else ("subject", "object")
    roles = [Role("subject", head) for head in frame.heads(doer) if head != noun]
    undergoing = "undergoer" if kind == "being" else "object"
    roles += [Role(undergoing, head) for head in frame.heads(receiver) if head != noun]
    kept = ("subject", "object", "clause", "that", "to do", "adverbial")
    roles += [Role(role.name, role.head, role.distance + 1) for role in frame.roles if role.name not in kept]
    if kind in SUFFERING:
        roles += [Role("subject", head) for head in frame.heads("from", "by")]
        roles += reporters(verb, grammar)
    return roles
