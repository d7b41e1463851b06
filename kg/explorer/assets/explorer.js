// The page: one state, and everything drawn from it.

const contents = readContents();
const byId = (id) => document.getElementById(id);

let state = stateOf(location.hash, contents);
let order = { column: 0, down: false };
let open = []; // which facts pass but for their date
let shown = [];
let graph = null;
let bubbles = null; // where points are too many to be drawn as they are
let scene = { idOf: (node) => node };
let stands = false; // whether the picture stands, as on a telephone
let drawnScene = "";
let drawnWhole = "";
let lookedAt = ""; // what the panel told of last

applyTheme(null);
const legend = createLegend(byId("legend"), contents, { now: () => state, change: go });
const picture = createPicture(byId("network"), { pick: picked, open: opened, covered });

/** Change the state; the step is one that "back" undoes. */
function go(changes, { opened: fold = null, isStep = true } = {}) {
  const next = hashOf({ ...state, ...changes });
  if (next === hashOf(state)) return;
  if (isStep) history.pushState(null, "", next || "#");
  else history.replaceState(null, "", next || "#");
  state = stateOf(next, contents);
  draw();
  if (fold !== null) picture.lookAt({ ...turned(contents.folds[fold]), radius: contents.folds[fold].radius });
}

function draw() {
  open = factsOpen(contents, state);
  shown = factsShown(contents, state, open);
  graph = graphShown(contents, state, shown);
  drawPanel();
  drawViews();
  drawPicture();
  drawHistogram(byId("histogram"), contents, { state, open, change: go }); // before what else changes, for it asks for its width
  drawTrail(byId("trail"), contents, state, go);
  legend.show(state);
  listFolds();
  tellWhatIsShown();
}

// ── the picture ────────────────────────────────────────────────────────────

function focusOf() {
  const key = state.centre ?? state.select;
  const start = key === null ? null : contents.nodeOf.get(key);
  return state.focus && start !== null && graph.nodes[start] ? start : null;
}

/** The way that is asked for: its ends, and its points or null; null if none is asked for. */
function wayOf() {
  if (state.path === null || state.select === null) return null;
  const ends = [state.select, state.path].map((key) => contents.nodeOf.get(key));
  return { ends, way: shortestWay(...ends, near()) };
}

/** Where the points of a focus or of a way stand, and null where all are shown. */
function placesNow() {
  const asked = wayOf();
  if (asked) return wayPlaces(asked.way || asked.ends);
  const start = focusOf();
  if (start === null) return null;
  const steps = withExpanded(stepsFrom(start, near(), state.focus), new Set(state.expanded.map((key) => contents.nodeOf.get(key))), near());
  const places = radialPlaces(start, steps, near(), besides);
  return withPinned(places, state.pinned.map((key) => contents.nodeOf.get(key)).filter((node) => graph.nodes[node]));
}

/** What is pinned and not near stands in a row below. */
function withPinned(places, pinned) {
  const below = Math.max(...[...places.values()].map(([, y]) => y)) + 120;
  pinned.filter((node) => !places.has(node)).forEach((node, index) => places.set(node, [index * 160, below]));
  return places;
}

function drawPicture() {
  const places = placesNow();
  const start = focusOf();
  const whole = JSON.stringify([state.events, start, start === null ? 0 : state.focus, start === null ? [] : state.expanded, state.path === null ? null : [state.select, state.path]]);
  const unfolded = openFolds();
  const key = JSON.stringify([whole, state.hidden, state.say, state.from, state.to, state.dated, state.gone, state.pinned, [...unfolded]]);
  if (key !== drawnScene) {
    bubbles = !places && isFolded(contents, graph) ? bubblesOf(contents, graph.nodes, unfolded) : null;
    stands = upright();
    scene = sceneOf(places);
    picture.show(scene);
  }
  standOut();
  if (whole !== drawnWhole) picture.fit();
  [drawnScene, drawnWhole] = [key, whole];
  byId("nothing").hidden = state.view !== "network" || (places ? [...places.keys()].some((node) => graph.nodes[node]) : graph.size > 0);
}

