"""What a bare number or pronoun counts, and which sum falls to whom: "banned 52 for good", "X €5m and Y €3m"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.scene import Figure, Scene
from kg.extract.syntax.frames import Frame
from kg.extract.syntax.phrases import clean
from kg.model import Amount, Mention, Name, Phrase
from kg.tokens import Doc, Token

LOOK_BACK = 90  # tokens: the sentence before, seldom more
PRONOUNS = ("them", "they", "these", "others")
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "ROOT", "appos")


def stands_for(scene: Scene, head: Token) -> Token:
    """The noun that a bare number or a plural pronoun leaves unsaid; any other word stands for itself."""
    if head.i in scene.references or not _is_bare(scene, head):
        return head
    banned = head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in scene.grammar.word_set("partitives", "banning")
    nouns = (noun for noun in _counted_nouns(scene, head) if not (banned and _is_content(noun, scene)))
    return next(nouns, head)


def _is_content(noun: Token, scene: Scene) -> bool:
    """What is posted: it is removed, not banned for good."""
    kinds = scene.grammar.kinds_by_noun.get(noun.lemma_.lower(), ())
    return bool(kinds) and set(kinds) <= {*scene.grammar.kinds("posted")}


def _is_bare(scene: Scene, head: Token) -> bool:
    if head.lower_ in PRONOUNS:
        return True
    counted = any(figure.covers(head) for figure in scene.counts) and head.dep_ in ARGUMENTS
    return (
        counted
        and not any(child.dep_ in ("prep", "compound") and child.lower_ in ("of", "%") for child in head.children)
        and not _has_noun_behind(head)
    )


def _has_noun_behind(head: Token) -> bool:
    following = head.i + 1
    return following < len(head.doc) and head.doc[following].pos_ in ("NOUN", "PROPN", "SYM")


def _counted_nouns(scene: Scene, head: Token) -> Iterator[Token]:
    """The plural nouns that were counted before, or that a sentence was about, the nearest first."""
    for i in range(head.i - 1, max(-1, head.i - LOOK_BACK), -1):
        noun = scene.parse.doc[i]
        if noun.tag_ != "NNS" or noun.i in scene.references or noun.ent_type_ in ("DATE", "TIME", "PERCENT", "MONEY"):
            continue
        counted = any(child.dep_ == "nummod" for child in noun.children)
        if counted or noun.dep_ in ("nsubj", "nsubjpass"):
            yield noun


# --- sums ----------------------------------------------------------------------------------------


def shares(scene: Scene, frame: Frame, types: tuple[str, ...]) -> list[tuple[Mention, Mention]]:
    """
    The parties with the sum that falls to each, where the clause tells them in turn.

    "fined Apple €500m and Meta €200m"      Apple 500m, Meta 200m
    """
    sequence = sorted([*_parties(scene, frame, types), *_sums(scene, frame)], key=lambda pair: pair[0])
    kinds = "".join("A" if mention.type == "Amount" else "T" for _, mention in sequence)
    turns = next(
        (turns for turns in range(len(kinds) // 2, 1, -1) if kinds.startswith(("TA" * turns, "AT" * turns))), 0
    )
    if kinds.count("A") > turns:
        return []
    pairs = [(sequence[2 * i][1], sequence[2 * i + 1][1]) for i in range(turns)]
    return [(left, right) if right.type == "Amount" else (right, left) for left, right in pairs]


def reasons_in_turn(scene: Scene, frame: Frame, parties: list[Mention]) -> dict[str, Mention]:
    """
    What each of several parties is blamed for, where the sentence tells it of them in turn.

    "fined X €5m for spam and Y €3m for lies"           X spam, Y lies
    "fined X €5m and Y €3m, X for spam, Y for lies"     X spam, Y lies
    """
    doc, sentence = frame.trigger.doc, frame.trigger.sent
    labels = {mention.value.label for mention in parties if isinstance(mention.value, Name)}
    sums = {figure.start: figure.end for figure in scene.amounts}
    opened: list[tuple[str, int, int]] = []  # whose reason, where its party stands, where it begins
    for i in range(frame.trigger.i + 1, sentence.end):
        reference = scene.references.get(i)
        if reference is None or reference.start != i or len(reference.things) != 1:
            continue
        label, behind = reference.things[0].label, sums.get(reference.end, reference.end)
        if label in labels and behind < sentence.end and doc[behind].lower_ == "for":
            opened.append((label, i, behind + 1))
    if len({label for label, _, _ in opened}) < len(labels):
        return {}
    ends = [*(place for _, place, _ in opened[1:]), sentence.end]
    return {
        label: Mention(words, "Phrase", Phrase(clean(words.text)))
        for (label, _, start), end in zip(opened, ends, strict=True)
        if (words := scene.parse.span(start, _without_joint(doc, start, end))).text
    }


def _without_joint(doc: Doc, start: int, end: int) -> int:
    while (
        end > start
        and (doc[end - 1].is_punct or doc[end - 1].lower_ in ("and", "while"))
        and doc[end - 1].text not in '"”'
    ):
        end -= 1
    return end


def _clause(frame: Frame) -> range:
    """The tokens from the trigger's subject to the next clause with a subject of its own."""
    verb = frame.carrier or frame.trigger
    start = min([verb.i, *(role.head.left_edge.i for role in frame.roles if role.name == "object")])
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.text == ";" or (
            token.pos_ in ("VERB", "AUX") and any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
        ):
            return range(start, token.left_edge.i if token.left_edge.i > verb.i else token.i)
    return range(start, verb.sent.end)


