"""Pages from templates: what comes from articles stands in them as words, never as markup."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined

from kg.captions import date_in_words
from kg.errors import PageError

STYLE, SCRIPT = "site.css", "site.js"
EDITOR = ("yasgui.min.css", "yasgui.min.js")  # made by `make site`; the pages do without
# Whatever a page may hold from articles or addresses, it runs our own script only, and reaches nothing but this server.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def asset(name: str) -> bytes:
    """One of our own files."""
    try:
        return (resources.files("kg.serve") / "assets" / name).read_bytes()
    except OSError as error:
        raise PageError(name, "a file of this program is missing; install it again") from error


@cache
def environment() -> Environment:
    """The templates."""
    made = Environment(
        loader=FunctionLoader(lambda name: asset(name).decode()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["version_of"] = version_of
    made.filters["date_in_words"] = lambda date: date_in_words(str(date or ""))
    made.globals["has_editor"] = has_editor()
    return made


@cache
def version_of(name: str) -> str:
    """What changes in an asset's address when the asset changes."""
    return hashlib.sha256(asset(name)).hexdigest()[:12]


def has_editor() -> bool:
    """Whether the editor was bundled."""
    return all((resources.files("kg.serve") / "assets" / name).is_file() for name in EDITOR)


def page(template: str, **told: object) -> str:
    """The page."""
    return environment().get_template(template).render(**told)
