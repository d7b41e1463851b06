"""Whose post it is where the words do not say: the country, its ministry or parliament, the body just spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.scene import Scene
from kg.extract.who.descriptions import described_index
from kg.extract.who.known_names import adjective_index
from kg.extract.who.salience import Thing
from kg.grammar import Grammar, KnownName
from kg.tokens import Token

LOOK_BACK = 3  # sentences in which a body has just been spoken of
CLEARLY = 2  # times as often as the next one
TITLES = ("compound", "nmod")
DEFINITE = ("the", "its", "their")
INDEFINITE = ("a", "an", "any", "another", "some", "one")


def employer_of(post: Token, scene: Scene) -> Thing | None:
    """
    The organisation or country of a post.

    "Kenyan President Ana Lopez"            the country that the words name, none that is only understood
    "Ana Lopez, the education minister"     its country's ministry of education, or its government, if the text names it
    "Ana Lopez, the chief executive"        the company just spoken of
    """
    words = scene.grammar.words.get("employers")
    noun, said = post.lemma_.lower(), _said(post)
    if not words or not _is_settled(post) or _names_another(post, scene):
        return None
    if noun in words["state"] and _is_state_post(post, said, words):
        return _country_thing(_own_country(post, scene), scene)
    if noun in words["parliament"]:
        return _body_called(words["parliament"][noun], _country_of(post, scene), scene)
    if noun in words["ministry"]:
        return _ministry(post, said, scene)
    if said & set(words["forces"]):
        return _body_called(sorted(said & set(words["forces"])), _country_of(post, scene), scene)
    kinds = next((words["kinds"][kind] for kind, posts in words["of kind"].items() if noun in posts), None)
    if kinds and said & set(words["authority fields"]):
        kinds = words["kinds"]["regulator"]
    return _body_spoken_of(post, said, kinds, scene) if kinds and _is_told_of(post) else None


def body_behind(mouthpiece: Token, scene: Scene) -> Thing | None:
    """The body just spoken of, for which an unnamed spokesperson speaks."""
    words = scene.grammar.words.get("employers")
    noun = mouthpiece.lemma_.lower()
    kinds = (
        next((words["kinds"][kind] for kind, posts in words["of kind"].items() if noun in posts), None)
        if words
        else None
    )
    return _body_spoken_of(mouthpiece, frozenset(), kinds, scene) if kinds else None


def _is_told_of(post: Token) -> bool:
    """The words tell of somebody's post, they do not only call somebody by it: "the president asked"."""
    return (
        _is_title(post) or post.dep_ in ("appos", "attr", "conj") or any(one.dep_ == "appos" for one in post.children)
    )


def _said(post: Token) -> frozenset[str]:
    """The words of the post and of its field."""
    field = [token for child in post.children if child.lower_ in ("of", "for") for token in child.subtree]
    return frozenset(token.lower_ for token in (*post.lefts, post, *field, *_titles_before(post)))


def _titles_before(post: Token) -> Iterator[Token]:
    """ "Prime" of "Prime Minister Ana Lopez"."""
    at = post.i - 1
    while at >= post.sent.start and post.doc[at].dep_ in TITLES and post.doc[at].head == post.head != post:
        yield post.doc[at]
        at -= 1


def _is_title(post: Token) -> bool:
    return post.dep_ in TITLES and post.head.pos_ == "PROPN" and post.i < post.head.i


def _is_settled(post: Token) -> bool:
    """There is one holder of the post: "the chief executive", "Senator Lopez", not "a minister", "executives"."""
    if _is_title(post):
        return True
    if post.tag_ in ("NNS", "NNPS") or any(child.lower_ in INDEFINITE for child in post.lefts):
        return False
    bare = post.dep_ == "appos" or (post.dep_ == "conj" and post.head.dep_ == "appos" and _is_settled(post.head))
    return bare or any(child.lower_ in DEFINITE for child in post.lefts) or post.pos_ == "PROPN"


def _names_another(post: Token, scene: Scene) -> bool:
    """The words themselves say whose post it is, in a way that is not understood."""
    return any(
        child.dep_ == "poss" and child.tag_ != "PRP$" and child.lemma_ != "country" and not _names_country(child, scene)
        for child in post.lefts
    ) or any(
        (one.pos_ == "PROPN" and not _in_country(one, scene)) or any(part.dep_ == "poss" for part in one.children)
        for child in post.children
        if child.lower_ in ("of", "at")
        for one in child.children
    )


def _names_country(token: Token, scene: Scene) -> bool:
    return token.i in scene.references and _in_country(token, scene)


def _in_country(token: Token, scene: Scene) -> bool:
    reference = scene.references.get(token.i)
    return reference is None or any(scene.grammar.is_a(thing.type, "Country") for thing in reference.things)


def _is_state_post(post: Token, said: frozenset[str], words: dict[str, dict[str, list[str]]]) -> bool:
    """ "Prime Minister" and "chancellor" always, "President" only as a title or with a country."""
    needed = set(words["state"][post.lemma_.lower()])
    return bool(needed & said) or ("title" in needed and _is_title(post))


