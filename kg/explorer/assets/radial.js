// The picture of a focus: the selected point in the middle, what is one step away around it, and so on outwards.

const RING = 170;
const ROOM = 34; // on a ring, for each point

/** Places around the middle point, from the steps that each point is away. */
function radialPlaces(start, steps, near, order) {
  const children = new Map([...steps.keys()].map((node) => [node, []]));
  const reached = new Set([start]);
  for (const node of steps.keys()) {
    for (const other of [...(near.get(node) || [])].sort(order)) {
      if (steps.get(other) !== steps.get(node) + 1 || reached.has(other)) continue;
      reached.add(other);
      children.get(node).push(other);
    }
  }
  const leaves = new Map();
  for (const node of [...steps.keys()].reverse()) {
    leaves.set(node, Math.max(1, children.get(node).reduce((sum, child) => sum + leaves.get(child), 0)));
  }
  return placeWedges(start, children, leaves, steps);
}

function placeWedges(start, children, leaves, steps) {
  const radius = ringRadii(leaves.get(start), steps);
  const places = new Map([[start, [0, 0]]]);
  const wedges = [[start, -Math.PI, Math.PI]];
  for (const [node, from, to] of wedges) {
    let angle = from;
    for (const child of children.get(node)) {
      const width = ((to - from) * leaves.get(child)) / leaves.get(node);
      const distance = radius[steps.get(child)];
      places.set(child, [Math.cos(angle + width / 2) * distance * 1.25, Math.sin(angle + width / 2) * distance]);
      wedges.push([child, angle, angle + width]);
      angle += width;
    }
  }
  return places;
}

function ringRadii(leaves, steps) {
  const farthest = Math.max(...steps.values());
  const radii = [0];
  for (let step = 1; step <= farthest; step += 1) {
    const onRing = [...steps.values()].filter((value) => value === step).length;
    const needed = (Math.max(onRing, step === farthest ? leaves : 0) * ROOM) / (2 * Math.PI);
    radii.push(Math.max(radii[step - 1] + RING, needed));
  }
  return radii;
}
