"""The grammar's words in the forms that a text has them in."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grammar import Grammar, once

VOWELS = "aeiou"


@once
def group_deeds(grammar: Grammar) -> frozenset[str]:
    """The verbs of what is done to accounts and content."""
    events = grammar.word_set("alternatives", "done to groups")
    patterns = [
        pattern for pattern in grammar.patterns if pattern.fact in events and not pattern.when and pattern.voice is None
    ]
    lemmas = (lemma for pattern in patterns for lemma in pattern.triggers.get("verb", ()))
    return frozenset(lemma for lemma in lemmas if " " not in lemma)


PARTICLES = ("off", "down", "out", "up", "away", "back")


@once
def phrasal_verbs(grammar: Grammar) -> frozenset[str]:
    """The grammar's verbs that have a particle: "switch off"."""
    verbs = {verb for pattern in grammar.patterns for verb in pattern.triggers.get("verb", ())}
    return frozenset(verb for verb in verbs if len(verb.split()) == 2 and verb.endswith(PARTICLES))


@once
def speaking_verbs(grammar: Grammar) -> frozenset[str]:
    """The verbs of saying: those that report what somebody said."""
    speech = grammar.kinds("speech")
    reporting = [
        pattern
        for pattern in grammar.patterns
        if pattern.fact in speech and any("said" in rule.roles for rule in pattern.slots if rule.required)
    ]
    return frozenset(lemma for pattern in reporting for lemma in pattern.triggers.get("verb", ()) if " " not in lemma)


@once
def promising_verbs(grammar: Grammar) -> frozenset[str]:
    """The verbs with which somebody says what he will do, of one word."""
    words = set(grammar.kinds("words")) - set(grammar.kinds("speech"))
    promising = [pattern for pattern in grammar.patterns if pattern.fact in words and pattern.voice is None]
    infinitive = [one for one in promising if any("to do" in rule.roles for rule in one.slots if rule.required)]
    return frozenset(lemma for pattern in infinitive for lemma in pattern.triggers.get("verb", ()) if " " not in lemma)


@once
def head_nouns(grammar: Grammar) -> dict[str, str]:
    """Noun or its plural → the noun, for the nouns that name kinds of groups."""
    groups = [words for kind, words in grammar.words["heads"].items() if grammar.is_a(kind, "Group")]
    nouns = sorted({noun for words in groups for noun in words if " " not in noun})
    return {_plural(noun): noun for noun in nouns}


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in VOWELS else noun + "s"


@once
def verb_forms(grammar: Grammar) -> dict[str, str]:
    """Regular form → the grammar's verb, for all forms that only one of its verbs has."""
    forms: dict[str, str] = {}
    for verb in sorted({word for part, word in grammar.by_trigger if part == "verb"}):
        for form in regular_forms(verb):
            forms[form] = verb if forms.get(form, verb) == verb else ""
    return {form: verb for form, verb in forms.items() if verb}


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in VOWELS else verb + "s"


def regular_forms(verb: str) -> Iterator[str]:
    """
    The past, the -ing form and the -s form of a regular verb.

    "fine"  fined fining fines      "ban"  banned banning bans      "deny"  denied denying denies
    """
    yield _with_s(verb)
    if verb.endswith("e"):
        yield from (verb + "d", verb[:-1] + "ing")
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        yield from (verb[:-1] + "ied", verb + "ing")
    elif len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
        yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing", verb + "ed", verb + "ing")
    else:
        yield from (verb + "ed", verb + "ing")


@once
def verb_presents(grammar: Grammar) -> dict[str, str]:
    """ "orders" → "order", for the grammar's verbs and those that carry a noun."""
    verbs = {word for part, word in grammar.by_trigger if part == "verb"} | grammar.word_set("light_verbs", "giving")
    return {_third_person(verb): verb for verb in sorted(verbs)}


def _third_person(verb: str) -> str:
    return verb + "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else _plural(verb)


@once
def verbs_of_several_words(grammar: Grammar) -> frozenset[str]:
    """The grammar's verbs with what belongs to them: "haul in", "get rid of"."""
    verbs = (verb for pattern in grammar.patterns for verb in pattern.triggers.get("verb", ()))
    return frozenset(verb for verb in verbs if " " in verb)
