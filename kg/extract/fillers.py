"""From a word in a role to what fills a slot: things, groups, sums, phrases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.counted import amount, count_of, whole
from kg.extract.ellipsis import stands_for
from kg.extract.members import members_of, members_told
from kg.extract.named import things
from kg.extract.scene import Scene
from kg.extract.syntax.phrases import (
    clause_tokens,
    clause_words,
    noun_label,
    noun_phrase,
    noun_phrase_of_rule,
    singular,
)
from kg.extract.syntax.reports import is_finite
from kg.extract.syntax.roles import noun_frame
from kg.extract.syntax.subjects import conjuncts
from kg.extract.who.employers import employer_of
from kg.extract.who.names import FIGURES
from kg.extract.who.posts import field_watched, post_name
from kg.grammar import SlotRule
from kg.model import Group, Mention, Name, Phrase
from kg.tokens import Token

BREAKS = ("–", "—", ";", ":", "(")
CALLED = ("oprd", "dobj", "ccomp", "xcomp", "attr", "acomp")


def fillers(scene: Scene, rule: SlotRule, head: Token, trigger: Token) -> tuple[Mention, ...]:
    """What the word contributes to the slot; empty where it does not fit."""
    if rule.heads and stands_for(scene, whole(head, scene)).lemma_.lower() not in rule.heads:
        return ()
    if rule.free:
        return tuple(_as_thing(scene, rule.slot, head, one) for one in _free(scene, rule.free, head, trigger))
    found = _filled(scene, rule, head)
    return tuple(one for one in found if not (rule.never and scene.grammar.is_a(one.type, *rule.never)))


def _as_thing(scene: Scene, slot: str, head: Token, mention: Mention) -> Mention:
    """What fills the slot of a thing is a thing, though it has no name: "a campaign against fake accounts"."""
    ontology = scene.grammar.ontology
    if ontology.slots[slot].literal or not isinstance(mention.value, Phrase) or "Phrase" in ontology.range_of(slot):
        return mention
    return replace(mention, type=ontology.range_of(slot)[0], value=Group(mention.value.text, singular(head)))


def _filled(scene: Scene, rule: SlotRule, head: Token) -> tuple[Mention, ...]:
    types = rule.types or scene.grammar.ontology.range_of(rule.slot)
    if "Amount" in types:
        return amount(scene, head)
    if "Count" in types:
        return count_of(scene, head)
    real = whole(head, scene)
    if rule.named:
        return things(scene, head, types) or things(scene, real, types)
    if spoken_for := _spoken_for(scene, real, types):
        return spoken_for
    if named := _named_members(scene, real, types):
        return named
    if named := things(scene, head, types):
        return named
    if named := things(scene, real, types):
        return named
    group = _unsaid(scene, real, types) or described(scene, real, types)
    return (*group, *_told_members(scene, real)) if group else ()


def _told_members(scene: Scene, head: Token) -> tuple[Mention, ...]:
    """ "59 apps, among them Foo and Bar": the members named."""
    kinds = scene.grammar.kinds("members named")
    return tuple(dict.fromkeys(one for token in members_told(scene, head) for one in things(scene, token, kinds)))


def _unsaid(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """The group that a bare number counts: "accounts" of "banned 52 for good"."""
    noun = stands_for(scene, head)
    if noun == head:
        return ()
    span = scene.parse.span(head.i, head.i + 1)
    return tuple(
        Mention(span, found.type, found.value, f"counts {noun.text!r}, spoken of before")
        for found in described(scene, noun, types)
    )


def _spoken_for(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """ "a spokesperson for Meta", "Meta's lawyers": whoever they speak for speaks."""
    if head.lemma_.lower() not in scene.grammar.word_set("partitives", "mouthpieces") or things(scene, head, types):
        return ()
    named = head.i in scene.references  # "the police spokesman, Tan": for the police
    for role in noun_frame(head, scene.grammar).roles:
        if role.name in ("of", "for", "poss", "compound", "from") and things(scene, role.head, types):
            return tuple(found for head in conjuncts(role.head) for found in things(scene, head, types))
        if (
            role.name == "compound"
            and named
            and (body := described(scene, role.head, scene.grammar.kinds("authority")))
        ):
            return body if scene.grammar.is_a(body[0].type, *types) else ()
    return ()


def _named_members(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """ "platforms including Weibo and Douyin", "platforms such as ...": the members named, of no counted group."""
    if count_of(scene, head) and described(scene, head, scene.grammar.kinds("counted with members")):
        return ()
    return tuple(mention for one in members_of(scene, head) for mention in things(scene, one, types))


def described(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """Something described: the noun tells its kind."""
    people = scene.grammar.kind("people")
    if _is_of_an_age(head) and scene.grammar.is_a(people, *types):
        words = scene.parse.doc[head.left_edge.i : head.i + 1]
        label = words[1 if words[0].tag_ == "DT" else 0 :].text
        return (Mention(scene.parse.span(words.start, words.end), people, Group(label, "person")),)
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "DET"):
        return ()
    lemma = singular(head)
    for kind in scene.grammar.words["heads"]:
        wide = people or kind if kind == "Person" else kind
        if lemma in scene.grammar.word_set("heads", kind) and scene.grammar.is_a(wide, *types):
            label = noun_phrase_of_rule(head) if kind in scene.grammar.kinds("described in full") else noun_label(head)
            if label:
                start = head.left_edge.i if head.left_edge.i >= head.i - 12 else head.i
                return (Mention(scene.parse.span(start, head.i + 1), wide, Group(label, lemma)),)
    return ()


def _is_of_an_age(head: Token) -> bool:
    """ "a 15-year-old": a person."""
    return head.lower_ == "old" and any(child.lower_ == "year" for child in head.children) and head.dep_ != "amod"


def _free(scene: Scene, form: str, head: Token, trigger: Token) -> tuple[Mention, ...]:
    """The words as they stand; of coordinated deeds each for itself."""
    if form == "deeds":
        return tuple(mention for deed in _deeds(head) for mention in _deed(scene, deed))
    if form == "infinitives":
        return tuple(mention for deed in _infinitives(head) for mention in _deed(scene, deed, keep_joined=True))
    if form == "abstentions":
        return tuple(_abstention(mention, deed) for deed in _deeds(head) for mention in _deed(scene, deed))
    if form == "reason":
        head = _so_called(head)
    if form == "reason" and (not _is_reason(scene, head) or trigger in list(head.subtree)):
        return ()
    if form == "reason" and head.pos_ in ("VERB", "AUX"):
        return tuple(_reasons(scene, head))
    if form == "misdeed":
        return _misdeed(scene, head)
    if form in ("post", "field"):
        return tuple(_said_of(scene, form, head))
    if form == "employer":
        return tuple(_employer(scene, head))
    if form == "demand" and not _is_deed(scene, head):
        return ()
    if form == "predicate":
        return tuple(_predicate(scene, head, trigger))
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


def _deeds(head: Token) -> Iterator[Token]:
    """A verb and those joined to it, also in turn: "delete it, to pay and to report"."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and not is_finite(child):
            yield from _deeds(child)


