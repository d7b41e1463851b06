"""
How well things and events are told apart across articles: B³, and every pair wrongly one or two.

    python benchmarks/across.py corpus corpus/gold.jsonl corpus/across.yaml
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import kg
from kg.across import Agreement, agreement, event_items, read_gold, thing_items


def show(title: str, found: Agreement) -> None:
    """Print the figures and the pairs."""
    shares = f"precision {found.precision:.3f}, recall {found.recall:.3f}"
    print(f"{title}: B³ F1 {found.f1:.3f} ({shares}), {found.items} items")
    for kind, pairs in (("wrongly one", found.merged), ("wrongly two", found.parted)):
        for left, right in pairs:
            print(f"  {kind}: {left} | {right}")


def main() -> None:
    """Build the graph of the articles and compare."""
    articles, annotated, across = (Path(argument) for argument in sys.argv[1:4])
    gold = read_gold(across, kg.read_facts(annotated))
    with kg.build([articles], tempfile.mkdtemp()) as graph:
        show("things", agreement(thing_items(graph.knowledge, gold)))
        show("events", agreement(event_items(graph.knowledge, gold)))


if __name__ == "__main__":
    main()
