"""Currencies: their signs, codes and names, and which of them a shared name means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.extract.figures.word_lists import HYPHEN, SPACE, any_of, read_words

CODE = len("USD")


@dataclass(frozen=True, slots=True)
class SharedForm:
    """A sign or name that several currencies share."""

    codes: tuple[str, ...]
    countries: frozenset[str]
    default: str | None


@dataclass(frozen=True)
class Currencies:
    """How news writes currencies, and where a shared name means which."""

    forms: Mapping[str, tuple[str, int]]  # sign or name → ISO code, and what one of it is worth in units
    shared: Mapping[str, SharedForm]
    countries: Mapping[str, frozenset[str]]  # ISO code → where a shared form means it
    signs: tuple[str, ...]  # of the forms, those that may stand before the number

    @property
    def forms_and_shared(self) -> tuple[str, ...]:
        """Every sign and name."""
        return (*self.forms, *self.shared)

    def unit(self, form: str, country: str | None) -> tuple[str, int] | None:
        """The ISO code that the sign or name stands for in a country, and its worth in units."""
        form = form if form in self.forms or form in self.shared else form.lower()
        code = self._settle(self.shared[form], country) if form in self.shared else None
        return (code, 1) if code else self.forms.get(form)

    def _settle(self, shared: SharedForm, country: str | None) -> str | None:
        if country in shared.countries:
            return next((code for code in shared.codes if country in self.countries.get(code, ())), shared.default)
        return shared.default

    def at_home(self, code: str, country: str | None) -> bool:
        """The currency is the country's."""
        return country in self.countries.get(code, ())

    @cached_property
    def sign_before(self) -> re.Pattern[str]:
        """A sign or code before a number."""
        signs = any_of(self.signs)
        return re.compile(rf"(?<![\w$]){signs}(?:[^\S\n]|{HYPHEN})?(?=\d)")

    @cached_property
    def unit_after(self) -> re.Pattern[str]:
        """A name, a code or a sign after a number."""
        names = any_of(form for form in self.forms_and_shared if form[0].islower())
        proper = any_of(form for form in self.forms_and_shared if not form[0].islower() and len(form) >= CODE)
        marks = any_of(form for form in self.forms_and_shared if len(form) == 1 and not form.isalnum())
        joint = rf"(?:{HYPHEN}|{SPACE}(?:(?:of|in){SPACE})?)"
        return re.compile(
            rf"{joint}(?P<name>(?i:{names})|{proper})(?!\w)|[^\S\n]?(?P<mark>{marks})(?![\w$]|[^\S\n]?\d)"
        )


def load_currencies(folder: Path) -> Currencies:
    """The currencies of an ontology folder."""
    return currencies_from(read_words(folder, "currencies"))


def currencies_from(entries: Mapping[str, Any]) -> Currencies:
    """Currencies from what currencies.yaml holds."""
    shared = {
        entry["form"]: SharedForm(tuple(entry["of"]), frozenset(entry["in"]), entry.get("default"))
        for entry in entries["shared"]
    }
    forms = {
        form: (currency["code"], int(currency.get("multiples", {}).get(form, 1)))
        for currency in entries["currencies"]
        for key in ("symbols", "names", "qualified")
        for form in currency[key]
    }
    signs = [sign for currency in entries["currencies"] for sign in currency["symbols"]]
    signs += [form for form in shared if not form[0].islower() or form == "kr"]
    countries = {currency["code"]: frozenset(currency["countries"]) for currency in entries["currencies"]}
    return Currencies(forms, shared, countries, tuple(signs))
