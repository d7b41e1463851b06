"""Who is the subject of a verb and what its object: voice, coordination, control, relative clauses."""

from __future__ import annotations

from kg.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
OBJECTS = ("dobj", "dative", "oprd", "attr")
RELATIVE = ("WDT", "WP")
USING = ("use", "misuse", "abuse", "exploit", "employ", "deploy", "utilise", "utilize")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")


def is_passive(verb: Token) -> bool:
    """The verb's surface subject is its logical object."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ == "VBN" and not has_own_subject(verb):
        return is_passive(verb.head)
    if verb.dep_ in ("acl", "amod") and verb.tag_ == "VBN":
        return not any(child.dep_ == "aux" for child in verb.children)  # "answers that it had demanded"
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
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and governor.dep_ == "conj":
        return _counted_list(governor)
    if verb.dep_ in ("acl", "amod", "relcl") and governor.pos_ in NOMINAL:
        return [governor]
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "pcomp", "prep", "conj", "dep", "acomp", "oprd"):
        return _lent_subjects(verb, governor, depth)
    return []


def _counted_list(last: Token) -> list[Token]:
    """ "40 accounts, 12 pages and three groups deleted": what is said of the last is said of all that are counted."""
    members = [last]
    while members[-1].dep_ == "conj" and members[-1].head.pos_ == "NOUN":
        members.append(members[-1].head)
    counted = all(any(child.dep_ == "nummod" for child in noun.children) for noun in members)
    return members[-1:] if counted else [last]


def _swallowed_subject(verb: Token) -> Token | None:
    """The parser takes the subject into the date or place before it: "On 24 August Pavel Durov was arrested"."""
    if not any(child.dep_ in ("aux", "auxpass") for child in verb.children) and verb.tag_ != "VBD":
        return None
    for preposition in verb.children:
        if preposition.i < verb.i and preposition.lower_ in ("on", "in"):
            for noun in preposition.children:
                dated = any(child.ent_type_ == "DATE" for child in noun.lefts)
                compound = any(child.pos_ == "PROPN" for child in noun.lefts)
                placed = compound and noun.i == verb.i - 1 and verb.dep_ == "ROOT"
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
    if governor.lower_ in ("against", "from") and governor.head.pos_ == "VERB" and (barred := objects(governor.head)):
        return [] if is_passive(governor.head) else barred  # "warned them against predicting results"
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
    own = [child for child in verb.children if child.dep_ in OBJECTS and child.pos_ != "ADP"]
    if [child.dep_ for child in own] == ["dative"]:  # "gave the company two months": a gift, no time
        own += [child for child in verb.rights if child.dep_ == "npadvmod" and child.pos_ == "NOUN"][:1]
    found = [head for child in own for head in antecedents(child, verb)]
    if not found and verb.dep_ in ("relcl", "acl") and has_own_subject(verb) and not is_passive(verb):
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


def conjuncts(head: Token) -> list[Token]:
    """The word and all that is coordinated with it: "Weibo, Douyin and Kuaishou"."""
    found = [head]
    for child in head.children:
        if (child.dep_ == "conj" and child.pos_ in NOMINAL) or (child.dep_ == "appos" and _is_list_member(child)):
            found += conjuncts(child)
    return found


def _is_list_member(child: Token) -> bool:
    """The parser takes the second of three names for an apposition: "A, B and C"."""
    if child.pos_ == "NOUN":  # "2,549 posts, 12 accounts and 54 pages"
        counted = [any(part.dep_ == "nummod" for part in noun.children) for noun in (child, child.head)]
        return all(counted) and child.doc[child.left_edge.i - 1].text == ","
    return child.pos_ == "PROPN" and any(grandchild.dep_ == "conj" for grandchild in child.children)


def list_start(noun: Token) -> Token:
    """The first of the list that a word ends: "Acme and Globex, its services"."""
    while noun.dep_ == "conj" and noun.head.pos_ in NOMINAL:
        noun = noun.head
    return noun


def by_whom(verb: Token) -> list[Token]:
    """The agent of a passive, or of the passive that it goes on: "were called in by the court and told to stop"."""
    own = [
        pobj
        for child in verb.children
        if child.dep_ == "agent" or (child.lower_ == "by" and child.i < verb.i and verb.dep_ == "relcl")
        for pobj in child.children
        if pobj.dep_ == "pobj" and pobj.ent_type_ not in ("DATE", "TIME")  # "blocked by the end of May"
    ]
    if verb.dep_ == "amod" and verb.i > 1 and verb.nbor(-1).text == "-":  # "the Meta-owned messenger"
        own += [child for child in verb.children if child.dep_ in ("npadvmod", "compound", "nmod")]
    if not own and verb.tag_ == "VBN":  # "was fined 9 million euros by the court"
        own = [
            pobj
            for noun in verb.children
            if noun.dep_ in ("dobj", "npadvmod", "oprd") and noun.i > verb.i
            for by in noun.children
            if by.lower_ == "by" and by.i > noun.i
            for pobj in by.children
            if pobj.dep_ == "pobj" and pobj.pos_ in ("NOUN", "PROPN") and pobj.ent_type_ not in ("DATE", "TIME")
        ]
    own = [head for pobj in own for head in antecedents(pobj, verb)]  # "Foo, by whom it was founded"
    goes_on = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not has_own_subject(verb) and is_passive(verb)
    return own or (by_whom(verb.head) if goes_on else [])
