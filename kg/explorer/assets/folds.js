// Folds: communities that stand as one bubble each until they are opened, so that a large graph stays readable.

const MOST_DRAWN = 2000; // points that are drawn as they are
const MOST_OPEN = 12; // folds that are open at once; the one opened longest ago is closed first
const MOST_LINES = 160; // between bubbles, the strongest

/** Whether so many points are shown that they must be folded. */
function isFolded(contents, graph) {
  return contents.folds.length > 0 && graph.size > MOST_DRAWN;
}

/** The folds around a point, the innermost first. */
function foldsAround(contents, node) {
  const around = [];
  for (let fold = contents.nodes[node].fold; fold !== null && fold !== undefined; fold = contents.folds[fold].parent) around.push(fold);
  return around;
}

/** The state's open folds with one more, the oldest left out when they grow too many; what lies around it is open too. */
function withOpen(contents, open, fold) {
  const around = [];
  for (let at = fold; at !== null; at = contents.folds[at].parent) around.unshift(at);
  return [...open.filter((one) => !around.includes(one)).slice(-(MOST_OPEN - around.length)), ...around];
}

/** Without a fold and all that is in it. */
function withClosed(contents, open, fold) {
  const within = (one) => one !== null && (one === fold || within(contents.folds[one].parent));
  return open.filter((one) => !within(one));
}

/**
 * What is drawn of the points that are shown (`nodes`): for each fold the bubble that stands for it, or −1 where it is
 * open, and how many of the points in it are shown.
 */
function bubblesOf(contents, nodes, open) {
  const { folds, numbers } = contents;
  const counts = Int32Array.from(folds, (_, fold) => markedAt(numbers.nodesOf, fold, nodes));
  for (let fold = folds.length - 1; fold >= 0; fold -= 1) if (folds[fold].parent !== null) counts[folds[fold].parent] += counts[fold];
  const bubble = new Int32Array(folds.length);
  folds.forEach(({ parent }, fold) => {
    const outer = parent === null ? -1 : bubble[parent];
    bubble[fold] = outer >= 0 ? outer : open.has(fold) || counts[fold] < 2 ? -1 : fold;
  });
  return { nodes, open, counts, bubble, standFor: (node) => bubble[numbers.fold[node]], known: new Map() };
}

/** What a fold is called, and how many of its points have each look, [look, count], the most first. */
function foldTold(contents, { nodes, known }, fold) {
  if (!known.has(fold)) known.set(fold, foldRead(contents, nodes, fold));
  return known.get(fold);
}

/** A fold is called by its heaviest point, or by its kind too where that is all its points share. */
function foldRead(contents, nodes, fold) {
  const { nodesOf, foldsAfter, nodeType, weight } = contents.numbers;
  const perType = new Uint32Array(nodeType.names.length);
  let heaviest = -1;
  const see = (node) => {
    if (!nodes[node]) return;
    perType[nodeType.numbers[node]] += 1;
    if (heaviest < 0 || weight[node] > weight[heaviest]) heaviest = node;
  };
  for (let inner = fold; inner < foldsAfter[fold]; inner += 1) eachAt(nodesOf, inner, see); // what is in it is told right after it
  const looks = new Map();
  nodeType.names.forEach((type, number) => {
    const look = contents.types[type][1];
    if (perType[number]) looks.set(look, (looks.get(look) || 0) + perType[number]);
  });
  const { kind } = contents.folds[fold];
  const name = shortened(contents.nodes[heaviest].label, 28);
  return {
    name: kind === null ? name : `${capital(typeLabel(contents, kind))}: ${name}`,
    looks: [...looks].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  };
}

/** The scene of a folded picture: bubbles, points of open folds, rings around those, and the strongest lines. */
function foldedScene(contents, graph, bubbles, { pointOf, lineOf, turned }) {
  const { nodes: inside, counts, bubble, open, standFor } = bubbles;
  const nodes = contents.nodes.filter(({ id }) => inside[id] && standFor(id) < 0).map(pointOf);
  contents.folds.forEach((_, fold) => {
    if (bubble[fold] === fold && counts[fold]) nodes.push(bubblePoint(contents, bubbles, fold, turned));
  });
  const rings = [...open].filter((fold) => counts[fold] > 1 && bubble[fold] < 0).map((fold) => ({ fold, radius: contents.folds[fold].radius, ...turned(contents.folds[fold]) }));
  const idOf = (node) => (standFor(node) < 0 ? node : `fold ${standFor(node)}`);
  return { nodes, lines: linesBetween(graph, standFor, idOf, lineOf), rings, idOf };
}

function bubblePoint(contents, bubbles, number, turned) {
  const fold = contents.folds[number];
  const { name, looks } = foldTold(contents, bubbles, number);
  return { id: `fold ${number}`, ...turned(fold), size: fold.radius * 0.9, label: name, weight: 1e6 + bubbles.counts[number], shape: "circle", look: "none", parts: looks };
}

/** Lines between points as they are; those that end in a bubble are drawn as one, and only the strongest. */
function linesBetween({ pairs: { from, to }, counts }, standFor, idOf, lineOf) {
  const [plain, gathered] = [[], new Map()]; // of a pair of ends that a bubble stands for: a pair between them, and all their facts
  const endOf = (node) => (standFor(node) < 0 ? node : -1 - standFor(node));
  for (let pair = 0; pair < counts.length; pair += 1) {
    const one = endOf(from[pair]);
    const other = endOf(to[pair]);
    if (!counts[pair] || one === other) continue;
    if (one >= 0 && other >= 0) {
      plain.push(lineOf(pair));
      continue;
    }
    const key = Math.min(one, other) * 2 ** 26 + Math.max(one, other);
    const line = gathered.get(key);
    if (line) line.count += counts[pair];
    else gathered.set(key, { pair, count: counts[pair] });
  }
  const strongest = [...gathered.values()].sort((a, b) => b.count - a.count || a.pair - b.pair).slice(0, MOST_LINES);
  return [...plain, ...strongest.map(({ pair, count }) => gatheredLine(idOf(from[pair]), idOf(to[pair]), count))];
}

function gatheredLine(one, other, count) {
  const [from, to] = String(one) < String(other) ? [one, other] : [other, one];
  return { id: `between ${from} and ${to}`, from, to, arrows: "", count, label: "", dashed: false };
}

/** The folds as a list to open and close, for those who do not use the picture. */
function foldList(contents, bubbles, { change }) {
  const { counts, bubble, open } = bubbles;
  const shown = contents.folds.map((_, fold) => fold).filter((fold) => counts[fold] > 1 && (bubble[fold] === fold || open.has(fold)));
  const depth = (fold) => (contents.folds[fold].parent === null ? 0 : 1 + depth(contents.folds[fold].parent));
  const rows = inTreeOrder(contents, shown, counts).map((fold) => {
    const name = element("button", { type: "button", class: `as-link fold depth-${Math.min(3, depth(fold))}`, "aria-expanded": String(open.has(fold)), text: foldTold(contents, bubbles, fold).name, onclick: () => change(fold, !open.has(fold)) });
    return element("div", { class: "switch" }, name, element("span", { class: "count", text: counts[fold].toLocaleString("en") }));
  });
  return element("section", { id: "folds" }, element("h2", { text: "Groups" }), ...rows);
}

/** The largest first, and what is inside an open fold right below it. */
function inTreeOrder(contents, shown, counts) {
  const below = (parent) => shown.filter((fold) => contents.folds[fold].parent === parent).sort((a, b) => counts[b] - counts[a] || a - b).flatMap((fold) => [fold, ...below(fold)]);
  return below(null);
}
