"""The explorer: knowledge as one HTML page."""

from kg.explorer.page import write_page
from kg.explorer.vocabulary import Vocabulary

__all__ = ["Vocabulary", "write_page"]
