"""
How well two names are told to mean one thing or two, with nothing else known: F1 over labelled pairs.

    python benchmarks/name_pairs.py cases.csv [--pairs]

The file is a table with the columns schema, name1, name2 and is_match, as `contrib/name_bench/cases.csv` of
nomenklatura (MIT) has them; it is not part of this repository. `--pairs` lists those that are judged wrongly.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.grammar import Grammar, load_grammar
from kg.model import Fact, Mention, Name, Span
from kg.ontology import bundled_ontology
from kg.resolve.comparisons import Comparer
from kg.resolve.profiles import Profile, profiles_of
from kg.resolve.sameness import scale_of

KINDS = {"Person": "Person", "Company": "Company", "Vessel": "Platform"}  # any other: an organisation


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names of one kind, and whether they mean one thing."""

    kind: str
    left: str
    right: str
    is_one: bool


def pairs_in(path: Path) -> Iterator[Pair]:
    """The labelled pairs of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            kind = KINDS.get(row["schema"], "Organisation")
            yield Pair(kind, row["name1"], row["name2"], row["is_match"] == "true")


def profile_of(name: str, kind: str, article: str, grammar: Grammar) -> Profile:
    """The name as an article that tells nothing else would have it."""
    span = Span(article, 0, len(name), name)
    told = Fact("Pledge", {"agent": (Mention(span, kind, Name(name)),)}, (span,), ("by-hand",))
    (profile,) = profiles_of([told], grammar)
    return profile


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with the sum of what speaks for its being one, and why."""

    pair: Pair
    score: float
    why: str


def judged(pair: Pair, comparer: Comparer) -> Judged:
    """The pair, compared."""
    left, right = (
        profile_of(name, pair.kind, f"{side}-{name}", comparer.grammar)
        for side, name in (("left", pair.left), ("right", pair.right))
    )
    verdict = comparer.compare(left, right)
    return Judged(pair, verdict.score, str(verdict))


def figures(found: list[Judged], bound: float) -> str:
    """Precision, recall and F1 of what has at least this sum."""
    right = sum(each.pair.is_one and each.score >= bound for each in found)
    precision = right / max(sum(each.score >= bound for each in found), 1)
    recall = right / max(sum(each.pair.is_one for each in found), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"F1 {f1:.3f} (precision {precision:.3f}, recall {recall:.3f})"


def main() -> None:
    """Judge each pair by its names alone: which are alike, and which of them so much that nothing else is needed."""
    grammar = load_grammar(bundled_ontology())
    scale = scale_of("things", grammar)
    found = [judged(pair, Comparer(grammar, scale)) for pair in pairs_in(Path(sys.argv[1]))]
    print(f"{len(found)} pairs")
    print(f"alike (to be joined or asked about): {figures(found, scale.doubtful_from)}")
    print(f"joined by the names alone: {figures(found, scale.one_from)}")
    for each in found if "--pairs" in sys.argv else ():
        if (each.score >= scale.doubtful_from) != each.pair.is_one:
            words = "wrongly two" if each.pair.is_one else "wrongly alike"
            print(f"  {words}: {each.pair.kind}: {each.pair.left} | {each.pair.right}: {each.why}")


if __name__ == "__main__":
    main()
