"""
Who does what to whom: the logical roles around a verb or noun, whatever the syntax.

A pattern speaks of *subject* and *object*; active and passive voice, relative clauses, participles,
coordination, control, light verbs, nominalisations and appositions are undone here, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.grounds import grounds
from kg.grammar import Grammar

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "dative", "oprd", "attr")
CLAUSES = ("ccomp", "xcomp")
RELATIVE = ("WDT", "WP")
QUESTIONING = ("WRB", "WP", "WDT", "WP$")
FINITE = ("VBD", "VBZ", "VBP", "MD")
MARKS = ("“", '"', "‘", "'")
FUTURE = ("will", "would", "’ll", "'ll", "shall")
USING = ("use", "misuse", "abuse", "exploit", "employ", "deploy", "utilise", "utilize")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")


@dataclass(frozen=True)
class Role:
    """A word that stands in a role to a trigger; the nearer, the surer."""

    name: str  # "subject", "object", "clause", "holder", a preposition ...
    head: Token
    distance: int = 0


@dataclass(frozen=True)
class Frame:
    """A trigger and the words around it by role."""

    trigger: Token
    roles: tuple[Role, ...]
    passive: bool = False
    carrier: Token | None = None  # the light verb of a noun, whose tense and mood count

    def heads(self, *names: str) -> list[Token]:
        """The words in any of the roles, nearest first."""
        found = sorted((role for role in self.roles if role.name in names), key=lambda role: role.distance)
        return [role.head for role in found]


def verb_frame(verb: Token, grammar: Grammar) -> Frame:
    """The roles around a verb."""
    if verb.dep_ == "aux" and verb.tag_ == "MD":
        return _modal_frame(verb, grammar)
    passive = is_passive(verb)
    roles = list(_verb_roles(verb, grammar, passive=passive))
    return Frame(verb, tuple(_unique(roles)), passive)


def _modal_frame(modal: Token, grammar: Grammar) -> Frame:
    """ "Under the law platforms must obey": the roles of the verb, which is itself what is to be done."""
    deed = modal.head
    if deed.dep_ == "relcl" or any(child.dep_ == "neg" for child in deed.children) or is_passive(deed):
        return Frame(modal, ())
    around = [role for role in _verb_roles(deed, grammar, passive=False) if role.name not in ("to do", "clause", "that")]
    joined = [child for child in deed.children if child.dep_ == "conj" and child.tag_ == "VB"]
    around += [role for verb in joined for role in _prepositions(verb, grammar, passive=False)]
    return Frame(modal, (*_unique(around), Role("to do", deed)))


def noun_frame(noun: Token, grammar: Grammar) -> Frame:
    """The roles around a noun, with those that a light verb lends it."""
    carrier, lent = _light_verb(noun, grammar)
    roles = [*_noun_roles(noun, grammar), *lent, *(_attitude(noun, grammar) if noun.pos_ == "ADJ" else ())]
    return Frame(noun, tuple(_unique(roles)), carrier=carrier)


def mark_frame(mark: Token) -> Frame:
    """The roles around a colon that parts a speaker from the words: "Maria Lopez: the rules are vague"."""
    labels = [Role("label", child) for child in mark.children if child.dep_ == "label"]
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
        yield from _named("subject", surface_subjects(adjective.head))
        yield from _clauses(adjective, grammar)
        yield Role("governor", adjective.head)


# --- verbs ---------------------------------------------------------------------------------------


def is_passive(verb: Token) -> bool:
    """The verb's surface subject is its logical object."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ == "VBN" and not has_own_subject(verb):
        return is_passive(verb.head)
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return True
    if verb.tag_ == "VBN" and verb.dep_ in ("advcl", "ccomp", "xcomp", "ROOT", "dep", "acomp", "oprd"):
        # "The app, fined by the court, ..."; "had the app removed"; "Zhang sentenced to four years".
        told = {child.dep_ for child in verb.children}
        return not told & {"aux", "dobj"} and not {"nsubj", "ccomp"} <= told  # "Lopez promised that it would end"
    return _headline_passive(verb)


