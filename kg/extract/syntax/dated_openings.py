""" "In April Acme fined ...": a date and a name without a comma between them, which the parser takes for one phrase."""

from __future__ import annotations

from kg.extract.syntax.subjects import SUBJECTS
from kg.tokens import Token

OPENING = ("in", "on", "by", "during", "since")


def part_date_from_name(preposition: Token) -> None:
    """The date stays with the preposition; the name is the verb's subject, or the first of those listed."""
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