def _goes_along(clause: Token) -> bool:
    """ "..., saying that it was unsafe": said beside the deed, no part of it."""
    first = clause.left_edge
    participle = clause.dep_ == "advcl" and clause.tag_ == "VBG" and first == clause
    return participle and clause.i > 0 and clause.nbor(-1).text == ","


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _infinitives(head: Token) -> Iterator[Token]:
    """The deeds that have a "to" of their own: "to help users, and to remove posts"."""
    yield from (deed for deed in _deeds(head) if deed == head or _is_infinitive(deed))


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
    if keep_joined and not any(child.dep_ == "conj" and _is_infinitive(child) for child in head.children):
        left_out = [child for child in left_out if child.dep_ not in ("conj", "cc")]
    left_out += [child for child in head.children if _goes_along(child)]
    others = {token.i for child in left_out for token in child.subtree}
    bound = any(child.dep_ == "aux" and child.tag_ == "MD" for child in head.children)  # "under the law they must pay"
    words = [token for token in clause_tokens(head) if token.i not in others and (not bound or token.i >= head.i)]
    kept = _up_to_a_break(words, head)
    if text := clause_words(kept):
        yield Mention(scene.parse.span(kept[0].i, kept[-1].i + 1), "Phrase", Phrase(text))


def _reasons(scene: Scene, head: Token) -> Iterator[Mention]:
    """A misdeed without what is told beside it; of several things done wrong each: "spreading rumours", "lies"."""
    others = {token.i for child in head.children if child.dep_ in ("conj", "cc") for token in child.subtree}
    further = [noun for child in head.children if child.dep_ == "dobj" for noun in conjuncts(child)[1:]]
    if any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in head.children):
        further = []
    for noun in further:
        others |= {token.i for token in noun.subtree}
        others |= {child.i for child in noun.head.children if child.dep_ in ("cc", "punct") and child.i > noun.head.i}
    kept = _up_to_figures(scene, [token for token in head.subtree if token.i not in others], head)
    kept = [token for token in _up_to_a_break(kept, head) if not _in_dated_phrase(scene, token, head)]
    if text := clause_words(kept):
        yield Mention(scene.parse.span(kept[0].i, kept[-1].i + 1), "Phrase", Phrase(text))
    for noun in further:
        counted = any(figure.start <= noun.i + 1 and noun.left_edge.i <= figure.start for figure in scene.counts)
        sums = any(figure.covers(noun) for figure in scene.amounts)
        if not counted and not sums and (text := noun_phrase(noun)):
            yield Mention(scene.parse.span(noun.left_edge.i, noun.right_edge.i + 1), "Phrase", Phrase(text))


