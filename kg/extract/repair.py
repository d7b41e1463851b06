"""What the parser gets wrong systematically, put right before anything is looked for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate import Parse
from kg.grammar import Grammar

VOWELS = "aeiou"


def repair(parse: Parse, grammar: Grammar) -> None:
    """Lemmas of the grammar's verbs, which the lemmatiser's exceptions lose ("fined" → "fin")."""
    forms = verb_forms(grammar)
    for token in parse.doc:
        if token.pos_ in ("VERB", "AUX", "ADJ") and token.lower_ in forms and token.tag_.startswith(("VB", "JJ")):
            token.lemma_ = forms[token.lower_]


def verb_forms(grammar: Grammar) -> dict[str, str]:
    """Regular form → the grammar's verb, for all forms that only one of its verbs has."""
    if "verb forms" not in grammar._cache:
        verbs = sorted({word for part, word in grammar.by_trigger if part == "verb"})
        forms: dict[str, str] = {}
        for verb in verbs:
            for form in regular_forms(verb):
                forms[form] = verb if forms.get(form, verb) == verb else ""
        grammar._cache["verb forms"] = {form: verb for form, verb in forms.items() if verb}
    found: dict[str, str] = grammar._cache["verb forms"]
    return found


def regular_forms(verb: str) -> Iterator[str]:
    """
    The past and the -ing form of a regular verb.

    "fine"  fined fining        "ban"  banned banning        "deny"  denied denying
    """
    if verb.endswith("e"):
        yield from (verb + "d", verb[:-1] + "ing")
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        yield from (verb[:-1] + "ied", verb + "ing")
    elif len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
        yield from (verb + verb[-1] + "ed", verb + verb[-1] + "ing", verb + "ed", verb + "ing")
    else:
        yield from (verb + "ed", verb + "ing")
