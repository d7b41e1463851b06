"""Lists of names that the parser tears: the first left out, an owner taken for a member."""

from __future__ import annotations

from kg.tokens import Token

LOOSE = ("dep", "npadvmod")  # how a name hangs that the parser has no place for


def mend_name_list(first: Token) -> None:
    """ "At Kenya's request Facebook, Google and TikTok removed": Facebook is the first of the list, and removed too."""
    if first.pos_ != "PROPN" or first.i + 2 >= first.sent.end or first.nbor(1).text != ",":
        return
    second = _head_starting_at(first.nbor(2))
    if second.pos_ != "PROPN" or second == first or not _is_list(second):
        return
    subject = second.dep_ in ("nsubj", "nsubjpass") and first.dep_ == "dep" and first.head.i < first.i
    alone = first.head == first and second.head == first and second.dep_ in LOOSE
    if subject:
        first.head, first.dep_ = second.head, second.dep_
    if subject or alone:
        second.head, second.dep_ = first, "conj"


def mend_apposed_list(name: Token) -> None:
    """ "four agencies – the Ministry of Culture, the Office for Data and the Police": one list, not two appositions."""
    noun = name.head
    if name.dep_ != "appos" or name.pos_ != "PROPN" or noun.tag_ != "NNS" or name.left_edge.nbor(-1).text != ",":
        return
    earlier = [child for child in noun.children if child.dep_ == "appos" and noun.i < child.i < name.i]
    if earlier and earlier[-1].pos_ == "PROPN":
        name.head, name.dep_ = earlier[-1], "conj"


def mend_torn_owner(mark: Token) -> None:
    """ "WeChat, SHAREit and Alibaba's UC Browser": Alibaba is no member of the list, its browser is."""
    owner = mark.head
    if mark.tag_ != "POS" or owner.i != mark.i - 1 or owner.dep_ != "conj" or mark.i + 1 >= mark.sent.end:
        return
    owned = _head_starting_at(mark.nbor(1))
    if owned.pos_ != "PROPN" or owned in owner.ancestors or owned == owner:
        return
    owned.head, owned.dep_ = owner.head, "conj"
    for child in [child for child in owner.children if child.i > owned.i or child.dep_ in ("cc", "conj")]:
        child.head = owned
    owner.head, owner.dep_ = owned, "poss"


def _head_starting_at(word: Token) -> Token:
    """The head of the name that begins with the word."""
    while word.dep_ in ("compound", "nmod") and word.head.i > word.i:
        word = word.head
    return word


def _is_list(name: Token) -> bool:
    """Others are joined to the name, the last by "and"."""
    members = [name]
    for member in members:
        members += [child for child in member.children if child.dep_ == "conj" and child.pos_ == "PROPN"]
    joined = any(child.dep_ == "cc" for member in members for child in member.children)
    return len(members) > 1 and joined
