"""A graph whose names, words and numbers are what breaks programs that write or read files."""

from kg.graph import quads
from kg.model import Article, Identity, Knowledge, PartialDate, Quotation, Reading
from kg.ontology import bundled_ontology, load_ontology
from tests.small_graph import fact, identity_id, things
from tests.small_graph import named as name

NAMES = (
    "../../etc/passwd",
    "/absolute",
    "..",
    "CON",
    "aux.txt",
    "ends with a dot.",
    'a\\b:c*d?e"f<g>h|i',
    "x" * 10_000,
    "同" * 300,
    "=1+1",
    "-2",
    "@SUM(A1)",
    "semi;colon, comma",
    'it\'s "quoted" `ticked`',
    "back\\slash \\u0022 }) DETACH DELETE n //",
    "new\nline\r\ttab",
    "control\x01\x0b\x1f end",
    "[[link]] <script>alert(1)</script> #tag",
    "Ⅸ ﬁ",
    "straße",
    "STRASSE",
    "index",
    "🦊 fox",
    "\u202eright to left",
    "---",
)
TEXT = " | ".join(NAMES) + ' were fined on 12 November 2018; “she said \\"no\\" & <b>left</b>”.'
ARTICLE = Article("deep/../odd name", TEXT, title="=cmd|' /C calc'!A0", published=PartialDate("2018"))


def knowledge() -> Knowledge:
    """One fact a name: that it was fined."""
    facts = tuple(
        fact(
            ARTICLE,
            "Statement",
            each,
            agent=name(each, "Company"),
            date=("12 November 2018", "Date", PartialDate("2018-11-12")),
            quote=('she said \\"no\\" & <b>left</b>', "Quotation", Quotation('she said \\"no\\" & <b>left</b>')),
        )
        for each in NAMES
    )
    denotes = {place: identity_id(mention) for place, mention in things(facts)}
    identities = tuple(Identity(identity_id_of(each), "Company", each, (each,)) for each in sorted(NAMES))
    return Knowledge((Reading(ARTICLE, facts),), identities, (), denotes)


def identity_id_of(each: str) -> str:
    return f"i-Company-{each}"


def hostile_quads():
    return tuple(quads(knowledge(), load_ontology(bundled_ontology())))