# --- whose country -------------------------------------------------------------------------------


def _country_of(post: Token, scene: Scene) -> str | None:
    """The country that the post's own words name, else the one spoken of most around it and in the whole text."""
    if own := _own_country(post, scene):
        return own
    here = scene.parse.blocks[post.i]
    weights: Counter[str] = Counter()
    for token in scene.parse.doc:
        for country in _countries((token,), scene):
            weights[country] += 3 if scene.parse.blocks[token.i] == here else 1
    ranked = weights.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return scene.country if ranked else None
    return ranked[0][0]


def _own_country(post: Token, scene: Scene) -> str | None:
    """The country that the post's own words name."""
    words = (*post.lefts, *(one for child in post.children for one in child.children))
    return next(_countries(words, scene), None)


def _countries(tokens: Sequence[Token], scene: Scene) -> Iterator[str]:
    """The countries that the words name, by name or adjective, or that the places and authorities are in."""
    adjectives = adjective_index(scene.grammar)
    for token in tokens:
        if token.text in adjectives:
            yield adjectives[token.text]
        elif token.i in scene.references:
            for thing in scene.references[token.i].things:
                known = scene.grammar.names.get(thing.known or "")
                if thing.type == "Country":
                    yield thing.label
                elif (
                    known
                    and known.country
                    and scene.grammar.is_a(thing.type, "Place", *scene.grammar.kinds("authority"))
                ):
                    yield known.country


def _country_thing(country: str | None, scene: Scene) -> Thing | None:
    known = scene.grammar.names.get(country or "")
    return Thing(known.name, known.type, known.key) if known else None


# --- bodies of the state -------------------------------------------------------------------------


def _body_called(called: Sequence[str], country: str | None, scene: Scene) -> Thing | None:
    """The country's body that is called one of these, the first that there is."""
    bodies = described_index(scene.grammar).get(country or "", ())
    for name in called:
        for described, known in bodies:
            if described == name:
                return _as_spoken_of(known, scene)
    return None


def _as_spoken_of(known: KnownName, scene: Scene) -> Thing | None:
    """The thing under the label that it has in the text; None where the text never names it."""
    for reference in scene.references.values():
        for thing in reference.things:
            if thing.known == known.key:
                return thing
    return None


def _ministry(post: Token, said: frozenset[str], scene: Scene) -> Thing | None:
    """The ministry of the minister's field, the ministry just spoken of where none is named, else the government."""
    country = _country_of(post, scene)
    field = said & _fields(country, scene.grammar)
    if not field and not (said - {post.lower_, "the", "then", "country"}):
        return _body_spoken_of(post, said, scene.grammar.words["employers"]["kinds"]["ministry"], scene)
    named = [known for described, known in _ministries(country, scene.grammar) if field <= set(described.split())]
    if field and len({known.key for known in named}) == 1:
        return _as_spoken_of(named[0], scene)
    return _body_called(["government"], country, scene) or _country_thing(country, scene)


def _ministries(country: str | None, grammar: Grammar) -> list[tuple[str, KnownName]]:
    bodies = described_index(grammar).get(country or "", ())
    kinds = grammar.words["employers"]["kinds"]["ministry"]
    return [(described, known) for described, known in bodies if known.type in kinds]


def _fields(country: str | None, grammar: Grammar) -> frozenset[str]:
    """What the country's ministries are for: "education", "interior"."""
    words = {word for described, _ in _ministries(country, grammar) for word in described.split()}
    return frozenset(words - {"ministry", "department", "and", "of", "the"})


# --- the body just spoken of ---------------------------------------------------------------------


def _body_spoken_of(post: Token, said: frozenset[str], kinds: Sequence[str], scene: Scene) -> Thing | None:
    """The one body of these kinds spoken of just before, or that the whole text is about."""
    near = list(_spoken_near(post, kinds, scene))
    named = [thing for thing in near if said & set(thing.label.lower().split()) - {"the", "of", "and"}]
    fitting = list(dict.fromkeys(named or near))
    if len(fitting) == 1:
        return fitting[0]
    often = Counter(_starts(scene))
    ranked = sorted(fitting, key=lambda thing: (-often[thing.label], thing.label))
    if len(ranked) > 1 and often[ranked[0].label] >= CLEARLY * often[ranked[1].label]:
        return ranked[0]
    return None


def _spoken_near(post: Token, kinds: Sequence[str], scene: Scene) -> Iterator[Thing]:
    never = scene.grammar.words["employers"]["kinds"]["never"]
    sentences = [sentence for sentence in scene.parse.doc.sents if sentence.start <= post.i][-1 - LOOK_BACK :]
    for i in range(sentences[0].start if sentences else 0, post.i):
        for thing in scene.references[i].things if i in scene.references else ():
            if scene.grammar.is_a(thing.type, *kinds) and not scene.grammar.is_a(thing.type, *never):
                yield thing


def _starts(scene: Scene) -> Iterator[str]:
    """What is spoken of, once for every time."""
    for i, reference in scene.references.items():
        if i == reference.start:
            yield from (thing.label for thing in reference.things)