/** The folds that are open: those that were opened, and those around what is selected. */
function openFolds() {
  const chosen = [state.select, state.other].filter((key) => key !== null).flatMap((key) => foldsAround(contents, contents.nodeOf.get(key)));
  return new Set([...state.open, ...chosen]);
}

/** What is drawn: the points as they are, or folded where they are too many. */
function sceneOf(places) {
  const pointOf = (node) => scenePoint(node, places);
  if (bubbles) return foldedScene(contents, graph, bubbles, { pointOf, lineOf: sceneLine, turned });
  const inside = (id) => graph.nodes[id] && (!places || places.has(id));
  const { from, to } = graph.pairs;
  const lines = [];
  graph.counts.forEach((count, pair) => {
    if (count && inside(from[pair]) && inside(to[pair])) lines.push(sceneLine(pair));
  });
  return { nodes: contents.nodes.filter((node) => inside(node.id)).map(pointOf), lines, rings: [], idOf: (node) => node };
}

/** Says who is linked to a point in what is shown. */
function near() {
  graph.near = graph.near || neighbours(graph);
  return graph.near;
}

/** A place as the screen wanted it when the picture was drawn. */
function turned({ x, y }) {
  return stands ? { x: y, y: x } : { x, y };
}

function listFolds() {
  byId("folds")?.remove();
  if (bubbles && state.view === "network") byId("legend").prepend(foldList(contents, bubbles, { change: changeFold }));
}

/** Open a fold, or close it; what is selected in it is let go then, for it would stay open around that. */
function changeFold(fold, isOpened) {
  if (isOpened) return openFold(fold);
  const holds = (key) => key !== null && foldsAround(contents, contents.nodeOf.get(key)).includes(fold);
  const chosen = holds(state.select) || holds(state.other) ? { select: null, other: null, article: null, fact: null, path: null } : {};
  return go({ ...chosen, open: withClosed(contents, state.open, fold), view: "network" });
}

/** On a screen that is higher than wide, a telephone's, the picture stands too. */
function upright() {
  return byId("stage").clientHeight > byId("stage").clientWidth * 1.2;
}

/** What the panel hides of the picture, where it lies over it. */
function covered() {
  const [panel, stage] = [byId("panel"), byId("stage")].map((part) => part.getBoundingClientRect());
  if (byId("panel").hidden || panel.left >= stage.right) return { right: 0, bottom: 0 };
  return panel.width >= stage.width ? { right: 0, bottom: stage.bottom - panel.top } : { right: stage.right - panel.left, bottom: 0 };
}

/** Neighbours of one kind stand beside each other. */
function besides(a, b) {
  const [one, other] = [contents.nodes[a], contents.nodes[b]];
  return one.type < other.type ? -1 : one.type > other.type ? 1 : a - b;
}

function scenePoint(node, places) {
  const [wide, high] = places ? places.get(node.id) : state.events === "points" ? [node.u, node.v] : [node.x, node.y];
  const { x, y } = turned({ x: wide, y: high });
  const look = lookOfType(contents, node.type);
  return { id: node.id, x, y, size: node.size, label: node.label, weight: contents.numbers.weight[node.id], shape: look.shape, look: look.key, pinned: state.pinned.includes(node.key) };
}

function sceneLine(number) {
  const pair = pairTold(contents, graph, number);
  const types = [...pair.types].sort((a, b) => b[1] - a[1]);
  return {
    id: lineId(graph.pairs.from[number], graph.pairs.to[number]), from: pair.from, to: pair.to, arrows: contents.nodes[pair.from].event ? "" : pair.back ? "to, from" : "to", count: pair.facts.length,
    label: types.map(([type, count]) => typeLabel(contents, type) + (count > 1 ? ` ×${count}` : "")).join(", "),
    dashed: pair.facts.every((number) => contents.facts[number].modality !== "asserted"),
  };
}

