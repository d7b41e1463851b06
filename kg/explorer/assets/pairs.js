// Two points that are linked, whatever by: one line of the picture, however many facts draw it.

/** The pairs of a picture, made once for each: their ends, their links, their facts (each once), and the pairs at each point. */
function pairsOf(contents, points) {
  contents.pairs = contents.pairs || new Map();
  if (!contents.pairs.has(points)) contents.pairs.set(points, pairsMade(contents, points));
  return contents.pairs.get(points);
}

function pairsMade({ links, nodes }, points) {
  const [numberOf, from, to, pairOf] = [new Map(), [], [], new Int32Array(links.from.length).fill(-1)];
  links.from.forEach((source, link) => {
    if (links.points[link] !== points) return;
    const [low, high] = [Math.min(source, links.to[link]), Math.max(source, links.to[link])];
    const key = low * nodes.length + high;
    let pair = numberOf.get(key);
    if (pair === undefined) {
      pair = from.push(low) - 1;
      to.push(high);
      numberOf.set(key, pair);
    }
    pairOf[link] = pair;
  });
  const ofPair = listed(from.length, (add) => pairOf.forEach((pair, link) => pair >= 0 && add(pair, link)));
  const factsOf = (pair) => new Set(listAt(ofPair, pair).flatMap((link) => links.facts[link]));
  return {
    from: Int32Array.from(from), to: Int32Array.from(to), links: ofPair,
    facts: listed(from.length, (add) => from.forEach((_, pair) => {
      if (lengthAt(ofPair, pair) === 1) for (const fact of links.facts[ofPair.items[ofPair.starts[pair]]]) add(pair, fact);
      else for (const fact of factsOf(pair)) add(pair, fact);
    })),
    at: listed(nodes.length, (add) => from.forEach((one, pair) => {
      add(one, pair);
      add(to[pair], pair);
    })),
  };
}

/** How many facts each pair has of those that are shown; none if one of its ends is not shown. */
function factsOfPairs({ from, to, facts }, nodes, shown) {
  return from.map((one, pair) => (nodes[one] && nodes[to[pair]] ? markedAt(facts, pair, shown) : 0));
}

/** A pair with all that is told of it: which way its first link leads, whether another leads back, its types and facts. */
function pairTold({ links }, { pairs, shown }, pair) {
  const told = { from: pairs.from[pair], to: pairs.to[pair], back: false, types: new Map(), facts: [] };
  eachAt(pairs.links, pair, (link) => {
    const facts = links.facts[link].filter((number) => shown[number]);
    if (!facts.length) return;
    if (!told.facts.length) [told.from, told.to] = [links.from[link], links.to[link]];
    told.back = told.back || links.from[link] !== told.from;
    told.types.set(links.type[link], (told.types.get(links.type[link]) || 0) + facts.length);
    told.facts = told.facts.length ? [...new Set([...told.facts, ...facts])] : facts;
  });
  return told;
}

/** The pair of two points, or one without facts. */
function pairBetween(contents, graph, one, other) {
  const { from, to, at } = graph.pairs;
  const pair = listAt(at, one).find((number) => graph.counts[number] && from[number] + to[number] - one === other);
  return pair === undefined ? { from: one, to: other, back: false, types: new Map(), facts: [] } : pairTold(contents, graph, pair);
}

/** Says of a point to which others a line leads. */
function neighbours({ pairs: { from, to, at }, counts }) {
  const known = new Map();
  return (node) => {
    if (!known.has(node)) known.set(node, listAt(at, node).filter((pair) => counts[pair]).map((pair) => from[pair] + to[pair] - node));
    return known.get(node);
  };
}
