// Folds: communities that stand as one bubble each until they are opened, so that a large graph stays readable.

const MOST_DRAWN = 2000; // points that are drawn as they are
const MOST_OPEN = 12; // folds that are open at once; the one opened longest ago is closed first
const MOST_LINES = 160; // between bubbles, the strongest

/** Whether so many points are shown that they must be folded. */
function isFolded(contents, inside) {
  return contents.folds.length > 0 && contents.nodes.reduce((sum, node) => sum + (inside(node.id) ? 1 : 0), 0) > MOST_DRAWN;
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
 * What is drawn of the points `inside`: for each point itself or the bubble that stands for it (`standFor`), and of
 * each fold the points that are in it (`members`, heaviest first is not promised).
 */
function bubblesOf(contents, inside, open) {
  const members = contents.folds.map(() => []);
  for (const node of contents.nodes) if (inside(node.id) && node.fold !== null) members[node.fold].push(node.id);
  for (let fold = contents.folds.length - 1; fold >= 0; fold -= 1) {
    const { parent } = contents.folds[fold];
    if (parent !== null) for (const node of members[fold]) members[parent].push(node);
  }
  const bubble = []; // of each fold, the bubble that it is in, or null where it is open
  contents.folds.forEach(({ parent }, fold) => {
    const outer = parent === null ? null : bubble[parent];
    bubble.push(outer !== null ? outer : open.has(fold) || members[fold].length < 2 ? null : fold);
  });
  return { members, bubble, standFor: (node) => bubble[contents.nodes[node].fold] };
}

/** What a fold is called: by its heaviest points, or by its kind where that is all its points share. */
function foldName(contents, fold, members) {
  const { kind } = contents.folds[fold];
  const weight = (node) => contents.factsAt[node].length - (contents.nodes[node].event ? 1e6 : 0);
  let [first, second] = [null, null];
  for (const node of members) {
    if (first === null || weight(node) > weight(first)) [first, second] = [node, first];
    else if (second === null || weight(node) > weight(second)) second = node;
  }
  const names = [first, second].filter((node) => node !== null).map((node) => shortened(contents.nodes[node].label, 28));
  return kind === null ? names[0] : `${capital(typeLabel(contents, kind))}: ${names[0]}`;
}

/** How many of a fold's points have each look: [look, count], the most first. */
function foldLooks(contents, members) {
  const counts = new Map();
  for (const node of members) {
    const look = contents.types[contents.nodes[node].type][1];
    counts.set(look, (counts.get(look) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** The scene of a folded picture: bubbles, points of open folds, rings around those, and the strongest lines. */
function foldedScene(contents, { inside, pairs, open, pointOf, lineOf, turned }) {
  const { members, bubble, standFor } = bubblesOf(contents, inside, open);
  const nodes = contents.nodes.filter((node) => inside(node.id) && standFor(node.id) === null).map(pointOf);
  contents.folds.forEach((fold, number) => {
    if (bubble[number] === number && members[number].length) nodes.push(bubblePoint(contents, number, members[number], turned));
  });
  const rings = [...open].filter((fold) => members[fold].length > 1 && bubble[fold] === null).map((fold) => ({ fold, radius: contents.folds[fold].radius, ...turned(contents.folds[fold]) }));
  const idOf = (node) => (standFor(node) === null ? node : `fold ${standFor(node)}`);
  return { nodes, lines: linesBetween(pairs, inside, idOf, lineOf), rings, idOf };
}

function bubblePoint(contents, number, members, turned) {
  const fold = contents.folds[number];
  return {
    id: `fold ${number}`, ...turned(fold), size: fold.radius * 0.9, label: foldName(contents, number, members),
    weight: 1e6 + members.length, shape: "circle", look: "none", parts: foldLooks(contents, members),
  };
}

/** Lines between points as they are; those that end in a bubble are drawn as one, and only the strongest. */
function linesBetween(pairs, inside, idOf, lineOf) {
  const [plain, gathered] = [[], new Map()];
  for (const pair of pairs) {
    if (!inside(pair.from) || !inside(pair.to)) continue;
    const [from, to] = [idOf(pair.from), idOf(pair.to)];
    if (from === pair.from && to === pair.to) plain.push(lineOf(pair));
    else if (from !== to) gather(gathered, from, to, pair.facts.length);
  }
  const strongest = [...gathered.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, MOST_LINES);
  return [...plain, ...strongest];
}

function gather(lines, one, other, count) {
  const [from, to] = String(one) < String(other) ? [one, other] : [other, one];
  const id = `between ${from} and ${to}`;
  if (lines.has(id)) lines.get(id).count += count;
  else lines.set(id, { id, from, to, arrows: "", count, label: "", dashed: false });
}

/** The folds as a list to open and close, for those who do not use the picture. */
function foldList(contents, { inside, open, go }) {
  const { members, bubble } = bubblesOf(contents, inside, new Set(open));
  const shown = contents.folds.map((_, fold) => fold).filter((fold) => members[fold].length > 1 && (bubble[fold] === fold || open.includes(fold)));
  const depth = (fold) => (contents.folds[fold].parent === null ? 0 : 1 + depth(contents.folds[fold].parent));
  const rows = inTreeOrder(contents, shown, members).map((fold) => {
    const isOpen = open.includes(fold);
    const change = () => go({ open: isOpen ? withClosed(contents, open, fold) : withOpen(contents, open, fold), view: "network" }, { opened: isOpen ? null : fold });
    return element("div", { class: "switch", style: null },
      element("button", { type: "button", class: `as-link fold depth-${Math.min(3, depth(fold))}`, "aria-expanded": String(isOpen), text: foldName(contents, fold, members[fold]), onclick: change }),
      element("span", { class: "count", text: members[fold].length.toLocaleString("en") }));
  });
  return element("section", { id: "folds" }, element("h2", { text: "Groups" }), ...rows);
}

/** The largest first, and what is inside an open fold right below it. */
function inTreeOrder(contents, shown, members) {
  const below = (parent) => shown.filter((fold) => contents.folds[fold].parent === parent).sort((a, b) => members[b].length - members[a].length || a - b).flatMap((fold) => [fold, ...below(fold)]);
  return below(null);
}