function lineId(one, other) {
  return `line ${one} ${other}`;
}

/** The selected point and its neighbours stand out; of a hidden event, those who take part. */
function standOut() {
  if (state.select === null) return picture.emphasise(null, null);
  const node = contents.nodeOf.get(state.select);
  const drawnAs = (nodes) => nodes.filter((id) => id !== null).map(scene.idOf);
  if (state.other !== null) return picture.emphasise(drawnAs([node, contents.nodeOf.get(state.other)]), null);
  if (state.path !== null || focusOf() === node) return picture.emphasise(null, node);
  if (graph.nodes[node]) return picture.emphasise(drawnAs([node, ...near()(node)]), node);
  const taking = factsAt(contents, node).flatMap((number) => contents.facts[number].fillers.map((filler) => filler.node));
  return picture.emphasise(drawnAs(taking), null);
}

function picked(what) {
  byId("network").focus({ preventScroll: true });
  if (what === null) return state.focus || state.path !== null ? undefined : go({ path: null, select: null, other: null, article: null, fact: null });
  if (typeof what.node === "string") return openFold(Number(what.node.slice("fold ".length)));
  if (what.node !== undefined) return go({ select: contents.nodes[what.node].key, other: null, article: null, fact: null, path: null, centre: centreNow() });
  const line = scene.lines.find(({ id }) => id === what.line);
  if (!line || typeof line.from === "string" || typeof line.to === "string") return undefined;
  const pair = pairBetween(contents, graph, line.from, line.to);
  return go({ select: contents.nodes[pair.from].key, other: contents.nodes[pair.to].key, article: null, fact: null, focus: 0, centre: null, path: null });
}

/** A focus keeps its middle while something in it is selected. */
function centreNow() {
  return state.focus ? state.centre ?? state.select : null;
}

/** Open a bubble, and look at what was in it. */
function openFold(fold) {
  go({ open: withOpen(contents, state.open, fold), view: "network" }, { opened: fold });
}

function opened(node) {
  if (typeof node === "string") return;
  const { key } = contents.nodes[node];
  go({ select: key, other: null, centre: key, focus: Math.max(1, state.focus), path: null, article: null, fact: null });
}

// ── the other views, the panel, the words below ────────────────────────────

/** The facts that are shown, by date; in a focus, those in which the focused point takes part. */
function factNumbers() {
  const start = focusOf();
  const numbers = start === null ? [...contents.facts.keys()] : factsAt(contents, start);
  return byDate(contents, numbers.filter((number) => shown[number]));
}

function drawViews() {
  for (const view of VIEWS) byId(view).hidden = state.view !== view;
  for (const button of document.querySelectorAll("[data-view]")) pressed(button, button.dataset.view === state.view);
  for (const button of document.querySelectorAll("[data-events]")) pressed(button, button.dataset.events === state.events);
  for (const part of document.querySelectorAll(".camera, .picture-choice")) part.hidden = state.view !== "network";
  for (const id of ["save-png", "save-svg"]) byId(id).hidden = state.view !== "network";
  byId("dated").checked = state.dated;
  if (state.view === "timeline") drawTimeline(byId("timeline"), contents, factNumbers(), { state, about: selectedFacts(), go });
  if (state.view === "table") fillTable(byId("table"), contents, factNumbers(), { order, go, sort: (next) => { order = next; drawViews(); } });
}

/** The facts of the selected point, or null. */
function selectedFacts() {
  return state.select === null ? null : new Set(factsAt(contents, contents.nodeOf.get(state.select)));
}

function pressed(button, on) {
  button.setAttribute("aria-pressed", String(on));
}

