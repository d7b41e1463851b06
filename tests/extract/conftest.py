"""What the tests of extraction share."""

import pytest

from kg.grammar import Grammar, load_grammar
from tests.extract.reading import ONTOLOGY


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    """The bundled grammar."""
    return load_grammar(ONTOLOGY)
