"""
How well articles are read: figures by fold, and what each mechanism is worth.

    python benchmarks/quality.py corpus corpus/gold.jsonl [--folds 6] [--ablations]

A fold is every n-th article in the order of their names. An ablation switches one mechanism off
and measures all articles again; the table shows what that costs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kg.annotate import Parse, annotate
from kg.evaluation import Scores, evaluate
from kg.exporters.facts import asserted, fact_view
from kg.extract import extract, load_lexicon
from kg.fact_view import FactLine, parse_fact, read_facts
from kg.grammar import load_grammar
from kg.model import Article, Modality
from kg.ontology import bundled_ontology
from kg.readers import read_articles

# Mechanism → what stands in its place when it is off.
ABLATIONS: dict[str, dict[str, Callable[..., Any]]] = {
    "repair of tags and lemmas": {"kg.extract.scene.repair": lambda *_: None},
    "known names": {"kg.extract.scene.known_spans": lambda *_: ()},
    "descriptions and pronouns": {"kg.extract.who.coreference._understood": lambda *_: None},
    "light verbs": {"kg.extract.syntax.roles._light_verb": lambda *_: (None, [])},
    "coordination": {"kg.extract.syntax.subjects.conjuncts": lambda head: [head]},
    "shared and controlled subjects": {"kg.extract.syntax.subjects._lent_subjects": lambda *_: []},
    "passive voice": {"kg.extract.syntax.roles.is_passive": lambda *_: False},
    "dates": {"kg.extract.events.when": lambda *_, **__: {}},
    "modality": {"kg.extract.events.modality_of": lambda *_, **__: (Modality.ASSERTED, None)},
    "joining what is told twice": {"kg.extract.consolidate": lambda facts, *_: facts},
}


def facts_of(parses: Sequence[Parse]) -> list[FactLine]:
    """The asserted facts of the articles, in the fact view."""
    folder = bundled_ontology()
    grammar, lexicon = load_grammar(folder), load_lexicon(folder)
    facts = [fact for parse in parses for fact in extract(parse, grammar, lexicon).facts]
    return [parse_fact(json.dumps(fact_view(fact))) for fact in asserted(facts)]


def folds_of(names: Sequence[str], number: int) -> Iterator[frozenset[str]]:
    """The articles of each fold."""
    ordered = sorted(names)
    yield from (frozenset(ordered[first::number]) for first in range(number))


def row(title: str, scores: Scores, baseline: Scores | None = None) -> str:
    """A line of the table."""
    figures = [scores.slots.f1, scores.facts.f1]
    changes = (
        [""] * 2
        if baseline is None
        else [
            f" ({now - then:+.3f})" for now, then in zip(figures, (baseline.slots.f1, baseline.facts.f1), strict=True)
        ]
    )
    cells = "  ".join(f"{figure:.3f}{change}" for figure, change in zip(figures, changes, strict=True))
    return f"{title:38}{cells}  traps {len(scores.fallen)} of {scores.traps}"


def main() -> None:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("articles", type=Path)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--folds", type=int, default=6)
    arguments.add_argument("--ablations", action="store_true")
    given = arguments.parse_args()
    gold = read_facts(given.gold)
    articles = [found for found in read_articles([given.articles]) if isinstance(found, Article)]
    facts = facts_of(list(annotate(articles)))
    whole = evaluate(gold, facts)
    print(f"{'':38}slot F1  fact F1\n{row('all articles', whole)}")
    for number, names in enumerate(folds_of([article.id for article in articles], given.folds), 1):
        inside = [[line for line in lines if line.doc in names] for lines in (gold, facts)]
        print(row(f"fold {number} ({len(names)} articles)", evaluate(*inside)))
    for name, replacements in ABLATIONS.items() if given.ablations else ():
        with ExitStack() as off:
            for place, stand_in in replacements.items():
                off.enter_context(patch(place, stand_in))
            print(row(f"without {name}", evaluate(gold, facts_of(list(annotate(articles)))), whole), flush=True)


if __name__ == "__main__":
    main()
