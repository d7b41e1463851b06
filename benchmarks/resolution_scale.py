"""
What it costs to tell who is who: mentions of invented things with typing errors, acronyms and homonyms.

    python benchmarks/resolution_scale.py 10000 100000

A tenth as many things as mentions. Prints CPU seconds, the most memory (MB), and how well the things
are told apart (B³).
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from kg.across import Item, agreement
from kg.collector import collecting_seldom
from kg.grammar import Grammar, load_grammar
from kg.model import Fact, Mention, Name, Span
from kg.ontology import bundled_ontology
from kg.resolve.entities import identify

BEGINNINGS = ("b", "d", "f", "k", "l", "m", "n", "r", "s", "t", "v", "z", "br", "tr")
SYLLABLES = [beginning + vowel for beginning in BEGINNINGS for vowel in "aeiou"]
KINDS = ("Company", "Platform", "Person", "Association", "MediaOutlet")
COMMON = ("Media", "Network", "Group", "Technology", "Digital", "Online", "Global")
PER_THING = 10  # mentions


def invented_word(chance: random.Random) -> str:
    """A word that no language has."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


def invented_things(number: int, chance: random.Random) -> list[tuple[str, str]]:
    """Names with their kinds; one in fifty is a homonym of another kind."""
    things: list[tuple[str, str]] = []
    while len(things) < number:
        kind = chance.choice(KINDS)
        words = [invented_word(chance), invented_word(chance)]
        if kind not in ("Person", "Platform") and chance.random() < 1 / 2:
            words.append(chance.choice(COMMON))
        name = chance.choice(things)[0] if things and chance.random() < 1 / 50 else " ".join(words)
        things.append((name, kind))
    return things


def written(name: str, kind: str, chance: random.Random) -> str:
    """The name as somebody writes it: now and then mistyped or shortened."""
    luck = chance.random()
    if luck < 1 / 20:
        place = chance.randrange(1, len(name) - 1)
        return name[:place] + chance.choice("aeioulnrst") + name[place + 1 :]
    if luck < 1 / 10 and kind == "Person":
        return f"{name[0]}. {name.rsplit(maxsplit=1)[-1]}"
    if luck < 1 / 10 and len(name.split()) > 2:
        return "".join(word[0] for word in name.split())
    return name


def mentions(number: int, chance: random.Random) -> Iterator[tuple[Fact, int]]:
    """Facts of one filler each, with the number of the thing that fills it."""
    things = invented_things(number // PER_THING, chance)
    for place in range(number):
        thing = chance.randrange(len(things))
        name, kind = things[thing]
        article = f"article-{place // 20}"
        words = written(name, kind, chance)
        span = Span(article, place * 100, place * 100 + len(words), words)
        yield Fact("Pledge", {"agent": (Mention(span, kind, Name(words)),)}, (span,), ("by-hand",)), thing


def measure(number: int, grammar: Grammar) -> str:
    """One line of figures."""
    told = list(mentions(number, random.Random(number)))  # noqa: S311  invented names, the same in every run
    start = time.process_time()
    with collecting_seldom():  # as in a build
        found = identify([fact for fact, _ in told], grammar)
    seconds = time.process_time() - start
    items = [Item(fact.evidence[0].text, found.denotes[fact.id, "agent", 0], thing) for fact, thing in told]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = agreement(items)
    costs = f"{number:9,} mentions: {seconds:7.1f} CPU s, {memory:6.0f} MB"
    return f"{costs}, B³ F1 {figures.f1:.3f} (P {figures.precision:.3f}, R {figures.recall:.3f})"


def main() -> None:
    """Print a line for each number of mentions, each in a process of its own."""
    numbers = [int(argument) for argument in sys.argv[1:]]
    if len(numbers) == 1:
        print(measure(numbers[0], load_grammar(bundled_ontology())))
        return
    for number in numbers:
        subprocess.run([sys.executable, __file__, str(number)], check=True)


if __name__ == "__main__":
    main()
