"""Who or what fills a slot: named, spoken for, members of a group, or described."""

from __future__ import annotations

from kg.extract.counted import amount, count_of, whole
from kg.extract.ellipsis import stands_for
from kg.extract.members import members_of, members_told
from kg.extract.named import things
from kg.extract.scene import Scene
from kg.extract.syntax.phrases import head_terms, noun_label, noun_phrase_of_rule, singular
from kg.extract.syntax.roles import noun_frame
from kg.extract.syntax.subjects import conjuncts
from kg.extract.who.employers import body_behind
from kg.grammar import SlotRule
from kg.model import Group, Mention, Name
from kg.tokens import Token

SUFFERING = ("nsubjpass", "dobj", "pobj", "conj")


def participants_in(scene: Scene, rule: SlotRule, head: Token) -> tuple[Mention, ...]:
    """The things that the word stands for or describes, of the kinds that the rule wants."""
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
    if rule.slot == "agent" and (authors := _authors(scene, real, types)):
        return authors
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
    return () if named else _spoken_for_unsaid(scene, head, types)


def _spoken_for_unsaid(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """ "Acme denies this. "Never," a spokesman said.": for the body just spoken of."""
    bare = head.tag_ == "NN" and all(child.lower_ in ("a", "the") for child in head.lefts)
    if not bare or any(child.dep_ == "prep" for child in head.children):
        return ()
    thing = body_behind(head, scene)
    if thing is None or not scene.grammar.is_a(thing.type, *types):
        return ()
    span = scene.parse.span(head.i, head.i + 1)
    return (Mention(span, thing.type, Name(thing.label, thing.known), f"whose {head.text} is understood"),)


def _authors(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """ "a report by Acme", "a letter signed by 40 scientists", "a study that Acme published": whoever wrote it."""
    if head.lemma_.lower() not in scene.grammar.word_set("partitives", "writings") or things(scene, head, types):
        return ()
    service = scene.grammar.kind("service")
    for role in noun_frame(head, scene.grammar).roles:
        if role.name in ("by", "from", "poss", "compound") and role.head != head:
            found = tuple(found for one in conjuncts(role.head) for found in things(scene, one, types))
            on_it = role.name == "compound" and any(one.type == service for one in found)  # "a Telegram post"
            found = () if on_it else found or (described(scene, role.head, types) if role.name == "by" else ())
            if found:
                return found
    return ()


def _named_members(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """ "platforms including Weibo and Douyin", "platforms such as ...": the members named, of no counted group."""
    if count_of(scene, head) and described(scene, head, scene.grammar.kinds("counted with members")):
        return ()
    return tuple(mention for one in members_of(scene, head) for mention in things(scene, one, types))


def described(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """Something described: the noun tells its kind."""
    people = scene.grammar.kind("people")
    if (_is_of_an_age(head) or _is_national(head)) and scene.grammar.is_a(people, *types):
        words = scene.parse.doc[head.left_edge.i : head.i + 1]
        label = words[1 if words[0].tag_ == "DT" else 0 :].text
        return (Mention(scene.parse.span(words.start, words.end), people, Group(label, "person")),)
    if head.pos_ not in ("NOUN", "PROPN", "PRON", "DET"):
        return ()
    lemma, terms = singular(head), head_terms(head)
    if terms & scene.grammar.word_set("partitives", "elsewhere"):
        return ()
    meant = {kind for term in terms for kind in scene.grammar.kinds_by_noun.get(term, ())}
    for kind in scene.grammar.words["heads"]:
        wide = people or kind if kind == "Person" else kind
        if kind in meant and scene.grammar.is_a(wide, *types):
            label = noun_phrase_of_rule(head) if kind in scene.grammar.kinds("described in full") else noun_label(head)
            if label:
                start = head.left_edge.i if head.left_edge.i >= head.i - 12 else head.i
                group = Group(_uncapitalised(label, head), lemma)
                return (Mention(scene.parse.span(start, head.i + 1), wide, group),)
    return ()


def _uncapitalised(label: str, head: Token) -> str:
    """ "Accounts were closed": a sentence opens with a capital, a description does not."""
    first = head.sent[0]
    opens = (
        label.startswith(first.text)
        and first.text.istitle()
        and first.pos_ in ("NOUN", "ADJ", "VERB")
        and not first.ent_type_
    )
    return label[0].lower() + label[1:] if opens and len(first.text) > 1 else label


def _is_national(head: Token) -> bool:
    """ "an Egyptian", "two Kenyans": a person."""
    meant = head.ent_type_ == "NORP" and head.tag_ in ("NN", "NNS", "NNP", "NNPS") and head.dep_ in SUFFERING
    return meant and not any(child.lower_ == "the" for child in head.children)  # "told the Germans": their state


def _is_of_an_age(head: Token) -> bool:
    """ "a 15-year-old": a person."""
    return head.lower_ == "old" and any(child.lower_ == "year" for child in head.children) and head.dep_ != "amod"
