"""The words by which clutter is known."""

from pathlib import Path

import pytest

from kg.errors import OntologyProblems
from kg.readers.words import page_words


def test_missing_lists_are_told_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "clutter.yaml").write_text("whole: [on, no]\n")
    (tmp_path / "words" / "meta.yaml").write_text("genres: [analysis]\n")
    with pytest.raises(OntologyProblems, match="there is no list 'starts'") as caught:
        page_words(tmp_path)
    assert len(caught.value.problems) > 10


def test_words_are_compared_folded() -> None:
    assert "editor's picks" in page_words().whole
    assert "no" not in page_words().whole
    assert "no" in page_words().function_words
