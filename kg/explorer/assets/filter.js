// What of the contents a state shows.

/** Whether each fact passes: its kind, its modality, its date. */
function factsShown(contents, state) {
  const hidden = new Set(state.hidden);
  const said = new Set(state.say);
  return contents.facts.map((fact) => said.has(fact.modality) && !hidden.has(fact.type) && inTime(fact, state));
}

function inTime(fact, state) {
  const months = monthsOf(fact.date);
  if (!months) return !state.dated;
  return (state.from === null || months[1] >= state.from) && (state.to === null || months[0] <= state.to);
}

/** The points and the lines of the picture, before the focus. */
function graphShown(contents, state, shown) {
  const hidden = new Set(state.hidden);
  const gone = new Set(state.gone.map((key) => contents.nodeOf.get(key)));
  const points = state.events === "points";
  const nodes = contents.nodes.map(
    (node) =>
      (points || !node.event) && !hidden.has(node.type) && !gone.has(node.id) && contents.factsAt[node.id].some((number) => shown[number]),
  );
  const pairs = new Map();
  for (const link of contents.links) {
    if (link.points !== points || !nodes[link.from] || !nodes[link.to]) continue;
    const facts = link.facts.filter((number) => shown[number]);
    if (facts.length) addToPair(pairs, link, facts, contents.nodes.length);
  }
  return { nodes, pairs: [...pairs.values()] };
}

function addToPair(pairs, link, facts, size) {
  const key = Math.min(link.from, link.to) * size + Math.max(link.from, link.to);
  if (!pairs.has(key)) pairs.set(key, { key, from: link.from, to: link.to, back: false, types: new Map(), facts: [] });
  const pair = pairs.get(key);
  pair.back = pair.back || link.from !== pair.from;
  pair.types.set(link.type, (pair.types.get(link.type) || 0) + facts.length);
  pair.facts = pair.facts.length ? [...new Set([...pair.facts, ...facts])] : facts;
}

/** For each point the points that a line leads to. */
function neighbours(pairs) {
  const near = new Map();
  const add = (one, other) => (near.has(one) ? near.get(one).push(other) : near.set(one, [other]));
  for (const { from, to } of pairs) {
    add(from, to);
    add(to, from);
  }
  return near;
}

/** The steps of a focus, and one more beyond each point in it that is expanded. */
function withExpanded(steps, expanded, near) {
  const wider = new Map(steps);
  for (const node of wider.keys()) {
    if (!expanded.has(node)) continue;
    for (const other of near.get(node) || []) if (!wider.has(other)) wider.set(other, wider.get(node) + 1);
  }
  return wider;
}

/** How many steps each reachable point is away, up to the farthest wanted. */
function stepsFrom(start, near, farthest) {
  const steps = new Map([[start, 0]]);
  for (const node of steps.keys()) {
    if (steps.get(node) === farthest) continue;
    for (const other of near.get(node) || []) if (!steps.has(other)) steps.set(other, steps.get(node) + 1);
  }
  return steps;
}
