"""Copies of one text are one source."""

from kg.model import Reading
from kg.resolve.sources import sources_of
from tests.builders import article, span

WIRE = "The regulator fined the network two million euros on Monday because it had kept data of children for years."
OWN = "Two million euros is what the network must pay: the authority found files on minors that nobody had deleted."


def test_passages_that_share_most_of_their_words_in_a_row_count_once():
    articles = [article(text, id=id) for id, text in (("a", WIRE), ("b", "By our staff. " + WIRE), ("c", OWN))]
    sources = sources_of(Reading(each) for each in articles)
    passages = [span("two million euros" if each.id != "c" else "Two million euros", within=each) for each in articles]
    assert sources.independent(passages) == 2
    assert sources.independent(passages[:1]) == 1
    assert sources.independent([]) == 0
