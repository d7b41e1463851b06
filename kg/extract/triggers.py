"""The patterns that a word sets off."""

from __future__ import annotations

from kg.extract.scene import Scene
from kg.extract.syntax.subjects import list_start
from kg.grammar import Pattern
from kg.tokens import Token

# The part of speech of a trigger, by spaCy's tag.
PARTS = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADP": "preposition",
    "PUNCT": "mark",
}


def patterns_at(token: Token, scene: Scene) -> list[Pattern]:
    """The patterns that the word sets off; of one file, those with the longest trigger."""
    index = scene.grammar.by_trigger
    found: dict[str, Pattern] = {}
    for part in _parts(token, scene):
        word = token.lower_ if part == "preposition" else token.lemma_.lower()
        for pattern, lemma in index.get((part, word), ()):
            if " " not in lemma or _has_particles(token, lemma.split()[1:]):
                found.setdefault(pattern.name, pattern)
    if _opens_quotation(token, scene):
        for pattern, _ in index.get(("verb", "any"), ()):
            found.setdefault(pattern.name, pattern)
    if _heads_a_name(token, scene):
        for pattern, _ in index.get(("name", "any"), ()):
            found.setdefault(pattern.name, pattern)
    if not found or _refers_back(token, scene):
        return []
    kept = _without_bare_speech(list(found.values()), token, scene)
    return sorted(kept, key=lambda pattern: pattern.rank)


def _refers_back(noun: Token, scene: Scene) -> bool:
    """ "It was the first such fine": the one told of before, no further one."""
    told_of = noun.pos_ == "NOUN" and noun.dep_ in ("attr", "nsubj", "nsubjpass", "pobj")
    referring = scene.grammar.word_set("partitives", "referring back") if told_of else ()
    return any(child.lower_ in referring for child in noun.children)


def _without_bare_speech(patterns: list[Pattern], token: Token, scene: Scene) -> list[Pattern]:
    """ "called in by the regulator" is no opinion: who speaks of "call" alone does not mean the verb with "in"."""
    particles = {child.lower_ for child in token.children if child.dep_ == "prt"}
    index, lemma = scene.grammar.by_trigger, token.lemma_.lower()
    longer = {
        pattern.name
        for pattern, words in index.get(("verb", lemma), ())
        if words.partition(" ")[2] in particles and pattern in patterns
    }
    speech = scene.grammar.kinds("speech")
    return [pattern for pattern in patterns if not longer or pattern.name in longer or pattern.fact not in speech]


def _opens_quotation(token: Token, scene: Scene) -> bool:
    """The verb of words quoted without a verb of saying: the company "sincerely accepts" the ruling."""
    if token.pos_ != "VERB" or token.dep_ not in ("ROOT", "conj", "relcl", "advcl"):
        return False
    subjects = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")]
    quotes = [quote for quote in scene.quotes if quote.start <= token.i < quote.end]
    return any(subject.i < quote.start for subject in subjects for quote in quotes)


def _heads_a_name(token: Token, scene: Scene) -> bool:
    """The token is the one of a name that the sentence hangs on."""
    reference = scene.references.get(token.i)
    named = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.text[:1].isupper())  # "ByteDance's TikTok"
    return reference is not None and named and token.doc[reference.start : reference.end].root == token


def _parts(token: Token, scene: Scene) -> list[str]:
    part = PARTS.get(token.pos_)
    if token.dep_ == "amod" and part == "verb" and all(child.dep_ in ("advmod", "punct") for child in token.children):
        # "banned information": a quality, no event
        return ["verb", "adjective"] if _is_counted_deed(token, scene) else ["adjective"]
    if token.pos_ == "PROPN" and token.i in scene.references:
        return []
    if token.dep_ == "prep" and token.tag_ == "VBG":
        return ["preposition"]
    if token.tag_ in ("VBN", "VBD", "VBG") and token.pos_ == "ADJ":
        return ["verb", "adjective"]
    return [part] if part else []


def _is_counted_deed(participle: Token, scene: Scene) -> bool:
    """ "reported 37,102 disabled accounts": what is counted as done was done."""
    noun = participle.head
    if participle.tag_ != "VBN" or not any(child.dep_ == "nummod" for child in noun.children):
        return False
    first = list_start(noun)
    return first.dep_ == "dobj" and first.head.lemma_ in scene.grammar.word_set("lists", "listing")


def _has_particles(token: Token, particles: list[str]) -> bool:
    """ "shut ... down", "crack down on": the words follow, directly or as particles of the verb."""
    following = [other.lower_ for other in token.doc[token.i + 1 : token.i + 1 + len(particles)]]
    if following == particles:
        return True
    behind = [
        child
        for child in token.children
        if child.i > token.i and child.dep_ in ("prt", "prep", "advmod", "npadvmod", "advcl")
    ]
    objects = [child for child in token.children if child.dep_ in ("dobj", "nsubjpass")]
    hung = [part for noun in objects for part in noun.children if part.dep_ == "prep" and part.i > token.i]
    for child in (*behind, *hung):
        if (
            len(particles) > 1
            and [other.lower_ for other in token.doc[child.i : child.i + len(particles)]] == particles
        ):
            return True  # "took the channel off the air"
    behind += [
        part
        for child in token.children
        if child.dep_ == "dobj" and child.i > token.i
        for part in child.children
        if part.i > child.i and part.dep_ in ("appos", "advmod", "npadvmod", "prt")
    ]  # "took the channel offline": the parser hangs the particle on the object
    own = [child.lower_ for child in behind]
    apart = [child.lower_ for child in behind if child.dep_ != "prep" or not any(child.children)]
    return particles[0] in apart and all(particle in own for particle in particles)
