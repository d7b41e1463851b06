// The picture of a focus: the selected point in the middle, what is one step away around it, and so on outwards.

const RING = 170; // between a ring and the next, at least
const ROOM = 42; // on a ring, for each point
const WIDER = 1.3; // than high, as screens are

/** Places around the middle point, from the steps that each point is away. */
function radialPlaces(start, steps, near, order) {
  const children = childrenOf(start, steps, near, order);
  const angles = anglesOf(start, children, steps);
  const radii = ringRadii(steps, angles);
  return new Map([...steps].map(([node, step]) => [node, [Math.cos(angles.get(node)) * radii[step] * WIDER, Math.sin(angles.get(node)) * radii[step]]]));
}

/** Each point hangs on the first that reaches it. */
function childrenOf(start, steps, near, order) {
  const children = new Map([...steps.keys()].map((node) => [node, []]));
  const reached = new Set([start]);
  for (const node of steps.keys()) {
    for (const other of [...near(node)].sort(order)) {
      if (steps.get(other) !== steps.get(node) + 1 || reached.has(other)) continue;
      reached.add(other);
      children.get(node).push(other);
    }
  }
  return children;
}

/** Each point has a wedge of the circle, wider the more hangs on it, though not in proportion. */
function anglesOf(start, children, steps) {
  const share = new Map();
  for (const node of [...steps.keys()].reverse()) {
    share.set(node, Math.max(1, children.get(node).reduce((sum, child) => sum + share.get(child), 0) ** 0.7));
  }
  const angles = new Map([[start, 0]]);
  const wedges = [[start, -Math.PI, Math.PI]];
  for (const [node, from, to] of wedges) {
    const all = children.get(node).reduce((sum, child) => sum + share.get(child), 0);
    let angle = from;
    for (const child of children.get(node)) {
      const width = ((to - from) * share.get(child)) / all;
      angles.set(child, angle + width / 2);
      wedges.push([child, angle, angle + width]);
      angle += width;
    }
  }
  return angles;
}

/** Rings so wide that the two nearest points on each have room. */
function ringRadii(steps, angles) {
  const radii = [0];
  for (let step = 1; step <= Math.max(...steps.values()); step += 1) {
    const turns = [...steps].filter(([, value]) => value === step).map(([node]) => angles.get(node)).sort((a, b) => a - b);
    const gaps = turns.map((turn, index) => (index ? turn - turns[index - 1] : turn + 2 * Math.PI - turns[turns.length - 1]));
    radii.push(Math.max(radii[step - 1] + RING, ROOM / Math.max(0.004, Math.min(...gaps))));
  }
  return radii;
}
