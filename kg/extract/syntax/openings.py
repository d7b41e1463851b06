"""Sentences that open with a date and no comma: the parser takes the subject for a part of the date."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.syntax.subjects import SUBJECTS
from kg.tokens import Doc, Token

PHRASE = ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART")
FINITE = ("VBD", "VBZ", "VBP", "VBN")
OPENING = ("in", "on", "by", "during", "since")
LONGEST = 12  # words of a subject


def mend_openings(doc: Doc, dates: Iterable[tuple[int, int]]) -> None:
    """ "Between May and June police arrested 40 people": the police did, and it was between May and June."""
    for start, end in dates:
        sentence = doc[start].sent
        opens = start > sentence.start and doc[start - 1].pos_ in ("ADP", "SCONJ") and start - 1 == sentence.start
        if not opens or end >= sentence.end:
            continue
        verb = _verb_behind(doc, end, sentence.end)
        if verb is not None:
            _seat_date(doc[start - 1], doc[start:end], verb)


def _verb_behind(doc: Doc, start: int, end: int) -> Token | None:
    """The finite verb behind one noun phrase without a comma, with the phrase as its subject."""
    place = start
    while place < min(end, start + LONGEST) and _is_of_phrase(doc[place]):
        place += 1
    phrase = doc[start:place]
    nouns = [token for token in phrase if token.pos_ in ("NOUN", "PROPN", "PRON")]
    if not nouns or place >= end:
        return None
    first = doc[place + 1] if doc[place].pos_ == "ADV" and place + 1 < end else doc[place]
    verb = first.head if first.pos_ == "AUX" and first.dep_ in ("aux", "auxpass") and first.head.i > first.i else first
    if verb.pos_ not in ("VERB", "AUX") or verb.tag_ not in FINITE or (verb.tag_ == "VBN" and _lacks_object(verb)):
        return None
    if not any(child.dep_ in SUBJECTS and child.i < verb.i for child in verb.children):
        _seat_subject(nouns[-1], list(phrase), verb)
    return verb


def _is_of_phrase(token: Token) -> bool:
    return token.pos_ in PHRASE and token.tag_ not in ("TO", "WP", "WDT")


def _lacks_object(verb: Token) -> bool:
    """A participle that is not clearly a past tense: no auxiliary and nothing that it acts on."""
    return not any(child.dep_ in ("aux", "auxpass", "dobj") for child in verb.children)


def _seat_subject(noun: Token, phrase: list[Token], verb: Token) -> None:
    root = noun.sent.root
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if verb.head in phrase or verb.head.i < phrase[0].i:
        verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubjpass" if passive else "nsubj"
    for token in phrase:
        if token is not noun and token.head not in phrase:
            token.head, token.dep_ = noun, {"DET": "det", "ADJ": "amod"}.get(token.pos_, "compound")
    if verb.tag_ == "VBN" and not passive and not any(child.dep_ == "aux" for child in verb.children):
        verb.tag_ = "VBD"
    if root is not verb and verb.head is verb:
        for child in list(root.children):
            if child.i > verb.i:
                child.head = verb
        root.head = verb


def _seat_date(preposition: Token, words: Iterable[Token], verb: Token) -> None:
    """The date hangs on its preposition, and that on the verb."""
    inside = list(words)
    outermost = next((token for token in inside if token.head not in inside), inside[0])
    for token in inside:
        if token.head not in inside and token is not outermost:
            token.head, token.dep_ = outermost, "conj" if token.pos_ in ("PROPN", "NUM") else token.dep_
        if token.tag_ == "MD":
            token.pos_, token.tag_, token.lemma_ = "PROPN", "NNP", token.text
    preposition.head, preposition.dep_ = verb, "prep"
    outermost.head, outermost.dep_ = preposition, "pobj"


def part_date_from_name(preposition: Token) -> None:
    """ "In April Acme fined ...": the date stays with the preposition, the name is the subject or the first listed."""
    if preposition.lower_ not in OPENING or preposition.dep_ != "prep" or preposition.head.pos_ != "VERB":
        return
    name = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    verb = preposition.head
    if name is None or name.pos_ != "PROPN" or name.ent_type_ == "DATE" or name.i > verb.i:
        return
    dated = [child for child in name.lefts if child.ent_type_ == "DATE" and child.i > preposition.i]
    if not dated or dated[0].left_edge.i != preposition.i + 1:
        return
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS and name.i < child.i < verb.i]
    aside = bool(subjects) and _is_aside(name, subjects[0])
    if subjects and not aside and not _goes_on(name, subjects[0]):
        return
    _split(preposition, dated)
    suffered = any(child.dep_ == "auxpass" for child in verb.children)
    name.head, name.dep_ = verb, "nsubjpass" if suffered else "nsubj"
    if subjects:
        subjects[0].head, subjects[0].dep_ = name, "appos" if aside else "conj"


def _is_aside(name: Token, subject: Token) -> bool:
    """ "In March Foo, a company in Leeds, was ...": the noun between commas tells what the name is."""
    between = name.doc[name.i + 1 : subject.left_edge.i]
    closed = name.doc[subject.right_edge.i + 1].text == "," or subject.right_edge.text == ","
    alone = not any(child.dep_ == "conj" for child in subject.children)
    return subject.pos_ == "NOUN" and closed and alone and [token.text for token in between] == [","]


def _goes_on(name: Token, subject: Token) -> bool:
    """ "In September Foo, Bar and nine others were ...": a list, no aside."""
    between = name.doc[name.i + 1 : subject.left_edge.i]
    return [token.text for token in between] == [","] and any(child.dep_ == "conj" for child in subject.children)


def _split(preposition: Token, dated: list[Token]) -> None:
    """Hang the words of the date on its last one, and that on the preposition."""
    last = dated[-1]
    for token in dated[:-1]:
        token.head = last
    last.head, last.dep_ = preposition, "pobj"