def _headline_passive(verb: Token) -> bool:
    """A headline's bare participle: "Weibo fined 3 million yuan", "Activist sentenced to four years"."""
    by_phrase = any(child.dep_ == "agent" for child in verb.children)
    return by_phrase and not any(child.dep_ in ("dobj", "aux") for child in verb.children)


def has_own_subject(verb: Token) -> bool:
    """The verb has a subject of its own, not one lent by another verb."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, found through coordination, control, relative clauses and participles."""
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if not own and (auxiliaries := [child for child in verb.children if child.dep_ in ("aux", "auxpass")]):
        own = [child for child in auxiliaries[0].children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return [_nearest_one(head, child, verb) for child in own for head in antecedents(child, verb)]
    if swallowed := _swallowed_subject(verb):
        return [swallowed]
    governor = verb.head
    if depth > 6 or governor == verb:
        return []
    if verb.dep_ in ("acl", "amod", "relcl") and governor.pos_ in NOMINAL:
        return [governor]
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "conj", "dep", "acomp", "oprd"):
        return _lent_subjects(verb, governor, depth)
    return []


def _swallowed_subject(verb: Token) -> Token | None:
    """The parser takes the subject into the date or place before it: "On 24 August Pavel Durov was arrested"."""
    if not any(child.dep_ in ("aux", "auxpass") for child in verb.children) and verb.tag_ != "VBD":
        return None
    for preposition in verb.children:
        if preposition.i < verb.i and preposition.lower_ in ("on", "in"):
            for noun in preposition.children:
                dated = any(child.ent_type_ == "DATE" for child in noun.lefts)
                placed = noun.i == verb.i - 1 and verb.dep_ == "ROOT" and any(child.pos_ == "PROPN" for child in noun.lefts)
                if noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.ent_type_ != "DATE" and (dated or placed):
                    return noun
    return None


def _nearest_one(head: Token, subject: Token, verb: Token) -> Token:
    """Of a list before a clause in the singular only the last is meant: "Acme, Globex and Initech, which runs Foo"."""
    singular = verb.tag_ == "VBZ" or any(child.tag_ == "VBZ" for child in verb.children)
    if head == subject or not singular:
        return head
    before = [one for one in conjuncts(head) if one.i < subject.i]
    return before[-1] if before else head


def _lent_subjects(verb: Token, governor: Token, depth: int) -> list[Token]:
    if governor.pos_ == "ADP":  # "fined for publishing": the subject is that of the clause
        return _lent_subjects(verb, governor.head, depth + 1) if governor.head != governor else []
    if governor.pos_ == "ADJ":
        return surface_subjects(governor, depth + 1)
    if governor.pos_ not in ("VERB", "AUX") or _is_tool(verb, governor):
        return []
    if verb.dep_ in ("xcomp", "ccomp") and (controlled := _controllers(verb, governor)):
        return controlled
    return surface_subjects(governor, depth + 1)


def _is_tool(verb: Token, governor: Token) -> bool:
    """ "The app was used to spread rumours": what is used does not itself spread them."""
    infinitive = any(child.tag_ == "TO" for child in verb.children)
    return infinitive and governor.lemma_ in USING and is_passive(governor)


def _controllers(verb: Token, governor: Token) -> list[Token]:
    """The object that an infinitive belongs to: "ordered the shops to remove it"."""
    if not any(child.tag_ == "TO" for child in verb.children):
        return []
    return [child for child in governor.children if child.dep_ in ("dobj", "dative") and child.i < verb.i]


def antecedents(token: Token, clause: Token) -> list[Token]:
    """What a relative pronoun stands for; any other word stands for itself."""
    if token.tag_ not in RELATIVE or token.pos_ == "NOUN":
        return [token]
    top = clause
    while top.dep_ in ("conj", "xcomp", "ccomp", "aux") and top.head is not top:
        top = top.head
    if top.dep_ not in ("relcl", "acl"):
        return [token]
    return [_person_above(top.head) or top.head] if token.lower_ in ("who", "whom") else [top.head]


