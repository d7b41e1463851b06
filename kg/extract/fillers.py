"""From a word in a role to what fills a slot: things, groups, sums, phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.counted import whole
from kg.extract.deeds import deeds, goes_along, infinitives, is_infinitive
from kg.extract.ellipsis import stands_for
from kg.extract.participants import participants_in
from kg.extract.reasons import reasons, up_to_a_break
from kg.extract.scene import Scene
from kg.extract.syntax.denials import denied
from kg.extract.syntax.grounds import is_finding
from kg.extract.syntax.phrases import (
    campaign_title,
    clause_tokens,
    clause_words,
    head_terms,
    noun_label,
    noun_phrase,
    singular,
)
from kg.extract.who.employers import employer_of
from kg.extract.who.posts import field_watched, post_name
from kg.grammar import SlotRule
from kg.model import Group, Mention, Name, Phrase
from kg.tokens import Token

CALLED = ("oprd", "dobj", "ccomp", "xcomp", "attr", "acomp")
# What stands beside what is said of a subject.
LEFT_OUT = (
    "nsubj", "aux", "auxpass", "npadvmod", "advmod", "punct", "cc", "conj", "advcl", "mark", "agent", "segment",
    "parataxis",
)  # fmt: skip


def fillers(scene: Scene, rule: SlotRule, head: Token, trigger: Token) -> tuple[Mention, ...]:
    """What the word contributes to the slot; empty where it does not fit."""
    if rule.heads and not head_terms(stands_for(scene, whole(head, scene))) & set(rule.heads):
        return ()
    if rule.free:
        return tuple(_as_thing(scene, rule.slot, head, one) for one in _free(scene, rule.free, head, trigger))
    found = participants_in(scene, rule, head)
    return tuple(one for one in found if not (rule.never and scene.grammar.is_a(one.type, *rule.never)))


def _as_thing(scene: Scene, slot: str, head: Token, mention: Mention) -> Mention:
    """What fills the slot of a thing is a thing, though it has no name: "a campaign against fake accounts"."""
    ontology = scene.grammar.ontology
    if ontology.slots[slot].literal or not isinstance(mention.value, Phrase) or "Phrase" in ontology.range_of(slot):
        return mention
    return replace(mention, type=ontology.range_of(slot)[0], value=Group(mention.value.text, singular(head)))


def _free(scene: Scene, form: str, head: Token, trigger: Token) -> tuple[Mention, ...]:
    """The words as they stand; of coordinated deeds each for itself."""
    if form == "deeds":
        return tuple(mention for deed in deeds(head, scene.grammar) for mention in _deed(scene, deed))
    if form == "infinitives":
        told = infinitives(head, scene.grammar)
        return tuple(mention for deed in told for mention in _deed(scene, deed, keep_joined=True))
    if form == "abstentions":
        told = deeds(head, scene.grammar)
        return tuple(_abstention(mention, deed) for deed in told for mention in _deed(scene, deed))
    if form == "reason":
        return tuple(_found(scene, head)) or tuple(reasons(scene, head, trigger))
    if form == "misdeed":
        return _misdeed(scene, head)
    if form in ("post", "field"):
        return tuple(_said_of(scene, form, head))
    if form == "employer":
        return tuple(_employer(scene, head))
    if form == "demand" and not _is_deed(scene, head):
        return ()
    if form == "predicate":
        return tuple(predicate(scene, head, trigger))
    if form == "phrase" and any(figure.covers(head) for figure in scene.dates):
        return ()
    text, start, end = _words(form, head, trigger)
    return (Mention(scene.parse.span(start, end), "Phrase", Phrase(text)),) if text else ()


def _said_of(scene: Scene, form: str, head: Token) -> Iterator[Mention]:
    """A person's post, or the field that a body watches over."""
    if form == "post":
        text = post_name(head, scene.references, scene.grammar)
    else:
        text = field_watched(head, scene.references, scene.grammar, scene.country)
    if text:
        yield Mention(scene.parse.span(head.i, head.i + 1), "Phrase", Phrase(text))


def _abstention(mention: Mention, deed: Token) -> Mention:
    """What is not to be done: "not to force" of "forbids them to force" and of "bars them from forcing"."""
    assert isinstance(mention.value, Phrase)
    gerund = deed.tag_ == "VBG" and mention.value.text.startswith(deed.text)
    text = deed.lemma_ + mention.value.text[len(deed.text) :] if gerund else mention.value.text
    return replace(mention, value=Phrase(f"not to {text}"))


def _employer(scene: Scene, head: Token) -> Iterator[Mention]:
    """Whose post it is, as the text around it gives to understand."""
    thing = employer_of(head, scene)
    if thing is not None:
        span = scene.parse.span(head.i, head.i + 1)
        yield Mention(span, thing.type, Name(thing.label, thing.known), f"whose {head.text} is understood")


def _deed(scene: Scene, head: Token, *, keep_joined: bool = False) -> Iterator[Mention]:
    """One of several things to do: "delete the posts" of "delete the posts and punish the authors"."""
    apart = ("conj", "cc") if head.tag_ != "VB" else ("conj", "cc", "nsubj", "mark")
    left_out = [child for child in head.children if child.dep_ in apart]
    if keep_joined and not any(child.dep_ == "conj" and is_infinitive(child) for child in head.children):
        left_out = [child for child in left_out if child.dep_ not in ("conj", "cc")]
    left_out += [child for child in head.children if goes_along(child)]
    others = {token.i for child in left_out for token in child.subtree}
    bound = any(child.dep_ == "aux" and child.tag_ == "MD" for child in head.children)  # "under the law they must pay"
    words = [token for token in clause_tokens(head) if token.i not in others and (not bound or token.i >= head.i)]
    kept = up_to_a_break(words, head)
    if text := clause_words(kept):
        yield Mention(scene.parse.span(kept[0].i, kept[-1].i + 1), "Phrase", Phrase(text))


