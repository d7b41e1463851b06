"""Who did what nobody is named to have done: who reports it, has it done, or lists it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.syntax.frames import Role
from kg.extract.syntax.grounds import is_finding
from kg.extract.syntax.prepositions import named
from kg.extract.syntax.subjects import is_passive, list_start, surface_subjects
from kg.grammar import Grammar
from kg.tokens import Token

TELLING = ("reporting", "effecting", "demanding", "ruling")  # verbs whose clause may say what their subject has done


def reporters(verb: Token, grammar: Grammar) -> Iterator[Role]:
    """Who reports what nobody is named to have done: "..., the regulator said", "according to the ministry"."""
    below, node = verb, verb.head
    while below.dep_ in ("ccomp", "conj", "xcomp") and node is not below:
        telling = any(node.lemma_ in grammar.word_set("modality", kind) for kind in TELLING)
        if below.dep_ == "ccomp" and telling:
            yield from named("reporter", [head for head in surface_subjects(node) if not is_passive(node)], 1)
        below, node = node, node.head
    yield from _listers(verb, grammar)
    yield from _headings(verb)
    for node in (verb, *verb.ancestors):
        for child in node.children:
            if child.dep_ == "parataxis" and child.lemma_ in grammar.word_set("modality", "reporting"):
                yield from named("reporter", surface_subjects(child), 1)
            if child.dep_ == "advcl" and child.lemma_ in grammar.word_set("modality", "reporting"):
                yield from named(
                    "reporter", [pobj for by in child.children if by.dep_ == "agent" for pobj in by.children], 2
                )
            if child.dep_ == "advcl" and child.i > verb.i and is_finding(child, grammar):
                yield from named("reporter", surface_subjects(child), 1)  # "was fined after the court found that"
            if child.lower_ == "according":
                sources = [pobj for to in child.children for pobj in to.children if pobj.dep_ == "pobj"]
                owners = [part for source in sources for part in source.children if part.dep_ == "poss"]
                yield from named("reporter", [*sources, *owners], 2)  # "according to Acme's report"
        if node.dep_ in ("relcl", "advcl", "acl"):
            return


HEADING = 6  # words before the colon


def _headings(verb: Token) -> Iterator[Role]:
    """ "Rutube: 300 clips removed", "Rutube transparency report: ...": the name before the colon tells of itself."""
    opening = verb.doc[verb.sent.start : min(verb.sent.start + HEADING, verb.i)]
    colon = next((token.i for token in opening if token.text == ":"), None)
    if colon is not None:
        yield from (Role("reporter", token, 3) for token in opening if token.i < colon and token.ent_type_ != "PERSON")


def _listers(verb: Token, grammar: Grammar) -> Iterator[Role]:
    """ "Acme's report lists 40 accounts deleted": who counts what was done to it."""
    noun = list_start(verb.head)
    if verb.dep_ not in ("acl", "amod") or noun.dep_ != "dobj":
        return
    if noun.head.lemma_ in grammar.word_set("lists", "listing"):
        for subject in surface_subjects(noun.head):
            owners = [child for child in subject.children if child.dep_ == "poss"]
            yield from named("reporter", owners or [subject], 2)


def causers(verb: Token, grammar: Grammar) -> list[Token]:
    """ "had the app removed", "had 20 clips taken offline": whoever has it done does it."""
    if verb.tag_ != "VBN" or any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        return []
    behind = verb.dep_ == "acl" and verb.head.dep_ == "dobj" and verb.head.i < verb.i
    above = verb.head.head if behind else verb.head
    ordering = above.lemma_ in grammar.word_set("modality", "effecting") and not is_passive(above)
    having = above.lemma_ in grammar.word_set("light_verbs", "having done")
    if not (ordering or having) or not (behind or verb.dep_ == "ccomp"):
        return []
    subject = verb.head if behind else next((child for child in verb.children if child.dep_ == "nsubj"), verb)
    if any(part.tag_ == "PRP$" and part.lower_ != "its" for part in subject.children):
        return []  # "users had their accounts closed" suffered it
    doers = surface_subjects(above)
    if above.lemma_ == "see":  # "Weibo's sweep saw 20 pages deleted": Weibo did it, "the week saw" is nobody
        return [child for head in doers for child in head.children if child.dep_ == "poss"]
    return doers