def _person_above(noun: Token) -> Token | None:
    """ "Zuo, head of the institute, who told ...": "who" is the person, not the nearest noun."""
    for node in (noun, *noun.ancestors):
        if node.ent_type_ == "PERSON":
            return node
        if node.pos_ in ("VERB", "AUX"):
            return None
    return None


def objects(verb: Token) -> list[Token]:
    """The surface objects, with the noun that a relative clause without one describes."""
    own = [child for child in verb.children if child.dep_ in OBJECTS]
    if [child.dep_ for child in own] == ["dative"]:  # "gave the company two months": a gift, no time
        own += [child for child in verb.children if child.dep_ == "npadvmod" and child.i > verb.i and child.pos_ == "NOUN"][:1]
    found = [head for child in own for head in antecedents(child, verb)]
    if not found and verb.dep_ == "relcl" and has_own_subject(verb) and not is_passive(verb):
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
        if not any(child.tag_ in RELATIVE or _has_whose(child) for child in subjects):
            found = [verb.head]  # "the accounts (that) Weibo closed"
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        pass  # "removed and deleted the posts": the object hangs on the last verb, below
    if not found:
        later = [child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB"]
        found = [
            obj for child in later if not has_own_subject(child) and child.i - verb.i <= 4 for obj in objects(child)
        ]
    return found


def _has_whose(noun: Token) -> bool:
    return any(child.tag_ == "WP$" for child in noun.children)


def _by_whom(verb: Token) -> list[Token]:
    """The agent of a passive, or of the passive that it goes on: "were called in by the court and told to stop"."""
    own = [pobj for child in verb.children if child.dep_ == "agent" for pobj in child.children if pobj.dep_ == "pobj"]
    goes_on = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not has_own_subject(verb) and is_passive(verb)
    return own or (_by_whom(verb.head) if goes_on else [])


def _verb_roles(verb: Token, grammar: Grammar, *, passive: bool) -> Iterator[Role]:
    surface = surface_subjects(verb)
    acted = objects(verb)
    agents = _by_whom(verb)
    if passive:
        yield from _named("object", [*surface, *acted])
        yield from _named("subject", agents or _causers(verb))
    else:
        yield from _named("subject", surface)
        yield from _named("object", acted)
    yield from _small_clause(verb, acted)
    for role in _prepositions(verb, grammar, passive=passive):
        yield role
        counted = any(child.dep_ == "nummod" for child in role.head.children)
        if counted and role.name in grammar.word_set("prepositions", "alongside"):
            yield Role("object", role.head)
    for noun in acted:
        for role in _prepositions(noun, grammar, passive=False):
            yield Role(role.name, role.head, role.distance + 1)
    yield from _clauses(verb, grammar)
    yield from (Role("ground", head) for head in grounds(verb, grammar))
    for child in verb.children:
        if child.dep_ == "npadvmod":
            yield Role("adverbial", child)
        if child.dep_ in ("acomp", "oprd"):
            yield Role("complement", child)
        if child.dep_ == "advmod":
            yield Role("manner", child)
        if child.dep_ == "advcl" and any(mark.dep_ == "mark" and mark.lower_ in ("if", "unless") for mark in child.children):
            yield from _named("condition", surface_subjects(child))
        if child.dep_ == "advcl" and any(mark.dep_ == "mark" and mark.lower_ == "because" for mark in child.children):
            yield Role("because", child)
        if child.dep_ == "advcl" and _has_happened(child):
            yield Role("after that", child)
        if child.dep_ == "advcl" and child.lemma_ in grammar.word_set("prepositions", "citing"):
            yield from _named("citing", [grandchild for grandchild in child.children if grandchild.dep_ == "dobj"])
    if verb.dep_ == "xcomp":
        yield Role("governor", verb.head)
    yield from _said(verb, grammar)
    if passive and not agents or verb.lemma_ in grammar.word_set("light_verbs", "paying"):
        yield from _reporters(verb, grammar)


def _has_happened(clause: Token) -> bool:
    """ "after the network had ignored the order": what came before, and why."""
    marks = [child.lower_ for child in clause.children]
    spoken_of = any(child.dep_ == "nsubj" and child.lower_ in ("it", "they", "he", "she") for child in clause.children)
    return "after" in marks and ("had" in marks or (spoken_of and clause.tag_ == "VBD"))


def _small_clause(verb: Token, acted: list[Token]) -> Iterator[Role]:
    """ "made the page inaccessible", "forbade it to sign up drivers": the parser takes the object for a subject."""
    for child in verb.children:
        infinitive = any(part.tag_ == "TO" for part in child.children)
        if child.dep_ == "ccomp" and child.i > verb.i and not acted and (child.pos_ == "ADJ" or infinitive):
            if child.pos_ == "ADJ" and not any(part.dep_ in ("cop", "mark", "aux") for part in child.children):
                yield Role("complement", child)
            yield from _named(
                "object", [part for part in child.children if part.dep_ == "nsubj" and part.i > verb.i], 1
            )


def _reporters(verb: Token, grammar: Grammar) -> Iterator[Role]:
    """Who reports what nobody is named to have done: "..., the regulator said", "according to the ministry"."""
    below, node = verb, verb.head
    while below.dep_ in ("ccomp", "conj", "xcomp") and node is not below:
        telling = node.lemma_ in grammar.word_set("modality", "reporting") or node.lemma_ in grammar.word_set(
            "modality", "effecting"
        )
        if below.dep_ == "ccomp" and telling:
            yield from _named("reporter", [head for head in surface_subjects(node) if not is_passive(node)], 1)
        below, node = node, node.head
    for node in (verb, *verb.ancestors):
        for child in node.children:
            if child.dep_ == "parataxis" and child.lemma_ in grammar.word_set("modality", "reporting"):
                yield from _named("reporter", surface_subjects(child), 1)
            if child.dep_ == "advcl" and child.lemma_ in grammar.word_set("modality", "reporting"):
                yield from _named(
                    "reporter", [pobj for by in child.children if by.dep_ == "agent" for pobj in by.children], 2
                )
            if child.lower_ == "according":
                yield from _named(
                    "reporter", [pobj for to in child.children for pobj in to.children if pobj.dep_ == "pobj"], 2
                )
        if node.dep_ in ("relcl", "advcl", "acl"):
            return


def _causers(verb: Token) -> list[Token]:
    """ "had the app removed": whoever has it done does it."""
    causing = verb.dep_ == "ccomp" and verb.head.lemma_ in ("have", "get") and verb.tag_ == "VBN"
    if not causing or any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        return []
    return surface_subjects(verb.head)


def _named(name: str, heads: Iterable[Token], distance: int = 0) -> Iterator[Role]:
    for head in heads:
        for member in conjuncts(head):
            yield Role(name, member, distance)


def conjuncts(head: Token) -> list[Token]:
    """The word and all that is coordinated with it: "Weibo, Douyin and Kuaishou"."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            found += conjuncts(child)
        elif child.dep_ == "appos" and _is_list_member(child):
            found += conjuncts(child)
    return found


def _is_list_member(child: Token) -> bool:
    """The parser takes the second of three names for an apposition: "A, B and C"."""
    if child.pos_ == "NOUN":  # "2,549 posts, 12 accounts and 54 pages"
        counted = [any(part.dep_ == "nummod" for part in noun.children) for noun in (child, child.head)]
        return all(counted) and child.doc[child.left_edge.i - 1].text == ","
    return child.pos_ == "PROPN" and any(grandchild.dep_ == "conj" for grandchild in child.children)


def _clauses(verb: Token, grammar: Grammar) -> Iterator[Role]:
    for child in verb.children:
        if child.dep_ in CLAUSES and child.i > verb.i:
            yield Role("clause", child)
            is_infinitive = any(grandchild.tag_ == "TO" for grandchild in child.children)
            if child.tag_ in ("VBN", "VBG") and any(part.lower_ == "being" for part in child.children):
                yield Role("under way", child)
            yield Role("to do" if is_infinitive else "that", child)
            if _is_bare(child, verb, grammar) and not is_infinitive:
                yield Role("bare", child)  # "demanded that Weibo delete it", "had Weibo delete it"
        elif child.dep_ == "advcl" and any(grandchild.tag_ == "TO" for grandchild in child.children) and child.i > verb.i:
            yield Role("to do", child, 1)


def _is_bare(clause: Token, governor: Token, grammar: Grammar) -> bool:
    """A verb without tense: "demanded that Weibo delete it", "had Weibo delete it"."""
    if any(child.dep_ == "aux" for child in clause.children):
        return False
    causing = governor.lemma_ in grammar.word_set("light_verbs", "causing") and clause.i - governor.i > 1
    return clause.tag_ == "VB" or (causing and clause.tag_ == "VBP" and clause.pos_ == "VERB")


def _said(verb: Token, grammar: Grammar) -> Iterator[Role]:
    """The clause that a reporting verb reports, before or behind it, or around it."""
    found = [role for role in _reported(verb, grammar) if _is_assertion(role.head)]
    yield from found
    for role in found:
        yield from (Role("intent", deed) for deed in _intents(role.head))
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
    elif (
        verb.dep_ in ("dep", "ccomp", "advcl")
        and verb.head.pos_ in ("VERB", "AUX")
        and _is_aside(verb)
        and not _is_timed(verb)
    ):
        yield Role("said", verb.head, 1)


def _is_busy(verb: Token, grammar: Grammar) -> bool:
    """The verb has what it is about: "critics fear harassment", "told the Europeans to stop"."""
    taken = [child.dep_ for child in verb.children]
    if any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children):
        return True  # "must report to the police"
    return "xcomp" in taken or ("dobj" in taken and verb.lemma_ not in grammar.word_set("modality", "telling"))


def _is_timed(verb: Token) -> bool:
    """ "..., after the embassy had complained": when it happened, not what was said."""
    return any(child.dep_ == "mark" and child.lower_ in ("after", "before", "since", "until") for child in verb.children)


def _is_joined(clause: Token) -> bool:
    return any(child.dep_ == "mark" for child in clause.children)


def _is_assertion(clause: Token) -> bool:
    """A clause of its own, no question and no "what he called": "saw their traffic restricted" reports nothing."""
    if any(
        child.i < clause.i and (child.tag_ in QUESTIONING or child.lower_ in ("whether", "if") and child.dep_ == "mark")
        for child in clause.children
    ):
        return False
    predicated = has_own_subject(clause) or any(child.dep_ == "expl" for child in clause.children)
    if clause.pos_ not in ("VERB", "AUX") or not predicated:
        return clause.left_edge.text in MARKS or (clause.left_edge.i > 0 and clause.left_edge.nbor(-1).text in MARKS)
    return is_finite(clause) or _is_infinitive(clause)


def is_finite(verb: Token) -> bool:
    """The verb, or an auxiliary of it, bears a tense."""
    return verb.tag_ in FINITE or any(
        child.dep_ in ("aux", "auxpass") and child.tag_ in FINITE for child in verb.children
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _intents(clause: Token) -> Iterator[Token]:
    """What the subject says that it will do: "said it would appeal", "said it was sorry and would pay"."""
    own = [child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")]
    if not any(child.lower_ in ("it", "they", "we", "he", "she", "i") for child in own):
        return
    carried_on = [child for child in clause.children if child.dep_ == "conj" and not has_own_subject(child)]
    for deed in (clause, *carried_on):
        if any(child.dep_ == "aux" and child.lower_ in FUTURE for child in deed.children):
            yield deed


def _is_scheme(clause: Token) -> bool:
    """What is to be done, by whom being left open: "the data would be moved"."""
    children = {child.dep_ for child in clause.children}
    future = any(child.dep_ == "aux" and child.lower_ in FUTURE for child in clause.children)
    return future and {"nsubjpass", "auxpass"} <= children and not children & {"agent", "neg"}


def _is_aside(verb: Token) -> bool:
    """ "The measure, he said, is good"; "..., according to what she said"."""
    own = [token for token in verb.subtree]
    before, after = own[0].i - 1, own[-1].i + 1
    doc = verb.doc
    return (
        before >= 0
        and doc[before].text in (",", "”", '"', "-", "–", "—")
        and (after >= len(doc) or doc[after].is_punct)
    )


# --- prepositions --------------------------------------------------------------------------------


def _prepositions(head: Token, grammar: Grammar, *, passive: bool, depth: int = 0) -> Iterator[Role]:
    """Prepositional phrases of a word, also complex ones ("in line with") and stacked ones."""
    for child in head.children:
        if child.dep_ == "agent" and passive:
            pass
        elif child.dep_ in ("prep", "agent") or (child.dep_ == "prt" and any(c.dep_ == "pobj" for c in child.children)):
            yield from _prepositional(child, grammar, depth)
        elif child.dep_ in ("advmod", "npadvmod", "acomp") and depth < 2:
            yield from _prepositions(child, grammar, passive=False, depth=depth + 1)


def _prepositional(preposition: Token, grammar: Grammar, depth: int) -> Iterator[Role]:
    name = preposition.lower_
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from _complex_preposition(name, child, grammar, depth)
            yield from _named(name, antecedents(child, preposition.head), depth)
            for role in _inner_prepositions(child, grammar, depth):
                yield role
        elif child.dep_ == "pcomp":
            for deed in (child, *(other for other in child.children if other.dep_ == "conj" and other.tag_ == "VBG")):
                yield Role(name, deed, depth)
                yield Role(f"{name} doing", deed, depth)
            for role in _inner_prepositions(child, grammar, depth):
                yield role
        elif child.dep_ == "prep":  # "because of", "out of", "according to"
            for role in _prepositional(child, grammar, depth):
                yield Role(f"{name} {role.name}", role.head, role.distance)


def _complex_preposition(name: str, noun: Token, grammar: Grammar, depth: int) -> Iterator[Role]:
    complex_ones = grammar.word_set("prepositions", "complex")
    for child in noun.children:
        words = f"{name} {noun.lower_} {child.lower_}"
        if child.dep_ == "prep" and words in complex_ones:
            for pobj in child.children:
                if pobj.dep_ in ("pobj", "pcomp"):
                    yield from _named(words, [pobj], depth)


def _inner_prepositions(noun: Token, grammar: Grammar, depth: int) -> Iterator[Role]:
    """The parser hangs later phrases on the nearest noun: "accounts on Weibo for spreading rumours"."""
    if depth < 2:
        for role in _prepositions(noun, grammar, passive=False, depth=depth + 1):
            if role.name != "of" or noun.ent_type_ == "DATE":  # "notified it in May of a fine"
                yield Role(role.name, role.head, role.distance + 1)


# --- nouns ---------------------------------------------------------------------------------------


def _noun_roles(noun: Token, grammar: Grammar) -> Iterator[Role]:
    for child in noun.children:
        if child.dep_ == "poss":
            yield from _named("poss", [_owner(child, noun)])
        elif child.dep_ in ("compound", "nmod") or (child.dep_ == "amod" and child.pos_ in ("PROPN", "NOUN")):
            yield Role("compound", child)
        elif child.dep_ == "amod" and child.pos_ == "ADJ":
            yield Role("quality", child)
        elif child.dep_ in ("acl", "relcl") and any(grandchild.tag_ == "TO" for grandchild in child.children):
            yield Role("to do", child)
            yield Role("clause", child)
        elif child.dep_ == "acl" and any(grandchild.dep_ == "mark" for grandchild in child.children):
            yield Role("held", child)  # "charges that they collected data"
        elif child.dep_ == "amod" and child.lower_.endswith("based"):
            yield from (Role("compound", part) for part in child.children if part.pos_ == "PROPN")
        elif child.dep_ == "relcl" and any(part.dep_ in SUBJECTS and part.tag_ in RELATIVE for part in child.children):
            yield Role("who", child)
        elif child.dep_ == "acl" and child.tag_ == "VBG":
            yield Role("who", child)
    if noun.dep_ == "conj" and not any(child.dep_ == "poss" for child in noun.children):
        for child in list_start(noun).children:  # "Meta's Facebook, Instagram and WhatsApp"
            if child.dep_ == "poss":
                yield from (Role("poss", one, 1) for one in conjuncts(child))
    yield from _prepositions(noun, grammar, passive=False)
    yield from (Role("ground", head) for head in grounds(noun, grammar))
    yield from _equated(noun, grammar)
    yield from _participle_agents(noun)
    yield from _holders(noun)


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
                            yield from _named(grandchild.lower_, [pobj], 1)


def _holders(noun: Token) -> Iterator[Role]:
    """What the noun is said of: "Zuo, vice-president of ...", "chief executive Zhang", "She is head of ..."."""
    if noun.dep_ == "appos":
        listed = conjuncts(list_start(noun.head)) if noun.tag_ == "NNS" else [noun.head]
        yield from (Role("holder", head) for head in listed)
    if noun.dep_ == "conj" and noun.head.dep_ == "appos":
        yield Role("holder", noun.head.head)
    if noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN" and noun.i < noun.head.i:
        yield Role("holder", noun.head)
    for child in noun.children:
        if child.dep_ == "appos":
            yield Role("holder", child)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":  # "whose president is Lopez"
        yield from (Role("holder", child) for child in noun.head.children if child.dep_ == "attr")
    if noun.dep_ == "attr":
        for subject in surface_subjects(noun.head):
            yield from _named("holder", [subject])
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one":
        yield from _holders(noun.head.head)  # "Lopez, one of its lawyers"
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        for subject in surface_subjects(noun.head.head) if noun.head.head.pos_ == "VERB" else []:
            yield from _named("holder", [subject])


def list_start(noun: Token) -> Token:
    """The first of the list that a word ends: "Acme and Globex, its services"."""
    while noun.dep_ == "conj" and noun.head.pos_ in NOMINAL:
        noun = noun.head
    return noun


def _light_verb(noun: Token, grammar: Grammar) -> tuple[Token | None, list[Role]]:
    """The verb that only carries the noun ("issued a fine", "was handed a ban"), and the roles it lends."""
    for child in noun.children:  # "the inquiry, opened in 2021"
        if child.dep_ in ("acl", "relcl") and child.lemma_ in grammar.word_set("light_verbs", "opening"):
            return child, []
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
        for kind, preposition in LIGHT.items():
            fits = preposition in (None, governor.lower_) if by_preposition else preposition == ""
            if fits and verb.lemma_ in grammar.word_set("light_verbs", kind) and not _acts_itself(noun, verb):
                return verb, _lent_roles(kind, noun, verb, grammar)
    return None, []


def _acts_itself(noun: Token, verb: Token) -> bool:
    """ "the inquiry took years": the noun is the doer, not what the verb carries."""
    return noun.dep_ == "nsubj" and any(child.dep_ == "dobj" for child in verb.children)


# Kind of light verb → the preposition before the noun that it carries; "" for none, None for any.
LIGHT: dict[str, str | None] = {"giving": "", "receiving": "", "hitting": None, "placing": "under", "being": "under"}
SUFFERING = ("receiving", "being")  # the subject suffers what the noun says


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
    return roles