def _parties(scene: Scene, frame: Frame, types: tuple[str, ...]) -> Iterator[tuple[int, Mention]]:
    acting = {role.head.i for role in frame.roles if role.name == "subject"}
    seen: set[int] = set()
    for i in _clause(frame):
        reference = scene.references.get(i)
        if (
            reference is None
            or reference.start in seen
            or reference.start != i
            or acting & set(range(reference.start, reference.end))
        ):
            continue
        seen.add(i)
        if (
            scene.parse.doc[i].tag_ == "PRP$"
            or _explains(scene.parse.doc[i])
            or len(reference.things) != 1
            or not scene.grammar.is_a(reference.things[0].type, *types)
        ):
            continue
        thing = reference.things[0]
        span = scene.parse.span(reference.start, reference.end)
        yield i, Mention(span, thing.type, Name(thing.label, thing.known), reference.because)


def _explains(name: Token) -> bool:
    """The name only says what another one is: "Acme, the operator of Foo and Bar"."""
    node = name
    while node.dep_ in ("conj", "compound", "pobj", "prep", "poss") and node.head != node:
        if node.dep_ == "prep" and node.lower_ != "of":
            return False
        node = node.head
    return node.dep_ == "appos" and node.i != name.i and node.pos_ == "NOUN"


def _sums(scene: Scene, frame: Frame) -> Iterator[tuple[int, Mention]]:
    clause = _clause(frame)
    for figure in scene.amounts:
        if figure.start in clause and not in_brackets(scene, figure):
            assert isinstance(figure.value, Amount)
            yield figure.start, Mention(scene.parse.span(figure.start, figure.end), "Amount", figure.value)


def in_brackets(scene: Scene, figure: Figure) -> bool:
    """The sum only says again, in another currency, what stands before the bracket."""
    before = [token.text for token in scene.parse.doc[max(0, figure.start - 8) : figure.start]]
    return "(" in before and ")" not in before[before.index("(") :]


def priced(scene: Scene, figures: list[Figure]) -> list[Token]:
    """The names that stand right before a sum: "fined Alphabet's Google 7.2 billion roubles"."""
    found = []
    for figure in figures:
        before = figure.start - 1
        if before >= 0 and (reference := scene.references.get(before)) is not None:
            found.append(scene.parse.doc[reference.end - 1])
    return found
