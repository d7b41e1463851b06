"""The members of a group that a text names beside it: "platforms such as Foo", "59 apps, among them Foo and Bar"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.counted import count_of
from kg.extract.scene import Scene
from kg.extract.syntax.subjects import conjuncts
from kg.tokens import Token, Words

FAR = 16  # tokens between a counted group and the list of its members
JOINING = (",", "and", "as", "well", "the")
PLURAL = ("NNS", "NNPS")


def members_of(scene: Scene, head: Token) -> list[Token]:
    """The names that stand as members on the group's own noun: "platforms including Weibo and Douyin"."""
    if head.i in scene.references or head.tag_ not in PLURAL:
        return []
    openers = scene.grammar.word_set("partitives", "members")
    if named := _before_among_them(scene, head):
        return named
    return [
        one
        for child in head.children
        if child.lower_ in openers
        for name in child.children
        if name.dep_ == "pobj"
        for one in conjuncts(name)
    ]


def _before_among_them(scene: Scene, head: Token) -> list[Token]:
    """ "game makers, Acme and Globex among them": the names between the last comma before a list and "among"."""
    doc = scene.parse.doc
    for at in range(head.i + 2, min(head.i + FAR, head.sent.end - 1)):
        if doc[at].lower_ == "among" and doc[at + 1].lower_ in ("them", "these"):
            named = [token for token in doc[head.i + 1 : at] if token.i in scene.references and token.pos_ == "PROPN"]
            ends = named and named[-1].i == at - 1
            return [token for token in named if token.nbor(1).lower_ not in ("'s", "’s")] if ends else []
    return []


def members_told(scene: Scene, head: Token) -> Iterator[Token]:
    """The members named behind a counted group, also further on: "9,800 accounts in May, among them"."""
    doc = scene.parse.doc
    if head.tag_ not in PLURAL:
        return
    for at in range(head.i + 1, min(head.i + FAR, head.sent.end - 1)):
        if doc[at].tag_ in PLURAL and count_of(scene, doc[at]):
            return  # another group is nearer
        if start := _opening(doc[at : at + 3], head, scene):
            yield from _listed(doc[at + start : head.sent.end], scene)
            return


def _opening(words: Words, head: Token, scene: Scene) -> int:
    """How many words open a list of members here: two of "among them", one of "including"."""
    said = [token.lower_ for token in words]
    parted = words[0].nbor(-1).text in (",", "(", "–", "—")
    if said[:1] == ["among"] and said[1:2] in (["them"], ["which"], ["these"]) and parted:
        return 2
    including = said[:1] == ["including"] and (parted or words[0].head == head)
    return 1 if including and count_of(scene, head) else 0


def _listed(words: Words, scene: Scene) -> Iterator[Token]:
    for token in words:
        named = token.i in scene.references and token.pos_ == "PROPN"
        if not named and token.lower_ not in (*JOINING, "'s", "’s"):
            return
        if named and token.nbor(1).lower_ not in ("'s", "’s"):  # "Alibaba's UC Browser"
            yield token
