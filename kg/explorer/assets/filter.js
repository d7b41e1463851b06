// What of the contents a state shows.

/** Whether each fact passes but for its date: by its kind, and by how firmly it is told. */
function factsOpen({ numbers: { factType, modality } }, state) {
  const [types, said] = [allowed(factType.names, (name) => !state.hidden.includes(name)), allowed(modality.names, (name) => state.say.includes(name))];
  return factType.numbers.map((type, number) => types[type] & said[modality.numbers[number]]);
}

/** Whether each fact passes, of those that pass but for their date. */
function factsShown({ numbers: { dated, firstMonth, lastMonth } }, state, open) {
  const [from, to, undated] = [state.from ?? -Infinity, state.to ?? Infinity, Number(!state.dated)];
  return open.map((passes, number) => passes & (dated[number] ? lastMonth[number] >= from && firstMonth[number] <= to : undated));
}

/** 1 for each name that passes, else 0. */
function allowed(names, passes) {
  return Uint8Array.from(names, (name) => Number(passes(name)));
}

/** The points of the picture before the focus (`nodes`), how many they are, how many things are told of, and the lines. */
function graphShown(contents, state, shown) {
  const { nodesIn, nodeType, isEvent } = contents.numbers;
  const types = allowed(nodeType.names, (name) => !state.hidden.includes(name));
  const nodes = new Uint8Array(contents.nodes.length);
  const show = (node) => { nodes[node] = types[nodeType.numbers[node]]; };
  for (let number = 0; number < shown.length; number += 1) if (shown[number]) eachAt(nodesIn, number, show);
  let things = 0;
  for (let node = 0; node < nodes.length; node += 1) {
    if (!isEvent[node]) things += nodes[node];
    else if (state.events === "arrows") nodes[node] = 0;
  }
  for (const key of state.gone) nodes[contents.nodeOf.get(key)] = 0;
  const pairs = pairsOf(contents, state.events === "points");
  return { nodes, shown, things, size: sumOf(nodes), pairs, counts: factsOfPairs(pairs, nodes, shown) };
}

/** The steps of a focus, and one more beyond each point in it that is expanded. */
function withExpanded(steps, expanded, near) {
  const wider = new Map(steps);
  for (const node of wider.keys()) {
    if (!expanded.has(node)) continue;
    for (const other of near(node)) if (!wider.has(other)) wider.set(other, wider.get(node) + 1);
  }
  return wider;
}

/** How many steps each reachable point is away, up to the farthest wanted. */
function stepsFrom(start, near, farthest) {
  const steps = new Map([[start, 0]]);
  for (const node of steps.keys()) {
    if (steps.get(node) === farthest) continue;
    for (const other of near(node)) if (!steps.has(other)) steps.set(other, steps.get(node) + 1);
  }
  return steps;
}