function drawPanel() {
  const panel = byId("panel");
  const was = panel.hidden;
  panel.hidden = state.select === null && state.article === null;
  document.body.classList.toggle("with-panel", !panel.hidden);
  if (panel.hidden) return panel.replaceChildren();
  panel.scrollTop = 0;
  if (state.article !== null) {
    fillArticle(panel, contents, { article: contents.articleOf.get(state.article), chosen: state.fact === null ? null : contents.factOf.get(state.fact), shown, go });
  } else if (state.path !== null) {
    fillPathBrief(panel, contents, { ...wayOf(), graph, go });
  } else if (state.other !== null) {
    fillPairBrief(panel, contents, { pair: pairBetween(contents, graph, ...[state.select, state.other].map((key) => contents.nodeOf.get(key))), go });
  } else {
    fillNodeBrief(panel, contents, { node: contents.nodeOf.get(state.select), shown, state, go });
  }
  const chosen = `${state.select} ${state.other}`;
  if (was || chosen !== lookedAt) requestAnimationFrame(() => keepInSight());
  lookedAt = chosen;
}

/** What is selected must not lie outside of the picture, nor under the panel. */
function keepInSight() {
  if (state.select === null || state.view !== "network") return;
  const ids = [state.select, state.other].filter((key) => key !== null).map((key) => contents.nodeOf.get(key));
  if (!ids.some(isOutOfSight)) return;
  if (ids.length === 1) return picture.visit(ids[0]);
  const [one, other] = ids.map((id) => scenePoint(contents.nodes[id], null));
  picture.lookAt({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, radius: Math.hypot(one.x - other.x, one.y - other.y) / 2 + 60 });
}

function isOutOfSight(id) {
  const place = picture.placeOf(id);
  const { clientWidth, clientHeight } = byId("network");
  const { right, bottom } = covered();
  return place && (bottom > 0 || place.x < 30 || place.y < 30 || place.x > clientWidth - right - 30 || place.y > clientHeight - bottom - 30);
}

function tellWhatIsShown() {
  const facts = sumOf(shown);
  byId("shown").replaceChildren(`${graph.things.toLocaleString("en")} of ${counted(contents.numbers.things, "name")} · ${facts.toLocaleString("en")} of ${counted(contents.facts.length, "fact")}`, element("span", { text: ` · ${counted(contents.articles.length, "article")}` }));
  const open = state.from === null && state.to === null;
  byId("range").textContent = open ? "All dates" : `${state.from === null ? "…" : dateInWords(monthName(state.from))} – ${state.to === null ? "…" : dateInWords(monthName(state.to))}`;
  byId("all-dates").hidden = open;
}

// ── keys, theme, the rest ──────────────────────────────────────────────────

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEYS = {
  "/": () => byId("search").focus(),
  1: () => go({ view: "network" }),
  2: () => go({ view: "timeline" }),
  3: () => go({ view: "table" }),
  f: () => state.select !== null && go(nextFocus()),
  x: () => state.select !== null && go({ expanded: toggledKey(state.expanded, state.select) }),
  p: () => state.select !== null && searchForWay(),
  h: () => state.select !== null && go({ gone: [...state.gone, state.select], select: null, other: null, path: null }),
  "[": () => history.back(),
  "]": () => history.forward(),
  e: () => go({ events: state.events === "arrows" ? "points" : "arrows" }),
  "+": () => picture.zoom(1.3),
  "=": () => picture.zoom(1.3),
  "-": () => picture.zoom(1 / 1.3),
  0: () => picture.fit(),
  "?": () => byId("help").showModal(),
  Escape: () => leave(),
};

/** The focus one step wider, around what is selected; after the widest, none. */
function nextFocus() {
  const around = state.centre === null || state.centre === state.select ? state.focus : 0;
  const focus = (around + 1) % 4;
  return { focus, centre: focus ? state.select : null, path: null, view: "network" };
}

function keyPressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.target.matches("input[type=search], input[type=range], select, textarea")) return;
  if (ARROWS[event.key] && event.target.closest("#network")) {
    event.preventDefault();
    walk(ARROWS[event.key]);
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

/** One thing less at each press. */
function leave() {
  if (document.body.classList.contains("with-legend")) return openLegend(false);
  if (state.article !== null) return go({ article: null, fact: null });
  if (state.path !== null) return go({ path: null });
  if (state.focus) return go({ focus: 0, centre: null });
  return go({ select: null, other: null });
}

/** Select the neighbour that lies most in a direction. */
function walk([dx, dy]) {
  const from = state.select === null ? null : contents.nodeOf.get(state.select);
  const origin = from === null ? null : picture.placeOf(from);
  const others = origin ? near()(from) : contents.nodes.filter((node) => graph.nodes[node.id]).map((node) => node.id).slice(0, 1);
  const towards = others.map((id) => ({ id, place: picture.placeOf(id) })).filter(({ place }) => place);
  const straightness = ({ place }) => {
    const [x, y] = [place.x - origin.x, place.y - origin.y];
    return (x * dx + y * dy) / Math.max(1, Math.hypot(x, y));
  };
  const best = origin ? towards.filter((one) => straightness(one) > 0.3).sort((a, b) => straightness(b) - straightness(a))[0] : towards[0];
  if (!best) return;
  go({ select: contents.nodes[best.id].key, other: null, article: null, fact: null, path: null, centre: centreNow() });
  keepInSight();
}

function openLegend(open) {
  document.body.classList.toggle("with-legend", open);
  byId("legend-button").setAttribute("aria-expanded", String(open));
}

function listen() {
  const press = (id, does) => byId(id).addEventListener("click", does);
  document.addEventListener("keydown", keyPressed);
  addEventListener("popstate", () => { state = stateOf(location.hash, contents); draw(); });
  addEventListener("hashchange", () => { state = stateOf(location.hash, contents); draw(); });
  addEventListener("resize", () => { drawHistogram(byId("histogram"), contents, { state, open, change: go }); drawViews(); });
  byId("search").addEventListener("input", () => { clearTimeout(searchTimer); searchTimer = setTimeout(listHits, 30); });
  byId("search").addEventListener("keydown", searchKey);
  byId("search").addEventListener("blur", () => { byId("search-results").hidden = true; });
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => go({ view: button.dataset.view }));
  for (const button of document.querySelectorAll("[data-events]")) button.addEventListener("click", () => go({ events: button.dataset.events }));
  press("closer", () => picture.zoom(1.3));
  press("farther", () => picture.zoom(1 / 1.3));
  press("fit", () => picture.fit());
  press("all-dates", () => go({ from: null, to: null }));
  press("clear-filters", () => go({ hidden: [], from: null, to: null, dated: false, focus: 0, centre: null, path: null, gone: [] }));
  press("save-csv", () => saveCsv(contents, factNumbers()));
  press("save-turtle", () => saveTurtle(contents, factNumbers()));
  press("save-svg", () => saveSvg(picture.vector()));
  press("save-png", () => savePng(picture.image()));
  press("theme", () => changeTheme(document.documentElement.classList.contains("dark") ? "light" : "dark"));
  press("help-button", () => byId("help").showModal());
  press("legend-button", () => openLegend(!document.body.classList.contains("with-legend")));
  createPlayer(byId("play"), contents, { now: () => state, change: (window) => go(window, { isStep: false }) });
  byId("dated").addEventListener("change", (event) => go({ dated: event.target.checked }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => changeTheme(null));
  dressForPrint(document.documentElement);
}

listen();
draw();
// For tests, and for the curious: what the picture shows, and where.
window.explorer = {
  placeOf: (key) => picture.placeOf(contents.nodeOf.get(key)), placeOfDrawn: picture.placeOf, written: () => picture.written(), drawn: () => picture.drawn(),
  shown: () => graph.size, state: () => ({ ...state }),
};
document.documentElement.dataset.ready = "yes";
setTimeout(() => (window.requestIdleCallback || setTimeout)(gatherNames), 1000);
