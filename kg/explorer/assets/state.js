// What is being looked at, as one value; the address's hash holds all of it that differs from the beginning.

const VIEWS = ["network", "timeline", "table"];
const DRAWINGS = ["arrows", "points"];

const BEGINNING = Object.freeze({
  view: "network",
  events: "arrows",
  select: null, // the key of a point
  other: null, // the key of a second point: the line between the two is selected
  article: null,
  fact: null,
  focus: 0, // steps from the centre; 0 is everything
  centre: null, // the point in the middle of a focus; the selected one, unless told
  path: null, // the point to which the shortest way from the selected one is shown
  expanded: Object.freeze([]), // points whose neighbours are shown too
  pinned: Object.freeze([]), // points that stay in every focus, with their names
  gone: Object.freeze([]), // points that are hidden
  hidden: Object.freeze([]), // types
  say: Object.freeze(["asserted"]), // modalities
  from: null, // months
  to: null,
  dated: false,
  open: Object.freeze([]), // folds
});

/** A state as the hash of an address. */
function hashOf(state) {
  const parts = new URLSearchParams();
  for (const key of Object.keys(BEGINNING)) {
    const value = state[key];
    if (JSON.stringify(value) === JSON.stringify(BEGINNING[key])) continue;
    if (key === "from" || key === "to") parts.set(key, monthName(value));
    else if (Array.isArray(value)) parts.set(key, value.join(" "));
    else if (value === true) parts.set(key, "yes");
    else parts.set(key, String(value));
  }
  return parts.toString() ? `#${parts}` : "";
}

/** The state that a hash tells of; what it cannot mean is as in the beginning. */
function stateOf(hash, contents) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const one = (key, known) => (known(parts.get(key)) ? parts.get(key) : BEGINNING[key]);
  const list = (key) => (parts.has(key) ? parts.get(key).split(" ").filter(Boolean) : BEGINNING[key]);
  const month = (key) => (monthsOf(parts.get(key)) || [null])[0];
  const depth = Number(parts.get("focus"));
  return {
    view: one("view", (value) => VIEWS.includes(value)),
    events: one("events", (value) => DRAWINGS.includes(value)),
    select: one("select", (value) => contents.nodeOf.has(value)),
    other: one("other", (value) => contents.nodeOf.has(value)),
    article: one("article", (value) => contents.articleOf.has(value)),
    fact: one("fact", (value) => contents.factOf.has(value)),
    focus: [1, 2, 3].includes(depth) ? depth : 0,
    centre: one("centre", (value) => contents.nodeOf.has(value)) ?? ([1, 2, 3].includes(depth) ? one("select", (value) => contents.nodeOf.has(value)) : null),
    path: one("path", (value) => contents.nodeOf.has(value)),
    expanded: list("expanded").filter((key) => contents.nodeOf.has(key)),
    pinned: list("pinned").filter((key) => contents.nodeOf.has(key)),
    gone: list("gone").filter((key) => contents.nodeOf.has(key)),
    hidden: list("hidden").filter((type) => Object.hasOwn(contents.types, type)),
    say: list("say"),
    from: month("from"),
    to: month("to"),
    dated: parts.get("dated") === "yes",
    open: list("open").map(Number).filter((fold) => fold in contents.folds),
  };
}
