"""Active or passive: verbs whose subject the parser takes for what is acted on, and the other way round."""

from __future__ import annotations

from collections.abc import Mapping

from kg.grammar import Grammar
from kg.tokens import Token


def mend_voice(token: Token, grammar: Grammar, deeds: frozenset[str], nouns: Mapping[str, str]) -> None:
    """Who has an object acts on it; who has none, and cannot act, is acted on."""
    if _is_bare_passive(token, deeds, nouns) or _is_bare_fine(token) or _is_hit(token, grammar):
        _make_passive(token)
    elif _acts(token):
        token.tag_ = "VBD"
        for child in token.children:
            child.dep_ = "nsubj" if child.dep_ == "nsubjpass" else child.dep_


def _acts(token: Token) -> bool:
    """ "A court fined the firm 3 million euros": without "was", whoever has somebody for an object acts."""
    if token.tag_ not in ("VBD", "VBN") or not any(child.dep_ == "nsubjpass" for child in token.children):
        return False
    if any(child.dep_ in ("aux", "auxpass", "agent") for child in token.children):
        return False
    objects = [child for child in token.rights if child.dep_ in ("dobj", "dative") and child.pos_ in ("NOUN", "PROPN")]
    return any(
        not any(child.tag_ == "CD" for child in noun.children)
        and (
            noun.pos_ == "PROPN"
            or noun.dep_ == "dative"
            or any(child.dep_ in ("det", "poss") for child in noun.children)
        )
        for noun in objects
    )


def _is_bare_passive(token: Token, deeds: frozenset[str], nouns: Mapping[str, str]) -> bool:
    """ "53 studios closed, 3,187 recordings blocked": groups do not close, they are closed."""
    if token.tag_ not in ("VBD", "VBN") or token.lemma_.lower() not in deeds:
        return False
    if any(child.dep_ in ("dobj", "aux", "auxpass", "xcomp", "ccomp", "agent") for child in token.children):
        return False
    subjects = [child for child in token.children if child.dep_ == "nsubj"]
    if token.dep_ == "acl" and token.i == token.head.i + 1:
        subjects = [token.head]  # "Kuaishou: 1.1 million videos removed"
    return any(
        subject.tag_ == "CD"  # "1,793 of them closed"
        or (subject.lower_ in nouns and any(child.dep_ == "nummod" for child in subject.children))
        for subject in subjects
    )


def _is_bare_fine(token: Token) -> bool:
    """ "Weibo fined 3 million yuan": whoever has only a sum for an object did not impose it."""
    if token.lemma_ != "fine" or token.tag_ not in ("VBD", "VBN"):
        return False
    acted = [
        child
        for child in token.children
        if child.dep_ in ("dobj", "npadvmod", "dative", "oprd", "xcomp", "aux", "auxpass")
    ]
    if len(acted) != 1 or acted[0].dep_ not in ("dobj", "npadvmod", "oprd"):
        return False
    words = [word for word in acted[0].subtree if word.i <= acted[0].i]
    named = any(
        word.pos_ == "PROPN" and not word.is_currency and word.ent_type_ not in ("MONEY", "CARDINAL") for word in words
    )
    subjects = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")]
    prose = any(child.tag_ == "DT" for subject in subjects for child in subject.children)
    somebody = prose and any(word.tag_ == "DT" for word in words)  # "A court fined the firm 3 million yuan"
    return any(word.tag_ == "CD" for word in words) and not named and not somebody


def _is_hit(token: Token, grammar: Grammar) -> bool:
    """ "TikTok hit with 345 million euro fine": whoever hits has an object."""
    if token.tag_ not in ("VBD", "VBN") or token.lemma_ not in grammar.word_set("light_verbs", "hitting"):
        return False
    deps = {child.dep_ for child in token.children}
    with_something = any(child.dep_ == "prep" and child.lower_ == "with" for child in token.children)
    return with_something and "nsubj" in deps and not deps & {"dobj", "aux", "auxpass"}


def _make_passive(token: Token) -> None:
    """The verb suffers no object of its own: the subject next to it is what is acted on."""
    token.tag_ = "VBN"
    subjects = [child for child in token.children if child.dep_ == "nsubj"]
    for subject in subjects:
        subject.dep_ = "nsubjpass" if subject == subjects[-1] else "dep"
    for subject in subjects[-2:-1]:
        if any(child.dep_ == "cc" for child in subject.children):  # "300 posts and 20 accounts vanished"
            subject.dep_, subjects[-1].dep_, subjects[-1].head = "nsubjpass", "conj", subject


def shares_passive(token: Token, grammar: Grammar) -> bool:
    """ "were summoned and told to stop": the second verb is passive as the first."""
    if token.dep_ != "conj" or token.lemma_ not in grammar.word_set("modality", "demanding"):
        return False
    children = {child.dep_ for child in token.children}
    return (
        any(child.dep_ == "auxpass" for child in token.head.children)
        and "xcomp" in children
        and not children & {"nsubj", "nsubjpass", "dobj", "aux", "auxpass"}
    )