def _misdeed(scene: Scene, head: Token) -> tuple[Mention, ...]:
    """What they are said to do who are acted on: "accounts that spread rumours", "posing as news organisations"."""
    if head.pos_ != "VERB" or head.lemma_ in scene.grammar.word_set("partitives", "no misdeeds"):
        return ()
    deeds = [head, *(child for child in head.children if child.dep_ == "conj" and child.pos_ == "VERB")]
    return tuple(mention for deed in deeds for mention in predicate(scene, deed))


def _found(scene: Scene, head: Token) -> Iterator[Mention]:
    """ "fined it after concluding that it had misled users": what they are held to have done."""
    if not is_finding(head, scene.grammar):
        return
    for clause in (child for child in head.children if child.dep_ == "ccomp"):
        joined = [child for child in clause.children if child.dep_ == "conj" and child.pos_ == "VERB"]
        for deed in (clause, *joined):
            yield from predicate(scene, deed)


def _is_deed(scene: Scene, head: Token) -> bool:
    """Something to be done or handed over: no sum of money, nobody's name."""
    if head.pos_ not in ("NOUN", "VERB", "AUX") or head.i in scene.references:
        return False
    return not any(figure.covers(token) for figure in scene.amounts for token in (head, *head.children))


def predicate(scene: Scene, verb: Token, trigger: Token | None = None) -> Iterator[Mention]:
    """What is said of the subject, without it and without when: "called the judge a dictator"."""
    if _only_names(scene, verb):
        return
    if (clause := denied(verb, scene.grammar)) is not None:
        words = [token for token in clause_tokens(clause, leave_out=verb) if token.i < verb.i]
        told = f"{verb.text} {clause_words(words)}"
        yield Mention(scene.parse.span(verb.i, verb.i + 1), "Phrase", Phrase(told))
        return
    if _is_told_elsewhere(verb):
        return
    kept = [verb]
    for child in verb.children:
        if not _is_left_out(child, verb, trigger, scene):
            kept += clause_tokens(child)
    kept += _shared_with(verb) if len(kept) == 1 else []
    kept.sort(key=lambda token: token.i)
    if len(kept) > 1 and (text := clause_words(kept)):
        yield Mention(scene.parse.span(kept[0].i, kept[-1].i + 1), "Phrase", Phrase(text))


def _is_told_elsewhere(verb: Token) -> bool:
    """What the verb says is the business of another clause: "what she called results", "a charge that it denies"."""
    for child in verb.children:
        subject = child.dep_ in ("nsubj", "nsubjpass")
        if child.tag_ in ("WDT", "WP") and not subject:
            return True
        if verb.dep_ == "relcl" and child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP") and not _is_whose(child):
            return True
        if child.dep_ == "nsubjpass" and child.tag_ in ("WDT", "WP", "PRP"):
            return True
    return False


def _is_left_out(child: Token, verb: Token, trigger: Token | None, scene: Scene) -> bool:
    """The subject, when it was, and what only stands beside: "in a statement denied the claims"."""
    dated = any(token.ent_type_ == "DATE" for token in (child, *child.children) if child.lower_ != "of")
    beside = child.dep_ == "prep" and (child.tag_ == "VBG" or child.i < verb.i)
    rest = child.dep_ == "advcl" and child.i > verb.i and _ends_opinion(child, verb, scene)
    spoken = trigger is not None and trigger in child.children
    return (child.dep_ in LEFT_OUT and not rest) or dated or spoken or beside


def _shared_with(verb: Token) -> list[Token]:
    """ "blocked or took down 40 posts": what is said with the second verb holds for the first."""
    joined = [child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB"]
    if len(joined) != 1 or any(child.dep_ in ("nsubj", "nsubjpass") for child in joined[0].children):
        return []
    apart = {token.i for child in joined[0].children if child.dep_ in ("npadvmod", "advcl") for token in child.subtree}
    between = [child for child in verb.children if child.dep_ == "cc"]
    return [*between, *(token for token in joined[0].subtree if token.i not in apart)]


def _ends_opinion(clause: Token, verb: Token, scene: Scene) -> bool:
    """ "called the step necessary to protect readers": what it is necessary for."""
    named = verb.lemma_ in scene.grammar.word_set("light_verbs", "naming")
    return named and clause.left_edge.tag_ == "TO" and clause.left_edge.nbor(-1).pos_ == "ADJ"


def _is_whose(noun: Token) -> bool:
    return any(child.tag_ == "WP$" for child in noun.children)


def _only_names(scene: Scene, verb: Token) -> bool:
    """ "the app now called Acme": what it is called is its name, no opinion."""
    given = [child for child in verb.children if child.dep_ in (*CALLED, "prep")]
    called = verb.lemma_ in scene.grammar.word_set("light_verbs", "naming")
    return called and len(given) == 1 and given[0].pos_ == "PROPN" and given[0].i in scene.references


def _words(form: str, head: Token, trigger: Token) -> tuple[str, int, int]:
    subtree = list(head.subtree)
    start, end = subtree[0].i, subtree[-1].i + 1
    if form == "trigger":
        return noun_label(head), head.i, head.i + 1
    if form == "title":
        return campaign_title(head), start, end
    if form == "clause" or head.pos_ in ("VERB", "AUX"):
        reporting = trigger.head if trigger.dep_ == "pobj" else trigger  # "in the view of X"
        kept = clause_tokens(head, leave_out=reporting if reporting in subtree else None)
        return (clause_words(kept), kept[0].i, kept[-1].i + 1) if kept else ("", start, end)
    return noun_phrase(head), start, end