def _up_to_figures(scene: Scene, tokens: list[Token], head: Token) -> list[Token]:
    """The words before a further number or sum in a list: "for lying, 30 articles for ..."."""
    stops = [
        figure.start
        for figure in (*scene.counts, *scene.amounts)
        if figure.start > head.i and head.doc[figure.start - 1].lower_ in (",", "and")
    ]
    return [token for token in tokens if not stops or token.i < min(stops) - (head.doc[min(stops) - 2].text == ",")]


def _in_dated_phrase(scene: Scene, token: Token, head: Token) -> bool:
    """The word is part of a phrase of time: "from January to April"."""
    node = token
    while node not in (head, node.head):
        if node.dep_ == "prep" and any(figure.covers(child) for child in node.children for figure in scene.dates):
            return True
        node = node.head
    return any(figure.covers(token) for figure in scene.dates)


def _so_called(head: Token) -> Token:
    """ "for what it called irrational support", "for what it said was a failure": the thing itself."""
    if head.pos_ not in ("VERB", "AUX") or not any(
        child.lower_ == "what" for token in (head, *head.children) for child in token.children
    ):
        return head
    named = [
        child
        for token in (head, *head.children)
        for child in token.children
        if child.dep_ in ("oprd", "attr") and child.pos_ == "NOUN"
    ]
    return named[0] if named else head


def _up_to_a_break(tokens: list[Token], head: Token) -> list[Token]:
    """The words before the first dash, colon or bracket behind the head."""
    breaks = [token.i for token in tokens if token.i > head.i and token.text in BREAKS]
    return [token for token in tokens if not breaks or token.i < breaks[0]]


def _misdeed(scene: Scene, head: Token) -> tuple[Mention, ...]:
    """What they are said to do who are acted on: "accounts that spread rumours", "posing as news organisations"."""
    if head.pos_ != "VERB" or head.lemma_ in scene.grammar.word_set("partitives", "no misdeeds"):
        return ()
    deeds = [head, *(child for child in head.children if child.dep_ == "conj" and child.pos_ == "VERB")]
    return tuple(mention for deed in deeds for mention in _predicate(scene, deed))


def _is_deed(scene: Scene, head: Token) -> bool:
    """Something to be done or handed over: no sum of money, nobody's name."""
    if head.pos_ not in ("NOUN", "VERB", "AUX") or head.i in scene.references:
        return False
    return not any(figure.covers(token) for figure in scene.amounts for token in (head, *head.children))


def _is_reason(scene: Scene, head: Token) -> bool:
    """A deed or a state of things, no time, sum, name or pronoun: not "for 30 days", "for Weibo", "for instance"."""
    if head.pos_ in ("VERB", "AUX"):
        return True
    if head.pos_ != "NOUN" or head.i in scene.references or head.ent_type_ in FIGURES:
        return False
    return head.lemma_.lower() not in scene.grammar.word_set("partitives", "no reasons")


def _predicate(scene: Scene, verb: Token, trigger: Token | None = None) -> Iterator[Mention]:
    """What is said of the subject, without it and without when: "called the judge a dictator"."""
    left_out = (
        "nsubj",
        "aux",
        "auxpass",
        "npadvmod",
        "advmod",
        "punct",
        "cc",
        "conj",
        "advcl",
        "mark",
        "agent",
        "segment",
    )
    if _only_names(scene, verb):
        return
    if any(child.tag_ in ("WDT", "WP") and child.dep_ not in ("nsubj", "nsubjpass") for child in verb.children):
        return  # "what she called results"
    if verb.dep_ == "relcl" and any(
        child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP") for child in verb.children
    ):
        return  # "a charge that it denies"
    if any(child.dep_ == "nsubjpass" and child.tag_ in ("WDT", "WP", "PRP") for child in verb.children):
        return
    kept = [verb]
    for child in verb.children:
        dated = (
            any(token.ent_type_ == "DATE" for token in child.children)
            or child.ent_type_ == "DATE"
            or (trigger is not None and trigger in child.children)
        )
        if child.dep_ not in left_out and not dated and not (child.dep_ == "prep" and child.tag_ == "VBG"):
            kept += clause_tokens(child)
    kept.sort(key=lambda token: token.i)
    if len(kept) > 1 and (text := clause_words(kept)):
        yield Mention(scene.parse.span(kept[0].i, kept[-1].i + 1), "Phrase", Phrase(text))


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
    if form == "clause" or head.pos_ in ("VERB", "AUX"):
        reporting = trigger.head if trigger.dep_ == "pobj" else trigger  # "in the view of X"
        kept = clause_tokens(head, leave_out=reporting if reporting in subtree else None)
        return (clause_words(kept), kept[0].i, kept[-1].i + 1) if kept else ("", start, end)
    return noun_phrase(head), start, end
