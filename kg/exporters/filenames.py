"""Names of files made of names of things: every system takes them, and no two are one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from kg.model import fingerprint

# What Windows, macOS or Linux refuse, and what has a meaning in links of Markdown notes.
REFUSED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069"
    r"""/\\:*?"<>|#^\[\]%`]+"""
)
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
LONGEST = 120  # bytes: with a hash and an ending still far below the 255 that file systems take
HASH_LENGTH = 8


def file_names(labels: Mapping[str, str]) -> dict[str, str]:
    r"""
    Id → the name of its file without ending: its label, with a hash of the id where two labels make one name.

    "AC/DC: the \\"ban\\""   AC DC the ban
    CON                CON_
    """
    names = {id_: file_name(label) for id_, label in labels.items()}
    alike = Counter(folded(name) for name in names.values())
    return {
        id_: name if alike[folded(name)] == 1 else f"{name} ({fingerprint(id_)[:HASH_LENGTH]})"
        for id_, name in names.items()
    }


def file_name(label: str) -> str:
    """The label as the name of a file on any system."""
    name = " ".join(REFUSED.sub(" ", unicodedata.normalize("NFC", label)).split())
    name = name.encode()[:LONGEST].decode(errors="ignore").strip(" .")
    if RESERVED.fullmatch(name):
        return f"{name}_"
    return name or "unnamed"


def folded(name: str) -> str:
    """What two names have in common that some file systems take for one."""
    return unicodedata.normalize("NFKC", name).casefold()
