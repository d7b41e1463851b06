// The evidence panel: what a point or a line is, and everything that was said of it, with the words.

const CARDS_AT_ONCE = 60;

/** The brief of a point. */
function fillNodeBrief(panel, contents, { node, shown, state, go }) {
  const it = contents.nodes[node];
  const numbers = byDate(contents, factsAt(contents, node).filter((number) => shown[number]));
  const type = element("p", { class: "kind" }, icon(lookOfType(contents, it.type)), element("span", { text: capital(typeLabel(contents, it.type)) }));
  panel.replaceChildren(
    panelHead(type, go),
    element("h2", { dir: "auto", text: it.label }),
    it.names.length ? element("p", { class: "aliases" }, "Also: ", ...separated(it.names.slice(0, 12).map((name) => named(shortened(name, 120))))) : "",
    it.web ? element("p", { class: "aliases" }, webLink(it.web, "Wikidata")) : "",
    summaryOf(contents, numbers),
    nodeTools(it, state, go),
    ...reasonsOf(it),
    ...cards(contents, numbers, node, go),
  );
}

/** The brief of a line: all that is told of two points together. */
function fillPairBrief(panel, contents, { pair, go }) {
  const numbers = byDate(contents, pair.facts);
  const ends = [pair.from, pair.to].map((id) => contents.nodes[id]);
  const name = ({ key, label }) => pointLink(key, shortened(label, 160), go);
  panel.replaceChildren(
    panelHead(element("p", { class: "kind", text: "What links these two" }), go),
    element("h2", {}, name(ends[0]), pair.back ? " ↔ " : " → ", name(ends[1])),
    summaryOf(contents, numbers),
    ...cards(contents, numbers, null, go),
  );
}

function panelHead(kind, go) {
  const close = element("button", { type: "button", class: "close", "aria-label": "Close", title: "Close ( Esc )", text: "×", onclick: () => go({ select: null, other: null, article: null, fact: null, focus: 0, centre: null, path: null }) });
  return element("div", { class: "panel-head" }, kind, close);
}

function summaryOf(contents, numbers) {
  const articles = new Set(numbers.map((number) => contents.facts[number].article)).size;
  return element("p", { class: "summary", text: [counted(numbers.length, "fact"), counted(articles, "article"), datesTold(contents, numbers)].filter(Boolean).join(" · ") });
}

function nodeTools(node, state, go) {
  const focused = state.focus && (state.centre === null || state.centre === node.key) ? state.focus : 0;
  const depths = [1, 2, 3].map((depth) => element("button", {
    type: "button", text: depth === 1 ? "1 step" : `${depth} steps`, "aria-pressed": String(focused === depth), onclick: () => go({ focus: focused === depth ? 0 : depth, centre: focused === depth ? null : node.key, path: null, view: "network" }),
  }));
  const switched = (list, text, title) => element("button", { type: "button", text, title, "aria-pressed": String(state[list].includes(node.key)), onclick: () => go({ [list]: toggledKey(state[list], node.key), view: "network" }) });
  const hide = element("button", { type: "button", text: "Hide", title: "Take it out of the picture ( h )", onclick: () => go({ gone: [...state.gone, node.key], select: null, other: null, path: null }) });
  const way = element("button", { type: "button", text: "Path to …", title: "The shortest path to another, to be searched for ( p )", onclick: () => searchForWay() });
  const copy = element("button", { type: "button", text: "Copy link", onclick: (event) => copyAddress(event.target) });
  return element("div", { class: "panel-tools" },
    element("span", { class: "together", role: "group", "aria-label": "Only what is near" }, element("span", { class: "hint", text: "Focus" }), ...depths),
    state.focus ? switched("expanded", "Expand", "Show its neighbours too ( x )") : "", switched("pinned", "Pin", "Keep it in every focus, with its name"), way, hide, copy);
}

function toggledKey(keys, key) {
  return keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
}

async function copyAddress(button) {
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = "Copied";
  } catch {
    button.textContent = "See the address bar";
  }
}

function reasonsOf(node) {
  if (!node.reasons.length) return [];
  return [element("details", { class: "reasons" }, element("summary", { text: node.event ? "Why these reports are taken for one event" : "Why these names are taken for one" }), element("ul", {}, ...node.reasons.slice(0, 50).map((reason) => element("li", { text: reason }))))];
}

/** The first cards, and a button for more. */
function cards(contents, numbers, about, go) {
  const groups = byEvent(contents, numbers);
  const some = groups.slice(0, CARDS_AT_ONCE).map((group) => factCard(contents, group, about, go));
  if (groups.length > CARDS_AT_ONCE) {
    const more = element("button", { type: "button", class: "more", text: `Show ${groups.length - CARDS_AT_ONCE} more`, onclick: () => more.replaceWith(...groups.slice(CARDS_AT_ONCE).map((group) => factCard(contents, group, about, go))) });
    some.push(more);
  }
  if (!some.length) some.push(element("p", { class: "hint", text: "Nothing of it passes the filters." }));
  return some;
}
